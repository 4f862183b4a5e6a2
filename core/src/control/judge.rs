//! Findings, as the user wants them judged.

use super::baseline::can_be_accepted;
use super::{Control, Rule, identity};
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::document::check::{AcceptedBy, Suppressed};

/// What became of the findings.
pub(crate) struct Judged {
    /// Those that stand, in their stable order.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Those that were accepted.
    pub(crate) suppressed: Vec<Suppressed>,
    /// True if an error stands, or if a part of the input was not read, whoever accepts it.
    pub(crate) blocks: bool,
}

impl Judged {
    /// How many of the findings that stand have this severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|finding| finding.severity == severity).count()
    }
}

impl Control {
    /// Sorts the findings, gives them their ids and their severities, and takes out those that are accepted.
    pub(crate) fn judge(mut self, mut report: Report) -> Judged {
        report.extend(std::mem::take(&mut self.own));
        let all = report.into_sorted();
        let unread = all.iter().any(is_unread);
        // While a part of the input was not read, what would be found there is not known.
        let complete = !all.iter().any(|finding| is_unread(finding) && family(finding.code) < "02");
        let mut used = vec![false; self.rules.len()];
        let mut judged = Judged { diagnostics: Vec::new(), suppressed: Vec::new(), blocks: false };
        for finding in all {
            self.settle(finding, &mut judged, Some(&mut used));
        }
        if complete && used.contains(&false) {
            let about_itself = |rule: &Rule| rule.code == Code::SuppressionUnused;
            for itself in [false, true] {
                for at in 0..self.rules.len() {
                    let Some(rule) = self.rules.get(at).filter(|rule| about_itself(rule) == itself) else {
                        continue;
                    };
                    if used.get(at) == Some(&false) {
                        self.settle(unused(rule), &mut judged, Some(&mut used).filter(|_| !itself));
                    }
                }
            }
            let mut report = Report::default();
            std::mem::take(&mut judged.diagnostics).into_iter().for_each(|finding| report.push(finding));
            judged.diagnostics = report.into_sorted();
        }
        judged.blocks = unread || judged.count(Severity::Error) > 0;
        judged
    }

    fn settle(&self, mut finding: Diagnostic, judged: &mut Judged, used: Option<&mut Vec<bool>>) {
        finding.id = identity::of(&finding, &self.origins);
        if !can_be_accepted(&finding) {
            judged.diagnostics.push(finding);
            return;
        }
        if let Some((_, severity)) = self.levels.iter().find(|(code, _)| *code == finding.code) {
            finding.severity = *severity;
        }
        // Every rule that covers the finding is of use; the first is the one that is named.
        let mut by = None;
        if let Some(used) = used {
            for (rule, used) in self.rules.iter().zip(used) {
                if rule.code == finding.code && rule.scope.covers(&finding, &self.origins) {
                    *used = true;
                    by = by.or(Some(rule));
                }
            }
        }
        match by {
            None => judged.diagnostics.push(finding),
            Some(rule) => judged.suppressed.push(Suppressed {
                by: rule.by,
                reason: rule.reason.clone(),
                span: rule.at.span.clone(),
                finding,
            }),
        }
    }
}

/// True for errors that say: a part of the input is not in the plan.
fn is_unread(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && family(finding.code) <= "02"
}

/// The two digits that codes of one family begin with.
fn family(code: Code) -> &'static str {
    code.as_str().get(2..4).unwrap_or_default()
}

fn unused(rule: &Rule) -> Diagnostic {
    let code = rule.code;
    let help = match rule.by {
        AcceptedBy::Config => format!("take the entry for `{code}` out of `suppress`, or correct its path"),
        _ => format!("take the comment out, or move it to what `{code}` is about"),
    };
    Diagnostic::new(
        Code::SuppressionUnused,
        &rule.at,
        format!("`{code}` is accepted here, and is not found here"),
    )
    .arg("code", code.as_str())
    .help(help)
}
