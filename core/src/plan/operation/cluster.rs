//! The calls for the cluster itself, its log group and its add-ons.

use serde_json::Value;

use super::{Calls, Draft, Room};
use crate::document::json::{Object, one, texts};
use crate::plan::literal::{add_literals, literal, literal_list, literal_option};
use crate::terms::Reversibility;
use crate::topology::add_on::AddOnIdentity;
use crate::topology::auto_mode::AutoMode;
use crate::topology::outpost::{Outpost, UNKNOWN_INSTANCE_TYPE};

const OF_A_LOCAL_CLUSTER: [&str; 6] =
    ["CertificateAuthorityData", "ClusterArn", "ClusterSecurityGroupId", "Endpoint", "Id", "ServiceIpv4Cidr"];

/// `outpostConfig` of `CreateCluster`.
fn outpost_config(outpost: &Outpost) -> Object {
    let instance_type = literal_option(&outpost.instance_type);
    let unknown = || format!("${{unknown:{UNKNOWN_INSTANCE_TYPE}}}");
    let mut config = Object::new()
        .with("outpostArns", one(literal(&outpost.arn)))
        .with("controlPlaneInstanceType", instance_type.unwrap_or_else(unknown));
    let group = outpost.placement_group.as_ref().map(|(name, _)| literal(name));
    let spread = literal_option(&outpost.spread);
    let placement = Object::new().with("groupName", group).with("spreadLevel", spread).known();
    if let Some(placement) = placement.filled() {
        config.set("controlPlanePlacement", placement);
    }
    if let Some(etcd) = &outpost.etcd {
        config.set("etcdInstanceType", literal(&etcd.instance_type));
        if let Some(spread) = &etcd.spread {
            config.set("etcdPlacement", Object::new().literal("spreadLevel", spread));
        }
    }
    config
}

/// The networks of these blocks, if there are any.
fn networks(blocks: &[ipnet::Ipv4Net]) -> Value {
    if blocks.is_empty() {
        return texts(&[]);
    }
    let mut cidrs = Vec::with_capacity(blocks.len());
    for block in blocks {
        cidrs.push(block.to_string());
    }
    one(Object::new().with("cidrs", cidrs))
}

/// What a cluster yields.
const OUTPUTS: [&str; 7] = outputs("ServiceIpv4Cidr");
const IPV6_OUTPUTS: [&str; 7] = outputs("ServiceIpv6Cidr");

const fn outputs(service_cidr: &str) -> [&str; 7] {
    [
        "CertificateAuthorityData",
        "ClusterArn",
        "ClusterSecurityGroupId",
        "Endpoint",
        "OpenIdConnectIssuer",
        "OpenIdConnectIssuerUrl",
        service_cidr,
    ]
}

impl Calls<'_, '_> {
    pub(super) fn log_group(&self) -> Vec<Draft> {
        let Some(group) = &self.graph.topology().cluster.log_group else { return Vec::new() };
        let name = literal(&group.name);
        let parameters = Object::new().with("logGroupName", name.as_str()).with("tags", self.cluster_tags());
        let create = Draft::create(
            "logs",
            "CreateLogGroup",
            "DeleteLogGroup",
            format_args!("make log group {}", group.name),
            parameters,
        )
        .permits(&["logs:TagResource"])
        .takes("log-group.create");
        let parameters =
            Object::new().with("logGroupName", name).with("retentionInDays", group.retention_days);
        let update = Draft::update(
            "logs",
            "PutRetentionPolicy",
            format_args!("keep its logs for {} days", group.retention_days),
            parameters,
        )
        .takes("log-group.update");
        vec![create, update]
    }

    pub(super) fn cluster(&self) -> Draft {
        let cluster = &self.graph.topology().cluster;
        let mut network = Object::new()
            .with("subnetIds", self.subnet_ids(&cluster.subnets))
            .with("endpointPublicAccess", cluster.endpoint.public)
            .with("endpointPrivateAccess", cluster.endpoint.private);
        if !cluster.security_groups.is_empty() {
            network.set("securityGroupIds", self.security_group_ids(&cluster.security_groups));
        }
        if !cluster.endpoint.public_cidrs.is_empty() {
            network.set("publicAccessCidrs", literal_list(&cluster.endpoint.public_cidrs));
        }
        if let Some(mode) = &cluster.egress_mode {
            network.set("controlPlaneEgressMode", literal(mode));
        }
        let access = Object::new()
            .with("authenticationMode", cluster.authentication_mode.as_str())
            .with("bootstrapClusterCreatorAdminPermissions", cluster.creator_is_admin);
        let mut parameters = Object::new()
            .with("name", self.cluster_name())
            .with("version", cluster.version.to_string())
            .with("roleArn", self.role_arn(cluster.role))
            .with("resourcesVpcConfig", network)
            .with("accessConfig", access)
            .with("tags", self.cluster_tags());
        if let Some((arn, _)) = &cluster.secrets_key {
            let provider = Object::new().literal("keyArn", arn);
            let secrets = Object::new().with("resources", one("secrets")).with("provider", provider);
            parameters.set("encryptionConfig", one(secrets));
        }
        if !cluster.log_types.is_empty() {
            let types = Object::new().with("types", cluster.log_types.clone()).with("enabled", true);
            parameters.set("logging", Object::new().with("clusterLogging", one(types)));
        }
        let mut addresses = Object::new();
        if cluster.ipv6 {
            addresses.set("ipFamily", "ipv6");
        } else if let Some(cidr) = &cluster.service_cidr {
            addresses.set("serviceIpv4Cidr", literal(cidr));
        }
        if let Some(auto_mode) = &self.graph.topology().auto_mode {
            self.add_auto_mode(auto_mode, &mut parameters);
            addresses.set("elasticLoadBalancing", Object::new().with("enabled", true));
        }
        parameters.set("kubernetesNetworkConfig", addresses.filled());
        if let Some(policy) = &cluster.support_policy {
            parameters.set("upgradePolicy", Object::new().literal("supportType", policy));
        }
        if let Some(enabled) = cluster.zonal_shift {
            parameters.set("zonalShiftConfig", Object::new().with("enabled", enabled));
        }
        if let Some(tier) = &cluster.tier {
            parameters.set("controlPlaneScalingConfig", Object::new().literal("tier", tier));
        }
        add_literals(&mut parameters, &cluster.components);
        match &cluster.outpost {
            Some(outpost) => parameters.set("outpostConfig", outpost_config(outpost)),
            // A local cluster gets its self-managed add-ons, the only ones it can have.
            None => parameters.set("bootstrapSelfManagedAddons", false),
        }
        if let Some(remote) = &self.graph.topology().network.remote {
            let mut config = Object::new().with("remoteNodeNetworks", networks(&remote.nodes));
            if !remote.pods.is_empty() {
                config.set("remotePodNetworks", networks(&remote.pods));
            }
            parameters.set("remoteNetworkConfig", config);
        }
        let mut passes =
            vec!["iam:PassRole", "iam:CreateServiceLinkedRole", "ec2:DescribeSubnets", "eks:TagResource"];
        if cluster.secrets_key.is_some() {
            passes.extend(["kms:DescribeKey", "kms:CreateGrant"]);
        }
        Draft::create(
            "eks",
            "CreateCluster",
            "DeleteCluster",
            format_args!("make cluster {} {}", cluster.name, cluster.version),
            parameters,
        )
        .yields(match (&cluster.outpost, cluster.ipv6) {
            (Some(_), _) => &OF_A_LOCAL_CLUSTER,
            (None, true) => &IPV6_OUTPUTS,
            (None, false) => &OUTPUTS,
        })
        .waiter("ClusterActive", "the cluster is ACTIVE")
        .permits(&passes)
        .takes(if cluster.outpost.is_some() { "cluster.create.outpost" } else { "cluster.create" })
        .reversibility(Reversibility::Costly)
    }

    /// EKS takes all three of its parts on together, or none.
    fn add_auto_mode(&self, auto_mode: &AutoMode, parameters: &mut Object) {
        let mut compute = Object::new().with("enabled", true);
        if let Some(role) = auto_mode.node_role {
            let mut pools = Vec::new();
            for pool in &auto_mode.pools {
                pools.push(pool.known.name);
            }
            compute.set("nodePools", texts(&pools));
            compute.set("nodeRoleArn", self.role_arn(role));
        }
        parameters.set("computeConfig", compute);
        parameters
            .set("storageConfig", Object::new().with("blockStorage", Object::new().with("enabled", true)));
    }

    pub(super) fn close_endpoint(&self) -> Draft {
        let parameters = Object::new().with("name", self.cluster_name()).with(
            "resourcesVpcConfig",
            Object::new().with("endpointPublicAccess", false).with("endpointPrivateAccess", true),
        );
        Draft::update("eks", "UpdateClusterConfig", format_args!("close the public endpoint"), parameters)
            .until("the update is Successful and the cluster ACTIVE")
            .permits(&["eks:DescribeUpdate"])
            .takes("cluster.update")
            .lane("cluster-update")
            .undo("eks", "UpdateClusterConfig")
    }

    /// Without room for its pods it is there, and DEGRADED.
    pub(super) fn add_on(&self, at: usize, room: Room) -> Draft {
        let add_on = &self.graph.topology().add_ons[at];
        let mut parameters = self
            .of_cluster()
            .literal("addonName", &add_on.name)
            .literal_option("addonVersion", &add_on.version)
            .literal_option("configurationValues", &add_on.configuration)
            .literal_option("resolveConflicts", &add_on.resolve_conflicts)
            .with("tags", self.tag_map(&add_on.tags));
        if let Some(namespace) = &add_on.namespace {
            parameters.set("namespaceConfig", Object::new().literal("namespace", namespace));
        }
        let mut passes = Vec::new();
        match &add_on.identity {
            AddOnIdentity::None | AddOnIdentity::NodeRole | AddOnIdentity::Associated(_) => {}
            AddOnIdentity::Irsa(role) => {
                parameters.set("serviceAccountRoleArn", self.role_arn(*role));
                passes.push("iam:PassRole");
            }
            AddOnIdentity::PodIdentity(associations) => {
                let mut all: Vec<Value> = Vec::new();
                for association in associations {
                    let account = Object::new().literal("serviceAccount", &association.service_account);
                    all.push(account.with("roleArn", self.role_arn(association.role)).into());
                }
                parameters.set("podIdentityAssociations", all);
                passes.extend(["iam:PassRole", "iam:GetRole", "eks:CreatePodIdentityAssociation"]);
            }
        }
        let draft = Draft::create(
            "eks",
            "CreateAddon",
            "DeleteAddon",
            format_args!("install {}", add_on.name),
            parameters,
        );
        // What was measured was measured with nodes that were ready.
        let draft = match room {
            Room::None if add_on.needs_capacity => draft
                .until("the add-on is ACTIVE, or DEGRADED for want of nodes alone")
                .takes("add-on.create"),
            Room::OnNewNode => {
                draft.waiter("AddonActive", "the add-on is ACTIVE").takes("add-on-with-node.create")
            }
            Room::None | Room::Ready => {
                let duration = format!("add-on.create.{}", add_on.name);
                draft.waiter("AddonActive", "the add-on is ACTIVE").takes(duration)
            }
        };
        draft.yields(&["AddonArn"]).permits(&passes)
    }
}
