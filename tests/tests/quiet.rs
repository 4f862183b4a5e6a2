//! Quiet on the clean: every error in eksctl's examples, on the day for which each was written, and in our own specs, is listed with why
//! it is right; nothing else is found there. Warnings are counted by code, so that a new one is looked at.

use std::collections::{BTreeMap, BTreeSet};

use eks_plan::api;
use eks_plan::diagnostic::Severity;
use eks_plan_tests::{corpus, examples, input, list, options, text};
use serde_json::Value;

fn listed() -> Value {
    toml::from_str(&std::fs::read_to_string(corpus().join("quiet.toml")).unwrap()).unwrap()
}

/// `code path` of the findings of each example that have this severity.
fn found(severity: Severity) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for example in examples() {
        let check = api::check(&input(&example.text), &options(&example.as_of));
        let findings = check.diagnostics.iter().filter(|it| it.severity == severity);
        let findings: BTreeSet<String> =
            findings.map(|it| format!("{} {}", it.code, it.path).trim_end().to_owned()).collect();
        if !findings.is_empty() {
            all.insert(example.name, findings);
        }
    }
    all
}

#[test]
fn each_error_of_an_example_is_right() {
    let listed = listed();
    let mut expected: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in list(&listed, "error") {
        assert!(text(row, "why").len() > 20, "{row}: say why it is right");
        expected.entry(text(row, "example").to_owned()).or_default().insert(text(row, "found").to_owned());
    }
    let found = found(Severity::Error);
    assert_eq!(
        found, expected,
        "errors of the examples, and those that tests/corpus/quiet.toml gives a reason for"
    );
}

#[test]
fn warnings_of_the_examples_are_counted() {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for finding in found(Severity::Warning).into_values().flatten() {
        *counts.entry(finding.split(' ').next().unwrap_or_default().to_owned()).or_default() += 1;
    }
    let listed = listed();
    let expected: BTreeMap<String, u64> = list(&listed, "warning")
        .iter()
        .inspect(|row| assert!(text(row, "why").len() > 20, "{row}: say why they are right"))
        .map(|row| (text(row, "code").to_owned(), row["count"].as_u64().unwrap_or_default()))
        .collect();
    assert_eq!(counts, expected, "warnings of the examples by code, and those of tests/corpus/quiet.toml");
}
