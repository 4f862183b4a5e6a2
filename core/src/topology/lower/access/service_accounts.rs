//! Service accounts with a role by OIDC.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::spec::{Located, ServiceAccount as Written};
use crate::topology::Origin;
use crate::topology::access::ServiceAccount;
use crate::topology::lower::context::{Context, texts};
use crate::topology::lower::named::{self, Named, filled, written};
use crate::topology::lower::policies::Policies;
use crate::topology::lower::roles::{self, NewRole};
use crate::topology::role::{Role, Trust};

pub(super) fn lower(cx: &mut Context<'_>, roles: &mut Vec<Role>) -> Vec<ServiceAccount> {
    let list = cx.spec.iam.as_ref().and_then(|iam| iam.service_accounts.as_ref());
    let (mut names, mut found) = (Vec::new(), Vec::new());
    for account in list.map_or(&[][..], |list| &list.value[..]) {
        let metadata = account.metadata.as_ref();
        let Some(name) = written(metadata.and_then(|metadata| metadata.name.as_ref())) else {
            let at = metadata.map_or(&account.at, |metadata| &metadata.at);
            cx.missing("metadata.name", at, "a service account has no name", "add `metadata.name`");
            continue;
        };
        let namespace = written(metadata.and_then(|metadata| metadata.namespace.as_ref()));
        let namespace = namespace.map_or("default", |namespace| namespace.as_str());
        let whole = format!("{namespace}/{}", name.value);
        found.push(Named { name: whole, at: &account.at, index: names.len() });
        names.push((namespace, name.as_str(), account));
    }
    if let Some(list) = list.filter(|_| !found.is_empty() && super::with_oidc(cx).is_none()) {
        let message =
            "service accounts get their roles by the cluster's OIDC provider, which is not asked for";
        cx.report.raise(Code::AccessNoOidc, &list.at, message).help("write `iam.withOIDC: true`");
    }
    let mut accounts = Vec::new();
    for item in &named::sort(cx, found, Code::AccessNameTwice, "service account") {
        let (namespace, name, account) = names[item.index];
        accounts.push(lower_one(cx, roles, namespace, name, account));
    }
    accounts
}

fn lower_one(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    namespace: &str,
    name: &str,
    account: &Located<Written>,
) -> ServiceAccount {
    let purpose = format!("the role of service account {namespace}/{name}");
    let role = match filled(&account.attach_role_arn) {
        Some(arn) => roles::existing(roles, arn, &purpose),
        None => own_role(cx, roles, namespace, name, purpose, account),
    };
    let metadata = account.metadata.as_ref();
    let mut made = ServiceAccount::new(namespace, name, Some(role), Origin::field(&account.at));
    made.role_only = account.role_only.as_ref().is_some_and(|it| it.value);
    if let Some(metadata) = metadata {
        made.labels = texts(metadata.labels.as_ref());
        made.annotations = texts(metadata.annotations.as_ref());
    }
    made
}

impl ServiceAccount {
    /// An account with a role, or without one.
    #[inline(never)]
    pub(in crate::topology::lower) fn new(
        namespace: &str,
        name: &str,
        role: Option<usize>,
        origin: Origin,
    ) -> Self {
        Self {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            role,
            role_only: false,
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
            origin,
        }
    }
}

fn own_role(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    namespace: &str,
    name: &str,
    purpose: String,
    account: &Located<Written>,
) -> usize {
    let mut policies = Policies::default();
    policies.by_arns(cx, account.attach_policy_arns.as_ref());
    policies.document(account.attach_policy.as_ref(), None);
    policies.switched_on(cx, account.well_known_policies.as_ref());
    let what = format!("service account `{namespace}/{name}`");
    let sources = "`attachPolicyARNs`, `attachPolicy`, `wellKnownPolicies` and `attachRoleARN`";
    roles::check_rights(cx, &policies, &what, &account.at, sources);
    let subject = filled(&account.subject_pattern).map_or(name, |pattern| pattern.as_str());
    let part = format!("irsa.{namespace}.{name}");
    let trust = Trust::account(namespace, subject);
    let mut role = NewRole::new(part, purpose, trust, policies, Origin::field(&account.at));
    role.role_name = account.role_name.as_ref();
    role.boundary = account.permissions_boundary.as_ref();
    role.tags = texts(account.tags.as_ref());
    role.add(cx, roles)
}
