//! Threads of Python and workers of Node that plan for a minute: no fault, and memory stays.

use std::process::Command;

use crate::shell::{root, run};
use crate::{node_binding, python, python_binding};

const SECONDS: &str = "60";

const SPECS: [&str; 3] =
    ["examples/specs/first-cluster.yaml", "examples/specs/production.yaml", "examples/specs/everything.yaml"];

/// Builds the packages and lets them run.
pub(crate) fn run_it() -> Result<(), String> {
    let programs = root().join("tests/endurance");
    python_binding::wheel("bindings")?;
    println!("Python");
    let mut threads = Command::new(python::program(python_binding::FOLDER));
    run(threads.current_dir(root()).arg(programs.join("threads.py")).arg(SECONDS).args(SPECS))?;
    node_binding::build("bindings")?;
    println!("Node");
    let mut workers = Command::new("node");
    workers.current_dir(root()).arg(programs.join("workers.mjs"));
    run(workers.args(["bindings-node", SECONDS]).args(SPECS))
}
