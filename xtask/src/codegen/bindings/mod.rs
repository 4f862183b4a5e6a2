//! The types and calls of each language, from `schema/api.schema.json` and from eksctl's schema.

mod cluster_config;
mod javascript;
mod model;
mod python;
mod typescript;

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use super::COMMAND;
use crate::shell::root;
use model::{Named, Verb};
use typescript::Mode;

const API: &str = "schema/api.schema.json";
const CLUSTER_CONFIG: &str = "tests/corpus/eksctl/schema.json";

/// What the bindings are made from.
struct Source {
    /// Types of documents, arguments and options.
    documents: Vec<Named>,
    verbs: Vec<Verb>,
    /// Types of eksctl's `ClusterConfig`.
    cluster_config: Vec<Named>,
}

/// Writes what is made for the bindings; with `check` only compares it.
pub(super) fn run(check: bool) -> Result<(), String> {
    let source = Source::read()?;
    let files: Vec<(&str, String)> = vec![
        ("bindings-node/lib/types.d.ts", typescript::types(&source.documents, &source.verbs)),
        ("bindings-node/lib/verbs.d.ts", typescript::verbs(&source.documents, &source.verbs, Mode::Waiting)),
        ("bindings-node/lib/verbs.js", javascript::verbs(&source.verbs, Mode::Waiting)),
        (
            "bindings-node/verbs-async.d.ts",
            typescript::verbs(&source.documents, &source.verbs, Mode::Promising),
        ),
        ("bindings-node/verbs-async.js", javascript::verbs(&source.verbs, Mode::Promising)),
    ];
    if source.verbs.is_empty() || source.documents.is_empty() || source.cluster_config.is_empty() {
        return Err(format!("{API} or {CLUSTER_CONFIG} says nothing"));
    }
    files.into_iter().try_for_each(|(path, text)| put(path, &text, check))?;
    cluster_config::run(&source.cluster_config, check)?;
    python::files(&source)?.into_iter().try_for_each(|(path, text)| put(&path, &text, check))?;
    share(check)
}

/// Both npm packages have the same files in `lib/`: those of the one for Node.
fn share(check: bool) -> Result<(), String> {
    let own = names("bindings-node/lib")?;
    for name in &own {
        let path = format!("bindings-node/lib/{name}");
        let text = super::schemas::read(&root().join(&path)).map_err(|error| format!("{path}: {error}"))?;
        put(&format!("bindings-wasm/lib/{name}"), &text, check)?;
    }
    match names("bindings-wasm/lib")?.into_iter().find(|name| !own.contains(name)) {
        Some(name) => Err(format!("bindings-wasm/lib/{name} is not in bindings-node/lib")),
        None => Ok(()),
    }
}

fn names(folder: &str) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

impl Source {
    fn read() -> Result<Self, String> {
        let api = json(API)?;
        let eksctl = json(CLUSTER_CONFIG)?;
        let empty = Map::new();
        Ok(Self {
            documents: Named::all(api["$defs"].as_object().unwrap_or(&empty)),
            verbs: model::verbs(&api),
            cluster_config: cluster_config::types(&eksctl)?,
        })
    }
}

fn json(path: &str) -> Result<Value, String> {
    let text = fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))
}

fn put(path: &str, text: &str, check: bool) -> Result<(), String> {
    let there = super::schemas::read(&root().join(path)).unwrap_or_default();
    if there == text {
        return Ok(());
    }
    if check {
        return Err(format!("{path} is stale: run `{COMMAND}`"));
    }
    let path = root().join(path);
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}
