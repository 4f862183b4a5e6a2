//! How the pods of a workload get rights in AWS.

use super::{Around, Item, Rights};
use crate::catalog::PolicyScope;
use crate::diagnostic::Code;
use crate::spec::IdentityWay;
use crate::topology::Origin;
use crate::topology::access::{PodIdentity, ServiceAccount};
use crate::topology::lower::add_ons::AGENT;
use crate::topology::lower::auto_mode;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::filled;
use crate::topology::lower::policies::Policies;
use crate::topology::lower::roles::{self, NewRole};
use crate::topology::role::Trust;
use crate::topology::workload::WorkloadIdentity;

pub(super) fn lower(
    cx: &mut Context<'_>,
    around: &mut Around<'_>,
    name: &str,
    namespace: &str,
    item: Item<'_>,
) -> Rights {
    let asked = item.needs().and_then(|needs| needs.identity.as_ref());
    let account = asked.and_then(|asked| filled(&asked.service_account)).map(|it| it.value.as_str());
    let known = item.known.filter(|known| known.policy.is_some());
    let Some(account) = account.or(known.and_then(|known| known.account)) else {
        return Rights { way: WorkloadIdentity::None, account: None };
    };
    let rights = |way| Rights { way, account: Some(account.to_owned()) };
    let identities = &around.access.pod_identities;
    if let Some(at) =
        identities.iter().position(|it| it.namespace == namespace && it.service_account == account)
    {
        return rights(WorkloadIdentity::PodIdentity(at));
    }
    let accounts = &around.access.service_accounts;
    if let Some(at) = accounts.iter().position(|it| it.namespace == namespace && it.name == account) {
        return match (accounts[at].role_only, accounts[at].role) {
            (true, Some(role)) => rights(WorkloadIdentity::Role(role)),
            _ => rights(WorkloadIdentity::ServiceAccount(at)),
        };
    }
    let has_agent = around.add_ons.iter().any(|it| it.name == AGENT) || auto_mode::switch(cx).is_some();
    let has_oidc = around.access.oidc_provider.is_some();
    let by = match asked.and_then(|asked| asked.by.as_ref()).map(|by| by.value) {
        Some(by) => by,
        None if has_agent => IdentityWay::PodIdentity,
        None => IdentityWay::Irsa,
    };
    let fits = match by {
        IdentityWay::PodIdentity => has_agent,
        IdentityWay::Irsa => has_oidc,
    };
    if !fits {
        cx.report
            .raise(
                Code::AddOnNoRights,
                item.at,
                format_args!(
                    "pods of workload `{name}` get no rights: {}",
                    match by {
                        IdentityWay::PodIdentity => "the Pod Identity agent is not installed",
                        IdentityWay::Irsa =>
                            "the cluster has neither the Pod Identity agent nor an OIDC provider",
                    }
                ),
            )
            .arg("workload", name)
            .help(format_args!("add `{AGENT}` to `addons`, or write `iam.withOIDC: true`"));
        return rights(WorkloadIdentity::None);
    }
    let Some(role) = role(cx, around, name, namespace, account, by, item) else {
        return rights(WorkloadIdentity::None);
    };
    let origin = Origin::field(item.at);
    rights(match by {
        IdentityWay::PodIdentity => {
            around.access.pod_identities.push(PodIdentity::new(namespace, account, role, origin));
            WorkloadIdentity::PodIdentity(around.access.pod_identities.len() - 1)
        }
        IdentityWay::Irsa => {
            around.access.service_accounts.push(ServiceAccount::new(namespace, account, Some(role), origin));
            WorkloadIdentity::ServiceAccount(around.access.service_accounts.len() - 1)
        }
    })
}

/// The role: one that stands already, or one with the policies that are written, else the catalogue's.
fn role(
    cx: &mut Context<'_>,
    around: &mut Around<'_>,
    name: &str,
    namespace: &str,
    account: &str,
    by: IdentityWay,
    item: Item<'_>,
) -> Option<usize> {
    let asked = item.needs().and_then(|needs| needs.identity.as_ref());
    let purpose = format!("the role of {name}");
    if let Some(arn) = asked.and_then(|asked| filled(&asked.role_arn)) {
        return Some(roles::existing(around.roles, arn, &purpose));
    }
    let mut policies = Policies::default();
    policies.by_arns(cx, asked.and_then(|asked| asked.policy_arns.as_ref()));
    if let Some(policy) = item.known.and_then(|known| known.policy).filter(|_| policies.is_empty()) {
        policies.well_known(cx, PolicyScope::ServiceAccount, policy, item.at);
    }
    if policies.is_empty() {
        let what = format!("workload `{name}`");
        roles::check_rights(cx, &policies, &what, item.at, "`policyARNs` and `roleARN`");
        return None;
    }
    let trust = match by {
        IdentityWay::PodIdentity => Trust::PodIdentity,
        IdentityWay::Irsa => Trust::account(namespace, account),
    };
    let role = NewRole::new(format!("workload.{name}"), purpose, trust, policies, Origin::field(item.at));
    Some(role.add(cx, around.roles))
}
