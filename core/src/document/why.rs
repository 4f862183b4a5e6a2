//! Answers to `why`: the edges behind a step, as a tree.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::document;
use crate::diagnostic::{Evidence, Path, Span};
use crate::terms::{EdgeKind, Relation};

document! {
    /// Why a step is there, or why it comes after another.
    Why {
        /// The step, or the resource where no step does it.
        step: Arc<str>,
        /// What it was asked to come after.
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<Arc<str>>,
        /// Which order was asked for.
        relation: Relation,
        /// In one line.
        summary: String,
        /// What it waits for, each with its own reasons.
        reasons: Vec<Reason>,
    }
    /// A branch of the tree: an edge, and the reasons of what it comes from.
    Reason {
        /// The edge's id.
        edge: Arc<str>,
        /// What it means.
        kind: EdgeKind,
        /// Why, for programs.
        reason_code: &'static str,
        /// Why, for people.
        reason: Cow<'static, str>,
        /// How we know.
        evidence: Evidence,
        /// What comes first.
        from: Arc<str>,
        /// What comes after.
        to: Arc<str>,
        /// The other members of the set of which one was enough.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        any_of: Vec<Arc<str>>,
        /// Seconds waited after that.
        #[serde(skip_serializing_if = "Option::is_none")]
        delay_seconds: Option<u32>,
        /// When `from` is ready, in the plan's time.
        #[serde(skip_serializing_if = "Option::is_none")]
        satisfied_seconds: Option<u64>,
        /// True if this is what the step waits for longest.
        binding: bool,
        /// The field of the spec that asked for `from`.
        #[serde(skip_serializing_if = "Option::is_none")]
        requested_at: Option<RequestedAt>,
        /// Why `from` in turn has to wait.
        reasons: Vec<Reason>,
    }
    /// The field that asked for a resource.
    RequestedAt {
        /// Its path.
        path: Path,
        /// Its place in the text.
        span: Option<Span>,
    }
    /// What hangs on a step.
    Impact {
        /// The step.
        step: Arc<str>,
        /// Steps that wait for it, directly or not, in the plan's order.
        waits: Vec<Arc<str>>,
        /// Steps that cannot succeed without it: those reached by hard edges alone.
        fails: Vec<Arc<str>>,
    }
}
