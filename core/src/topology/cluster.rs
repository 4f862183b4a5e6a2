//! The cluster and what it is told at its creation.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Origin;
use super::outpost::Outpost;
use crate::catalog::{Date, KubernetesVersion, Support};

/// Free addresses that EKS needs in each subnet of the control plane. Source: EKS user guide, network requirements.
pub const ENI_ADDRESSES: u32 = 6;

/// Free addresses that EKS recommends there. Source: the same.
pub const ENI_ADDRESSES_RECOMMENDED: u32 = 16;

/// The egress mode in which the control plane leaves by the customer's routes.
pub const CUSTOMER_ROUTED: &str = "CUSTOMER_ROUTED";

/// The cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// The region's partition, as `aws`.
    pub partition: String,
    /// The account, where it is known.
    pub account: Option<String>,
    /// Its Kubernetes version.
    pub version: KubernetesVersion,
    /// Where the version stands in the support calendar at `as_of`.
    pub support: Support,
    /// The day for which calendar facts were looked up.
    pub as_of: Date,
    /// Where it comes from.
    pub origin: Origin,
    /// Tags of everything that the plan makes.
    pub tags: BTreeMap<String, String>,
    /// Index of its role.
    pub role: usize,
    /// Access to the API server.
    pub endpoint: Endpoint,
    /// Indexes of the subnets for its cross-account ENIs.
    pub subnets: Vec<usize>,
    /// Indexes of the security groups that its cross-account ENIs carry beside the cluster security group.
    pub security_groups: Vec<usize>,
    /// True if pods and services have IPv6 addresses.
    pub ipv6: bool,
    /// The service range, if it was chosen.
    pub service_cidr: Option<String>,
    /// `AWS_MANAGED` and so on, if it was chosen.
    pub egress_mode: Option<String>,
    /// `CONFIG_MAP`, `API_AND_CONFIG_MAP` or `API`.
    pub authentication_mode: AuthenticationMode,
    /// True if whoever creates the cluster becomes its admin.
    pub creator_is_admin: bool,
    /// Control-plane log types that are on.
    pub log_types: Vec<String>,
    /// The log group, if the plan makes it.
    pub log_group: Option<LogGroup>,
    /// The KMS key for secrets.
    pub secrets_key: Option<(String, Origin)>,
    /// `STANDARD` or `EXTENDED`, if it was chosen.
    pub support_policy: Option<String>,
    /// Zonal shift, if it was chosen.
    pub zonal_shift: Option<bool>,
    /// The provisioned tier, if it was chosen.
    pub tier: Option<String>,
    /// Parameters of control-plane components, as `CreateCluster` takes them.
    pub components: Map<String, Value>,
    /// True if no node has a way to the internet.
    pub fully_private: bool,
    /// Where the control plane stands, if not in the region.
    pub outpost: Option<Outpost>,
}

impl Cluster {
    /// True if webhook calls, OIDC discovery and aggregated APIs leave by the routes of the cluster's subnets.
    pub fn leaves_by_own_routes(&self) -> bool {
        self.egress_mode.as_deref() == Some(CUSTOMER_ROUTED)
    }
}

/// Access to the API server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// From the internet, while the plan runs.
    pub public: bool,
    /// From the VPC.
    pub private: bool,
    /// From where in the internet; empty means everywhere.
    pub public_cidrs: Vec<String>,
    /// True if the public side is closed as the plan's last act.
    pub close_public_last: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// How the cluster authenticates IAM principals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthenticationMode {
    /// By the ConfigMap `aws-auth` alone.
    ConfigMap,
    /// By access entries and the ConfigMap.
    ApiAndConfigMap,
    /// By access entries alone.
    Api,
}

impl AuthenticationMode {
    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConfigMap => "CONFIG_MAP",
            Self::ApiAndConfigMap => "API_AND_CONFIG_MAP",
            Self::Api => "API",
        }
    }

    /// True if access entries count.
    pub fn has_entries(self) -> bool {
        self != Self::ConfigMap
    }
}

/// A log group that stands before the cluster, so that EKS does not make one without limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogGroup {
    /// Its name: `/aws/eks/NAME/cluster`.
    pub name: String,
    /// Days that it keeps.
    pub retention_days: i64,
    /// Where it comes from.
    pub origin: Origin,
}
