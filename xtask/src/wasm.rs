//! The package for WebAssembly: built and tested.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup;
use crate::setup::wasm::{Compiler, sysroot};
use crate::shell::{output, root, run, target, without_paths};

const TARGET: &str = "wasm32-unknown-unknown";
const NAME: &str = "eks_plan_wasm";

/// Builds `bindings-wasm/dist`: the module and its JavaScript.
pub(crate) fn build() -> Result<(), String> {
    compile()?;
    order(&bind(&root().join("bindings-wasm/dist"))?)
}

/// Builds the package and runs its tests.
pub(crate) fn test() -> Result<(), String> {
    build()?;
    let folder = root().join("bindings-wasm");
    let entries =
        fs::read_dir(folder.join("test")).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut tests: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    tests.retain(|path| path.to_string_lossy().ends_with(".test.js"));
    tests.sort();
    let mut node = Command::new("node");
    run(node.current_dir(folder).arg("--test").args(tests).env("CHROME_BIN", setup::browser()?))
}

/// Compares the size of the package with `bindings-wasm/size.json`, or writes that file.
pub(crate) fn size(update: bool) -> Result<(), String> {
    build()?;
    let module = bind(&target().join("wasm-named"))?;
    let mut command = Command::new("node");
    command.arg(root().join("bindings-wasm/tools/size.js")).arg(module).arg(compiler()?);
    run(command.args(update.then_some("--update")))
}

/// The version of the compiler that builds the module.
fn compiler() -> Result<String, String> {
    let said = output(Command::new(found()?.program()).arg("--version"), &[0])?.stdout;
    Ok(String::from_utf8_lossy(&said).trim().to_owned())
}

fn found() -> Result<Compiler, String> {
    Compiler::found()?
        .ok_or_else(|| "no source of a standard library: `cargo xtask setup` installs it".to_owned())
}

/// What makes the module a tenth smaller: a panic is a trap, which `raw.js` makes an error of, and has neither text nor place.
const SMALL: &str = "-Zunstable-options\u{1f}-Cpanic=immediate-abort\u{1f}-Zlocation-detail=none";

/// Compiles core, binding and standard library.
fn compile() -> Result<(), String> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root());
    cargo.args(["build", "--quiet", "--profile", "wasm", "-p", "eks-plan-wasm", "--target", TARGET]);
    // No path of the machine that built it is in the module.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", format!("{}\u{1f}{SMALL}", without_paths()?));
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
    cargo.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
    let compiler = found()?;
    if compiler == Compiler::Debian {
        let linker = sysroot()?.join("lib/rustlib").join(host()?).join("bin/rust-lld");
        cargo.env("RUSTC", compiler.program()).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
    run(&mut cargo)
}

/// The platform of the machine, as compilers name it.
fn host() -> Result<String, String> {
    let said = String::from_utf8_lossy(&output(Command::new("rustc").arg("-vV"), &[0])?.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| format!("rustc does not say its host:\n{said}"))
}

/// What makes the module smaller in gzip. Inlining and locals that are folded into expressions would make a text of fewer bytes that
/// is larger there, and so would data cut at its runs of zeros.
const PASSES: [&str; 9] = [
    "--flatten",
    "--rereloop",
    "-O2",
    "--converge",
    "--skip-pass=inlining-optimizing",
    "--skip-pass=simplify-locals",
    "--skip-pass=memory-packing",
    "--reorder-functions",
    "--debuginfo",
];

/// Makes the module ready for JavaScript, and smaller, with the names of functions.
fn bind(folder: &Path) -> Result<PathBuf, String> {
    let module = target().join(TARGET).join("wasm").join(format!("{NAME}.wasm"));
    let mut bindgen = Command::new(
        target().join("tools/bin").join(format!("wasm-bindgen{}", std::env::consts::EXE_SUFFIX)),
    );
    bindgen.args(["--target", "web", "--no-typescript", "--experimental-reset-state-function"]);
    run(bindgen.args(["--out-name", NAME, "--out-dir"]).arg(folder).arg(module))?;
    let bound = folder.join(format!("{NAME}_bg.wasm"));
    optimize(&bound, &PASSES)?;
    Ok(bound)
}

/// Puts functions that are alike side by side, which gzip sees, and leaves their names out.
fn order(module: &Path) -> Result<(), String> {
    run(Command::new("node").arg(root().join("bindings-wasm/tools/order.js")).arg(module))?;
    optimize(module, &["--reorder-functions-by-name", "--strip-debug", "--strip-producers"])
}

fn optimize(module: &Path, passes: &[&str]) -> Result<(), String> {
    let mut optimizer = Command::new("node");
    optimizer.arg(root().join("node_modules/binaryen/bin/wasm-opt")).arg(module).arg("-o").arg(module);
    run(optimizer.args(passes))
}
