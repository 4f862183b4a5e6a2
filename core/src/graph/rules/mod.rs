//! Which edges there are. One file per family; the order of the calls is the order in which later families
//! need the handles of earlier ones.

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

pub(super) fn build(topology: &Topology) -> Graph<'_> {
    let mut builder = Builder::new(topology);
    let mut handles = Handles::default();
    network::add(&mut builder, &mut handles);
    hybrid::add_way(&mut builder, &mut handles);
    roles::add(&mut builder, &mut handles);
    hybrid::add_credentials(&mut builder, &mut handles);
    cluster::add(&mut builder, &mut handles);
    auto_mode::add(&mut builder, &mut handles);
    network::add_rules(&mut builder, &mut handles);
    outpost::add_way(&mut builder, &handles);
    roles::add_oidc_provider(&mut builder, &mut handles);
    access::add_entries(&mut builder, &mut handles);
    access::add_objects(&mut builder, &mut handles);
    add_ons::add(&mut builder, &mut handles);
    pod_network::add(&mut builder, &mut handles);
    compute::add(&mut builder, &mut handles);
    hybrid::add_nodes(&mut builder, &mut handles);
    node_objects::add(&mut builder, &mut handles);
    add_ons::add_capacity(&mut builder, &handles);
    capabilities::add(&mut builder, &mut handles);
    workloads::add(&mut builder, &mut handles);
    workloads::add_capacity(&mut builder, &handles);
    auto_mode::add_going(&mut builder, &handles);
    closing::add(&mut builder, &handles);
    let mut graph = builder.finish();
    user::add(&mut graph);
    graph
}
