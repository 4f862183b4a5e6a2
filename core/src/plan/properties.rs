//! What is known of a resource, for people and previews: a few facts, not the whole call.

use serde_json::{Map, Value};

use crate::document::json::{Object, texts};
use crate::graph::{Graph, Hidden, Resource, Subject};
use crate::topology::compute::{Capacity, NodeGroupKind};
use crate::topology::role::{PolicyContent, Trust};
use crate::topology::workload::Content;

pub(super) fn of(graph: &Graph<'_>, resource: &Resource) -> Map<String, Value> {
    let mut properties = facts(graph, resource).known();
    if let Some(known) = &resource.known {
        properties.set("id", known.as_str());
    }
    properties.into_members()
}

fn facts(graph: &Graph<'_>, resource: &Resource) -> Object {
    let topology = graph.topology();
    let network = &topology.network;
    match resource.subject {
        Subject::Vpc => Object::new().with("cidr", network.vpc.cidr.map(|cidr| cidr.to_string())),
        Subject::Ipv6Block => {
            let own = network.ipv6.as_ref().and_then(|ipv6| ipv6.own.as_ref());
            Object::new().with("cidr", own.map(|own| own.cidr.to_string())).with("byAmazon", own.is_none())
        }
        Subject::Subnet(at) => {
            let subnet = &network.subnets[at];
            Object::new()
                .with("cidr", subnet.cidr.map(|cidr| cidr.to_string()))
                .with("public", subnet.public)
                .with("zone", subnet.zone.map(|zone| network.zones[zone].key()))
        }
        Subject::NatGateway(at) => {
            let gateway = &network.nat_gateways[at];
            let mut serves = Vec::new();
            for &zone in &gateway.serves {
                serves.push(network.zones[zone].key());
            }
            Object::new()
                .with("subnet", network.subnets[gateway.subnet].name.as_str())
                .with("serves", texts(&serves))
        }
        Subject::VpcEndpoint(at) => {
            let endpoint = &network.endpoints[at];
            Object::new()
                .with("service", endpoint.service_name.as_str())
                .with("gateway", endpoint.gateway)
                .with("why", endpoint.why)
        }
        Subject::SecurityGroup(at) => {
            Object::new().with("purpose", network.security_groups[at].purpose.as_str())
        }
        Subject::SecurityGroupRule(at) => {
            let rule = &network.rules[at];
            Object::new()
                .with("group", network.security_groups[rule.group].name.as_str())
                .with("purpose", rule.purpose.as_str())
                .with("ports", rule.ports.map(|(first, last)| format!("{first}-{last}")))
        }
        Subject::Role(at) => {
            let role = &topology.roles[at];
            let trust = match &role.trust {
                Trust::Service { principal, .. } => Some((*principal).to_owned()),
                Trust::PodIdentity => Some("pods.eks.amazonaws.com".to_owned()),
                Trust::ServiceAccount { namespace, name } => {
                    Some(format!("service account {namespace}/{name}"))
                }
                Trust::RolesAnywhere => Some("rolesanywhere.amazonaws.com".to_owned()),
                Trust::Unknown => None,
            };
            let name = (!role.role_name.is_empty()).then_some(role.role_name.as_str());
            Object::new().with("roleName", name).with("purpose", role.purpose.as_str()).with("trusts", trust)
        }
        Subject::RolePolicy { role, policy } => match &topology.roles[role].policies[policy].content {
            PolicyContent::AwsManaged(name) => Object::new().with("awsManaged", name.as_str()),
            PolicyContent::Arn(arn) => Object::new().with("arn", arn.as_str()),
            PolicyContent::Inline(_) => Object::new().with("inline", true),
        },
        Subject::Cluster => Object::new()
            .with("version", topology.cluster.version.to_string())
            .with("authenticationMode", topology.cluster.authentication_mode.as_str())
            .with("endpointPublic", topology.cluster.endpoint.public)
            .with("endpointPrivate", topology.cluster.endpoint.private)
            .with("logTypes", topology.cluster.log_types.clone()),
        Subject::RemoteRoute(at) => {
            let gateway = network.remote.as_ref().and_then(|remote| remote.gateway.as_ref());
            let route = gateway.and_then(|gateway| gateway.routes.get(at));
            Object::new().with("destination", route.map(|route| route.destination.to_string()))
        }
        Subject::HybridNodes => {
            let blocks =
                |blocks: &[ipnet::Ipv4Net]| blocks.iter().map(ToString::to_string).collect::<Vec<_>>();
            Object::new()
                .with("nodeNetworks", network.remote.as_ref().map(|remote| blocks(&remote.nodes)))
                .with("podNetworks", network.remote.as_ref().map(|remote| blocks(&remote.pods)))
        }
        Subject::EniConfig(at) => {
            let config = &topology.pod_network.eni_configs[at];
            let mut groups = Vec::new();
            for &group in &config.security_groups {
                groups.push(network.security_groups[group].name.as_str());
            }
            Object::new()
                .with("subnet", network.subnets[config.subnet].name.as_str())
                .with("securityGroups", texts(&groups))
        }
        Subject::AddOn(at) => Object::new().with("version", topology.add_ons[at].version.as_deref()),
        Subject::Capability(at) => {
            let capability = &topology.capabilities[at];
            Object::new()
                .with("type", capability.kind.as_str())
                .with("deletePropagationPolicy", capability.delete_propagation.as_str())
        }
        Subject::NodeGroup(at) => {
            let group = &topology.node_groups[at];
            Object::new()
                .with("instanceTypes", group.instance_types.clone())
                .with("minSize", group.sizes.min)
                .with("desiredSize", group.sizes.desired)
                .with("maxSize", group.sizes.max)
                .with("amiFamily", group.image.family.as_deref())
                .with("managedByEks", group.kind == NodeGroupKind::Managed)
                .with("capacity", capacity(&group.capacity))
        }
        Subject::NodePool(at) => topology.auto_mode.as_ref().map_or(Object::new(), |auto_mode| {
            let known = auto_mode.pools[at].known;
            let mut architectures = Vec::new();
            for it in known.architectures {
                architectures.push(it.as_str());
            }
            Object::new()
                .with("architectures", texts(&architectures))
                .with("instanceCategories", texts(known.categories))
                .with("oldestGeneration", known.oldest_generation)
                .with("capacity", "on-demand")
                .with("taint", known.taint)
        }),
        Subject::FargateProfile(at) => {
            let mut namespaces = Vec::new();
            for selector in &topology.fargate_profiles[at].selectors {
                namespaces.push(selector.namespace.as_str());
            }
            Object::new().with("namespaces", texts(&namespaces))
        }
        Subject::AccessEntry(at) => {
            let entry = &topology.access.entries[at];
            Object::new().with("type", entry.kind.as_str()).with("groups", entry.groups.clone())
        }
        Subject::AwsAuth => Object::new().with("entries", topology.access.aws_auth.len()),
        Subject::DevicePlugin(at) => {
            let plugin = &topology.device_plugins[at];
            Object::new()
                .with("image", plugin.image.as_str())
                .with("instanceTypes", plugin.instance_types.clone())
        }
        Subject::LogGroup => Object::new()
            .with("retentionDays", topology.cluster.log_group.as_ref().map(|it| it.retention_days)),
        Subject::Hidden(Hidden::ControlPlaneInstances) => {
            let outpost = topology.cluster.outpost.as_ref();
            Object::new()
                .with("instances", 3_u32)
                .with("instanceType", outpost.and_then(|it| it.instance_type.as_deref()))
                .with("outpost", outpost.map(|it| it.arn.as_str()))
        }
        Subject::Hidden(Hidden::EtcdInstances) => {
            let etcd = topology.cluster.outpost.as_ref().and_then(|it| it.etcd.as_ref());
            Object::new().with("instanceType", etcd.map(|etcd| etcd.instance_type.as_str()))
        }
        Subject::Hidden(Hidden::CrossAccountEnis) => Object::new().with("min", 2_u32).with("max", 4_u32),
        Subject::Hidden(Hidden::ApiServers) => Object::new().with("atLeast", 2_u32),
        Subject::Hidden(Hidden::Etcd) => Object::new().with("members", 3_u32),
        Subject::HelmRelease(at) => match &topology.workloads[at].content {
            Content::Release(release) => Object::new()
                .with("chart", release.chart.as_str())
                .with("repository", release.repository.as_str())
                .with("version", release.version.as_deref())
                .with("namespace", topology.workloads[at].namespace.as_str()),
            Content::Objects(_) => Object::new(),
        },
        Subject::LoadBalancer { workload, balancer } => {
            let balancer = &topology.workloads[workload].load_balancers[balancer];
            let mut subnets = Vec::new();
            for &at in &balancer.subnets {
                subnets.push(network.subnets[at].name.as_str());
            }
            Object::new().with("subnets", texts(&subnets))
        }
        Subject::Flux => {
            Object::new().with("provider", topology.flux.as_ref().map(|flux| flux.provider.as_str()))
        }
        _ => Object::new(),
    }
}

pub(super) fn capacity(capacity: &Capacity) -> &'static str {
    match capacity {
        Capacity::OnDemand => "on-demand",
        Capacity::Spot => "spot",
        Capacity::Block => "capacity-block",
        Capacity::Mixed(_) => "mixed",
    }
}
