//! Associations of EKS Pod Identity.

use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::seen::Seen;
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
        let message = "`policy` narrows the role, and session tags are on";
        let tags = association.disable_session_tags.as_ref().map(|tags| &tags.at);
        report
            .raise(Code::PodIdentitySessionTags, &policy.at, message)
            .label(tags, "session tags are left on here")
            .help("add `disableSessionTags: true` to the association");
    }
}

/// The name of a policy needs its document, and a letter or digit.
pub(super) fn policy_names(subject: &Subject<'_>, report: &mut Report) {
    for association in associations(subject) {
        let Some(name) = association.permission_policy_name.as_ref().filter(|it| !it.is_empty()) else {
            continue;
        };
        let lacks = subject.lacks(&association.at, "permissionPolicy", &association.permission_policy);
        let (what, help) = if lacks {
            let help = "write the document in `permissionPolicy`, or take the name out";
            ("names no policy: there is no document", help)
        } else if !name.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            ("has neither a letter nor a digit", "write one with a letter or a digit in it")
        } else {
            continue;
        };
        report
            .raise(Code::PolicyNameAlone, &name.at, format_args!("`{}` {what}", name.value))
            .arg("name", &name.value)
            .help(help);
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
        by_oidc.replace(&[namespace, name], &name.at);
    }
    for association in associations(subject) {
        let (Some(namespace), Some(name)) = (&association.namespace, &association.service_account_name)
        else {
            continue;
        };
        let Some(first) = by_oidc.get(&[namespace, name]) else { continue };
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
