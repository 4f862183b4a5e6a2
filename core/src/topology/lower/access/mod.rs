//! Who may enter the cluster, and which AWS rights pods get.

mod aws_auth;
mod entries;
mod identity_providers;
mod node_entries;
mod pod_identity;
mod service_accounts;
#[cfg(test)]
mod tests;

pub(super) use entries::policies;

use super::context::Context;
use crate::diagnostic::Raised;
use crate::spec::ClusterConfig;
use crate::topology::Origin;
use crate::topology::access::Access;
use crate::topology::cluster::Cluster;
use crate::topology::compute::NodeGroup;
use crate::topology::hybrid::Hybrid;
use crate::topology::role::Role;

/// What the spec says of access; roles of workloads are added to the list.
pub(super) fn lower(
    cx: &mut Context<'_>,
    cluster: &Cluster,
    node_groups: &[NodeGroup],
    hybrid: Option<&Hybrid>,
    roles: &mut Vec<Role>,
) -> Access {
    let mode = cluster.authentication_mode;
    let mut service_accounts = service_accounts::lower(cx, roles);
    let pod_identities = pod_identity::lower(cx, roles, &mut service_accounts);
    let entries = entries::lower(cx, mode, node_groups, hybrid, roles);
    let aws_auth = aws_auth::lower(cx, mode, node_groups, roles);
    Access {
        oidc_provider: with_oidc(cx),
        entries,
        service_grants: aws_auth::service_grants(&aws_auth),
        aws_auth,
        service_accounts,
        pod_identities,
        identity_providers: identity_providers::lower(cx),
    }
}

/// Points at the authentication mode that a finding is about.
fn label_mode(spec: &ClusterConfig, found: Raised<'_>) {
    let mode = spec.access_config.as_ref().and_then(|access| access.authentication_mode.as_ref());
    if let Some(mode) = mode {
        found.label(&mode.at, format_args!("the mode is `{}`", mode.value));
    }
}

/// The field that asks for the OIDC provider.
fn with_oidc(cx: &Context<'_>) -> Option<Origin> {
    let switch = cx.spec.iam.as_ref()?.with_oidc.as_ref()?;
    switch.value.then(|| Origin::field(&switch.at))
}
