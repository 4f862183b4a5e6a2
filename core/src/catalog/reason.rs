//! Why one step comes before another.

use super::find;
pub use super::generated::reasons::*;
use crate::terms::{EdgeKind, Readiness, Relation};

/// A rule of order, with the evidence for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The code, such as `cni-before-nodes`.
    pub code: &'static str,
    /// What the edge means.
    pub kind: EdgeKind,
    /// The order that it belongs to.
    pub relation: Relation,
    /// How far `{from}` has to be.
    pub until: Option<Readiness>,
    /// The key of the duration to wait between the two.
    pub delay: Option<&'static str>,
    /// Texts of errors with which `{to}` is refused until then: its call is made again.
    pub retry: &'static [&'static str],
    /// The step fails without it; else it is only better with it.
    pub hard: bool,
    /// The reason in words; `{from}` goes first, `{to}` after it.
    pub sentence: &'static str,
    /// The document that says so.
    pub source: &'static str,
    /// The place in it.
    pub locator: &'static str,
    /// The day the document was read, `YYYY-MM-DD`.
    pub date: &'static str,
    /// The reason for the opposite order on teardown, if there is one.
    pub on_delete: Option<&'static Reason>,
}

/// The reason with this code.
pub fn reason(code: &str) -> Option<&'static Reason> {
    find(ALL, code, |row| row.code).copied()
}
