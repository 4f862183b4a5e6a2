//! IAM roles.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Origin;

/// An IAM role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name in ids: `cluster`, `node-group.NAME`, `fargate-pod-execution`, `irsa.NS.NAME`, ..., or an existing one's ARN.
    pub name: String,
    /// Its name in IAM.
    pub role_name: String,
    /// Its ARN, if it stands already.
    pub existing: Option<String>,
    /// What it is for.
    pub purpose: String,
    /// Who may take it.
    pub trust: Trust,
    /// What it may do.
    pub policies: Vec<Policy>,
    /// ARN of the permissions boundary.
    pub boundary: Option<String>,
    /// True if EC2 takes it, by an instance profile of the plan's.
    pub instance_profile: bool,
    /// Tags beside the cluster's.
    pub tags: BTreeMap<String, String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Who may take a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// An AWS service.
    Service {
        /// Its principal, as `eks.amazonaws.com`.
        principal: &'static str,
        /// What it may do: take the role, and for some services tag the session.
        actions: &'static [&'static str],
    },
    /// EKS Pod Identity.
    PodIdentity,
    /// The pods of a service account, by the cluster's OIDC issuer.
    ServiceAccount {
        /// Its namespace.
        namespace: String,
        /// Its name; `*` takes all of the namespace.
        name: String,
    },
    /// Hosts with a certificate of the customer's authority, by IAM Roles Anywhere.
    RolesAnywhere,
    /// Not known: the role stands already.
    Unknown,
}

/// A policy on a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name in ids.
    pub name: String,
    /// What it says.
    pub content: PolicyContent,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyContent {
    /// A policy of AWS's, by its name, as `AmazonEKSClusterPolicy` or `service-role/...`.
    AwsManaged(String),
    /// A policy that stands already.
    Arn(String),
    /// A document on the role itself.
    Inline(Value),
}
