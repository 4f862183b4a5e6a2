//! The documents that cross the boundary, types only. Their fields are fixed in `docs/contract.md`.

pub mod answer;
pub mod check;
pub(crate) mod json;
pub mod plan;
pub mod topology;
pub mod why;

use serde::Serialize;

use crate::diagnostic::{Path, Span};
use crate::terms::OriginType;

/// Declares document types: camelCase on the wire, `Option` and marked lists left out when they say nothing.
macro_rules! document {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)+ }
    )+};
}
pub(crate) use document;

document! {
    /// Where something comes from.
    Origin {
        /// Which of the three.
        #[serde(rename = "type")]
        kind: OriginType,
        /// The field that asked for it.
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<Path>,
        /// Its place in the text.
        #[serde(skip_serializing_if = "Option::is_none")]
        span: Option<Span>,
    }
    /// What was chosen for want of input.
    Assumption {
        /// What it is about.
        subject: String,
        /// What was chosen.
        value: String,
        /// Why.
        why: String,
        /// Where the choice comes from.
        source: String,
    }
    /// What cannot be known offline.
    Unknown {
        /// What it is about; the SUBJECT of `${unknown:SUBJECT}`.
        subject: String,
        /// Why it is not known.
        why: String,
        /// The read-only command that would tell.
        #[serde(skip_serializing_if = "Option::is_none")]
        command: Option<String>,
        /// True if the plan cannot be carried out before it is known.
        blocks: bool,
    }
}
