//! The `ClusterConfig` of eksctl: one table per definition of its schema.

mod access;
mod add_on;
mod compute;
mod control_plane;
mod hybrid;
mod iam;
mod integration;
mod metadata;
mod node_group;
mod node_group_part;
mod reason;
mod vpc;

pub use access::{
    AccessConfig, AccessEntry, AccessPolicy, AccessScope, IamIdentityMapping, IdentityProvider,
    IdentityProviderType, OidcIdentityProvider,
};
pub use add_on::{AddOn, AddOnNamespace, AddOnsConfig};
pub use compute::{AutoModeConfig, FargateProfile, FargateProfileSelector};
pub use control_plane::{
    CloudWatch, ClusterLogging, ControlPlaneScalingConfig, HorizontalPodAutoscalerControllerConfig,
    KubeApiServerConfig, KubeControllerManagerConfig, KubeSchedulerConfig, LogType, NodeResourcesFit,
    ResourceWeight, ScoringStrategy, SecretsEncryption, ServiceNodePortRange, SupportType, UpgradePolicy,
    ZonalShiftConfig,
};
pub use hybrid::{Outpost, RemoteNetwork, RemoteNetworkConfig, RemoteNodesIam};
pub use iam::{
    Iam, PodIdentityAssociation, ServiceAccount, ServiceAccountMetadata, ServiceAccountStatus,
    WellKnownPolicies,
};
pub use integration::{
    ArgoCd, ArgoCdIdentityCenter, ArgoCdNetworkAccess, ArgoCdRoleMapping, Capability,
    CapabilityConfiguration, Flux, GitOps, Karpenter, SsoIdentity,
};
pub use metadata::{Metadata, RollbackConfig};
pub use node_group::{
    InstancesDistribution, LaunchTemplate, ManagedNodeGroup, MetricsCollection, NodeGroupBase,
    NodeRepairConfig, NodeRepairConfigOverride, SelfManagedNodeGroup,
};
pub use node_group_part::{
    AmiFamily, Bottlerocket, CapacityReservation, CapacityReservationTarget, CpuArchitecture,
    InstanceMarketOptions, InstanceSelector, NodeGroupAddOnPolicies, NodeGroupIam, NodeGroupSecurityGroups,
    NodeGroupSsh, Placement, Taint, Taints, UpdateConfig, Volume, VolumeType,
};
pub use vpc::{
    ClusterEndpoints, IpFamily, KubernetesNetworkConfig, Nat, NatGateway, PrivateCluster, Subnet, Subnets,
    Vpc,
};

use crate::spec::Located;
use crate::spec::section::section;

section! {
    /// The document `ClusterConfig` of eksctl, `eksctl.io/v1alpha5`, as written.
    ClusterConfig = "ClusterConfig", required("metadata") {
        api_version "apiVersion": String,
        kind "kind": String,
        metadata "metadata": Metadata,
        access_config "accessConfig": AccessConfig,
        addons "addons": Vec<Located<AddOn>>,
        addons_config "addonsConfig": AddOnsConfig,
        auto_mode_config "autoModeConfig": AutoModeConfig,
        availability_zones "availabilityZones": Vec<Located<String>>,
        capabilities "capabilities": Vec<Located<Capability>>,
        cloud_watch "cloudWatch": CloudWatch,
        control_plane_scaling_config "controlPlaneScalingConfig": ControlPlaneScalingConfig,
        fargate_profiles "fargateProfiles": Vec<Located<FargateProfile>>,
        gitops "gitops": GitOps,
        iam "iam": Iam,
        iam_identity_mappings "iamIdentityMappings": Vec<Located<IamIdentityMapping>>,
        identity_providers "identityProviders": Vec<Located<IdentityProvider>>,
        karpenter "karpenter": Karpenter,
        kube_api_server_config "kubeAPIServerConfig": KubeApiServerConfig,
        kube_controller_manager_config "kubeControllerManagerConfig": KubeControllerManagerConfig,
        kube_scheduler_config "kubeSchedulerConfig": KubeSchedulerConfig,
        kubernetes_network_config "kubernetesNetworkConfig": KubernetesNetworkConfig,
        local_zones "localZones": Vec<Located<String>>,
        managed_node_groups "managedNodeGroups": Vec<Located<ManagedNodeGroup>>,
        node_groups "nodeGroups": Vec<Located<SelfManagedNodeGroup>>,
        outpost "outpost": Outpost,
        private_cluster "privateCluster": PrivateCluster,
        remote_network_config "remoteNetworkConfig": RemoteNetworkConfig,
        secrets_encryption "secretsEncryption": SecretsEncryption,
        upgrade_policy "upgradePolicy": UpgradePolicy,
        vpc "vpc": Vpc,
        zonal_shift_config "zonalShiftConfig": ZonalShiftConfig,
    }
}
