//! The Auto Scaling group: what it is made with, and what is done to it once it is there.

use std::collections::BTreeMap;

use super::node_group::Written;
use crate::diagnostic::{Code, Place};
use crate::document::json::Object;
use crate::spec::{SelfManagedNodeGroup, items};
use crate::topology::compute::{Scaling, Taint};
use crate::topology::lower::context::{Context, list};
use crate::topology::lower::named::{each_once, nearest};
use crate::topology::lower::roles::sorted;

/// Where the cluster autoscaler looks for what nodes of a group would carry.
const TEMPLATE: &str = "k8s.io/cluster-autoscaler/node-template";

/// What Auto Scaling can be told not to do.
const PROCESSES: [&str; 9] = [
    "AZRebalance",
    "AddToLoadBalancer",
    "AlarmNotification",
    "HealthCheck",
    "InstanceRefresh",
    "Launch",
    "ReplaceUnhealthy",
    "ScheduledActions",
    "Terminate",
];

/// The only period of metrics that Auto Scaling has.
const GRANULARITY: &str = "1Minute";

/// The least seconds that an instance may live, but for 0, which sets no bound.
const SHORTEST_LIFE: i64 = 86_400;

/// The most tags of an Auto Scaling group.
const MOST_TAGS: usize = 50;

/// Parameters of `CreateAutoScalingGroup` for nodes of one's own.
pub(super) fn parameters(cx: &mut Context<'_>, group: &Written<'_>, own: &SelfManagedNodeGroup) -> Object {
    let mut parameters = Object::new();
    let rebalance = own.instances_distribution.as_ref().and_then(|it| it.capacity_rebalance.as_ref());
    if let Some(rebalance) = rebalance {
        parameters.set("CapacityRebalance", rebalance.value);
    }
    let lists = [
        ("LoadBalancerNames", &own.classic_load_balancer_names),
        ("TargetGroupARNs", &own.target_group_arns),
    ];
    for (name, texts) in &lists {
        let texts = list(texts.as_ref());
        if !texts.is_empty() {
            parameters.set(name, texts);
        }
    }
    if let Some(life) = &own.max_instance_lifetime {
        if life.value != 0 && life.value < SHORTEST_LIFE {
            cx.refuse(
                &life.at,
                format_args!("instances of node group `{}` would live {} seconds", group.name, life.value),
                "write 86400 (a day) or more",
            );
        } else if life.value == 0 {
            cx.report
                .raise(
                    Code::FieldValue,
                    &life.at,
                    format_args!(
                        "`maxInstanceLifetime` of node group `{}` is 0, which is no bound",
                        group.name
                    ),
                )
                .refused_by("eksctl")
                .help("leave it out");
        }
        parameters.set("MaxInstanceLifetime", life.value);
    }
    parameters
}

/// What is done to the group once it is there.
pub(super) fn lower(
    cx: &mut Context<'_>,
    group: &Written<'_>,
    labels: &BTreeMap<String, String>,
    taints: &[Taint],
    tags: &BTreeMap<String, String>,
) -> Scaling {
    let suspended = sorted(group.base.asg_suspend_processes.as_ref());
    for process in items(&group.base.asg_suspend_processes) {
        if !PROCESSES.contains(&process.as_str()) {
            cx.refuse(
                &process.at,
                format_args!("`{}` is no process of Auto Scaling", process.value),
                nearest(process, &PROCESSES),
            );
        }
    }
    Scaling {
        suspended,
        metrics: metrics(cx, group),
        template_tags: template_tags(cx, group, labels, taints, tags),
    }
}

fn metrics(cx: &mut Context<'_>, group: &Written<'_>) -> Vec<Vec<String>> {
    let own = group.self_managed().and_then(|own| own.asg_metrics_collection.as_ref());
    let mut all = Vec::new();
    for collection in own.map_or(&[][..], |list| &list.value[..]) {
        if let Some(period) = collection.granularity.as_ref().filter(|period| period.value != GRANULARITY) {
            cx.refuse(
                &period.at,
                format_args!("metrics of an Auto Scaling group cannot be had each `{}`", period.value),
                "write `1Minute`, the only period that there is",
            );
        }
        all.push(sorted(collection.metrics.as_ref()));
    }
    each_once(&mut all);
    all
}

fn template_tags(
    cx: &mut Context<'_>,
    group: &Written<'_>,
    labels: &BTreeMap<String, String>,
    taints: &[Taint],
    tags: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let Some(switch) = group.base.propagate_asg_tags.as_ref().filter(|switch| switch.value) else {
        return BTreeMap::new();
    };
    let mut all = BTreeMap::new();
    for (key, value) in labels {
        all.insert(format!("{TEMPLATE}/label/{key}"), value.clone());
    }
    for taint in taints {
        // eksctl leaves the effect out, and the autoscaler passes over a taint without one.
        all.insert(format!("{TEMPLATE}/taint/{}", taint.key), format!("{}:{}", taint.value, taint.effect));
    }
    let cluster =
        cx.spec.metadata.as_ref().and_then(|it| it.tags.as_ref()).map_or(0, |tags| tags.value.len());
    check_count(cx, group, &switch.at, all.len() + tags.len() + cluster);
    all
}

fn check_count(cx: &mut Context<'_>, group: &Written<'_>, at: &Place, count: usize) {
    if count > MOST_TAGS {
        let help = "an Auto Scaling group takes 50 tags; remove labels, or `propagateASGTags`";
        cx.refuse_as(
            Code::ComputeTags,
            at,
            format_args!("the Auto Scaling group of `{}` would have {count} tags or more", group.name),
            help,
        );
    }
}
