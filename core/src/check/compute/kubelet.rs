//! Pods and start scripts.

use super::group::Group;
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::spec::items;

/// The number of pods is none.
pub(super) fn pods(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    if let Some(pods) = group.base.max_pods_per_node.as_ref().filter(|pods| pods.value < 0) {
        group
            .raise(
                report,
                Code::FieldValue,
                &pods.at,
                format_args!("`maxPodsPerNode` of node group `{}` is {}", group.name(), pods.value),
            )
            .help("write 1 or more, or leave it out");
    }
}

/// Commands that do not fit into user data, whatever comes with them.
pub(super) fn user_data(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let (before, own) = (&group.base.pre_bootstrap_commands, &group.base.override_bootstrap_command);
    let commands = items(before);
    let length =
        commands.iter().map(|command| command.len()).sum::<usize>() + own.as_ref().map_or(0, |own| own.len());
    let most = catalog::quota("userDataBytes").map_or(usize::MAX, |quota| quota.value as usize);
    let at = before.as_ref().map(|list| &list.at).or(own.as_ref().map(|own| &own.at));
    if let Some(at) = at.filter(|_| length > most) {
        group
            .raise(
                report,
                Code::ComputeUserData,
                at,
                format_args!(
                    "the commands of node group `{}` have {length} bytes, and EC2 takes {most}",
                    group.name()
                ),
            )
            .arg("length", &length.to_string())
            .help("put the script into the image or into a bucket, and fetch it");
    }
}
