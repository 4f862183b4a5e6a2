//! A local cluster: a control plane whose instances stand on the customer's Outpost.

use super::Origin;

/// Where the control plane of a local cluster stands, and on what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outpost {
    /// The Outpost's ARN.
    pub arn: String,
    /// The type of the control plane instances; absent if only the Outpost knows which it has.
    pub instance_type: Option<String>,
    /// The placement group of the control plane instances, which stands already.
    pub placement_group: Option<(String, Origin)>,
    /// How far the control plane instances are spread: `host` or `rack`.
    pub spread: Option<String>,
    /// Instances of etcd's own; without them etcd stands beside the API servers.
    pub etcd: Option<EtcdInstances>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Instances of etcd alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EtcdInstances {
    /// Their type.
    pub instance_type: String,
    /// How far they are spread: `host` or `rack`.
    pub spread: Option<String>,
}

/// What an unknown type of the control plane instances is called among the unknowns.
pub const UNKNOWN_INSTANCE_TYPE: &str = "instance type of the control plane";
