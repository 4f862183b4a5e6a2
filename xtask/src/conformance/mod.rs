//! One corpus of calls through all runtimes: what they answer is equal byte for byte, failures included.

mod compare;
mod parity;
mod planted;
mod runtimes;

use std::fs;
use std::path::Path;

use crate::shell::target;
use compare::{Compared, compare};
use runtimes::{REFERENCE, RUNTIMES, Runtime};

/// How many differences are shown of each runtime.
const SHOWN: usize = 5;

/// Asks all runtimes everything and compares them with the crate.
pub(crate) fn run_it() -> Result<(), String> {
    let folder = target().join("conformance");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    runtimes::build()?;
    parity::run_them()?;
    let calls = folder.join("calls.jsonl");
    runtimes::write_calls(&calls)?;
    let wanted = answers(&REFERENCE, &calls, &folder)?;
    let mut differ = Vec::new();
    for runtime in &RUNTIMES {
        planted::noticed(runtime, &calls, &folder.join("planted"))?;
        let compared = compare(&wanted, &answers(runtime, &calls, &folder)?)?;
        say(runtime, &compared);
        if !compared.differing.is_empty() {
            show(runtime, &compared, &calls, &folder.join("texts"))?;
            differ.push(runtime.name);
        }
    }
    if differ.is_empty() { Ok(()) } else { Err(format!("answers differ: {}", differ.join(", "))) }
}

/// What a runtime writes about the calls.
fn answers(runtime: &Runtime, calls: &Path, folder: &Path) -> Result<String, String> {
    let path = folder.join(format!("{}.tsv", runtime.file));
    (runtime.run)(calls, &path, None)?;
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

fn say(runtime: &Runtime, compared: &Compared) {
    let Compared { cases, equal, differing, skipped } = compared;
    let count: usize = skipped.values().sum();
    println!(
        "    {:<17} {cases} calls: {equal} equal, {} differing, {count} skipped",
        runtime.name,
        differing.len()
    );
    for (why, count) in skipped {
        println!("    {:>24} {why}", count);
    }
}

/// Asks the first that differ once more, with their texts, and shows where these part.
fn show(runtime: &Runtime, compared: &Compared, calls: &Path, folder: &Path) -> Result<(), String> {
    let few = folder.join("calls.jsonl");
    let ids: Vec<&str> = compared.differing.iter().take(SHOWN).map(String::as_str).collect();
    let folders = ["wanted", "found"].map(|name| folder.join(name));
    for folder in &folders {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    write_few(calls, &few, |id| ids.contains(&id))?;
    (REFERENCE.run)(&few, &folder.join("wanted.tsv"), Some(&folders[0]))?;
    (runtime.run)(&few, &folder.join("found.tsv"), Some(&folders[1]))?;
    for (index, id) in ids.iter().enumerate() {
        let texts =
            folders.each_ref().map(|folder| fs::read(folder.join(index.to_string())).unwrap_or_default());
        println!("    {id}: {}", compare::parting(&texts[0], &texts[1]));
    }
    Ok(())
}

/// Writes the calls with some of the ids, in their order.
fn write_few(calls: &Path, few: &Path, wanted: impl Fn(&str) -> bool) -> Result<(), String> {
    let text = fs::read_to_string(calls).map_err(|error| format!("{}: {error}", calls.display()))?;
    let mut kept = String::new();
    for line in text.lines() {
        if wanted(&id(line)?) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    fs::write(few, kept).map_err(|error| format!("{}: {error}", few.display()))
}

fn id(line: &str) -> Result<String, String> {
    let call: serde_json::Value = serde_json::from_str(line).map_err(|error| format!("a call: {error}"))?;
    call["id"].as_str().map(str::to_owned).ok_or_else(|| "a call without an id".to_owned())
}
