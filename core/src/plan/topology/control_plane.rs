//! AWS's side as the document has it.

use super::{View, outpost};
use crate::catalog;
use crate::document::topology::{ControlPlane, Endpoint, HiddenZone, Part, Support};
use crate::terms::Owner;

impl View<'_, '_> {
    pub(super) fn control_plane(&self) -> ControlPlane {
        let mut plane = self.regional_control_plane();
        if let Some(outpost) = &self.graph.topology().cluster.outpost {
            outpost::place(&mut plane, outpost);
        }
        plane
    }

    fn regional_control_plane(&self) -> ControlPlane {
        let topology = self.graph.topology();
        let cluster = &topology.cluster;
        let zone = |name, holds| HiddenZone { name, chosen_by: Owner::Aws, hidden: true, holds };
        let part = |at_least, exactly, note| Part { at_least, exactly, hidden: true, note };
        let release = catalog::kubernetes_release(cluster.version);
        ControlPlane {
            owner: Owner::Aws,
            zones: vec![
                zone("A", vec!["API server", "etcd member"]),
                zone("B", vec!["API server", "etcd member"]),
                zone("C", vec!["etcd member"]),
            ],
            api_servers: part(Some(2), None, "at least two, in different zones"),
            etcd_members: part(None, Some(3), "three, in three zones"),
            scheduler: part(None, None, "runs beside the API servers"),
            controller_manager: part(None, None, "runs beside the API servers"),
            load_balancer: part(None, None, "a network load balancer of AWS's in front of the API servers"),
            auto_scaling: part(None, None, "AWS makes API servers and etcd larger and smaller by itself"),
            auto_mode: topology.auto_mode.as_ref().map(|auto_mode| self.auto_mode(auto_mode)),
            tier: cluster.tier.clone().unwrap_or_else(|| "standard".to_owned()),
            endpoint: Endpoint {
                public: cluster.endpoint.public && !cluster.endpoint.close_public_last,
                private: cluster.endpoint.private,
                cidrs: match (&cluster.endpoint.public_cidrs[..], cluster.endpoint.public) {
                    ([], true) if !cluster.endpoint.close_public_last => {
                        let everywhere =
                            ["0.0.0.0/0", "::/0"].into_iter().take(if cluster.ipv6 { 2 } else { 1 });
                        everywhere.map(str::to_owned).collect()
                    }
                    (cidrs, _) => cidrs.to_vec(),
                },
                public_until_last: cluster.endpoint.close_public_last.then_some(true),
            },
            ip_family: if cluster.ipv6 { "ipv6" } else { "ipv4" },
            version: cluster.version.to_string(),
            support: Support {
                status: cluster.support.to_string(),
                standard_ends: release.and_then(|it| it.standard_ends).map(|date| date.to_string()),
                extended_ends: release.and_then(|it| it.extended_ends).map(|date| date.to_string()),
                policy: cluster.support_policy.clone().unwrap_or_else(|| "EXTENDED".to_owned()),
            },
            outpost: None,
        }
    }
}
