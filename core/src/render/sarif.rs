//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::file;
use super::uri::location;
use crate::diagnostic::{Code, Diagnostic, Fix, Severity, Span};
use crate::document::check::{AcceptedBy, BaselineEntry, Check, Suppressed};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const FINGERPRINT: &str = "eksPlanFinding/v1";
/// Where the pages of the codes are: in the repository, or relative to it where that is not known.
const PAGES: &str = env!("CARGO_PKG_REPOSITORY");

pub(super) fn render(check: &Check, files: &[&str]) -> String {
    let accepted = check.suppressed.iter().map(|one| &one.finding);
    let mut codes: Vec<Code> = check.diagnostics.iter().chain(accepted).map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let log = Log { check, files, codes: &codes };
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "eks-plan",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            } },
            "columnKind": "utf16CodeUnits",
            "artifacts": files.iter().map(|file| json!({ "location": location(file) })).collect::<Vec<_>>(),
            "results": log.results(),
        }],
    });
    let mut text = document.to_string();
    text.push('\n');
    text
}

fn rule(code: Code) -> Value {
    let mut rule = json!({
        "id": code.as_str(),
        "name": format!("{code:?}"),
        "shortDescription": { "text": code.title() },
        "helpUri": page(code),
        "defaultConfiguration": { "level": level(code.severity()) },
    });
    explain(code, &mut rule);
    rule
}

fn page(code: Code) -> String {
    let page = format!("docs/diagnostics/{code}.md");
    if PAGES.is_empty() { page } else { format!("{}/blob/main/{page}", PAGES.trim_end_matches('/')) }
}

fn explain(code: Code, rule: &mut Value) {
    let Some(known) = code.explanation() else { return };
    let title = code.title();
    let why = if known.why.is_empty() { title } else { known.why };
    rule["fullDescription"] = json!({ "text": why });
    let mut text = format!("{why}\n\nHow to fix it: {}.", known.remedy);
    let mut markdown = format!("{why}\n\n**How to fix it**: {}.", known.remedy);
    for (name, example) in [("Bad", known.bad), ("Good", known.good)] {
        if !example.is_empty() {
            let _ = write!(text, "\n\n{name}:\n\n{example}");
            let _ = write!(markdown, "\n\n**{name}**\n\n```yaml\n{}\n```", example.trim_end());
        }
    }
    rule["help"] = json!({ "text": text, "markdown": markdown });
}

struct Log<'a> {
    check: &'a Check,
    files: &'a [&'a str],
    codes: &'a [Code],
}

impl Log<'_> {
    fn results(&self) -> Vec<Value> {
        let compared = self.check.baseline.as_ref();
        let mut results = Vec::new();
        for finding in &self.check.diagnostics {
            let mut result = self.result(finding);
            if compared.is_some() {
                result["baselineState"] = "new".into();
            }
            results.push(result);
        }
        for one in &self.check.suppressed {
            let mut result = self.result(&one.finding);
            match one.by {
                AcceptedBy::Baseline => result["baselineState"] = "unchanged".into(),
                _ => {
                    result["suppressions"] = json!([suppression(one)]);
                    if compared.is_some() {
                        result["baselineState"] = "new".into();
                    }
                }
            }
            results.push(result);
        }
        results.extend(compared.into_iter().flat_map(|compared| &compared.gone).map(absent));
        results
    }

    fn result(&self, finding: &Diagnostic) -> Value {
        let mut place = json!({ "physicalLocation": {
            "artifactLocation": self.artifact(file(finding, self.files)),
        } });
        if let Some(span) = &finding.span {
            place["physicalLocation"]["region"] = region(span);
        }
        let path = finding.path.to_string();
        if !path.is_empty() {
            place["logicalLocations"] = json!([{ "fullyQualifiedName": path, "kind": "member" }]);
        }
        let mut message = finding.message.clone();
        if let Some(help) = &finding.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        let mut result = json!({
            "ruleId": finding.code.as_str(),
            "ruleIndex": self.codes.binary_search(&finding.code).unwrap_or_default(),
            "level": level(finding.severity),
            "message": { "text": message },
            "locations": [place],
            "partialFingerprints": { FINGERPRINT: finding.id },
        });
        let related = finding.labels.iter().enumerate().filter_map(|(at, label)| {
            let span = label.span.as_ref()?;
            Some(json!({
                "id": at,
                "message": { "text": label.text },
                "physicalLocation": { "artifactLocation": self.artifact(&span.file), "region": region(span) },
            }))
        });
        let related: Vec<_> = related.collect();
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        if !finding.fixes.is_empty() {
            result["fixes"] = finding.fixes.iter().map(|fix| self.fix(fix)).collect();
        }
        result["properties"] = properties(finding);
        result
    }

    /// One change a file, its replacements in the order of the text.
    fn fix(&self, fix: &Fix) -> Value {
        let files: BTreeSet<&str> = fix.edits.iter().map(|edit| edit.span.file.as_ref()).collect();
        let change = |file: &str| {
            let edits = fix.edits.iter().filter(|edit| edit.span.file.as_ref() == file);
            let replacements: Vec<_> = edits
                .map(|edit| json!({ "deletedRegion": region(&edit.span), "insertedContent": { "text": edit.text } }))
                .collect();
            json!({ "artifactLocation": self.artifact(file), "replacements": replacements })
        };
        json!({
            "description": { "text": fix.title },
            "artifactChanges": files.into_iter().map(change).collect::<Vec<_>>(),
            "properties": { "certain": fix.certain },
        })
    }

    fn artifact(&self, name: &str) -> Value {
        let mut artifact = location(name);
        if let Some(index) = self.files.iter().position(|file| *file == name) {
            artifact["index"] = index.into();
        }
        artifact
    }
}

fn suppression(one: &Suppressed) -> Value {
    let kind = if one.by == AcceptedBy::Comment { "inSource" } else { "external" };
    let mut suppression = json!({ "kind": kind, "status": "accepted" });
    if let Some(reason) = &one.reason {
        suppression["justification"] = reason.as_str().into();
    }
    if let Some(span) = &one.span {
        let place = json!({ "artifactLocation": location(&span.file), "region": region(span) });
        suppression["location"] = json!({ "physicalLocation": place });
    }
    suppression
}

/// What a baseline holds and was not found any more.
fn absent(entry: &BaselineEntry) -> Value {
    json!({
        "ruleId": entry.code,
        "message": { "text": entry.message },
        "baselineState": "absent",
        "partialFingerprints": { FINGERPRINT: entry.id },
        "locations": [{ "logicalLocations": [{ "fullyQualifiedName": entry.path, "kind": "member" }] }],
    })
}

fn properties(finding: &Diagnostic) -> Value {
    let mut properties = json!({ "pointer": finding.pointer, "args": finding.args });
    if let Some(phase) = finding.phase {
        properties["phase"] = phase.as_str().into();
    }
    if !finding.refused_by.is_empty() {
        properties["refusedBy"] = finding.refused_by.clone().into();
    }
    if let Some(evidence) = &finding.evidence {
        properties["evidence"] = json!(evidence);
    }
    properties
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn region(span: &Span) -> Value {
    json!({
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    })
}
