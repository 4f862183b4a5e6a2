//! What the cluster will be, resolved: defaults filled in, each part with its origin.
//!
//! `lower` makes a [`Topology`] from a spec; nothing else can. Parts refer to each other by index into the
//! lists of the [`Topology`] that holds them.

pub mod access;
pub mod add_on;
pub mod auto_mode;
pub mod capability;
pub mod cluster;
pub mod compute;
pub mod device_plugin;
pub mod hybrid;
mod lower;
pub mod network;
pub mod outpost;
pub mod pod_network;
pub mod pods;
pub mod role;
pub mod workload;

pub use lower::{CidrError, lower, split};

use crate::diagnostic::{NOWHERE, Place};
use crate::document::{self, Assumption, Unknown};
use crate::terms::OriginType;

/// Where a part comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// A field, a default, or AWS.
    pub kind: OriginType,
    /// The field that asked for it.
    pub place: Option<Place>,
}

impl Origin {
    /// A field asked for it.
    pub fn field(place: &Place) -> Self {
        Self { kind: OriginType::Field, place: Some(place.clone()) }
    }

    /// Nobody asked for it.
    pub fn default_value() -> Self {
        Self { kind: OriginType::Default, place: None }
    }

    /// AWS makes it by itself.
    pub fn aws() -> Self {
        Self { kind: OriginType::Aws, place: None }
    }

    /// The field if there is one, else a default.
    pub fn field_or_default(place: Option<&Place>) -> Self {
        place.map_or_else(Self::default_value, Self::field)
    }

    /// Where the field stands, if there is one.
    pub fn place(&self) -> &Place {
        self.place.as_ref().unwrap_or(&NOWHERE)
    }

    /// The same for a document.
    pub fn document(&self) -> document::Origin {
        document::Origin {
            kind: self.kind,
            path: self.place.as_ref().map(|place| place.path.clone()),
            span: self.place.as_ref().and_then(|place| place.span.clone()),
        }
    }
}

/// An edge of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserDependency {
    /// A step or resource id.
    pub before: String,
    /// A step or resource id.
    pub after: String,
    /// Why, in the user's words.
    pub reason: String,
    /// Where it was asked for.
    pub place: Place,
}

/// A cluster, resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topology {
    /// The cluster itself.
    pub cluster: cluster::Cluster,
    /// The customer's network.
    pub network: network::Network,
    /// IAM roles, made or used.
    pub roles: Vec<role::Role>,
    /// Managed and self-managed node groups.
    pub node_groups: Vec<compute::NodeGroup>,
    /// Device plugins that the node groups need, by name.
    pub device_plugins: Vec<device_plugin::DevicePlugin>,
    /// Fargate profiles.
    pub fargate_profiles: Vec<compute::FargateProfile>,
    /// Nodes on the customer's premises.
    pub hybrid: Option<hybrid::Hybrid>,
    /// EKS Auto Mode, if it is on.
    pub auto_mode: Option<auto_mode::AutoMode>,
    /// Who may enter the cluster.
    pub access: access::Access,
    /// EKS add-ons, by name.
    pub add_ons: Vec<add_on::AddOn>,
    /// EKS capabilities, by name.
    pub capabilities: Vec<capability::Capability>,
    /// How pods get their addresses.
    pub pod_network: pod_network::PodNetwork,
    /// What runs on top, by name.
    pub workloads: Vec<workload::Workload>,
    /// What Karpenter needs in AWS beside its release.
    pub karpenter: Option<workload::Karpenter>,
    /// GitOps by Flux.
    pub flux: Option<workload::Flux>,
    /// Edges of the user's own.
    pub dependencies: Vec<UserDependency>,
    /// What was chosen for want of input.
    pub assumptions: Vec<Assumption>,
    /// What cannot be known offline.
    pub unknowns: Vec<Unknown>,
}
