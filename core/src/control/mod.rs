//! What a user decides about findings: how bad they are, which of them are accepted, and since when they are known.
//!
//! A comment `# eks-plan: allow CODE reason` and `suppress` of a `PlanConfig` accept findings; `severity` says how bad
//! they are; a [`Baseline`] holds those that were there before. What cannot be read cannot be accepted: below it nothing
//! was looked at.

mod baseline;
mod directive;
mod identity;
mod judge;
mod pattern;
mod scope;

pub(crate) use baseline::Comparison;
pub use baseline::{Baseline, BaselineError};

use crate::diagnostic::{Code, Place, Report, Severity};
use crate::document::check::AcceptedBy;
use crate::source::{Comment, Document};
use crate::spec::{Level, PlanConfig};
use identity::Origin;
use scope::Scope;

/// What was decided about the findings of a call.
#[derive(Debug, Default)]
pub struct Control {
    levels: Vec<(Code, Severity)>,
    rules: Vec<Rule>,
    /// What is wrong with the decisions themselves.
    own: Report,
    origins: Vec<Origin>,
}

/// Findings that are accepted.
#[derive(Debug)]
struct Rule {
    code: Code,
    scope: Scope,
    by: AcceptedBy,
    reason: Option<String>,
    /// Where it stands.
    at: Place,
}

impl Control {
    /// Takes the documents of a text, and the comments in it.
    pub(crate) fn add_text(&mut self, text: &str, documents: Vec<Document>, comments: Vec<Comment>) {
        let first = self.origins.len();
        self.origins.extend(Origin::of(documents));
        for comment in comments {
            let at = Place { span: Some(comment.span.clone()), ..Place::default() };
            let allow = match directive::read(&comment.text) {
                Ok(allow) => allow,
                Err(wrong) => {
                    self.own
                        .raise(Code::SuppressionForm, &at, wrong)
                        .arg("comment", &comment.text)
                        .help("write `# eks-plan: allow EP0410 reason`");
                    continue;
                }
            };
            let own = self.origins.get(first..).unwrap_or_default();
            let Some(scope) = Scope::of_comment(text, own, &comment) else { continue };
            for code in allow.codes {
                self.allow(&code, scope.clone(), AcceptedBy::Comment, allow.reason.clone(), at.clone());
            }
        }
    }

    /// Takes what a `PlanConfig` says.
    pub(crate) fn add_config(&mut self, config: &PlanConfig) {
        for (name, level) in config.severity.iter().flat_map(|levels| &levels.value) {
            match name.parse() {
                Ok(code) => self.levels.push((code, severity(level.value))),
                Err(()) => self.unknown(name, &level.at),
            }
        }
        for one in config.suppress.iter().flat_map(|list| &list.value) {
            let Some(code) = &one.code else { continue };
            let scope = match one.path.as_ref().map(|path| (path, pattern::read(path))) {
                None => Scope::All,
                Some((_, Ok(pattern))) => Scope::Pattern(pattern),
                Some((path, Err(wrong))) => {
                    let help = "write it as findings do: `managedNodeGroups[0].labels[\"a.b\"]`, `*` for any";
                    self.own
                        .raise(Code::SuppressionForm, &path.at, wrong)
                        .arg("path", &path.value)
                        .help(help);
                    continue;
                }
            };
            let reason = one.reason.as_ref().map(|reason| reason.trim().to_owned());
            let reason = reason.filter(|reason| !reason.is_empty());
            self.allow(&code.value, scope, AcceptedBy::Config, reason, one.at.clone());
        }
    }

    fn allow(&mut self, name: &str, scope: Scope, by: AcceptedBy, reason: Option<String>, at: Place) {
        let Ok(code) = name.parse::<Code>() else { return self.unknown(name, &at) };
        if reason.is_none() {
            let message = format_args!("nothing says why `{code}` is accepted");
            let found = self.own.raise(Code::SuppressionNoReason, &at, message).arg("code", code.as_str());
            match by {
                AcceptedBy::Config => found.help("add `reason: ...`"),
                _ => found
                    .help(format_args!("write the reason behind the code: `# eks-plan: allow {code} ...`")),
            };
        }
        self.rules.push(Rule { code, scope, by, reason, at });
    }

    fn unknown(&mut self, name: &str, at: &Place) {
        let upper = name.to_ascii_uppercase();
        let help = match upper.parse::<Code>() {
            Ok(code) => format!("write `{code}`"),
            Err(()) => "a code is `EP` and four digits, as it stands in the finding".to_owned(),
        };
        let message = format_args!("`{name}` is no code of a finding");
        self.own.raise(Code::SuppressionCode, at, message).arg("code", name).help(help);
    }
}

/// True for what keeps a text from being read.
pub(crate) fn is_text_error(code: Code) -> bool {
    code < Code::DocumentKind
}

/// The severity that a level stands for.
pub(crate) fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Note,
    }
}
