//! What only AWS can answer, and how to ask it.

use super::generated::offline::OFFLINE;
use crate::terms::terms;

terms! {
    /// The part of a plan that a question is about.
    Asks {
        /// Add-ons of a certain version that are configured.
        AddOnConfiguration = "add-on-configuration",
        /// Add-ons with associations of which no source says that they take them.
        AddOnPodIdentity = "add-on-pod-identity",
        /// Add-ons that are products of the Marketplace.
        AddOnProduct = "add-on-product",
        /// Capacity that was reserved before.
        CapacityReservation = "capacity-reservation",
        /// The cluster's name.
        ClusterName = "cluster-name",
        /// Where Argo CD takes its users from.
        IdentityCenter = "identity-center",
        /// Images of one's own.
        Image = "image",
        /// Types of instances.
        InstanceType = "instance-type",
        /// KMS keys.
        Key = "key",
        /// Key pairs for SSH.
        KeyPair = "key-pair",
        /// Launch templates of one's own.
        LaunchTemplate = "launch-template",
        /// Placement groups that stand.
        PlacementGroup = "placement-group",
        /// Policies of one's own.
        Policy = "policy",
        /// What the account may have.
        Quota = "quota",
        /// Roles that stand.
        Role = "role",
        /// Security groups that stand.
        SecurityGroup = "security-group",
        /// Snapshots that volumes begin with.
        Snapshot = "snapshot",
        /// Subnets that stand.
        Subnet = "subnet",
        /// A version that the catalog does not know.
        Version = "version",
        /// A VPC that stands.
        Vpc = "vpc",
        /// The names in a VPC that stands.
        VpcNames = "vpc-names",
    }
}

/// A question that only AWS can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offline {
    /// What it is about.
    pub asks: Asks,
    /// What is not known; `{name}` stands for the part.
    pub subject: &'static str,
    /// Why it is not known, and why it matters.
    pub why: &'static str,
    /// The command that only reads; `{region}`, `{version}`, `{name}` and `{names}` stand for the plan's.
    pub command: &'static str,
    /// What parts the names of `{names}`; empty where each name has a question of its own.
    pub joint: &'static str,
}

/// All questions.
pub fn offline() -> &'static [Offline] {
    OFFLINE
}
