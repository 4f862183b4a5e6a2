//! What is done to an Auto Scaling group once it is there.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Calls, Draft, texts};
use crate::plan::draft::literal;
use crate::topology::compute::{NodeGroup, NodeGroupKind};

/// The most tags in one call.
const TAGS_AT_ONCE: usize = 25;

impl Calls<'_, '_> {
    /// The name of a group of the customer's own.
    pub(super) fn scaling_group_name(&self, group: &NodeGroup) -> String {
        literal(&format!("{}-{}-node", self.graph.topology().cluster.name, group.name))
    }

    /// Metrics, suspended processes, and for managed groups tags: EKS does not pass on labels and taints.
    pub(super) fn scaling_steps(&self, at: usize, group: &NodeGroup) -> Vec<Draft> {
        let scaling = &group.scaling;
        let name = match group.kind {
            NodeGroupKind::SelfManaged => self.scaling_group_name(group),
            NodeGroupKind::Managed => self.output(self.node_groups[at], "AutoScalingGroupName"),
        };
        let mut steps: Vec<Draft> =
            scaling.metrics.iter().map(|metrics| collect(&name, group, metrics)).collect();
        if !scaling.suspended.is_empty() {
            steps.push(suspend(&name, group));
        }
        if group.kind == NodeGroupKind::Managed && !scaling.template_tags.is_empty() {
            let tags = self.tags(texts(&group.tags).chain(texts(&scaling.template_tags)));
            let tags: Vec<_> = tags.into_iter().collect();
            steps.extend(tags.chunks(TAGS_AT_ONCE).map(|tags| tag(&name, group, tags)));
        }
        steps
    }

    /// The tags of a group of the customer's own.
    pub(super) fn scaling_group_tags(&self, group: &NodeGroup) -> BTreeMap<String, String> {
        let tags = self.tags(texts(&group.tags).chain(texts(&group.scaling.template_tags)));
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        let mut tags: BTreeMap<_, _> = tags.into_iter().map(owned).collect();
        tags.insert(
            format!("kubernetes.io/cluster/{}", self.graph.topology().cluster.name),
            "owned".to_owned(),
        );
        tags.insert("Name".to_owned(), group.instance_name.clone());
        tags
    }
}

/// True if a later step calls the group by its name.
pub(super) fn is_called_by_name(group: &NodeGroup) -> bool {
    let scaling = &group.scaling;
    !(scaling.suspended.is_empty() && scaling.metrics.is_empty() && scaling.template_tags.is_empty())
}

fn collect(name: &str, group: &NodeGroup, metrics: &[String]) -> Draft {
    let metrics: Vec<_> = metrics.iter().map(|metric| literal(metric)).collect();
    let parameters = json!({
        "AutoScalingGroupName": name,
        "Granularity": "1Minute",
        "Metrics": if metrics.is_empty() { Value::Null } else { metrics.into() },
    });
    let title = format!("collect metrics of the Auto Scaling group of {}", group.name);
    Draft::update("autoscaling", "EnableMetricsCollection", title, parameters)
        .takes("auto-scaling-group.update")
        .undo("autoscaling", "DisableMetricsCollection")
}

fn suspend(name: &str, group: &NodeGroup) -> Draft {
    let processes: Vec<_> = group.scaling.suspended.iter().map(|process| literal(process)).collect();
    let parameters = json!({ "AutoScalingGroupName": name, "ScalingProcesses": processes });
    let title = format!("suspend {} of node group {}", group.scaling.suspended.join(", "), group.name);
    Draft::update("autoscaling", "SuspendProcesses", title, parameters)
        .takes("auto-scaling-group.update")
        .undo("autoscaling", "ResumeProcesses")
}

fn tag(name: &str, group: &NodeGroup, tags: &[(&str, &str)]) -> Draft {
    let tag = |&(key, value): &(&str, &str)| {
        json!({
            "ResourceId": name,
            "ResourceType": "auto-scaling-group",
            "Key": literal(key),
            "Value": literal(value),
            "PropagateAtLaunch": false,
        })
    };
    let parameters = json!({ "Tags": tags.iter().map(tag).collect::<Vec<_>>() });
    let title = format!("tag the Auto Scaling group of {} with its labels and taints", group.name);
    Draft::update("autoscaling", "CreateOrUpdateTags", title, parameters)
        .takes("auto-scaling-group.update")
        .undo("autoscaling", "DeleteTags")
}
