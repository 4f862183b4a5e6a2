//! What there is to say about a code, beside a finding.

use serde::Serialize;

use super::{Code, Evidence, Phase, Severity};

/// A code explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// Which one.
    pub code: Code,
    /// What the finding is about.
    pub title: &'static str,
    /// The severity that it has unless a user overrides it.
    pub severity: Severity,
    /// When AWS or the tool would have raised it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Who alone refuses it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub refused_by: &'static [&'static str],
    /// What AWS or the tool does then, and why.
    pub why: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// An input in which it is found, and nothing else; empty where no example is short enough.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub bad: &'static str,
    /// The same input, repaired.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub good: &'static str,
    /// What makes the finding, where no example is short enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_by: Option<&'static str>,
    /// Where the rule was learned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// What its row says of a code beside what every build knows.
struct Row {
    code: Code,
    why: &'static str,
    remedy: &'static str,
    bad: &'static str,
    good: &'static str,
    made_by: Option<&'static str>,
}

include!("generated/explanations.rs");

impl Code {
    /// What there is to say about it.
    pub fn explanation(self) -> Option<Explanation> {
        let row = ROWS.get(ROWS.binary_search_by_key(&self, |row| row.code).ok()?)?;
        Some(Explanation {
            code: self,
            title: self.title(),
            severity: self.severity(),
            phase: self.phase(),
            refused_by: self.refused_by(),
            why: row.why,
            remedy: row.remedy,
            bad: row.bad,
            good: row.good,
            made_by: row.made_by,
            evidence: self.evidence(),
        })
    }
}
