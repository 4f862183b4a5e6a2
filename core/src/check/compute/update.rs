//! Updates and repairs of managed nodes.

use super::group::Group;
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::spec::{Field, Located};

/// How many nodes may be away during an update.
pub(super) fn updates(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    if group.managed.is_none() {
        return;
    }
    let Some(update) = &group.base.update_config else { return };
    let (count, percentage) = (&update.max_unavailable, &update.max_unavailable_percentage);
    let name = group.name();
    match (count, percentage) {
        (None, None) => {
            let is_empty = subject.lacks(&update.at, "maxUnavailable", count)
                && subject.lacks(&update.at, "maxUnavailablePercentage", percentage);
            if is_empty {
                group
                    .raise(
                        report,
                        Code::ComputeUpdate,
                        &update.at,
                        format_args!("`updateConfig` of node group `{name}` says nothing"),
                    )
                    .help("write `maxUnavailable: 1` into it, which EKS takes by itself otherwise");
            }
        }
        (Some(count), Some(percentage)) => {
            group
                .raise(
                    report,
                    Code::ComputeUpdate,
                    &percentage.at,
                    format_args!("`updateConfig` of node group `{name}` gives a count and a percentage"),
                )
                .label(&count.at, "the count stands here")
                .help("remove one of the two");
        }
        (Some(count), None) => check_count(subject, group, count, report),
        (None, Some(percentage)) => {
            if !(1..=100).contains(&percentage.value) {
                group
                    .raise(
                        report,
                        Code::ComputeUpdate,
                        &percentage.at,
                        format_args!(
                            "`maxUnavailablePercentage` of node group `{name}` is {}",
                            percentage.value
                        ),
                    )
                    .help("write a number from 1 to 100");
            }
        }
    }
}

fn check_count(subject: &Subject<'_>, group: &Group<'_>, count: &Located<i64>, report: &mut Report) {
    let most =
        catalog::quota("maxUnavailablePerManagedNodeGroup").map_or(i64::MAX, |quota| quota.value.into());
    let largest = group.lowered(subject).map_or(most, |group| group.sizes.max.into());
    let name = group.name();
    let (message, help) = if !(1..=most).contains(&count.value) {
        let message = format!("`maxUnavailable` of node group `{name}` is {}", count.value);
        (message, format!("write a number from 1 to {most}"))
    } else if count.value > largest {
        let message = format!(
            "`maxUnavailable` of node group `{name}` is {}, and the group has {largest} nodes at most",
            count.value
        );
        (message, format!("write {largest} or less, or raise `maxSize`"))
    } else {
        return;
    };
    let finding =
        group.raise(report, Code::ComputeUpdate, &count.at, message).arg("count", &count.value.to_string());
    let max = group.base.max_size.as_ref();
    let max = max.filter(|max| count.value <= most && max.value < count.value);
    finding.label(max.map(|max| &max.at), "`maxSize` stands here").help(help);
}

/// The bounds of node repair.
pub(super) fn repairs(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(repair) = group.managed.and_then(|managed| managed.node_repair_config.as_ref()) else {
        return;
    };
    let unhealthy = (
        "maxUnhealthyNodeThreshold",
        &repair.max_unhealthy_node_threshold_count,
        &repair.max_unhealthy_node_threshold_percentage,
    );
    let parallel = (
        "maxParallelNodesRepaired",
        &repair.max_parallel_nodes_repaired_count,
        &repair.max_parallel_nodes_repaired_percentage,
    );
    for (field, count, percentage) in [unhealthy, parallel] {
        bound(group, field, count, percentage, report);
    }
}

fn bound(group: &Group<'_>, field: &str, count: &Field<i64>, percentage: &Field<i64>, report: &mut Report) {
    let name = group.name();
    if let (Some(count), Some(percentage)) = (count, percentage) {
        group
            .raise(
                report,
                Code::ComputeRepair,
                &percentage.at,
                format_args!("node repair of `{name}` has `{field}Count` and `{field}Percentage`"),
            )
            .label(&count.at, "the count stands here")
            .help("remove one of the two");
    }
    for (unit, value, most) in [("Count", count, i64::MAX), ("Percentage", percentage, 100)] {
        let Some(value) = value.as_ref().filter(|value| !(1..=most).contains(&value.value)) else { continue };
        let message = format!("`{field}{unit}` of node group `{name}` is {}", value.value);
        let help = if most == 100 { "write a number from 1 to 100" } else { "write 1 or more" };
        group.raise(report, Code::ComputeRepair, &value.at, message).help(help);
    }
}
