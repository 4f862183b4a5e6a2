//! The small programs of each language, run as a user runs them. Those of Rust are run by their own tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{output, root, target};
use crate::{python_binding, setup};

/// Runs the programs of Python, of Node, and the page.
pub(crate) fn run_them() -> Result<(), String> {
    python(&python_binding::environment()?)?;
    let mut node = Command::new("node");
    node.current_dir(root()).args(["--test", "examples/node/programs.test.js", "examples/web/page.test.js"]);
    let done = output(node.env("CHROME_BIN", setup::browser()?), &[0, 1])?;
    if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stdout).into_owned()) }
}

fn python(python: &Path) -> Result<(), String> {
    let good = root().join("examples/specs/first-cluster.yaml");
    let wrong = root().join("tests/corpus/broken/add-on-twice.yaml");
    say(python, "print_waves.py", &good, 0, "wave 0: from 0 s to ")?;
    say(python, "where_time_goes.py", &good, 0, "make cluster demo")?;
    say(python, "fail_on_errors.py", &good, 0, "no errors")?;
    say(python, "fail_on_errors.py", &wrong, 1, "add-on-twice.yaml:8: EP0702 ")?;
    let plan = target().join("plans-example.json");
    let command = target().join("debug").join(format!("eks-plan{}", std::env::consts::EXE_SUFFIX));
    let made = output(Command::new(command).arg("plan").arg(&good).args(["--format", "json"]), &[0])?;
    std::fs::write(&plan, made.stdout).map_err(|error| format!("{}: {error}", plan.display()))?;
    say(python, "draw_waves.py", &plan, 0, "wave 0 ")
}

/// Runs a program on a file; it has to end with this code and say this.
fn say(python: &Path, program: &str, file: &Path, code: i32, wanted: &str) -> Result<(), String> {
    let program: PathBuf = root().join("examples/python").join(program);
    // From another folder, as users do.
    let said = output(Command::new(python).current_dir(target()).arg(&program).arg(file), &[code])?;
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    if text.contains(wanted) {
        Ok(())
    } else {
        Err(format!("{}: no `{wanted}` in\n{text}", program.display()))
    }
}
