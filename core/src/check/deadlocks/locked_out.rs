//! Access that locks out whoever makes the cluster.

use crate::catalog::reason;
use crate::check::Subject;
use crate::diagnostic::{Code, NOWHERE, Report};
use crate::graph::Graph;
use crate::terms::Owner;
use crate::topology::Topology;
use crate::topology::access::AccessPolicy;
use crate::topology::compute::{NodeGroup, NodeGroupKind};

/// So many of the objects are named.
const NAMED: usize = 3;

const HELP: &str = "give a principal AmazonEKSClusterAdminPolicy in `accessConfig.accessEntries`, or leave `bootstrapClusterCreatorAdminPermissions` on";

/// What is made inside the cluster needs somebody who may: without anybody the plan stops half-way. Where nothing is made,
/// only whoever comes later stands before a closed door.
pub(super) fn creator_has_no_way_in(subject: &Subject<'_>, report: &mut Report) {
    let Some(graph) = subject.graph.filter(|graph| !graph.topology().cluster.creator_is_admin) else {
        return;
    };
    let topology = graph.topology();
    // On an Outpost the switch alone is refused already.
    if topology.cluster.outpost.is_some() {
        return;
    }
    let mut policies = topology.access.entries.iter().flat_map(|entry| &entry.policies);
    if policies.any(AccessPolicy::is_cluster_admin) {
        return;
    }
    let access = subject.cluster.access_config.as_ref();
    let switch = access.and_then(|access| access.bootstrap_cluster_creator_admin_permissions.as_ref());
    let place = switch.map(|switch| &switch.at).or(access.map(|access| &access.at)).unwrap_or(&NOWHERE);
    if let Some(group) = nodes_of_ones_own(subject, topology) {
        let message = format!(
            "nobody may see whether nodes of `{}` join: the creator is no admin, and there are no access entries",
            group.name
        );
        report.raise(Code::NodesShutOut, place, message).arg("name", &group.name).help(HELP);
        return;
    }
    let shut = shut_out(graph);
    let Some((_, first)) = shut.first() else {
        report
            .raise(Code::NobodyEnters, place, "nobody becomes an admin of the cluster, its creator included")
            .help(HELP);
        return;
    };
    let more = shut.len().saturating_sub(NAMED);
    let mut names: Vec<&str> = shut.iter().take(NAMED).map(|(called, _)| *called).collect();
    let rest = format!("{more} more");
    if more > 0 {
        names.push(&rest);
    }
    let names = names.join(", ");
    report
        .raise(
            Code::NobodyAdmin,
            place,
            format_args!(
                "nobody may make {names}: the creator of the cluster is no admin, and no access entry is"
            ),
        )
        .arg("objects", &names)
        .help(HELP)
        .label(*first, "asks for what only an admin makes");
}

/// The first group of nodes for which eksctl waits by the Kubernetes API, while no access entry lets anybody in.
fn nodes_of_ones_own<'t>(subject: &Subject<'_>, topology: &'t Topology) -> Option<&'t NodeGroup> {
    let entries = subject.cluster.access_config.as_ref().and_then(|access| access.access_entries.as_ref());
    let none_written = entries.is_none_or(|list| list.value.is_empty());
    let counts = topology.cluster.authentication_mode.has_entries() && none_written;
    topology.node_groups.iter().find(|group| counts && group.kind == NodeGroupKind::SelfManaged)
}

/// What the plan makes by the Kubernetes API and nobody may make, with the place that asks for it.
fn shut_out<'g>(graph: &'g Graph<'_>) -> Vec<(&'g str, Option<&'g crate::diagnostic::Place>)> {
    let mut may = vec![false; graph.resources().len()];
    let admin = [reason::OBJECT_NEEDS_ADMIN, reason::OBJECT_NEEDS_ANY_ADMIN];
    for edge in graph.edges().iter().filter(|edge| admin.contains(&edge.reason)) {
        if let Some(may) = may.get_mut(edge.to as usize) {
            *may = true;
        }
    }
    let objects = graph.resources().iter().zip(may);
    let shut = objects.filter(|(it, may)| it.owner == Owner::Kubernetes && it.made_by.is_none() && !may);
    shut.map(|(it, _)| (it.called.as_str(), it.origin.place.as_ref())).collect()
}
