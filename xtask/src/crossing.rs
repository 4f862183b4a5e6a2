//! What it costs to cross into another language: the same calls in each, in one run, as a table.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::setup::browser;
use crate::shell::{output, root, run_in, target};
use crate::{node_binding, python, python_binding, wasm};

/// Verb and spec: an answer of 9 KB, one of 165 KB, one of 1 MB.
const CALLS: [(&str, &str); 3] = [
    ("check", "examples/specs/everything.yaml"),
    ("plan", "examples/specs/first-cluster.yaml"),
    ("plan", "examples/specs/everything.yaml"),
];

/// How often each runtime is asked, in turn: the machine is not the same to all of them in one round.
const ROUNDS: usize = 6;

/// Builds everything, asks, and prints the table.
pub(crate) fn run_it() -> Result<(), String> {
    let bin = ["--profile", "bindings", "--package", "eks-plan", "--example", "crossing"];
    run_in(root(), "cargo", &[&["build", "--quiet"], &bin[..]].concat())?;
    python_binding::wheel("bindings")?;
    node_binding::build("bindings")?;
    wasm::build()?;
    let calls = target().join("crossing.tsv");
    let lines: String = CALLS.iter().map(|(verb, spec)| format!("{verb}\t{spec}\n")).collect();
    fs::write(&calls, lines).map_err(|error| format!("{}: {error}", calls.display()))?;
    let programs = root().join("tests/crossing");
    let mut rust = Command::new(target().join("bindings/examples/crossing"));
    let mut python = Command::new(python::program(python_binding::FOLDER));
    python.arg(programs.join("python.py"));
    let javascript = |runtime: &str, package: &str| {
        let mut command = Command::new("node");
        command.arg(programs.join("node.mjs")).args([runtime, package]);
        command
    };
    let mut node = javascript("Node", "bindings-node");
    let mut wasm_node = javascript("WASM in Node", "bindings-wasm");
    let mut wasm_chromium = javascript("WASM in Chromium", "bindings-wasm");
    for command in [&mut rust, &mut python, &mut node, &mut wasm_node, &mut wasm_chromium] {
        command.current_dir(root()).arg(&calls);
    }
    wasm_chromium.arg(browser()?);
    let mut commands = [rust, python, node, wasm_node, wasm_chromium];
    let mut rows: Vec<Vec<Value>> = vec![Vec::new(); commands.len()];
    for _ in 0..ROUNDS {
        for (command, rows) in commands.iter_mut().zip(&mut rows) {
            let said = output(command, &[0])?.stdout;
            for (index, line) in String::from_utf8_lossy(&said).lines().enumerate() {
                let row = serde_json::from_str(line).map_err(|error| format!("`{line}`: {error}"))?;
                match rows.get_mut(index) {
                    Some(best) => keep_faster(best, &row),
                    None => rows.push(row),
                }
            }
        }
    }
    println!(
        "| runtime | answer | text | against Rust | object | the host's parser alone |\n|---|---|---|---|---|---|"
    );
    for (row, of_rust) in rows.iter().flat_map(|each| each.iter().zip(&rows[0])) {
        println!("{}", told(row, of_rust["text"].as_u64().unwrap_or(1)));
    }
    Ok(())
}

/// Takes the times of another round where they are shorter.
fn keep_faster(best: &mut Value, row: &Value) {
    for name in ["text", "object", "parse"] {
        if row[name].as_u64() < best[name].as_u64() {
            best[name] = row[name].clone();
        }
    }
}

/// A row of the table; times are in microseconds.
fn told(row: &Value, of_rust: u64) -> String {
    let milliseconds = |name: &str| {
        row[name]
            .as_u64()
            .map_or_else(String::new, |time| format!("{}.{:02} ms", time / 1000, time % 1000 / 10))
    };
    let text = row["text"].as_u64().unwrap_or_default();
    let times = text * 100 / of_rust.max(1);
    format!(
        "| {} | {}, {} KB | {} | {}.{:02} | {} | {} |",
        row["runtime"].as_str().unwrap_or_default(),
        row["verb"].as_str().unwrap_or_default(),
        row["bytes"].as_u64().unwrap_or_default().div_ceil(1000),
        milliseconds("text"),
        times / 100,
        times % 100,
        milliseconds("object"),
        milliseconds("parse"),
    )
}
