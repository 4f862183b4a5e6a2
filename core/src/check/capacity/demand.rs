//! How many addresses nodes and pods take, and from which subnets.

use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::Place;
use crate::spec::{ExpectedPods, Map};
use crate::topology::Topology;
use crate::topology::compute::{FargateProfile, NodeGroup, NodeGroupKind};

/// What takes addresses from one set of subnets.
pub(super) struct Demand<'s> {
    /// What people call it.
    pub(super) name: String,
    /// Where it was asked for.
    pub(super) place: &'s Place,
    /// Its subnets, ascending, each once.
    pub(super) subnets: Vec<usize>,
    /// The group, if it is one.
    pub(super) group: Option<&'s NodeGroup>,
    /// True for pods on Fargate, which are counted in place of nodes.
    pub(super) of_fargate: bool,
    /// Nodes, or pods on Fargate, from the start.
    pub(super) first: u64,
    /// The most of them.
    pub(super) most: u64,
    /// How many more there are while they are replaced.
    pub(super) surge: u64,
    /// Addresses that each of them cannot do without.
    pub(super) bare: u64,
    /// Addresses that each of them holds.
    pub(super) held: u64,
    /// Addresses of pods that are expected beyond those.
    pub(super) pods: u64,
}

impl Demand<'_> {
    /// Addresses without which the first ones do not start.
    pub(super) fn at_least(&self) -> u64 {
        self.first * self.bare
    }

    /// Addresses from the start.
    pub(super) fn at_first(&self) -> u64 {
        self.first * self.held
    }

    /// Addresses when there are as many as there may be.
    pub(super) fn at_most(&self) -> u64 {
        (self.most * self.held).max(self.most + self.pods)
    }
}

/// Everything that takes addresses.
pub(super) fn all<'s>(subject: &Subject<'s>, topology: &'s Topology) -> Vec<Demand<'s>> {
    let expected = subject.config.pods.as_ref().map(|pods| &pods.value);
    let mut all = Vec::new();
    for group in &topology.node_groups {
        all.push(of_group(topology, group, expected));
    }
    for profile in &topology.fargate_profiles {
        all.extend(of_fargate(profile, expected));
    }
    all.extend(of_pods(topology, expected));
    all.retain(|demand| !demand.subnets.is_empty());
    all
}

type Expected<'s> = Option<&'s Map<ExpectedPods>>;

fn count(expected: Expected<'_>, name: &str) -> u64 {
    let pods = expected.and_then(|all| all.get(name)).and_then(|pods| pods.count.as_ref());
    pods.map_or(0, |count| u64::from(count.value))
}

fn of_group<'s>(topology: &'s Topology, group: &'s NodeGroup, expected: Expected<'_>) -> Demand<'s> {
    let pods = &topology.pod_network;
    let types = group.instance_types.iter().filter_map(|name| catalog::instance_type(name));
    // Nodes of IPv6 and of Windows, and those of which nothing is known, have one address at the least.
    let counts = !topology.cluster.ipv6 && !group.image.windows;
    let held = types.map(|known| pods.idle_addresses(known)).min().filter(|_| counts).map_or(1, u64::from);
    let elsewhere = pods.custom || topology.cluster.ipv6;
    Demand {
        name: format!("`{}`", group.name),
        place: group.origin.place(),
        subnets: set(group.subnets.clone()),
        group: Some(group),
        of_fargate: false,
        first: u64::from(group.sizes.desired),
        most: u64::from(group.sizes.max),
        surge: surge(topology, group),
        bare: 1,
        held,
        pods: if elsewhere { 0 } else { count(expected, &group.name) },
    }
}

/// EKS starts twice as many nodes as there are zones, or as many as may be away, before it ends others. Source: EKS user
/// guide, managed node update behavior.
fn surge(topology: &Topology, group: &NodeGroup) -> u64 {
    if group.kind != NodeGroupKind::Managed {
        return 0;
    }
    let zones = set(group.subnets.iter().filter_map(|&at| topology.network.subnets.get(at)?.zone).collect());
    let zones = u64::try_from(zones.len().max(1)).unwrap_or(1);
    let update = group.settings.get("updateConfig");
    let member = |name| update.and_then(|update| update.get(name)).and_then(serde_json::Value::as_u64);
    let percent = member("maxUnavailablePercentage").unwrap_or(0).min(100);
    let share = (u64::from(group.sizes.max) * percent).div_ceil(100);
    (2 * zones).max(member("maxUnavailable").unwrap_or(1)).max(share)
}

/// A pod on Fargate has a network interface of its own; how many there are only the user can say.
fn of_fargate<'s>(profile: &'s FargateProfile, expected: Expected<'_>) -> Option<Demand<'s>> {
    let pods = count(expected, &profile.name);
    (pods > 0).then(|| Demand {
        name: format!("`{}`", profile.name),
        place: profile.origin.place(),
        subnets: set(profile.subnets.clone()),
        group: None,
        of_fargate: true,
        first: 0,
        most: pods,
        surge: 0,
        bare: 0,
        held: 1,
        pods: 0,
    })
}

/// Pods in subnets of their own take theirs from there, whatever their nodes hold.
fn of_pods<'s>(topology: &'s Topology, expected: Expected<'_>) -> Option<Demand<'s>> {
    let pods = &topology.pod_network;
    let first = pods.eni_configs.first().filter(|_| pods.custom)?;
    let groups = topology.node_groups.iter().filter(|group| !group.image.windows);
    let (mut held, mut nodes, mut most, mut wanted) = (u64::MAX, 0, 0, 0);
    for group in groups {
        let types = group.instance_types.iter().filter_map(|name| catalog::instance_type(name));
        held = types.map(|known| u64::from(pods.idle_pod_addresses(known))).min().unwrap_or(1).min(held);
        nodes += u64::from(group.sizes.desired);
        most += u64::from(group.sizes.max);
        wanted += count(expected, &group.name);
    }
    (most > 0).then(|| Demand {
        name: "the pods".to_owned(),
        place: first.origin.place(),
        subnets: set(pods.eni_configs.iter().map(|config| config.subnet).collect()),
        group: None,
        of_fargate: false,
        first: nodes,
        most,
        surge: 0,
        bare: 0,
        held,
        pods: wanted,
    })
}

fn set(mut subnets: Vec<usize>) -> Vec<usize> {
    subnets.sort_unstable();
    subnets.dedup();
    subnets
}
