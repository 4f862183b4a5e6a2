//! Each place in the core that raises a finding is taken away in turn: some case, example or table of eksctl's must notice.
//!
//! A place is a line that makes a `Diagnostic`, or calls a function that makes one for its caller (`#[track_caller]`). All of them
//! are read from the source, so that one which nothing reaches is told as well. Goldens do not count here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use eks_plan::diagnostic::Severity;
use eks_plan_tests::rules::{Case, Found, cases, tables};
use eks_plan_tests::{list, text};

/// How many of a hundred places must be noticed.
const BAR: usize = 98;

fn core() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core")
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, ending, found),
            false if path.extension().is_some_and(|end| end == ending) => found.push(path),
            false => {}
        }
    }
}

/// The files of the core without their tests.
fn sources() -> BTreeMap<String, String> {
    let mut paths = Vec::new();
    files(&core().join("src"), "rs", &mut paths);
    let is_test =
        |name: &str| name.ends_with("tests.rs") || name.contains("/tests/") || name.contains("testing");
    let read = |path: &PathBuf| {
        let name = format!("core/{}", path.strip_prefix(core()).unwrap().display()).replace('\\', "/");
        let text = std::fs::read_to_string(path).unwrap();
        let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        (name, text[..end].to_owned())
    };
    paths.iter().map(read).filter(|(name, _)| !is_test(name)).collect()
}

/// What stands above a function that makes a finding for its caller, always or where lines are asked for.
const TRACKED: &str = "track_caller";

/// The functions that make a finding for their caller, beside `Diagnostic::new`.
fn helpers(sources: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for text in sources.values() {
        for (at, _) in text.match_indices(TRACKED) {
            let rest = &text[at..];
            let Some(name) = rest.split("fn ").nth(1) else { continue };
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            names.insert(name[..end].to_owned());
        }
    }
    names.retain(|name| !["new", "here"].contains(&name.as_str()));
    names
}

/// Every line that raises a finding: `core/src/…:12`.
fn sites() -> BTreeSet<String> {
    let sources = sources();
    let helpers = helpers(&sources);
    let mut sites = BTreeSet::new();
    for (file, text) in &sources {
        // The indentation of a function that raises for its caller, while its body lasts.
        let (mut tracked, mut inside) = (false, None);
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let indentation = code.len() - code.trim_start().len();
            if inside == Some(indentation) && code.trim() == "}" {
                inside = None;
            }
            tracked |= code.contains(TRACKED);
            if tracked && code.contains("fn ") {
                (tracked, inside) = (false, Some(indentation));
                continue;
            }
            let calls = |name: &String| {
                [format!(".{name}("), format!(" {name}("), format!("({name}("), format!("::{name}(")]
                    .iter()
                    .any(|call| code.contains(call.as_str()))
                    && !code.contains(&format!("fn {name}"))
            };
            if inside.is_none() && (code.contains("Diagnostic::new(") || helpers.iter().any(calls)) {
                sites.insert(format!("{file}:{}", number + 1));
            }
        }
    }
    sites
}

/// What has to be found, and what finds it: the places of each finding.
struct Shown {
    expected: Found,
    case: Case,
}

fn shown() -> Vec<Shown> {
    let mut all = Vec::new();
    for folder in ["rules", "eksctl-tables"] {
        for (file, table) in tables(folder) {
            for case in cases(&file, &table) {
                all.push(Shown { expected: case.found(), case });
            }
        }
    }
    let mut paths = Vec::new();
    files(&core().join("data/codes"), "toml", &mut paths);
    for path in paths {
        let family: serde_json::Value = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for row in list(&family, "code").iter().filter(|row| row["bad"].is_string()) {
            let table = serde_json::json!({ "case": [{ "name": row["code"], "text": row["bad"], "code": row["code"] }] });
            let case = cases("example", &table).remove(0);
            all.push(Shown { expected: Found::new(), case });
        }
    }
    all
}

/// The places that a case needs: without their findings it fails.
fn needed(shown: &Shown) -> BTreeSet<String> {
    let findings = shown.case.findings();
    let site = |it: &eks_plan::diagnostic::Diagnostic| {
        format!("{}:{}", it.site.0.file().replace('\\', "/"), it.site.0.line())
    };
    let all: BTreeSet<String> = findings.all().iter().map(site).collect();
    let fails_without = |gone: &String| {
        let row = &shown.case.row;
        if let Some(code) = row["code"].as_str() {
            return !findings.all().iter().any(|it| it.code.as_str() == code && site(it) != *gone);
        }
        if row["eksctl"] == "refuses" {
            let is_it = |it: &&eks_plan::diagnostic::Diagnostic| {
                let codes = list(row, "codes");
                it.severity == Severity::Error
                    && codes.iter().any(|code| code.as_str() == Some(it.code.as_str()))
            };
            let mut left = findings.all().iter().filter(is_it).filter(|it| site(it) != *gone);
            return left.next().is_none() && row["differs"].is_null();
        }
        let left = findings.found_if(&shown.expected, |it| site(it) != *gone);
        text(row, "eksctl").is_empty() && left != shown.expected
    };
    all.into_iter().filter(fails_without).collect()
}

#[test]
fn each_rule_that_is_gone_is_noticed() {
    let sites = sites();
    let mut noticed = BTreeSet::new();
    for shown in shown() {
        noticed.extend(needed(&shown));
    }
    let strange: Vec<_> = noticed.iter().filter(|site| !sites.contains(*site)).collect();
    assert!(strange.is_empty(), "findings come from places that were not read: {strange:?}");
    let missed: Vec<_> = sites.iter().filter(|site| !noticed.contains(*site)).cloned().collect();
    println!("{} of {} places are noticed", sites.len() - missed.len(), sites.len());
    assert!(
        noticed.len() * 100 >= sites.len() * BAR,
        "{} of {} places that raise a finding can be taken away unnoticed:\n{}",
        missed.len(),
        sites.len(),
        missed.join("\n")
    );
}
