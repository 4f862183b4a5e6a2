//! The core is as ARCHITECTURE.md says: one direction, small files, nothing from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const GENERATED: &str = "/generated/";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The Rust files of the core by their path in `core/src`, written with `/`.
fn files() -> BTreeMap<String, String> {
    let top = root().join("core/src");
    let (mut folders, mut files) = (vec![top.clone()], BTreeMap::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(files.len() > 100, "only {} files", files.len());
    files
}

/// The stage that a file belongs to: its first folder, or its own name.
fn stage(file: &str) -> &str {
    let first = file.split('/').next().unwrap();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Code alone: comments go, and with them links of the documentation.
fn code(text: &str) -> String {
    text.lines().map(|line| line.find("//").map_or(line, |at| &line[..at])).collect::<Vec<_>>().join("\n")
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

/// The stages that a text names by `crate::…`, groups in braces included.
fn used(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, path) in text.match_indices("crate::") {
        let rest = &text[at + path.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.insert(word(rest).to_owned());
            continue;
        };
        let mut depth = 0;
        let mut expected = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => expected = true,
                c if expected && depth == 0 && !c.is_whitespace() => {
                    found.insert(word(&group[at..]).to_owned());
                    expected = false;
                }
                _ => {}
            }
        }
    }
    found
}

/// The table's rows in their order.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, rest) = text.split_once("<!-- layering:begin -->").expect("the table begins");
    let (table, _) = rest.split_once("<!-- layering:end -->").expect("the table ends");
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows = table.trim().lines().skip(2).map(|row| {
        let cells: Vec<_> = row.trim().trim_matches('|').split('|').collect();
        let [stage, uses] = cells.as_slice() else { panic!("not two cells: {row}") };
        (names(stage).concat(), names(uses).into_iter().collect())
    });
    rows.collect()
}

#[test]
fn the_table_has_one_direction_and_names_every_stage() {
    let table = table();
    for (place, (stage, uses)) in table.iter().enumerate() {
        let below: BTreeSet<_> = table[place + 1..].iter().map(|(name, _)| name.clone()).collect();
        let not_below: Vec<_> = uses.difference(&below).collect();
        assert!(not_below.is_empty(), "`{stage}` may not use {not_below:?}, which do not stand below it");
    }
    let rows: Vec<_> = table.iter().map(|(stage, _)| stage.as_str()).collect();
    let stages: BTreeSet<_> = rows.iter().copied().collect();
    assert_eq!(rows.len(), stages.len(), "a stage stands twice: {rows:?}");
    let files = files();
    let there: BTreeSet<_> = files.keys().map(|file| stage(file)).filter(|stage| *stage != "lib").collect();
    assert_eq!(stages, there);
}

#[test]
fn a_stage_uses_only_what_the_table_lets_it_use() {
    let table: BTreeMap<_, _> = table().into_iter().collect();
    let mut wrong = Vec::new();
    for (file, text) in files() {
        let own = stage(&file).to_owned();
        let Some(allowed) = table.get(&own) else { continue };
        let uses = used(&code(&text));
        let others = uses.iter().filter(|name| **name != own && !allowed.contains(*name));
        wrong.extend(others.map(|name| format!("core/src/{file} uses `{name}`: `{own}` may not")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Otherwise a stage could be reached without its name behind `crate::`.
#[test]
fn no_path_climbs_to_the_root_by_super() {
    let mut wrong = Vec::new();
    for (file, text) in files() {
        let folders = file.matches('/').count();
        let depth = if file.ends_with("/mod.rs") { folders } else { folders + 1 };
        let text = code(&text);
        let own = text.split("#[cfg(test)]").next().unwrap();
        for (part, most) in [(own, depth - 1), (&text[own.len()..], depth)] {
            let chain = "super::".repeat(most + 1);
            wrong.extend(part.contains(&chain).then(|| format!("core/src/{file}: `{chain}`")));
        }
    }
    wrong.retain(|place| !place.starts_with("core/src/lib.rs"));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_are_small() {
    let lines: BTreeMap<_, _> = files()
        .into_iter()
        .filter(|(file, _)| !file.contains(GENERATED))
        .map(|(file, text)| (file, text.lines().count()))
        .collect();
    let long: Vec<_> = lines.iter().filter(|(_, lines)| **lines > 800).collect();
    assert!(long.is_empty(), "over 800 lines: {long:?}");
    assert!(lines["lib.rs"] < 120, "lib.rs has {} lines", lines["lib.rs"]);
    let mut sorted: Vec<_> = lines.values().copied().collect();
    sorted.sort_unstable();
    let median = sorted[sorted.len() / 2];
    assert!(median < 250, "the median file has {median} lines");
}

#[test]
fn the_core_names_no_file_environment_or_clock() {
    let mut wrong = Vec::new();
    for (file, text) in files() {
        let text = code(&text);
        for name in ["fs", "env", "time", "thread", "net", "process"] {
            let named = text.contains(&format!("std::{name}")) && !text.contains(&format!("std::{name}::Ip"));
            let grouped = text.match_indices("std::{").any(|(at, _)| {
                let group = &text[at + 6..];
                let group = &group[..group.find(';').unwrap_or(group.len())];
                group.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == name)
            });
            wrong.extend((named || grouped).then(|| format!("core/src/{file}: std::{name}")));
        }
        wrong.extend(text.contains("Instant::now").then(|| format!("core/src/{file}: a clock")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn paths_are_found_in_all_their_forms() {
    let text = "use crate::spec::Spec; // crate::api\nuse crate::{graph::{self, Node},\n plan, terms::X};\nfn f() -> crate::id::Id {}\n";
    let found: Vec<_> = used(&code(text)).into_iter().collect();
    assert_eq!(found, ["graph", "id", "plan", "spec", "terms"]);
}
