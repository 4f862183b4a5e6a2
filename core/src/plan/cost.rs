//! How a resource is billed.

use crate::graph::{Graph, Resource, Subject};
use crate::terms::{Billed, ResourceKind};

/// How a resource of the plan is billed; what stands already was billed before and counts no more.
pub(super) fn billed(graph: &Graph<'_>, resource: &Resource) -> Billed {
    if resource.existing {
        return Billed::No;
    }
    match resource.kind {
        ResourceKind::Cluster
        | ResourceKind::Capability
        | ResourceKind::NatGateway
        | ResourceKind::ElasticIp
        | ResourceKind::ManagedNodeGroup
        | ResourceKind::SelfManagedNodeGroup
        | ResourceKind::TransitGatewayAttachment
        | ResourceKind::HybridNodes => Billed::Hourly,
        ResourceKind::VpcEndpoint => match resource.subject {
            Subject::VpcEndpoint(at) if graph.topology().network.endpoints[at].gateway => Billed::No,
            _ => Billed::Hourly,
        },
        ResourceKind::KarpenterNodes | ResourceKind::LoadBalancer | ResourceKind::Volume => Billed::Hourly,
        ResourceKind::AutoModeLoadBalancers
        | ResourceKind::AutoModeNodes
        | ResourceKind::FargateProfile
        | ResourceKind::LogGroup
        | ResourceKind::Queue => Billed::Usage,
        _ => Billed::No,
    }
}
