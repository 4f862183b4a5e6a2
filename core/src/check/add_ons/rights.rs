//! Rights that an add-on has no use for, and a better way to give them.

use super::{is_on, known, name, written};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// Rights for an add-on that calls nothing in AWS.
pub(super) fn unneeded(subject: &Subject<'_>, report: &mut Report) {
    for item in written(subject).iter().filter(|item| known(item).is_some_and(|known| known.no_rights)) {
        let list = item.pod_identity_associations.as_ref().filter(|list| !list.value.is_empty());
        let list = list.map(|list| ("podIdentityAssociations", &list.at));
        let Some((field, place)) = item.by_oidc().chain(list).next() else { continue };
        report
            .raise(
                Code::AddOnRightsUnneeded,
                place,
                format_args!(
                    "add-on `{}` is given rights by `{field}`, and calls nothing in AWS",
                    name(item)
                ),
            )
            .arg("addOn", name(item))
            .arg("field", field)
            .help(format_args!("remove `{field}`"));
    }
}

/// A role by OIDC for an add-on that takes Pod Identity.
pub(super) fn by_oidc(subject: &Subject<'_>, report: &mut Report) {
    if !subject.cluster.iam.as_ref().is_some_and(|iam| is_on(&iam.with_oidc)) {
        return;
    }
    for item in written(subject) {
        let takes = known(item).and_then(|known| known.iam.as_ref()).is_some_and(|iam| iam.pod_identity);
        let Some((field, place)) = item.by_oidc().next().filter(|_| takes) else { continue };
        report
            .raise(
                Code::AddOnByOidc,
                place,
                format_args!(
                    "add-on `{}` gets its role by OIDC, and takes one by Pod Identity too",
                    name(item)
                ),
            )
            .arg("addOn", name(item))
            .arg("field", field)
            .help("write `useDefaultPodIdentityAssociations: true`, and add `eks-pod-identity-agent`");
    }
}
