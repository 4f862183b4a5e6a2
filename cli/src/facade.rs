//! Stands in for `eks_plan::api` until that is there: same names, no content.

use eks_plan::diagnostic::{Code, Diagnostic, Path, Place, Position, Span};
use eks_plan::document::plan::{CatalogRevision, Generator, Plan, Summary};
use eks_plan::document::topology::Topology;
use eks_plan::document::why::{Check, Impact, Why};
use eks_plan::terms::{Goal, Relation};

/// A text and the name that messages give it.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// What a caller may set.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) as_of: Option<String>,
    #[expect(dead_code, reason = "stands for the other fields of the real type")]
    pub(crate) account: Option<String>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) struct WhyError {
    pub(crate) message: String,
    pub(crate) suggestions: Vec<String>,
}

pub(crate) fn plan(inputs: &[Input], options: &Options) -> Plan {
    let diagnostics = check(inputs, options).diagnostics;
    let errors = u32::try_from(diagnostics.len()).unwrap_or(u32::MAX);
    Plan {
        format_version: "1.0",
        generator: Generator { name: "eks-plan", version: env!("CARGO_PKG_VERSION") },
        fingerprint: String::new(),
        input_fingerprint: String::new(),
        goal: Goal::Create,
        as_of: options.as_of.clone().unwrap_or_default(),
        catalog: CatalogRevision { revision: "", date: String::new() },
        executable: errors == 0,
        summary: Summary {
            create: 0,
            update: 0,
            replace: 0,
            delete: 0,
            irreversible: 0,
            gates: 0,
            errors,
            warnings: 0,
        },
        cluster: None,
        topology: None,
        resources: Vec::new(),
        edges: Vec::new(),
        steps: Vec::new(),
        waves: Vec::new(),
        critical_path: None,
        totals: None,
        assumptions: Vec::new(),
        unknowns: Vec::new(),
        diagnostics,
    }
}

pub(crate) fn check(inputs: &[Input], _: &Options) -> Check {
    let mut diagnostics = Vec::new();
    if inputs.iter().all(|input| input.text.trim().is_empty()) {
        let start = Position { line: 1, column: 1, offset: 0 };
        let file = inputs.first().map_or("-", |input| input.name.as_str()).into();
        let place = Place { path: Path::ROOT, span: Some(Span { file, start, end: start }) };
        diagnostics.push(Diagnostic::new(Code::TextEmpty, &place, "the text holds no document"));
    }
    Check { ok: diagnostics.is_empty(), diagnostics, assumptions: Vec::new(), unknowns: Vec::new() }
}

pub(crate) fn topology(inputs: &[Input], options: &Options) -> (Option<Topology>, Check) {
    (None, check(inputs, options))
}

pub(crate) fn why(
    inputs: &[Input],
    options: &Options,
    subject: &str,
    before: Option<&str>,
    relation: Relation,
) -> Result<Why, WhyError> {
    let _ = (inputs, options, before, relation);
    Err(unknown(subject))
}

pub(crate) fn impact(inputs: &[Input], options: &Options, subject: &str) -> Result<Impact, WhyError> {
    let _ = (inputs, options);
    Err(unknown(subject))
}

fn unknown(subject: &str) -> WhyError {
    WhyError { message: format!("no step or resource `{subject}`"), suggestions: Vec::new() }
}

pub(crate) fn schema(_: &str) -> Option<&'static str> {
    None
}

pub(crate) fn canonical(document: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string(document).unwrap_or_default();
    text.push('\n');
    text
}
