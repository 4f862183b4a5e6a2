//! Which compute takes which pods: the one place that decides it.
//!
//! Everything that pods can run on makes an [`Offer`]; a new kind of compute is a new entry in [`offers`].

use std::collections::BTreeMap;

use super::{Builder, Handles, auto_mode};
use crate::catalog::{Architecture, ComputeKind, Reason};
use crate::graph::Index;
use crate::topology::Topology;
use crate::topology::auto_mode::NodePool;
use crate::topology::compute::{FargateProfile, NodeGroup, Taint};
use crate::topology::pods::PodNeeds;
use crate::topology::workload;

/// A place for pods, in the words of the scheduler.
struct Offer<'t> {
    /// What has to stand before pods find room.
    at: Index,
    kind: ComputeKind,
    /// False if it starts no node by itself and begins with none, or its nodes run Windows.
    has_room: bool,
    /// The processors of its nodes; empty if they are not known.
    architectures: Vec<Architecture>,
    taints: &'t [Taint],
    /// Labels of its nodes beside those that Kubernetes gives them.
    labels: Labels<'t>,
    /// For Fargate: the profile that selects pods.
    profile: Option<&'t FargateProfile>,
}

/// Labels of nodes.
enum Labels<'t> {
    /// All that do not belong to Kubernetes or AWS.
    Known(&'t BTreeMap<String, String>),
    /// None: pods with a node selector find no node.
    None,
}

/// Everything that takes some pods or other.
fn offers<'t>(topology: &'t Topology, handles: &Handles) -> Vec<Offer<'t>> {
    let mut offers = Vec::new();
    for (group, &at) in topology.node_groups.iter().zip(&handles.node_groups) {
        offers.push(of_group(group, at));
    }
    for (profile, &at) in topology.fargate_profiles.iter().zip(&handles.fargate_profiles) {
        offers.push(of_profile(profile, at));
    }
    if let Some(auto_mode) = &topology.auto_mode {
        for (pool, &at) in auto_mode.pools.iter().zip(&handles.node_pools) {
            offers.push(of_pool(pool, at));
        }
    }
    offers
}

fn of_group(group: &NodeGroup, at: Index) -> Offer<'_> {
    Offer {
        at,
        kind: ComputeKind::Ec2,
        has_room: group.sizes.desired > 0 && !group.image.windows,
        architectures: group.architecture().into_iter().collect(),
        taints: &group.taints,
        labels: Labels::Known(&group.labels),
        profile: None,
    }
}

fn of_profile(profile: &FargateProfile, at: Index) -> Offer<'_> {
    Offer {
        at,
        kind: ComputeKind::Fargate,
        has_room: true,
        architectures: vec![Architecture::X86_64],
        taints: &[],
        labels: Labels::None,
        profile: Some(profile),
    }
}

/// The same for a workload that waits for others: their node pools count too.
pub(super) fn members_for(
    topology: &Topology,
    handles: &Handles,
    needs: &PodNeeds,
    before: &[usize],
) -> Vec<Index> {
    let mut all = members(topology, handles, needs);
    for &at in before {
        for (object, &at) in topology.workloads[at].objects().iter().zip(&handles.workloads[at]) {
            if object.node_pool.as_ref().is_some_and(|pool| takes(&of_object(pool, at), needs)) {
                all.push(at);
            }
        }
    }
    all
}

/// A pool that starts nodes for the pods that wait for it.
fn of_object(pool: &workload::NodePool, at: Index) -> Offer<'_> {
    Offer {
        at,
        kind: pool.kind,
        has_room: true,
        architectures: pool.architectures.clone(),
        taints: &pool.taints,
        labels: Labels::Known(&pool.labels),
        profile: None,
    }
}

/// Auto Mode starts a node as soon as pods want one.
fn of_pool(pool: &NodePool, at: Index) -> Offer<'_> {
    Offer {
        at,
        kind: ComputeKind::Auto,
        has_room: true,
        architectures: pool.known.architectures.to_vec(),
        taints: &pool.taints,
        labels: Labels::Known(&pool.labels),
        profile: None,
    }
}

/// `pods` wait for any one of `members`; those that Auto Mode takes bring up a node of its own.
pub(super) fn seat(
    builder: &mut Builder<'_>,
    handles: &Handles,
    name: &str,
    members: &[Index],
    pods: Index,
    reason: Reason,
) {
    builder.any_of(name, members, pods, reason);
    if members.iter().any(|member| handles.node_pools.contains(member)) {
        auto_mode::bring_up_nodes(builder, handles, pods);
    }
}

/// The compute of which any one is enough for these pods, in the order of the topology.
pub(super) fn members(topology: &Topology, handles: &Handles, needs: &PodNeeds) -> Vec<Index> {
    let mut members = Vec::new();
    for offer in &offers(topology, handles) {
        if takes(offer, needs) {
            members.push(offer.at);
        }
    }
    members
}

/// Why no node group takes these pods, group by group: `general` is tainted so, `spare` begins with no node.
pub(in crate::graph) fn refusals(topology: &Topology, needs: &PodNeeds) -> Vec<String> {
    let mut refusals = Vec::new();
    for group in &topology.node_groups {
        if let Some(refusal) = refusal(group, &of_group(group, 0), needs) {
            refusals.push(format!("`{}` {refusal}", group.name));
        }
    }
    refusals
}

fn refusal(group: &NodeGroup, offer: &Offer<'_>, needs: &PodNeeds) -> Option<String> {
    if group.image.windows {
        return Some("runs Windows".to_owned());
    }
    if !needs.kinds.contains(&offer.kind) {
        return Some("is no kind of compute that they run on".to_owned());
    }
    if let Some(taint) = offer.taints.iter().find(|taint| !needs.tolerates(taint)) {
        let value = if taint.value.is_empty() { String::new() } else { format!("={}", taint.value) };
        return Some(format!("is tainted `{}{value}:{}`", taint.key, taint.effect));
    }
    if !offer.has_room {
        return Some("begins with no node".to_owned());
    }
    let wanted = needs.node_selector.iter().find(|(key, value)| !carries(offer, key, value));
    match wanted {
        Some((key, value)) => Some(format!("lacks the label `{key}: {value}`")),
        None => (!takes(offer, needs)).then(|| "has other processors".to_owned()),
    }
}

/// True if there is a place for these pods, or something that makes one when they wait.
pub(in crate::graph) fn has_place(topology: &Topology, needs: &PodNeeds) -> bool {
    let pools = topology.auto_mode.as_ref().map_or(&[][..], |auto_mode| &auto_mode.pools);
    topology.karpenter.is_some()
        || topology.node_groups.iter().any(|group| takes(&of_group(group, 0), needs))
        || topology.fargate_profiles.iter().any(|profile| takes(&of_profile(profile, 0), needs))
        || pools.iter().any(|pool| takes(&of_pool(pool, 0), needs))
}

fn takes(offer: &Offer<'_>, needs: &PodNeeds) -> bool {
    let architectures = &needs.architectures;
    let fits = architectures.is_empty()
        || offer.architectures.is_empty()
        || offer.architectures.iter().any(|it| architectures.contains(it));
    let selected = offer.profile.is_none_or(|profile| profile.takes(&needs.namespace, &needs.labels));
    offer.has_room
        && needs.kinds.contains(&offer.kind)
        && !(needs.daemon_set && offer.kind == ComputeKind::Fargate)
        && fits
        && selected
        && offer.taints.iter().all(|taint| needs.tolerates(taint))
        && needs.node_selector.iter().all(|(key, value)| carries(offer, key, value))
}

/// True if nodes carry the label, or it is one that Kubernetes and AWS give them and nobody can know before.
fn carries(offer: &Offer<'_>, key: &str, value: &str) -> bool {
    let Labels::Known(labels) = offer.labels else { return false };
    match (key, labels.get(key)) {
        (_, Some(label)) => label == value,
        ("kubernetes.io/os", None) => value == "linux",
        ("kubernetes.io/arch", None) => {
            offer.architectures.is_empty() || offer.architectures.iter().any(|it| go_name(*it) == value)
        }
        (_, None) => {
            let domain = key.split_once('/').map_or("", |(domain, _)| domain);
            ["kubernetes.io", "k8s.io", "amazonaws.com", "k8s.aws"].iter().any(|given| {
                domain.strip_suffix(given).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
        }
    }
}

/// What Kubernetes calls an architecture.
fn go_name(architecture: Architecture) -> &'static str {
    match architecture {
        Architecture::Arm64 | Architecture::Arm64Mac => "arm64",
        Architecture::X86_64 | Architecture::X86_64Mac => "amd64",
        Architecture::I386 => "386",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::pods::Toleration;

    fn offer<'t>(taints: &'t [Taint], labels: &'t BTreeMap<String, String>) -> Offer<'t> {
        Offer {
            at: 0,
            kind: ComputeKind::Ec2,
            has_room: true,
            architectures: vec![Architecture::Arm64],
            taints,
            labels: Labels::Known(labels),
            profile: None,
        }
    }

    fn taint(key: &str, value: &str, effect: &str) -> Taint {
        Taint { key: key.to_owned(), value: value.to_owned(), effect: effect.to_owned() }
    }

    #[test]
    fn a_taint_keeps_pods_away_unless_they_tolerate_it() {
        let labels = BTreeMap::new();
        let taints = [taint("team", "ml", "NoSchedule"), taint("soft", "", "PreferNoSchedule")];
        let offer = offer(&taints, &labels);
        let needs = PodNeeds::anywhere("default");
        assert!(!takes(&offer, &needs));
        assert!(takes(&offer, &needs.clone().tolerating(Toleration::of("team"))));
        assert!(takes(&offer, &needs.clone().tolerating(Toleration::default())));
        let other = Toleration { value: Some("web".to_owned()), ..Toleration::of("team") };
        assert!(!takes(&offer, &needs.tolerating(other)));
    }

    #[test]
    fn images_for_another_processor_do_not_run() {
        let labels = BTreeMap::new();
        let mut offer = offer(&[], &labels);
        let mut needs = PodNeeds::anywhere("default");
        assert!(takes(&offer, &needs));
        needs.architectures = vec![Architecture::X86_64];
        assert!(!takes(&offer, &needs));
        offer.architectures.clear();
        assert!(takes(&offer, &needs), "processors that are not known may fit");
    }

    #[test]
    fn a_node_selector_asks_for_labels_that_someone_gives() {
        let labels = BTreeMap::from([("disk".to_owned(), "fast".to_owned())]);
        let offer = offer(&[], &labels);
        let wants = |key: &str, value: &str| {
            let mut needs = PodNeeds::anywhere("default");
            needs.node_selector.insert(key.to_owned(), value.to_owned());
            takes(&offer, &needs)
        };
        assert!(wants("disk", "fast"));
        assert!(!wants("disk", "slow"));
        assert!(!wants("rack", "1"));
        assert!(wants("kubernetes.io/arch", "arm64"));
        assert!(!wants("kubernetes.io/arch", "amd64"));
        assert!(!wants("kubernetes.io/os", "windows"));
        assert!(wants("node.kubernetes.io/instance-type", "m7g.large"));
        assert!(!wants("notkubernetes.io/zone", "a"));
    }
}
