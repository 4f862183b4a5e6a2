//! Who may enter the cluster, and which AWS rights pods get.

use std::collections::BTreeMap;

use super::Origin;
use crate::catalog::ServiceGrant as ServiceFacts;

/// Identity and access.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Access {
    /// True if the plan makes the IAM OIDC provider, with the field that asked for it.
    pub oidc_provider: Option<Origin>,
    /// Access entries that the plan makes.
    pub entries: Vec<AccessEntry>,
    /// Entries of `aws-auth` that the plan writes.
    pub aws_auth: Vec<AwsAuthEntry>,
    /// Service accounts that the plan makes or annotates.
    pub service_accounts: Vec<ServiceAccount>,
    /// Services that are let into a namespace.
    pub service_grants: Vec<ServiceGrant>,
    /// Pod Identity associations that stand on their own.
    pub pod_identities: Vec<PodIdentity>,
    /// External OIDC providers for logins.
    pub identity_providers: Vec<IdentityProvider>,
}

/// Namespaces that every cluster has.
pub(crate) const STANDING_NAMESPACES: [&str; 4] =
    ["default", "kube-node-lease", "kube-public", "kube-system"];

impl Access {
    /// Namespaces that the plan makes since its objects stand in them, each with what asks for it first.
    pub fn namespaces(&self) -> Vec<(&str, &Origin)> {
        let accounts = self.service_accounts.iter().filter(|account| !account.role_only);
        let accounts = accounts.map(|account| (account.namespace.as_str(), &account.origin));
        let grants = self.service_grants.iter().map(|grant| (grant.namespace.as_str(), &grant.origin));
        let mut namespaces: Vec<(&str, &Origin)> = accounts.chain(grants).collect();
        namespaces.retain(|(name, _)| !STANDING_NAMESPACES.contains(name));
        namespaces.sort_by_key(|(name, _)| *name);
        namespaces.dedup_by_key(|(name, _)| *name);
        namespaces
    }
}

/// A service that is let into a namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceGrant {
    /// What the catalog knows of it.
    pub service: &'static ServiceFacts,
    /// The namespace.
    pub namespace: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// An access entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEntry {
    /// Its name in ids: the principal's name.
    pub name: String,
    /// The principal.
    pub principal: Principal,
    /// `STANDARD`, `EC2_LINUX`, ...
    pub kind: String,
    /// Kubernetes groups.
    pub groups: Vec<String>,
    /// The Kubernetes user name.
    pub username: Option<String>,
    /// Its access policies.
    pub policies: Vec<AccessPolicy>,
    /// Where it comes from.
    pub origin: Origin,
}

/// An IAM principal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// By its ARN.
    Arn(String),
    /// The role of this index.
    Role(usize),
}

/// An access policy on an access entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessPolicy {
    /// Its ARN.
    pub arn: String,
    /// The namespaces it holds for; absent for the whole cluster.
    pub namespaces: Option<Vec<String>>,
    /// Where it comes from.
    pub origin: Origin,
}

impl AccessPolicy {
    /// True if it gives the right to do everything everywhere.
    pub fn is_cluster_admin(&self) -> bool {
        self.namespaces.is_none() && self.arn.ends_with("/AmazonEKSClusterAdminPolicy")
    }
}

/// An entry of `aws-auth`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsAuthEntry {
    /// Whom it maps.
    pub subject: AwsAuthSubject,
    /// The Kubernetes user name.
    pub username: Option<String>,
    /// Kubernetes groups.
    pub groups: Vec<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Whom an entry of `aws-auth` maps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AwsAuthSubject {
    /// A user or role by its ARN.
    Arn(String),
    /// The role of this index.
    Role(usize),
    /// All principals of an account.
    Account(String),
    /// An AWS service, in a namespace.
    Service {
        /// What the catalog knows of it.
        service: &'static ServiceFacts,
        /// The namespace it may use.
        namespace: String,
    },
}

/// A service account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceAccount {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Index of the role it is annotated with (OIDC).
    pub role: Option<usize>,
    /// True if only the role is wanted, not the Kubernetes object.
    pub role_only: bool,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Annotations beside the role's.
    pub annotations: BTreeMap<String, String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// An EKS Pod Identity association.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodIdentity {
    /// The namespace of the service account.
    pub namespace: String,
    /// The service account.
    pub service_account: String,
    /// Index of the role.
    pub role: usize,
    /// A role of another account to take with it.
    pub target_role: Option<String>,
    /// True or false if it was chosen.
    pub disable_session_tags: Option<bool>,
    /// A policy that narrows the session.
    pub policy: Option<String>,
    /// Tags beside the cluster's.
    pub tags: BTreeMap<String, String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// An external OIDC provider for logins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityProvider {
    /// Its name.
    pub name: String,
    /// Its issuer.
    pub issuer_url: String,
    /// The client id.
    pub client_id: String,
    /// Claims and prefixes, as the API names them.
    pub claims: BTreeMap<&'static str, String>,
    /// Claims that a token must have.
    pub required_claims: BTreeMap<String, String>,
    /// Tags beside the cluster's.
    pub tags: BTreeMap<String, String>,
    /// Where it comes from.
    pub origin: Origin,
}
