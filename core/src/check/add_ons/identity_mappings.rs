//! Mappings of IAM principals to Kubernetes names, which eksctl reads after the cluster is there.

use super::text;
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic, Report};

/// A mapping is about a user or a role, and says whom it is in the cluster.
pub(super) fn principals(subject: &Subject<'_>, report: &mut Report) {
    for mapping in subject.cluster.iam_identity_mappings.as_ref().map_or(&[][..], |list| &list.value[..]) {
        let Some(arn) = text(&mapping.arn) else { continue };
        let resource = arn.value.splitn(6, ':').nth(5).unwrap_or_default();
        let is_principal = resource.starts_with("user/") || resource.starts_with("role/");
        if !is_principal || !arn.value.starts_with("arn:") {
            let message = format!("`{}` is neither a user nor a role", arn.value);
            let found = Diagnostic::new(Code::FieldValue, &arn.at, message).arg("arn", &arn.value);
            report.push(found.help("write an ARN as `arn:aws:iam::111122223333:role/NAME`"));
        }
        let groups = mapping.groups.as_ref().is_some_and(|groups| !groups.value.is_empty());
        let is_bare = subject.lacks(&mapping.at, "groups", &mapping.groups)
            && subject.lacks(&mapping.at, "username", &mapping.username);
        if text(&mapping.username).is_none() && !groups && is_bare {
            let message = format!("`{}` is mapped to no name and no group", arn.value);
            let found = Diagnostic::new(Code::FieldMissing, &mapping.at, message).arg("field", "username");
            report.push(found.help("add `username`, or `groups`"));
        }
    }
}
