//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::fmt::Write as _;

use serde_json::Value;

use super::file;
use super::object::{list, object, text, texts};
use super::uri::location;
use crate::diagnostic::{Code, Diagnostic, Evidence, Fix, Label, Span};
use crate::document::check::{AcceptedBy, BaselineEntry, Check, Suppressed};
use crate::document::json::{self, Object};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const FINGERPRINT: &str = "eksPlanFinding/v1";
/// Where the pages of the codes are: in the repository, or relative to it where that is not known.
const PAGES: &str = env!("CARGO_PKG_REPOSITORY");

pub(super) fn render(check: &Check, files: &[&str]) -> String {
    let mut codes = Vec::new();
    for finding in &check.diagnostics {
        codes.push(finding.code);
    }
    for one in &check.suppressed {
        codes.push(one.finding.code);
    }
    codes.sort_unstable();
    codes.dedup();
    let log = Log { check, files, codes: &codes };
    let (mut rules, mut artifacts) = (Vec::new(), Vec::new());
    for code in &codes {
        rules.push(rule(*code));
    }
    for file in files {
        artifacts.push(object([("location", location(file))]));
    }
    let driver = object([
        ("name", text("eks-plan")),
        ("version", text(env!("CARGO_PKG_VERSION"))),
        ("semanticVersion", text(env!("CARGO_PKG_VERSION"))),
        ("rules", Value::Array(rules)),
    ]);
    let run = object([
        ("tool", object([("driver", driver)])),
        ("columnKind", text("utf16CodeUnits")),
        ("artifacts", Value::Array(artifacts)),
        ("results", Value::Array(log.results())),
    ]);
    let document =
        object([("$schema", text(SCHEMA)), ("version", text("2.1.0")), ("runs", Value::Array(vec![run]))]);
    json::text(&document) + "\n"
}

/// A message of plain text.
fn message(message: &str) -> Value {
    object([("text", text(message))])
}

fn rule(code: Code) -> Value {
    let known = code.explanation();
    let why = known.as_ref().map(|known| if known.why.is_empty() { code.title() } else { known.why });
    let help = known.as_ref().zip(why).map(|(known, why)| {
        let mut plain = format!("{why}\n\nHow to fix it: {}.", known.remedy);
        let mut markdown = format!("{why}\n\n**How to fix it**: {}.", known.remedy);
        for (name, example) in [("Bad", known.bad), ("Good", known.good)] {
            if !example.is_empty() {
                let _ = write!(plain, "\n\n{name}:\n\n{example}");
                let _ = write!(markdown, "\n\n**{name}**\n\n```yaml\n{}\n```", example.trim_end());
            }
        }
        object([("text", plain.into()), ("markdown", markdown.into())])
    });
    object([
        ("id", text(code.as_str())),
        ("name", text(code.name())),
        ("shortDescription", message(code.title())),
        ("helpUri", page(code).into()),
        ("defaultConfiguration", object([("level", text(code.severity().as_str()))])),
        ("fullDescription", why.map(message).unwrap_or_default()),
        ("help", help.unwrap_or_default()),
    ])
}

fn page(code: Code) -> String {
    let page = format!("docs/diagnostics/{code}.md");
    if PAGES.is_empty() { page } else { format!("{}/blob/main/{page}", PAGES.trim_end_matches('/')) }
}

struct Log<'a> {
    check: &'a Check,
    files: &'a [&'a str],
    codes: &'a [Code],
}

impl Log<'_> {
    fn results(&self) -> Vec<Value> {
        let compared = self.check.baseline.as_ref();
        let new = if compared.is_some() { "new" } else { "" };
        let mut results = Vec::new();
        for finding in &self.check.diagnostics {
            results.push(self.result(finding, new, Value::Null));
        }
        for one in &self.check.suppressed {
            results.push(match one.by {
                AcceptedBy::Baseline => self.result(&one.finding, "unchanged", Value::Null),
                _ => self.result(&one.finding, new, Value::Array(vec![suppression(one)])),
            });
        }
        if let Some(compared) = compared {
            for entry in &compared.gone {
                results.push(absent(entry));
            }
        }
        results
    }

    fn result(&self, finding: &Diagnostic, state: &str, suppressions: Value) -> Value {
        let path = finding.path.to_string();
        let place = object([
            ("physicalLocation", self.place(file(finding, self.files), finding.span.as_ref())),
            ("logicalLocations", if path.is_empty() { Value::Null } else { member(&path) }),
        ]);
        let mut said = finding.message.clone();
        if let Some(help) = &finding.help {
            let _ = write!(said, "\nhelp: {help}");
        }
        let (mut related, mut fixes) = (Vec::new(), Vec::new());
        for (at, label) in finding.labels.iter().enumerate() {
            related.extend(self.related(at, label));
        }
        for fix in &finding.fixes {
            fixes.push(self.fix(fix));
        }
        object([
            ("ruleId", text(finding.code.as_str())),
            ("ruleIndex", self.codes.binary_search(&finding.code).unwrap_or_default().into()),
            ("level", text(finding.severity.as_str())),
            ("message", message(&said)),
            ("locations", Value::Array(vec![place])),
            ("partialFingerprints", object([(FINGERPRINT, text(&finding.id))])),
            ("relatedLocations", list(related)),
            ("fixes", list(fixes)),
            ("properties", properties(finding)),
            ("baselineState", if state.is_empty() { Value::Null } else { text(state) }),
            ("suppressions", suppressions),
        ])
    }

    fn related(&self, at: usize, label: &Label) -> Option<Value> {
        let span = label.span.as_ref()?;
        Some(object([
            ("id", at.into()),
            ("message", message(&label.text)),
            ("physicalLocation", self.place(&span.file, Some(span))),
        ]))
    }

    /// One change a file, its replacements in the order of the text.
    fn fix(&self, fix: &Fix) -> Value {
        let mut files: Vec<&str> = fix.edits.iter().map(|edit| edit.span.file.as_ref()).collect();
        files.sort_unstable();
        files.dedup();
        let mut changes = Vec::new();
        for file in files {
            let mut replacements = Vec::new();
            for edit in fix.edits.iter().filter(|edit| edit.span.file.as_ref() == file) {
                replacements.push(object([
                    ("deletedRegion", region(&edit.span)),
                    ("insertedContent", message(&edit.text)),
                ]));
            }
            changes.push(object([
                ("artifactLocation", self.artifact(file)),
                ("replacements", Value::Array(replacements)),
            ]));
        }
        object([
            ("description", message(&fix.title)),
            ("artifactChanges", Value::Array(changes)),
            ("properties", object([("certain", fix.certain.into())])),
        ])
    }

    fn place(&self, file: &str, span: Option<&Span>) -> Value {
        object([("artifactLocation", self.artifact(file)), ("region", span.map(region).unwrap_or_default())])
    }

    fn artifact(&self, name: &str) -> Value {
        let mut artifact = location(name);
        if let Some(index) = self.files.iter().position(|file| *file == name) {
            artifact["index"] = index.into();
        }
        artifact
    }
}

/// The place in the document.
fn member(path: &str) -> Value {
    Value::Array(vec![object([("fullyQualifiedName", text(path)), ("kind", text("member"))])])
}

fn suppression(one: &Suppressed) -> Value {
    let place = one.span.as_ref().map(|span| {
        let place = object([("artifactLocation", location(&span.file)), ("region", region(span))]);
        object([("physicalLocation", place)])
    });
    object([
        ("kind", text(if one.by == AcceptedBy::Comment { "inSource" } else { "external" })),
        ("status", text("accepted")),
        ("justification", one.reason.as_deref().map(text).unwrap_or_default()),
        ("location", place.unwrap_or_default()),
    ])
}

/// What a baseline holds and was not found any more.
fn absent(entry: &BaselineEntry) -> Value {
    object([
        ("ruleId", text(&entry.code)),
        ("message", message(&entry.message)),
        ("baselineState", text("absent")),
        ("partialFingerprints", object([(FINGERPRINT, text(&entry.id))])),
        ("locations", Value::Array(vec![object([("logicalLocations", member(&entry.path))])])),
    ])
}

fn properties(finding: &Diagnostic) -> Value {
    let mut args = Object::new();
    for (&name, value) in &finding.args {
        args.set(name, value.as_str());
    }
    object([
        ("pointer", text(&finding.pointer)),
        ("args", args.into()),
        ("phase", finding.phase.map(|phase| text(phase.as_str())).unwrap_or_default()),
        ("refusedBy", texts(&finding.refused_by)),
        ("evidence", finding.evidence.as_ref().map(evidence).unwrap_or_default()),
    ])
}

fn evidence(evidence: &Evidence) -> Value {
    object([
        ("source", text(&evidence.source)),
        ("locator", text(&evidence.locator)),
        ("date", text(&evidence.date)),
    ])
}

fn region(span: &Span) -> Value {
    object([
        ("startLine", span.start.line.into()),
        ("startColumn", span.start.column.into()),
        ("endLine", span.end.line.into()),
        ("endColumn", span.end.column.into()),
    ])
}
