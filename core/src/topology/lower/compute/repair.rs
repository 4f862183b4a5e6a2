//! Automatic repair of nodes, as `CreateNodegroup` takes it.

use super::node_group::Written;
use crate::diagnostic::{Code, Place};
use crate::document::json::Object;
use crate::spec::{Located, NodeRepairConfig, NodeRepairConfigOverride, items};
use serde_json::Value;

use crate::topology::lower::context::{Context, members};
use crate::topology::lower::named::{filled, nearest};

/// The add-on that watches nodes.
const AGENT: &str = "eks-node-monitoring-agent";

/// What EKS wants of an override.
const MEMBERS: [&str; 4] =
    ["minRepairWaitTimeMins", "nodeMonitoringCondition", "nodeUnhealthyReason", "repairAction"];

/// What EKS can do to a node.
const ACTIONS: [&str; 3] = ["NoAction", "Reboot", "Replace"];

pub(super) fn lower(cx: &mut Context<'_>, group: &Written<'_>, repair: &NodeRepairConfig) -> Object {
    let mut object = members(&[
        ("maxParallelNodesRepairedCount", &repair.max_parallel_nodes_repaired_count),
        ("maxParallelNodesRepairedPercentage", &repair.max_parallel_nodes_repaired_percentage),
        ("maxUnhealthyNodeThresholdCount", &repair.max_unhealthy_node_threshold_count),
        ("maxUnhealthyNodeThresholdPercentage", &repair.max_unhealthy_node_threshold_percentage),
    ]);
    if let Some(enabled) = &repair.enabled {
        object.set("enabled", enabled.value);
    }
    let mut overrides = Vec::new();
    for item in items(&repair.node_repair_config_overrides) {
        overrides.push(one(cx, group, item, &item.at).into());
    }
    if let Some(list) = repair.node_repair_config_overrides.as_ref().filter(|list| !list.value.is_empty()) {
        check_agent(cx, group, &list.at);
    }
    if !overrides.is_empty() {
        object.set("nodeRepairConfigOverrides", Value::Array(overrides));
    }
    object
}

/// The conditions that overrides are about are reported by an add-on alone.
fn check_agent(cx: &mut Context<'_>, group: &Written<'_>, at: &Place) {
    let is_agent = |name: &Option<Located<String>>| name.as_ref().is_some_and(|name| name.value == AGENT);
    if !items(&cx.spec.addons).iter().any(|add_on| is_agent(&add_on.name)) {
        cx.report
            .raise(
                Code::ComputeFieldIgnored,
                at,
                format_args!(
                    "nothing reports what the overrides of the repair of node group `{}` are about",
                    group.name
                ),
            )
            .arg("nodeGroup", &group.name)
            .help(format_args!("add `{AGENT}` to `addons`, unless another agent reports it"));
    }
}

fn one(cx: &mut Context<'_>, group: &Written<'_>, item: &NodeRepairConfigOverride, at: &Place) -> Object {
    let texts = [
        ("nodeMonitoringCondition", &item.node_monitoring_condition),
        ("nodeUnhealthyReason", &item.node_unhealthy_reason),
        ("repairAction", &item.repair_action),
    ];
    let mut object = members(&[("minRepairWaitTimeMins", &item.min_repair_wait_time_mins)]);
    for (name, field) in &texts {
        if let Some(text) = field {
            object.set(name, text.value.as_str());
        }
    }
    for &name in &MEMBERS {
        if !object.has(name) {
            cx.missing(
                name,
                at,
                format_args!("an override of the repair of node group `{}` lacks `{name}`", group.name),
                "EKS wants all four members of an override",
            );
        }
    }
    if let Some(minutes) = item.min_repair_wait_time_mins.as_ref().filter(|minutes| minutes.value < 1) {
        cx.refuse(
            &minutes.at,
            format_args!("a repair of node group `{}` would wait {} minutes", group.name, minutes.value),
            "write 1 or more; it is left out",
        );
        object.remove("minRepairWaitTimeMins");
    }
    if let Some(action) = filled(&item.repair_action).filter(|it| !ACTIONS.contains(&it.as_str())) {
        let near = match action.as_str() {
            "Terminate" => "write `Replace`; it is left out".to_owned(),
            "Restart" => "write `Reboot`; it is left out".to_owned(),
            other => nearest(other, &ACTIONS),
        };
        cx.refuse(
            &action.at,
            format_args!("EKS cannot `{}` a node of group `{}`", action.value, group.name),
            near,
        );
        object.remove("repairAction");
    }
    object
}
