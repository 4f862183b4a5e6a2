//! One façade for the command, the bindings and the preview: text in, documents out.
//!
//! Every call takes the same inputs and [`Options`] and does not fail for what is wrong with the input: findings are
//! part of the answer.
//!
//! ```
//! use eks_plan::api::{Input, Options, plan};
//!
//! let text = "{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: {name: demo, region: eu-west-1}}";
//! let plan = plan(&[Input::text("demo.yaml", text)], &Options::default());
//! assert_eq!(plan.summary.errors, 0);
//! assert_eq!(&*plan.waves[0].steps[0], "create:iam-role/cluster");
//! ```
//!
//! An input may be an object that a program has built, as JSON or as a [`ClusterConfig`](crate::cluster_config::ClusterConfig).
//! Findings in it have paths and no places.
//!
//! ```
//! use eks_plan::api::{Input, Options, check};
//! use serde_json::json;
//!
//! let object = json!({
//!     "apiVersion": "eksctl.io/v1alpha5",
//!     "kind": "ClusterConfig",
//!     "metadata": { "name": "demo", "region": "eu-west-1" },
//!     "managedNodegroups": [],
//! });
//! let found = check(&[Input::object("demo", object)], &Options::default());
//! let first = &found.diagnostics[0];
//! assert_eq!((first.code.as_str(), first.path.to_string().as_str()), ("EP0104", "managedNodegroups"));
//! assert!(first.span.is_none());
//! ```
//!
//! [`call`] is the same for host languages: a verb by its name, arguments and options as one JSON object, and text out, equal byte
//! for byte in each of them. It fails only where the call itself makes no sense.
//!
//! ```
//! use eks_plan::api::{Input, call};
//!
//! let spec = [Input::text("", "{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: {name: demo}}")];
//! let answer = call("check", &spec, r#"{"asOf": "2026-11-22", "sourceName": "demo.yaml"}"#).unwrap();
//! assert!(answer.starts_with(r#"{"ok":false,"#) && answer.contains(r#""file":"demo.yaml""#));
//!
//! let failure = call("why", &spec, r#"{"stp": "cluster/demo"}"#).unwrap_err();
//! assert_eq!(failure.code, "wrong-argument");
//! ```

mod call;
mod check;
mod failure;
mod fault;
mod fix;
mod input;
mod object;
mod pieces;
mod pipeline;
mod schema;
mod sections;
mod verbs;
mod why;

pub use crate::control::{Baseline, BaselineError};
pub use crate::plan::canonical;
pub use crate::render::render;
pub use call::{Verb, call};
pub use check::{check, check_each};
pub use failure::{Failure, Misuse};
pub use fix::{Fixed, fix};
pub use input::{Content, Input};
pub use object::Object;
pub use pieces::pieces;
pub use pipeline::Options;
pub use schema::{SCHEMAS, schema};
pub use verbs::VERBS;
pub use why::{WhyError, impact, why};

use crate::diagnostic::{Code, Explanation};
use crate::document::answer::Version;
use crate::document::check::Check;
use crate::document::plan::Plan;
use crate::document::topology::Topology;
use crate::graph::Graph;
use crate::plan::{catalog_revision, topology_document};
use pipeline::Lowered;

/// The plan that brings the cluster up.
pub fn plan(inputs: &[Input], options: &Options) -> Plan {
    let (topology, lowered) = Lowered::new(inputs, options);
    let wanted = lowered.sections();
    let mut plan = lowered.plan(topology.as_ref());
    sections::cut(&mut plan, wanted);
    plan
}

/// The plan, if no error-level finding stands.
///
/// # Errors
///
/// The error-level findings that stand.
pub fn plan_or_fail(inputs: &[Input], options: &Options) -> Result<Plan, Failure> {
    let plan = plan(inputs, options);
    if plan.summary.errors == 0 { Ok(plan) } else { Err(Failure::of(plan.diagnostics)) }
}

/// The plan as canonical text.
pub fn plan_json(inputs: &[Input], options: &Options) -> String {
    let (topology, lowered) = Lowered::new(inputs, options);
    match lowered.sections() {
        None => lowered.text(topology.as_ref()),
        wanted => {
            let mut plan = lowered.plan(topology.as_ref());
            sections::cut(&mut plan, wanted);
            canonical(&plan)
        }
    }
}

/// What the cluster will be; nothing if the input could not be lowered. The findings stand beside it.
pub fn topology(inputs: &[Input], options: &Options) -> (Option<Topology>, Check) {
    let (topology, lowered) = Lowered::new(inputs, options);
    let graph = topology.as_ref().map(Graph::build);
    (graph.as_ref().map(topology_document), lowered.findings(graph))
}

/// What there is to say about a code; nothing if there is no such code.
pub fn explain(code: &str) -> Option<Explanation> {
    code.to_ascii_uppercase().parse::<Code>().ok()?.explanation()
}

/// What there is to say about each code, in the order of the codes.
pub fn codes() -> Vec<Explanation> {
    Code::ALL.iter().filter_map(|code| code.explanation()).collect()
}

/// The version of the program and of the facts that it rests on.
pub fn version() -> Version {
    Version { version: env!("CARGO_PKG_VERSION"), catalog: catalog_revision() }
}
