//! EKS Auto Mode: what the cluster makes with it, and what its nodes need once pods bring them up.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::builder::New;
use crate::graph::{Hidden, Index, Subject};
use crate::terms::ResourceKind as Kind;

/// Node class, node pools and the entry of the role come with the cluster.
pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    let Some(auto_mode) = &topology.auto_mode else { return };
    let cluster = handles.cluster;
    if let Some(role) = auto_mode.node_role {
        builder.edge(handles.roles[role], cluster, reason::CLUSTER_NEEDS_NODE_ROLE);
        let name = &topology.roles[role].name;
        handles.eks_entries.get_or_add(name, || {
            let subject = Subject::EksMadeEntry(role);
            let new = New::aws(Kind::AccessEntry, &format!("eks.{name}"), cluster, subject);
            builder.add(new.called("the entry that EKS makes for Auto Mode's nodes"))
        });
        let new = New::in_cluster(Kind::NodeClass, "default", cluster, Subject::Hidden(Hidden::NodeClass));
        builder.add(new.called("the default node class"));
    }
    for (index, pool) in auto_mode.pools.iter().enumerate() {
        let new = New::in_cluster(Kind::NodePool, pool.known.name, cluster, Subject::NodePool(index));
        handles.node_pools.push(builder.add(new.named("node pool")));
    }
}

/// What pods bring up goes with the cluster, and holds what it stands on until then.
pub(super) fn add_going(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    let Some(auto_mode) = &topology.auto_mode else { return };
    if let Some(role) = auto_mode.node_role {
        let subject = Subject::Hidden(Hidden::AutoModeNodes);
        let new = New::aws(Kind::AutoModeNodes, "main", handles.cluster, subject);
        let nodes = builder.add(new.called("the nodes of Auto Mode"));
        builder.edge(nodes, handles.roles[role], reason::ROLE_OUTLIVES_NODES);
        for &policy in &handles.role_policies[role] {
            builder.edge(nodes, policy, reason::POLICY_OUTLIVES_NODES);
        }
        for &subnet in &topology.cluster.subnets {
            builder.edge(nodes, handles.subnets[subnet], reason::NODES_BEFORE_SUBNET);
        }
        for &endpoint in &handles.endpoints {
            builder.edge(nodes, endpoint, reason::ENDPOINT_OUTLIVES_NODES);
        }
    }
    let subject = Subject::Hidden(Hidden::AutoModeLoadBalancers);
    let new = New::aws(Kind::AutoModeLoadBalancers, "main", handles.cluster, subject);
    let balancers = builder.add(new.called("the load balancers of Auto Mode"));
    for &subnet in &handles.subnets {
        builder.edge(balancers, subnet, reason::BALANCERS_BEFORE_SUBNET);
    }
    if let Some(attachment) = handles.attachment {
        builder.edge(balancers, attachment, reason::BALANCERS_BEFORE_DETACH);
    }
}

/// Pods that wait for room bring up a node, which needs its rights and its way out at once.
pub(super) fn bring_up_nodes(builder: &mut Builder<'_>, handles: &Handles, pods: Index) {
    let topology = builder.topology;
    let Some(role) = topology.auto_mode.as_ref().and_then(|auto_mode| auto_mode.node_role) else { return };
    builder.edges(&handles.role_policies[role], pods, reason::AUTO_NODE_NEEDS_POLICY);
    for &subnet in &topology.cluster.subnets {
        builder.edges(&handles.egress[subnet], pods, reason::AUTO_NODE_NEEDS_EGRESS);
    }
    builder.edges(&handles.endpoints, pods, reason::AUTO_NODE_NEEDS_ENDPOINT);
}
