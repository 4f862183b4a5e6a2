//! How kinds of resources are called and grouped on the screen. Display only: the order of things is the plan's.

use eks_plan::terms::ResourceKind::{self, *};

/// A part of the plan that people think of as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Network,
    Roles,
    Cluster,
    Access,
    AddOns,
    Nodes,
    OnTop,
    Other,
}

impl Phase {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Roles => "roles",
            Self::Cluster => "cluster",
            Self::Access => "access",
            Self::AddOns => "add-ons",
            Self::Nodes => "nodes",
            Self::OnTop => "on top",
            Self::Other => "other",
        }
    }
}

/// How the resources of a kind are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// As a number, with others of the phase: six subnets.
    Counted,
    /// By name where there are few, with others of the phase.
    Named,
    /// Names on a line of the kind's own.
    List,
    /// Each on a line of its own, the rest counted.
    Alone,
}

/// How a kind is called and shown.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    pub(crate) phase: Phase,
    pub(crate) one: String,
    pub(crate) many: String,
    pub(crate) show: Show,
    pub(crate) rank: usize,
}

use Phase::{Access, AddOns, Network, Nodes, OnTop, Roles};
use Show::{Alone, Counted, List, Named};

type Row = (ResourceKind, Phase, Show, &'static str, &'static str);

const TABLE: &[Row] = &[
    (Vpc, Network, Counted, "VPC", "VPCs"),
    (Subnet, Network, Counted, "subnet", "subnets"),
    (InternetGateway, Network, Counted, "internet gateway", "internet gateways"),
    (VpcCidrBlock, Network, Counted, "IPv6 block", "blocks of addresses"),
    (EgressOnlyInternetGateway, Network, Counted, "egress-only gateway", "egress-only gateways"),
    (ElasticIp, Network, Counted, "elastic IP", "elastic IPs"),
    (NatGateway, Network, Alone, "NAT gateway", "NAT gateways"),
    (RouteTable, Network, Counted, "route table", "route tables"),
    (VpcEndpoint, Network, Alone, "VPC endpoint", "VPC endpoints"),
    (SecurityGroup, Network, Counted, "security group", "security groups"),
    (SecurityGroupRule, Network, Counted, "security group rule", "security group rules"),
    (Route, Network, Counted, "route", "routes and attachments"),
    (InternetGatewayAttachment, Network, Counted, "attachment", "routes and attachments"),
    (RouteTableAssociation, Network, Counted, "attachment", "routes and attachments"),
    (TransitGateway, Network, Counted, "transit gateway", "transit gateways"),
    (TransitGatewayAttachment, Network, Counted, "transit gateway attachment", "routes and attachments"),
    (VpnGateway, Network, Counted, "VPN gateway", "VPN gateways"),
    (VpnGatewayAttachment, Network, Counted, "attachment", "routes and attachments"),
    (PodEnis, Network, Counted, "pods' network interfaces", "sets of pods' network interfaces"),
    (EniConfig, Network, Counted, "ENIConfig", "ENIConfigs"),
    (ServiceLinkedRole, Roles, Counted, "service-linked role", "service-linked roles"),
    (IamRole, Roles, Counted, "role", "roles"),
    (IamRolePolicy, Roles, Counted, "policy", "policies"),
    (IamInstanceProfile, Roles, Counted, "instance profile", "instance profiles"),
    (TrustAnchor, Roles, Counted, "trust anchor", "trust anchors"),
    (RolesAnywhereProfile, Roles, Counted, "Roles Anywhere profile", "Roles Anywhere profiles"),
    (KmsKey, Phase::Cluster, Counted, "KMS key", "KMS keys"),
    (LogGroup, Phase::Cluster, Counted, "log group", "log groups"),
    (Cluster, Phase::Cluster, Alone, "cluster", "clusters"),
    (ApiServers, Phase::Cluster, Counted, "API servers", "API servers"),
    (Etcd, Phase::Cluster, Counted, "etcd", "etcd"),
    (Scheduler, Phase::Cluster, Counted, "scheduler", "schedulers"),
    (ControllerManager, Phase::Cluster, Counted, "controller manager", "controller managers"),
    (ControlPlaneLoadBalancer, Phase::Cluster, Counted, "load balancer in front", "load balancers"),
    (ControlPlaneAutoScaling, Phase::Cluster, Counted, "scaling of the control plane", "scalings"),
    (ControlPlaneInstances, Phase::Cluster, Counted, "control plane instances", "control plane instances"),
    (EtcdInstances, Phase::Cluster, Counted, "etcd instances", "etcd instances"),
    (CrossAccountEnis, Phase::Cluster, Counted, "cross-account ENIs in your subnets", "cross-account ENIs"),
    (ClusterSetting, Phase::Cluster, Named, "setting", "cluster settings"),
    (IdentityProvider, Access, Alone, "identity provider", "identity providers"),
    (IamOidcProvider, Access, Counted, "OIDC provider", "OIDC providers"),
    (CreatorAdmin, Access, Counted, "admin right of the creator", "admin rights of the creator"),
    (AccessEntry, Access, Named, "access entry", "access entries"),
    (AccessPolicyAssociation, Access, Counted, "access policy", "access policies"),
    (AwsAuth, Access, Counted, "aws-auth", "aws-auth"),
    (Namespace, Access, Named, "namespace", "namespaces"),
    (ServiceAccount, Access, Named, "service account", "service accounts"),
    (KubernetesRole, Access, Counted, "Kubernetes role", "Kubernetes roles"),
    (KubernetesRoleBinding, Access, Counted, "role binding", "role bindings"),
    (PodIdentityAssociation, Access, Named, "pod identity", "pod identities"),
    (AddOn, AddOns, List, "add-on", "add-ons"),
    (Capability, AddOns, List, "capability", "capabilities"),
    (CapabilityResources, AddOns, Counted, "set of managed resources", "sets of managed resources"),
    (KeyPair, Nodes, Counted, "key pair", "key pairs"),
    (DevicePlugin, Nodes, Named, "device plugin", "device plugins"),
    (WindowsIpam, Nodes, Counted, "switch for Windows addresses", "switches for Windows addresses"),
    (PlacementGroup, Nodes, Counted, "placement group", "placement groups"),
    (LaunchTemplate, Nodes, Counted, "launch template", "launch templates"),
    (AutoScalingGroup, Nodes, Counted, "Auto Scaling group", "Auto Scaling groups"),
    (ManagedNodeGroup, Nodes, Alone, "group", "managed groups"),
    (SelfManagedNodeGroup, Nodes, Alone, "self-managed group", "self-managed groups"),
    (NodeClass, Nodes, Counted, "node class of Auto Mode", "node classes of Auto Mode"),
    (NodePool, Nodes, Named, "node pool of Auto Mode", "node pools of Auto Mode"),
    (AutoModeNodes, Nodes, Counted, "nodes of Auto Mode", "nodes of Auto Mode"),
    (AutoModeLoadBalancers, Network, Counted, "load balancers of Auto Mode", "load balancers of Auto Mode"),
    (FargateProfile, Nodes, Alone, "Fargate profile", "Fargate profiles"),
    (HybridNodes, Nodes, Alone, "hybrid nodes", "sets of hybrid nodes"),
    (KarpenterNodes, Nodes, Counted, "set of Karpenter nodes", "sets of Karpenter nodes"),
    (Queue, OnTop, Counted, "queue", "queues"),
    (EventRule, OnTop, Counted, "event rule", "event rules"),
    (Tag, OnTop, Counted, "tag", "tags"),
    (HelmRelease, OnTop, Alone, "release", "releases"),
    (KubernetesObject, OnTop, Named, "object", "objects"),
    (LoadBalancer, OnTop, Counted, "load balancer", "load balancers"),
    (Volume, OnTop, Counted, "volume", "volumes"),
    (Flux, OnTop, Alone, "Flux", "Flux"),
    (FluxResources, OnTop, Counted, "set of what Flux brings", "sets of what Flux brings"),
];

/// How this kind is called and shown; a kind that the table does not know is counted under its own name.
pub(crate) fn look(kind: ResourceKind) -> Look {
    match TABLE.iter().position(|row| row.0 == kind) {
        Some(rank) => {
            let (_, phase, show, one, many) = TABLE[rank];
            Look { phase, one: one.to_owned(), many: many.to_owned(), show, rank }
        }
        None => {
            let one = kind.as_str().replace('-', " ");
            let many = format!("{one}s");
            Look { phase: Phase::Other, one, many, show: Counted, rank: TABLE.len() }
        }
    }
}

/// `6 subnets`, or `subnet` for one.
pub(crate) fn counted(kind: ResourceKind, count: usize) -> String {
    let look = look(kind);
    if count == 1 { look.one } else { format!("{count} {}", look.many) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for kind in ResourceKind::ALL {
            assert_eq!(TABLE.iter().filter(|row| row.0 == *kind).count(), 1, "{kind}");
        }
    }
}
