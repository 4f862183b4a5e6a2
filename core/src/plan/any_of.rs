//! Which member of a set a step really waits for: the one that is ready first.
//!
//! The choice and the schedule depend on each other, since lanes may delay a member. They are found by turns: choose by
//! the times so far, schedule, choose again, until nothing changes; a few turns are enough, and their number is bounded.

use super::schedule::{Cyclic, Lane, LaneIndex, Link, Network, NetworkError, Schedule, Task};
use super::steps::{Step, Steps, Wait};

/// How often the choice is made anew.
const TURNS: usize = 8;

/// A schedule, and which waits it rests on.
pub(super) struct Settled {
    pub(super) schedule: Schedule,
    /// The waits that count: all without a set, and of each set the one that was ready first.
    pub(super) chosen: Vec<Wait>,
    /// The last finish if everything takes its p90.
    pub(super) p90: u64,
}

/// Why there is no schedule.
pub(super) enum Unsettled {
    /// Steps wait for each other.
    Cyclic,
    /// The numbers do not fit.
    Network(NetworkError),
}

impl From<Cyclic> for Unsettled {
    fn from(_: Cyclic) -> Self {
        Self::Cyclic
    }
}

impl From<NetworkError> for Unsettled {
    fn from(error: NetworkError) -> Self {
        Self::Network(error)
    }
}

pub(super) fn settle(steps: &Steps, lanes: &Lanes) -> Result<Settled, Unsettled> {
    let tasks = lanes.tasks(&steps.all);
    // All members at once: an order that holds whichever is chosen, and the first guess of when each is ready.
    let mut schedule = lanes.network(&tasks, &steps.waits)?.schedule()?;
    let mut chosen = steps.waits.clone();
    if steps.waits.iter().any(|wait| wait.group.is_some()) {
        for _ in 0..TURNS {
            let next = choose(&steps.waits, &schedule);
            let settled = next == chosen;
            chosen = next;
            if settled {
                break;
            }
            schedule = lanes.network(&tasks, &chosen)?.schedule()?;
        }
    }
    let p90 = pessimistic(steps, lanes, &chosen, &schedule)?;
    Ok(Settled { schedule, chosen, p90 })
}

fn choose(waits: &[Wait], schedule: &Schedule) -> Vec<Wait> {
    let ready = |wait: &Wait| {
        let from = wait.from as usize;
        let times = if wait.until_accepted { &schedule.accepted } else { &schedule.finish };
        (times[from].saturating_add(u64::from(wait.delay)), wait.from)
    };
    // All of a set wait for the same step.
    let sets = waits.iter().filter_map(|wait| wait.group).max().map_or(0, |last| last as usize + 1);
    let mut first: Vec<Option<&Wait>> = vec![None; sets];
    for wait in waits {
        if let Some(group) = wait.group {
            let best = &mut first[group as usize];
            if best.is_none_or(|best| ready(wait) < ready(best)) {
                *best = Some(wait);
            }
        }
    }
    let mut chosen = Vec::with_capacity(waits.len());
    for wait in waits {
        if wait.group.is_none_or(|group| first[group as usize] == Some(wait)) {
            chosen.push(*wait);
        }
    }
    chosen
}

/// The last finish with every duration and settle time at its p90; exclusive lanes keep the order that they have.
fn pessimistic(steps: &Steps, lanes: &Lanes, chosen: &[Wait], schedule: &Schedule) -> Result<u64, Unsettled> {
    let mut tasks = lanes.tasks(&steps.all);
    for (task, step) in tasks.iter_mut().zip(&steps.all) {
        task.p50 = step.estimate.p90_seconds;
        task.accepted = accepted(task.p50);
        task.lane = task
            .lane
            .filter(|lane| lanes.capacities.get(usize::from(lane.0)).is_some_and(|lane| lane.capacity > 1));
    }
    let mut links = Vec::with_capacity(chosen.len() + schedule.lane_links.len());
    for wait in chosen {
        links.push(link(wait, wait.delay_p90));
    }
    for &(from, to) in &schedule.lane_links {
        links.push(Link { from, to, until_accepted: false, delay: 0 });
    }
    Ok(Network::new(tasks, &links, lanes.capacities.clone())?.schedule()?.finish_total)
}

fn link(wait: &Wait, delay: u32) -> Link {
    Link { from: wait.from, to: wait.to, until_accepted: wait.until_accepted, delay }
}

/// How long the call itself takes: a second, of what is mostly waiting.
pub(super) fn accepted(duration: u32) -> u32 {
    duration.min(1)
}

/// The lanes of a plan: those that EKS demands, and those that the caller caps.
pub(super) struct Lanes {
    names: Vec<&'static str>,
    capacities: Vec<Lane>,
}

/// Lanes in which EKS takes one step at a time.
const EXCLUSIVE: [&str; 2] = ["cluster-update", "fargate-profile"];

impl Lanes {
    pub(super) fn new(config: &crate::spec::PlanConfig) -> Self {
        let mut names: Vec<&'static str> = EXCLUSIVE.to_vec();
        let mut capacities = vec![Lane { capacity: 1 }; names.len()];
        for (name, capacity) in config.max_parallel.iter().flat_map(|map| map.value.iter()) {
            let kind = crate::terms::ResourceKind::from_name(name).map(|kind| kind.as_str());
            if let Some(kind) = kind.filter(|kind| !EXCLUSIVE.contains(kind)) {
                names.push(kind);
                capacities.push(Lane { capacity: capacity.value.max(1) });
            }
        }
        Self { names, capacities }
    }

    /// The lane of a step: the call's own, else the one that the caller made for its kind.
    pub(super) fn of(&self, step: &Step, kind: &str) -> Option<&'static str> {
        step.draft
            .lane
            .or_else(|| self.names.iter().copied().find(|&name| name == kind && !EXCLUSIVE.contains(&name)))
    }

    fn tasks(&self, steps: &[Step]) -> Vec<Task> {
        let mut tasks = Vec::with_capacity(steps.len());
        for step in steps {
            let kind =
                step.id.split_once(':').and_then(|(_, id)| id.split_once('/')).map_or("", |(kind, _)| kind);
            let lane = self.of(step, kind).and_then(|lane| self.names.iter().position(|&name| name == lane));
            tasks.push(Task {
                p50: step.estimate.p50_seconds,
                accepted: accepted(step.estimate.p50_seconds),
                lane: lane.and_then(|lane| u16::try_from(lane).ok()).map(LaneIndex),
            });
        }
        tasks
    }

    fn network(&self, tasks: &[Task], waits: &[Wait]) -> Result<Network, NetworkError> {
        let mut links = Vec::with_capacity(waits.len());
        for wait in waits {
            links.push(link(wait, wait.delay));
        }
        Network::new(tasks.to_vec(), &links, self.capacities.clone())
    }
}
