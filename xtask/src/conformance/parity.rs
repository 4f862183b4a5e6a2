//! Every verb, argument and option of the interface, looked up in each package.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::runtimes::RUNNERS;
use crate::shell::{output, root, run, target};
use crate::{python, python_binding};

const SCHEMA: &str = "schema/api.schema.json";

/// Fails if a package lacks one, or does not notice one that is planted.
pub(super) fn run_them() -> Result<(), String> {
    let planted = target().join("conformance/planted.schema.json");
    plant(&planted)?;
    for (name, look) in packages() {
        println!("    {name}");
        run(&mut look(&root().join(SCHEMA)))?;
        output(&mut look(&planted), &[1])
            .map_err(|message| format!("{name}: a planted option is not noticed: {message}"))?;
    }
    Ok(())
}

type Look = Box<dyn Fn(&Path) -> Command>;

fn packages() -> Vec<(&'static str, Look)> {
    vec![
        ("Python", Box::new(in_python)),
        ("Node", in_javascript("bindings-node")),
        ("WASM", in_javascript("bindings-wasm")),
    ]
}

fn in_python(schema: &Path) -> Command {
    let mut command = Command::new(python::program(python_binding::FOLDER));
    command.arg(root().join(RUNNERS).join("python/parity.py")).arg(schema);
    command
}

fn in_javascript(package: &'static str) -> Look {
    Box::new(move |schema| {
        let mut command = Command::new("node");
        command.arg(root().join(RUNNERS).join("javascript/parity.mjs")).arg(schema).arg(root().join(package));
        command
    })
}

/// Writes the interface with one option more.
fn plant(path: &Path) -> Result<(), String> {
    let text = fs::read_to_string(root().join(SCHEMA)).map_err(|error| format!("{SCHEMA}: {error}"))?;
    let mut schema: Value = serde_json::from_str(&text).map_err(|error| format!("{SCHEMA}: {error}"))?;
    schema["$defs"]["Options"]["properties"]["planted"] = json!({ "type": "string" });
    fs::write(path, schema.to_string()).map_err(|error| format!("{}: {error}", path.display()))
}
