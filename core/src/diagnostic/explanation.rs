//! What there is to say about a code, beside the finding itself.

use serde::Serialize;

use super::Code;

/// A code explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// Which one.
    pub code: Code,
    /// What AWS or the tool does then, and why.
    pub why: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// An input in which it is found, and nothing else.
    pub bad: &'static str,
    /// The same input, repaired.
    pub good: &'static str,
    /// What makes the finding, where no example is short enough.
    pub made_by: Option<&'static str>,
}

include!("generated/explanations.rs");

impl Code {
    /// What there is to say about it.
    pub fn explanation(self) -> Option<&'static Explanation> {
        ALL.get(ALL.binary_search_by_key(&self, |it| it.code).ok()?)
    }
}
