//! The topology as the document has it, and what only the whole graph can tell.

mod auto_mode;
mod capability;
mod control_plane;
mod data_plane;
mod hybrid;
mod identity;
mod integrations;
mod outpost;
mod workloads;

use crate::catalog::{self, Reason};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::document::Unknown;
use crate::document::topology::{AddOn, Compute, CrossAccountEnis, Managed, Sizes, Topology};
use crate::graph::{Graph, Resource, Subject};
use crate::seen::Names;
use crate::terms::{Owner, ResourceKind};
use crate::topology;
use crate::topology::add_on::AddOnIdentity;
use crate::topology::compute::{NodeGroup, NodeGroupKind, Taint};

/// The topology document of a graph.
pub fn document(graph: &Graph<'_>) -> Topology {
    let topology = graph.topology();
    let view = View::new(graph);
    Topology {
        control_plane: view.control_plane(),
        cross_account_enis: view.cross_account_enis(),
        data_plane: view.data_plane(),
        compute: view.compute(),
        identity: view.identity(),
        add_ons: add_ons(topology),
        capabilities: view.capabilities(),
        workloads: workloads::of(topology),
        integrations: view.integrations(),
    }
}

/// Those of `ids` that stand at these places.
#[inline(never)]
fn at(ids: &[&str], places: &[usize]) -> Vec<String> {
    let mut texts = Vec::with_capacity(places.len());
    for &place in places {
        texts.push(ids[place].to_owned());
    }
    texts
}

/// Taints as people write them.
fn taints(taints: &[Taint]) -> Vec<String> {
    let mut texts = Vec::with_capacity(taints.len());
    for taint in taints {
        texts.push(format!("{}={}:{}", taint.key, taint.value, taint.effect));
    }
    texts
}

/// Ids of the resources of the topology's parts.
struct View<'g, 't> {
    graph: &'g Graph<'t>,
    subnets: Vec<&'g str>,
    security_groups: Vec<&'g str>,
    roles: Vec<&'g str>,
}

impl<'g, 't> View<'g, 't> {
    fn new(graph: &'g Graph<'t>) -> Self {
        let topology = graph.topology();
        let mut view = Self {
            graph,
            subnets: vec![""; topology.network.subnets.len()],
            security_groups: vec![""; topology.network.security_groups.len()],
            roles: vec![""; topology.roles.len()],
        };
        for resource in graph.resources() {
            let id = resource.id.as_str();
            match resource.subject {
                Subject::Subnet(at) => view.subnets[at] = id,
                Subject::SecurityGroup(at) => view.security_groups[at] = id,
                Subject::Role(at) => view.roles[at] = id,
                _ => {}
            }
        }
        view
    }

    fn cross_account_enis(&self) -> CrossAccountEnis {
        let cluster = &self.graph.topology().cluster;
        if cluster.outpost.is_some() {
            return outpost::no_enis();
        }
        let mut groups = at(&self.security_groups, &cluster.security_groups);
        groups.push(self.security_groups[topology::network::CLUSTER_SECURITY_GROUP].to_owned());
        let mut carries = vec!["API server to kubelet: exec, logs, port-forward", "API server to webhooks"];
        if cluster.endpoint.private {
            carries.push("nodes and pods to the private endpoint");
        }
        CrossAccountEnis {
            min: 2,
            max: 4,
            subnets: at(&self.subnets, &cluster.subnets),
            security_groups: groups,
            free_addresses_per_subnet: topology::cluster::ENI_ADDRESSES,
            free_addresses_recommended: topology::cluster::ENI_ADDRESSES_RECOMMENDED,
            carries,
        }
    }

    fn zones_of(&self, subnets: &[usize]) -> Vec<String> {
        let network = &self.graph.topology().network;
        let mut zones = Vec::new();
        for &at in subnets {
            zones.extend(network.subnets[at].zone.map(|zone| network.zones[zone].key().to_owned()));
        }
        zones.sort_unstable();
        zones.dedup();
        zones
    }

    fn compute(&self) -> Vec<Compute> {
        let topology = self.graph.topology();
        let mut compute = Vec::new();
        for group in &topology.node_groups {
            compute.push(self.node_group(group));
        }
        for profile in &topology.fargate_profiles {
            compute.push(self.fargate_profile(profile));
        }
        compute.extend(hybrid::nodes(topology));
        if let Some(auto_mode) = &topology.auto_mode {
            for pool in &auto_mode.pools {
                compute.push(self.node_pool(pool));
            }
        }
        compute
    }

    fn node_group(&self, group: &NodeGroup) -> Compute {
        let (kind, resource_kind, scaling_group, access) = match group.kind {
            NodeGroupKind::Managed => {
                ("managed-node-group", ResourceKind::ManagedNodeGroup, Owner::Aws, Owner::Aws)
            }
            NodeGroupKind::SelfManaged => (
                "self-managed-node-group",
                ResourceKind::SelfManagedNodeGroup,
                Owner::Customer,
                Owner::Customer,
            ),
        };
        Compute {
            id: crate::id::ResourceId::new(resource_kind, &group.name).to_string(),
            kind,
            name: group.name.clone(),
            zones: self.zones_of(&group.subnets),
            subnets: at(&self.subnets, &group.subnets),
            sizes: Some(Sizes { min: group.sizes.min, desired: group.sizes.desired, max: group.sizes.max }),
            instance_types: group.instance_types.clone(),
            architectures: Vec::new(),
            capacity: Some(super::properties::capacity(&group.capacity)),
            ami_family: group.image.family.clone(),
            max_pods: group.max_pods.or_else(|| self.fewest_pods(group)),
            taints: taints(&group.taints),
            selectors: Vec::new(),
            outpost: group.outpost.clone(),
            premises: None,
            managed: Managed { nodes: scaling_group, scaling_group, access },
            origin: group.origin.document(),
        }
    }

    /// How many pods the smallest of a group's instance types takes.
    fn fewest_pods(&self, group: &NodeGroup) -> Option<u32> {
        let mut fewest = None;
        for known in group.instance_types.iter().filter_map(|name| catalog::instance_type(name)) {
            let pods = self.graph.topology().pod_network.max_pods(known);
            fewest = Some(fewest.map_or(pods, |fewest: u32| fewest.min(pods)));
        }
        fewest
    }

    fn fargate_profile(&self, profile: &topology::compute::FargateProfile) -> Compute {
        let mut selectors = Vec::new();
        for selector in &profile.selectors {
            let mut text = selector.namespace.clone();
            for (key, value) in &selector.labels {
                text.extend([" ", key, "=", value]);
            }
            selectors.push(text);
        }
        Compute {
            id: crate::id::ResourceId::new(ResourceKind::FargateProfile, &profile.name).to_string(),
            kind: "fargate-profile",
            name: profile.name.clone(),
            zones: self.zones_of(&profile.subnets),
            subnets: at(&self.subnets, &profile.subnets),
            sizes: None,
            instance_types: Vec::new(),
            architectures: Vec::new(),
            capacity: None,
            ami_family: None,
            max_pods: None,
            taints: Vec::new(),
            selectors,
            outpost: None,
            premises: None,
            managed: Managed { nodes: Owner::Aws, scaling_group: Owner::Aws, access: Owner::Aws },
            origin: profile.origin.document(),
        }
    }
}

fn add_ons(topology: &topology::Topology) -> Vec<AddOn> {
    let mut all = Vec::new();
    for add_on in &topology.add_ons {
        all.push(AddOn {
            name: add_on.name.clone(),
            version: add_on.version.clone(),
            before_nodes: add_on.before_nodes,
            identity: match add_on.identity {
                AddOnIdentity::None => "none",
                AddOnIdentity::NodeRole => "node role",
                AddOnIdentity::Irsa(_) => "irsa",
                AddOnIdentity::PodIdentity(_) | AddOnIdentity::Associated(_) => "pod identity",
            },
            origin: add_on.origin.document(),
        });
    }
    all
}

/// What keeps the nodes of a group from becoming Ready, and what helps.
fn obstacle(topology: &topology::Topology, group: &NodeGroup) -> Option<(String, &'static str)> {
    let name = &group.name;
    // EKS installs one with a local cluster.
    let comes_with_cluster = topology.cluster.outpost.is_some();
    if !comes_with_cluster && topology.add_ons.iter().all(|add_on| add_on.name != "vpc-cni") {
        let help = "add `vpc-cni` to `addons`, or make the group once another CNI is there";
        return Some((format!("nodes of `{name}` never become Ready: no CNI is installed"), help));
    }
    let (network, cluster) = (&topology.network, &topology.cluster);
    let role = &topology.roles[cluster.role];
    let controller = "AmazonEKSVPCResourceController";
    if group.image.windows && role.existing.is_none() && role.policies.iter().all(|it| it.name != controller)
    {
        let message = format!("pods on `{name}` get no addresses: the cluster's role lacks {controller}");
        return Some((message, "leave `iam.vpcResourceControllerPolicy` on"));
    }
    let many = group.efa.as_ref().is_some_and(|interfaces| interfaces.len() > 1);
    if many && group.subnets.iter().any(|&at| network.subnets[at].public) {
        let message =
            format!("nodes of `{name}` have several network interfaces, so EC2 gives them no public address");
        return Some((message, "write `privateNetworking: true`: private nodes leave by a NAT gateway"));
    }
    way_obstacle(topology, &format!("nodes of `{name}`"), &group.subnets)
}

/// What keeps nodes in these subnets from the API server and the registry, and what helps.
fn way_obstacle(
    topology: &topology::Topology,
    nodes: &str,
    subnets: &[usize],
) -> Option<(String, &'static str)> {
    let (network, cluster) = (&topology.network, &topology.cluster);
    let endpoint = &cluster.endpoint;
    if endpoint.public && !endpoint.private && !is_open(&endpoint.public_cidrs) {
        let message = format!(
            "{nodes} may not reach the API server: they use its public side, which is open to {} alone",
            endpoint.public_cidrs.join(", ")
        );
        return Some((message, "turn `vpc.clusterEndpoints.privateAccess` on"));
    }
    let routes = |&at: &usize| network.route_table_of(at).and_then(|table| network.route_tables.get(table));
    let is_shut = |table: &topology::network::RouteTable| table.default_route.is_none();
    let has_others = network.is_existing() || cluster.fully_private || !network.endpoints.is_empty();
    if !has_others && subnets.iter().filter_map(routes).any(is_shut) {
        let message = format!("{nodes} reach neither ECR nor the EKS API: there is no way out");
        return Some((message, "choose `vpc.nat.gateway: Single`, or `privateCluster.enabled: true`"));
    }
    None
}

fn is_open(ranges: &[String]) -> bool {
    ranges.is_empty() || ranges.iter().any(|range| range == "0.0.0.0/0")
}

const NODES_WANTED: &str = "add a node group without NoSchedule taints and with at least one node, or a Fargate profile for its namespace";

const NOT_IN_AUTO_MODE: &str =
    "its pods stay away from nodes of Auto Mode, which bring what it does: remove it, or add a node group";

const ON_HYBRID_NODES: &str = "hybrid nodes may take it once they have joined; for a node before that add a node group or a Fargate profile";

/// The help, after the reason of each node group for not taking these pods.
fn help_with_refusals(graph: &Graph<'_>, needs: &topology::pods::PodNeeds, help: &str) -> String {
    let mut refusals = graph.refusals(needs);
    let more = refusals.len().saturating_sub(REFUSALS);
    refusals.truncate(REFUSALS);
    match (refusals.is_empty(), more) {
        (true, _) => help.to_owned(),
        (false, 0) => format!("{}; {help}", refusals.join(", ")),
        (false, more) => format!("{} and so on for {more} more; {help}", refusals.join(", ")),
    }
}

/// So many groups are named with what keeps pods away.
const REFUSALS: usize = 3;

/// Findings that only the whole graph can tell.
pub(super) fn findings(graph: &Graph<'_>, report: &mut Report) {
    let topology = graph.topology();
    for group in topology.node_groups.iter().filter(|group| group.sizes.desired > 0) {
        if let Some((message, help)) = obstacle(topology, group) {
            let place = group.origin.place.clone().unwrap_or_default();
            let finding = Diagnostic::new(Code::NodesNeverReady, &place, message).arg("name", &group.name);
            report.push(finding.help(help));
        }
    }
    if let Some(auto_mode) = topology.auto_mode.as_ref().filter(|auto_mode| !auto_mode.pools.is_empty())
        && let Some((message, help)) = way_obstacle(topology, "nodes of Auto Mode", &topology.cluster.subnets)
    {
        let place = auto_mode.origin.place.clone().unwrap_or_default();
        let finding = Diagnostic::new(Code::NodesNeverReady, &place, message).arg("name", "Auto Mode");
        report.push(finding.help(help));
    }
    let runs_somewhere = reached(graph, &[catalog::reason::NEEDS_SCHEDULABLE_NODE]);
    let has_room = reached(graph, &[catalog::reason::WORKLOAD_NEEDS_CAPACITY]);
    for (at, resource) in graph.resources().iter().enumerate() {
        let cluster = &topology.cluster.origin.place;
        let place = || resource.origin.place.as_ref().or(cluster.as_ref()).cloned().unwrap_or_default();
        if let Subject::AddOn(index) = resource.subject
            && topology.add_ons[index].needs_capacity
            && !runs_somewhere[at]
        {
            let name = &resource.name;
            let message = format!("no node takes the pods of `{name}`: it ends as DEGRADED until one does");
            report.push(
                Diagnostic::new(Code::NothingSchedulable, &place(), message)
                    .arg("addOn", name)
                    .help(help_with_refusals(
                        graph,
                        &topology.add_ons[index].pod_needs(),
                        room_for(topology, name),
                    ))
                    .resource(resource.id.as_str()),
            );
        }
        if let Some(needs) = workloads::pods(topology, resource)
            && !has_room[at]
        {
            report.push(workloads::nowhere(graph, resource, needs, &place()));
        }
    }
}

/// What gives the pods of an add-on room.
fn room_for(topology: &topology::Topology, name: &str) -> &'static str {
    let stays_away = |known: &catalog::AddOn| !known.compute.contains(&catalog::ComputeKind::Auto);
    match () {
        () if topology.auto_mode.is_some() && catalog::add_on(name).is_some_and(stays_away) => {
            NOT_IN_AUTO_MODE
        }
        () if topology.hybrid.is_some() => ON_HYBRID_NODES,
        () => NODES_WANTED,
    }
}

/// Which resources wait for something by one of these reasons.
fn reached(graph: &Graph<'_>, reasons: &[Reason]) -> Vec<bool> {
    let mut reached = vec![false; graph.resources().len()];
    for edge in graph.edges().iter().filter(|edge| reasons.contains(&edge.reason)) {
        reached[edge.to as usize] = true;
    }
    reached
}

/// What stands already and nobody said the id of, and what only the account knows.
pub(super) fn unknowns(graph: &Graph<'_>, unknowns: &mut Vec<Unknown>) {
    let mut known = Names::default();
    for unknown in unknowns.iter() {
        known.enter(&unknown.subject);
    }
    let mut add = |subject: String, why: &str, command: Option<String>| {
        if known.enter(&subject) {
            unknowns.push(Unknown { subject, why: why.to_owned(), command, blocks: true });
        }
    };
    let region = &graph.topology().cluster.region;
    // The lowering says which ids of the network it misses, and whether that blocks.
    let network = [ResourceKind::Vpc, ResourceKind::Subnet];
    let nameless = graph.resources().iter().filter(|it| it.existing && it.known.is_none());
    for resource in nameless.filter(|it| !network.contains(&it.kind)) {
        let why = "it stands already, and the input does not say its id";
        add(super::unknown_id(resource), why, lookup(graph, resource, region));
    }
    for group in &graph.topology().node_groups {
        let ours = group.kind == NodeGroupKind::SelfManaged && group.image.ami.is_none();
        let family = group.image.family.as_deref().unwrap_or_default();
        let place = group.image.variant.and_then(|variant| catalog::image_parameter(family, variant));
        if ours && place.is_none() {
            add(
                super::unknown_image(group),
                "the catalogue knows no place where AWS publishes this image",
                None,
            );
        }
    }
}

/// The read-only command that tells an id.
fn lookup(graph: &Graph<'_>, resource: &Resource, region: &str) -> Option<String> {
    let vpc = graph.topology().network.vpc.existing.as_deref().filter(|id| !id.is_empty());
    let filter = vpc.map_or(String::new(), |id| format!(" --filters Name=vpc-id,Values={id}"));
    match resource.kind {
        ResourceKind::SecurityGroup => {
            Some(format!("aws ec2 describe-security-groups --region {region}{filter}"))
        }
        _ => None,
    }
}
