//! Findings with a bound, so that a text of nothing but mistakes costs no more than its own size.

use crate::diagnostic::{Code, Diagnostic, Place, Report, Severity};

/// More than anyone reads.
const MOST: usize = 1000;

#[derive(Default)]
pub(crate) struct Findings {
    report: Report,
    kept: usize,
    left_out: usize,
    worst: Option<Severity>,
    next: Option<Place>,
}

impl Findings {
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        if self.is_full() {
            self.left_out += 1;
            self.worst = self.worst.min(Some(finding.severity)).or(Some(finding.severity));
            self.next.get_or_insert(Place { path: finding.path, span: finding.span });
        } else {
            self.kept += 1;
            self.report.push(finding);
        }
    }

    /// True if a further finding will only be counted.
    pub(crate) fn is_full(&self) -> bool {
        self.kept >= MOST
    }

    /// All that were kept, and how many were not.
    pub(crate) fn finish(mut self) -> Report {
        if let (Some(place), Some(worst)) = (self.next, self.worst) {
            let message = format!("{} further findings are left out", self.left_out);
            let mut rest = Diagnostic::new(Code::TextTooLarge, &place, message)
                .arg("leftOut", self.left_out.to_string())
                .help(format!("no more than {MOST} findings are listed"));
            rest.severity = worst;
            self.report.push(rest);
        }
        self.report
    }
}
