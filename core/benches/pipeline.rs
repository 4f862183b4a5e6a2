//! From text to plan: eksctl's examples, and clusters of a thousand to a million resources.
//!
//! `growth` leaves out what `EKS_PLAN_BENCH_MOST` resources do not allow: a million takes memory.
// The core reads no clock, files or environment; what measures it does.
#![allow(missing_docs, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{fs, path::Path};

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use eks_plan::api::{self, Input, Options};
use eks_plan::control::Control;
use eks_plan::graph::Graph;
use eks_plan::plan::{self, Request};
use eks_plan::source::{self, Limits};
use eks_plan::spec::{self, PlanConfig};
use eks_plan::topology::{self, Topology};
use eks_plan::{catalog, document::plan::Plan};

/// As in the programs: many small objects come and go with every plan.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/corpus/eksctl/examples");

fn examples() -> Vec<Input> {
    let entries = fs::read_dir(Path::new(EXAMPLES)).expect("the examples");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Input::text(name, fs::read_to_string(path).expect("a text"))
    };
    paths.iter().map(read).collect()
}

/// The median of 30 runs of each example; prints the median example and the slowest.
fn line(what: &str, inputs: &[Input], run: impl Fn(&Input)) {
    let mut medians: Vec<(Duration, &str)> = inputs
        .iter()
        .map(|input| {
            let mut times: Vec<Duration> = (0..30)
                .map(|_| {
                    let begin = Instant::now();
                    run(input);
                    begin.elapsed()
                })
                .collect();
            times.sort();
            (times[times.len() / 2], input.name.as_str())
        })
        .collect();
    medians.sort();
    let (median, slowest) = (medians[medians.len() / 2], medians[medians.len() - 1]);
    println!(
        "{what}: {} examples, median {:?} ({}), slowest {:?} ({})",
        medians.len(),
        median.0,
        median.1,
        slowest.0,
        slowest.1
    );
}

fn plan_text(input: &Input) {
    black_box(api::plan_json(std::slice::from_ref(input), &Options::default()));
}

fn check_text(input: &Input) {
    black_box(api::check(std::slice::from_ref(input), &Options::default()));
}

fn each_example(c: &mut Criterion) {
    let inputs = examples();
    for (name, run) in [("examples", plan_text as fn(&Input)), ("check", check_text)] {
        line(name, &inputs, run);
        let mut group = c.benchmark_group(name);
        group.sample_size(20);
        group.warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_millis(500));
        for input in &inputs {
            group.bench_function(BenchmarkId::from_parameter(&input.name), |b| b.iter(|| run(input)));
        }
        group.finish();
    }
}

/// A cluster of about as many resources: each node group brings nine, its role and policies among them.
fn cluster(resources: usize) -> String {
    let mut text = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: growth\n  region: eu-west-1\nmanagedNodeGroups:\n".to_owned();
    for group in 0..resources.div_ceil(9) {
        let _ = writeln!(text, "  - name: ng-{group}");
    }
    text
}

fn lowered(text: &str) -> Topology {
    let limits = Limits { bytes: usize::MAX, nodes: usize::MAX, ..Limits::default() };
    let source = source::read("growth.yaml", text, &limits);
    let (spec, _) = spec::decode(&source.documents, None);
    topology::lower(&spec.expect("a spec")).0.expect("a topology")
}

fn made(topology: &Topology, config: &PlanConfig) -> Plan {
    let mut graph = Graph::build(topology);
    let report = graph.take_findings();
    plan::create(
        &graph,
        Request {
            config,
            as_of: catalog::DATE,
            input_fingerprint: String::new(),
            report,
            unknowns: Vec::new(),
            unread: &eks_plan::diagnostic::Unread::default(),
            control: Control::default(),
        },
    )
}

fn growth(c: &mut Criterion) {
    let most = std::env::var("EKS_PLAN_BENCH_MOST").ok().and_then(|most| most.parse().ok());
    let config = PlanConfig::default();
    for resources in
        [1_000, 10_000, 100_000, 1_000_000].into_iter().filter(|&it| it <= most.unwrap_or(1_000_000))
    {
        let text = cluster(resources);
        let topology = lowered(&text);
        let (mut best, mut count) = (u128::MAX, 1);
        for _ in 0..(200_000 / resources).clamp(2, 20) {
            let begin = Instant::now();
            let plan = black_box(made(&topology, &config));
            count = plan.resources.len();
            best = best.min(begin.elapsed().as_nanos() / count as u128);
        }
        println!("{count} resources: {best} ns each");
        let mut group = c.benchmark_group("growth");
        group
            .throughput(Throughput::Elements(count as u64))
            .sample_size(10)
            .sampling_mode(SamplingMode::Flat);
        group.warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_secs(1));
        group.bench_function(BenchmarkId::new("topology-to-plan", count), |b| {
            b.iter_with_large_drop(|| made(&topology, &config));
        });
        // Larger texts have more keys and values than the usual limits allow.
        if resources <= 100_000 {
            let input = Input::text("growth.yaml", text);
            group.bench_function(BenchmarkId::new("text-to-json", count), |b| b.iter(|| plan_text(&input)));
        }
        group.finish();
    }
}

criterion_group!(benches, each_example, growth);
criterion_main!(benches);
