//! Mappings of the ConfigMap `aws-auth`.

use crate::check::Subject;
use crate::check::arn::Arn;
use crate::diagnostic::{Code, Report};
use crate::spec::{IamIdentityMapping, Located, items};

fn mappings<'s>(subject: &Subject<'s>) -> &'s [Located<IamIdentityMapping>] {
    items(&subject.cluster.iam_identity_mappings)
}

/// The authenticator knows roles and users, and roles without their paths.
pub(super) fn principals(subject: &Subject<'_>, report: &mut Report) {
    for mapping in mappings(subject) {
        let Some(text) = &mapping.arn else { continue };
        let Some(arn) = Arn::parse(text) else { continue };
        let role = |name: &str| format!("arn:{}:iam::{}:role/{name}", arn.partition, arn.account);
        if arn.service != "iam" || !matches!(arn.kind(), "role" | "user") {
            let name = if arn.service == "sts" { arn.resource.split('/').nth(1) } else { None };
            report
                .raise(
                    Code::MappingPrincipal,
                    &text.at,
                    format_args!("`{}` is neither a role nor a user", text.value),
                )
                .arg("arn", &text.value)
                .help(format_args!("name a principal that lasts, as `{}`", role(name.unwrap_or("NAME"))));
        } else if arn.kind() == "role" && arn.resource.matches('/').count() > 1 {
            let repaired = role(arn.name());
            let found = report
                .raise(
                    Code::MappingPath,
                    &text.at,
                    format_args!("`{}` has a path, and no session's ARN has one", text.value),
                )
                .arg("arn", &text.value);
            let title = format!("write `{repaired}`");
            let help = format!("write `{repaired}`, or an access entry, which takes the path");
            found.help(help).fix(title, text.at.span.as_ref(), &format!("\"{repaired}\""), false);
        }
    }
}

/// A mapping of a principal gives it a name or groups.
pub(super) fn without_identity(subject: &Subject<'_>, report: &mut Report) {
    for mapping in mappings(subject) {
        let Some(arn) = mapping.arn.as_ref().filter(|arn| !arn.is_empty()) else { continue };
        let alone = mapping.account.is_none() && mapping.service_name.is_none();
        let named = mapping.username.as_ref().is_some_and(|name| !name.is_empty());
        let grouped = mapping.groups.as_ref().is_some_and(|groups| !groups.is_empty());
        if alone && !named && !grouped && subject.is_read(&mapping.at.path) {
            report
                .raise(
                    Code::MappingEmpty,
                    &mapping.at,
                    format_args!("the mapping of `{}` gives neither a user name nor groups", arn.value),
                )
                .arg("arn", &arn.value)
                .help("add `username`, `groups`, or both");
        }
    }
}
