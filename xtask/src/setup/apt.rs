//! Debian's packages.

use std::process::Command;

use crate::shell::{output, run};

/// Installs packages of Debian's; `for_what` and `otherwise` are for people on another system.
pub(super) fn install(packages: &[&str], for_what: &str, otherwise: &str) -> Result<(), String> {
    let names = packages.join(" ");
    let lacking = |why: &str| {
        format!("{for_what}: {why}\neither `apt-get install {names}` as root (Debian), or {otherwise}")
    };
    if Command::new("apt-get").arg("--version").output().is_err() {
        return Err(lacking("there is no apt-get here"));
    }
    if !is_root() {
        return Err(lacking("only root may install packages"));
    }
    let act = || {
        apt(&["update", "--quiet=2"])?;
        apt(&[&["install", "--yes", "--quiet=2", "--no-install-recommends"], packages].concat())
    };
    act().map_err(|message| lacking(&message))
}

fn apt(args: &[&str]) -> Result<(), String> {
    run(Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u"), &[0]).is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
