//! How long calls take in Rust: what the other languages are compared with.
//! usage: crossing CALLS   (lines of a verb, a tab, a file; prints a line of JSON for each)
#![allow(clippy::disallowed_methods, reason = "a program, not the core")]

use std::time::{Duration, Instant};

use eks_plan::api::{self, Input};
use serde_json::json;

/// As in the packages that it is compared with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long each call is repeated.
const FOR: Duration = Duration::from_secs(1);

fn main() {
    let calls = std::env::args().nth(1).expect("a file of calls");
    for line in std::fs::read_to_string(calls).expect("the calls").lines() {
        let (verb, file) = line.split_once('\t').expect("a verb and a file");
        let inputs = [Input::text("-", std::fs::read_to_string(file).expect("a spec"))];
        let ask = || api::call(verb, &inputs, "{}").expect("an answer");
        let bytes = ask().len();
        let text = median(|| drop(std::hint::black_box(ask())));
        println!("{}", json!({ "runtime": "Rust", "verb": verb, "bytes": bytes, "text": text }));
    }
}

/// The median of many runs, in microseconds.
fn median(act: impl Fn()) -> u64 {
    let (begun, mut times) = (Instant::now(), Vec::new());
    while begun.elapsed() < FOR || times.len() < 5 {
        let once = Instant::now();
        act();
        times.push(once.elapsed());
    }
    times.sort();
    u64::try_from(times[times.len() / 2].as_micros()).expect("a short time")
}
