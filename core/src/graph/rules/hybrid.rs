//! Hybrid nodes: the way to their networks, their credentials, and what must stand before they join.

use super::access::need_entries;
use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::Subject;
use crate::graph::builder::New;
use crate::terms::ResourceKind as Kind;
use crate::topology::hybrid::GatewayKind;
use crate::topology::network::Peer;

/// The gateway's attachment, and the routes that lead to it.
pub(super) fn add_way(builder: &mut Builder<'_>, handles: &mut Handles) {
    let Some(remote) = &builder.topology.network.remote else { return };
    let Some(gateway) = &remote.gateway else { return };
    let (kind, attached, called) = match gateway.kind {
        GatewayKind::Transit => (Kind::TransitGateway, Kind::TransitGatewayAttachment, "transit gateway"),
        GatewayKind::VirtualPrivate => {
            (Kind::VpnGateway, Kind::VpnGatewayAttachment, "virtual private gateway")
        }
    };
    let standing = New::customer(kind, &gateway.id, &gateway.origin, Subject::RemoteGateway);
    let standing =
        builder.add(standing.called(format!("{called} {}", gateway.id)).existing(Some(&gateway.id)));
    let attachment = New::customer(attached, "main", &gateway.origin, Subject::RemoteAttachment);
    let attachment = builder.add(attachment.called(format!("the {called}'s attachment")));
    builder.edge(standing, attachment, reason::REMOTE_ATTACHMENT_NEEDS_GATEWAY);
    builder.edge(handles.vpc, attachment, reason::NEEDS_VPC);
    let why = reason::REMOTE_ATTACHMENT_NEEDS_SUBNET;
    builder.edges_at(&handles.subnets, &gateway.subnets, attachment, why);
    for (index, route) in gateway.routes.iter().enumerate() {
        let table = &builder.topology.network.route_tables[route.table].name;
        let name = format!("{table}-{}-{}", route.destination.network(), route.destination.prefix_len());
        let new = New::customer(Kind::Route, &name, &gateway.origin, Subject::RemoteRoute(index));
        let handle = builder.add(new.called(format!("the route of {table} to {}", route.destination)));
        builder.edge(handles.route_tables[route.table], handle, reason::NEEDS_ROUTE_TABLE);
        builder.edge(attachment, handle, reason::REMOTE_ROUTE_NEEDS_ATTACHMENT);
        handles.remote_routes.push(handle);
    }
}

/// What Roles Anywhere needs around the role.
pub(super) fn add_credentials(builder: &mut Builder<'_>, handles: &mut Handles) {
    let Some(hybrid) = &builder.topology.hybrid else { return };
    let Some(anchor) = &hybrid.trust_anchor else { return };
    let role = handles.roles[hybrid.role];
    let new = New::customer(Kind::TrustAnchor, "hybrid-nodes", &anchor.origin, Subject::TrustAnchor);
    let anchor_handle = builder.add(new.called("the trust anchor of the hybrid nodes"));
    builder.edge(anchor_handle, role, reason::ROLE_TRUSTS_ANCHOR);
    let new =
        New::customer(Kind::RolesAnywhereProfile, "hybrid-nodes", &anchor.origin, Subject::AnywhereProfile);
    let profile = builder.add(new.called("the Roles Anywhere profile of the hybrid nodes"));
    builder.edge(role, profile, reason::ANYWHERE_PROFILE_NEEDS_ROLE);
    handles.anywhere_profile = Some(profile);
}

/// The nodes themselves, which the user joins.
pub(super) fn add_nodes(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    let (Some(hybrid), Some(remote)) = (&topology.hybrid, &topology.network.remote) else { return };
    let new = New::customer(Kind::HybridNodes, "main", &remote.origin, Subject::HybridNodes);
    let nodes = builder.add(new.called("the set of hybrid nodes"));
    builder.edge(handles.cluster, nodes, reason::HYBRID_NEEDS_CLUSTER);
    builder.edge(handles.cross_account_enis, nodes, reason::NODES_REACH_API);
    need_entries(builder, handles, hybrid.role, nodes, reason::HYBRID_NEEDS_ENTRY);
    builder.edges(&handles.role_policies[hybrid.role], nodes, reason::HYBRID_NEEDS_POLICY);
    builder.edge_if(handles.anywhere_profile, nodes, reason::HYBRID_NEEDS_PROFILE);
    builder.edges(&handles.remote_routes, nodes, reason::HYBRID_NEEDS_ROUTE);
    let blocks: Vec<String> = remote.all().iter().map(ToString::to_string).collect();
    for (rule, &at) in topology.network.rules.iter().zip(&handles.rules) {
        if matches!(&rule.from, Peer::Cidr(cidr) if blocks.contains(cidr)) {
            builder.edge(at, nodes, reason::HYBRID_NEEDS_RULE);
        }
    }
    let proxy = handles.add_on(topology, "kube-proxy");
    builder.edge_if(proxy, nodes, reason::NODES_NEED_KUBE_PROXY);
    handles.hybrid_nodes = Some(nodes);
}
