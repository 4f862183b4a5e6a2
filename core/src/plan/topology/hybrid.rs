//! Hybrid nodes as the document has them.

use crate::document::topology::{Compute, Managed, Premises};
use crate::id::ResourceId;
use crate::terms::{Owner, ResourceKind};
use crate::topology::Topology;

/// Nodes on the customer's premises, which nobody counts but the customer.
pub(super) fn nodes(topology: &Topology) -> Option<Compute> {
    let (hybrid, remote) = (topology.hybrid.as_ref()?, topology.network.remote.as_ref()?);
    let texts = |blocks: &[ipnet::Ipv4Net]| blocks.iter().map(ToString::to_string).collect();
    Some(Compute {
        id: ResourceId::new(ResourceKind::HybridNodes, "main").to_string(),
        kind: "hybrid",
        name: "hybrid nodes".to_owned(),
        zones: Vec::new(),
        subnets: Vec::new(),
        sizes: None,
        instance_types: Vec::new(),
        architectures: Vec::new(),
        capacity: None,
        ami_family: None,
        max_pods: None,
        taints: Vec::new(),
        selectors: Vec::new(),
        outpost: None,
        premises: Some(Premises {
            node_networks: texts(&remote.nodes),
            pod_networks: texts(&remote.pods),
            gateway: remote.gateway.as_ref().map(|gateway| gateway.id.clone()),
            credentials: hybrid.provider.as_str(),
        }),
        managed: Managed { nodes: Owner::Customer, scaling_group: Owner::Customer, access: Owner::Customer },
        origin: remote.origin.document(),
    })
}
