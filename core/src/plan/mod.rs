//! From the resource graph to steps in order and in time.
//!
//! A step is a call and its waiting until ready. [`create`] makes the calls of every resource, joins them by the edges of
//! the graph, schedules them, and writes the [`Plan`](crate::document::plan::Plan) document. What decides the order is in [`schedule`].

mod any_of;
mod cost;
mod create;
mod draft;
mod fingerprint;
mod literal;
mod operation;
mod properties;
pub mod schedule;
mod steps;
mod topology;
mod write;

pub(crate) use create::{catalog_revision, create_text, findings};
pub use create::{create, without_topology};
pub use fingerprint::canonical;
pub use topology::document as topology_document;

pub(crate) use fingerprint::of_input as input_fingerprint;
pub(crate) use operation::image::unknown_image;
pub(crate) use operation::unknown_id;
pub(crate) use write::evidence;

use crate::catalog::Date;
use crate::control::Control;
use crate::diagnostic::Report;
use crate::spec::PlanConfig;

/// What a plan is made with beside the graph.
#[derive(Debug)]
pub struct Request<'a> {
    /// The options.
    pub config: &'a PlanConfig,
    /// The day for which calendar facts were looked up.
    pub as_of: Date,
    /// SHA-256 of the input's bytes, as hexadecimal digits.
    pub input_fingerprint: String,
    /// What was found on the way.
    pub report: Report,
    /// What only AWS can answer of the spec.
    pub unknowns: Vec<crate::document::Unknown>,
    /// Where values stand that could not be read.
    pub unread: &'a crate::diagnostic::Unread,
    /// What the user decided about findings.
    pub control: Control,
}
