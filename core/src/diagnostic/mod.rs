//! Findings as data: what is wrong, where, why, and what to do. Rendering is elsewhere.

mod code;
mod explanation;
mod place;
mod raised;
mod report;
#[cfg(feature = "sites")]
mod site;
mod unread;

use std::collections::BTreeMap;

use serde::Serialize;

pub use code::{Code, Severity};
pub use explanation::Explanation;
pub use place::{NOWHERE, Path, Place, Position, Segment, Span};
pub use raised::Raised;
pub use report::Report;
#[cfg(feature = "sites")]
pub use site::Site;
pub use unread::Unread;

use crate::terms::terms;

terms! {
    /// When AWS or the tool would have raised it.
    Phase {
        /// While the text is read.
        Parse = "parse",
        /// Before any call.
        Validate = "validate",
        /// After calls that only read.
        Read = "read",
        /// While a call is made.
        Call = "call",
        /// After the call was accepted.
        Run = "run",
    }
}

/// Where a fact was learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// The document or source.
    pub source: std::borrow::Cow<'static, str>,
    /// The place in it.
    pub locator: std::borrow::Cow<'static, str>,
    /// When it was read, `YYYY-MM-DD`.
    pub date: std::borrow::Cow<'static, str>,
}

/// A second place that takes part in a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Label {
    /// The place in the document.
    pub path: Path,
    /// The place in the text.
    pub span: Option<Span>,
    /// What is there.
    pub text: String,
}

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes instead.
    pub text: String,
}

/// A remedy that a machine can apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// The changes, in the order of the text.
    pub edits: Vec<Edit>,
    /// True if it is surely what was meant.
    pub certain: bool,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// Which finding; stable.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// The arguments of the message by name.
    pub args: BTreeMap<&'static str, String>,
    /// The value that it is about.
    pub path: Path,
    /// The same as a JSON Pointer.
    pub pointer: String,
    /// The place in the text; null when the input was an object.
    pub span: Option<Span>,
    /// Further places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Label>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Remedies for a machine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
    /// When AWS or the tool would have raised it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Who alone refuses it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused_by: Vec<&'static str>,
    /// Where the rule was learned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Ids of the resources concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<String>,
    /// Ids of the steps concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// What it is called from run to run: the same while lines move. Findings of two runs are compared by it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The line of this program that raised it.
    #[cfg(feature = "sites")]
    #[serde(skip)]
    pub site: Site,
}

impl Diagnostic {
    /// A finding at a place; severity, phase, evidence and who refuses it are those of the code.
    // This and what follows is called in hundreds of places: inlined, it would be a tenth of the rules in the module for the web.
    #[track_caller]
    #[inline(never)]
    pub fn new(code: Code, place: &Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            args: BTreeMap::new(),
            path: place.path.clone(),
            pointer: place.path.pointer(),
            span: place.span.clone(),
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
            phase: code.phase(),
            refused_by: code.refused_by().to_vec(),
            evidence: code.evidence(),
            resources: Vec::new(),
            steps: Vec::new(),
            id: String::new(),
            #[cfg(feature = "sites")]
            site: Site::here(),
        }
    }

    /// Names an argument of the message.
    #[must_use]
    #[inline(never)]
    pub fn arg(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.insert(name, value.into());
        self
    }

    /// Says what to do.
    #[must_use]
    #[inline(never)]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at a further place.
    #[must_use]
    #[inline(never)]
    pub fn label(mut self, place: &Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { path: place.path.clone(), span: place.span.clone(), text: text.into() });
        self
    }

    /// Adds a remedy that replaces the text at `span`.
    #[must_use]
    #[inline(never)]
    pub fn fix(
        mut self,
        title: impl Into<String>,
        span: Option<&Span>,
        text: impl Into<String>,
        certain: bool,
    ) -> Self {
        if let Some(span) = span {
            let edits = vec![Edit { span: span.clone(), text: text.into() }];
            self.fixes.push(Fix { title: title.into(), edits, certain });
        }
        self
    }

    /// Says when AWS or the tool would have raised it.
    #[must_use]
    #[inline(never)]
    pub fn phase(mut self, phase: Phase) -> Self {
        self.phase = Some(phase);
        self
    }

    /// Says that only this tool refuses it.
    #[must_use]
    #[inline(never)]
    pub fn refused_by(mut self, tool: &'static str) -> Self {
        if !self.refused_by.contains(&tool) {
            self.refused_by.push(tool);
        }
        self
    }

    /// Names a resource concerned.
    #[must_use]
    #[inline(never)]
    pub fn resource(mut self, id: impl Into<String>) -> Self {
        self.resources.push(id.into());
        self
    }
}
