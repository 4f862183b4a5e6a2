//! Findings with a bound, so that a text of nothing but mistakes costs no more than its own size.

use std::fmt::Display;

use crate::diagnostic::{Code, Place, Raised, Report, Severity};

/// More than anyone reads.
const MOST: usize = 1000;

#[derive(Default)]
pub(crate) struct Findings {
    report: Report,
    /// The last one of those that are too many: of the others nothing is kept.
    spare: Report,
    kept: usize,
    left_out: usize,
    worst: Option<Severity>,
    next: Option<Place>,
}

impl Findings {
    /// Adds a finding, of which more may be said.
    #[cfg_attr(feature = "sites", track_caller)]
    pub(crate) fn raise(&mut self, code: Code, place: &Place, message: impl Display) -> Raised<'_> {
        if self.is_full() {
            self.leave_out();
            return self.spare.raise(code, place, message);
        }
        self.kept += 1;
        self.report.raise(code, place, message)
    }

    /// Counts the one that is too many.
    fn leave_out(&mut self) {
        for finding in std::mem::take(&mut self.spare).into_sorted() {
            self.left_out += 1;
            self.worst = self.worst.min(Some(finding.severity)).or(Some(finding.severity));
            self.next.get_or_insert(Place { path: finding.path, span: finding.span });
        }
    }

    /// True if a further finding will only be counted.
    pub(crate) fn is_full(&self) -> bool {
        self.kept >= MOST
    }

    /// All that were kept, and how many were not.
    pub(crate) fn finish(mut self) -> Report {
        self.leave_out();
        if let (Some(place), Some(worst)) = (self.next, self.worst) {
            let message = format!("{} further findings are left out", self.left_out);
            self.report
                .raise(Code::TextTooLarge, &place, message)
                .arg("leftOut", &self.left_out.to_string())
                .help(format_args!("no more than {MOST} findings are listed"))
                .severity(worst);
        }
        self.report
    }
}
