//! What comes last: cluster updates, and the closing of the public endpoint.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::Subject;
use crate::graph::builder::New;
use crate::terms::ResourceKind as Kind;

pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let compute = [handles.node_groups.as_slice(), &handles.fargate_profiles].concat();
    for &provider in &handles.identity_providers {
        for first in [&compute, &handles.add_ons, &handles.capabilities] {
            builder.edges(first, provider, reason::CLUSTER_UPDATE_AFTER);
        }
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
        &compute,
        &handles.identity_providers,
        &handles.add_ons,
        &handles.capabilities,
        &handles.objects,
        &handles.associations,
        &handles.entries,
    ];
    builder.edge(handles.cluster, closing, reason::NEEDS_ACTIVE_CLUSTER);
    for first in last {
        builder.edges(first, closing, reason::ENDPOINT_CLOSES_LAST);
    }
    builder.edge_if(handles.oidc_provider, closing, reason::ENDPOINT_CLOSES_LAST);
    if let Some(nodes) = handles.hybrid_nodes {
        builder.edge(closing, nodes, reason::HYBRID_AFTER_CLOSING);
    }
}
