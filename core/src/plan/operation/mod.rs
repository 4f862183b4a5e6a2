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

use std::collections::BTreeMap;

use serde_json::Value;

use super::draft::{Draft, TAGS};
use super::literal::{literal, literal_map};
use crate::catalog::reason;
use crate::document::json::{Object, one};
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
    templates: Vec<Option<Index>>,
    node_groups: Vec<Index>,
    placement_groups: BTreeMap<String, Index>,
    profiles: BTreeMap<String, Index>,
    key_pairs: BTreeMap<String, Index>,
    trust_anchor: Option<Index>,
    vpc: Index,
    internet_gateway: Index,
    ipv6_block: Index,
    egress_only_gateway: Index,
    cluster: Index,
    /// Where the pods of each resource find room.
    rooms: Vec<Room>,
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
            templates: vec![None; topology.node_groups.len()],
            node_groups: vec![0; topology.node_groups.len()],
            placement_groups: BTreeMap::new(),
            profiles: BTreeMap::new(),
            key_pairs: BTreeMap::new(),
            trust_anchor: None,
            vpc: 0,
            internet_gateway: 0,
            ipv6_block: 0,
            egress_only_gateway: 0,
            cluster: 0,
            rooms: vec![Room::None; graph.resources().len()],
        };
        for edge in graph.edges() {
            if edge.reason == reason::NEEDS_SCHEDULABLE_NODE {
                let is_new = graph.resource(edge.from).kind == ResourceKind::NodePool;
                let room = &mut calls.rooms[edge.to as usize];
                *room = (*room).max(if is_new { Room::OnNewNode } else { Room::Ready });
            }
        }
        for (index, resource) in (0..).zip(graph.resources()) {
            calls.enter(index, resource);
        }
        calls
    }

    fn enter(&mut self, index: Index, resource: &Resource) {
        let place = match resource.subject {
            Subject::Vpc => &mut self.vpc,
            Subject::InternetGateway => &mut self.internet_gateway,
            Subject::Ipv6Block => &mut self.ipv6_block,
            Subject::EgressOnlyInternetGateway => &mut self.egress_only_gateway,
            Subject::Cluster => &mut self.cluster,
            Subject::Subnet(at) => &mut self.subnets[at],
            Subject::SecurityGroup(at) => &mut self.security_groups[at],
            Subject::Role(at) => &mut self.roles[at],
            Subject::RouteTable(at) => &mut self.route_tables[at],
            Subject::ElasticIp(at) => &mut self.addresses[at],
            Subject::NatGateway(at) => &mut self.nat_gateways[at],
            Subject::NodeGroup(at) => &mut self.node_groups[at],
            _ => return self.enter_what_may_be_there(index, resource),
        };
        *place = index;
    }

    fn enter_what_may_be_there(&mut self, index: Index, resource: &Resource) {
        match resource.subject {
            Subject::InstanceProfile(at) => self.instance_profiles[at] = Some(index),
            Subject::PlacementGroup(_) => {
                self.placement_groups.insert(resource.name.clone(), index);
            }
            Subject::LaunchTemplate(at) if !resource.existing => self.templates[at] = Some(index),
            Subject::ExistingInstanceProfile(_) => {
                if let Some(arn) = &resource.known {
                    self.profiles.insert(arn.clone(), index);
                }
            }
            Subject::TrustAnchor => self.trust_anchor = Some(index),
            Subject::KeyPair(_) => {
                self.key_pairs.insert(resource.id.to_string(), index);
            }
            _ => {}
        }
    }

    /// What a call writes for an output of a resource: its id if it is known, else a token.
    #[inline(never)]
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

    #[inline(never)]
    fn subnet(&self, at: usize) -> String {
        self.output(self.subnets[at], "SubnetId")
    }

    #[inline(never)]
    fn subnet_ids(&self, subnets: &[usize]) -> Vec<String> {
        self.each(subnets, Self::subnet)
    }

    /// What a call writes for each of several parts of the topology.
    #[inline(never)]
    fn each(&self, places: &[usize], write: fn(&Self, usize) -> String) -> Vec<String> {
        let mut texts = Vec::with_capacity(places.len());
        for &at in places {
            texts.push(write(self, at));
        }
        texts
    }

    #[inline(never)]
    fn route_table_id(&self, at: usize) -> String {
        self.output(self.route_tables[at], "RouteTableId")
    }

    #[inline(never)]
    fn vpc_id(&self) -> String {
        self.output(self.vpc, "VpcId")
    }

    #[inline(never)]
    fn security_group(&self, at: usize) -> String {
        let group = &self.graph.topology().network.security_groups[at];
        self.output(
            self.security_groups[at],
            if group.made_by_eks { "ClusterSecurityGroupId" } else { "GroupId" },
        )
    }

    #[inline(never)]
    fn security_group_ids(&self, groups: &[usize]) -> Vec<String> {
        self.each(groups, Self::security_group)
    }

    #[inline(never)]
    fn role_arn(&self, at: usize) -> String {
        self.output(self.roles[at], "RoleArn")
    }

    #[inline(never)]
    fn cluster_output(&self, output: &str) -> String {
        self.output(self.cluster, output)
    }

    #[inline(never)]
    fn cluster_name(&self) -> String {
        literal(&self.graph.topology().cluster.name)
    }

    fn account(&self) -> String {
        self.graph.topology().cluster.account.clone().unwrap_or_else(|| "${account}".to_owned())
    }

    fn partition(&self) -> String {
        literal(&self.graph.topology().cluster.partition)
    }

    /// Parameters that begin with the cluster's name, as most of EKS's own do.
    #[inline(never)]
    fn of_cluster(&self) -> Object {
        Object::new().with("clusterName", self.cluster_name())
    }

    /// Parameters that begin with the VPC.
    #[inline(never)]
    fn in_vpc(&self) -> Object {
        Object::new().with("VpcId", self.vpc_id())
    }

    /// All tags of a resource: the cluster's and its own.
    #[inline(never)]
    fn tags(&self, own: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut all = self.graph.topology().cluster.tags.clone();
        add_tags(&mut all, own);
        all
    }

    /// Tags as EKS takes them; nothing if there are none.
    fn tag_map(&self, own: &BTreeMap<String, String>) -> Value {
        let tags = self.tags(own);
        if tags.is_empty() { Value::Null } else { literal_map(&tags).into() }
    }

    /// The cluster's tags as EKS takes them.
    fn cluster_tags(&self) -> Value {
        self.tag_map(&BTreeMap::new())
    }

    /// Tags as IAM and EC2 take them.
    fn tag_list(&self, own: &BTreeMap<String, String>) -> Value {
        listed(&self.tags(own), ["Key", "Value"])
    }

    /// Adds the tags of an EC2 call: a name and the cluster's tags.
    #[inline(never)]
    fn tagged(&self, parameters: Object, kind: &str, name: &str) -> Object {
        self.tagged_as(parameters, kind, name, None)
    }

    /// The same, and what the resource is tagged with beside.
    #[inline(never)]
    fn tagged_as(&self, parameters: Object, kind: &str, name: &str, own: Option<&str>) -> Object {
        let cluster = &self.graph.topology().cluster;
        let mut tags = cluster.tags.clone();
        tags.insert("Name".to_owned(), [&cluster.name, "/", name].concat());
        tags.extend(own.map(|key| (key.to_owned(), "1".to_owned())));
        let tags = Object::new().with("ResourceType", kind).with("Tags", listed(&tags, ["Key", "Value"]));
        parameters.with(TAGS, one(tags))
    }

    /// The calls that make a resource; none for what stands already or AWS makes by itself.
    pub(crate) fn create(&self, index: Index) -> Vec<Draft> {
        let resource = self.graph.resource(index);
        if resource.existing || resource.made_by.is_some() {
            return Vec::new();
        }
        let one = match resource.subject {
            Subject::Vpc => return self.vpc(),
            Subject::InternetGateway => Some(self.internet_gateway()),
            Subject::Ipv6Block => self.ipv6_block(),
            Subject::EgressOnlyInternetGateway => Some(self.egress_only_gateway()),
            Subject::InternetGatewayAttachment => Some(self.attachment()),
            Subject::Subnet(at) => return self.subnet_calls(at),
            Subject::ElasticIp(at) => Some(self.address(at)),
            Subject::NatGateway(at) => Some(self.nat_gateway(at)),
            Subject::RouteTable(at) => Some(self.route_table(at)),
            Subject::DefaultRoute(at) => self.default_route(at),
            Subject::Ipv6Route(at) => self.ipv6_route(at),
            Subject::RouteTableAssociation { table, subnet } => Some(self.association(table, subnet)),
            Subject::VpcEndpoint(at) => Some(self.endpoint(at)),
            Subject::SecurityGroup(at) => Some(self.security_group_call(at)),
            Subject::SecurityGroupRule(at) => Some(self.rule(at)),
            Subject::Role(at) => Some(self.role(at)),
            Subject::RolePolicy { role, policy } => Some(self.role_policy(role, policy)),
            Subject::InstanceProfile(at) => return self.instance_profile(at),
            Subject::LogGroup => return self.log_group(),
            Subject::Cluster => Some(self.cluster()),
            Subject::OidcProvider => Some(self.oidc_provider()),
            Subject::AddOn(at) => Some(self.add_on(at, self.rooms[index as usize])),
            Subject::Capability(at) => Some(self.capability(at)),
            Subject::CapabilityPolicy { capability, policy } => {
                Some(self.capability_policy(capability, policy))
            }
            Subject::NodeGroup(at) => return self.node_group(at),
            Subject::LaunchTemplate(at) => Some(self.launch_template(at)),
            Subject::PlacementGroup(at) => Some(self.placement_group(at)),
            Subject::KeyPair(at) => self.key_pair(at),
            Subject::FargateProfile(at) => Some(self.fargate_profile(at)),
            Subject::AccessEntry(at) => Some(self.access_entry(at)),
            Subject::AccessPolicy { entry, policy } => Some(self.access_policy(entry, policy)),
            Subject::AwsAuth => Some(self.aws_auth()),
            Subject::Namespace(at) => Some(self.namespace(at)),
            Subject::ServiceRole(at) => Some(self.service_role(at)),
            Subject::ServiceRoleBinding(at) => Some(self.service_role_binding(at)),
            Subject::ServiceAccount(at) => Some(self.service_account(at)),
            Subject::PodIdentity(at) => Some(self.pod_identity(at)),
            Subject::IdentityProvider(at) => Some(self.identity_provider(at)),
            Subject::DevicePlugin(at) => return self.device_plugin(at),
            Subject::WindowsIpam => Some(self.windows_ipam()),
            Subject::EndpointAccess => Some(self.close_endpoint()),
            Subject::RemoteAttachment => self.remote_attachment(),
            Subject::RemoteRoute(at) => self.remote_route(at),
            Subject::TrustAnchor => self.trust_anchor(),
            Subject::AnywhereProfile => self.anywhere_profile(),
            Subject::HybridNodes => self.hybrid_nodes(),
            Subject::RemoteGateway | Subject::OutpostPlacementGroup => None,
            Subject::HelmRelease(at) => self.helm_release(at),
            Subject::KubernetesObject { workload, object } => self.kubernetes_object(workload, object),
            Subject::WorkloadNamespace(_) => Some(self.namespace_called(&resource.name)),
            Subject::Queue => self.queue(),
            Subject::EventRule(at) => return self.event_rule(at),
            Subject::DiscoveryTag => self.discovery_tag(),
            Subject::Flux => self.flux(),
            Subject::LoadBalancer { .. } | Subject::EbsVolume { .. } | Subject::KarpenterNodes { .. } => None,
            Subject::ExistingInstanceProfile(_) | Subject::SecretsKey | Subject::VolumeKey(_) => None,
            Subject::ManagedScalingGroup(_) | Subject::EksMadeEntry(_) => None,
            Subject::CapabilityResources(_) | Subject::FluxResources => None,
            Subject::EniConfig(_) | Subject::NodePool(_) => None,
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
            ) => None,
        };
        match one {
            Some(draft) => vec![draft],
            None => Vec::new(),
        }
    }
}

/// An object for the Kubernetes API, as far as all have the same members.
#[inline(never)]
fn manifest(version: &str, kind: &str, metadata: Object) -> Object {
    Object::new().with("apiVersion", version).with("kind", kind).with("metadata", metadata)
}

/// What an object within a namespace is called by.
#[inline(never)]
fn metadata(name: &str, namespace: &str) -> Object {
    Object::new().literal("name", name).literal("namespace", namespace)
}

/// Tags as a list, with the names of their two members; nothing if there are none.
#[inline(never)]
fn listed(tags: &BTreeMap<String, String>, [name, text]: [&str; 2]) -> Value {
    if tags.is_empty() {
        return Value::Null;
    }
    let mut list = Vec::with_capacity(tags.len());
    for (key, value) in tags {
        list.push(Object::new().literal(name, key).literal(text, value).into());
    }
    Value::Array(list)
}

/// Further tags, which hide those of the same name.
#[inline(never)]
fn add_tags(all: &mut BTreeMap<String, String>, more: &BTreeMap<String, String>) {
    for (key, value) in more {
        all.insert(key.clone(), value.clone());
    }
}

/// Where pods find room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
