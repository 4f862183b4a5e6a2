//! Identity as the document has it.

use super::View;
use crate::document::topology::{Identity, Role};
use crate::topology::access::Principal;
use crate::topology::role::PolicyContent;

impl View<'_, '_> {
    pub(super) fn identity(&self) -> Identity {
        let topology = self.graph.topology();
        let access = &topology.access;
        let mut roles: Vec<Role> = topology
            .roles
            .iter()
            .zip(&self.roles)
            .map(|(role, id)| Role {
                id: id.clone(),
                purpose: role.purpose.clone(),
                policies: role
                    .policies
                    .iter()
                    .map(|policy| match &policy.content {
                        PolicyContent::AwsManaged(name) => name.clone(),
                        PolicyContent::Arn(arn) => arn.clone(),
                        PolicyContent::Inline(_) => format!("inline {}", policy.name),
                    })
                    .collect(),
                existing: role.existing.is_some(),
            })
            .collect();
        roles.sort_by(|a, b| a.id.cmp(&b.id));
        let entries = access.entries.iter().map(|entry| match &entry.principal {
            Principal::Arn(arn) => arn.clone(),
            Principal::Role(role) => self.roles[*role].clone(),
        });
        let pods = access.pod_identities.iter();
        Identity {
            authentication_mode: topology.cluster.authentication_mode.as_str().to_owned(),
            creator_is_admin: topology.cluster.creator_is_admin,
            oidc_provider: access.oidc_provider.is_some(),
            roles,
            access_entries: entries.collect(),
            service_accounts: access
                .service_accounts
                .iter()
                .filter(|account| account.role.is_some())
                .map(|account| format!("{}/{}", account.namespace, account.name))
                .collect(),
            pod_identities: pods.map(|pod| format!("{}/{}", pod.namespace, pod.service_account)).collect(),
            aws_auth_entries: u32::try_from(access.aws_auth.len()).unwrap_or(u32::MAX),
            identity_providers: access
                .identity_providers
                .iter()
                .map(|provider| provider.name.clone())
                .collect(),
        }
    }
}
