//! Edges of the user's own.

use crate::catalog::reason;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::graph::{Edge, Graph, Index};

pub(super) fn add(graph: &mut Graph<'_>) {
    let mut report = Report::default();
    let mut edges = Vec::new();
    for dependency in &graph.topology().dependencies {
        let mut find = |text: &str| {
            let found = find(graph, text);
            if found.is_none() {
                let mut diagnostic = Diagnostic::new(
                    Code::DependencyUnknown,
                    &dependency.place,
                    format!("`{text}` names no resource"),
                )
                .arg("name", text);
                if let Some(near) = graph.nearest(text) {
                    diagnostic = diagnostic.help(format!("the nearest is `{near}`"));
                }
                report.push(diagnostic);
            }
            found
        };
        if let (Some(from), Some(to)) = (find(&dependency.before), find(&dependency.after)) {
            if from == to {
                let id = graph.resource(from).id.as_str();
                report.push(
                    Diagnostic::new(
                        Code::DependencyCycle,
                        &dependency.place,
                        format!("`{id}` waits for itself"),
                    )
                    .arg("cycle", id)
                    .help("remove the dependency, or name two resources")
                    .resource(id),
                );
                continue;
            }
            edges.push(Edge {
                from,
                to,
                reason: reason::ASKED_FOR,
                group: None,
                note: Some(dependency.reason.as_str().into()),
            });
        }
    }
    graph.insert(edges);
    graph.report = report;
}

/// The resource that a resource id or a step id names.
fn find(graph: &Graph<'_>, text: &str) -> Option<Index> {
    let id = text.split_once(':').map_or(text, |(_, id)| id);
    graph.find(id.split_once('#').map_or(id, |(id, _)| id))
}
