//! Why one step comes before another.

use super::find;
use super::generated::reasons as rows;
pub use super::generated::reasons::*;
use crate::terms::{EdgeKind, Readiness, Relation};

/// A rule of order, with the evidence for it. Reasons ascend as their codes do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reason(pub(in crate::catalog) u16);

/// Constants for the reasons, and a column for each thing that is known of them.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident {
        code: $code:literal, kind: $kind:ident, relation: $relation:ident, until: $until:expr, delay: $delay:literal,
        retry: $retry:expr, hard: $hard:literal, sentence: $sentence:literal,
        source: $source:literal, locator: $locator:literal, date: $date:literal, on_delete: $on_delete:expr
    })+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Row { $($name,)+ }

        $($(#[$doc])* pub const $name: Reason = Reason(Row::$name as u16);)+

        /// All reasons, by code.
        pub const ALL: &[Reason] = &[$($name,)+];

        pub(in crate::catalog) static CODES: Texts = texts![$($code),+];
        pub(in crate::catalog) static KINDS: &[EdgeKind] = &[$(EdgeKind::$kind),+];
        pub(in crate::catalog) static RELATIONS: &[Relation] = &[$(Relation::$relation),+];
        pub(in crate::catalog) static UNTIL: &[Option<Readiness>] = &[$($until),+];
        pub(in crate::catalog) static DELAYS: Texts = texts![$($delay),+];
        pub(in crate::catalog) static RETRIES: &[&[&str]] = &[$($retry),+];
        pub(in crate::catalog) static HARD: &[bool] = &[$($hard),+];
        pub(in crate::catalog) static SENTENCES: Texts = texts![$($sentence),+];
        pub(in crate::catalog) static SOURCES: Texts = texts![$($source),+];
        pub(in crate::catalog) static LOCATORS: Texts = texts![$($locator),+];
        pub(in crate::catalog) static DATES: Texts = texts![$($date),+];
        pub(in crate::catalog) static ON_DELETE: &[Option<Reason>] = &[$($on_delete),+];
    };
}
pub(super) use reasons;

impl Reason {
    const fn row(self) -> usize {
        self.0 as usize
    }

    /// The code, such as `cni-before-nodes`.
    pub const fn code(self) -> &'static str {
        rows::CODES.get(self.row())
    }

    /// What the edge means.
    pub const fn kind(self) -> EdgeKind {
        rows::KINDS[self.row()]
    }

    /// The order that it belongs to.
    pub const fn relation(self) -> Relation {
        rows::RELATIONS[self.row()]
    }

    /// How far `{from}` has to be.
    pub const fn until(self) -> Option<Readiness> {
        rows::UNTIL[self.row()]
    }

    /// The key of the duration to wait between the two.
    pub fn delay(self) -> Option<&'static str> {
        Some(rows::DELAYS.get(self.row())).filter(|key| !key.is_empty())
    }

    /// Texts of errors with which `{to}` is refused until then: its call is made again.
    pub const fn retry(self) -> &'static [&'static str] {
        rows::RETRIES[self.row()]
    }

    /// The step fails without it; else it is only better with it.
    pub const fn hard(self) -> bool {
        rows::HARD[self.row()]
    }

    /// The reason in words; `{from}` goes first, `{to}` after it.
    pub const fn sentence(self) -> &'static str {
        rows::SENTENCES.get(self.row())
    }

    /// The document that says so.
    pub const fn source(self) -> &'static str {
        rows::SOURCES.get(self.row())
    }

    /// The place in it.
    pub const fn locator(self) -> &'static str {
        rows::LOCATORS.get(self.row())
    }

    /// The day the document was read, `YYYY-MM-DD`.
    pub const fn date(self) -> &'static str {
        rows::DATES.get(self.row())
    }

    /// The reason for the opposite order on teardown, if there is one.
    pub const fn on_delete(self) -> Option<Reason> {
        rows::ON_DELETE[self.row()]
    }
}

impl std::fmt::Debug for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// The reason with this code.
pub fn reason(code: &str) -> Option<Reason> {
    find(ALL, code, |row| row.code()).copied()
}
