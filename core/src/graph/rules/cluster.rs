//! The cluster, what it needs, and what AWS makes with it.

use super::{Builder, Handles, outpost};
use crate::catalog::reason;
use crate::graph::builder::New;
use crate::graph::{Hidden, Subject};
use crate::terms::ResourceKind as Kind;
use crate::topology::network::CLUSTER_SECURITY_GROUP;

/// What AWS makes with every cluster: kind, name in the id, what people call it.
const PARTS: [(Kind, Hidden, &str); 6] = [
    (Kind::ApiServers, Hidden::ApiServers, "the API servers"),
    (Kind::Etcd, Hidden::Etcd, "etcd"),
    (Kind::Scheduler, Hidden::Scheduler, "the scheduler"),
    (Kind::ControllerManager, Hidden::ControllerManager, "the controller manager"),
    (Kind::ControlPlaneLoadBalancer, Hidden::LoadBalancer, "the load balancer of the control plane"),
    (Kind::ControlPlaneAutoScaling, Hidden::AutoScaling, "the scaling of the control plane"),
];

pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let cluster = &builder.topology.cluster;
    let new = New::customer(Kind::Cluster, &cluster.name, &cluster.origin, Subject::Cluster);
    handles.cluster = builder.add(new.named("cluster"));
    add_needs(builder, handles);
    for (kind, part, called) in PARTS.into_iter().filter(|_| cluster.outpost.is_none()) {
        builder.add(New::aws(kind, "main", handles.cluster, Subject::Hidden(part)).called(called));
    }
    if cluster.creator_is_admin {
        let part = Subject::Hidden(Hidden::CreatorAdmin);
        let (kind, name) = if cluster.authentication_mode.has_entries() {
            (Kind::AccessEntry, "cluster-creator")
        } else {
            (Kind::CreatorAdmin, "main")
        };
        let new = New::aws(kind, name, handles.cluster, part).called("the creator's admin right");
        handles.creator_admin = Some(builder.add(new));
    }
    let group = &builder.topology.network.security_groups[CLUSTER_SECURITY_GROUP];
    let subject = Subject::SecurityGroup(CLUSTER_SECURITY_GROUP);
    let new = New::aws(Kind::SecurityGroup, &group.name, handles.cluster, subject);
    handles.security_groups[CLUSTER_SECURITY_GROUP] = builder.add(new.called("the cluster security group"));
    match cluster.outpost {
        Some(_) => outpost::add_instances(builder, handles),
        None => add_cross_account_enis(builder, handles),
    }
}

fn add_needs(builder: &mut Builder<'_>, handles: &mut Handles) {
    let cluster = &builder.topology.cluster;
    let handle = handles.cluster;
    let why = match cluster.outpost {
        Some(_) => reason::LOCAL_CLUSTER_NEEDS_SUBNET,
        None => reason::CLUSTER_NEEDS_SUBNET,
    };
    builder.edges_at(&handles.subnets, &cluster.subnets, handle, why);
    let groups = &cluster.security_groups;
    builder.edges_at(&handles.security_groups, groups, handle, reason::CLUSTER_NEEDS_SECURITY_GROUP);
    builder.edge(handles.roles[cluster.role], handle, reason::CLUSTER_NEEDS_ROLE);
    builder.edges(&handles.role_policies[cluster.role], handle, reason::CLUSTER_NEEDS_POLICY);
    if let Some(log_group) = &cluster.log_group {
        let new = New::customer(Kind::LogGroup, &log_group.name, &log_group.origin, Subject::LogGroup);
        let log_group = builder.add(new.named("log group"));
        builder.edge(log_group, handle, reason::CLUSTER_NEEDS_LOG_GROUP);
    }
    if let Some((arn, origin)) = &cluster.secrets_key {
        let key = handles.keys.get_or_add(arn, || {
            let new = New::customer(Kind::KmsKey, arn, origin, Subject::SecretsKey);
            builder.add(new.called("the key for secrets").existing(Some(arn)))
        });
        builder.edge(key, handle, reason::CLUSTER_NEEDS_KEY);
    }
}

fn add_cross_account_enis(builder: &mut Builder<'_>, handles: &mut Handles) {
    let cluster = &builder.topology.cluster;
    let subject = Subject::Hidden(Hidden::CrossAccountEnis);
    let new = New::aws(Kind::CrossAccountEnis, &cluster.name, handles.cluster, subject);
    let enis = builder.add(new.called("the cross-account ENIs"));
    builder.edges_at(&handles.subnets, &cluster.subnets, enis, reason::ENIS_NEED_ADDRESSES);
    for groups in [&cluster.security_groups[..], &[CLUSTER_SECURITY_GROUP]] {
        builder.edges_at(&handles.security_groups, groups, enis, reason::ENIS_CARRY_GROUP);
    }
    handles.cross_account_enis = enis;
}
