//! The passes over the network: remaining paths backwards, times forwards, then what follows from both.

use std::cmp::Reverse;
use std::iter::successors;

use super::csr::{Csr, Edge};
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
    fn wait(&mut self, until: u64, after: u32) {
        if until > self.start {
            self.start = until;
            self.after = after;
        } else if until == self.start {
            self.after = self.after.min(after);
        }
    }
}

pub(super) struct Forward {
    pub(super) nodes: Vec<Node>,
    /// Topological over links and lane links.
    pub(super) topological: Vec<u32>,
    pub(super) lane_links: Vec<(u32, u32)>,
}

/// Seconds from the start of a step until this link of its is satisfied.
fn lag(task: &Task, edge: Edge) -> u64 {
    u64::from(if edge.until_accepted() { task.accepted } else { task.p50 }) + u64::from(edge.delay)
}

/// Seconds from the start of each step to the end of the longest chain that hangs on it, its own duration included.
/// `next_in_lane` is empty, or has the step that each step's lane link leads to.
pub(super) fn remaining(tasks: &[Task], links: &Csr, topological: &[u32], next_in_lane: &[u32]) -> Vec<u64> {
    let mut remaining = vec![0_u64; tasks.len()];
    for &step in topological.iter().rev() {
        let task = &tasks[step as usize];
        let mut longest = u64::from(task.p50);
        for &edge in links.leaving(step) {
            longest = longest.max(lag(task, edge).saturating_add(remaining[edge.to()]));
        }
        if let Some(&next) = next_in_lane.get(step as usize).filter(|&&next| next != NONE) {
            longest = longest.max(u64::from(task.p50).saturating_add(remaining[next as usize]));
        }
        remaining[step as usize] = longest;
    }
    remaining
}

/// Earliest starts. Steps without a lane go as soon as their links are satisfied; only when none of those is left does
/// the next step of a lane get its time, so that everything that could come before it is known.
pub(super) fn forward(tasks: &[Task], links: &Csr, lanes: &[Lane], remaining: &[u64]) -> Forward {
    let node = |&missing| Node { start: 0, missing, after: NONE, wave: 0 };
    let mut nodes: Vec<Node> = links.entering.iter().map(node).collect();
    let mut lanes = Lanes::new(lanes);
    let mut topological = Vec::with_capacity(tasks.len());
    let mut lane_links = Vec::new();
    for (step, count) in (0..).zip(&links.entering) {
        if *count == 0 {
            match tasks[step as usize].lane {
                Some(lane) => lanes.offer(lane, step, 0, remaining[step as usize]),
                None => topological.push(step),
            }
        }
    }
    let mut done = 0;
    loop {
        while let Some(&step) = topological.get(done) {
            done += 1;
            let task = &tasks[step as usize];
            let Node { start, wave, .. } = nodes[step as usize];
            for &edge in links.leaving(step) {
                let node = &mut nodes[edge.to()];
                node.wait(start.saturating_add(lag(task, edge)), step);
                node.wave = node.wave.max(wave + 1);
                node.missing -= 1;
                if node.missing == 0 {
                    match tasks[edge.to()].lane {
                        Some(lane) => lanes.offer(lane, edge.to() as u32, node.start, remaining[edge.to()]),
                        None => topological.push(edge.to() as u32),
                    }
                }
            }
        }
        let Some(next) = lanes.next(|step| tasks[step as usize].p50) else { break };
        topological.push(next.step);
        if let Some((finish, before)) = next.freed {
            let wave = nodes[before as usize].wave + 1;
            let node = &mut nodes[next.step as usize];
            if next.exclusive {
                lane_links.push((before, next.step));
                node.wait(finish, before);
                node.wave = node.wave.max(wave);
            } else if finish > node.start {
                node.wait(finish, before);
            }
        }
    }
    Forward { nodes, topological, lane_links }
}

/// The step that each step's lane link leads to.
pub(super) fn next_in_lane(tasks: usize, lane_links: &[(u32, u32)]) -> Vec<u32> {
    let mut next = vec![NONE; tasks];
    for &(before, after) in lane_links {
        next[before as usize] = after;
    }
    next
}

/// By wave, then longest remaining path first, then index.
pub(super) fn by_wave(nodes: &[Node], remaining: &[u64]) -> Vec<u32> {
    let waves = nodes.iter().map(|node| node.wave as usize + 1).max().unwrap_or(0);
    let mut first = vec![0_u32; waves + 1];
    for node in nodes {
        first[node.wave as usize + 1] += 1;
    }
    let mut sum = 0;
    for count in &mut first {
        sum += *count;
        *count = sum;
    }
    let mut keys = vec![(Reverse(0), 0); nodes.len()];
    for (step, (node, &remaining)) in (0_u32..).zip(nodes.iter().zip(remaining)) {
        let place = &mut first[node.wave as usize];
        keys[*place as usize] = (Reverse(remaining), step);
        *place += 1;
    }
    // Every wave now ends where the next one began.
    let mut begin = 0;
    for &end in first.iter().take(waves) {
        keys[begin..end as usize].sort_unstable();
        begin = end as usize;
    }
    keys.into_iter().map(|(_, step)| step).collect()
}

/// What follows from times and remaining paths (lane links included).
pub(super) fn finish(tasks: &[Task], forward: Forward, order: Vec<u32>, remaining: &[u64]) -> Schedule {
    let Forward { nodes, lane_links, .. } = forward;
    let at = |seconds: fn(&Task) -> u32| {
        let times = nodes.iter().zip(tasks);
        times.map(move |(node, task)| node.start.saturating_add(u64::from(seconds(task)))).collect::<Vec<_>>()
    };
    let finish = at(|task| task.p50);
    let last = (0_u32..).zip(&finish).max_by_key(|&(step, &finish)| (finish, Reverse(step)));
    let finish_total = last.map_or(0, |(_, &finish)| finish);
    let late =
        |(node, &remaining): (&Node, &u64)| finish_total.saturating_sub(node.start.saturating_add(remaining));
    let slack: Vec<_> = nodes.iter().zip(remaining).map(late).collect();
    let mut critical_path: Vec<_> = successors(last.map(|(step, _)| step), |&step| {
        Some(nodes[step as usize].after).filter(|&step| step != NONE)
    })
    .collect();
    critical_path.reverse();
    Schedule {
        order,
        wave: nodes.iter().map(|node| node.wave).collect(),
        start: at(|_| 0),
        accepted: at(|task| task.accepted),
        critical: slack.iter().map(|&slack| slack == 0).collect(),
        finish,
        slack,
        lane_links,
        critical_path,
        finish_total,
    }
}
