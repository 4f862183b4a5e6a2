//! The corpus and what runs it. Plans are read here as any consumer reads them: as JSON, by the names of the contract.

/// The README's Rust code is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

mod generate;
mod network;
mod respell;
pub mod rules;
mod schedule;
mod summary;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use eks_plan::api::{self, Input, Options};
use serde_json::Value;

pub use generate::{Draw, options as random_options, spec as random_spec};
pub use network::{Network, Order};
pub use respell::{json, parse, parse_all, shuffle_keys, shuffle_sets};
pub use schedule::faults;
pub use summary::summary;

/// The day for which plans are made unless a table says otherwise.
pub const TODAY: &str = "2026-11-22";

/// A text as the one input of a call.
pub fn input(text: &str) -> Vec<Input> {
    vec![Input::text("cluster.yaml", text)]
}

/// Options that name a day.
pub fn options(as_of: &str) -> Options {
    Options::from_json(&format!("{{\"asOf\": \"{as_of}\"}}")).expect("a date")
}

/// The plan of a text, as canonical text.
pub fn plan_text(text: &str, as_of: &str) -> String {
    api::plan_json(&input(text), &options(as_of))
}

/// The plan of a text.
pub fn plan(text: &str, as_of: &str) -> Value {
    serde_json::from_str(&plan_text(text, as_of)).expect("a plan is JSON")
}

/// The plan of a text, made with options.
pub fn plan_with(text: &str, options: &Options) -> Value {
    serde_json::from_str(&api::plan_json(&input(text), options)).expect("a plan is JSON")
}

/// A spec of the corpus.
pub struct Example {
    /// The name of its file, without the ending.
    pub name: String,
    /// What it holds.
    pub text: String,
    /// The day to plan it for.
    pub as_of: String,
}

/// Where the corpus lies.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The examples of eksctl, then those of this repository.
pub fn examples() -> Vec<Example> {
    let table = std::fs::read_to_string(corpus().join("eksctl/as-of.tsv")).expect("as-of.tsv");
    let days: BTreeMap<&str, &str> = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('\t').expect("a name, a tab and a date"))
        .collect();
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/specs");
    let mut all: Vec<Example> = [corpus().join("eksctl/examples"), ours]
        .iter()
        .flat_map(|folder| files(folder, "yaml"))
        .map(|file| {
            let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let as_of = days.get(name.as_str()).copied().unwrap_or(TODAY).to_owned();
            Example { text: std::fs::read_to_string(&file).expect("a text"), name, as_of }
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    let unused = days.keys().find(|name| all.iter().all(|example| example.name != **name));
    assert_eq!(unused, None, "as-of.tsv names an example that is not there");
    all
}

/// Files of a folder with this ending, by name; none if the folder is not there.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|is| is == ending)).collect();
    files.sort();
    files
}

/// A member as text; empty if it is not there.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// A member as a number; 0 if it is not there.
pub fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().unwrap_or_default()
}

/// A member as a list; empty if it is not there.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}
