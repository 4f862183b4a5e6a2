//! The schedule: when each step starts, in which wave, with how much slack, and which steps decide the end.
//!
//! Steps are numbers here (the place of their id in byte order), times are seconds. The result depends only on the
//! sets of steps, links and lanes, never on the order in which links are given. Time and memory are linear in steps
//! and links, up to the logarithm of sorting the steps of a wave and of queueing at a lane.

mod csr;
mod lanes;
mod pass;

use std::sync::Arc;

use csr::{Csr, Sorted};

/// The index of a lane in the list given to [`Network::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LaneIndex(pub u16);

/// One step: how long it takes, and the lane it has to share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Task {
    /// Seconds from start to finish.
    pub p50: u32,
    /// Seconds from start until the call was accepted; at most `p50`.
    pub accepted: u32,
    /// The lane whose room it needs; without one it waits for nothing but its links.
    pub lane: Option<LaneIndex>,
}

/// `to` may start `delay` seconds after `from` finished, or was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// The step that goes first.
    pub from: u32,
    /// The step that waits.
    pub to: u32,
    /// Whether acceptance of the call is enough.
    pub until_accepted: bool,
    /// Seconds to wait out after that.
    pub delay: u32,
}

/// How many of its steps run at the same time. A lane of capacity 1 is exclusive: it orients links between its steps.
/// A larger capacity shapes times only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane {
    /// At least 1.
    pub capacity: u32,
}

/// Why tasks, links and lanes make no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// The link at this index names a task that is not there.
    #[error("link {0} names a task that does not exist")]
    UnknownTask(usize),
    /// The link at this index joins a task to itself.
    #[error("link {0} joins a task to itself")]
    SelfLink(usize),
    /// The task at this index names a lane that is not there.
    #[error("task {0} names a lane that does not exist")]
    UnknownLane(usize),
    /// The lane at this index has no room for any task.
    #[error("lane {0} has capacity 0")]
    NoCapacity(usize),
    /// The task at this index is accepted after its own finish.
    #[error("task {0} is accepted after it finished")]
    AcceptedLate(usize),
    /// As many durations are needed as there are tasks.
    #[error("durations for {given} tasks, but there are {tasks}")]
    DurationCount {
        /// The tasks of the network.
        tasks: usize,
        /// The durations given.
        given: usize,
    },
    /// 2^31 or more tasks, or 2^32 or more links.
    #[error("more tasks or links than can be numbered")]
    TooLarge,
}

/// Links that run in a circle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} steps wait for each other or for steps that do", stuck.len())]
pub struct Cyclic {
    /// Every step that can never start: on a cycle or behind one; ascending.
    pub stuck: Vec<u32>,
}

/// Steps, links and lanes, checked and ready to be scheduled.
#[derive(Debug, Clone)]
pub struct Network {
    tasks: Vec<Task>,
    lanes: Vec<Lane>,
    links: Arc<Result<Sorted, Cyclic>>,
}

/// When everything happens. Lists are indexed by step unless said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// The steps in a topological order: by wave, then longest remaining path over links first, then index.
    pub order: Vec<u32>,
    /// Depth over links and lane links, from 0.
    pub wave: Vec<u32>,
    /// The earliest start, in seconds.
    pub start: Vec<u64>,
    /// When the call was accepted, in seconds.
    pub accepted: Vec<u64>,
    /// When the step is done, in seconds.
    pub finish: Vec<u64>,
    /// Seconds by which the start may be late, lane links kept, without moving `finish_total`.
    pub slack: Vec<u64>,
    /// No slack.
    pub critical: Vec<bool>,
    /// Pairs (earlier, later) of neighbours in the lanes of capacity 1, in the order in which the later ones start.
    pub lane_links: Vec<(u32, u32)>,
    /// A chain from a step that waits for nothing to the one that finishes last, each starting when the one before it
    /// lets it. Where a lane of larger capacity held a step back, the one before it is the step that made room.
    pub critical_path: Vec<u32>,
    /// The last finish; 0 without steps.
    pub finish_total: u64,
}

impl Network {
    /// Checks and indexes. Several links between the same two tasks are fine: each is kept.
    ///
    /// # Errors
    /// Any [`NetworkError`] except `DurationCount`; of several faults of one kind, the first.
    pub fn new(tasks: Vec<Task>, links: &[Link], lanes: Vec<Lane>) -> Result<Self, NetworkError> {
        if let Some(lane) = lanes.iter().position(|lane| lane.capacity == 0) {
            return Err(NetworkError::NoCapacity(lane));
        }
        let unknown = |task: &Task| task.lane.is_some_and(|lane| usize::from(lane.0) >= lanes.len());
        if let Some(task) = tasks.iter().position(unknown) {
            return Err(NetworkError::UnknownLane(task));
        }
        check_accepted(&tasks)?;
        let links = Arc::new(Sorted::new(Csr::new(tasks.len(), links)?));
        Ok(Self { tasks, lanes, links })
    }

    /// The same links and lanes with other durations, `(finished, accepted)` in seconds after the start for each task;
    /// the index of links and their order are shared, not built again.
    ///
    /// # Errors
    /// `DurationCount` or `AcceptedLate`.
    pub fn with_durations(&self, durations: &[(u32, u32)]) -> Result<Self, NetworkError> {
        if durations.len() != self.tasks.len() {
            return Err(NetworkError::DurationCount { tasks: self.tasks.len(), given: durations.len() });
        }
        let times = self.tasks.iter().zip(durations);
        let tasks: Vec<_> = times.map(|(task, &(p50, accepted))| Task { p50, accepted, ..*task }).collect();
        check_accepted(&tasks)?;
        Ok(Self { tasks, lanes: self.lanes.clone(), links: Arc::clone(&self.links) })
    }

    /// Starts every step as early as its links and its lane allow. Of the steps that are ready when their lane gets
    /// free, the one with the longest remaining path over links goes first, then the lower index; nothing is held
    /// back for a step that is not ready yet.
    ///
    /// # Errors
    /// [`Cyclic`] with the steps that can never start.
    pub fn schedule(&self) -> Result<Schedule, Cyclic> {
        let sorted = self.links.as_ref().as_ref().map_err(Cyclic::clone)?;
        let tasks: Vec<_> = sorted.step.iter().map(|&step| self.tasks[step as usize]).collect();
        let remaining = pass::remaining(&tasks, &sorted.links, 0..tasks.len() as u32, &[]);
        let forward = pass::forward(&tasks, sorted, &self.lanes, &remaining);
        let order = pass::by_wave(&sorted.step, &forward.nodes, &remaining);
        let remaining = if forward.lane_links.is_empty() {
            remaining
        } else {
            let next = pass::next_in_lane(&sorted.place, &forward.lane_links);
            pass::remaining(&tasks, &sorted.links, forward.order.iter().copied(), &next)
        };
        Ok(pass::finish(&self.tasks, &sorted.place, forward, order, &remaining))
    }
}

fn check_accepted(tasks: &[Task]) -> Result<(), NetworkError> {
    match tasks.iter().position(|task| task.accepted > task.p50) {
        Some(task) => Err(NetworkError::AcceptedLate(task)),
        None => Ok(()),
    }
}
