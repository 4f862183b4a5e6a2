//! Associations of service accounts with roles by Pod Identity.

use std::collections::BTreeMap;

use super::{AGENT, NAMESPACE, known, name, text, written};
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::seen::Seen;
use crate::spec::{AddOn, Located, PodIdentityAssociation};

/// What eksctl asks of an association of an add-on, and what it refuses.
pub(super) fn fields(subject: &Subject<'_>, report: &mut Report) {
    let items = written(subject).iter().filter(|item| !name(item).eq_ignore_ascii_case(AGENT));
    for (item, one) in items.flat_map(|item| item.associations().iter().map(move |one| (item, one))) {
        namespace(subject, item, one, report);
        policy_name(item, one, report);
        let known = one.well_known_policies.as_ref().filter(|known| known.is_any());
        if let Some(known) = known {
            let found = report.raise(
                Code::AddOnAssociationField,
                &known.at,
                format_args!(
                    "`wellKnownPolicies` may not stand in an association of add-on `{}`",
                    name(item)
                ),
            );
            let help = "write `permissionPolicyARNs` or `permissionPolicy`, or leave the association out and write `useDefaultPodIdentityAssociations: true`";
            found.arg("addOn", name(item)).help(help);
        }
        if let Some(tags) = &one.tags {
            report
                .raise(
                    Code::AddOnAssociationField,
                    &tags.at,
                    format_args!("`tags` may not stand in an association of add-on `{}`", name(item)),
                )
                .arg("addOn", name(item))
                .help("remove it, or tag the add-on");
        }
    }
}

fn namespace(
    subject: &Subject<'_>,
    item: &AddOn,
    one: &Located<PodIdentityAssociation>,
    report: &mut Report,
) {
    let empty = one.namespace.as_ref().is_some_and(|namespace| namespace.value.is_empty());
    if !empty && !subject.lacks(&one.at, "namespace", &one.namespace) {
        return;
    }
    let usual = known(item).and_then(|known| known.iam.as_ref()?.namespace).unwrap_or(NAMESPACE);
    report
        .raise(
            Code::FieldMissing,
            &one.at,
            format_args!("an association of add-on `{}` has no namespace", name(item)),
        )
        .arg("field", "namespace")
        .help(format_args!("add `namespace: {usual}`"))
        .refused_by("eksctl");
}

fn policy_name(item: &AddOn, one: &PodIdentityAssociation, report: &mut Report) {
    let Some(called) = text(&one.permission_policy_name) else { return };
    if one.permission_policy.is_none() {
        report
            .raise(
                Code::FieldMissing,
                &called.at,
                format_args!(
                    "`permissionPolicyName` of add-on `{}` names a policy that is not written",
                    name(item)
                ),
            )
            .arg("field", "permissionPolicy")
            .help("add `permissionPolicy`, or remove the name")
            .refused_by("eksctl");
    } else if !called.value.chars().any(|c| c.is_ascii_alphanumeric()) {
        report
            .raise(
                Code::FieldValue,
                &called.at,
                format_args!("the policy name `{}` has neither a letter nor a digit", called.value),
            )
            .arg("value", &called.value)
            .help("write a name of letters, digits and hyphens")
            .refused_by("eksctl");
    }
}

/// Where an association is asked for, and the add-on that it is for.
type Asked<'s> = (&'s Place, Option<&'s Located<AddOn>>);

/// A service account has one association.
pub(super) fn once(subject: &Subject<'_>, report: &mut Report) {
    let of_add_ons = || {
        written(subject).iter().flat_map(|item| {
            let usual = known(item).and_then(|known| known.iam.as_ref()?.namespace).unwrap_or(NAMESPACE);
            item.associations()
                .iter()
                .filter_map(move |one| Some((account(one, usual)?, &one.at, Some(item))))
        })
    };
    if of_add_ons().next().is_none() {
        return;
    }
    let alone = subject.cluster.iam.as_ref().and_then(|iam| iam.pod_identity_associations.as_ref());
    let alone = alone.map_or(&[][..], |list| &list.value[..]).iter();
    let alone = alone.filter_map(|one| Some((account(one, "")?, &one.at, None)));
    let mut seen = Seen::<Asked<'_>>::new();
    for (account, at, owner) in alone.chain(of_add_ons()) {
        let (namespace, service_account) = account;
        let (first, of) = seen.first(&[namespace, service_account], (at, owner));
        // Two in one list are told where that list is read.
        if of.map(|item| &item.at) == owner.map(|item| &item.at) {
            continue;
        }
        report
            .raise(
                Code::PodIdentityTwice,
                at,
                format_args!(
                    "service account `{namespace}/{service_account}` has a role by Pod Identity already"
                ),
            )
            .arg("namespace", namespace)
            .arg("serviceAccount", service_account)
            .label(first, "its first association")
            .help("remove one of the two");
    }
}

fn account<'s>(one: &'s PodIdentityAssociation, usual: &'s str) -> Option<(&'s str, &'s str)> {
    let namespace = text(&one.namespace).map_or(usual, |namespace| namespace.value.as_str());
    Some((namespace, text(&one.service_account_name)?.value.as_str()))
}

/// Pods on Fargate have no agent beside them.
pub(super) fn reach_pods(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology.filter(|topology| !topology.fargate_profiles.is_empty()) else {
        return;
    };
    let labels = BTreeMap::new();
    for one in &topology.access.pod_identities {
        let Some(profile) = topology.fargate_profiles.iter().find(|it| it.takes(&one.namespace, &labels))
        else {
            continue;
        };
        let taken = profile.origin.place.as_ref();
        report
            .raise(
                Code::PodIdentityNowhere,
                one.origin.place(),
                format_args!(
                    "pods of service account `{}/{}` run on Fargate, where Pod Identity gives them no role",
                    one.namespace, one.service_account
                ),
            )
            .arg("profile", &profile.name)
            .label(taken, format_args!("profile `{}` takes them", profile.name))
            .help("write the account in `iam.serviceAccounts`, with `iam.withOIDC: true`");
    }
}
