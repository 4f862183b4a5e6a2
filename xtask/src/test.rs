//! Everything that is checked, step by step; the first step that fails ends it.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::shell::{root, run, run_in, target};
use crate::{
    codegen, conformance, examples, node_binding, plans, python, python_binding, setup, types, wasm,
};

/// Runs every step.
fn run_all(steps: &mut Steps) -> Result<(), String> {
    steps.step("setup", setup::run_it)?;
    steps.cargo("format", &["fmt", "--all", "--check"])?;
    steps.cargo("lints", &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    let schema = ["clippy", "--quiet", "-p", "eks-plan", "--all-targets", "--features", "schema"];
    steps.cargo("lints with schemas", &[&schema[..], &["--", "-D", "warnings"]].concat())?;
    steps.step("generated files", || codegen::run(&["--check"]))?;
    steps.step("documentation of the interface", || {
        let args = ["doc", "--quiet", "--workspace", "--no-deps"];
        run(Command::new("cargo").current_dir(root()).args(args).env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    steps.cargo("tests", &["test", "--quiet", "--workspace"])?;
    steps.step("package for Python", python_binding::test)?;
    steps.step("package for Node", node_binding::run_it)?;
    steps.step("package for WebAssembly", wasm::test)?;
    let python = python::environment()?;
    steps.step("judges judged", || judge(&python, &["tests/judges/selftest.py".as_ref()]))?;
    let (plans, count) = steps.step("plans of all specs", plans::write)?;
    println!("    {count} plans in {}", plans.display());
    steps.step("plans judged", || {
        let schema = Path::new("--schema=schema/plan.schema.json");
        judge(&python, &["tests/judges/run.py".as_ref(), &plans, schema])
    })?;
    steps.step("plans compared with eksctl", || {
        let page = ["--page=docs/eksctl-parity.md", "--check"].map(Path::new);
        judge(&python, &[&["tests/judges/parity.py".as_ref(), plans.as_path()], &page[..]].concat())
    })?;
    steps.step("reasons taken away", || judge(&python, &["tests/judges/removal.py".as_ref(), &plans]))?;
    steps.step("findings for other programs judged", || {
        let command = target().join("debug").join(format!("eks-plan{}", std::env::consts::EXE_SUFFIX));
        let folders = ["tests/corpus/broken", "docs/diagnostics", "examples/specs"].map(Path::new);
        judge(&python, &[&["tests/judges/forms.py".as_ref(), command.as_path()], &folders[..]].concat())
    })?;
    steps.step("room for nodes reckoned anew", || {
        let command = target().join("debug").join(format!("eks-plan{}", std::env::consts::EXE_SUFFIX));
        judge(&python, &["tests/judges/addresses.py".as_ref(), command.as_path()])
    })?;
    steps.step("types of a ClusterConfig", types::run_it)?;
    steps.step("answers of all runtimes compared", conformance::run_it)?;
    steps.step("examples", examples::run_them)
}

/// The task.
pub(crate) fn run_it() -> Result<(), String> {
    let mut steps = Steps { done: 0, begun: Instant::now() };
    run_all(&mut steps)?;
    println!("{} steps passed ({})", steps.done, seconds(steps.begun.elapsed()));
    Ok(())
}

/// How far the task has come.
struct Steps {
    done: u32,
    begun: Instant,
}

impl Steps {
    fn step<T>(&mut self, name: &str, act: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
        println!("{:>2}  {name}", self.done + 1);
        let begun = Instant::now();
        let done = act().map_err(|message| {
            format!("step {} failed: {name}: {message}\n{} steps passed before it", self.done + 1, self.done)
        })?;
        println!("    {}", seconds(begun.elapsed()));
        self.done += 1;
        Ok(done)
    }

    fn cargo(&mut self, name: &str, args: &[&str]) -> Result<(), String> {
        self.step(name, || run_in(root(), "cargo", args))
    }
}

fn judge(python: &Path, args: &[&Path]) -> Result<(), String> {
    run(Command::new(python).current_dir(root()).args(args))
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}
