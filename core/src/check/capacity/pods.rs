//! Whether the pods that are expected fit on their nodes.

use super::remedy::{group_named, least_vcpus};
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::{ExpectedPods, Located};
use crate::topology::Topology;
use crate::topology::compute::NodeGroup;

/// Compares `pods` of the options with the nodes of each group when there are as many as there may be.
pub(super) fn fit_on_nodes(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    for (name, expected) in subject.config.pods.iter().flat_map(|pods| &pods.value) {
        match group_named(topology, name) {
            Some(group) => on_group(topology, group, expected, report),
            None => unknown(topology, name, &expected.at, report),
        }
    }
}

fn on_group(topology: &Topology, group: &NodeGroup, expected: &Located<ExpectedPods>, report: &mut Report) {
    let Some(count) = expected.count.as_ref() else { return };
    let (pods, nodes) = (u64::from(count.value), u64::from(group.sizes.max));
    // Of the pods of a node, what is the scarcest; a node has a little less than its type says, since it runs itself.
    let Some((what, each)) = scarcest(topology, group, expected) else { return };
    let wanted = pods.div_ceil(each.max(1));
    if each > 0 && wanted <= nodes {
        return;
    }
    let name = &group.name;
    let finding = report
        .raise(
            Code::CapacityPods,
            &count.at,
            format_args!(
                "{pods} pods are expected on `{name}`, and its {nodes} nodes at most have {what} for {}",
                each * nodes
            ),
        )
        .arg("nodeGroup", name)
        .arg("limit", what)
        .arg("fit", &(each * nodes).to_string())
        .label(group.origin.place.as_ref(), format_args!("a node of it takes {each}"));
    let help = match each {
        0 => format!("take a larger instance type: a pod asks for more {what} than a node has"),
        _ if what == "addresses" && !topology.pod_network.prefixes => {
            format!(
                "write `maxSize: {wanted}`, take a larger type, or set `ENABLE_PREFIX_DELEGATION: \"true\"` of `vpc-cni`"
            )
        }
        _ => format!("write `maxSize: {wanted}`, or take a larger instance type"),
    };
    finding.help(help);
}

/// How many such pods a node takes, and what there is the least of.
fn scarcest(topology: &Topology, group: &NodeGroup, expected: &ExpectedPods) -> Option<(&'static str, u64)> {
    let types = || group.instance_types.iter().filter_map(|name| catalog::instance_type(name));
    let fit = types().map(|known| u64::from(topology.pod_network.max_pods(known))).min();
    // With IPv6 a node has more addresses than pods.
    let addresses = fit.filter(|_| !topology.cluster.ipv6).map(|fit| ("addresses", fit, 1));
    let chosen = group.max_pods.map(|most| ("places", u64::from(most), 1));
    let size = |field: &Option<Located<u32>>| {
        field.as_ref().map(|size| u64::from(size.value)).filter(|&size| size > 0)
    };
    let cpu = least_vcpus(group).zip(size(&expected.cpu_millis)).map(|(has, each)| ("CPU", has * 1000, each));
    let memory = types().map(|known| u64::from(known.memory_mib())).min().zip(size(&expected.memory_mib));
    let memory = memory.map(|(has, each)| ("memory", has, each));
    let mut least: Option<(&'static str, u64)> = None;
    for (what, has, each) in [addresses, chosen, cpu, memory].into_iter().flatten() {
        if least.is_none_or(|(_, fit)| has / each < fit) {
            least = Some((what, has / each));
        }
    }
    least
}

/// Names of other compute take pods too: only what nothing is called is wrong.
fn unknown(topology: &Topology, name: &str, at: &Place, report: &mut Report) {
    let mut names: Vec<&str> = topology.node_groups.iter().map(|group| group.name.as_str()).collect();
    names.extend(topology.fargate_profiles.iter().map(|profile| profile.name.as_str()));
    let nearest = names.into_iter().map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    let help = match nearest {
        Some((0, _)) => return,
        Some((_, nearest)) => format!("the nearest name is `{nearest}`"),
        None => "there are none in the plan: add one, or take the line out".to_owned(),
    };
    report
        .raise(Code::FieldUnknown, at, format_args!("`pods` knows no node group or Fargate profile `{name}`"))
        .arg("field", "pods")
        .arg("name", name)
        .help(help);
}
