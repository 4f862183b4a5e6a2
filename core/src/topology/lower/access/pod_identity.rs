//! EKS Pod Identity associations that stand on their own.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::spec::{Located, PodIdentityAssociation as Written};
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
        for (field, text) in [("namespace", namespace), ("serviceAccountName", name)] {
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
    for Named { at, index, .. } in
        named::sort(cx, found, Code::AccessNameTwice, "Pod Identity association of")
    {
        let (namespace, name, association) = names[index];
        let part = format!("pod-identity.{namespace}.{name}");
        let purpose = format!("the Pod Identity role of {namespace}/{name}");
        let Some(role) = roles::pod_identity(cx, roles, association, part, purpose) else { continue };
        let wanted = association.create_service_account.as_ref().filter(|wanted| wanted.value);
        let standing = accounts.iter().any(|other| other.namespace == namespace && other.name == name);
        if let Some(wanted) = wanted.filter(|_| !standing) {
            accounts.push(object(namespace, name, wanted));
        }
        identities.push(identity(
            namespace.to_owned(),
            name.to_owned(),
            role,
            association,
            Origin::field(at),
        ));
    }
    accounts.sort_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
    identities
}

fn identity(
    namespace: String,
    service_account: String,
    role: usize,
    written_as: &Written,
    origin: Origin,
) -> PodIdentity {
    PodIdentity {
        namespace,
        service_account,
        role,
        target_role: owned(&written_as.target_role_arn),
        disable_session_tags: written_as.disable_session_tags.as_ref().map(|it| it.value),
        policy: owned(&written_as.policy),
        tags: texts(written_as.tags.as_ref()),
        origin,
    }
}

/// The Kubernetes object alone: its role comes by the association.
fn object(namespace: &str, name: &str, wanted: &Located<bool>) -> ServiceAccount {
    ServiceAccount {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        role: None,
        role_only: false,
        labels: BTreeMap::new(),
        annotations: BTreeMap::new(),
        origin: Origin::field(&wanted.at),
    }
}
