//! Which edges there are. One file per family.

mod access;
mod add_ons;
mod auto_mode;
mod capabilities;
mod capacity;
mod closing;
mod cluster;
mod compute;
mod hybrid;
mod network;
mod node_objects;
mod outpost;
mod placement;
mod pod_network;
mod roles;
mod user;
mod workloads;

pub(super) use capacity::{has_place, refusals};

use super::builder::{Builder, Shared};
use super::{Graph, Index};
use crate::topology::Topology;

/// Where the parts of the topology stand in the graph; each list is parallel to the topology's.
#[derive(Default)]
struct Handles {
    vpc: Index,
    subnets: Vec<Index>,
    route_tables: Vec<Index>,
    /// What joins the internet gateway to the VPC.
    attachment: Option<Index>,
    /// What a node in this subnet needs to be able to leave it.
    egress: Vec<Vec<Index>>,
    endpoints: Vec<Index>,
    security_groups: Vec<Index>,
    rules: Vec<Index>,
    roles: Vec<Index>,
    role_policies: Vec<Vec<Index>>,
    instance_profiles: Vec<Option<Index>>,
    cluster: Index,
    cross_account_enis: Index,
    creator_admin: Option<Index>,
    /// Associations that make somebody an admin of the whole cluster.
    admins: Vec<Index>,
    oidc_provider: Option<Index>,
    aws_auth: Option<Index>,
    entries: Vec<Index>,
    pod_identities: Vec<Index>,
    node_groups: Vec<Index>,
    fargate_profiles: Vec<Index>,
    /// The built-in node pools of Auto Mode.
    node_pools: Vec<Index>,
    /// Entries that EKS makes by itself, by the role's name.
    eks_entries: Shared,
    add_ons: Vec<Index>,
    capabilities: Vec<Index>,
    remote_routes: Vec<Index>,
    anywhere_profile: Option<Index>,
    hybrid_nodes: Option<Index>,
    eni_configs: Vec<Index>,
    /// The CNI, if it is told anything of the addresses of pods.
    cni_config: Option<Index>,
    identity_providers: Vec<Index>,
    /// Associations and other children of the cluster that are made by the EKS API.
    associations: Vec<Index>,
    /// What is made by the Kubernetes API.
    objects: Vec<Index>,
    namespaces: Shared,
    service_accounts: Vec<Option<Index>>,
    /// The release of each workload, or its objects.
    workloads: Vec<Vec<Index>>,
    flux: Option<Index>,
    keys: Shared,
}

impl Handles {
    /// The add-on of this name, if there is one.
    #[inline(never)]
    fn add_on(&self, topology: &Topology, name: &str) -> Option<Index> {
        let at = topology.add_ons.iter().position(|add_on| add_on.name == name)?;
        Some(self.add_ons[at])
    }
}

/// The families, each after those whose handles it needs.
const FAMILIES: [fn(&mut Builder<'_>, &mut Handles); 22] = [
    network::add,
    hybrid::add_way,
    roles::add,
    hybrid::add_credentials,
    cluster::add,
    auto_mode::add,
    network::add_rules,
    outpost::add_way,
    roles::add_oidc_provider,
    access::add_entries,
    access::add_objects,
    add_ons::add,
    pod_network::add,
    compute::add,
    hybrid::add_nodes,
    node_objects::add,
    add_ons::add_capacity,
    capabilities::add,
    workloads::add,
    workloads::add_capacity,
    auto_mode::add_going,
    closing::add,
];

pub(super) fn build(topology: &Topology) -> Graph<'_> {
    let mut builder = Builder::new(topology);
    let mut handles = Handles::default();
    for add in FAMILIES {
        add(&mut builder, &mut handles);
    }
    let mut graph = builder.finish();
    user::add(&mut graph);
    graph
}
