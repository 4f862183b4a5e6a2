//! The passes over the network: remaining paths backwards, times forwards, then what follows from both.

use std::iter::successors;

use super::csr::{Csr, Edge, Queue, Sorted};
use super::lanes::Lanes;
use super::{Lane, Schedule, Task};

/// No step.
const NONE: u32 = u32::MAX;

/// What the forward pass knows of a step, kept together because a link touches all of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    start: u64,
    /// Links whose first step has no times yet.
    missing: u32,
    /// The step that decided `start`; of several the lowest.
    after: u32,
    wave: u32,
}

impl Node {
    /// Without branches: what they would depend on is as good as random.
    fn wait(&mut self, until: u64, after: u32, wave: u32) {
        let tied = if until == self.start { self.after.min(after) } else { self.after };
        self.after = if until > self.start { after } else { tied };
        self.start = self.start.max(until);
        self.wave = self.wave.max(wave);
    }
}

pub(super) struct Forward {
    /// By place.
    pub(super) nodes: Vec<Node>,
    /// The places, topological over links and lane links.
    pub(super) order: Vec<u32>,
    /// Pairs of steps.
    pub(super) lane_links: Vec<(u32, u32)>,
}

/// Seconds from the start of a step until this link of its is satisfied.
fn lag(task: &Task, edge: Edge) -> u64 {
    u64::from(if edge.until_accepted() { task.accepted } else { task.p50 }) + u64::from(edge.delay)
}

/// Seconds from the start of each step to the end of the longest chain that hangs on it, its own duration included.
/// `order` is topological; `next_in_lane` is empty, or has the place that each place's lane link leads to.
pub(super) fn remaining(
    tasks: &[Task],
    links: &Csr,
    order: impl DoubleEndedIterator<Item = u32>,
    next_in_lane: &[u32],
) -> Vec<u64> {
    let mut remaining = vec![0_u64; tasks.len()];
    for place in order.rev() {
        let task = &tasks[place as usize];
        let mut longest = u64::from(task.p50);
        for &edge in links.leaving(place) {
            longest = longest.max(lag(task, edge).saturating_add(remaining[edge.to()]));
        }
        if let Some(&next) = next_in_lane.get(place as usize).filter(|&&next| next != NONE) {
            longest = longest.max(u64::from(task.p50).saturating_add(remaining[next as usize]));
        }
        remaining[place as usize] = longest;
    }
    remaining
}

/// Earliest starts. Steps without a lane go as soon as their links are satisfied; only when none of those is left does
/// the next step of a lane get its time, so that everything that could come before it is known.
pub(super) fn forward(tasks: &[Task], sorted: &Sorted, lanes: &[Lane], remaining: &[u64]) -> Forward {
    let Sorted { links, step: steps, place: places } = sorted;
    let node = |&missing| Node { start: 0, missing, after: NONE, wave: 0 };
    let mut nodes: Vec<Node> = links.entering.iter().map(node).collect();
    let mut lanes = Lanes::new(lanes);
    let mut order = Vec::with_capacity(tasks.len());
    let mut lane_links = Vec::new();
    let mut queue = Queue::new(&links.entering);
    loop {
        let place = if let Some(place) = queue.pop() {
            if let Some(lane) = tasks[place as usize].lane {
                let at = place as usize;
                lanes.offer(lane, steps[at], nodes[at].start, remaining[at]);
                continue;
            }
            place
        } else if let Some(next) = lanes.next(|step| tasks[places[step as usize] as usize].p50) {
            let place = places[next.step as usize];
            if let Some((finish, before)) = next.freed {
                let wave = nodes[places[before as usize] as usize].wave + 1;
                let node = &mut nodes[place as usize];
                if next.exclusive {
                    lane_links.push((before, next.step));
                    node.wait(finish, before, wave);
                } else if finish > node.start {
                    node.wait(finish, before, 0);
                }
            }
            place
        } else {
            break;
        };
        order.push(place);
        let task = &tasks[place as usize];
        let Node { start, wave, .. } = nodes[place as usize];
        let step = steps[place as usize];
        for &edge in links.leaving(place) {
            let node = &mut nodes[edge.to()];
            node.wait(start.saturating_add(lag(task, edge)), step, wave + 1);
            node.missing -= 1;
            queue.push_if(node.missing == 0, edge.to() as u32);
        }
    }
    Forward { nodes, order, lane_links }
}

/// The place that each place's lane link leads to.
pub(super) fn next_in_lane(places: &[u32], lane_links: &[(u32, u32)]) -> Vec<u32> {
    let mut next = vec![NONE; places.len()];
    for &(before, after) in lane_links {
        next[places[before as usize] as usize] = places[after as usize];
    }
    next
}

/// The steps by wave, then longest remaining path first, then index.
pub(super) fn by_wave(steps: &[u32], nodes: &[Node], remaining: &[u64]) -> Vec<u32> {
    // Where the next step of each wave goes, one place further on.
    let waves = nodes.iter().map(|node| node.wave as usize + 1).max().unwrap_or(0);
    let mut next = vec![0_u32; waves + 1];
    for node in nodes {
        next[node.wave as usize + 1] += 1;
    }
    let mut sum = 0;
    for count in &mut next {
        sum += *count;
        *count = sum;
    }
    // One number to compare: the longer the path, the lower.
    let mut keys = vec![0_u128; nodes.len()];
    for ((node, &seconds), &step) in nodes.iter().zip(remaining).zip(steps) {
        let index = &mut next[node.wave as usize];
        keys[*index as usize] = u128::from(!seconds) << 32 | u128::from(step);
        *index += 1;
    }
    // By now each wave ends where the next one began.
    let mut begin = 0;
    for &end in next.iter().take(waves) {
        keys[begin..end as usize].sort_unstable();
        begin = end as usize;
    }
    let mut order = Vec::with_capacity(keys.len());
    for key in keys {
        order.push(key as u32);
    }
    order
}

/// What follows from times and remaining paths (lane links included), from places back to steps.
pub(super) fn finish(
    tasks: &[Task],
    places: &[u32],
    forward: Forward,
    order: Vec<u32>,
    remaining: &[u64],
) -> Schedule {
    let Forward { nodes, lane_links, .. } = forward;
    let count = tasks.len();
    let (mut start, mut wave) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let (mut accepted, mut finish) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let (mut finish_total, mut last) = (0, None);
    for ((step, task), &place) in (0_u32..).zip(tasks).zip(places) {
        let node = &nodes[place as usize];
        let end = node.start.saturating_add(u64::from(task.p50));
        start.push(node.start);
        wave.push(node.wave);
        accepted.push(node.start.saturating_add(u64::from(task.accepted)));
        finish.push(end);
        if last.is_none() || end > finish_total {
            (finish_total, last) = (end, Some(step));
        }
    }
    let before = |&step: &u32| Some(nodes[places[step as usize] as usize].after).filter(|&step| step != NONE);
    let mut critical_path: Vec<_> = successors(last, before).collect();
    critical_path.reverse();
    let (mut slack, mut critical) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for (start, &place) in start.iter().zip(places) {
        let late = finish_total.saturating_sub(start.saturating_add(remaining[place as usize]));
        slack.push(late);
        critical.push(late == 0);
    }
    Schedule {
        order,
        wave,
        critical,
        start,
        accepted,
        finish,
        slack,
        lane_links,
        critical_path,
        finish_total,
    }
}
