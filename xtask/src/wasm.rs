//! The package for WebAssembly: built and tested.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup;
use crate::shell::{output, root, run, target, without_paths};

const TARGET: &str = "wasm32-unknown-unknown";
const NAME: &str = "eks_plan_wasm";

/// Builds `bindings-wasm/dist`: the module and its JavaScript.
pub(crate) fn build() -> Result<(), String> {
    compile()?;
    bind(&root().join("bindings-wasm/dist"), &["--remove-name-section", "--remove-producers-section"])
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
    let named = target().join("wasm-named");
    bind(&named, &[])?;
    let module = named.join(format!("{NAME}_bg.wasm"));
    let mut command = Command::new("node");
    command.arg(root().join("bindings-wasm/tools/size.js")).arg(module).arg(compiler()?);
    run(command.args(update.then_some("--update")))
}

/// The version of the compiler that builds the module.
fn compiler() -> Result<String, String> {
    let program = if has_target()? { "rustc" } else { DEBIAN };
    let said = output(Command::new(program).arg("--version"), &[0])?.stdout;
    Ok(String::from_utf8_lossy(&said).trim().to_owned())
}

/// Debian's compiler, which comes with the source of a standard library for the target.
const DEBIAN: &str = "/usr/bin/rustc";

fn compile() -> Result<(), String> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root());
    cargo.args(["build", "--quiet", "--profile", "wasm", "-p", "eks-plan-wasm", "--target", TARGET]);
    // No path of the machine that built it is in the module.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", without_paths()?);
    if !has_target()? {
        // Debian's compiler with rustup's cargo and linker; the standard library is built as well.
        let linker = sysroot()?.join("lib/rustlib").join(host()?).join("bin/rust-lld");
        cargo.env("RUSTC", DEBIAN).env("RUSTC_BOOTSTRAP", "1");
        cargo.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
    run(&mut cargo)
}

/// The platform of the machine, as compilers name it.
fn host() -> Result<String, String> {
    let said = String::from_utf8_lossy(&output(Command::new("rustc").arg("-vV"), &[0])?.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| format!("rustc does not say its host:\n{said}"))
}

fn has_target() -> Result<bool, String> {
    Ok(sysroot()?.join("lib/rustlib").join(TARGET).is_dir())
}

fn sysroot() -> Result<PathBuf, String> {
    let said = output(Command::new("rustc").args(["--print", "sysroot"]), &[0])?.stdout;
    Ok(PathBuf::from(String::from_utf8_lossy(&said).trim()))
}

/// Makes the module ready for JavaScript.
fn bind(folder: &Path, more: &[&str]) -> Result<(), String> {
    let program = target().join("tools/bin").join(format!("wasm-bindgen{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(program);
    command.args(["--target", "web", "--no-typescript", "--experimental-reset-state-function"]);
    let module = target().join(TARGET).join("wasm").join(format!("{NAME}.wasm"));
    run(command.args(more).args(["--out-name", NAME, "--out-dir"]).arg(folder).arg(module))
}
