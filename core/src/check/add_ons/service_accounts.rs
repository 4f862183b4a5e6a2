//! Service accounts that eksctl and an add-on both make.

use super::{NAMESPACE, is_on, known, name, text, written};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::spec::{AddOn, Located, ServiceAccount};

/// An add-on that comes after the nodes finds the service account that eksctl has made, with other fields than its own.
pub(super) fn conflict(subject: &Subject<'_>, report: &mut Report) {
    let accounts = subject.cluster.iam.as_ref().and_then(|iam| iam.service_accounts.as_ref());
    for account in accounts.map_or(&[][..], |list| &list.value[..]) {
        if is_on(&account.role_only) {
            continue;
        }
        let Some(item) = written(subject).iter().find(|item| makes(item, account)) else { continue };
        let called = account.metadata.as_ref().and_then(|metadata| text(&metadata.name));
        let called = called.map_or("", |name| name.value.as_str());
        let found = report
            .raise(
                Code::AddOnConflict,
                &account.at,
                format_args!("service account `{called}` is made by eksctl and by add-on `{}`", name(item)),
            )
            .arg("serviceAccount", called)
            .arg("addOn", name(item))
            .label(&item.at, "the add-on makes it too");
        let help = "write `roleOnly: true` here, and the role's ARN in `serviceAccountRoleARN` of the add-on; or give the policies at the add-on alone";
        found.help(help);
    }
}

/// True if the add-on makes this account, after eksctl has, and does not overwrite what it finds.
fn makes(item: &Located<AddOn>, account: &ServiceAccount) -> bool {
    let overwrites =
        text(&item.resolve_conflicts).is_some_and(|it| it.value.eq_ignore_ascii_case("overwrite"));
    let Some(known) = known(item).filter(|known| !known.before_nodes && !overwrites) else { return false };
    let Some(iam) = known.iam.as_ref() else { return false };
    let Some(metadata) = account.metadata.as_ref() else { return false };
    let called = text(&metadata.name).map(|name| name.value.as_str());
    let namespace = text(&metadata.namespace).map_or("default", |namespace| namespace.value.as_str());
    called.is_some() && called == iam.service_account && namespace == iam.namespace.unwrap_or(NAMESPACE)
}
