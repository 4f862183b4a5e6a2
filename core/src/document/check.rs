//! Findings without a plan, and what was done with those that were accepted.

use serde::Serialize;

use super::{Assumption, Unknown, document};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::terms::terms;

terms! {
    /// Who accepted a finding.
    AcceptedBy {
        /// A comment in the text: `# eks-plan: allow CODE reason`.
        Comment = "comment",
        /// `suppress` of a PlanConfig.
        Config = "config",
        /// The baseline: it was there before.
        Baseline = "baseline",
    }
}

document! {
    /// Findings without a plan.
    Check {
        /// True if there is no error-level finding.
        ok: bool,
        /// All findings that stand.
        diagnostics: Vec<Diagnostic>,
        /// What was chosen for want of input.
        assumptions: Vec<Assumption>,
        /// What cannot be known offline.
        unknowns: Vec<Unknown>,
        /// Findings that were accepted.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        suppressed: Vec<Suppressed>,
        /// How many findings are less grave than `minSeverity`, and left out.
        #[serde(skip_serializing_if = "is_zero")]
        hidden: u32,
        /// How the findings compare with those of the baseline.
        #[serde(skip_serializing_if = "Option::is_none")]
        baseline: Option<Compared>,
    }
    /// A finding that was accepted.
    Suppressed {
        /// Who accepted it.
        by: AcceptedBy,
        /// Why.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// Where that stands.
        #[serde(skip_serializing_if = "Option::is_none")]
        span: Option<Span>,
        /// What was found.
        finding: Diagnostic,
    }
    /// A comparison with a baseline.
    Compared {
        /// How many findings are in it.
        known: u32,
        /// What is in it and was not found any more.
        gone: Vec<BaselineEntry>,
    }
    /// A finding of a baseline.
    #[derive(serde::Deserialize, PartialOrd, Ord)]
    BaselineEntry {
        /// Its code.
        code: String,
        /// The value that it was about.
        path: String,
        /// The finding's `id`.
        id: String,
        /// What was wrong, for people.
        message: String,
    }
}

impl Check {
    /// How many of the findings that stand have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|finding| finding.severity == severity).count()
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}
