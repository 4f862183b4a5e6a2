//! The calls for the cluster itself, its log group and its add-ons.

use serde_json::{Value, json};

use super::{Calls, Draft, Room};
use crate::plan::draft::{literal, literal_value};
use crate::terms::Reversibility;
use crate::topology::add_on::AddOnIdentity;
use crate::topology::auto_mode::AutoMode;
use crate::topology::outpost::{Outpost, UNKNOWN_INSTANCE_TYPE};

const OF_A_LOCAL_CLUSTER: [&str; 6] =
    ["CertificateAuthorityData", "ClusterArn", "ClusterSecurityGroupId", "Endpoint", "Id", "ServiceIpv4Cidr"];

/// `outpostConfig` of `CreateCluster`.
fn outpost_config(outpost: &Outpost) -> Value {
    let unknown = || format!("${{unknown:{UNKNOWN_INSTANCE_TYPE}}}");
    let mut config = json!({
        "outpostArns": [literal(&outpost.arn)],
        "controlPlaneInstanceType": outpost.instance_type.as_deref().map_or_else(unknown, literal),
    });
    let mut placement = serde_json::Map::new();
    let group = outpost.placement_group.as_ref().map(|(name, _)| ("groupName", name));
    let spread = outpost.spread.as_ref().map(|level| ("spreadLevel", level));
    placement
        .extend(group.into_iter().chain(spread).map(|(key, text)| (key.to_owned(), literal(text).into())));
    if !placement.is_empty() {
        config["controlPlanePlacement"] = placement.into();
    }
    if let Some(etcd) = &outpost.etcd {
        config["etcdInstanceType"] = literal(&etcd.instance_type).into();
        if let Some(spread) = &etcd.spread {
            config["etcdPlacement"] = json!({ "spreadLevel": literal(spread) });
        }
    }
    config
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
        let tags = self.tag_map(&Default::default());
        let title = format!("make log group {}", group.name);
        let parameters = json!({ "logGroupName": name, "tags": tags });
        let create = Draft::create("logs", "CreateLogGroup", title, parameters)
            .permits(&["logs:TagResource"])
            .takes("log-group.create")
            .undo("logs", "DeleteLogGroup");
        let title = format!("keep its logs for {} days", group.retention_days);
        let parameters = json!({ "logGroupName": name, "retentionInDays": group.retention_days });
        let update = Draft::update("logs", "PutRetentionPolicy", title, parameters).takes("log-group.update");
        vec![create, update]
    }

    pub(super) fn cluster(&self) -> Draft {
        let cluster = &self.graph.topology().cluster;
        let mut network = json!({
            "subnetIds": cluster.subnets.iter().map(|&at| self.subnet(at)).collect::<Vec<_>>(),
            "endpointPublicAccess": cluster.endpoint.public,
            "endpointPrivateAccess": cluster.endpoint.private,
        });
        if !cluster.security_groups.is_empty() {
            network["securityGroupIds"] =
                cluster.security_groups.iter().map(|&at| self.security_group(at)).collect();
        }
        if !cluster.endpoint.public_cidrs.is_empty() {
            network["publicAccessCidrs"] =
                cluster.endpoint.public_cidrs.iter().map(|cidr| literal(cidr)).collect();
        }
        if let Some(mode) = &cluster.egress_mode {
            network["controlPlaneEgressMode"] = literal(mode).into();
        }
        let encryption = cluster
            .secrets_key
            .as_ref()
            .map(|(arn, _)| json!([{ "resources": ["secrets"], "provider": { "keyArn": literal(arn) } }]));
        let logging = (!cluster.log_types.is_empty())
            .then(|| json!({ "clusterLogging": [{ "types": cluster.log_types, "enabled": true }] }));
        let mut parameters = json!({
            "name": self.cluster_name(),
            "version": cluster.version.to_string(),
            "roleArn": self.role_arn(cluster.role),
            "resourcesVpcConfig": network,
            "accessConfig": {
                "authenticationMode": cluster.authentication_mode.as_str(),
                "bootstrapClusterCreatorAdminPermissions": cluster.creator_is_admin,
            },
            "bootstrapSelfManagedAddons": false,
            "encryptionConfig": encryption,
            "logging": logging,
            "tags": self.tag_map(&Default::default()),
        });
        if cluster.ipv6 {
            parameters["kubernetesNetworkConfig"] = json!({ "ipFamily": "ipv6" });
        } else if let Some(cidr) = &cluster.service_cidr {
            parameters["kubernetesNetworkConfig"] = json!({ "serviceIpv4Cidr": literal(cidr) });
        }
        if let Some(auto_mode) = &self.graph.topology().auto_mode {
            self.add_auto_mode(auto_mode, &mut parameters);
        }
        if let Some(policy) = &cluster.support_policy {
            parameters["upgradePolicy"] = json!({ "supportType": literal(policy) });
        }
        if let Some(enabled) = cluster.zonal_shift {
            parameters["zonalShiftConfig"] = json!({ "enabled": enabled });
        }
        if let Some(tier) = &cluster.tier {
            parameters["controlPlaneScalingConfig"] = json!({ "tier": literal(tier) });
        }
        for (name, value) in &cluster.components {
            parameters[name.as_str()] = literal_value(value);
        }
        if let Some(outpost) = &cluster.outpost {
            // Without this a local cluster gets its self-managed add-ons, the only ones it can have.
            parameters["bootstrapSelfManagedAddons"] = Value::Null;
            parameters["outpostConfig"] = outpost_config(outpost);
        }
        if let Some(remote) = &self.graph.topology().network.remote {
            let networks = |blocks: &[ipnet::Ipv4Net]| {
                let cidrs: Vec<_> = blocks.iter().map(ToString::to_string).collect();
                if cidrs.is_empty() { json!([]) } else { json!([{ "cidrs": cidrs }]) }
            };
            let mut config = json!({ "remoteNodeNetworks": networks(&remote.nodes) });
            if !remote.pods.is_empty() {
                config["remotePodNetworks"] = networks(&remote.pods);
            }
            parameters["remoteNetworkConfig"] = config;
        }
        let mut passes =
            vec!["iam:PassRole", "iam:CreateServiceLinkedRole", "ec2:DescribeSubnets", "eks:TagResource"];
        if cluster.secrets_key.is_some() {
            passes.extend(["kms:DescribeKey", "kms:CreateGrant"]);
        }
        Draft::create(
            "eks",
            "CreateCluster",
            format!("make cluster {} {}", cluster.name, cluster.version),
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
        .undo("eks", "DeleteCluster")
        .reversibility(Reversibility::Costly)
    }

    /// EKS takes all three of its parts on together, or none.
    fn add_auto_mode(&self, auto_mode: &AutoMode, parameters: &mut Value) {
        let mut compute = json!({ "enabled": true });
        if let Some(role) = auto_mode.node_role {
            compute["nodePools"] = auto_mode.pools.iter().map(|pool| pool.known.name).collect();
            compute["nodeRoleArn"] = self.role_arn(role).into();
        }
        parameters["computeConfig"] = compute;
        parameters["kubernetesNetworkConfig"]["elasticLoadBalancing"] = json!({ "enabled": true });
        parameters["storageConfig"] = json!({ "blockStorage": { "enabled": true } });
    }

    pub(super) fn close_endpoint(&self) -> Draft {
        let parameters = json!({
            "name": self.cluster_name(),
            "resourcesVpcConfig": { "endpointPublicAccess": false, "endpointPrivateAccess": true },
        });
        Draft::update("eks", "UpdateClusterConfig", "close the public endpoint".to_owned(), parameters)
            .until("the update is Successful and the cluster ACTIVE")
            .permits(&["eks:DescribeUpdate"])
            .takes("cluster.update")
            .lane("cluster-update")
            .undo("eks", "UpdateClusterConfig")
    }

    /// Without room for its pods it is there, and DEGRADED.
    pub(super) fn add_on(&self, at: usize, room: Room) -> Draft {
        let add_on = &self.graph.topology().add_ons[at];
        let mut parameters = json!({
            "clusterName": self.cluster_name(),
            "addonName": literal(&add_on.name),
            "addonVersion": add_on.version.as_deref().map(literal),
            "configurationValues": add_on.configuration.as_deref().map(literal),
            "resolveConflicts": add_on.resolve_conflicts.as_deref().map(literal),
            "tags": self.tag_map(&add_on.tags),
        });
        if let Some(namespace) = &add_on.namespace {
            parameters["namespaceConfig"] = json!({ "namespace": literal(namespace) });
        }
        let mut passes = Vec::new();
        match &add_on.identity {
            AddOnIdentity::None | AddOnIdentity::NodeRole | AddOnIdentity::Associated(_) => {}
            AddOnIdentity::Irsa(role) => {
                parameters["serviceAccountRoleArn"] = self.role_arn(*role).into();
                passes.push("iam:PassRole");
            }
            AddOnIdentity::PodIdentity(associations) => {
                let all = associations.iter().map(|association| {
                    json!({
                        "serviceAccount": literal(&association.service_account),
                        "roleArn": self.role_arn(association.role),
                    })
                });
                parameters["podIdentityAssociations"] = all.collect::<Value>();
                passes.extend(["iam:PassRole", "iam:GetRole", "eks:CreatePodIdentityAssociation"]);
            }
        }
        let draft = Draft::create("eks", "CreateAddon", format!("install {}", add_on.name), parameters);
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
        draft.yields(&["AddonArn"]).permits(&passes).undo("eks", "DeleteAddon")
    }
}
