//! What only AWS can answer is named where a plan has such parts, with a command that only reads, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use eks_plan::api;
use eks_plan_tests::rules::base;
use eks_plan_tests::{TODAY, corpus, input, list, options, text};
use serde_json::Value;

fn rows() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/data/offline.toml");
    let table: Value = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    list(&table, "row").to_vec()
}

/// The subjects that are said of a spec, each with its command.
fn said(spec: &str) -> BTreeMap<String, String> {
    let check = api::check(&input(spec), &options(TODAY));
    let said = check.unknowns.into_iter();
    said.map(|one| (one.subject, one.command.unwrap_or_default())).collect()
}

fn beginning(row: &Value) -> &str {
    text(row, "subject").split('{').next().unwrap_or_default()
}

#[test]
fn each_question_is_asked_of_a_spec_that_has_its_part() {
    let said = said(&std::fs::read_to_string(corpus().join("offline.yaml")).unwrap());
    for row in rows() {
        let asked = said.iter().find(|(subject, _)| subject.starts_with(beginning(&row)));
        let (subject, command) = asked.unwrap_or_else(|| panic!("`{}` is not asked", text(&row, "asks")));
        assert!(command.starts_with("aws ") && !command.contains('{'), "{subject}: {command}");
    }
}

#[test]
fn a_plain_spec_raises_few() {
    let subjects: Vec<String> = said(&base("managed")).into_keys().collect();
    let expected =
        ["add-on versions", "instance types in the zones", "name of the cluster", "quotas of the account"];
    assert_eq!(subjects, expected);
}

#[test]
fn what_means_something_to_a_shell_is_in_no_command() {
    let spec = base("managed").replace("{ name: general", "{ name: general, ami: \"ami-$(id)\"");
    let said = said(&spec);
    let command = said.get("images").expect("an image of one's own is asked for");
    assert!(command.is_empty(), "{command}");
}

#[test]
fn rows_are_those_of_the_coverage() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/coverage");
    let mut known = BTreeSet::new();
    for path in eks_plan_tests::files(&folder, "toml") {
        let part: Value = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        known.extend(list(&part, "row").iter().map(|row| text(row, "row").to_owned()));
    }
    for row in rows() {
        for answered in list(&row, "rows") {
            let answered = answered.as_str().unwrap();
            assert!(known.contains(answered), "{}: no row {answered}", text(&row, "asks"));
        }
    }
}
