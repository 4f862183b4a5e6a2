//! The standard library for `wasm32-unknown-unknown`: rustup's, or Debian's source of it with Debian's compiler.

use std::path::Path;
use std::process::Command;

use super::{Done, apt};
use crate::shell::output;

const TARGET: &str = "wasm32-unknown-unknown";

/// The source of Debian's standard library, which its compiler builds for the target.
const SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

pub(super) fn target() -> Result<Done, String> {
    if from_rustup()? {
        return Ok(Done::There("rustup's".to_owned()));
    }
    // A toolchain that is not rustup's, or a machine that cannot reach rustup's server, goes on with Debian's.
    let asked = output(Command::new("rustup").args(["target", "add", TARGET]), &[0]);
    if asked.is_ok() && from_rustup()? {
        return Ok(Done::Installed("rustup's".to_owned()));
    }
    if from_debian() {
        return Ok(Done::There("Debian's source".to_owned()));
    }
    let otherwise = format!("`rustup target add {TARGET}`");
    apt::install(&["rustc-web", "rust-web-src"], "the target for WebAssembly", &otherwise)?;
    match from_debian() {
        true => Ok(Done::Installed("Debian's source".to_owned())),
        false => Err(format!("Debian's packages are there and {SOURCE} is not; {otherwise} does instead")),
    }
}

fn from_rustup() -> Result<bool, String> {
    let root = output(Command::new("rustc").args(["--print", "sysroot"]), &[0])?.stdout;
    let root = String::from_utf8_lossy(&root).trim().to_owned();
    Ok(Path::new(&root).join("lib/rustlib").join(TARGET).is_dir())
}

fn from_debian() -> bool {
    Path::new("/usr/bin/rustc").exists() && Path::new(SOURCE).exists()
}
