//! The document as written: typed, with the place of every value, and without defaults.

mod cluster;
mod context;
mod decode;
mod document;
mod documents;
mod findings;
#[cfg(feature = "schema")]
mod json_schema;
mod map;
mod names;
mod plan_config;
mod section;
mod table;
mod text;
mod workload;

pub use cluster::*;
pub use context::NotModelled;
pub use document::{Anything, Document};
pub use map::{Entries, Map};
pub(crate) use names::nearest as nearest_name;
pub use plan_config::*;
pub use table::{Definition, Field, Kind, Located, Property, Status, filled, items, written};
pub use text::{AccountId, DateText, NumberText, VersionText};
pub use workload::*;

use crate::diagnostic::{Code, Path, Phase, Place, Report};
use crate::source;
use context::Context;
use decode::Decode;
use findings::Findings;

/// The input as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// The cluster.
    pub cluster: ClusterConfig,
    /// What the planner was told beside; the options of the call have won.
    pub config: PlanConfig,
    /// The properties that are written and go no further, in the order of the text.
    pub not_modelled: Vec<NotModelled>,
}

/// Reads the documents of one input. `options` are those of the call and win over a `PlanConfig` in the input.
///
/// No document at all is for the reader of the text to report, and gives neither a `Spec` nor a finding.
/// There is a `Spec` whenever there is a `ClusterConfig`, even if findings are errors: what could not be read is absent.
pub fn decode(documents: &[source::Document], options: Option<&PlanConfig>) -> (Option<Spec>, Report) {
    let mut cx = Context::default();
    let chosen = documents::choose(documents, &mut cx.findings);
    let written = chosen.plan.and_then(|node| PlanConfig::read(node, &mut cx)).unwrap_or_default();
    let config = match options {
        Some(options) => PlanConfig::merge(written, options),
        None => written,
    };
    let cluster = chosen.cluster.and_then(|node| root(node, &mut cx));
    let Context { mut findings, not_modelled, .. } = cx;
    not_modelled.iter().for_each(|item| remark(item, &mut findings));
    (cluster.map(|cluster| Spec { cluster, config, not_modelled }), findings.finish())
}

/// The value of a whole document.
fn root<T: Decode>(node: &source::Node, cx: &mut Context) -> Option<T> {
    let mut root = None;
    T::read(&mut root, node, &Place { path: Path::ROOT, span: node.span.clone() }, cx);
    root.map(|root| root.value)
}

/// Every definition of a `ClusterConfig`, the document itself first.
#[cfg(feature = "schema")]
pub fn definitions() -> Vec<&'static Definition> {
    let mut seen = Vec::new();
    <ClusterConfig as section::Section>::DEFINITION.walk(&mut seen);
    seen
}

fn remark(item: &NotModelled, findings: &mut Findings) {
    let (path, reason) = (&item.place.path, item.reason);
    let message = format_args!("`{path}` goes no further than being read: {reason}");
    findings
        .raise(Code::FieldNotModelled, &item.place, message)
        .arg("definition", item.definition)
        .arg("property", item.property)
        .arg("reason", reason)
        .phase(Phase::Validate);
}
