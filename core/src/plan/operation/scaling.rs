//! What is done to an Auto Scaling group once it is there.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Calls, Draft, add_tags};
use crate::document::json::Object;
use crate::plan::literal::{literal, literal_list};
use crate::topology::compute::{NodeGroup, NodeGroupKind};

/// The most tags in one call.
const TAGS_AT_ONCE: usize = 25;

impl Calls<'_, '_> {
    /// The name of a group of the customer's own.
    pub(super) fn scaling_group_name(&self, group: &NodeGroup) -> String {
        literal(&format!("{}-{}-node", self.graph.topology().cluster.name, group.name))
    }

    /// Metrics, suspended processes, and for managed groups tags: EKS does not pass on labels and taints.
    pub(super) fn add_scaling_steps(&self, at: usize, group: &NodeGroup, steps: &mut Vec<Draft>) {
        let scaling = &group.scaling;
        let name = match group.kind {
            NodeGroupKind::SelfManaged => self.scaling_group_name(group),
            NodeGroupKind::Managed => self.output(self.node_groups[at], "AutoScalingGroupName"),
        };
        for metrics in &scaling.metrics {
            steps.push(collect(&name, group, metrics));
        }
        if !scaling.suspended.is_empty() {
            steps.push(suspend(&name, group));
        }
        if group.kind == NodeGroupKind::Managed && !scaling.template_tags.is_empty() {
            for tags in self.scaling_tags(group, &name).chunks(TAGS_AT_ONCE) {
                steps.push(tag(group, tags));
            }
        }
    }

    fn all_tags(&self, group: &NodeGroup) -> BTreeMap<String, String> {
        let mut tags = self.tags(&group.tags);
        add_tags(&mut tags, &group.scaling.template_tags);
        tags
    }

    /// The tags of a managed group, each with the group's name.
    fn scaling_tags(&self, group: &NodeGroup, name: &str) -> Vec<Value> {
        let mut tags = Vec::new();
        for (key, value) in &self.all_tags(group) {
            let tag = Object::new()
                .with("ResourceId", name)
                .with("ResourceType", "auto-scaling-group")
                .literal("Key", key)
                .literal("Value", value)
                .with("PropagateAtLaunch", false);
            tags.push(tag.into());
        }
        tags
    }

    /// The tags of a group of the customer's own, which its nodes get too.
    pub(super) fn scaling_group_tags(&self, group: &NodeGroup) -> Vec<Value> {
        let mut all = self.all_tags(group);
        let cluster = &self.graph.topology().cluster.name;
        all.insert(format!("kubernetes.io/cluster/{cluster}"), "owned".to_owned());
        all.insert("Name".to_owned(), group.instance_name.clone());
        let mut tags = Vec::new();
        for (key, value) in &all {
            let tag = Object::new().literal("Key", key).literal("Value", value);
            tags.push(tag.with("PropagateAtLaunch", true).into());
        }
        tags
    }
}

/// True if a later step calls the group by its name.
pub(super) fn is_called_by_name(group: &NodeGroup) -> bool {
    let scaling = &group.scaling;
    !(scaling.suspended.is_empty() && scaling.metrics.is_empty() && scaling.template_tags.is_empty())
}

fn collect(name: &str, group: &NodeGroup, metrics: &[String]) -> Draft {
    let metrics = if metrics.is_empty() { None } else { Some(literal_list(metrics)) };
    let parameters = Object::new()
        .with("AutoScalingGroupName", name)
        .with("Granularity", "1Minute")
        .with("Metrics", metrics);
    Draft::update(
        "autoscaling",
        "EnableMetricsCollection",
        format_args!("collect metrics of the Auto Scaling group of {}", group.name),
        parameters,
    )
    .takes("auto-scaling-group.update")
    .undo("autoscaling", "DisableMetricsCollection")
}

fn suspend(name: &str, group: &NodeGroup) -> Draft {
    let processes = literal_list(&group.scaling.suspended);
    let parameters = Object::new().with("AutoScalingGroupName", name).with("ScalingProcesses", processes);
    Draft::update(
        "autoscaling",
        "SuspendProcesses",
        format_args!("suspend {} of node group {}", group.scaling.suspended.join(", "), group.name),
        parameters,
    )
    .takes("auto-scaling-group.update")
    .undo("autoscaling", "ResumeProcesses")
}

fn tag(group: &NodeGroup, tags: &[Value]) -> Draft {
    let parameters = Object::new().with("Tags", tags.to_vec());
    Draft::update(
        "autoscaling",
        "CreateOrUpdateTags",
        format_args!("tag the Auto Scaling group of {} with its labels and taints", group.name),
        parameters,
    )
    .takes("auto-scaling-group.update")
    .undo("autoscaling", "DeleteTags")
}
