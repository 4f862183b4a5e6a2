//! Findings: the check of a typical file, and a text of 1 MB with 1,000 findings in each form.
#![allow(missing_docs, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use eks_plan::api::{self, Baseline, Input, Options};
use eks_plan::document::check::Check;
use eks_plan::render::Form;

/// As in the programs: many small objects come and go with every plan.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const TYPICAL: &str = include_str!("../../examples/specs/production.yaml");

/// A ClusterConfig of 1 MB with 1,000 values of the wrong type, each below a comment.
fn large(comment: &str) -> Input {
    let mut text = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: large, region: eu-west-1, version: \"1.35\"}\nmanagedNodeGroups:\n".to_owned();
    for group in 0..100 {
        let _ = writeln!(text, "- name: group-{group}\n  instanceType: m7i.large\n  labels:");
        for label in 0..10 {
            let _ = writeln!(text, "    {comment}\n    wrong-{label}: {label}");
        }
        for label in 0..46 {
            let _ = writeln!(
                text,
                "    example.com/label-{label}: \"{}\" # {}",
                "x".repeat(60),
                "why ".repeat(30)
            );
        }
    }
    Input::text("large.yaml", text)
}

fn best(what: &str, mut run: impl FnMut()) {
    let times: Vec<Duration> = (0..10)
        .map(|_| {
            let begin = Instant::now();
            run();
            begin.elapsed()
        })
        .collect();
    println!("{what}: {:?} at best", times.iter().min().copied().unwrap_or_default());
}

fn all(input: &Input, options: &Options) -> Check {
    api::check(std::slice::from_ref(input), options)
}

fn forms(_: &mut Criterion) {
    let input = large("# a comment");
    let found = all(&input, &Options::default());
    println!("{} bytes, {} findings", input.as_text().map_or(0, str::len), found.diagnostics.len());
    let options = Options::default();
    best("check", || drop(black_box(all(&input, &options))));
    best("check and json", || drop(black_box(api::canonical(&all(&input, &options)))));
    for form in Form::ALL {
        best(&format!("check and {form}"), || {
            drop(black_box(api::render(&all(&input, &options), *form, &["large.yaml"])));
        });
    }
    let accepted = large("# eks-plan: allow EP0105 measured");
    best("check of 1,000 accepted findings", || drop(black_box(all(&accepted, &options))));
    let known = Options { baseline: Some(Baseline::of(&found)), ..Options::default() };
    best("check against a baseline of them", || drop(black_box(all(&input, &known))));
    best("fix of them", || drop(black_box(api::fix(std::slice::from_ref(&input), &options, false))));
}

fn typical(c: &mut Criterion) {
    let input = Input::text("production.yaml", TYPICAL.to_owned());
    let options = Options::default();
    let mut group = c.benchmark_group("findings");
    group.sample_size(20);
    group.warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_millis(500));
    group.bench_function("typical", |b| b.iter(|| all(&input, &options)));
    group.finish();
}

criterion_group!(benches, typical, forms);
criterion_main!(benches);
