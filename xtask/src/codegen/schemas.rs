//! The JSON Schemas of the documents: once for readers, once for the packed crate, which includes them.

use std::fs;
use std::path::Path;

use super::COMMAND;
use crate::shell::{root, run_in, target};

const NAMES: [&str; 4] = ["api", "diagnostics", "plan", "plan-config"];
const FOLDERS: [&str; 2] = ["schema", "core/schema"];

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
        for folder in FOLDERS.into_iter().filter(|&folder| name != "api" || folder == "schema") {
            let path = root().join(folder).join(&file);
            if !check {
                let folder = root().join(folder);
                fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
                fs::write(&path, &text).map_err(|error| format!("{}: {error}", path.display()))?;
            } else if read(&path).unwrap_or_default() != text {
                return Err(format!("{folder}/{file} is stale: run `{COMMAND}`"));
            }
        }
    }
    Ok(())
}

/// A text; line ends do not count.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.replace('\r', ""))
}
