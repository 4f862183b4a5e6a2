//! A compiler for `wasm32-unknown-unknown` with the source of its standard library, which is built for size with the module: rustup's
//! compiler, or Debian's.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Done, apt};
use crate::shell::output;

/// Where the source of a standard library is below a compiler's folder.
const SOURCE: &str = "lib/rustlib/src/rust/library/std/Cargo.toml";

/// Who made the compiler.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compiler {
    Rustup,
    Debian,
}

impl Compiler {
    /// The one to take; nothing if no source is at hand.
    pub(crate) fn found() -> Result<Option<Self>, String> {
        let is_there = |root: &Path| root.join(SOURCE).exists();
        let debian = Path::new(Self::Debian.program()).exists() && is_there(Path::new("/usr"));
        Ok(match is_there(&sysroot()?) {
            true => Some(Self::Rustup),
            false => debian.then_some(Self::Debian),
        })
    }

    pub(crate) fn program(self) -> &'static str {
        match self {
            Self::Rustup => "rustc",
            Self::Debian => "/usr/bin/rustc",
        }
    }
}

/// The folder of the compiler that cargo uses.
pub(crate) fn sysroot() -> Result<PathBuf, String> {
    let said = output(Command::new("rustc").args(["--print", "sysroot"]), &[0])?.stdout;
    Ok(PathBuf::from(String::from_utf8_lossy(&said).trim()))
}

pub(super) fn compiler() -> Result<Done, String> {
    let said = |compiler| match compiler {
        Compiler::Rustup => "rustup's source".to_owned(),
        Compiler::Debian => "Debian's source".to_owned(),
    };
    if let Some(found) = Compiler::found()? {
        return Ok(Done::There(said(found)));
    }
    // A toolchain that is not rustup's, or a machine that cannot reach rustup's server, goes on with Debian's.
    let otherwise = "`rustup component add rust-src`";
    if output(Command::new("rustup").args(["component", "add", "rust-src"]), &[0]).is_err() {
        apt::install(
            &["rustc-web", "rust-web-src"],
            "a compiler for WebAssembly with its source",
            otherwise,
        )?;
    }
    let installed = Compiler::found()?.map(|found| Done::Installed(said(found)));
    installed.ok_or_else(|| format!("Debian's packages are there without {SOURCE}; {otherwise} does instead"))
}
