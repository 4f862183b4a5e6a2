//! EKS Pod Identity associations that stand on their own.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::topology::Origin;
use crate::topology::access::{PodIdentity, ServiceAccount};
use crate::topology::lower::context::{Context, owned, texts};
use crate::topology::lower::named::{self, Named, filled};
use crate::topology::lower::roles;
use crate::topology::role::Role;

pub(super) fn lower(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    accounts: &mut Vec<ServiceAccount>,
) -> Vec<PodIdentity> {
    let list = cx.spec.iam.as_ref().and_then(|iam| iam.pod_identity_associations.as_ref());
    let (mut names, mut found) = (Vec::new(), Vec::new());
    for association in list.map_or(&[][..], |list| &list.value[..]) {
        let namespace = filled(&association.namespace);
        let name = filled(&association.service_account_name);
        if let (Some(namespace), Some(name)) = (namespace, name) {
            let whole = format!("{}/{}", namespace.value, name.value);
            found.push(Named { name: whole, at: &association.at, index: names.len() });
            names.push((namespace.as_str(), name.as_str(), association));
            continue;
        }
        for &(field, text) in &[("namespace", namespace), ("serviceAccountName", name)] {
            if text.is_none() {
                let found = cx
                    .report
                    .raise(
                        Code::FieldMissing,
                        &association.at,
                        format_args!("a Pod Identity association has no `{field}`"),
                    )
                    .arg("field", field);
                found.help(format_args!("add `{field}`: the association is for one service account"));
            }
        }
    }
    let mut identities = Vec::new();
    for item in &named::sort(cx, found, Code::AccessNameTwice, "Pod Identity association of") {
        let (namespace, name, association) = names[item.index];
        let part = format!("pod-identity.{namespace}.{name}");
        let purpose = format!("the Pod Identity role of {namespace}/{name}");
        let Some(role) = roles::pod_identity(cx, roles, association, part, purpose) else { continue };
        let wanted = association.create_service_account.as_ref().filter(|wanted| wanted.value);
        let standing = accounts.iter().any(|other| other.namespace == namespace && other.name == name);
        if let Some(wanted) = wanted.filter(|_| !standing) {
            // The Kubernetes object alone: its role comes by the association.
            accounts.push(ServiceAccount::new(namespace, name, None, Origin::field(&wanted.at)));
        }
        let mut identity = PodIdentity::new(namespace, name, role, Origin::field(item.at));
        identity.target_role = owned(&association.target_role_arn);
        identity.disable_session_tags = association.disable_session_tags.as_ref().map(|it| it.value);
        identity.policy = owned(&association.policy);
        identity.tags = texts(association.tags.as_ref());
        identities.push(identity);
    }
    accounts.sort_unstable_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
    identities
}

impl PodIdentity {
    /// An association that says no more than whom it is for.
    #[inline(never)]
    pub(in crate::topology::lower) fn new(
        namespace: &str,
        account: &str,
        role: usize,
        origin: Origin,
    ) -> Self {
        Self {
            namespace: namespace.to_owned(),
            service_account: account.to_owned(),
            role,
            target_role: None,
            disable_session_tags: None,
            policy: None,
            tags: BTreeMap::new(),
            origin,
        }
    }
}
