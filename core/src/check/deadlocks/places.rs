//! Pods of the user's own that would find no place.

use crate::check::Subject;
use crate::diagnostic::{Code, NOWHERE, Report};
use crate::topology::pods::PodNeeds;

/// Nodes that all keep ordinary pods away: the system runs, and the first thing that is deployed waits for ever.
pub(super) fn for_other_pods(subject: &Subject<'_>, report: &mut Report) {
    let Some(graph) = subject.graph else { return };
    let topology = graph.topology();
    let needs = PodNeeds::anywhere("default");
    let starts = topology.node_groups.iter().any(|group| group.sizes.desired > 0 && !group.image.windows);
    let pools = topology.auto_mode.as_ref().is_some_and(|auto_mode| !auto_mode.pools.is_empty());
    // What takes nothing at all is told of by the pods of the system.
    if !(starts || pools)
        || !topology.fargate_profiles.is_empty()
        || topology.hybrid.is_some()
        || graph.has_place(&needs)
    {
        return;
    }
    let first = topology.node_groups.iter().find(|group| !group.taints.is_empty());
    let auto_mode = topology.auto_mode.as_ref().and_then(|auto_mode| auto_mode.origin.place.as_ref());
    let place = first.and_then(|group| group.origin.place.as_ref()).or(auto_mode).unwrap_or(&NOWHERE);
    let why = graph.refusals(&needs);
    let why = if why.is_empty() { "the node pools are for the system".to_owned() } else { why.join(", ") };
    report
        .raise(Code::NoOrdinaryPlace, place, format_args!("no node takes pods that tolerate nothing: {why}"))
        .arg("why", &why)
        .help("add a node group without taints, or let whatever is deployed tolerate one");
}
