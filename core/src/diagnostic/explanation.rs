//! What there is to say about a code, beside a finding.

use serde::Serialize;

use super::{Code, Evidence, Phase, Severity};
use crate::texts::{Texts, texts};

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

macro_rules! explanations {
    ($($code:ident { why: $why:literal, remedy: $remedy:literal, bad: $bad:literal, good: $good:literal, made_by: $made_by:literal, })+) => {
        /// Of each code why, remedy and what makes it, then a bad and a good example.
        static WORDS: Texts = texts![$(concat!($why, "\0", $remedy, "\0", $made_by)),+];
        static EXAMPLES: Texts = texts![$(concat!($bad, "\0", $good)),+];
        #[cfg(test)]
        const EXPLAINED: &[Code] = &[$(Code::$code),+];
    };
}

include!("generated/explanations.rs");

impl Code {
    /// What there is to say about it.
    pub fn explanation(self) -> Option<Explanation> {
        let mut words = WORDS.get(self as usize).split('\0');
        let mut word = || words.next().unwrap_or_default();
        let [why, remedy, made_by] = [word(), word(), word()];
        let (bad, good) = EXAMPLES.get(self as usize).split_once('\0')?;
        Some(Explanation {
            code: self,
            title: self.title(),
            severity: self.severity(),
            phase: self.phase(),
            refused_by: self.refused_by(),
            why,
            remedy,
            bad,
            good,
            made_by: Some(made_by).filter(|text| !text.is_empty()),
            evidence: self.evidence(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, EXPLAINED};

    #[test]
    fn codes_are_explained_in_their_order() {
        assert_eq!(EXPLAINED, Code::ALL);
        assert!(Code::ALL.iter().filter_map(|code| code.explanation()).all(|of| !of.remedy.is_empty()));
    }
}
