//! The JSON Schemas of the documents: for readers, and compact for the packed crate, which includes them.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::pages::Page;
use crate::shell::{root, run_in, target};

const NAMES: [&str; 4] = ["api", "diagnostics", "plan", "plan-config"];

/// Writes the schemas; with `check` only compares them.
pub(super) fn run(check: bool) -> Result<(), String> {
    let fresh = target().join("schema");
    fs::create_dir_all(&fresh).map_err(|error| format!("{}: {error}", fresh.display()))?;
    let folder = fresh.to_string_lossy();
    let features = ["--features", "schema", "--example", "schemas"];
    let args =
        [&["run", "--quiet", "--package", "eks-plan"], &features[..], &["--", folder.as_ref()]].concat();
    run_in(root(), "cargo", &args)?;
    for name in NAMES {
        let file = format!("{name}.schema.json");
        let text = read(&fresh.join(&file))?;
        if name != "api" {
            let schema: Value = serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
            Page::new(format!("core/schema/{file}"), schema.to_string()).settle(check)?;
        }
        Page::new(format!("schema/{file}"), text).settle(check)?;
    }
    Ok(())
}

/// A text; line ends do not count.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.replace('\r', ""))
}
