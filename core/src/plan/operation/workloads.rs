//! Helm releases, objects of the user's own, what Karpenter needs in AWS, and Flux.

use serde_json::{Map, Value, json};

use super::{Calls, Draft};
use crate::plan::draft::literal;
use crate::topology::workload::{Computed, Content, DISCOVERY_TAG, EVENT_RULES, set};

/// Seconds that a message about an interruption is kept: later it is of no use.
const KEPT_SECONDS: u32 = 300;

/// The target's id in every rule.
const TARGET: &str = "KarpenterInterruptionQueueTarget";

impl Calls<'_, '_> {
    pub(super) fn helm_release(&self, at: usize) -> Option<Draft> {
        let workload = &self.graph.topology().workloads[at];
        let Content::Release(release) = &workload.content else { return None };
        let mut values = match literals(&Value::Object(release.values.clone())) {
            Value::Object(values) => values,
            _ => Map::new(),
        };
        for (way, computed) in &release.computed {
            let value = match computed {
                Computed::Vpc => self.output(self.vpc, "VpcId"),
                Computed::Endpoint => self.cluster_output("Endpoint"),
                Computed::RoleArn(role) => self.role_arn(*role),
            };
            set(&mut values, way, value.into());
        }
        let title = format!("install {} by Helm", workload.name);
        Some(Draft::helm(
            title,
            literal(&workload.name),
            literal(&workload.namespace),
            literal(&release.chart),
            literal(&release.repository),
            release.version.as_deref().map(literal),
            values.into_iter().collect(),
        ))
    }

    pub(super) fn kubernetes_object(&self, workload: usize, object: usize) -> Option<Draft> {
        let object = self.graph.topology().workloads[workload].objects().get(object)?;
        Some(Draft::apply(format!("make {}", object.called), literals(&object.manifest)))
    }

    pub(super) fn queue(&self) -> Option<Draft> {
        let topology = self.graph.topology();
        let name = topology.karpenter.as_ref()?.queue.as_deref()?;
        let arn = self.queue_arn(name);
        let policy = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Principal": { "Service": ["events.amazonaws.com", "sqs.amazonaws.com"] },
                "Action": "sqs:SendMessage",
                "Resource": arn,
            }],
        });
        let parameters = json!({
            "QueueName": literal(name),
            "Attributes": {
                "MessageRetentionPeriod": KEPT_SECONDS.to_string(),
                "Policy": policy.to_string(),
            },
            "tags": self.tag_map(&Default::default()),
        });
        let draft = Draft::create("sqs", "CreateQueue", "make the interruption queue".to_owned(), parameters);
        Some(
            draft
                .yields(&["QueueUrl"])
                .permits(&["sqs:SetQueueAttributes", "sqs:TagQueue"])
                .takes("queue.create")
                .undo("sqs", "DeleteQueue"),
        )
    }

    fn queue_arn(&self, name: &str) -> String {
        let region = literal(&self.graph.topology().cluster.region);
        format!("arn:{}:sqs:{region}:{}:{}", self.partition(), self.account(), literal(name))
    }

    /// The rule, then its target.
    pub(super) fn event_rule(&self, at: usize) -> Vec<Draft> {
        let Some(karpenter) = &self.graph.topology().karpenter else { return Vec::new() };
        let (Some(name), Some(queue), Some((_, source, detail))) =
            (karpenter.rules.get(at), &karpenter.queue, EVENT_RULES.get(at))
        else {
            return Vec::new();
        };
        let pattern = json!({ "source": [source], "detail-type": [detail] });
        let parameters = json!({
            "Name": literal(name),
            "EventPattern": pattern.to_string(),
            "State": "ENABLED",
            "Tags": self.tag_list(&Default::default()),
        });
        let rule = Draft::create("events", "PutRule", format!("watch for: {detail}"), parameters)
            .yields(&["RuleArn"])
            .permits(&["events:TagResource"])
            .takes("event-rule.create")
            .undo("events", "DeleteRule");
        let parameters = json!({
            "Rule": literal(name),
            "Targets": [{ "Id": TARGET, "Arn": self.queue_arn(queue) }],
        });
        let target =
            Draft::update("events", "PutTargets", format!("send to the queue: {detail}"), parameters)
                .takes("event-rule.create")
                .undo("events", "RemoveTargets");
        vec![rule, target]
    }

    pub(super) fn discovery_tag(&self) -> Option<Draft> {
        let value = self.graph.topology().karpenter.as_ref()?.discovery.as_deref()?;
        let group = self.security_group(crate::topology::network::CLUSTER_SECURITY_GROUP);
        let parameters = json!({
            "Resources": [group],
            "Tags": [{ "Key": DISCOVERY_TAG, "Value": literal(value) }],
        });
        let title = "tag the cluster security group for Karpenter".to_owned();
        Some(
            Draft::create("ec2", "CreateTags", title, parameters)
                .takes("tag.create")
                .undo("ec2", "DeleteTags"),
        )
    }

    pub(super) fn flux(&self) -> Option<Draft> {
        let flux = self.graph.topology().flux.as_ref()?;
        let mut arguments = vec!["bootstrap".to_owned(), literal(&flux.provider)];
        arguments
            .extend(flux.flags.iter().map(|(name, value)| format!("--{}={}", literal(name), literal(value))));
        let draft = Draft::command(format!("bootstrap Flux from {}", flux.provider), "flux", arguments);
        Some(draft.until("its controllers are ready").takes("flux.bootstrap"))
    }
}

/// The same with every dollar sign of a text written twice.
fn literals(value: &Value) -> Value {
    match value {
        Value::String(text) => literal(text).into(),
        Value::Array(items) => items.iter().map(literals).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, value)| (literal(key), literals(value))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}
