//! What runs on top, as the document has it, and what keeps it from running.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::topology::Workload;
use crate::graph::{Graph, Resource, Subject};
use crate::topology;
use crate::topology::Topology;
use crate::topology::pods::PodNeeds;
use crate::topology::workload::{Content, WorkloadIdentity};

pub(super) fn of(topology: &Topology) -> Vec<Workload> {
    let mut all: Vec<Workload> = topology.workloads.iter().map(|it| workload(topology, it)).collect();
    all.extend(topology.flux.as_ref().map(|flux| Workload {
        name: "flux".to_owned(),
        kind: "flux",
        namespace: flux.pods.namespace.clone(),
        chart: None,
        repository: None,
        version: None,
        identity: "none",
        after: Vec::new(),
        load_balancers: Vec::new(),
        volumes: Vec::new(),
        origin: flux.origin.document(),
    }));
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn workload(topology: &Topology, it: &topology::workload::Workload) -> Workload {
    let release = match &it.content {
        Content::Release(release) => Some(release),
        Content::Objects(_) => None,
    };
    let add_ons = it.after_add_ons.iter().map(|&at| topology.add_ons[at].name.clone());
    let mut after: Vec<String> =
        it.after.iter().map(|&at| topology.workloads[at].name.clone()).chain(add_ons).collect();
    after.sort();
    Workload {
        name: it.name.clone(),
        kind: if release.is_some() { "helm-release" } else { "objects" },
        namespace: it.namespace.clone(),
        chart: release.map(|release| release.chart.clone()),
        repository: release.map(|release| release.repository.clone()),
        version: release.and_then(|release| release.version.clone()),
        identity: match it.identity {
            WorkloadIdentity::None => "none",
            WorkloadIdentity::PodIdentity(_) => "pod identity",
            WorkloadIdentity::ServiceAccount(_) | WorkloadIdentity::Role(_) => "irsa",
        },
        after,
        load_balancers: it.load_balancers.iter().map(|balancer| balancer.name.clone()).collect(),
        volumes: it.volumes.clone(),
        origin: it.origin.document(),
    }
}

/// What the pods of a release, or of Flux, need to find room.
pub(super) fn pods<'t>(topology: &'t Topology, resource: &Resource) -> Option<&'t PodNeeds> {
    match resource.subject {
        Subject::HelmRelease(at) => topology.workloads[at].pods.as_ref(),
        Subject::Flux => topology.flux.as_ref().map(|flux| &flux.pods),
        _ => None,
    }
}

/// Says that no compute takes the pods.
pub(super) fn nowhere(graph: &Graph<'_>, resource: &Resource, needs: &PodNeeds, place: &Place) -> Diagnostic {
    let kinds: Vec<&str> = needs.kinds.iter().map(|kind| kind.as_str()).collect();
    let message = format!("no node takes the pods of {}: it waits until one does", resource.called);
    Diagnostic::new(Code::NothingSchedulable, place, message)
        .arg("workload", &resource.name)
        .arg("computeKinds", kinds.join(", "))
        .help(super::help_with_refusals(
            graph,
            needs,
            "add a node group that it tolerates, with at least one node, or a Fargate profile for its namespace",
        ))
        .resource(resource.id.as_str())
}
