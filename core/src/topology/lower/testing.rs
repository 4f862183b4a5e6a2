//! What the tests of the lowering share.

use crate::diagnostic::Diagnostic;
use crate::source::{self, Limits};
use crate::spec;
use crate::topology::Topology;
use crate::topology::role::{PolicyContent, Role};

/// Lowers a cluster whose document goes on with `rest`; with the findings of the lowering alone.
pub(super) fn lowered(rest: &str) -> (Topology, Vec<Diagnostic>) {
    let head = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n\
                metadata: {name: demo, region: us-west-2, version: \"1.34\"}\n";
    let source = source::read("cluster.yaml", &format!("{head}{rest}"), &Limits::default());
    assert!(!source.report.has_errors(), "{:#?}", source.report);
    let (spec, report) = spec::decode(&source.documents, None);
    assert!(!report.has_errors(), "{report:#?}");
    let (topology, report) = super::lower(&spec.expect("a cluster"));
    (topology.expect("a topology"), report.into_sorted())
}

/// The same without any finding.
pub(super) fn clean(rest: &str) -> Topology {
    let (topology, found) = lowered(rest);
    assert!(found.is_empty(), "{found:#?}");
    topology
}

/// Code and path of each finding, as `EP0404 nodeGroups[0].subnets[1]`.
pub(super) fn found(rest: &str) -> Vec<String> {
    let (_, found) = lowered(rest);
    found.iter().map(|finding| format!("{} {}", finding.code, finding.path)).collect()
}

/// The one finding.
pub(super) fn only(rest: &str) -> Diagnostic {
    let (_, found) = lowered(rest);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().unwrap()
}

/// The role of this name.
pub(super) fn role<'t>(topology: &'t Topology, name: &str) -> &'t Role {
    let names: Vec<_> = topology.roles.iter().map(|role| &role.name).collect();
    topology.roles.iter().find(|role| role.name == name).unwrap_or_else(|| panic!("no {name} in {names:?}"))
}

/// The names of a role's policies, those of the user's marked.
pub(super) fn policies(role: &Role) -> Vec<String> {
    let mark = |content: &PolicyContent| match content {
        PolicyContent::AwsManaged(_) => "",
        PolicyContent::Arn(_) => "arn:",
        PolicyContent::Inline(_) => "inline:",
    };
    role.policies.iter().map(|policy| format!("{}{}", mark(&policy.content), policy.name)).collect()
}
