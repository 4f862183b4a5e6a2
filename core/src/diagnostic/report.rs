//! All findings of a run, in their stable order.

use super::{Diagnostic, Path, Severity, Unread};

/// Findings, collected in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report(Vec<Diagnostic>);

impl Report {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds a finding, of which more may be said.
    pub(super) fn add(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        let last = self.0.len();
        self.0.push(diagnostic);
        &mut self.0[last]
    }

    /// Adds all findings of another report.
    pub fn extend(&mut self, other: Report) {
        self.0.extend(other.0);
    }

    /// The error-level findings, in the order in which they were made.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter().filter(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Where the values stand that the error-level findings are about.
    pub fn unread(&self) -> Unread {
        Unread::new(self.errors())
    }

    /// Takes out what only follows from values that could not be read.
    pub fn silence(&mut self, unread: &Unread) {
        if unread.is_empty() {
            return;
        }
        self.0.retain(|finding| {
            !finding.code.silenced_by().iter().any(|below| match *below {
                "." => unread.is_below(&finding.path),
                path => unread.is_within(&path.split('.').fold(Path::ROOT, |path, key| path.key(key))),
            })
        });
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// True if an error-level finding stands.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The findings by file, offset, path, code and message, those without a place last; one said twice is said once.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.0;
        all.sort_by(|a, b| key(a).cmp(&key(b)));
        all.dedup();
        all
    }
}

type Key<'a> = (bool, Option<(&'a str, u32)>, &'a super::Path, super::Code, &'a str);

fn key(diagnostic: &Diagnostic) -> Key<'_> {
    let place = diagnostic.span.as_ref().map(|span| (span.file.as_ref(), span.start.offset));
    (place.is_none(), place, &diagnostic.path, diagnostic.code, &diagnostic.message)
}
