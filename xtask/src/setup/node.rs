//! Node, npm, and the packages that the bindings' tests use.

use std::fs;
use std::process::Command;

use super::{Done, version};
use crate::mark::Mark;
use crate::shell::{root, run};

/// The oldest Node that reads an ES module by `require`.
const OLDEST: (u32, u32) = (20, 19);

pub(super) fn look() -> Result<Done, String> {
    let (major, minor) = OLDEST;
    let lacking =
        |what: &str| format!("{what}; Node {major}.{minor} or later and npm are needed (https://nodejs.org)");
    let node = version(&mut Command::new("node")).ok_or_else(|| lacking("there is no `node`"))?;
    let npm = version(&mut Command::new("npm")).ok_or_else(|| lacking("there is no `npm`"))?;
    match parts(&node) {
        Some(found) if found >= OLDEST => Ok(Done::There(format!("{node}, {npm}"))),
        _ => Err(lacking(&format!("Node is {node}"))),
    }
}

/// Major and minor part of a version such as `v20.19.1`.
fn parts(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim_start_matches('v').split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

/// The packages that the lock file names.
pub(super) fn packages() -> Result<Done, String> {
    let lock = root().join("package-lock.json");
    let text = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    let folder = root().join("node_modules");
    let mark = Mark::new(&folder.join(".package-lock.sha256"), &[&text]);
    if mark.stands() {
        return Ok(Done::There("as locked".to_owned()));
    }
    // Not `npm ci`: it wants the tools' binaries for every platform in the lock file, and not every registry has all.
    run(Command::new("npm").current_dir(root()).args([
        "install",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    mark.set()?;
    Ok(Done::Installed("as locked".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, parts};

    #[test]
    fn versions_compare_by_their_parts() {
        assert_eq!(parts("v20.20.2"), Some((20, 20)));
        assert!(parts("v20.9.0") < Some(OLDEST));
        assert!(parts("v22.1.0") >= Some(OLDEST));
        assert_eq!(parts("none"), None);
    }
}
