//! The runtimes, and how each is asked.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::browser;
use crate::shell::{root, run, run_in, target};
use crate::{node_binding, python, python_binding, wasm};

/// A runtime: reads calls, writes a line about each answer, and the texts into a folder if one is wanted.
pub(super) struct Runtime {
    pub(super) name: &'static str,
    /// The name of its file of answers.
    pub(super) file: &'static str,
    pub(super) run: fn(&Path, &Path, Option<&Path>) -> Result<(), String>,
}

/// What the others are compared with.
pub(super) const REFERENCE: Runtime = Runtime { name: "Rust", file: "rust", run: rust };

pub(super) const RUNTIMES: [Runtime; 5] = [
    Runtime { name: "command", file: "command", run: command },
    Runtime { name: "Python", file: "python", run: python },
    Runtime { name: "Node", file: "node", run: node },
    Runtime { name: "WASM in Node", file: "wasm-node", run: wasm_in_node },
    Runtime { name: "WASM in Chromium", file: "wasm-chromium", run: wasm_in_chromium },
];

pub(super) const RUNNERS: &str = "tests/conformance";

/// Builds everything that is asked.
pub(super) fn build() -> Result<(), String> {
    python_binding::wheel("bindings")?;
    node_binding::build("bindings")?;
    wasm::build()?;
    let bins = ["--bin", "conformance", "--bin", "eks-plan"];
    run_in(root(), "cargo", &[&["build", "--quiet", "--workspace"], &bins[..]].concat())
}

/// Writes all calls.
pub(super) fn write_calls(path: &Path) -> Result<(), String> {
    run(Command::new(program("conformance")).arg("calls").arg(path))
}

fn program(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn rust(calls: &Path, answers: &Path, texts: Option<&Path>) -> Result<(), String> {
    run(Command::new(program("conformance")).arg("crate").arg(calls).arg(answers).args(texts))
}

fn command(calls: &Path, answers: &Path, texts: Option<&Path>) -> Result<(), String> {
    let conformance = program("conformance");
    run(Command::new(conformance).arg("command").arg(calls).arg(answers).arg(program("eks-plan")).args(texts))
}

fn python(calls: &Path, answers: &Path, texts: Option<&Path>) -> Result<(), String> {
    let runner = root().join(RUNNERS).join("python/answers.py");
    run(Command::new(python::program(python_binding::FOLDER)).arg(runner).arg(calls).arg(answers).args(texts))
}

fn node(calls: &Path, answers: &Path, texts: Option<&Path>) -> Result<(), String> {
    run(javascript("node.mjs").arg(root().join("bindings-node")).arg(calls).arg(answers).args(texts))
}

fn wasm_in_node(calls: &Path, answers: &Path, texts: Option<&Path>) -> Result<(), String> {
    run(javascript("node.mjs").arg(root().join("bindings-wasm")).arg(calls).arg(answers).args(texts))
}

fn wasm_in_chromium(calls: &Path, answers: &Path, texts: Option<&Path>) -> Result<(), String> {
    let mut runner = javascript("chromium.mjs");
    run(runner.arg(browser()?).arg(root().join("bindings-wasm")).arg(calls).arg(answers).args(texts))
}

fn javascript(runner: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(root().join(RUNNERS).join("javascript").join(runner));
    command
}
