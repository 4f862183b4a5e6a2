//! Outposts.

use super::{Rule, Subject};
use crate::diagnostic::{Code, Report};
use crate::spec::items;

pub(super) const RULES: &[Rule] = &[second_command];

/// eksctl makes nodes on an Outpost once the cluster of the region stands.
fn second_command(subject: &Subject<'_>, report: &mut Report) {
    if subject.cluster.outpost.is_some() {
        return;
    }
    for group in items(&subject.cluster.node_groups) {
        let Some(arn) = group.base.outpost_arn.as_ref().filter(|arn| !arn.is_empty()) else { continue };
        let name = group.base.name.as_ref().map_or("", |name| name.value.as_str());
        let message = format!("eksctl makes `{name}` by a second command: its nodes stand on an Outpost");
        let help = "run `eksctl create cluster --without-nodegroup`, then `eksctl create nodegroup` with the same file";
        report.raise(Code::OutpostSecondCommand, &arn.at, message).arg("name", name).help(help);
    }
}
