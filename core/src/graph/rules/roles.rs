//! IAM roles, their policies and instance profiles, and the OIDC provider that some of them trust.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::Subject;
use crate::graph::builder::New;
use crate::terms::ResourceKind as Kind;
use crate::topology::role::Trust;

pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    for (index, role) in builder.topology.roles.iter().enumerate() {
        let new = New::customer(Kind::IamRole, &role.name, &role.origin, Subject::Role(index));
        let called = match &role.existing {
            Some(arn) => format!("role {}", arn.rsplit('/').next().unwrap_or(arn)),
            None => role.purpose.clone(),
        };
        let handle = builder.add(new.called(called).existing(role.existing.as_deref()));
        let mut policies = Vec::with_capacity(role.policies.len());
        for (position, policy) in role.policies.iter().enumerate() {
            let name = format!("{}.{}", role.name, policy.name);
            let subject = Subject::RolePolicy { role: index, policy: position };
            let new = New::customer(Kind::IamRolePolicy, &name, &policy.origin, subject);
            let handle_policy = builder.add(new.called(format!("{} of {}", policy.name, role.purpose)));
            builder.edge(handle, handle_policy, reason::POLICY_NEEDS_ROLE);
            policies.push(handle_policy);
        }
        let profile = role.instance_profile.then(|| {
            let new = New::customer(
                Kind::IamInstanceProfile,
                &role.name,
                &role.origin,
                Subject::InstanceProfile(index),
            );
            let profile = builder.add(new.called_by("the instance profile of", &role.purpose));
            builder.edge(handle, profile, reason::PROFILE_NEEDS_ROLE);
            profile
        });
        handles.roles.push(handle);
        handles.role_policies.push(policies);
        handles.instance_profiles.push(profile);
    }
}

/// The provider is made for the issuer that the cluster has once it stands; roles that pods take by it follow.
pub(super) fn add_oidc_provider(builder: &mut Builder<'_>, handles: &mut Handles) {
    let Some(origin) = &builder.topology.access.oidc_provider else { return };
    let new = New::customer(Kind::IamOidcProvider, "main", origin, Subject::OidcProvider);
    let provider = builder.add(new.called("the OIDC provider"));
    builder.edge(handles.cluster, provider, reason::PROVIDER_NEEDS_ISSUER);
    for (index, role) in builder.topology.roles.iter().enumerate() {
        if matches!(role.trust, Trust::ServiceAccount { .. }) {
            builder.edge(provider, handles.roles[index], reason::ROLE_TRUSTS_PROVIDER);
        }
    }
    handles.oidc_provider = Some(provider);
}
