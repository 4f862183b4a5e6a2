//! Developer tasks: `cargo xtask TASK`.

mod bench;
mod codegen;
mod conformance;
mod crossing;
mod endurance;
mod examples;
mod mark;
mod node_binding;
mod package;
mod peers;
mod plans;
mod python;
mod python_binding;
mod setup;
mod shell;
mod size;
mod test;
mod types;
mod wasm;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask TASK

tasks:
  setup               install what the tests need and the machine lacks: a compiler for WebAssembly, wasm-bindgen, a browser, packages of Python and npm
  test                everything that is checked, in one go, after setup; needs cargo, python3, node and npm
  codegen [--check]   write the catalog's tables, the JSON Schemas and the pages of properties and of the order; with --check, only say whether they are stale
  conformance         ask every runtime the same calls, and compare what they answer byte by byte
  node [package]      build the npm package for Node, and test it as it is built and as it is installed; with package, what is published of it
  package             make what is published, look through it, install it into an empty place, and try its README's example
  crossing            how long the same calls take in each language
  endurance           threads of Python and workers of Node that plan for a minute
  python [package]    build the Python package, install it, and test it and its types; with package, what is published of it
  size [--update]     say how large the release command, the generated tables and the package for WebAssembly are; the package has a budget
  peers               what other linters find in tests/peers/bad-template.yaml, and what eks-plan finds; needs pip's registry once
  types               try the types of a ClusterConfig in TypeScript and Python on eksctl's examples; after `setup`
  wasm                build the package for WebAssembly, after setup
  bench [FILTER]      run the benchmarks";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.split_first() {
        Some((&"setup", [])) => setup::run_it(),
        Some((&"test", [])) => test::run_it(),
        Some((&"codegen", rest)) => codegen::run(rest),
        Some((&"conformance", [])) => conformance::run_it(),
        Some((&"node", [])) => node_binding::run_it(),
        Some((&"node", ["package"])) => node_binding::package(&shell::target().join("package-out/node")),
        Some((&"package", [])) => package::run_it(),
        Some((&"crossing", [])) => crossing::run_it(),
        Some((&"endurance", [])) => endurance::run_it(),
        Some((&"python", [])) => python_binding::test(),
        Some((&"python", ["package"])) => {
            python_binding::package(&shell::target().join("package-out/python"))
        }
        Some((&"size", rest)) => size::run(rest),
        Some((&"wasm", [])) => wasm::build(),
        Some((&"peers", [])) => peers::run_them(),
        Some((&"types", [])) => types::run_it(),
        Some((&"bench", rest)) => bench::run(rest),
        Some((&("help" | "--help" | "-h"), _)) => {
            println!("{USAGE}");
            Ok(())
        }
        Some((
            task @ &("setup" | "test" | "conformance" | "package" | "crossing" | "endurance" | "peers"
            | "types" | "wasm"),
            _,
        )) => Err(format!("`{task}` takes no arguments\n{USAGE}")),
        Some((task, _)) => Err(format!("no task `{task}`\n{USAGE}")),
        None => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
