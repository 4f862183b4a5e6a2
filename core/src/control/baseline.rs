//! Findings that were there before: a file that a team keeps until they are gone.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::check::{AcceptedBy, BaselineEntry, Check, Compared, Suppressed};
use crate::document::json;

const VERSION: &str = "1.0";

/// Why a text is no baseline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BaselineError(String);

/// Findings that were there before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    findings: Vec<BaselineEntry>,
}

impl Baseline {
    /// Reads what [`Baseline::text`] wrote.
    ///
    /// # Errors
    ///
    /// If the text is no baseline, or one of a version that is not known.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let text = text.trim_start_matches('\u{feff}');
        let wrong = |what: String| BaselineError(format!("it is no baseline: {what}"));
        let file = json::read(text).map_err(|error| wrong(error.to_string()))?;
        let version = text_of(&file, "formatVersion").map_err(wrong)?;
        let findings = match member(&file, "findings").map_err(wrong)? {
            Value::Array(items) => items.iter().map(read_entry).collect::<Result<_, _>>().map_err(wrong)?,
            other => return Err(wrong(json::unlike(other, "a sequence"))),
        };
        if version.split('.').next() != VERSION.split('.').next() {
            let message = format!("its version is {version}, and {VERSION} is the one known");
            return Err(BaselineError(message));
        }
        Ok(Self { findings })
    }

    /// The baseline that holds all findings of a check, accepted ones left out.
    pub fn of(check: &Check) -> Self {
        let known = check.suppressed.iter().filter(|one| one.by == AcceptedBy::Baseline);
        let all = check.diagnostics.iter().chain(known.map(|one| &one.finding));
        let mut findings: Vec<_> = all.filter(|finding| can_be_accepted(finding)).map(entry).collect();
        findings.sort();
        Self { findings }
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// True if it holds none.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Its text: JSON, a finding a line, so that a change of it can be read.
    pub fn text(&self) -> String {
        let lines: Vec<_> =
            self.findings.iter().map(|entry| format!("\n    {}", json::written(entry))).collect();
        let end = if lines.is_empty() { "" } else { "\n  " };
        format!("{{\n  \"formatVersion\": \"{VERSION}\",\n  \"findings\": [{}{end}]\n}}\n", lines.join(","))
    }

    /// Begins a comparison.
    pub(crate) fn open(&self) -> Comparison<'_> {
        let mut next = vec![NONE; self.findings.len()];
        let mut left = BTreeMap::new();
        for (at, entry) in self.findings.iter().enumerate().rev() {
            if let (Some(behind), Some(next)) = (left.insert(entry.id.clone(), at), next.get_mut(at)) {
                *next = behind;
            }
        }
        Comparison { findings: &self.findings, left, next, known: 0 }
    }
}

/// What of a baseline was not found yet.
pub(crate) struct Comparison<'a> {
    findings: &'a [BaselineEntry],
    /// The first that is left of each id.
    left: BTreeMap<String, usize>,
    /// The one with the same id behind each.
    next: Vec<usize>,
    known: u32,
}

/// No position in the list.
const NONE: usize = usize::MAX;

impl Comparison<'_> {
    /// Takes the findings that are known out of those that stand.
    pub(crate) fn take(&mut self, check: &mut Check) {
        let mut standing = Vec::with_capacity(check.diagnostics.len());
        for finding in std::mem::take(&mut check.diagnostics) {
            let left = self.left.get_mut(&finding.id).filter(|_| can_be_accepted(&finding));
            if let Some(left) = left
                && let Some(next) = self.next.get(*left)
            {
                *left = *next;
                self.known += 1;
                check.suppressed.push(Suppressed {
                    by: AcceptedBy::Baseline,
                    reason: None,
                    span: None,
                    finding,
                });
            } else {
                standing.push(finding);
            }
        }
        check.diagnostics = standing;
        check.ok = check.count(Severity::Error) == 0;
    }

    /// The result.
    pub(crate) fn finish(self) -> Compared {
        let mut gone = Vec::new();
        for &first in self.left.values() {
            let mut at = first;
            while let (Some(entry), Some(next)) = (self.findings.get(at), self.next.get(at)) {
                gone.push(entry.clone());
                at = *next;
            }
        }
        gone.sort();
        Compared { known: self.known, gone }
    }
}

/// False for what keeps a text from being read: nothing below it was looked at.
pub(super) fn can_be_accepted(finding: &Diagnostic) -> bool {
    finding.severity != Severity::Error || finding.code >= Code::FieldUnknown
}

/// A member of an object, or what is wrong.
fn member<'v>(value: &'v Value, name: &str) -> Result<&'v Value, String> {
    let members = value.as_object().ok_or_else(|| json::unlike(value, "an object"))?;
    members.get(name).ok_or_else(|| format!("missing field `{name}`"))
}

fn text_of(value: &Value, name: &str) -> Result<String, String> {
    let member = member(value, name)?;
    member.as_str().map(str::to_owned).ok_or_else(|| json::unlike(member, "a string"))
}

fn read_entry(value: &Value) -> Result<BaselineEntry, String> {
    Ok(BaselineEntry {
        code: text_of(value, "code")?,
        path: text_of(value, "path")?,
        id: text_of(value, "id")?,
        message: text_of(value, "message")?,
    })
}

fn entry(finding: &Diagnostic) -> BaselineEntry {
    BaselineEntry {
        code: finding.code.as_str().to_owned(),
        path: finding.path.to_string(),
        id: finding.id.clone(),
        message: finding.message.clone(),
    }
}
