//! Cases of rules: the change of a clean spec, and what is found because of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use eks_plan::api::{self, Input, Options};
use eks_plan::diagnostic::{Diagnostic, Report, Severity};
use eks_plan::spec::PlanConfig;
use serde_json::Value;

use crate::{TODAY, corpus, list, parse, text};

/// A case of a table.
#[derive(Debug)]
pub struct Case {
    /// Its file and its name.
    pub name: String,
    /// The row as written.
    pub row: Value,
    /// The input, as text.
    pub input: String,
    options: Result<Options, Report>,
}

/// What is found where: `EP0601 iam.serviceAccounts`.
pub type Found = BTreeSet<String>;

/// The findings of a case.
pub struct Findings(Vec<Diagnostic>);

impl Case {
    /// All that is found; in the options alone, if they cannot be read.
    pub fn findings(&self) -> Findings {
        let inputs = [Input::text("-", self.input.clone())];
        match &self.options {
            Ok(options) => Findings(api::check(&inputs, options).diagnostics),
            Err(report) => Findings(report.clone().into_sorted()),
        }
    }

    /// What the case lists in its member `found`.
    pub fn found(&self) -> Found {
        list(&self.row, "found").iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The rows of the coverage that it shows.
    pub fn rows(&self) -> Vec<&str> {
        self.row["rows"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

impl Findings {
    /// Errors, warnings, and the notes that are `listed`.
    pub fn found(&self, listed: &Found) -> Found {
        self.found_if(listed, |_| true)
    }

    /// The same of the findings that are `kept`.
    pub fn found_if(&self, listed: &Found, kept: impl Fn(&Diagnostic) -> bool) -> Found {
        let kept = self.0.iter().filter(|finding| kept(finding));
        let told = kept.map(|finding| (finding.severity, format!("{} {}", finding.code, finding.path)));
        told.map(|(severity, text)| (severity, text.trim_end().to_owned()))
            .filter(|(severity, text)| *severity != Severity::Note || listed.contains(text))
            .map(|(_, text)| text)
            .collect()
    }

    /// All of them.
    pub fn all(&self) -> &[Diagnostic] {
        &self.0
    }

    /// What each of them says, to be read by people.
    pub fn told(&self) -> String {
        let told =
            |it: &Diagnostic| format!("\n  {} {} {}: {}", it.severity.as_str(), it.code, it.path, it.message);
        self.0.iter().take(20).map(told).collect()
    }
}

/// The tables of a folder of the corpus: the file's name, and what it holds.
pub fn tables(folder: &str) -> Vec<(String, Value)> {
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let table = toml::from_str(&std::fs::read_to_string(&path).unwrap());
        (name.clone(), table.unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    crate::files(&corpus().join(folder), "toml").into_iter().map(read).collect()
}

/// The cases of a table.
pub fn cases(file: &str, table: &Value) -> Vec<Case> {
    list(table, "case").iter().map(|row| case(file, row)).collect()
}

/// The clean spec of this name.
pub fn base(name: &str) -> String {
    let path = corpus().join(format!("rules/base/{name}.yaml"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn case(file: &str, row: &Value) -> Case {
    let name = format!("{file}: {}", text(row, "name"));
    let input = match (row["text"].as_str(), row["file"].as_str()) {
        (Some(whole), _) => repeated(whole, &row["repeat"]),
        (None, Some(file)) => {
            let path = corpus().join(format!("broken/{file}.yaml"));
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        }
        (None, None) => {
            let mut spec = parse(&base(text(row, "base")));
            merge(&mut spec, parse(text(row, "change")));
            spec.to_string()
        }
    };
    let options = match row["options"].as_str() {
        Some(text) => {
            PlanConfig::from_text("options", text).map(|config| Options { config, ..Options::default() })
        }
        None => {
            let mut config = row["config"].as_str().map_or_else(|| serde_json::json!({}), parse);
            if config["asOf"].is_null() {
                config["asOf"] = row["as_of"].as_str().unwrap_or(TODAY).into();
            }
            Options::from_json(&config.to_string())
        }
    };
    Case { name, row: row.clone(), input, options }
}

/// The text with one of its pieces many times: `repeat = { piece = "[", times = 100 }`.
fn repeated(text: &str, repeat: &Value) -> String {
    match (repeat["piece"].as_str(), repeat["times"].as_u64()) {
        (Some(piece), Some(times)) => text.replacen(piece, &piece.repeat(usize::try_from(times).unwrap()), 1),
        _ => text.to_owned(),
    }
}

/// A JSON merge patch (RFC 7396).
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = serde_json::json!({});
    }
    for (key, value) in patch {
        match value {
            Value::Null => drop(target.as_object_mut().unwrap().remove(&key)),
            value => merge(&mut target[key], value),
        }
    }
}
