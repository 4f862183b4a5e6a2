//! The whole schedule, index of links included, against petgraph's bare `toposort` of the same graph.
#![allow(missing_docs)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use eks_plan::plan::schedule::{Lane, LaneIndex, Link, Network, Task};
use petgraph::graph::{DiGraph, NodeIndex};

/// xorshift64*: the same graphs in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        ((high * u64::from(bound)) >> 32) as u32
    }
}

/// Two links into each step, from one of the `window` steps before it. Two steps of a hundred stand in a lane, half of
/// them in exclusive ones.
fn graph(steps: u32, window: u32) -> (Vec<Task>, Vec<Link>, Vec<Lane>) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut task = |_| {
        let p50 = random.below(900);
        let lane = Some(random.below(200)).filter(|&lane| lane < 4).map(|lane| LaneIndex(lane as u16));
        Task { p50, accepted: random.below(p50 + 1), lane }
    };
    let tasks = (0..steps).map(&mut task).collect();
    let mut links = Vec::new();
    for to in 1..steps {
        for _ in 0..2 {
            let from = to - 1 - random.below(window.min(to));
            links.push(Link { from, to, until_accepted: random.below(4) == 0, delay: random.below(2) * 10 });
        }
    }
    let lanes = [1, 1, 4, 50].map(|capacity| Lane { capacity }).to_vec();
    (tasks, links, lanes)
}

/// The same graph under numbers that say nothing of its order, as ids do; links by the step that waits.
fn shuffle(
    (tasks, mut links, lanes): (Vec<Task>, Vec<Link>, Vec<Lane>),
) -> (Vec<Task>, Vec<Link>, Vec<Lane>) {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    let mut number: Vec<_> = (0..tasks.len() as u32).collect();
    for index in (1..number.len()).rev() {
        number.swap(index, random.below(index as u32 + 1) as usize);
    }
    let mut shuffled = tasks.clone();
    for (task, &number) in tasks.iter().zip(&number) {
        shuffled[number as usize] = *task;
    }
    for link in &mut links {
        (link.from, link.to) = (number[link.from as usize], number[link.to as usize]);
    }
    links.sort_unstable_by_key(|link| (link.to, link.from));
    (shuffled, links, lanes)
}

fn schedule(c: &mut Criterion) {
    for (shape, window, shuffled) in
        [("window", 200, false), ("window-shuffled", 200, true), ("uniform", u32::MAX, false)]
    {
        let mut group = c.benchmark_group(shape);
        for steps in [1_000, 10_000, 100_000, 1_000_000] {
            let network = graph(steps, window);
            let (tasks, links, lanes) = if shuffled { shuffle(network) } else { network };
            let mut pet = DiGraph::<(), ()>::with_capacity(tasks.len(), links.len());
            for _ in &tasks {
                pet.add_node(());
            }
            for link in &links {
                pet.add_edge(NodeIndex::new(link.from as usize), NodeIndex::new(link.to as usize), ());
            }
            group.throughput(Throughput::Elements(u64::from(steps)));
            group.sample_size(if steps > 10_000 { 10 } else { 30 });
            group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
            group.bench_function(BenchmarkId::new("schedule", steps), |b| {
                b.iter(|| {
                    let network =
                        Network::new(tasks.clone(), &links, lanes.clone()).expect("a sound network");
                    black_box(network.schedule().expect("no cycle"))
                });
            });
            group.bench_function(BenchmarkId::new("petgraph-toposort", steps), |b| {
                b.iter(|| black_box(petgraph::algo::toposort(&pet, None).expect("no cycle")));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, schedule);
criterion_main!(benches);
