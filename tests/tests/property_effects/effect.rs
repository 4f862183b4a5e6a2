//! What two plans differ in, where it matters.

use std::collections::BTreeSet;

use eks_plan_tests::{TODAY, json, list, plan, text};
use serde_json::Value;

/// What the plan of a document does, without what is only said about it.
#[derive(PartialEq)]
pub(crate) struct Deeds {
    /// Calls, and how one sees that they are done.
    operations: BTreeSet<String>,
    /// What waits for what.
    edges: BTreeSet<String>,
    /// Findings by code and place, but for notes on what is not modelled; and what has to be asked before a call.
    findings: BTreeSet<String>,
    /// Codes of findings.
    pub(crate) codes: BTreeSet<String>,
    /// Messages of errors.
    pub(crate) errors: Vec<String>,
}

impl Deeds {
    pub(crate) fn of(document: &Value) -> Self {
        let plan = plan(&json(document), TODAY);
        let operation = |step: &Value| {
            let parts = ["operation", "ready", "runsFrom", "id"].map(|key| step[key].to_string());
            parts.join(" ")
        };
        let edge = |edge: &Value| format!("{} {}", text(edge, "id"), edge["delaySeconds"]);
        let waits = |step: &Value| format!("{} after {} {}", step["id"], step["dependsOn"], step["anyOf"]);
        let found: Vec<&Value> = list(&plan, "diagnostics")
            .iter()
            .filter(|finding| !["EP0201", "EP0203"].contains(&text(finding, "code")))
            .collect();
        let steps = list(&plan, "steps");
        Self {
            operations: steps.iter().map(operation).collect(),
            edges: list(&plan, "edges").iter().map(edge).chain(steps.iter().map(waits)).collect(),
            findings: found
                .iter()
                .map(|it| format!("{} {}", text(it, "code"), text(it, "path")))
                .chain(list(&plan, "unknowns").iter().filter(|it| it["blocks"] == true).map(Value::to_string))
                .collect(),
            codes: found.iter().map(|it| text(it, "code").to_owned()).collect(),
            errors: found
                .iter()
                .filter(|it| text(it, "severity") == "error")
                .map(|it| format!("{}: {}", text(it, "code"), text(it, "message")))
                .collect(),
        }
    }

    /// The parts in which two differ.
    pub(crate) fn differences(&self, other: &Self) -> Vec<&'static str> {
        let parts = [
            ("operation", self.operations != other.operations),
            ("edge", self.edges != other.edges),
            ("finding", self.findings != other.findings),
        ];
        parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}
