//! The runtimes, and how each is asked.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{root, run, run_in, target};

/// A runtime: reads calls, writes a line about each answer, and the texts into a folder if one is wanted.
pub(super) struct Runtime {
    pub(super) name: &'static str,
    /// The name of its file of answers.
    pub(super) file: &'static str,
    pub(super) run: fn(&Path, &Path, Option<&Path>) -> Result<(), String>,
}

/// What the others are compared with.
pub(super) const REFERENCE: Runtime = Runtime { name: "Rust", file: "rust", run: rust };

pub(super) const RUNTIMES: [Runtime; 1] = [Runtime { name: "command", file: "command", run: command }];

/// Builds what is not built by the bindings' own tasks.
pub(super) fn build() -> Result<(), String> {
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
