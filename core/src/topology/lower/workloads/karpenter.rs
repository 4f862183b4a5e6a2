//! Karpenter as eksctl installs it: roles, an interruption queue, a Helm release.

use serde_json::Map;

use super::{Around, needs, plain, release};
use crate::catalog::{self, PolicyScope};
use crate::diagnostic::{Code, Phase};
use crate::document::json::Object;
use crate::spec::{Karpenter as Written, Located};
use crate::topology::Origin;
use crate::topology::access::{AccessEntry, AwsAuthEntry, AwsAuthSubject, Principal, ServiceAccount};
use crate::topology::lower::context::{Context, owned};
use crate::topology::lower::policies::Policies;
use crate::topology::lower::roles::{self, NewRole};
use crate::topology::role::Trust;
use crate::topology::workload::{
    Computed, Content, DISCOVERY_TAG, EVENT_RULES, KARPENTER_NODE, Karpenter, Release, Workload,
    WorkloadIdentity, set,
};

/// The workload, its release, its service account.
pub(super) const NAME: &str = "karpenter";

/// The oldest version that eksctl installs.
const OLDEST: [u64; 3] = [0, 20, 0];

/// The version that moved its settings.
const FLAT_SETTINGS: [u64; 3] = [0, 33, 0];

/// The most characters of a queue's name.
const LONGEST_QUEUE: usize = 80;

/// The most characters of a tag's value.
const LONGEST_TAG: usize = 256;

/// What Karpenter needs; its release is added to the workloads.
pub(super) fn lower(
    cx: &mut Context<'_>,
    around: &mut Around<'_>,
    workloads: &mut Vec<Workload>,
) -> Option<Karpenter> {
    let config = cx.spec;
    let written_as = config.karpenter.as_ref()?;
    let known = catalog::workload(NAME)?;
    let version = check(cx, around, written_as)?;
    let origin = Origin::field(&written_as.at);
    let node_role = node_role(cx, around, &origin);
    let with_queue = written_as.with_spot_interruption_queue.as_ref().is_some_and(|it| it.value);
    let queue = with_queue.then(|| cx.name.clone());
    let controller = controller_role(cx, around, queue.as_deref(), &origin);
    let by_chart = written_as.create_service_account.as_ref().is_some_and(|it| it.value);
    let way = account(around, controller, by_chart, &origin);
    let profile = owned(&written_as.default_instance_profile);
    let profile = profile.unwrap_or_else(|| format!("eksctl-KarpenterNodeInstanceProfile-{}", cx.name));
    let mut release = Release {
        chart: known.chart.to_owned(),
        repository: known.repository.to_owned(),
        version: Some(version.clone()),
        values: Map::new(),
        computed: Vec::new(),
    };
    settings(cx, &version, queue.as_deref(), &profile, &mut release);
    release::give_account(known.account_values.unwrap_or_default(), NAME, way, &mut release);
    set(&mut release.values, &["serviceAccount".to_owned(), "create".to_owned()], by_chart.into());
    let item = super::Item { at: &written_as.at, written: None, known: Some(known) };
    let mut workload = plain(NAME, Content::Release(release), known.namespace, &written_as.at);
    workload.pods = needs::pods(known.namespace, item);
    workload.identity = way;
    workload.endpoints = needs::endpoints(cx, item);
    workloads.push(workload);
    let mut rules = Vec::new();
    if queue.is_some() {
        for (name, _, _) in &EVENT_RULES {
            rules.push(roles::role_name(cx, &format!("karpenter-{name}")));
        }
    }
    Some(Karpenter {
        workload: 0,
        node_role,
        instance_profile: profile,
        rules,
        queue,
        discovery: discovery(cx),
        origin,
    })
}

/// The version, if there is one that can be installed.
fn check(cx: &mut Context<'_>, around: &Around<'_>, written_as: &Located<Written>) -> Option<String> {
    // A version that is absent was reported when the document was read.
    let version = written_as.version.as_ref()?;
    let numbers = release::numbers(version);
    if numbers.is_none_or(|numbers| numbers < OLDEST) {
        let help = "write a version of three numbers, 0.20.0 or later";
        cx.report
            .raise(
                Code::KarpenterVersion,
                &version.at,
                format_args!("eksctl does not install Karpenter `{}`", version.value),
            )
            .arg("version", &version.value)
            .help(help);
    }
    let plain = version.value.strip_prefix('v').unwrap_or(&version.value).to_owned();
    if let Some(known) = catalog::workload(NAME) {
        release::check_least(cx, "Karpenter", known, &plain, &version.at);
    }
    if around.access.oidc_provider.is_none() {
        let message = "the controller of Karpenter gets its role by the cluster's OIDC provider, which is not asked for";
        cx.report
            .raise(Code::AccessNoOidc, &written_as.at, message)
            .help("write `iam.withOIDC: true`")
            .phase(Phase::Validate)
            .refused_by("eksctl");
    }
    let queue = written_as.with_spot_interruption_queue.as_ref().filter(|it| it.value);
    if let Some(queue) = queue.filter(|_| cx.name.len() > LONGEST_QUEUE) {
        cx.report.raise(Code::QueueName, &queue.at, format_args!(
            "the interruption queue is named after the cluster, and no queue has over {LONGEST_QUEUE} characters"
        )).arg("name", &cx.name).help("give the cluster a shorter name, or do without the queue");
    }
    let why = format_args!(
        "only the account knows whether the role AWSServiceRoleForEC2Spot is there; the controller makes it if not"
    );
    let command = "aws iam get-role --role-name AWSServiceRoleForEC2Spot".to_owned();
    cx.unknown(format_args!("service-linked role for Spot"), why, Some(command), false);
    Some(plain)
}

/// The role of the nodes that Karpenter starts, under eksctl's name for it, and their entry into the cluster.
fn node_role(cx: &mut Context<'_>, around: &mut Around<'_>, origin: &Origin) -> usize {
    let name = format!("eksctl-KarpenterNodeRole-{}", cx.name);
    let mut policies = Policies::default();
    policies.of_catalog("node.cni", origin);
    let chosen = Located { value: name, at: origin.place.clone().unwrap_or_default() };
    let iam = cx.spec.iam.as_ref();
    let boundary = iam.and_then(|iam| iam.service_role_permissions_boundary.as_ref());
    let (part, purpose) = (KARPENTER_NODE.to_owned(), "the role of Karpenter's nodes".to_owned());
    let mut role = NewRole::new(part, purpose, roles::service(cx, "node.cni"), policies, origin.clone());
    role.role_name = Some(&chosen);
    role.boundary = boundary;
    role.instance_profile = true;
    let role = role.add(cx, around.roles);
    if around.cluster.authentication_mode.has_entries() {
        let entry = AccessEntry::new(KARPENTER_NODE, Principal::Role(role), "EC2_LINUX", origin.clone());
        around.access.entries.push(entry);
    } else {
        around.access.aws_auth.push(AwsAuthEntry {
            subject: AwsAuthSubject::Role(role),
            username: Some("system:node:{{EC2PrivateDNSName}}".to_owned()),
            groups: vec!["system:bootstrappers".to_owned(), "system:nodes".to_owned()],
            origin: origin.clone(),
        });
    }
    role
}

fn controller_role(
    cx: &mut Context<'_>,
    around: &mut Around<'_>,
    queue: Option<&str>,
    origin: &Origin,
) -> usize {
    let place = origin.place();
    let mut policies = Policies::default();
    policies.well_known(cx, PolicyScope::ServiceAccount, NAME, place);
    if let Some(queue) = queue {
        let resource = format!("arn:{}:sqs:{}:*:{queue}", cx.partition, cx.region);
        let actions =
            ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"];
        policies.allow("KarpenterInterruptionQueue", &actions, &resource, origin);
    }
    let (part, purpose) = (format!("workload.{NAME}"), "the role of Karpenter's controller".to_owned());
    NewRole::new(part, purpose, Trust::account(NAME, NAME), policies, origin.clone()).add(cx, around.roles)
}

/// The service account: made by the plan, or by the chart.
fn account(around: &mut Around<'_>, role: usize, by_chart: bool, origin: &Origin) -> WorkloadIdentity {
    if by_chart {
        return WorkloadIdentity::Role(role);
    }
    around.access.service_accounts.push(ServiceAccount::new(NAME, NAME, Some(role), origin.clone()));
    WorkloadIdentity::ServiceAccount(around.access.service_accounts.len() - 1)
}

/// What the chart is told, where the version of the chart reads it.
fn settings(cx: &mut Context<'_>, version: &str, queue: Option<&str>, profile: &str, release: &mut Release) {
    let is_flat = release::numbers(version).is_none_or(|numbers| numbers >= FLAT_SETTINGS);
    let mut all = Object::new().with("clusterName", cx.name.as_str());
    let mut way = vec!["settings".to_owned()];
    if !is_flat {
        all.set("defaultInstanceProfile", profile);
        way.push("aws".to_owned());
    }
    if let Some(queue) = queue {
        all.set(if is_flat { "interruptionQueue" } else { "interruptionQueueName" }, queue);
    }
    set(&mut release.values, &way, all.into());
    way.push("clusterEndpoint".to_owned());
    release.computed.push((way, Computed::Endpoint));
    if is_flat && queue.is_some() {
        let why = "eksctl writes `interruptionQueueName`, which charts of 0.33 and later do not read";
        let source = "karpenter-provider-aws 1d927085d, charts/karpenter/values.yaml";
        cx.assume(format_args!("karpenter.settings"), "interruptionQueue", why, source);
    }
}

/// The value of the tag by which Karpenter finds what it may use.
fn discovery(cx: &mut Context<'_>) -> Option<String> {
    let tags = cx.spec.metadata.as_ref().and_then(|metadata| metadata.tags.as_ref());
    let value = tags.and_then(|tags| tags.value.get(DISCOVERY_TAG))?;
    if value.value.is_empty() || value.value.len() > LONGEST_TAG {
        cx.report
            .raise(
                Code::NetworkDiscoveryTag,
                &value.at,
                format_args!("tag `{DISCOVERY_TAG}` is empty, or longer than {LONGEST_TAG} characters"),
            )
            .arg("tag", DISCOVERY_TAG)
            .help(format_args!("write the name of the cluster: `{DISCOVERY_TAG}: {}`", cx.name));
        return None;
    }
    Some(value.value.clone())
}
