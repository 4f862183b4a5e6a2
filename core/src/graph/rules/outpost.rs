//! A local cluster: instances of the control plane in the customer's subnets, and what they need to come up.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::builder::New;
use crate::graph::{Hidden, Subject};
use crate::terms::{Owner, ResourceKind as Kind};
use crate::topology::network::{CLUSTER_SECURITY_GROUP, Peer};

/// The instances, in place of what AWS hides in the region.
pub(super) fn add_instances(builder: &mut Builder<'_>, handles: &mut Handles) {
    let cluster = &builder.topology.cluster;
    let Some(outpost) = &cluster.outpost else { return };
    let mut made = Vec::new();
    let parts = [
        (
            Kind::ControlPlaneInstances,
            Hidden::ControlPlaneInstances,
            "the instances of the control plane",
            true,
        ),
        (Kind::EtcdInstances, Hidden::EtcdInstances, "the instances of etcd", outpost.etcd.is_some()),
    ];
    for (kind, part, called, is_there) in parts {
        if is_there {
            let new = New::aws(kind, "main", handles.cluster, Subject::Hidden(part)).called(called);
            made.push(builder.add(new.owned_by(Owner::Customer)));
        }
    }
    for &instances in &made {
        builder.edges_at(&handles.subnets, &cluster.subnets, instances, reason::INSTANCES_NEED_ADDRESSES);
        for groups in [&cluster.security_groups[..], &[CLUSTER_SECURITY_GROUP]] {
            builder.edges_at(&handles.security_groups, groups, instances, reason::INSTANCES_CARRY_GROUP);
        }
    }
    if let Some((name, origin)) = &outpost.placement_group {
        let new = New::customer(Kind::PlacementGroup, name, origin, Subject::OutpostPlacementGroup);
        let group = builder.add(new.named("placement group").existing(Some(name)));
        builder.edge(group, handles.cluster, reason::LOCAL_CLUSTER_NEEDS_PLACEMENT_GROUP);
    }
    handles.cross_account_enis = made.first().copied().unwrap_or(handles.cluster);
}

/// The instances must reach AWS's services in the region from the first moment on.
pub(super) fn add_way(builder: &mut Builder<'_>, handles: &mut Handles) {
    let cluster = &builder.topology.cluster;
    if cluster.outpost.is_none() {
        return;
    }
    for &subnet in &cluster.subnets {
        let egress = &handles.egress[subnet];
        builder.edges(egress, handles.cluster, reason::LOCAL_CLUSTER_NEEDS_EGRESS);
    }
    builder.edges(&handles.endpoints, handles.cluster, reason::LOCAL_CLUSTER_NEEDS_ENDPOINT);
    let network = &builder.topology.network;
    for (rule, &at) in network.rules.iter().zip(&handles.rules) {
        let is_from_outside = rule.group == network.shared_node_group && matches!(rule.from, Peer::Cidr(_));
        if is_from_outside && rule.ports == Some((443, 443)) {
            builder.edge(at, handles.cluster, reason::LOCAL_CLUSTER_NEEDS_RULE);
        }
    }
}
