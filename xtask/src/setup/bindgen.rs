//! The program `wasm-bindgen`, of exactly the version of the crate.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::{Done, version};
use crate::shell::{root, run, target};

pub(super) fn install() -> Result<Done, String> {
    let wanted = locked(&root().join("Cargo.lock"))?;
    let tools = target().join("tools");
    let program = tools.join("bin").join(format!("wasm-bindgen{}", std::env::consts::EXE_SUFFIX));
    if has(&program, &wanted) {
        return Ok(Done::There(wanted));
    }
    // Without --locked: the newest crates that fit are as good, and those that its lock names may be gone from a mirror.
    let args = ["install", "--quiet", "--force", "wasm-bindgen-cli", "--version", &wanted, "--root"];
    let built = tools.join("build");
    run(Command::new("cargo").args(args).arg(&tools).env("CARGO_TARGET_DIR", &built))?;
    fs::remove_dir_all(&built).map_err(|error| format!("{}: {error}", built.display()))?;
    match has(&program, &wanted) {
        true => Ok(Done::Installed(wanted)),
        false => Err(format!("{} is not version {wanted}", program.display())),
    }
}

fn has(program: &PathBuf, wanted: &str) -> bool {
    version(&mut Command::new(program)).is_some_and(|said| said.split(' ').nth(1) == Some(wanted))
}

/// The version of the crate that the workspace is locked to.
fn locked(lock: &PathBuf) -> Result<String, String> {
    let text = fs::read_to_string(lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    let lock: toml::Table = toml::from_str(&text).map_err(|error| format!("Cargo.lock: {error}"))?;
    let packages = lock.get("package").and_then(toml::Value::as_array).into_iter().flatten();
    let mut found = packages
        .filter(|package| package.get("name").is_some_and(|name| name.as_str() == Some("wasm-bindgen")));
    let version = found.next().and_then(|package| package.get("version")?.as_str());
    version.map(str::to_owned).ok_or_else(|| "Cargo.lock does not name wasm-bindgen".to_owned())
}
