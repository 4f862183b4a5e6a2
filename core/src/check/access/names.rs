//! Names of namespaces and service accounts, as Kubernetes takes them.

use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::spec::{Field, Located};

/// Characters of a label (RFC 1123), of which names of namespaces are one.
const LABEL: usize = 63;

/// Characters of a name of several labels.
const SUBDOMAIN: usize = 253;

pub(super) fn of_service_accounts(subject: &Subject<'_>, report: &mut Report) {
    let list = subject.cluster.iam.as_ref().and_then(|iam| iam.service_accounts.as_ref());
    for metadata in list.into_iter().flat_map(|list| &list.value).filter_map(|it| it.metadata.as_ref()) {
        namespace(&metadata.namespace, report);
        account(&metadata.name, report);
    }
}

pub(super) fn of_associations(subject: &Subject<'_>, report: &mut Report) {
    let list = subject.cluster.iam.as_ref().and_then(|iam| iam.pod_identity_associations.as_ref());
    for association in list.into_iter().flat_map(|list| &list.value) {
        namespace(&association.namespace, report);
        account(&association.service_account_name, report);
    }
}

fn namespace(field: &Field<String>, report: &mut Report) {
    let Some(name) = field.as_ref().filter(|name| !name.is_empty() && !is_label(name)) else { return };
    not_a_name(name, "a namespace", LABEL, report);
}

fn account(field: &Field<String>, report: &mut Report) {
    let is_name = |name: &str| name.len() <= SUBDOMAIN && name.split('.').all(is_label);
    let Some(name) = field.as_ref().filter(|name| !name.is_empty() && !is_name(name)) else { return };
    not_a_name(name, "a service account", SUBDOMAIN, report);
}

fn is_label(text: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LABEL).contains(&text.len())
        && text.bytes().all(inside)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn not_a_name(name: &Located<String>, what: &str, longest: usize, report: &mut Report) {
    let found = report
        .raise(Code::KubernetesName, &name.at, format_args!("`{}` cannot be the name of {what}", name.value))
        .arg("name", &name.value);
    let plain: String =
        name.to_ascii_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    match is_label(plain) && plain != name.value {
        true => found.help(format_args!("write it in lower-case letters, digits and hyphens, as `{plain}`")),
        false => found.help(format_args!("write up to {longest} lower-case letters, digits and hyphens")),
    };
}
