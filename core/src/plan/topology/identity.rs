//! Identity as the document has it.

use super::View;
use crate::document::topology::{Identity, Role};
use crate::id::in_byte_order;
use crate::topology::access::Principal;
use crate::topology::role::{Policy, PolicyContent};

impl View<'_, '_> {
    pub(super) fn identity(&self) -> Identity {
        let topology = self.graph.topology();
        let access = &topology.access;
        let mut access_entries = Vec::new();
        for entry in &access.entries {
            access_entries.push(match &entry.principal {
                Principal::Arn(arn) => arn.clone(),
                Principal::Role(role) => self.roles[*role].to_owned(),
            });
        }
        let mut service_accounts = Vec::new();
        for account in access.service_accounts.iter().filter(|account| account.role.is_some()) {
            service_accounts.push([&account.namespace, "/", &account.name].concat());
        }
        let mut pod_identities = Vec::new();
        for pod in &access.pod_identities {
            pod_identities.push([&pod.namespace, "/", &pod.service_account].concat());
        }
        let mut identity_providers = Vec::new();
        for provider in &access.identity_providers {
            identity_providers.push(provider.name.clone());
        }
        Identity {
            authentication_mode: topology.cluster.authentication_mode.as_str().to_owned(),
            creator_is_admin: topology.cluster.creator_is_admin,
            oidc_provider: access.oidc_provider.is_some(),
            roles: self.roles(),
            access_entries,
            service_accounts,
            pod_identities,
            aws_auth_entries: u32::try_from(access.aws_auth.len()).unwrap_or(u32::MAX),
            identity_providers,
        }
    }

    /// By id.
    fn roles(&self) -> Vec<Role> {
        let mut roles = Vec::new();
        for at in in_byte_order(&self.roles) {
            let role = &self.graph.topology().roles[at];
            roles.push(Role {
                id: self.roles[at].to_owned(),
                purpose: role.purpose.clone(),
                policies: role.policies.iter().map(policy).collect(),
                existing: role.existing.is_some(),
            });
        }
        roles
    }
}

fn policy(policy: &Policy) -> String {
    match &policy.content {
        PolicyContent::AwsManaged(name) => name.clone(),
        PolicyContent::Arn(arn) => arn.clone(),
        PolicyContent::Inline(_) => format!("inline {}", policy.name),
    }
}
