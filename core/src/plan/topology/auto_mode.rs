//! Auto Mode as the document has it: what AWS runs for it, and its node pools.

use super::View;
use crate::document::topology::{AutoMode, Compute, Managed, Part};
use crate::id::ResourceId;
use crate::terms::{Owner, ResourceKind};
use crate::topology::auto_mode::{self, NodePool};

/// The most pods that EKS puts on a node of Auto Mode (EKS user guide, create-node-class).
const MAX_PODS: u32 = 110;

impl View<'_, '_> {
    pub(super) fn auto_mode(&self, auto_mode: &auto_mode::AutoMode) -> AutoMode {
        let part = |note| Part { at_least: None, exactly: None, hidden: true, note };
        let mut node_pools = Vec::new();
        for pool in &auto_mode.pools {
            node_pools.push(ResourceId::new(ResourceKind::NodePool, pool.known.name).to_string());
        }
        AutoMode {
            owner: Owner::Aws,
            compute: part(
                "starts nodes for pods that want room, renews them within 21 days, and ends them with the cluster",
            ),
            networking: part("gives pods their addresses and names; no add-on is needed for it"),
            load_balancing: part(
                "makes load balancers for Services and Ingresses, and ends them with the cluster",
            ),
            block_storage: part("makes EBS volumes for claims; volumes stay when the cluster goes"),
            node_role: auto_mode.node_role.map(|role| self.roles[role].to_owned()),
            node_pools,
        }
    }

    pub(super) fn node_pool(&self, pool: &NodePool) -> Compute {
        let subnets = &self.graph.topology().cluster.subnets;
        Compute {
            id: ResourceId::new(ResourceKind::NodePool, pool.known.name).to_string(),
            kind: "auto-mode-node-pool",
            name: pool.known.name.to_owned(),
            zones: self.zones_of(subnets),
            subnets: super::at(&self.subnets, subnets),
            sizes: None,
            instance_types: Vec::new(),
            architectures: pool.known.architectures.iter().map(|it| it.as_str()).collect(),
            capacity: Some("on-demand"),
            ami_family: Some("Bottlerocket".to_owned()),
            taints: super::taints(&pool.taints),
            selectors: Vec::new(),
            max_pods: Some(MAX_PODS),
            premises: None,
            outpost: None,
            managed: Managed { nodes: Owner::Aws, scaling_group: Owner::Aws, access: Owner::Aws },
            origin: pool.origin.document(),
        }
    }
}
