//! What other linters find in a template with fifteen defects, beside what the command finds in the same defects.

use std::process::Command;

use crate::python;
use crate::shell::{root, run, target};

pub(crate) fn run_them() -> Result<(), String> {
    run(Command::new("cargo").current_dir(root()).args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "eks-plan-cli",
    ]))?;
    let python = python::with("tests/peers/requirements.txt", "venv-peers")?;
    let command = target().join("release").join(if cfg!(windows) { "eks-plan.exe" } else { "eks-plan" });
    run(Command::new(python).arg(root().join("tests/peers/peers.py")).arg(command))
}
