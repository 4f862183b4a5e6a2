//! The topology as a document: what a plan's `topology` holds and `eks-plan topology --format json` prints.

use serde::Serialize;

use super::{Origin, document};
use crate::terms::Owner;

document! {
    /// What the cluster will be: AWS's side, the customer's side, and what links them.
    Topology {
        /// AWS's side: neither visible nor changeable.
        control_plane: ControlPlane,
        /// The only link between the two.
        cross_account_enis: CrossAccountEnis,
        /// The customer's side.
        data_plane: DataPlane,
        /// Where pods run.
        compute: Vec<Compute>,
        /// Who may do what.
        identity: Identity,
        /// EKS add-ons, by name.
        add_ons: Vec<AddOn>,
        /// EKS capabilities, by name.
        capabilities: Vec<Capability>,
        /// What runs on top, by name.
        workloads: Vec<Workload>,
        /// Other AWS services that take part.
        integrations: Vec<Integration>,
    }
    /// Something that runs on top.
    Workload {
        /// Its name.
        name: String,
        /// `helm-release`, `objects` or `flux`.
        kind: &'static str,
        /// The namespace that it goes into.
        namespace: String,
        /// The chart of a release.
        #[serde(skip_serializing_if = "Option::is_none")]
        chart: Option<String>,
        /// Where the chart comes from.
        #[serde(skip_serializing_if = "Option::is_none")]
        repository: Option<String>,
        /// The chart's version; absent if nobody said it.
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<String>,
        /// How its pods get rights in AWS: `none`, `pod identity` or `irsa`.
        identity: &'static str,
        /// Names of the workloads and add-ons that must be healthy first.
        after: Vec<String>,
        /// Load balancers that a controller makes for it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        load_balancers: Vec<String>,
        /// Volumes that a controller makes for it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        volumes: Vec<String>,
        /// Where it comes from.
        origin: Origin,
    }
    /// AWS's side.
    ControlPlane {
        /// `aws`, but for a local cluster on an Outpost.
        owner: Owner,
        /// Three zones of AWS's choice, which the customer neither sees nor chooses; none on an Outpost.
        zones: Vec<HiddenZone>,
        /// How many API servers, as text since only the least is promised.
        api_servers: Part,
        /// The etcd members.
        etcd_members: Part,
        /// The scheduler.
        scheduler: Part,
        /// The controller manager.
        controller_manager: Part,
        /// In front of the API servers.
        load_balancer: Part,
        /// How it grows.
        auto_scaling: Part,
        /// What AWS runs for Auto Mode, where that is on.
        #[serde(skip_serializing_if = "Option::is_none")]
        auto_mode: Option<AutoMode>,
        /// `standard`, or the provisioned tier.
        tier: String,
        /// Who may reach it from where.
        endpoint: Endpoint,
        /// `ipv4` or `ipv6`: the addresses of pods and services.
        ip_family: &'static str,
        /// The Kubernetes version.
        version: String,
        /// Its place in the support calendar.
        support: Support,
        /// Where a local cluster's control plane stands; absent for a control plane in the region.
        #[serde(skip_serializing_if = "Option::is_none")]
        outpost: Option<OutpostControlPlane>,
    }
    /// The control plane of a local cluster: instances in the customer's account.
    OutpostControlPlane {
        /// The Outpost's ARN.
        arn: String,
        /// How many instances.
        instances: u32,
        /// Their type; absent if only the Outpost knows which it has.
        #[serde(skip_serializing_if = "Option::is_none")]
        instance_type: Option<String>,
        /// The placement group that they stand in.
        #[serde(skip_serializing_if = "Option::is_none")]
        placement_group: Option<String>,
        /// How far they are spread: `host` or `rack`.
        #[serde(skip_serializing_if = "Option::is_none")]
        spread_level: Option<String>,
        /// Instances of etcd's own; absent if etcd stands beside the API servers.
        #[serde(skip_serializing_if = "Option::is_none")]
        etcd: Option<EtcdOnOutpost>,
    }
    /// Instances of etcd alone.
    EtcdOnOutpost {
        /// Their type.
        instance_type: String,
        /// How far they are spread: `host` or `rack`.
        #[serde(skip_serializing_if = "Option::is_none")]
        spread_level: Option<String>,
    }
    /// A zone of AWS's choice.
    HiddenZone {
        /// What it is called here: `A`, `B`, `C`.
        name: &'static str,
        /// Who chooses it.
        chosen_by: Owner,
        /// True: the API does not tell which it is.
        hidden: bool,
        /// What stands in it.
        holds: Vec<&'static str>,
    }
    /// A part of the control plane.
    Part {
        /// The least number that AWS promises.
        #[serde(skip_serializing_if = "Option::is_none")]
        at_least: Option<u32>,
        /// The exact number, where AWS says it.
        #[serde(skip_serializing_if = "Option::is_none")]
        exactly: Option<u32>,
        /// True: the API does not show it.
        hidden: bool,
        /// What it is.
        note: &'static str,
    }
    /// What AWS runs for Auto Mode.
    AutoMode {
        /// `aws`.
        owner: Owner,
        /// What starts and ends nodes.
        compute: Part,
        /// What gives pods their addresses.
        networking: Part,
        /// What makes load balancers.
        load_balancing: Part,
        /// What makes volumes.
        block_storage: Part,
        /// The id of the role of its nodes; absent without node pools.
        #[serde(skip_serializing_if = "Option::is_none")]
        node_role: Option<String>,
        /// Ids of its built-in node pools.
        node_pools: Vec<String>,
    }
    /// Access to the API server.
    Endpoint {
        /// From the internet.
        public: bool,
        /// From the VPC, by the cross-account ENIs.
        private: bool,
        /// From where in the internet.
        cidrs: Vec<String>,
        /// True if the public side is closed as the plan's last act.
        #[serde(skip_serializing_if = "Option::is_none")]
        public_until_last: Option<bool>,
    }
    /// A Kubernetes version's place in the support calendar.
    Support {
        /// `standard`, `extended`, `unsupported`, `unreleased` or `unknown`.
        status: String,
        /// The last day of standard support, `YYYY-MM-DD`.
        #[serde(skip_serializing_if = "Option::is_none")]
        standard_ends: Option<String>,
        /// The last day of extended support, `YYYY-MM-DD`.
        #[serde(skip_serializing_if = "Option::is_none")]
        extended_ends: Option<String>,
        /// What EKS is told to do at the end of standard support.
        policy: String,
    }
    /// The network interfaces by which the control plane reaches the VPC.
    CrossAccountEnis {
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
        /// Ids of the subnets they may stand in.
        subnets: Vec<String>,
        /// Ids of the security groups they carry.
        security_groups: Vec<String>,
        /// Free addresses that each subnet must have.
        free_addresses_per_subnet: u32,
        /// Free addresses that each subnet should have.
        free_addresses_recommended: u32,
        /// What they carry.
        carries: Vec<&'static str>,
    }
    /// The customer's side.
    DataPlane {
        /// `customer`.
        owner: Owner,
        /// The VPC.
        vpc: Vpc,
        /// Zones of its subnets, by id where it is known.
        zones: Vec<Zone>,
        /// Its subnets, by id.
        subnets: Vec<Subnet>,
        /// Its NAT gateways.
        nat_gateways: Vec<NatGateway>,
        /// Its VPC endpoints.
        endpoints: Vec<VpcEndpoint>,
        /// Its security groups.
        security_groups: Vec<SecurityGroup>,
        /// How pods get their addresses.
        pods: PodNetwork,
    }
    /// How pods get their addresses, as the configuration of the VPC CNI says.
    PodNetwork {
        /// True if they stand in subnets of their own.
        custom_networking: bool,
        /// True if nodes take blocks of /28 in place of single addresses.
        prefix_delegation: bool,
        /// The subnets of pods by the name of the ENIConfig, which is the zone as a rule.
        eni_configs: Vec<EniConfig>,
    }
    /// The subnet and the security groups of pods.
    EniConfig {
        /// The resource's id.
        id: String,
        /// Its name.
        name: String,
        /// The subnet's id.
        subnet: String,
        /// Ids of the security groups; empty for those of the node.
        security_groups: Vec<String>,
    }
    /// The VPC.
    Vpc {
        /// The resource's id.
        id: String,
        /// Its IPv4 block, where it is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        cidr: Option<String>,
        /// The IPv6 block that the plan gives it: `amazon` where Amazon chooses it.
        #[serde(skip_serializing_if = "Option::is_none")]
        ipv6_cidr: Option<String>,
        /// True if it stands already.
        existing: bool,
        /// Where it comes from.
        origin: Origin,
    }
    /// A zone of the customer's subnets.
    Zone {
        /// The zone's id, where it is known; otherwise its name.
        id: String,
        /// Its name in this account, where the input says it.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// `local-zone` or `wavelength-zone`; absent for an availability zone.
        #[serde(skip_serializing_if = "Option::is_none")]
        kind: Option<&'static str>,
    }
    /// A subnet.
    Subnet {
        /// The resource's id.
        id: String,
        /// Its zone's id, or its name where the id is not known.
        #[serde(skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
        /// Its IPv4 block.
        #[serde(skip_serializing_if = "Option::is_none")]
        cidr: Option<String>,
        /// Its IPv6 block; absent where the plan gives it none, or Amazon chooses the VPC's.
        #[serde(skip_serializing_if = "Option::is_none")]
        ipv6_cidr: Option<String>,
        /// True if the plan gives it IPv6 addresses.
        dual_stack: bool,
        /// `public` if its default route leads to an internet gateway.
        visibility: &'static str,
        /// True if cross-account ENIs may stand in it.
        cluster_subnet: bool,
        /// Addresses that AWS leaves for use.
        #[serde(skip_serializing_if = "Option::is_none")]
        usable_addresses: Option<u32>,
        /// The ARN of the Outpost that it stands on.
        #[serde(skip_serializing_if = "Option::is_none")]
        outpost: Option<String>,
        /// True if it stands already.
        existing: bool,
        /// Where it comes from.
        origin: Origin,
    }
    /// A NAT gateway.
    NatGateway {
        /// The resource's id.
        id: String,
        /// The subnet it stands in.
        subnet: String,
        /// Zones whose private subnets leave by it.
        serves: Vec<String>,
    }
    /// A VPC endpoint.
    VpcEndpoint {
        /// The resource's id.
        id: String,
        /// The service, as `com.amazonaws.eu-west-1.s3`.
        service: String,
        /// `Interface` or `Gateway`.
        kind: &'static str,
        /// What needs it.
        why: String,
    }
    /// A security group.
    SecurityGroup {
        /// The resource's id.
        id: String,
        /// What it is for.
        purpose: String,
        /// Who makes it.
        owner: Owner,
        /// True if it stands already.
        existing: bool,
    }
    /// Where pods run.
    Compute {
        /// The resource's id.
        id: String,
        /// `managed-node-group`, `self-managed-node-group`, `fargate-profile`, `hybrid` or `auto-mode-node-pool`.
        kind: &'static str,
        /// Its name.
        name: String,
        /// Zones it may use.
        zones: Vec<String>,
        /// Subnets it may use.
        subnets: Vec<String>,
        /// How many nodes; absent for Fargate and Auto Mode.
        #[serde(skip_serializing_if = "Option::is_none")]
        sizes: Option<Sizes>,
        /// Instance types; empty for Fargate and Auto Mode.
        instance_types: Vec<String>,
        /// Processors of its nodes, where AWS chooses the instance types.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        architectures: Vec<&'static str>,
        /// `on-demand`, `spot` or `mixed`; absent for Fargate.
        #[serde(skip_serializing_if = "Option::is_none")]
        capacity: Option<&'static str>,
        /// The AMI family; absent for Fargate.
        #[serde(skip_serializing_if = "Option::is_none")]
        ami_family: Option<String>,
        /// Pods on a node of the type that takes the fewest: as chosen, else as many as get addresses; absent for Fargate.
        #[serde(skip_serializing_if = "Option::is_none")]
        max_pods: Option<u32>,
        /// Taints that keep pods away, as `key=value:Effect`.
        taints: Vec<String>,
        /// Namespaces and labels that a Fargate profile takes.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        selectors: Vec<String>,
        /// The ARN of the Outpost that its nodes stand on.
        #[serde(skip_serializing_if = "Option::is_none")]
        outpost: Option<String>,
        /// Where they are, for nodes on the customer's premises.
        #[serde(skip_serializing_if = "Option::is_none")]
        premises: Option<Premises>,
        /// Who manages what.
        managed: Managed,
        /// Where it comes from.
        origin: Origin,
    }
    /// The customer's premises: networks beyond the VPC.
    Premises {
        /// Addresses of the nodes.
        node_networks: Vec<String>,
        /// Addresses of their pods.
        pod_networks: Vec<String>,
        /// The gateway by which the VPC reaches them; absent if the plan joins none.
        #[serde(skip_serializing_if = "Option::is_none")]
        gateway: Option<String>,
        /// Who hands the nodes credentials: `ssm` or `iam-ra`.
        credentials: &'static str,
    }
    /// Numbers of nodes.
    Sizes {
        /// Never less.
        min: u32,
        /// At first.
        desired: u32,
        /// Never more.
        max: u32,
    }
    /// Who looks after what.
    Managed {
        /// The machines and their updates.
        nodes: Owner,
        /// The Auto Scaling group.
        scaling_group: Owner,
        /// The entry of its role into the cluster.
        access: Owner,
    }
    /// Who may do what.
    Identity {
        /// How the cluster authenticates IAM principals.
        authentication_mode: String,
        /// True if whoever creates the cluster becomes its admin.
        creator_is_admin: bool,
        /// True if there is an IAM OIDC provider.
        oidc_provider: bool,
        /// Roles that the plan makes or uses.
        roles: Vec<Role>,
        /// Principals with an access entry of their own.
        access_entries: Vec<String>,
        /// Service accounts with a role by OIDC, as `namespace/name`.
        service_accounts: Vec<String>,
        /// Service accounts with a role by Pod Identity, as `namespace/name`.
        pod_identities: Vec<String>,
        /// Entries of `aws-auth`.
        aws_auth_entries: u32,
        /// External OIDC providers for logins.
        identity_providers: Vec<String>,
    }
    /// An IAM role.
    Role {
        /// The resource's id.
        id: String,
        /// What it is for.
        purpose: String,
        /// Names or ARNs of its policies.
        policies: Vec<String>,
        /// True if it stands already.
        existing: bool,
    }
    /// An EKS add-on.
    AddOn {
        /// Its name.
        name: String,
        /// Its version; absent when EKS chooses its default.
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<String>,
        /// True if nodes need it first.
        before_nodes: bool,
        /// How it gets its rights: `none`, `node role`, `irsa` or `pod identity`.
        identity: &'static str,
        /// Where it comes from.
        origin: Origin,
    }
    /// An EKS capability: controllers that AWS runs outside the cluster.
    Capability {
        /// The resource's id.
        id: String,
        /// Its name.
        name: String,
        /// `ACK`, `ARGOCD` or `KRO`.
        #[serde(rename = "type")]
        kind: &'static str,
        /// The id of the role that its controllers take.
        role: String,
        /// Names of its access policies beside those that EKS gives it.
        access_policies: Vec<String>,
        /// Where its controllers run: `aws`.
        owner: Owner,
        /// What becomes of what it manages when it goes.
        delete_propagation_policy: String,
        /// Where it comes from.
        origin: Origin,
    }
    /// Another AWS service that takes part.
    Integration {
        /// As `KMS`.
        service: &'static str,
        /// For what.
        purpose: String,
        /// Ids of the endpoints of the plan by which the VPC reaches it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        endpoints: Vec<String>,
    }
}
