//! The calls that make each kind of resource.

mod access;
mod capability;
mod cluster;
mod compute;
mod device_plugin;
mod hybrid;
mod iam;
pub(crate) mod image;
mod ipv6;
mod network;
mod network_interfaces;
mod scaling;
mod user_data;
mod volumes;
mod workloads;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::draft::{Draft, literal};
use crate::catalog::reason;
use crate::graph::{Graph, Hidden, Index, Resource, Subject};
use crate::terms::{Action, ResourceKind};

/// Finds the resource of a part of the topology, and what a call writes for it.
pub(crate) struct Calls<'g, 't> {
    graph: &'g Graph<'t>,
    subnets: Vec<Index>,
    security_groups: Vec<Index>,
    roles: Vec<Index>,
    instance_profiles: Vec<Option<Index>>,
    route_tables: Vec<Index>,
    addresses: Vec<Index>,
    nat_gateways: Vec<Index>,
    templates: BTreeMap<usize, Index>,
    node_groups: Vec<Index>,
    placement_groups: BTreeMap<String, Index>,
    profiles: BTreeMap<String, Index>,
    existing_templates: BTreeMap<String, Index>,
    key_pairs: BTreeMap<String, Index>,
    trust_anchor: Option<Index>,
    vpc: Index,
    internet_gateway: Index,
    ipv6_block: Index,
    egress_only_gateway: Index,
    cluster: Index,
    /// Add-ons whose pods find room somewhere.
    with_room: BTreeSet<Index>,
    /// Those whose pods Auto Mode starts a node for.
    with_auto_node: BTreeSet<Index>,
}

impl<'g, 't> Calls<'g, 't> {
    pub(crate) fn new(graph: &'g Graph<'t>) -> Self {
        let topology = graph.topology();
        let network = &topology.network;
        let mut calls = Self {
            graph,
            subnets: vec![0; network.subnets.len()],
            security_groups: vec![0; network.security_groups.len()],
            roles: vec![0; topology.roles.len()],
            instance_profiles: vec![None; topology.roles.len()],
            route_tables: vec![0; network.route_tables.len()],
            addresses: vec![0; network.nat_gateways.len()],
            nat_gateways: vec![0; network.nat_gateways.len()],
            templates: BTreeMap::new(),
            node_groups: vec![0; topology.node_groups.len()],
            placement_groups: BTreeMap::new(),
            profiles: BTreeMap::new(),
            existing_templates: BTreeMap::new(),
            key_pairs: BTreeMap::new(),
            trust_anchor: None,
            vpc: 0,
            internet_gateway: 0,
            ipv6_block: 0,
            egress_only_gateway: 0,
            cluster: 0,
            with_room: BTreeSet::new(),
            with_auto_node: BTreeSet::new(),
        };
        let room =
            graph.edges().iter().filter(|edge| edge.reason.code == reason::NEEDS_SCHEDULABLE_NODE.code);
        for edge in room {
            calls.with_room.insert(edge.to);
            if graph.resource(edge.from).kind == ResourceKind::NodePool {
                calls.with_auto_node.insert(edge.to);
            }
        }
        for (index, resource) in (0..).zip(graph.resources()) {
            calls.enter(index, resource);
        }
        calls
    }

    fn enter(&mut self, index: Index, resource: &Resource) {
        match resource.subject {
            Subject::Vpc => self.vpc = index,
            Subject::InternetGateway => self.internet_gateway = index,
            Subject::Ipv6Block => self.ipv6_block = index,
            Subject::EgressOnlyInternetGateway => self.egress_only_gateway = index,
            Subject::Cluster => self.cluster = index,
            Subject::Subnet(at) => self.subnets[at] = index,
            Subject::SecurityGroup(at) => self.security_groups[at] = index,
            Subject::Role(at) => self.roles[at] = index,
            Subject::InstanceProfile(at) => self.instance_profiles[at] = Some(index),
            Subject::RouteTable(at) => self.route_tables[at] = index,
            Subject::ElasticIp(at) => self.addresses[at] = index,
            Subject::NatGateway(at) => self.nat_gateways[at] = index,
            Subject::NodeGroup(at) => self.node_groups[at] = index,
            Subject::PlacementGroup(_) => {
                self.placement_groups.insert(resource.name.clone(), index);
            }
            Subject::LaunchTemplate(at) if !resource.existing => {
                self.templates.insert(at, index);
            }
            Subject::LaunchTemplate(_) => {
                self.existing_templates.extend(resource.known.clone().map(|id| (id, index)));
            }
            Subject::ExistingInstanceProfile(_) => {
                self.profiles.extend(resource.known.clone().map(|arn| (arn, index)));
            }
            Subject::TrustAnchor => self.trust_anchor = Some(index),
            Subject::KeyPair(_) => {
                self.key_pairs.insert(resource.id.to_string(), index);
            }
            _ => {}
        }
    }

    fn room(&self, index: Index) -> Room {
        match (self.with_room.contains(&index), self.with_auto_node.contains(&index)) {
            (_, true) => Room::OnNewNode,
            (true, false) => Room::Ready,
            (false, false) => Room::None,
        }
    }

    /// What a call writes for an output of a resource: its id if it is known, else a token.
    fn output(&self, index: Index, output: &str) -> String {
        let resource = self.graph.resource(index);
        match &resource.known {
            Some(known) => literal(known),
            None if resource.existing => format!("${{unknown:{}}}", unknown_id(resource)),
            None => {
                let maker = self.graph.resource(self.graph.maker(index));
                format!("${{{}.{output}}}", maker.id.step(Action::Create, 1))
            }
        }
    }

    fn subnet(&self, at: usize) -> String {
        self.output(self.subnets[at], "SubnetId")
    }

    fn security_group(&self, at: usize) -> String {
        let group = &self.graph.topology().network.security_groups[at];
        self.output(
            self.security_groups[at],
            if group.made_by_eks { "ClusterSecurityGroupId" } else { "GroupId" },
        )
    }

    fn role_arn(&self, at: usize) -> String {
        self.output(self.roles[at], "RoleArn")
    }

    fn cluster_output(&self, output: &str) -> String {
        self.output(self.cluster, output)
    }

    fn cluster_name(&self) -> String {
        literal(&self.graph.topology().cluster.name)
    }

    fn account(&self) -> String {
        self.graph.topology().cluster.account.clone().unwrap_or_else(|| "${account}".to_owned())
    }

    fn partition(&self) -> String {
        literal(&self.graph.topology().cluster.partition)
    }

    /// All tags of a resource: the cluster's and its own.
    fn tags<'a>(&'a self, own: impl IntoIterator<Item = (&'a str, &'a str)>) -> BTreeMap<&'a str, &'a str> {
        let mut all: BTreeMap<_, _> = texts(&self.graph.topology().cluster.tags).collect();
        all.extend(own);
        all
    }

    /// Tags as EKS takes them; nothing if there are none.
    fn tag_map(&self, own: &BTreeMap<String, String>) -> Value {
        let tags = self.tags(texts(own));
        if tags.is_empty() {
            return Value::Null;
        }
        tags.into_iter()
            .map(|(key, value)| (literal(key), literal(value).into()))
            .collect::<Map<_, _>>()
            .into()
    }

    /// Tags as IAM and EC2 take them.
    fn tag_list(&self, own: &BTreeMap<String, String>) -> Value {
        self.listed(texts(own))
    }

    /// `TagSpecifications` of an EC2 call: a name, the cluster's tags, and what the resource is tagged with beside.
    fn ec2_tags(&self, kind: &str, name: &str, own: &[(&str, &str)]) -> Value {
        let name = [&self.graph.topology().cluster.name, "/", name].concat();
        let own = [("Name", name.as_str())].into_iter().chain(own.iter().copied());
        json!([{ "ResourceType": kind, "Tags": self.listed(own) }])
    }

    fn listed<'a>(&'a self, own: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
        let tags = self.tags(own);
        if tags.is_empty() {
            return Value::Null;
        }
        tags.into_iter().map(tag).collect()
    }

    /// The calls that make a resource; none for what stands already or AWS makes by itself.
    pub(crate) fn create(&self, index: Index) -> Vec<Draft> {
        let resource = self.graph.resource(index);
        if resource.existing || resource.made_by.is_some() {
            return Vec::new();
        }
        match resource.subject {
            Subject::Vpc => self.vpc(),
            Subject::InternetGateway => vec![self.internet_gateway()],
            Subject::Ipv6Block => self.ipv6_block().into_iter().collect(),
            Subject::EgressOnlyInternetGateway => vec![self.egress_only_gateway()],
            Subject::InternetGatewayAttachment => vec![self.attachment()],
            Subject::Subnet(at) => self.subnet_calls(at),
            Subject::ElasticIp(at) => vec![self.address(at)],
            Subject::NatGateway(at) => vec![self.nat_gateway(at)],
            Subject::RouteTable(at) => vec![self.route_table(at)],
            Subject::DefaultRoute(at) => self.default_route(at).into_iter().collect(),
            Subject::Ipv6Route(at) => self.ipv6_route(at).into_iter().collect(),
            Subject::RouteTableAssociation { table, subnet } => vec![self.association(table, subnet)],
            Subject::VpcEndpoint(at) => vec![self.endpoint(at)],
            Subject::SecurityGroup(at) => vec![self.security_group_call(at)],
            Subject::SecurityGroupRule(at) => vec![self.rule(at)],
            Subject::Role(at) => vec![self.role(at)],
            Subject::RolePolicy { role, policy } => vec![self.role_policy(role, policy)],
            Subject::InstanceProfile(at) => self.instance_profile(at),
            Subject::LogGroup => self.log_group(),
            Subject::Cluster => vec![self.cluster()],
            Subject::OidcProvider => vec![self.oidc_provider()],
            Subject::AddOn(at) => vec![self.add_on(at, self.room(index))],
            Subject::Capability(at) => vec![self.capability(at)],
            Subject::CapabilityPolicy { capability, policy } => {
                vec![self.capability_policy(capability, policy)]
            }
            Subject::NodeGroup(at) => self.node_group(at),
            Subject::LaunchTemplate(at) => vec![self.launch_template(at)],
            Subject::PlacementGroup(at) => vec![self.placement_group(at)],
            Subject::KeyPair(at) => self.key_pair(at).into_iter().collect(),
            Subject::FargateProfile(at) => vec![self.fargate_profile(at)],
            Subject::AccessEntry(at) => vec![self.access_entry(at)],
            Subject::AccessPolicy { entry, policy } => vec![self.access_policy(entry, policy)],
            Subject::AwsAuth => vec![self.aws_auth()],
            Subject::Namespace(at) => vec![self.namespace(at)],
            Subject::ServiceRole(at) => vec![self.service_role(at)],
            Subject::ServiceRoleBinding(at) => vec![self.service_role_binding(at)],
            Subject::ServiceAccount(at) => vec![self.service_account(at)],
            Subject::PodIdentity(at) => vec![self.pod_identity(at)],
            Subject::IdentityProvider(at) => vec![self.identity_provider(at)],
            Subject::DevicePlugin(at) => self.device_plugin(at),
            Subject::WindowsIpam => vec![self.windows_ipam()],
            Subject::EndpointAccess => vec![self.close_endpoint()],
            Subject::RemoteAttachment => self.remote_attachment().into_iter().collect(),
            Subject::RemoteRoute(at) => self.remote_route(at).into_iter().collect(),
            Subject::TrustAnchor => self.trust_anchor().into_iter().collect(),
            Subject::AnywhereProfile => self.anywhere_profile().into_iter().collect(),
            Subject::HybridNodes => self.hybrid_nodes().into_iter().collect(),
            Subject::RemoteGateway | Subject::OutpostPlacementGroup => Vec::new(),
            Subject::HelmRelease(at) => self.helm_release(at).into_iter().collect(),
            Subject::KubernetesObject { workload, object } => {
                self.kubernetes_object(workload, object).into_iter().collect()
            }
            Subject::WorkloadNamespace(_) => vec![self.namespace_called(&resource.name)],
            Subject::Queue => self.queue().into_iter().collect(),
            Subject::EventRule(at) => self.event_rule(at),
            Subject::DiscoveryTag => self.discovery_tag().into_iter().collect(),
            Subject::Flux => self.flux().into_iter().collect(),
            Subject::LoadBalancer { .. } | Subject::EbsVolume { .. } | Subject::KarpenterNodes { .. } => {
                Vec::new()
            }
            Subject::ExistingInstanceProfile(_) | Subject::SecretsKey | Subject::VolumeKey(_) => Vec::new(),
            Subject::ManagedScalingGroup(_) | Subject::EksMadeEntry(_) => Vec::new(),
            Subject::CapabilityResources(_) | Subject::FluxResources => Vec::new(),
            Subject::EniConfig(_) | Subject::NodePool(_) => Vec::new(),
            Subject::Hidden(
                Hidden::ApiServers
                | Hidden::Etcd
                | Hidden::Scheduler
                | Hidden::ControllerManager
                | Hidden::LoadBalancer
                | Hidden::AutoScaling
                | Hidden::CrossAccountEnis
                | Hidden::CreatorAdmin
                | Hidden::NodegroupServiceRole
                | Hidden::PodEnis
                | Hidden::ControlPlaneInstances
                | Hidden::EtcdInstances
                | Hidden::NodeClass
                | Hidden::AutoModeNodes
                | Hidden::AutoModeLoadBalancers,
            ) => Vec::new(),
        }
    }
}

/// A tag as IAM and EC2 take it; `json!` would copy both texts once more.
fn tag((key, value): (&str, &str)) -> Value {
    let members = [("Key", key), ("Value", value)];
    members
        .into_iter()
        .map(|(name, text)| (name.to_owned(), literal(text).into()))
        .collect::<Map<_, _>>()
        .into()
}

fn texts(tags: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    tags.iter().map(|(key, value)| (key.as_str(), value.as_str()))
}

/// Where pods find room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Nowhere.
    None,
    /// On nodes or Fargate profiles that stand before them.
    Ready,
    /// On a node that Auto Mode starts for them.
    OnNewNode,
}

/// What the unknown id of a resource that stands already is called among the unknowns.
pub(crate) fn unknown_id(resource: &Resource) -> String {
    match resource.kind {
        ResourceKind::Vpc => "vpc id".to_owned(),
        ResourceKind::Subnet => format!("id of subnet {}", resource.name),
        _ => resource.id.to_string(),
    }
}
