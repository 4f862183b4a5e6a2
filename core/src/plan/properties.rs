//! What is known of a resource, for people and previews: a few facts, not the whole call.

use serde_json::{Map, Value, json};

use crate::graph::{Graph, Hidden, Resource, Subject};
use crate::topology::compute::{Capacity, NodeGroupKind};
use crate::topology::role::{PolicyContent, Trust};
use crate::topology::workload::Content;

pub(super) fn of(graph: &Graph<'_>, resource: &Resource) -> Map<String, Value> {
    let mut properties = match facts(graph, resource) {
        Value::Object(mut members) => {
            members.retain(|_, value| !value.is_null());
            members
        }
        _ => Map::new(),
    };
    if let Some(known) = &resource.known {
        properties.insert("id".to_owned(), known.as_str().into());
    }
    properties
}

fn facts(graph: &Graph<'_>, resource: &Resource) -> Value {
    let topology = graph.topology();
    let network = &topology.network;
    match resource.subject {
        Subject::Vpc => json!({ "cidr": network.vpc.cidr.map(|cidr| cidr.to_string()) }),
        Subject::Ipv6Block => {
            let own = network.ipv6.as_ref().and_then(|ipv6| ipv6.own.as_ref());
            json!({ "cidr": own.map(|own| own.cidr.to_string()), "byAmazon": own.is_none() })
        }
        Subject::Subnet(at) => {
            let subnet = &network.subnets[at];
            json!({
                "cidr": subnet.cidr.map(|cidr| cidr.to_string()),
                "public": subnet.public,
                "zone": subnet.zone.map(|zone| network.zones[zone].key()),
            })
        }
        Subject::NatGateway(at) => {
            let gateway = &network.nat_gateways[at];
            let serves: Vec<_> = gateway.serves.iter().map(|&zone| network.zones[zone].key()).collect();
            json!({ "subnet": network.subnets[gateway.subnet].name, "serves": serves })
        }
        Subject::VpcEndpoint(at) => {
            let endpoint = &network.endpoints[at];
            json!({ "service": endpoint.service_name, "gateway": endpoint.gateway, "why": endpoint.why })
        }
        Subject::SecurityGroup(at) => json!({ "purpose": network.security_groups[at].purpose }),
        Subject::SecurityGroupRule(at) => {
            let rule = &network.rules[at];
            json!({
                "group": network.security_groups[rule.group].name,
                "purpose": rule.purpose,
                "ports": rule.ports.map(|(first, last)| format!("{first}-{last}")),
            })
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
            let name = (!role.role_name.is_empty()).then_some(&role.role_name);
            json!({ "roleName": name, "purpose": role.purpose, "trusts": trust })
        }
        Subject::RolePolicy { role, policy } => match &topology.roles[role].policies[policy].content {
            PolicyContent::AwsManaged(name) => json!({ "awsManaged": name }),
            PolicyContent::Arn(arn) => json!({ "arn": arn }),
            PolicyContent::Inline(_) => json!({ "inline": true }),
        },
        Subject::Cluster => json!({
            "version": topology.cluster.version.to_string(),
            "authenticationMode": topology.cluster.authentication_mode.as_str(),
            "endpointPublic": topology.cluster.endpoint.public,
            "endpointPrivate": topology.cluster.endpoint.private,
            "logTypes": topology.cluster.log_types,
        }),
        Subject::RemoteRoute(at) => {
            let gateway = network.remote.as_ref().and_then(|remote| remote.gateway.as_ref());
            let route = gateway.and_then(|gateway| gateway.routes.get(at));
            json!({ "destination": route.map(|route| route.destination.to_string()) })
        }
        Subject::HybridNodes => {
            let blocks =
                |blocks: &[ipnet::Ipv4Net]| blocks.iter().map(ToString::to_string).collect::<Vec<_>>();
            json!({
                "nodeNetworks": network.remote.as_ref().map(|remote| blocks(&remote.nodes)),
                "podNetworks": network.remote.as_ref().map(|remote| blocks(&remote.pods)),
            })
        }
        Subject::EniConfig(at) => {
            let config = &topology.pod_network.eni_configs[at];
            let groups =
                config.security_groups.iter().map(|&group| network.security_groups[group].name.as_str());
            json!({ "subnet": network.subnets[config.subnet].name, "securityGroups": groups.collect::<Vec<_>>() })
        }
        Subject::AddOn(at) => json!({ "version": topology.add_ons[at].version }),
        Subject::Capability(at) => {
            let capability = &topology.capabilities[at];
            json!({ "type": capability.kind.as_str(), "deletePropagationPolicy": capability.delete_propagation })
        }
        Subject::NodeGroup(at) => {
            let group = &topology.node_groups[at];
            json!({
                "instanceTypes": group.instance_types,
                "minSize": group.sizes.min,
                "desiredSize": group.sizes.desired,
                "maxSize": group.sizes.max,
                "amiFamily": group.image.family,
                "managedByEks": group.kind == NodeGroupKind::Managed,
                "capacity": capacity(&group.capacity),
            })
        }
        Subject::NodePool(at) => topology.auto_mode.as_ref().map_or(Value::Null, |auto_mode| {
            let known = auto_mode.pools[at].known;
            json!({
                "architectures": known.architectures.iter().map(|it| it.as_str()).collect::<Vec<_>>(),
                "instanceCategories": known.categories,
                "oldestGeneration": known.oldest_generation,
                "capacity": "on-demand",
                "taint": known.taint,
            })
        }),
        Subject::FargateProfile(at) => {
            let selectors = topology.fargate_profiles[at].selectors.iter();
            json!({ "namespaces": selectors.map(|selector| selector.namespace.as_str()).collect::<Vec<_>>() })
        }
        Subject::AccessEntry(at) => {
            let entry = &topology.access.entries[at];
            json!({ "type": entry.kind, "groups": entry.groups })
        }
        Subject::AwsAuth => json!({ "entries": topology.access.aws_auth.len() }),
        Subject::DevicePlugin(at) => {
            let plugin = &topology.device_plugins[at];
            json!({ "image": plugin.image, "instanceTypes": plugin.instance_types })
        }
        Subject::LogGroup => {
            json!({ "retentionDays": topology.cluster.log_group.as_ref().map(|it| it.retention_days) })
        }
        Subject::Hidden(Hidden::ControlPlaneInstances) => {
            let outpost = topology.cluster.outpost.as_ref();
            json!({
                "instances": 3,
                "instanceType": outpost.and_then(|it| it.instance_type.as_ref()),
                "outpost": outpost.map(|it| it.arn.as_str()),
            })
        }
        Subject::Hidden(Hidden::EtcdInstances) => {
            let etcd = topology.cluster.outpost.as_ref().and_then(|it| it.etcd.as_ref());
            json!({ "instanceType": etcd.map(|etcd| etcd.instance_type.as_str()) })
        }
        Subject::Hidden(Hidden::CrossAccountEnis) => json!({ "min": 2, "max": 4 }),
        Subject::Hidden(Hidden::ApiServers) => json!({ "atLeast": 2 }),
        Subject::Hidden(Hidden::Etcd) => json!({ "members": 3 }),
        Subject::HelmRelease(at) => match &topology.workloads[at].content {
            Content::Release(release) => json!({
                "chart": release.chart,
                "repository": release.repository,
                "version": release.version,
                "namespace": topology.workloads[at].namespace,
            }),
            Content::Objects(_) => Value::Null,
        },
        Subject::LoadBalancer { workload, balancer } => {
            let balancer = &topology.workloads[workload].load_balancers[balancer];
            let subnets = balancer.subnets.iter().map(|&at| network.subnets[at].name.as_str());
            json!({ "subnets": subnets.collect::<Vec<_>>() })
        }
        Subject::Flux => json!({ "provider": topology.flux.as_ref().map(|flux| &flux.provider) }),
        _ => Value::Null,
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
