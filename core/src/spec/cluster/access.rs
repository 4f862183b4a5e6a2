//! Who may speak to the cluster.

use crate::spec::section::{choice, section};
use crate::spec::{Located, Map};

choice! {
    /// The kinds of identity provider.
    IdentityProviderType {
        /// OpenID Connect.
        Oidc = "oidc",
    }
}

section! {
    /// Who may speak to the Kubernetes API.
    AccessConfig = "AccessConfig" {
        access_entries "accessEntries": Vec<Located<AccessEntry>>,
        authentication_mode "authenticationMode": String,
        bootstrap_cluster_creator_admin_permissions "bootstrapClusterCreatorAdminPermissions": bool,
    }
}

section! {
    /// A principal and its rights.
    AccessEntry = "AccessEntry" {
        access_policies "accessPolicies": Vec<Located<AccessPolicy>>,
        kubernetes_groups "kubernetesGroups": Vec<Located<String>>,
        kubernetes_username "kubernetesUsername": String,
        principal_arn "principalARN": String,
        kind "type": String,
    }
}

section! {
    /// An EKS access policy and where it holds.
    AccessPolicy = "AccessPolicy" {
        access_scope "accessScope": AccessScope,
        policy_arn "policyARN": String,
    }
}

section! {
    /// Where an access policy holds.
    AccessScope = "AccessScope" {
        namespaces "namespaces": Vec<Located<String>>,
        kind "type": String,
    }
}

section! {
    /// An entry of the `aws-auth` map.
    IamIdentityMapping = "IAMIdentityMapping" {
        namespace "namespace": String,
        account "account": String,
        arn "arn": String,
        groups "groups": Vec<Located<String>>,
        no_duplicate_arns "noDuplicateARNs": bool,
        service_name "serviceName": String,
        username "username": String,
    }
}

section! {
    /// A foreign identity provider.
    IdentityProvider = "IdentityProvider", base(OidcIdentityProvider), required("type"), loose(true) {
        kind "type": IdentityProviderType,
    }
}

section! {
    /// An OpenID Connect issuer.
    OidcIdentityProvider = "OIDCIdentityProvider", required("name", "issuerURL", "clientID"), loose(true) {
        name "name": String,
        client_id "clientID": String,
        groups_claim "groupsClaim": String,
        groups_prefix "groupsPrefix": String,
        issuer_url "issuerURL": String,
        required_claims "requiredClaims": Map<String>,
        tags "tags": Map<String>,
        username_claim "usernameClaim": String,
        username_prefix "usernamePrefix": String,
    }
}
