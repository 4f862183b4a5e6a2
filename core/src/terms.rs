//! The closed lists that every stage speaks: what an edge can mean, when it is satisfied, who owns a resource.

/// A closed list of names: declares the enum, its wire names, and the way back from a name.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// All of them, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            const NAMES: &[&str] = &[$($text,)+];

            /// The name in documents.
            pub const fn as_str(self) -> &'static str {
                Self::NAMES[self as usize]
            }

            /// The term with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|term| term.as_str() == name)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // What is derived has a call for each variant.
                serializer.serialize_unit_variant(stringify!($name), *self as u32, self.as_str())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use terms;

terms! {
    /// What an edge means. Create and delete are two relations; what an edge of one kind does on teardown is in `docs/planning.md`.
    EdgeKind {
        /// Needs the other's id or ARN.
        Reference = "reference",
        /// Needs the right granted, and settled.
        Permission = "permission",
        /// Needs time, or a retry on a known error text.
        Settle = "settle",
        /// Needs the other at a level of readiness.
        Readiness = "readiness",
        /// Needs at least one of a set.
        AnyOf = "any-of",
        /// Needs an access entry before any Kubernetes call.
        Auth = "auth",
        /// Needs egress, DNS or an endpoint to work.
        NetworkPath = "network-path",
        /// Never at the same time as the other.
        Exclusive = "exclusive",
        /// Skew and ordering of versions.
        Version = "version",
        /// Something that a controller made.
        OutOfBand = "out-of-band",
        /// A person, a bake time, a window.
        Gate = "gate",
    }
}

terms! {
    /// The order that an edge belongs to. In `create` its `from` comes first; in `delete` its `from` goes first.
    Relation {
        /// Coming up.
        Create = "create",
        /// Going away.
        Delete = "delete",
    }
}

terms! {
    /// How far the other has to be before an edge is satisfied.
    Readiness {
        /// The call was accepted.
        Accepted = "accepted",
        /// The service says that it is there.
        Active = "active",
        /// There, or degraded only for want of what comes later.
        DegradedOk = "degraded-ok",
        /// There and working.
        Healthy = "healthy",
    }
}

terms! {
    /// Who makes and may change a resource.
    Owner {
        /// The customer, by a step of the plan.
        Customer = "customer",
        /// AWS, as a consequence of such a step.
        Aws = "aws",
        /// An object inside the cluster.
        Kubernetes = "kubernetes",
    }
}

terms! {
    /// What a plan is for.
    Goal {
        /// Bring up what the spec says.
        Create = "create",
        /// Lead from one state to another.
        Change = "change",
        /// Lead to a later Kubernetes version.
        Upgrade = "upgrade",
        /// Take it away.
        Destroy = "destroy",
    }
}

terms! {
    /// What a step does to its resource.
    Action {
        /// Makes it.
        Create = "create",
        /// Changes it in place.
        Update = "update",
        /// Makes a new one and removes the old.
        Replace = "replace",
        /// Removes it.
        Delete = "delete",
        /// Waits for it.
        Wait = "wait",
        /// Waits for a person or a time.
        Gate = "gate",
        /// Does nothing: joins others.
        Noop = "noop",
    }
}

terms! {
    /// Where a resource comes from.
    OriginType {
        /// A field of the spec asked for it.
        Field = "field",
        /// A default: nobody asked for it.
        Default = "default",
        /// AWS makes it by itself.
        Aws = "aws",
    }
}

terms! {
    /// How a resource is billed.
    Billed {
        /// It is not.
        No = "no",
        /// By the hour that it exists.
        Hourly = "hourly",
        /// By what goes through it.
        Usage = "usage",
    }
}

terms! {
    /// Where a step must be run from.
    RunsFrom {
        /// Any place with credentials.
        Anywhere = "anywhere",
        /// A place inside the VPC, or connected to it.
        Vpc = "vpc",
        /// A place in the customer's own network.
        OnPremises = "on-premises",
    }
}

terms! {
    /// Whether a step can be taken back.
    Reversibility {
        /// By one call.
        Reversible = "reversible",
        /// At the cost of time, or of what stands on it.
        Costly = "costly",
        /// Not at all.
        Irreversible = "irreversible",
    }
}

terms! {
    /// A kind of resource: the first half of a resource id.
    ResourceKind {
        /// An IAM principal's entry into the cluster.
        AccessEntry = "access-entry",
        /// An access policy on an access entry.
        AccessPolicyAssociation = "access-policy-association",
        /// An EKS add-on.
        AddOn = "add-on",
        /// The API servers.
        ApiServers = "api-servers",
        /// The load balancers that Auto Mode makes for Services and Ingresses.
        AutoModeLoadBalancers = "auto-mode-load-balancers",
        /// The instances that Auto Mode starts.
        AutoModeNodes = "auto-mode-nodes",
        /// An Auto Scaling group that EKS makes for a managed node group.
        AutoScalingGroup = "auto-scaling-group",
        /// The ConfigMap `aws-auth`.
        AwsAuth = "aws-auth",
        /// An EKS capability.
        Capability = "capability",
        /// What the controllers of a capability make and look after.
        CapabilityResources = "capability-resources",
        /// The EKS cluster.
        Cluster = "cluster",
        /// A setting of the cluster that is changed after its creation.
        ClusterSetting = "cluster-setting",
        /// What lets the control plane grow.
        ControlPlaneAutoScaling = "control-plane-auto-scaling",
        /// The instances of a control plane on an Outpost.
        ControlPlaneInstances = "control-plane-instances",
        /// The load balancer in front of the API servers.
        ControlPlaneLoadBalancer = "control-plane-load-balancer",
        /// The controller manager.
        ControllerManager = "controller-manager",
        /// The admin right of whoever creates the cluster.
        CreatorAdmin = "creator-admin",
        /// The network interfaces by which the control plane reaches the VPC.
        CrossAccountEnis = "cross-account-enis",
        /// A way out for IPv6 that lets nobody in.
        EgressOnlyInternetGateway = "egress-only-internet-gateway",
        /// What tells Kubernetes of accelerators on nodes.
        DevicePlugin = "device-plugin",
        /// A public IPv4 address.
        ElasticIp = "elastic-ip",
        /// The subnet and the security groups of pods, as the VPC CNI is told them.
        EniConfig = "eni-config",
        /// The etcd members.
        Etcd = "etcd",
        /// The instances of etcd on an Outpost.
        EtcdInstances = "etcd-instances",
        /// A rule that leads events of AWS somewhere.
        EventRule = "event-rule",
        /// A Fargate profile.
        FargateProfile = "fargate-profile",
        /// Nodes on the customer's premises.
        HybridNodes = "hybrid-nodes",
        /// GitOps by Flux, put into the cluster by its own program.
        Flux = "flux",
        /// What Flux brings into the cluster from git.
        FluxResources = "flux-resources",
        /// A Helm release.
        HelmRelease = "helm-release",
        /// An instance profile: the role in the form that EC2 takes.
        IamInstanceProfile = "iam-instance-profile",
        /// The IAM OIDC provider of the cluster's issuer.
        IamOidcProvider = "iam-oidc-provider",
        /// An IAM role.
        IamRole = "iam-role",
        /// A policy on a role.
        IamRolePolicy = "iam-role-policy",
        /// An external OIDC identity provider for logins.
        IdentityProvider = "identity-provider",
        /// An internet gateway.
        InternetGateway = "internet-gateway",
        /// An internet gateway's attachment to the VPC.
        InternetGatewayAttachment = "internet-gateway-attachment",
        /// Instances that Karpenter starts for a node pool.
        KarpenterNodes = "karpenter-nodes",
        /// An EC2 key pair.
        KeyPair = "key-pair",
        /// A KMS key.
        KmsKey = "kms-key",
        /// A Kubernetes role: rights in one namespace.
        KubernetesRole = "kubernetes-role",
        /// A Kubernetes role binding: who has the rights of a role.
        KubernetesRoleBinding = "kubernetes-role-binding",
        /// An object of the user's own in the Kubernetes API.
        KubernetesObject = "kubernetes-object",
        /// An EC2 launch template.
        LaunchTemplate = "launch-template",
        /// A load balancer that a controller makes.
        LoadBalancer = "load-balancer",
        /// A CloudWatch log group.
        LogGroup = "log-group",
        /// A managed node group.
        ManagedNodeGroup = "managed-node-group",
        /// A Kubernetes namespace.
        Namespace = "namespace",
        /// A NAT gateway.
        NatGateway = "nat-gateway",
        /// A node class of Auto Mode: how its nodes are started.
        NodeClass = "node-class",
        /// A node pool of Auto Mode: which nodes it starts.
        NodePool = "node-pool",
        /// An EC2 placement group.
        PlacementGroup = "placement-group",
        /// The network interfaces that the VPC CNI attaches to nodes.
        PodEnis = "pod-enis",
        /// An EKS Pod Identity association.
        PodIdentityAssociation = "pod-identity-association",
        /// An SQS queue.
        Queue = "queue",
        /// A route.
        Route = "route",
        /// A route table.
        RouteTable = "route-table",
        /// A route table's association with a subnet.
        RouteTableAssociation = "route-table-association",
        /// A profile of IAM Roles Anywhere: which role hosts take.
        RolesAnywhereProfile = "roles-anywhere-profile",
        /// The scheduler.
        Scheduler = "scheduler",
        /// A security group.
        SecurityGroup = "security-group",
        /// A rule of a security group.
        SecurityGroupRule = "security-group-rule",
        /// A self-managed node group: an Auto Scaling group of the customer's.
        SelfManagedNodeGroup = "self-managed-node-group",
        /// A Kubernetes service account.
        ServiceAccount = "service-account",
        /// A role that an AWS service makes for itself.
        ServiceLinkedRole = "service-linked-role",
        /// A subnet.
        Subnet = "subnet",
        /// A transit gateway.
        TransitGateway = "transit-gateway",
        /// A transit gateway's attachment to the VPC.
        TransitGatewayAttachment = "transit-gateway-attachment",
        /// A trust anchor of IAM Roles Anywhere.
        TrustAnchor = "trust-anchor",
        /// A tag on a resource that AWS makes.
        Tag = "tag",
        /// An EBS volume that a controller makes.
        Volume = "volume",
        /// A VPC.
        Vpc = "vpc",
        /// A further block of addresses of a VPC.
        VpcCidrBlock = "vpc-cidr-block",
        /// A VPC endpoint.
        VpcEndpoint = "vpc-endpoint",
        /// A virtual private gateway.
        VpnGateway = "vpn-gateway",
        /// A virtual private gateway's attachment to the VPC.
        VpnGatewayAttachment = "vpn-gateway-attachment",
        /// What gives pods on Windows nodes their addresses.
        WindowsIpam = "windows-ipam",
    }
}
