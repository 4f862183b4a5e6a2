//! Whether nodes and pods fit into their subnets: from the start, as many as there may be, and while they are replaced.

use super::demand::{self, Demand};
use super::remedy;
use super::rooms::Rooms;
use crate::check::Subject;
use crate::diagnostic::{Code, NOWHERE, Report};
use crate::topology::Topology;
use crate::topology::network::Network;

/// So many different sets of subnets are looked at, the smallest first; more are hardly ever written.
const MOST_SETS: usize = 64;

/// Several groups share subnets, and a group may use several: for each set of subnets that somebody uses, all that can
/// only go there must fit in. A set is not looked at if a smaller one was too small already.
pub(super) fn nodes_fit(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let rooms = Rooms::new(subject, topology);
    let demands = demand::all(subject, topology);
    let mut told: Vec<Vec<usize>> = Vec::new();
    for set in sets(&demands) {
        let Some(room) = rooms.sum(&set) else { continue };
        if told.iter().any(|small| is_within(small, &set)) {
            continue;
        }
        let mut within = Vec::new();
        for demand in &demands {
            if is_within(&demand.subnets, &set) {
                within.push(demand);
            }
        }
        let set = Set { subject, topology, rooms: &rooms, subnets: &set, within, room };
        if set.settle(report) {
            told.push(set.subnets.to_vec());
        }
    }
}

/// The sets of subnets that somebody uses, and all of them together.
fn sets(demands: &[Demand<'_>]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = demands.iter().map(|demand| demand.subnets.clone()).collect();
    all.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    all.dedup();
    if all.len() > 1 {
        all.truncate(MOST_SETS);
        let mut union = Vec::new();
        demands.iter().for_each(|demand| union.extend_from_slice(&demand.subnets));
        union.sort_unstable();
        union.dedup();
        all.push(union);
    }
    all
}

/// Both are ascending.
fn is_within(small: &[usize], large: &[usize]) -> bool {
    small.iter().all(|at| large.binary_search(at).is_ok())
}

/// A set of subnets with all that can only go there.
pub(super) struct Set<'a, 's> {
    pub(super) subject: &'a Subject<'s>,
    pub(super) topology: &'s Topology,
    pub(super) rooms: &'a Rooms<'s>,
    pub(super) subnets: &'a [usize],
    pub(super) within: Vec<&'a Demand<'s>>,
    /// Addresses for nodes and pods.
    pub(super) room: u64,
}

impl<'a, 's> Set<'a, 's> {
    fn sum(&self, of: fn(&Demand<'s>) -> u64) -> u64 {
        self.within.iter().map(|demand| of(demand)).sum()
    }

    /// Adds what does not fit, if something does not.
    fn settle(&self, report: &mut Report) -> bool {
        let (least, first, most) =
            (self.sum(Demand::at_least), self.sum(Demand::at_first), self.sum(Demand::at_most));
        let nodes = counted(self.sum(|demand| demand.first), "first node");
        if least > self.room {
            let message = format!("{nodes} of {} need {least} addresses, and {}", self.names(), self.have());
            return self.tell(report, Code::CapacityNodesStart, &message, &Demand::at_first);
        }
        if first > self.room {
            let message = format!("{nodes} of {} hold {first} addresses, and {}", self.names(), self.have());
            return self.tell(report, Code::CapacityNodes, &message, &Demand::at_first);
        }
        if most > self.room {
            let (nodes, pods) = (
                self.sum(|demand| if demand.of_fargate { 0 } else { demand.most }),
                self.sum(|demand| demand.pods + if demand.of_fargate { demand.most } else { 0 }),
            );
            let what = match (nodes, pods) {
                (nodes, 0) => format!("{}, as many as there may be,", counted(nodes, "node")),
                (0, pods) => counted(pods, "pod"),
                (nodes, pods) => format!("{} at most with {}", counted(nodes, "node"), counted(pods, "pod")),
            };
            let message = format!("{what} of {} hold {most} addresses, and {}", self.names(), self.have());
            return self.tell(report, Code::CapacityNodes, &message, &Demand::at_most);
        }
        let more = |demand: &Demand<'_>| demand.surge * demand.held;
        let Some(demand) = self.within.iter().copied().max_by_key(|demand| more(demand)) else {
            return false;
        };
        let (more, left) = (more(demand), self.room - most);
        if more <= left {
            return false;
        }
        let message = format!(
            "an update of {} starts {} more, which hold {more} addresses, and {} free when all nodes are there",
            demand.name,
            counted(demand.surge, "node"),
            self.has(left)
        );
        self.tell(report, Code::CapacitySurge, &message, &|it| u64::from(std::ptr::eq(it, demand)))
    }

    /// Adds a finding, which stands at what takes the most.
    fn tell(
        &self,
        report: &mut Report,
        code: Code,
        message: &str,
        weight: &dyn Fn(&Demand<'s>) -> u64,
    ) -> bool {
        let mut largest: Option<&Demand<'s>> = None;
        for &demand in &self.within {
            if largest.is_none_or(|it| weight(demand) > weight(it)) {
                largest = Some(demand);
            }
        }
        let place = largest.map_or(&NOWHERE, |demand| demand.place);
        let limit = largest.and_then(|demand| remedy::limit(self.subject, demand, code));
        let finding = report
            .raise(code, limit.unwrap_or(place), message)
            .arg("free", &self.room.to_string())
            .arg("subnets", &self.subnet_names())
            .label(self.topology.network.vpc.origin.place.as_ref(), "its subnets are cut from this");
        let mut surge = 0;
        for demand in &self.within {
            surge = surge.max(demand.surge * demand.held);
        }
        let all = self.sum(Demand::at_most) + surge;
        if let Some(demand) = largest {
            finding.arg("name", demand.name.trim_matches('`')).help(remedy::of(self, demand, all));
        }
        true
    }

    fn names(&self) -> String {
        let mut names = Vec::new();
        for demand in &self.within {
            names.push(demand.name.clone());
        }
        listed(&names)
    }

    fn subnet_names(&self) -> String {
        named(&self.topology.network, self.subnets)
    }

    fn have(&self) -> String {
        format!("{} left for them", self.has(self.room))
    }

    fn has(&self, room: u64) -> String {
        match self.subnets {
            [_] => format!("subnet {} has {room}", self.subnet_names()),
            _ => format!("subnets {} have {room}", self.subnet_names()),
        }
    }
}

/// So many of them.
pub(super) fn counted(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Names of subnets.
pub(super) fn named(network: &Network, subnets: &[usize]) -> String {
    let mut names = Vec::new();
    for subnet in subnets.iter().filter_map(|&at| network.subnets.get(at)) {
        names.push(format!("`{}`", subnet.name));
    }
    listed(&names)
}

/// Up to three names; how many more there are.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() && names.len() <= 3 => format!("{} and {last}", all.join(", ")),
        [first, second, third, rest @ ..] => format!("{first}, {second}, {third} and {} more", rest.len()),
        _ => names.concat(),
    }
}
