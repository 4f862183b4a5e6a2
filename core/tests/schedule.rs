//! The schedule against an oracle that walks through time second by second and knows no index, no heap, no queue.

use std::cmp::Reverse;

use eks_plan::plan::schedule::{Cyclic, Lane, LaneIndex, Link, Network, NetworkError, Schedule, Task};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

#[derive(Debug, Clone)]
struct Input {
    tasks: Vec<Task>,
    links: Vec<Link>,
    lanes: Vec<Lane>,
}

impl Input {
    fn network(&self) -> Network {
        Network::new(self.tasks.clone(), &self.links, self.lanes.clone()).expect("a sound network")
    }

    fn schedule(&self) -> Schedule {
        self.network().schedule().expect("no cycle")
    }

    fn links_to(&self, step: usize) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.to as usize == step)
    }

    fn capacity(&self, step: usize) -> Option<u32> {
        self.tasks[step].lane.map(|lane| self.lanes[usize::from(lane.0)].capacity)
    }

    /// Lane links as links, lanes gone.
    fn oriented(&self, schedule: &Schedule) -> Self {
        let links =
            schedule.lane_links.iter().map(|&(from, to)| Link { from, to, until_accepted: false, delay: 0 });
        let tasks = self.tasks.iter().map(|task| Task { lane: None, ..*task });
        Self {
            tasks: tasks.collect(),
            links: self.links.iter().copied().chain(links).collect(),
            lanes: vec![],
        }
    }
}

fn lag(tasks: &[Task], link: &Link) -> u64 {
    let from = tasks[link.from as usize];
    u64::from(if link.until_accepted { from.accepted } else { from.p50 }) + u64::from(link.delay)
}

fn naive_remaining(input: &Input) -> Vec<u64> {
    let mut remaining: Vec<_> = input.tasks.iter().map(|task| u64::from(task.p50)).collect();
    loop {
        let before = remaining.clone();
        for link in &input.links {
            let through = lag(&input.tasks, link) + remaining[link.to as usize];
            remaining[link.from as usize] = through.max(remaining[link.from as usize]);
        }
        if remaining == before {
            return remaining;
        }
    }
}

fn naive_waves(tasks: usize, pairs: &[(u32, u32)]) -> Vec<u32> {
    let mut waves = vec![0; tasks];
    loop {
        let before = waves.clone();
        for &(from, to) in pairs {
            waves[to as usize] = waves[to as usize].max(waves[from as usize] + 1);
        }
        if waves == before {
            return waves;
        }
    }
}

/// Starts without lanes, none before its release: repeated until nothing changes.
fn naive_starts(input: &Input, release: &[u64]) -> Vec<u64> {
    let mut starts = release.to_vec();
    loop {
        let before = starts.clone();
        for link in &input.links {
            let satisfied = starts[link.from as usize] + lag(&input.tasks, link);
            starts[link.to as usize] = satisfied.max(starts[link.to as usize]);
        }
        if starts == before {
            return starts;
        }
    }
}

fn naive_total(input: &Input, starts: &[u64]) -> u64 {
    starts.iter().zip(&input.tasks).map(|(start, task)| start + u64::from(task.p50)).max().unwrap_or(0)
}

/// Second after second: whoever may start does, steps without a lane first; then one step of a lane, and again.
fn simulate(input: &Input) -> (Vec<u64>, Vec<(u32, u32)>) {
    let remaining = naive_remaining(input);
    let mut starts: Vec<Option<u64>> = vec![None; input.tasks.len()];
    let mut last = vec![None; input.lanes.len()];
    let mut lane_links = vec![];
    let mut now = 0;
    while starts.contains(&None) {
        loop {
            let ready = |&step: &usize| {
                let satisfied = |link: &Link| {
                    starts[link.from as usize].is_some_and(|start| start + lag(&input.tasks, link) <= now)
                };
                starts[step].is_none() && input.links_to(step).all(satisfied)
            };
            let has_room = |&step: &usize| {
                let busy = |&other: &usize| {
                    input.tasks[other].lane == input.tasks[step].lane
                        && starts[other].is_some_and(|start| start + u64::from(input.tasks[other].p50) > now)
                };
                input
                    .capacity(step)
                    .is_none_or(|capacity| (0..starts.len()).filter(busy).count() < capacity as usize)
            };
            let preference =
                |&step: &usize| (input.tasks[step].lane.is_some(), Reverse(remaining[step]), step);
            let Some(step) = (0..starts.len()).filter(ready).filter(has_room).min_by_key(preference) else {
                break;
            };
            starts[step] = Some(now);
            if let Some(lane) = input.tasks[step].lane
                && input.capacity(step) == Some(1)
            {
                let before = last[usize::from(lane.0)].replace(step as u32);
                lane_links.extend(before.map(|before| (before, step as u32)));
            }
        }
        now += 1;
    }
    (starts.into_iter().flatten().collect(), lane_links)
}

/// Steps that can never start.
fn naive_stuck(tasks: usize, links: &[Link]) -> Vec<u32> {
    let mut stuck: Vec<_> = (0..tasks as u32).collect();
    loop {
        let before = stuck.clone();
        stuck.retain(|step| links.iter().any(|link| link.to == *step && before.contains(&link.from)));
        if stuck == before {
            return stuck;
        }
    }
}

fn tasks(count: usize, lanes: usize) -> impl Strategy<Value = Vec<Task>> {
    let lane = prop_oneof![
        1 => Just(None),
        2 => (0..lanes.max(1)).prop_map(move |lane| (lane < lanes).then_some(LaneIndex(lane as u16)))
    ];
    let task = (0..6_u32, 0..6_u32, lane);
    let task = task.prop_map(|(p50, accepted, lane)| Task { p50, accepted: accepted.min(p50), lane });
    prop::collection::vec(task, count)
}

/// Any links at all, or only such as lead from earlier to later in a hidden order that indexes do not tell.
fn input(max_tasks: usize, capacities: &'static [u32], acyclic: bool) -> impl Strategy<Value = Input> {
    (0..=max_tasks).prop_flat_map(move |count| {
        let ends = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
        let link = (ends, any::<bool>(), prop_oneof![3 => Just(0), 1 => 0..4_u32]);
        let links = prop::collection::vec(link, 0..=count * 2);
        let rank = Just((0..count as u32).collect::<Vec<_>>()).prop_shuffle();
        (tasks(count, capacities.len()), links, rank).prop_map(move |(tasks, links, rank)| {
            let links = links.into_iter().filter_map(|((a, b), until_accepted, delay)| {
                let (a, b) = (count > 1).then(|| (a.index(count), b.index(count)))?;
                let (a, b) = if acyclic { (a.min(b), a.max(b)) } else { (a, b) };
                (a != b).then(|| Link { from: rank[a], to: rank[b], until_accepted, delay })
            });
            let lanes = capacities.iter().map(|&capacity| Lane { capacity }).collect();
            Input { tasks, links: links.collect(), lanes }
        })
    })
}

/// The link or lane link that decides when `step` starts, by the lowest first step.
fn binding(input: &Input, schedule: &Schedule, step: u32) -> Option<(u32, u64)> {
    let at = |step: u32| schedule.start[step as usize];
    let links = input.oriented(schedule).links;
    let binds = |link: &&Link| link.to == step && at(link.from) + lag(&input.tasks, link) == at(step);
    let first = links.iter().filter(binds).min_by_key(|link| link.from);
    first.map(|link| (link.from, lag(&input.tasks, link)))
}

fn config() -> ProptestConfig {
    let persistence = FileFailurePersistence::WithSource("proptest-regressions");
    ProptestConfig {
        cases: 512,
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn starts_are_those_of_a_walk_through_time(input in input(12, &[1, 1, 2, 3], true)) {
        let schedule = input.schedule();
        let (starts, mut lane_links) = simulate(&input);
        prop_assert_eq!(&schedule.start, &starts);
        let mut oriented = schedule.lane_links.clone();
        prop_assert!(oriented.is_sorted_by_key(|&(_, to)| schedule.start[to as usize]));
        oriented.sort_unstable();
        lane_links.sort_unstable();
        prop_assert_eq!(oriented, lane_links);
        prop_assert_eq!(schedule.finish_total, naive_total(&input, &starts));
        for (step, task) in input.tasks.iter().enumerate() {
            prop_assert_eq!(schedule.accepted[step], starts[step] + u64::from(task.accepted));
            prop_assert_eq!(schedule.finish[step], starts[step] + u64::from(task.p50));
        }
    }

    #[test]
    fn starts_without_lanes_are_the_least_that_satisfy_the_links(input in input(40, &[], true)) {
        let starts = naive_starts(&input, &vec![0; input.tasks.len()]);
        prop_assert_eq!(input.schedule().start, starts);
    }

    #[test]
    fn links_and_lanes_are_respected(input in input(60, &[1, 2, 4], true)) {
        let schedule = input.schedule();
        for link in &input.links {
            let satisfied = schedule.start[link.from as usize] + lag(&input.tasks, link);
            prop_assert!(schedule.start[link.to as usize] >= satisfied);
        }
        for (step, &start) in schedule.start.iter().enumerate() {
            // A step without duration takes no room: others may fill it in the same second.
            let Some(capacity) = input.capacity(step).filter(|_| input.tasks[step].p50 > 0) else { continue };
            let beside = |&other: &usize| {
                input.tasks[other].lane == input.tasks[step].lane
                    && schedule.start[other] <= start
                    && schedule.finish[other] > start
            };
            prop_assert!((0..input.tasks.len()).filter(beside).count() <= capacity as usize);
        }
    }

    #[test]
    fn waves_are_minimal_and_order_follows_them(input in input(40, &[1, 2], true)) {
        let schedule = input.schedule();
        let mut pairs: Vec<_> = input.links.iter().map(|link| (link.from, link.to)).collect();
        pairs.extend(&schedule.lane_links);
        prop_assert_eq!(&schedule.wave, &naive_waves(input.tasks.len(), &pairs));
        let remaining = naive_remaining(&input);
        let mut order: Vec<_> = (0..input.tasks.len() as u32).collect();
        order.sort_by_key(|&s| (schedule.wave[s as usize], Reverse(remaining[s as usize]), s));
        prop_assert_eq!(&schedule.order, &order);
        let place = |step| order.iter().position(|&other| other == step);
        for (from, to) in pairs {
            prop_assert!(place(from) < place(to));
        }
    }

    #[test]
    fn the_order_of_links_does_not_matter(
        (input, shuffled) in input(40, &[1, 1, 2], true).prop_flat_map(|input| {
            let links = Just(input.links.clone()).prop_shuffle();
            (Just(input), links)
        })
    ) {
        let other = Input { links: shuffled, ..input.clone() };
        prop_assert_eq!(input.schedule(), other.schedule());
    }

    #[test]
    fn lane_links_say_all_that_exclusive_lanes_do(input in input(30, &[1, 1], true)) {
        let schedule = input.schedule();
        let oriented = input.oriented(&schedule).schedule();
        // Within a wave the order differs: it goes by the remaining path over links alone.
        prop_assert_eq!(Schedule { order: oriented.order.clone(), lane_links: vec![], ..schedule }, oriented);
    }

    #[test]
    fn a_step_may_be_late_by_its_slack_and_no_more(input in input(16, &[1], true)) {
        let schedule = input.schedule();
        let input = input.oriented(&schedule);
        for step in 0..input.tasks.len() {
            let mut release = vec![0; input.tasks.len()];
            release[step] = schedule.start[step] + schedule.slack[step];
            prop_assert_eq!(naive_total(&input, &naive_starts(&input, &release)), schedule.finish_total);
            release[step] += 1;
            prop_assert!(naive_total(&input, &naive_starts(&input, &release)) > schedule.finish_total);
            prop_assert_eq!(schedule.critical[step], schedule.slack[step] == 0);
        }
    }

    #[test]
    fn the_critical_path_has_no_gap(input in input(20, &[1, 2], true)) {
        let schedule = input.schedule();
        let Some(&last) = schedule.critical_path.last() else {
            prop_assert!(input.tasks.is_empty());
            return Ok(());
        };
        let lowest = schedule.finish.iter().position(|&finish| finish == schedule.finish_total);
        prop_assert_eq!(lowest, Some(last as usize));
        let mut length = u64::from(input.tasks[last as usize].p50);
        let mut step = last;
        for &before in schedule.critical_path.iter().rev().skip(1) {
            if let Some((expected, seconds)) = binding(&input, &schedule, step) {
                prop_assert_eq!(before, expected);
                length += seconds;
            } else {
                prop_assert!(input.capacity(step as usize) > Some(1));
                prop_assert_eq!(input.tasks[before as usize].lane, input.tasks[step as usize].lane);
                prop_assert_eq!(schedule.finish[before as usize], schedule.start[step as usize]);
                length += u64::from(input.tasks[before as usize].p50);
            }
            step = before;
        }
        prop_assert_eq!(binding(&input, &schedule, step), None);
        prop_assert_eq!(schedule.start[step as usize], 0);
        prop_assert_eq!(length, schedule.finish_total);
    }

    #[test]
    fn steps_on_exclusive_critical_paths_are_critical(input in input(20, &[1, 1], true)) {
        let schedule = input.schedule();
        prop_assert!(schedule.critical_path.iter().all(|&step| schedule.critical[step as usize]));
    }

    #[test]
    fn a_cycle_names_the_steps_that_are_stuck(input in input(12, &[1, 2], false)) {
        let stuck = naive_stuck(input.tasks.len(), &input.links);
        match input.network().schedule() {
            Ok(_) => prop_assert_eq!(stuck, Vec::<u32>::new()),
            Err(cyclic) => {
                prop_assert!(!stuck.is_empty());
                prop_assert_eq!(cyclic, Cyclic { stuck });
            }
        }
    }

    #[test]
    fn other_durations_give_the_schedule_of_a_new_network(
        (input, other) in input(20, &[1, 2], true).prop_flat_map(|input| {
            let other = tasks(input.tasks.len(), 0);
            (Just(input), other)
        })
    ) {
        let durations: Vec<_> = other.iter().map(|task| (task.p50, task.accepted)).collect();
        let with = input.network().with_durations(&durations).expect("as many as tasks");
        let times = input.tasks.iter().zip(durations);
        let tasks = times.map(|(task, (p50, accepted))| Task { p50, accepted, ..*task }).collect();
        prop_assert_eq!(with.schedule(), Ok(Input { tasks, ..input }.schedule()));
    }

    #[test]
    fn no_input_panics(
        tasks in prop::collection::vec((any::<u32>(), any::<u32>(), prop::option::of(0..3_u16)), 0..6),
        links in prop::collection::vec((0..7_u32, 0..7_u32, any::<bool>(), any::<u32>()), 0..8),
        lanes in prop::collection::vec(0..3_u32, 0..3),
    ) {
        let lane = |lane: Option<u16>| lane.map(LaneIndex);
        let tasks = tasks.into_iter().map(|(p50, accepted, l)| Task { p50, accepted, lane: lane(l) }).collect();
        let link = |(from, to, until_accepted, delay)| Link { from, to, until_accepted, delay };
        let links: Vec<_> = links.into_iter().map(link).collect();
        let lanes = lanes.into_iter().map(|capacity| Lane { capacity }).collect();
        if let Ok(network) = Network::new(tasks, &links, lanes) {
            let _ = network.schedule();
        }
    }
}

fn link(from: u32, to: u32) -> Link {
    Link { from, to, until_accepted: false, delay: 0 }
}

#[test]
fn nothing_takes_no_time() {
    let network = Network::new(vec![], &[], vec![]).expect("nothing to object to");
    assert_eq!(network.schedule(), Ok(Schedule::default()));
}

#[test]
fn what_is_unsound_is_named() {
    let task = Task { p50: 5, ..Task::default() };
    let in_lane = Task { lane: Some(LaneIndex(1)), ..task };
    let new = |tasks: &[Task], links: &[Link], capacities: &[u32]| {
        let lanes = capacities.iter().map(|&capacity| Lane { capacity }).collect();
        Network::new(tasks.to_vec(), links, lanes).map(|_| ())
    };
    assert_eq!(new(&[task; 2], &[link(0, 1), link(2, 1)], &[]), Err(NetworkError::UnknownTask(1)));
    assert_eq!(new(&[task; 2], &[link(0, 1), link(1, u32::MAX)], &[]), Err(NetworkError::UnknownTask(1)));
    assert_eq!(new(&[task; 2], &[link(1, 1)], &[]), Err(NetworkError::SelfLink(0)));
    assert_eq!(new(&[task, in_lane], &[], &[1]), Err(NetworkError::UnknownLane(1)));
    assert_eq!(new(&[task, in_lane], &[], &[1, 1]), Ok(()));
    assert_eq!(new(&[task], &[], &[1, 0]), Err(NetworkError::NoCapacity(1)));
    assert_eq!(new(&[Task { accepted: 6, ..task }], &[], &[]), Err(NetworkError::AcceptedLate(0)));
    let network = Network::new(vec![task; 2], &[], vec![]).expect("a sound network");
    let count = NetworkError::DurationCount { tasks: 2, given: 1 };
    assert_eq!(network.with_durations(&[(1, 0)]).map(|_| ()), Err(count));
    assert_eq!(network.with_durations(&[(1, 0), (1, 2)]).map(|_| ()), Err(NetworkError::AcceptedLate(1)));
}

/// Updates of a cluster one at a time; the one with the longest way to go first, though its index is higher.
#[test]
fn an_exclusive_lane_goes_by_the_longest_remaining_path() {
    let update = |p50| Task { p50, accepted: 1, lane: Some(LaneIndex(0)) };
    let free = |p50| Task { p50, accepted: 1, lane: None };
    let input = Input {
        tasks: vec![update(10), update(10), free(30), free(5), update(7)],
        links: vec![link(1, 2), Link { until_accepted: true, delay: 3, ..link(2, 3) }, link(3, 4)],
        lanes: vec![Lane { capacity: 1 }],
    };
    let schedule = input.schedule();
    assert_eq!(schedule.start, [10, 0, 10, 14, 20]);
    assert_eq!(schedule.lane_links, [(1, 0), (0, 4)]);
    assert_eq!(schedule.wave, [1, 0, 1, 2, 3]);
    assert_eq!(schedule.order, [1, 2, 0, 3, 4]);
    assert_eq!(schedule.finish_total, 40);
    assert_eq!(schedule.critical_path, [1, 2]);
    assert_eq!(schedule.slack, [13, 0, 0, 14, 13]);
    assert_eq!(schedule.critical, [false, true, true, false, false]);
}

#[test]
fn a_chain_of_a_million_takes_no_stack() {
    let steps = 1_000_000_u32;
    let tasks = vec![Task { p50: u32::MAX, ..Task::default() }; steps as usize];
    let links: Vec<_> = (1..steps).map(|to| link(to - 1, to)).collect();
    let schedule = Network::new(tasks, &links, vec![]).expect("sound").schedule().expect("no cycle");
    assert_eq!(schedule.finish_total, u64::from(steps) * u64::from(u32::MAX));
    assert_eq!(schedule.critical_path.len(), steps as usize);
    assert_eq!(schedule.wave.last(), Some(&(steps - 1)));
}

#[test]
fn a_long_queue_at_an_exclusive_lane_is_one_chain() {
    let steps = 200_000_u32;
    let tasks = vec![Task { p50: 1, accepted: 0, lane: Some(LaneIndex(0)) }; steps as usize];
    let schedule =
        Network::new(tasks, &[], vec![Lane { capacity: 1 }]).expect("sound").schedule().expect("no cycle");
    assert_eq!(schedule.order, (0..steps).collect::<Vec<_>>());
    assert_eq!(schedule.critical_path, schedule.order);
    assert_eq!(schedule.finish_total, u64::from(steps));
}

#[test]
fn order_holds_where_a_remaining_path_outgrows_32_bits() {
    let tasks = [1, u32::MAX, u32::MAX, 7].map(|p50| Task { p50, ..Task::default() }).to_vec();
    let links = [link(1, 2), Link { delay: u32::MAX, ..link(3, 2) }];
    let schedule = Network::new(tasks, &links, vec![]).expect("sound").schedule().expect("no cycle");
    // Two paths of 2^33 - 2 and 2^33 + 5 seconds, cut to 32 bits, would stand the other way round.
    assert_eq!(schedule.order, [3, 1, 0, 2]);
}
