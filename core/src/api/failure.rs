//! Calls that cannot be answered: wrong use of the interface, not findings.

use serde::Serialize;

use super::{BaselineError, WhyError};
use crate::diagnostic::{Diagnostic, Path, Report, Severity};
use crate::terms::terms;

terms! {
    /// Why a call cannot be answered, where no finding's code says it.
    Misuse {
        /// There is no verb of this name.
        NoSuchVerb = "no-such-verb",
        /// There is no diagnostic code of this name.
        NoSuchCode = "no-such-code",
        /// There is no schema of this name.
        NoSuchSchema = "no-such-schema",
        /// The id names no step and no resource.
        NoSuchId = "no-such-id",
        /// The resource has no step.
        NoStep = "no-step",
        /// The one does not come after the other.
        NotAfter = "not-after",
        /// The input cannot be lowered, so that there is no plan to ask about.
        NoPlan = "no-plan",
        /// The text is no baseline.
        WrongBaseline = "wrong-baseline",
        /// An argument is missing, unknown, or of the wrong type.
        WrongArgument = "wrong-argument",
        /// What was handed over is neither text nor an object.
        WrongInput = "wrong-input",
        /// A fault of this library.
        Fault = "fault",
    }
}

/// Why a call cannot be answered. What is wrong with a spec is part of the answer and no failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[error("{message}")]
pub struct Failure {
    /// A name of [`Misuse`], or the code of the first of the findings.
    pub code: String,
    /// What is wrong, and what to do.
    pub message: String,
    /// The findings behind it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// A failure without findings.
    pub fn new(misuse: Misuse, message: impl Into<String>) -> Self {
        Self { code: misuse.to_string(), message: message.into(), diagnostics: Vec::new() }
    }

    /// A failure because of the error-level findings among these.
    pub(super) fn of(mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.retain(|finding| finding.severity == Severity::Error);
        let Some(first) = diagnostics.first() else {
            return Self::new(Misuse::Fault, "it was refused without a finding");
        };
        let at = if first.path == Path::ROOT { String::new() } else { format!("{}: ", first.path) };
        let help = first.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
        let more = match diagnostics.len() {
            1 => String::new(),
            count => format!(" (the first of {count} errors)"),
        };
        let message = format!("{at}{}{help}{more}", first.message);
        Self { code: first.code.to_string(), message, diagnostics }
    }
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self::of(report.into_sorted())
    }
}

impl From<WhyError> for Failure {
    fn from(error: WhyError) -> Self {
        let near = match error.suggestions.as_slice() {
            [] => String::new(),
            ids => format!("; near to it: {}", ids.join(", ")),
        };
        Self::new(error.misuse, format!("{}{near}", error.message))
    }
}

impl From<BaselineError> for Failure {
    fn from(error: BaselineError) -> Self {
        Self::new(Misuse::WrongBaseline, error.to_string())
    }
}
