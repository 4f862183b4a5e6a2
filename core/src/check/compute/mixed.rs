//! Several instance types in one group, Spot, and credits.

use super::group::Group;
use crate::catalog;
use crate::check::Subject;
use crate::check::help::nearest;
use crate::diagnostic::{Code, Place, Report};
use crate::seen::Names;
use crate::spec::{InstancesDistribution, Located};

/// The most types that eksctl takes for a group of one's own.
const MOST_OF_EKSCTL: usize = 20;

/// The only strategy that counts pools.
const BY_POOLS: &str = "lowest-price";

/// The bounds of a mix of instances.
pub(super) fn distribution(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    too_many(group, report);
    let Some(mix) = group.distribution() else { return };
    let is_empty = mix.instance_types.as_ref().is_some_and(|types| types.value.is_empty());
    if !group.has_selector() && (is_empty || subject.lacks(&mix.at, "instanceTypes", &mix.instance_types)) {
        let at = mix.instance_types.as_ref().map_or(&mix.at, |types| &types.at);
        group
            .raise(
                report,
                Code::ComputeMixed,
                at,
                format_args!(
                    "`instancesDistribution` of node group `{}` names no instance types",
                    group.name()
                ),
            )
            .help("write `instanceTypes`, as `[m5.large, m6i.large]`");
    }
    figures(group, mix, report);
    strategy(group, mix, report);
}

fn too_many(group: &Group<'_>, report: &mut Report) {
    let list = group.type_list().filter(|list| group.own.is_some() && list.value.len() > MOST_OF_EKSCTL);
    let Some(list) = list.filter(|_| !group.has_selector()) else { return };
    let mut names = Names::default();
    for name in &list.value {
        names.enter(name);
    }
    let count = names.len();
    if count > MOST_OF_EKSCTL {
        let finding = group
            .raise(
                report,
                Code::ComputeMixed,
                &list.at,
                format_args!("node group `{}` names {count} instance types", group.name()),
            )
            .arg("count", &count.to_string());
        let help = format!("eksctl takes {MOST_OF_EKSCTL}; make a second group of the others");
        finding.refused_by("eksctl").help(help);
    }
}

fn figures(group: &Group<'_>, mix: &InstancesDistribution, report: &mut Report) {
    let all = [
        ("onDemandBaseCapacity", &mix.on_demand_base_capacity, 0, i64::from(u32::MAX)),
        ("onDemandPercentageAboveBaseCapacity", &mix.on_demand_percentage_above_base_capacity, 0, 100),
        ("spotInstancePools", &mix.spot_instance_pools, 1, 20),
    ];
    for (field, value, least, most) in all {
        let Some(value) = value.as_ref().filter(|value| !(least..=most).contains(&value.value)) else {
            continue;
        };
        group
            .raise(
                report,
                Code::ComputeMixed,
                &value.at,
                format_args!("`{field}` of node group `{}` is {}", group.name(), value.value),
            )
            .arg("field", field)
            .help(format_args!("write a number from {least} to {most}"));
    }
}

fn strategy(group: &Group<'_>, mix: &InstancesDistribution, report: &mut Report) {
    let Some(strategy) = mix.spot_allocation_strategy.as_ref().filter(|text| !text.is_empty()) else {
        return;
    };
    let known = catalog::words("spotAllocationStrategies");
    let name = group.name();
    if !known.contains(&strategy.as_str()) {
        group
            .raise(
                report,
                Code::FieldValue,
                &strategy.at,
                format_args!("`{}` of node group `{name}` is no strategy for Spot", strategy.value),
            )
            .arg("strategy", &strategy.value)
            .help(nearest(strategy, known));
    } else if let Some(pools) = mix.spot_instance_pools.as_ref().filter(|_| strategy.value != BY_POOLS) {
        group
            .raise(
                report,
                Code::ComputeMixed,
                &pools.at,
                format_args!("`{}` of node group `{name}` takes no number of pools", strategy.value),
            )
            .label(&strategy.at, "the strategy stands here")
            .help(format_args!("remove `spotInstancePools`, or write `{BY_POOLS}`"));
    }
}

/// True for the families that earn CPU credits: `t2`, `t3`, `t3a`, `t4g`; not for `trn1`.
fn is_burstable(name: &str) -> bool {
    name.strip_prefix('t').is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Credits are for burstable types.
pub(super) fn credits(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(credits) = group.own.and_then(|own| own.cpu_credits.as_ref()).filter(|it| !it.is_empty()) else {
        return;
    };
    let name = group.name();
    let known = catalog::words("cpuCredits");
    if !known.contains(&credits.to_ascii_lowercase().as_str()) {
        group
            .raise(
                report,
                Code::FieldValue,
                &credits.at,
                format_args!("`{}` of node group `{name}` is no option for CPU credits", credits.value),
            )
            .arg("credits", &credits.value)
            .help("write `standard` or `unlimited`");
    }
    let first = group.types().next();
    let is_mixed = group
        .distribution()
        .is_some_and(|mix| mix.instance_types.as_ref().is_none_or(|it| it.value.is_empty()));
    if group.has_selector() || is_mixed || group.types().any(|it| is_burstable(it)) {
        return;
    }
    group
        .raise(
            report,
            Code::ComputeCredits,
            &credits.at,
            format_args!("node group `{name}` has `cpuCredits` and no burstable instance type"),
        )
        .label(first.map(|first| &first.at), "this type earns no credits")
        .help("remove it, or take types as `t3.large`");
}

/// Types that EC2 does not sell as Spot.
pub(super) fn spot(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let switch = group.managed.and_then(|managed| managed.spot.as_ref()).filter(|spot| spot.value);
    let share = group.distribution().and_then(|mix| mix.on_demand_percentage_above_base_capacity.as_ref());
    let share = share.filter(|share| share.value < 100);
    let Some(asked): Option<&Place> = switch.map(|it| &it.at).or(share.map(|it| &it.at)) else {
        return;
    };
    let never = |it: &&Located<String>| catalog::instance_type(it).is_some_and(|known| !known.spot());
    for kind in group.types().filter(never) {
        group
            .raise(
                report,
                Code::ComputeSpot,
                &kind.at,
                format_args!("`{}` of node group `{}` cannot be had as Spot", kind.value, group.name()),
            )
            .arg("type", &kind.value)
            .label(asked, "Spot is asked for here")
            .help("take another type, or on-demand nodes");
    }
}
