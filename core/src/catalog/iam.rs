//! Roles, the policies that eksctl has names for, and access policies.

use super::find;
use super::generated::access_policies::ACCESS_POLICIES;
use super::generated::policies::WELL_KNOWN_POLICIES;
use super::generated::roles::ROLES;
use super::generated::service_grants::SERVICE_GRANTS;
use crate::terms::terms;

/// Who may assume a role, and what it may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// The key, such as `cluster.auto-mode`.
    pub key: &'static str,
    /// Service principals of the trust policy.
    pub principals: &'static [&'static str],
    /// Actions of the trust policy.
    pub actions: &'static [&'static str],
    /// AWS managed policies by their name below `policy/`.
    pub policies: &'static [&'static str],
}

terms! {
    /// Where a config names a well-known policy.
    PolicyScope {
        /// What an add-on gets in place of the policy that is recommended for it.
        AddOn = "add-on",
        /// `withAddonPolicies` of a node group.
        NodeGroup = "node-group",
        /// `wellKnownPolicies` of a service account, a pod identity or an add-on.
        ServiceAccount = "service-account",
    }
}

/// What eksctl attaches for one of its policy names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WellKnownPolicy {
    /// Where the name stands.
    pub scope: PolicyScope,
    /// The name, such as `autoScaler`.
    pub name: &'static str,
    /// AWS managed policies by their name below `policy/`.
    pub managed: &'static [&'static str],
    /// Policies written into the role.
    pub inline: &'static [InlinePolicy],
}

/// A policy written into a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InlinePolicy {
    /// The name that eksctl gives it.
    pub name: &'static str,
    /// The document as JSON text; `${AWS::Partition}` stands for the partition. `None` where no source shows it.
    pub document: Option<&'static str>,
}

/// All roles, by key.
pub fn roles() -> &'static [Role] {
    ROLES
}

/// The role with this key.
pub fn role(key: &str) -> Option<&'static Role> {
    find(ROLES, key, |row| row.key)
}

/// All well-known policies, by scope and name.
pub fn well_known_policies() -> &'static [WellKnownPolicy] {
    WELL_KNOWN_POLICIES
}

/// The policy with this name in this scope.
pub fn well_known_policy(scope: PolicyScope, name: &str) -> Option<&'static WellKnownPolicy> {
    let found = WELL_KNOWN_POLICIES.binary_search_by(|row| (row.scope, row.name).cmp(&(scope, name)));
    found.ok().and_then(|at| WELL_KNOWN_POLICIES.get(at))
}

/// What an AWS service gets that is let into one namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceGrant {
    /// The service, such as `emr-containers`.
    pub service: &'static str,
    /// The name of its service-linked role.
    pub role: &'static str,
    /// The Kubernetes user it becomes.
    pub username: &'static str,
    /// The rules of its role in the namespace, as JSON text.
    pub rules: &'static str,
}

/// All services that can be let into a namespace, by name.
pub fn service_grants() -> &'static [ServiceGrant] {
    SERVICE_GRANTS
}

/// What this service gets.
pub fn service_grant(service: &str) -> Option<&'static ServiceGrant> {
    find(SERVICE_GRANTS, service, |row| row.service)
}

/// A policy of EKS's own for access entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessPolicy {
    /// The last part of its ARN, such as `AmazonEKSViewPolicy`.
    pub name: &'static str,
    /// EKS was seen to refuse it for any principal but a service-linked role.
    pub service_linked: bool,
}

/// All access policies, by name.
pub fn access_policies() -> &'static [AccessPolicy] {
    ACCESS_POLICIES
}

/// The access policy with this name.
pub fn access_policy(name: &str) -> Option<&'static AccessPolicy> {
    find(ACCESS_POLICIES, name, |row| row.name)
}
