//! Other AWS services that take part: each with what it is for, and the endpoints by which the VPC reaches it.

use super::View;
use crate::document::topology::Integration;
use crate::id::ResourceId;
use crate::terms::ResourceKind;
use crate::topology::Topology;
use crate::topology::add_on::AddOnIdentity;
use crate::topology::capability::CapabilityKind;
use crate::topology::compute::{LaunchTemplate, NodeGroup, NodeGroupKind};
use crate::topology::role::{PolicyContent, Role, Trust};

/// Add-ons that bring in a service of their own: the add-on, the service, what for, its endpoints.
const BY_ADD_ON: [(&str, &str, &str, &[&str]); 8] = [
    (
        "amazon-cloudwatch-observability",
        "CloudWatch",
        "metrics, traces and logs of pods and nodes",
        &["logs", "xray"],
    ),
    ("aws-ebs-csi-driver", "EBS", "volumes for claims", &["ec2"]),
    ("aws-efs-csi-driver", "EFS", "file systems for claims", &["elasticfilesystem"]),
    ("aws-fsx-csi-driver", "FSx", "file systems for claims", &["fsx"]),
    ("aws-guardduty-agent", "GuardDuty", "watching what runs on nodes", &["guardduty-data"]),
    ("aws-mountpoint-s3-csi-driver", "S3", "buckets as volumes", &["s3"]),
    ("aws-privateca-connector-for-kubernetes", "Private CA", "certificates", &["acm-pca"]),
    ("external-dns", "Route 53", "names of Services and Ingresses", &["route53"]),
];

impl View<'_, '_> {
    /// Sorted by service, then by purpose.
    pub(super) fn integrations(&self) -> Vec<Integration> {
        let topology = self.graph.topology();
        let mut found = Found { topology, all: Vec::new() };
        found.of_nodes();
        found.of_cluster();
        found.of_pods();
        found.of_capabilities();
        found.all
    }
}

struct Found<'t> {
    topology: &'t Topology,
    /// By service, then by purpose.
    all: Vec<Integration>,
}

impl Found<'_> {
    /// `keys` are those of the endpoints that would serve it; those that the plan has are named. What was said is not said again.
    #[inline(never)]
    fn add(&mut self, service: &'static str, purpose: &str, keys: &[&str]) {
        let known = |known: &Integration| (known.service, known.purpose.as_str()).cmp(&(service, purpose));
        let Err(place) = self.all.binary_search_by(known) else { return };
        let mut endpoints = Vec::new();
        for endpoint in &self.topology.network.endpoints {
            if keys.contains(&endpoint.service) {
                endpoints.push(ResourceId::new(ResourceKind::VpcEndpoint, endpoint.service).to_string());
            }
        }
        self.all.insert(place, Integration { service, purpose: purpose.to_owned(), endpoints });
    }

    fn of_nodes(&mut self) {
        let topology = self.topology;
        self.add("ECR", "images of add-ons", &["ecr.api", "ecr.dkr", "s3"]);
        if !topology.node_groups.is_empty() {
            self.add("EC2", "nodes of groups", &["ec2"]);
            self.add("EC2 Auto Scaling", "numbers of nodes", &["autoscaling"]);
            self.add("EBS", "root volumes of nodes", &[]);
        }
        let adds_cni = topology.add_ons.iter().any(|add_on| add_on.name == "vpc-cni");
        if adds_cni && !topology.node_groups.is_empty() {
            self.add("EC2", "addresses for pods", &["ec2"]);
        }
        if topology.node_groups.iter().flat_map(NodeGroup::volumes).any(|volume| volume.kms_key.is_some()) {
            self.add("KMS", "encryption of volumes", &[]);
        }
        let looks_up = |group: &NodeGroup| {
            let made = matches!(group.launch_template, LaunchTemplate::Made { .. });
            group.kind == NodeGroupKind::SelfManaged && group.image.ami.is_none() && made
        };
        if topology.node_groups.iter().any(looks_up) {
            self.add("SSM", "the newest image of nodes", &[]);
        }
        let has_sessions = |role: &Role| carries(role, "AmazonSSMManagedInstanceCore");
        if topology.roles.iter().any(has_sessions) {
            self.add("SSM", "sessions on nodes", &["ec2messages", "ssm", "ssmmessages"]);
        }
        if !topology.fargate_profiles.is_empty() {
            self.add("Fargate", "pods of Fargate profiles", &[]);
        }
        if let Some(auto_mode) = &topology.auto_mode {
            if !auto_mode.pools.is_empty() {
                self.add("EC2", "nodes of Auto Mode", &["ec2"]);
                self.add("EBS", "root volumes of nodes", &[]);
            }
            self.add("EBS", "volumes for claims", &[]);
            self.add("ELB", "load balancers for Services and Ingresses", &[]);
        }
    }

    fn of_cluster(&mut self) {
        let cluster = &self.topology.cluster;
        if !cluster.log_types.is_empty() {
            let kept = cluster.log_group.as_ref().map(|group| format!(", for {} days", group.retention_days));
            let types = cluster.log_types.join(", ");
            self.add(
                "CloudWatch Logs",
                &format!("control-plane logs: {types}{}", kept.unwrap_or_default()),
                &[],
            );
        }
        if cluster.secrets_key.is_some() {
            self.add("KMS", "encryption of secrets", &[]);
        }
        if cluster.zonal_shift == Some(true) {
            self.add("Application Recovery Controller", "traffic moved away from a zone in trouble", &[]);
        }
    }

    fn of_pods(&mut self) {
        let topology = self.topology;
        let by_oidc = |role: &Role| matches!(role.trust, Trust::ServiceAccount { .. });
        if topology.roles.iter().any(by_oidc) || topology.access.oidc_provider.is_some() {
            self.add("STS", "credentials of pods by OIDC", &["sts"]);
        }
        let by_agent =
            topology.add_ons.iter().any(|add_on| matches!(add_on.identity, AddOnIdentity::PodIdentity(_)));
        if by_agent || !topology.access.pod_identities.is_empty() {
            self.add("EKS Auth", "credentials of pods by Pod Identity", &["eks-auth"]);
        }
        let mut balancers = topology.workloads.iter().flat_map(|workload| &workload.load_balancers);
        if balancers.next().is_some() {
            self.add("ELB", "load balancers for Services and Ingresses", &["elasticloadbalancing"]);
        }
        if let Some(karpenter) = &topology.karpenter {
            self.add("EC2", "nodes of Karpenter", &["ec2"]);
            if karpenter.queue.is_some() {
                self.add("EventBridge", "interruptions told to Karpenter", &[]);
                self.add("SQS", "interruptions told to Karpenter", &["sqs"]);
            }
        }
        for (name, service, purpose, keys) in BY_ADD_ON {
            if topology.add_ons.iter().any(|add_on| add_on.name == name) {
                self.add(service, purpose, keys);
            }
        }
    }

    fn of_capabilities(&mut self) {
        for capability in &self.topology.capabilities {
            match capability.kind {
                CapabilityKind::ArgoCd => self.add("IAM Identity Center", "sign-in to Argo CD", &[]),
                CapabilityKind::Ack | CapabilityKind::Kro => {}
            }
        }
    }
}

fn carries(role: &Role, name: &str) -> bool {
    let mut policies = role.policies.iter();
    policies.any(|policy| matches!(&policy.content, PolicyContent::AwsManaged(held) if held == name))
}
