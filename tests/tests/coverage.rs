//! `docs/coverage/` is complete: every row of eksctl's rules, of its gaps and of EKS's failures says what became of it, and each code
//! that it names is shown by a case.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use eks_plan::diagnostic::{Code, Severity};
use eks_plan_tests::rules::{cases, tables};
use eks_plan_tests::{files, list, text};
use serde_json::Value;

/// How many rows there are of each kind.
const ROWS: [(&str, usize); 7] =
    [("V", 440), ("G", 28), ("J1", 19), ("J2", 20), ("J3", 8), ("J4", 7), ("J5", 5)];

fn parts() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/coverage");
    files(&folder, "toml")
        .iter()
        .map(|path| toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
        .collect()
}

fn rows(parts: &[Value]) -> impl Iterator<Item = &Value> {
    parts.iter().flat_map(|part| list(part, "row"))
}

fn codes(row: &Value) -> impl Iterator<Item = &str> {
    row["codes"].as_array().into_iter().flatten().filter_map(Value::as_str)
}

#[test]
fn all_rows_are_there_once() {
    let parts = parts();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for row in rows(&parts) {
        let id = text(row, "row");
        assert!(seen.insert(id), "{id} is there twice");
        *counts.entry(id.split('-').next().unwrap()).or_default() += 1;
    }
    assert_eq!(counts, ROWS.into_iter().collect());
}

#[test]
fn each_row_says_what_became_of_it() {
    let parts = parts();
    let open: Vec<&str> = rows(&parts)
        .filter(|row| codes(row).next().is_none() && row["offline"].is_null() && row["applies"].is_null())
        .map(|row| text(row, "row"))
        .collect();
    assert!(open.is_empty(), "{} rows are open: {}", open.len(), open.join(" "));
}

/// eksctl's level is E or W; ours is that of the first code, and a difference has a reason.
#[test]
fn a_level_differs_with_a_reason() {
    let parts = parts();
    let mut faults = Vec::new();
    for row in rows(&parts).filter(|row| row["level"].is_string()) {
        let severities: BTreeSet<Severity> =
            codes(row).filter_map(|code| code.parse::<Code>().ok()).map(Code::severity).collect();
        let as_eksctl = match text(row, "level") {
            "E" => severities.contains(&Severity::Error),
            "W" => severities.iter().any(|severity| *severity != Severity::Error),
            _ => true,
        };
        if !severities.is_empty() && !as_eksctl && row["differs"].is_null() {
            faults.push(text(row, "row").to_owned());
        }
    }
    assert!(faults.is_empty(), "no reason for another level: {}", faults.join(" "));
}

#[test]
fn each_row_that_is_found_has_a_case() {
    let parts = parts();
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, table) in tables("rules") {
        for case in cases(&file, &table) {
            let found: Vec<String> =
                case.found().iter().filter_map(|found| found.split(' ').next().map(str::to_owned)).collect();
            for row in case.rows() {
                shown.entry(row.to_owned()).or_default().extend(found.clone());
            }
        }
    }
    let known: BTreeSet<&str> = rows(&parts).map(|row| text(row, "row")).collect();
    let strange: Vec<&String> = shown.keys().filter(|row| !known.contains(row.as_str())).collect();
    assert!(strange.is_empty(), "cases name rows that are not there: {strange:?}");
    let has_case = |row: &&Value| match shown.get(text(row, "row")) {
        Some(found) => codes(row).any(|code| found.contains(code)),
        None => false,
    };
    let bare: Vec<&str> = rows(&parts)
        .filter(|row| codes(row).next().is_some() && !has_case(row))
        .map(|row| text(row, "row"))
        .collect();
    assert!(bare.is_empty(), "{} rows have no case: {}", bare.len(), bare.join(" "));
}
