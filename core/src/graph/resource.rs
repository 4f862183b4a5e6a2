//! The nodes of the graph.

use super::Index;
use crate::id::ResourceId;
use crate::terms::{Owner, ResourceKind};
use crate::topology::Origin;

/// A resource or an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its id.
    pub id: ResourceId,
    /// Its kind.
    pub kind: ResourceKind,
    /// Its name, without its kind.
    pub name: String,
    /// What people call it in a sentence, kind and all.
    pub called: String,
    /// Who makes and may change it.
    pub owner: Owner,
    /// Where it comes from.
    pub origin: Origin,
    /// True if it stands already.
    pub existing: bool,
    /// Its AWS id or ARN, if it stands already and the input says it.
    pub known: Option<String>,
    /// The resource whose making makes it, for what AWS makes by itself.
    pub made_by: Option<Index>,
    /// The part of the topology that it is; indexes are those of the topology's lists.
    pub subject: Subject,
}

/// The part of the topology that a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The VPC.
    Vpc,
    /// The VPC's IPv6 block.
    Ipv6Block,
    /// The egress-only internet gateway.
    EgressOnlyInternetGateway,
    /// The internet gateway.
    InternetGateway,
    /// Its attachment.
    InternetGatewayAttachment,
    /// A subnet.
    Subnet(usize),
    /// The address of a NAT gateway.
    ElasticIp(usize),
    /// A NAT gateway.
    NatGateway(usize),
    /// A route table.
    RouteTable(usize),
    /// The default route of a route table.
    DefaultRoute(usize),
    /// The default route for IPv6 of a route table.
    Ipv6Route(usize),
    /// A route table's association with a subnet.
    RouteTableAssociation {
        /// The route table.
        table: usize,
        /// The subnet.
        subnet: usize,
    },
    /// A VPC endpoint.
    VpcEndpoint(usize),
    /// A security group.
    SecurityGroup(usize),
    /// A rule of a security group.
    SecurityGroupRule(usize),
    /// A role.
    Role(usize),
    /// A policy on a role.
    RolePolicy {
        /// The role.
        role: usize,
        /// Its place among the role's policies.
        policy: usize,
    },
    /// The instance profile of a role.
    InstanceProfile(usize),
    /// A node group's instance profile that stands already.
    ExistingInstanceProfile(usize),
    /// The key for secrets.
    SecretsKey,
    /// The key for a node group's volumes.
    VolumeKey(usize),
    /// The log group.
    LogGroup,
    /// The cluster.
    Cluster,
    /// What AWS makes with the cluster.
    Hidden(Hidden),
    /// The IAM OIDC provider.
    OidcProvider,
    /// An add-on.
    AddOn(usize),
    /// A capability.
    Capability(usize),
    /// What the controllers of a capability look after.
    CapabilityResources(usize),
    /// An access policy of a capability.
    CapabilityPolicy {
        /// The capability.
        capability: usize,
        /// Its place among the capability's policies.
        policy: usize,
    },
    /// An ENIConfig of the VPC CNI.
    EniConfig(usize),
    /// A node group, of either kind.
    NodeGroup(usize),
    /// The Auto Scaling group that EKS makes for a managed node group.
    ManagedScalingGroup(usize),
    /// The launch template of a node group.
    LaunchTemplate(usize),
    /// The placement group that this node group was the first to name.
    PlacementGroup(usize),
    /// The key pair that this node group was the first to name.
    KeyPair(usize),
    /// A node pool of Auto Mode.
    NodePool(usize),
    /// A Fargate profile.
    FargateProfile(usize),
    /// An access entry.
    AccessEntry(usize),
    /// The access entry that EKS makes for a role.
    EksMadeEntry(usize),
    /// An access policy on an access entry.
    AccessPolicy {
        /// The entry.
        entry: usize,
        /// Its place among the entry's policies.
        policy: usize,
    },
    /// The ConfigMap `aws-auth`.
    AwsAuth,
    /// The namespace of this place among those that the plan makes.
    Namespace(usize),
    /// What a service may do in a namespace.
    ServiceRole(usize),
    /// That a service may do it.
    ServiceRoleBinding(usize),
    /// A service account.
    ServiceAccount(usize),
    /// A Pod Identity association.
    PodIdentity(usize),
    /// An external OIDC provider.
    IdentityProvider(usize),
    /// The gateway to the customer's premises.
    RemoteGateway,
    /// Its attachment to the VPC.
    RemoteAttachment,
    /// A route to a remote network: its place among the gateway's.
    RemoteRoute(usize),
    /// The trust anchor of the hybrid nodes.
    TrustAnchor,
    /// The Roles Anywhere profile of the hybrid nodes.
    AnywhereProfile,
    /// The hybrid nodes.
    HybridNodes,
    /// A device plugin.
    DevicePlugin(usize),
    /// Addresses for pods on Windows.
    WindowsIpam,
    /// The placement group of the control plane of a local cluster.
    OutpostPlacementGroup,
    /// The closing of the public endpoint.
    EndpointAccess,
    /// The Helm release of a workload.
    HelmRelease(usize),
    /// An object of a workload.
    KubernetesObject {
        /// The workload.
        workload: usize,
        /// Its place among the workload's objects.
        object: usize,
    },
    /// The namespace of this name, asked for by a workload: the workload.
    WorkloadNamespace(usize),
    /// A load balancer that a controller makes for a workload.
    LoadBalancer {
        /// The workload.
        workload: usize,
        /// Its place among the workload's load balancers.
        balancer: usize,
    },
    /// A volume that a controller makes for a workload.
    EbsVolume {
        /// The workload.
        workload: usize,
        /// Its place among the workload's volumes.
        volume: usize,
    },
    /// The nodes of a Karpenter NodePool.
    KarpenterNodes {
        /// The workload.
        workload: usize,
        /// The pool's place among the workload's objects.
        object: usize,
    },
    /// The interruption queue.
    Queue,
    /// The rule of this place in the list of event rules.
    EventRule(usize),
    /// The tag on the cluster security group.
    DiscoveryTag,
    /// Flux.
    Flux,
    /// What Flux brings from git.
    FluxResources,
}

/// What AWS makes with the cluster, and does not show or let change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// The API servers.
    ApiServers,
    /// The etcd members.
    Etcd,
    /// The scheduler.
    Scheduler,
    /// The controller manager.
    ControllerManager,
    /// The load balancer in front.
    LoadBalancer,
    /// What lets it grow.
    AutoScaling,
    /// The cross-account ENIs.
    CrossAccountEnis,
    /// The admin right of the cluster's creator.
    CreatorAdmin,
    /// The role that EKS makes for managed node groups.
    NodegroupServiceRole,
    /// The network interfaces of the VPC CNI.
    PodEnis,
    /// The instances of a control plane on an Outpost.
    ControlPlaneInstances,
    /// The instances of its etcd, if that has its own.
    EtcdInstances,
    /// The node class of Auto Mode.
    NodeClass,
    /// The instances that Auto Mode starts.
    AutoModeNodes,
    /// The load balancers that Auto Mode makes.
    AutoModeLoadBalancers,
}
