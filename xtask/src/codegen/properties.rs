//! The page on every property of a ClusterConfig.

use std::fs;

use super::COMMAND;
use super::schemas::read;
use crate::shell::{root, run_in, target};

const PAGE: &str = "docs/properties.md";

/// Writes the page; with `check` only compares it.
pub(super) fn run(check: bool) -> Result<(), String> {
    let fresh = target().join("properties.md");
    let to = fresh.to_string_lossy();
    // With the feature of the schemas, so that the core is built once for both.
    let example =
        ["run", "--quiet", "--package", "eks-plan", "--features", "schema", "--example", "properties"];
    run_in(root(), "cargo", &[&example[..], &["--", to.as_ref()]].concat())?;
    let text = read(&fresh)?;
    let path = root().join(PAGE);
    if !check {
        return fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()));
    }
    if read(&path).unwrap_or_default() == text {
        Ok(())
    } else {
        Err(format!("{PAGE} is stale: run `{COMMAND}`"))
    }
}
