//! Associations of service accounts with roles by Pod Identity.

use std::collections::BTreeMap;

use super::{AGENT, NAMESPACE, known, name, text, written};
use crate::check::Subject;
use crate::check::seen::Seen;
use crate::diagnostic::{Code, Diagnostic, Place, Report};
use crate::spec::{AddOn, Located, PodIdentityAssociation};

/// What eksctl asks of an association of an add-on, and what it refuses.
pub(super) fn fields(subject: &Subject<'_>, report: &mut Report) {
    let items = written(subject).iter().filter(|item| !name(item).eq_ignore_ascii_case(AGENT));
    for (item, one) in items.flat_map(|item| item.associations().iter().map(move |one| (item, one))) {
        namespace(subject, item, one, report);
        policy_name(item, one, report);
        let known = one.well_known_policies.as_ref().filter(|known| known.is_any());
        if let Some(known) = known {
            let message =
                format!("`wellKnownPolicies` may not stand in an association of add-on `{}`", name(item));
            let found = Diagnostic::new(Code::AddOnAssociationField, &known.at, message);
            let help = "write `permissionPolicyARNs` or `permissionPolicy`, or leave the association out and write `useDefaultPodIdentityAssociations: true`";
            report.push(found.arg("addOn", name(item)).help(help));
        }
        if let Some(tags) = &one.tags {
            let message = format!("`tags` may not stand in an association of add-on `{}`", name(item));
            let found = Diagnostic::new(Code::AddOnAssociationField, &tags.at, message);
            report.push(found.arg("addOn", name(item)).help("remove it, or tag the add-on"));
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
    let message = format!("an association of add-on `{}` has no namespace", name(item));
    let found = Diagnostic::new(Code::FieldMissing, &one.at, message).arg("field", "namespace");
    report.push(found.help(format!("add `namespace: {usual}`")).refused_by("eksctl"));
}

fn policy_name(item: &AddOn, one: &PodIdentityAssociation, report: &mut Report) {
    let Some(called) = text(&one.permission_policy_name) else { return };
    if one.permission_policy.is_none() {
        let message =
            format!("`permissionPolicyName` of add-on `{}` names a policy that is not written", name(item));
        let found = Diagnostic::new(Code::FieldMissing, &called.at, message).arg("field", "permissionPolicy");
        report.push(found.help("add `permissionPolicy`, or remove the name").refused_by("eksctl"));
    } else if !called.value.chars().any(|c| c.is_ascii_alphanumeric()) {
        let message = format!("the policy name `{}` has neither a letter nor a digit", called.value);
        let found = Diagnostic::new(Code::FieldValue, &called.at, message).arg("value", &called.value);
        report.push(found.help("write a name of letters, digits and hyphens").refused_by("eksctl"));
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
        let (first, of) = seen.first(format!("{namespace:?} {service_account:?}"), (at, owner));
        // Two in one list are told where that list is read.
        if of.map(|item| &item.at) == owner.map(|item| &item.at) {
            continue;
        }
        let message =
            format!("service account `{namespace}/{service_account}` has a role by Pod Identity already");
        let found = Diagnostic::new(Code::PodIdentityTwice, at, message)
            .arg("namespace", namespace)
            .arg("serviceAccount", service_account)
            .label(first, "its first association");
        report.push(found.help("remove one of the two"));
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
        let place = one.origin.place.clone().unwrap_or_default();
        let message = format!(
            "pods of service account `{}/{}` run on Fargate, where Pod Identity gives them no role",
            one.namespace, one.service_account
        );
        let mut found =
            Diagnostic::new(Code::PodIdentityNowhere, &place, message).arg("profile", &profile.name);
        if let Some(place) = &profile.origin.place {
            found = found.label(place, format!("profile `{}` takes them", profile.name));
        }
        report.push(found.help("write the account in `iam.serviceAccounts`, with `iam.withOIDC: true`"));
    }
}
