//! `core/data/codes/*.toml` to the enum `Code`, its tables, and a page a code under `docs/diagnostics/`.

use std::fmt::Write as _;
use std::fs;

use serde::Deserialize;

use super::pages::{self, Page};
use super::{COMMAND, root};

const FOLDER: &str = "core/data/codes";

/// The codes that begin with the same two digits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    pub(super) family: String,
    pub(super) title: String,
    pub(super) code: Vec<Row>,
}

/// A code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) code: String,
    name: String,
    pub(super) severity: Severity,
    pub(super) title: String,
    #[serde(default)]
    pub(super) why: String,
    pub(super) remedy: String,
    pub(super) phase: Option<Phase>,
    #[serde(default)]
    pub(super) refused_by: Vec<String>,
    /// What has to be readable for the finding to mean anything: paths, `.` for the finding's own place.
    #[serde(default)]
    silenced_by: Vec<String>,
    #[serde(default)]
    pub(super) source: String,
    #[serde(default)]
    pub(super) locator: String,
    #[serde(default)]
    pub(super) date: String,
    #[serde(default)]
    pub(super) bad: String,
    #[serde(default)]
    pub(super) good: String,
    /// What makes the finding, where no example is short enough to be shown.
    pub(super) made_by: Option<String>,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Severity {
    Error,
    Warning,
    Note,
}

#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum Phase {
    Parse,
    Validate,
    Read,
    Call,
    Run,
}

impl Phase {
    /// When it would be found without this project.
    pub(super) const fn describe(self) -> &'static str {
        match self {
            Self::Parse => "when the text is read",
            Self::Validate => "before any call",
            Self::Read => "after calls that only read",
            Self::Call => "when the call is made",
            Self::Run => "after the call was accepted",
        }
    }
}

pub(super) fn run(check: bool) -> Result<(), String> {
    let families = families()?;
    let mut all = vec![
        Page::new("core/src/diagnostic/generated/codes.rs", codes(&families)),
        Page::new("core/src/diagnostic/generated/explanations.rs", explanations(&families)),
    ];
    all.extend(pages::of(&families));
    all.iter().try_for_each(|page| page.settle(check))?;
    pages::no_others("docs/diagnostics", &all, check)
}

/// All families, ascending.
pub(super) fn families() -> Result<Vec<Family>, String> {
    let mut paths: Vec<_> = fs::read_dir(root().join(FOLDER))
        .map_err(|error| format!("{FOLDER}: {error}"))?
        .map(|entry| entry.map(|entry| entry.path()).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut families = Vec::new();
    for path in paths {
        let name = path.display();
        let text = fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
        let family: Family = toml::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        families.push(family);
    }
    families.iter().try_for_each(judge)?;
    Ok(families)
}

fn judge(family: &Family) -> Result<(), String> {
    let mut before = "";
    for row in &family.code {
        let code = row.code.as_str();
        let fails = |what: &str| Err(format!("{FOLDER}: {code} {what}"));
        let number = code.strip_prefix("EP").filter(|number| number.len() == 4);
        if number.is_none_or(|number| number.parse::<u16>().is_err() || !number.starts_with(&family.family)) {
            return fails("is no code of its family");
        }
        if code <= before {
            return fails("does not ascend");
        }
        before = code;
        if row.title.is_empty() || row.remedy.is_empty() {
            return fails("lacks its title or its remedy");
        }
        if !row.bad.is_empty() && row.made_by.is_some() {
            return fails("is shown and made at the same time");
        }
        if [&row.source, &row.locator, &row.date].iter().any(|text| text.is_empty() != row.source.is_empty())
        {
            return fails("tells a part of its source only");
        }
    }
    Ok(())
}

fn rows(families: &[Family]) -> impl Iterator<Item = &Row> {
    families.iter().flat_map(|family| &family.code)
}

fn codes(families: &[Family]) -> String {
    let mut text = head();
    text.push_str("codes! {\n");
    for row in rows(families) {
        let phase = row.phase.map_or_else(|| "None".to_owned(), |phase| format!("Some(Phase::{phase:?})"));
        let _ = writeln!(
            text,
            "    {} = {:?} {:?} {:?}, {phase}, &{:?}, &{:?}, {:?} {:?} {:?};",
            row.name,
            row.code,
            row.severity,
            row.title,
            row.refused_by,
            row.silenced_by,
            row.source,
            row.locator,
            row.date
        );
    }
    text.push_str("}\n");
    text
}

fn explanations(families: &[Family]) -> String {
    let mut text = head();
    text.push_str("explanations! {\n");
    for row in rows(families) {
        let _ = writeln!(text, "    {} {{", row.name);
        let made_by = row.made_by.clone().unwrap_or_default();
        let fields = [
            ("why", &row.why),
            ("remedy", &row.remedy),
            ("bad", &row.bad),
            ("good", &row.good),
            ("made_by", &made_by),
        ];
        for (field, value) in fields {
            let _ = writeln!(text, "        {field}: {value:?},");
        }
        let _ = writeln!(text, "    }}");
    }
    text.push_str("}\n");
    text
}

fn head() -> String {
    format!("// @generated by `{COMMAND}` from {FOLDER}. Do not edit.\n\n")
}
