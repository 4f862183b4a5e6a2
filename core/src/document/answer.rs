//! Answers that are neither plan, topology nor findings.

use serde::Serialize;

use super::check::Check;
use super::document;
use super::plan::CatalogRevision;
use crate::diagnostic::{Code, Position};

document! {
    /// Texts with their certain remedies carried out.
    Repaired {
        /// The texts in their order, changed or not; objects are left out.
        texts: Vec<RepairedText>,
        /// What was done, in the order in which it was done.
        applied: Vec<AppliedFix>,
        /// What is found in the new texts.
        check: Check,
    }
    /// A text after its repair.
    RepairedText {
        /// What it is called in findings.
        name: String,
        /// What it holds now.
        text: String,
        /// True if something of it was changed.
        changed: bool,
    }
    /// A remedy that was carried out.
    AppliedFix {
        /// What was found.
        code: Code,
        /// What was done.
        title: String,
        /// In which text.
        file: String,
        /// Where, before anything was changed in this turn.
        at: Position,
    }
    /// The version of the library and of the facts that it rests on.
    Version {
        /// The library's.
        version: &'static str,
        /// The catalogue's.
        catalog: CatalogRevision,
    }
}
