//! Helm releases, objects of the user's own, what Karpenter needs in AWS, and Flux.

use std::collections::BTreeMap;

use serde_json::Map;

use super::iam::{allow, policy};
use super::{Calls, Draft};
use crate::document::json::{Object, one, texts};
use crate::plan::literal::{literal, literal_option, literals};
use crate::topology::workload::{Computed, Content, DISCOVERY_TAG, EVENT_RULES, set};

/// Seconds that a message about an interruption is kept: later it is of no use.
const KEPT_SECONDS: &str = "300";

/// The target's id in every rule.
const TARGET: &str = "KarpenterInterruptionQueueTarget";

impl Calls<'_, '_> {
    pub(super) fn helm_release(&self, at: usize) -> Option<Draft> {
        let workload = &self.graph.topology().workloads[at];
        let Content::Release(release) = &workload.content else { return None };
        let mut values = Map::new();
        for (name, value) in &release.values {
            values.insert(literal(name), literals(value));
        }
        for (way, computed) in &release.computed {
            let value = match computed {
                Computed::Vpc => self.vpc_id(),
                Computed::Endpoint => self.cluster_output("Endpoint"),
                Computed::RoleArn(role) => self.role_arn(*role),
            };
            set(&mut values, way, value.into());
        }
        Some(Draft::helm(
            format_args!("install {} by Helm", workload.name),
            literal(&workload.name),
            literal(&workload.namespace),
            literal(&release.chart),
            literal(&release.repository),
            literal_option(&release.version),
            values,
        ))
    }

    pub(super) fn kubernetes_object(&self, workload: usize, object: usize) -> Option<Draft> {
        let object = self.graph.topology().workloads[workload].objects().get(object)?;
        Some(Draft::apply(format_args!("make {}", object.called), literals(&object.manifest)))
    }

    pub(super) fn queue(&self) -> Option<Draft> {
        let topology = self.graph.topology();
        let name = topology.karpenter.as_ref()?.queue.as_deref()?;
        let arn = self.queue_arn(name);
        let services = texts(&["events.amazonaws.com", "sqs.amazonaws.com"]);
        let statement = allow("Service", services).with("Action", "sqs:SendMessage").with("Resource", arn);
        let attributes =
            Object::new().with("MessageRetentionPeriod", KEPT_SECONDS).with("Policy", policy(statement));
        let parameters = Object::new()
            .literal("QueueName", name)
            .with("Attributes", attributes)
            .with("tags", self.cluster_tags());
        let draft = Draft::create(
            "sqs",
            "CreateQueue",
            "DeleteQueue",
            format_args!("make the interruption queue"),
            parameters,
        );
        Some(
            draft
                .yields(&["QueueUrl"])
                .permits(&["sqs:SetQueueAttributes", "sqs:TagQueue"])
                .takes("queue.create"),
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
        let pattern = Object::new().with("source", one(*source)).with("detail-type", one(*detail));
        let parameters = Object::new()
            .literal("Name", name)
            .with("EventPattern", pattern.text())
            .with("State", "ENABLED")
            .with("Tags", self.tag_list(&BTreeMap::new()));
        let rule =
            Draft::create("events", "PutRule", "DeleteRule", format_args!("watch for: {detail}"), parameters)
                .yields(&["RuleArn"])
                .permits(&["events:TagResource"])
                .takes("event-rule.create");
        let parameters = Object::new()
            .literal("Rule", name)
            .with("Targets", one(Object::new().with("Id", TARGET).with("Arn", self.queue_arn(queue))));
        let target =
            Draft::update("events", "PutTargets", format_args!("send to the queue: {detail}"), parameters)
                .takes("event-rule.create")
                .undo("events", "RemoveTargets");
        vec![rule, target]
    }

    pub(super) fn discovery_tag(&self) -> Option<Draft> {
        let value = self.graph.topology().karpenter.as_ref()?.discovery.as_deref()?;
        let group = self.security_group(crate::topology::network::CLUSTER_SECURITY_GROUP);
        let parameters = Object::new()
            .with("Resources", one(group))
            .with("Tags", one(Object::new().with("Key", DISCOVERY_TAG).literal("Value", value)));
        Some(
            Draft::create(
                "ec2",
                "CreateTags",
                "DeleteTags",
                format_args!("tag the cluster security group for Karpenter"),
                parameters,
            )
            .takes("tag.create"),
        )
    }

    pub(super) fn flux(&self) -> Option<Draft> {
        let flux = self.graph.topology().flux.as_ref()?;
        let mut arguments = vec!["bootstrap".to_owned(), literal(&flux.provider)];
        for (name, value) in &flux.flags {
            arguments.push(format!("--{}={}", literal(name), literal(value)));
        }
        let draft = Draft::command(format_args!("bootstrap Flux from {}", flux.provider), "flux", arguments);
        Some(draft.until("its controllers are ready").takes("flux.bootstrap"))
    }
}
