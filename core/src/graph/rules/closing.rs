//! What comes last: cluster updates, and the closing of the public endpoint.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::Subject;
use crate::graph::builder::New;
use crate::terms::ResourceKind as Kind;

pub(super) fn add(builder: &mut Builder<'_>, handles: &Handles) {
    let compute: Vec<_> = handles.node_groups.iter().chain(&handles.fargate_profiles).copied().collect();
    for &provider in &handles.identity_providers {
        builder.edges(
            compute.iter().chain(&handles.add_ons).chain(&handles.capabilities).copied(),
            provider,
            &reason::CLUSTER_UPDATE_AFTER,
        );
    }
    let cluster = &builder.topology.cluster;
    if !cluster.endpoint.close_public_last {
        return;
    }
    let new = New::customer(
        Kind::ClusterSetting,
        "endpoint-access",
        &cluster.endpoint.origin,
        Subject::EndpointAccess,
    );
    let closing = builder.add(new.called("the closing of the public endpoint"));
    let last = [
        &handles.identity_providers,
        &handles.add_ons,
        &handles.capabilities,
        &handles.objects,
        &handles.associations,
        &handles.entries,
    ];
    builder.edge(handles.cluster, closing, &reason::NEEDS_ACTIVE_CLUSTER);
    builder.edges(compute, closing, &reason::ENDPOINT_CLOSES_LAST);
    builder.edges(last.into_iter().flatten().copied(), closing, &reason::ENDPOINT_CLOSES_LAST);
    builder.edges(handles.oidc_provider, closing, &reason::ENDPOINT_CLOSES_LAST);
    if let Some(nodes) = handles.hybrid_nodes {
        builder.edge(closing, nodes, &reason::HYBRID_AFTER_CLOSING);
    }
}
