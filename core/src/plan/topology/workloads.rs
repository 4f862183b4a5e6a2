//! What runs on top, as the document has it, and what keeps it from running.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::topology::Workload;
use crate::graph::{Graph, Resource, Subject};
use crate::id::in_byte_order;
use crate::topology;
use crate::topology::Topology;
use crate::topology::pods::PodNeeds;
use crate::topology::workload::{Content, WorkloadIdentity};

/// The name of Flux, and its kind.
const FLUX: &str = "flux";

/// By name.
pub(super) fn of(topology: &Topology) -> Vec<Workload> {
    let mut names = Vec::new();
    for workload in &topology.workloads {
        names.push(workload.name.as_str());
    }
    if topology.flux.is_some() {
        names.push(FLUX);
    }
    let mut all = Vec::new();
    for at in in_byte_order(&names) {
        match topology.workloads.get(at) {
            Some(it) => all.push(workload(topology, it)),
            None => all.extend(flux(topology)),
        }
    }
    all
}

fn flux(topology: &Topology) -> Option<Workload> {
    let flux = topology.flux.as_ref()?;
    Some(Workload {
        name: FLUX.to_owned(),
        kind: FLUX,
        namespace: flux.pods.namespace.clone(),
        chart: None,
        repository: None,
        version: None,
        identity: "none",
        after: Vec::new(),
        load_balancers: Vec::new(),
        volumes: Vec::new(),
        origin: flux.origin.document(),
    })
}

fn workload(topology: &Topology, it: &topology::workload::Workload) -> Workload {
    let release = match &it.content {
        Content::Release(release) => Some(release),
        Content::Objects(_) => None,
    };
    let mut after = Vec::new();
    for &at in &it.after {
        after.push(topology.workloads[at].name.clone());
    }
    for &at in &it.after_add_ons {
        after.push(topology.add_ons[at].name.clone());
    }
    after.sort_unstable();
    let mut load_balancers = Vec::new();
    for balancer in &it.load_balancers {
        load_balancers.push(balancer.name.clone());
    }
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
        load_balancers,
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
