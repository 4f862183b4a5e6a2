//! Associations of EKS Pod Identity.

use crate::check::Subject;
use crate::check::seen::Seen;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::spec::{Located, PodIdentityAssociation};

fn associations<'s>(subject: &Subject<'s>) -> &'s [Located<PodIdentityAssociation>] {
    let list = subject.cluster.iam.as_ref().and_then(|iam| iam.pod_identity_associations.as_ref());
    list.map_or(&[], |list| &list.value)
}

/// A policy that narrows the role leaves no room for session tags.
pub(super) fn session_policies(subject: &Subject<'_>, report: &mut Report) {
    for association in associations(subject) {
        let Some(policy) = association.policy.as_ref().filter(|policy| !policy.is_empty()) else { continue };
        let off = association.disable_session_tags.as_ref().is_some_and(|it| it.value);
        if off || !subject.is_read(&association.at.path) {
            continue;
        }
        let mut found = report.raise(
            Code::PodIdentitySessionTags,
            &policy.at,
            "`policy` narrows the role, and session tags are on",
        );
        if let Some(tags) = &association.disable_session_tags {
            found = found.label(&tags.at, "session tags are left on here");
        }
        found.help("add `disableSessionTags: true` to the association");
    }
}

/// The name of a policy needs its document, and a letter or digit.
pub(super) fn policy_names(subject: &Subject<'_>, report: &mut Report) {
    for association in associations(subject) {
        let Some(name) = association.permission_policy_name.as_ref().filter(|it| !it.is_empty()) else {
            continue;
        };
        let found = |message: String| {
            Diagnostic::new(Code::PolicyNameAlone, &name.at, message).arg("name", &name.value)
        };
        if subject.lacks(&association.at, "permissionPolicy", &association.permission_policy) {
            let help = "write the document in `permissionPolicy`, or take the name out";
            report.push(found(format!("`{}` names no policy: there is no document", name.value)).help(help));
        } else if !name.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            let help = "write one with a letter or a digit in it";
            report.push(found(format!("`{}` has neither a letter nor a digit", name.value)).help(help));
        }
    }
}

/// A role by OIDC wins over an association for the same service account.
pub(super) fn beside_oidc(subject: &Subject<'_>, report: &mut Report) {
    let accounts = subject.cluster.iam.as_ref().and_then(|iam| iam.service_accounts.as_ref());
    let Some(accounts) = accounts.filter(|_| !associations(subject).is_empty()) else { return };
    let mut by_oidc = Seen::new();
    for metadata in accounts.iter().filter_map(|it| it.metadata.as_ref()) {
        let Some(name) = &metadata.name else { continue };
        let namespace = metadata.namespace.as_ref().map_or("default", |it| it.as_str());
        by_oidc.replace(account(namespace, name), &name.at);
    }
    for association in associations(subject) {
        let (Some(namespace), Some(name)) = (&association.namespace, &association.service_account_name)
        else {
            continue;
        };
        let Some(first) = by_oidc.get(&account(namespace, name)) else { continue };
        report
            .raise(
                Code::IdentityTwoWays,
                &association.at,
                format_args!(
                    "service account `{}/{}` has a role by OIDC too, which its pods take",
                    namespace.value, name.value
                ),
            )
            .arg("namespace", &namespace.value)
            .arg("serviceAccount", &name.value)
            .label(first, "its role by OIDC")
            .help("keep one of the two");
    }
}

/// What no other service account is called.
fn account(namespace: &str, name: &str) -> String {
    format!("{namespace:?} {name:?}")
}
