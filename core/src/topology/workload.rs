//! What runs on top: Helm releases, Kubernetes objects, Karpenter, Flux.

use serde_json::{Map, Value};

use super::Origin;
use super::pods::PodNeeds;
use crate::catalog::{Architecture, ComputeKind};

/// A workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workload {
    /// Its name, which is the release's too.
    pub name: String,
    /// What is applied.
    pub content: Content,
    /// The namespace that it goes into.
    pub namespace: String,
    /// What its pods need to find room; absent if it has none.
    pub pods: Option<PodNeeds>,
    /// Indexes of the workloads that must be healthy first.
    pub after: Vec<usize>,
    /// Indexes of the add-ons that must be healthy first.
    pub after_add_ons: Vec<usize>,
    /// Indexes of the workloads whose webhooks are asked about its Services.
    pub asks: Vec<usize>,
    /// The rights of its pods in AWS.
    pub identity: WorkloadIdentity,
    /// Indexes of the rules by which the control plane reaches its pods.
    pub rules: Vec<usize>,
    /// Load balancers that a controller makes for it.
    pub load_balancers: Vec<LoadBalancer>,
    /// Names of the volumes that a controller makes for it.
    pub volumes: Vec<String>,
    /// Keys of the endpoint services that it calls.
    pub endpoints: Vec<String>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Workload {
    /// The objects that it applies, if it is no release.
    pub fn objects(&self) -> &[Object] {
        match &self.content {
            Content::Release(_) => &[],
            Content::Objects(objects) => objects,
        }
    }
}

/// What a workload applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A Helm release.
    Release(Release),
    /// Kubernetes objects.
    Objects(Vec<Object>),
}

/// A Helm release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The chart.
    pub chart: String,
    /// Where it comes from.
    pub repository: String,
    /// Its version; absent if nobody said it.
    pub version: Option<String>,
    /// What it is told.
    pub values: Map<String, Value>,
    /// What it is told and only a step can say, by the way to the value.
    pub computed: Vec<(Vec<String>, Computed)>,
}

/// A value that a step of the plan yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Computed {
    /// The id of the VPC.
    Vpc,
    /// The address of the API server.
    Endpoint,
    /// The ARN of the role of this index.
    RoleArn(usize),
}

/// A Kubernetes object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its name in ids: `KIND.NAMESPACE.NAME` in lower case, without the namespace where there is none.
    pub name: String,
    /// What people call it.
    pub called: String,
    /// The object.
    pub manifest: Value,
    /// The nodes that a Karpenter NodePool starts.
    pub node_pool: Option<NodePool>,
}

/// The nodes that a Karpenter NodePool starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodePool {
    /// Their taints.
    pub taints: Vec<super::compute::Taint>,
    /// Their labels.
    pub labels: std::collections::BTreeMap<String, String>,
    /// Their processors; empty if the pool does not say.
    pub architectures: Vec<Architecture>,
    /// What they are to pods.
    pub kind: ComputeKind,
}

/// How the pods of a workload get rights in AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkloadIdentity {
    /// They have none.
    None,
    /// By the Pod Identity association of this index.
    PodIdentity(usize),
    /// By the OIDC issuer: the service account of this index carries the role.
    ServiceAccount(usize),
    /// By the OIDC issuer: the chart makes the service account, and is told this role.
    Role(usize),
}

/// A load balancer that a controller makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadBalancer {
    /// The name of the Service or Ingress.
    pub name: String,
    /// Index of the workload that makes it; absent if the cluster itself does.
    pub controller: Option<usize>,
    /// Indexes of the subnets that it may stand in.
    pub subnets: Vec<usize>,
}

/// What Karpenter needs in AWS beside its release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Karpenter {
    /// Index of its workload.
    pub workload: usize,
    /// Index of the role of its nodes.
    pub node_role: usize,
    /// The name of their instance profile.
    pub instance_profile: String,
    /// The name of the interruption queue, if there is one.
    pub queue: Option<String>,
    /// Names of the rules that lead events to the queue, in the order of [`EVENT_RULES`].
    pub rules: Vec<String>,
    /// The value of the tag by which subnets and security groups are found.
    pub discovery: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// The role of Karpenter's nodes, by its name in ids.
pub const KARPENTER_NODE: &str = "karpenter-node";

/// The tag by which Karpenter finds subnets and security groups.
pub const DISCOVERY_TAG: &str = "karpenter.sh/discovery";

/// The rules that lead events to the interruption queue: name in ids, source, kind of event.
pub const EVENT_RULES: [(&str, &str, &str); 4] = [
    ("instance-state-change", "aws.ec2", "EC2 Instance State-change Notification"),
    ("rebalance", "aws.ec2", "EC2 Instance Rebalance Recommendation"),
    ("scheduled-change", "aws.health", "AWS Health Event"),
    ("spot-interruption", "aws.ec2", "EC2 Spot Instance Interruption Warning"),
];

/// GitOps by Flux: a program that writes to the git repository and into the cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flux {
    /// The git provider, as `github`.
    pub provider: String,
    /// Flags by name, without dashes.
    pub flags: std::collections::BTreeMap<String, String>,
    /// What its pods need to find room.
    pub pods: PodNeeds,
    /// Where it comes from.
    pub origin: Origin,
}

/// Sets the value at the end of the way; what stands in the way and is no mapping is replaced.
pub(crate) fn set(values: &mut Map<String, Value>, path: &[String], value: Value) {
    match path {
        [] => {}
        [last] => {
            values.insert(last.clone(), value);
        }
        [first, rest @ ..] => {
            let inner = values.entry(first.clone()).or_insert_with(|| Map::new().into());
            if !inner.is_object() {
                *inner = Map::new().into();
            }
            if let Value::Object(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}
