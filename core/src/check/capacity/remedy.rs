//! What to write instead when nodes do not fit: how many fit, which setting says otherwise, and which block would do.

use super::demand::Demand;
use super::fit::Set;
use super::rooms::prefix_for;
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Place};
use crate::topology::Topology;
use crate::topology::compute::NodeGroup;

/// Addresses that a node keeps ready beside those in use, in the remedy.
const WARM: u64 = 2;

/// Where the number of nodes stands that is too large.
pub(super) fn limit<'s>(subject: &Subject<'s>, demand: &Demand<'_>, code: Code) -> Option<&'s Place> {
    let group = demand.group?;
    let [desired, most] = sizes(subject, group)?;
    match code {
        Code::CapacityNodesStart => desired.or(most),
        _ if demand.at_most() > demand.at_first() => most.or(desired),
        _ => desired.or(most),
    }
}

/// Where the group says how many nodes it has, at first and at most.
fn sizes<'s>(subject: &Subject<'s>, group: &NodeGroup) -> Option<[Option<&'s Place>; 2]> {
    let path = &group.origin.place.as_ref()?.path;
    let (_, base) = subject.node_groups().into_iter().find(|(at, _)| at.path == *path)?;
    let first = base.desired_capacity.as_ref().or(base.min_size.as_ref());
    Some([first, base.max_size.as_ref()].map(|size| size.map(|size| &size.at)))
}

/// Where the group says how many nodes it has at most, else where it says anything of it.
pub(super) fn most_at<'s>(subject: &Subject<'s>, group: &'s NodeGroup) -> Option<&'s Place> {
    let [first, most] = sizes(subject, group)?;
    most.or(first).or(group.origin.place.as_ref())
}

/// The ways out, the nearest first.
pub(super) fn of(set: &Set<'_, '_>, demand: &Demand<'_>, all: u64) -> String {
    let mut ways = Vec::new();
    let others: u64 = set.within.iter().filter(|it| !std::ptr::eq(**it, demand)).map(|it| it.at_most()).sum();
    let left = set.room.saturating_sub(others);
    let fit = left / demand.held.max(1);
    if demand.group.is_some() {
        let each =
            if demand.held == 1 { "1 address".to_owned() } else { format!("{} addresses", demand.held) };
        ways.push(format!("{fit} nodes of {} fit, each with {each}", demand.name));
        ways.extend(fewer_each(set, demand, left));
    }
    ways.push(larger(set, all));
    ways.join("; ")
}

/// The setting of the CNI by which an idle node holds less.
fn fewer_each(set: &Set<'_, '_>, demand: &Demand<'_>, left: u64) -> Option<String> {
    let pods = &set.topology.pod_network;
    let settled = pods.prefixes || pods.warm_addresses.is_some() || pods.least_addresses.is_some();
    if settled || demand.held <= 1 + WARM {
        return None;
    }
    Some(format!(
        "with `WARM_IP_TARGET: \"{WARM}\"` of `vpc-cni` a node begins with {} addresses, and {} fit",
        1 + WARM,
        left / (1 + WARM)
    ))
}

/// The block with room for all, a rolling update among them.
fn larger(set: &Set<'_, '_>, needed: u64) -> String {
    if let Some(vpc) = set.rooms.vpc_for(set.subnets, needed) {
        return format!("all fit with `vpc.cidr: {vpc}`");
    }
    let Some(prefix) = prefix_for(needed.saturating_sub(set.room)) else {
        return "no block of a VPC has room for all of them: let there be fewer".to_owned();
    };
    if !set.topology.network.is_existing() {
        return format!("give them a VPC with {} addresses more", needed.saturating_sub(set.room));
    }
    match set.rooms.next_block(set.subject, prefix) {
        Some(block) => format!("all fit with another subnet, as {block}, which nothing known of takes"),
        None => format!("all fit with another subnet of /{prefix}"),
    }
}

/// The vCPUs of the smallest type of a group; nothing if none is known.
pub(super) fn least_vcpus(group: &NodeGroup) -> Option<u64> {
    let types = group.instance_types.iter().filter_map(|name| catalog::instance_type(name));
    types.map(|known| u64::from(known.vcpus())).min()
}

/// The group of this name.
pub(super) fn group_named<'t>(topology: &'t Topology, name: &str) -> Option<&'t NodeGroup> {
    topology.node_groups.iter().find(|group| group.name == name)
}
