//! The profiles themselves: whose role they have, and which pods they take.

use super::{name, written};
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::seen::Seen;
use crate::spec::{Located, filled, items};

/// A namespace of small letters, digits and hyphens, in which `*` and `?` stand for others; no pod is in any other.
pub(super) fn namespaces(subject: &Subject<'_>, report: &mut Report) {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-*?".contains(c);
    for profile in written(subject) {
        for selector in items(&profile.selectors) {
            let Some(namespace) = filled(&selector.namespace).filter(|it| !it.value.chars().all(allowed))
            else {
                continue;
            };
            report
                .raise(
                    Code::FieldValue,
                    &namespace.at,
                    format_args!(
                        "no namespace is called `{}` (Fargate profile `{}`)",
                        namespace.value,
                        name(profile)
                    ),
                )
                .arg("value", &namespace.value)
                .help("use small letters, digits and hyphens; `*` and `?` stand for any of them");
        }
    }
}

/// The role of pods on Fargate is no role of nodes.
pub(super) fn role(subject: &Subject<'_>, report: &mut Report) {
    if written(subject).is_empty() {
        return;
    }
    let cluster = subject.cluster;
    let shared = cluster.iam.as_ref().and_then(|iam| filled(&iam.fargate_pod_execution_role_arn));
    let own = written(subject).iter().filter_map(|profile| filled(&profile.pod_execution_role_arn));
    for arn in shared.into_iter().chain(own) {
        let Some((place, whose)) = of_nodes(subject, &arn.value) else { continue };
        let found = report
            .raise(
                Code::FargateRoleShared,
                &arn.at,
                format_args!("`{}` is the role of {whose}, and is given to pods on Fargate too", arn.value),
            )
            .arg("role", &arn.value);
        let help =
            "name a role that trusts `eks-fargate-pods.amazonaws.com`, or leave it out: one is made then";
        found.label(place, "here it is given to nodes").help(help);
    }
}

/// Where a role is given to nodes, and to which.
fn of_nodes<'s>(subject: &Subject<'s>, arn: &str) -> Option<(&'s Place, String)> {
    let cluster = subject.cluster;
    let has = |role: &&Located<String>| role.value == arn;
    for (_, base) in subject.node_groups() {
        let role = base.iam.as_ref().and_then(|iam| filled(&iam.instance_role_arn));
        if let Some(role) = role.filter(has) {
            let name = base.name.as_ref().map_or("", |name| name.value.as_str());
            return Some((&role.at, format!("node group `{name}`")));
        }
    }
    let auto_mode = cluster.auto_mode_config.as_ref().and_then(|config| filled(&config.node_role_arn));
    auto_mode.filter(has).map(|role| (&role.at, "Auto Mode's nodes".to_owned()))
}

/// A selector that stands in two profiles: the one that is later by name gets no pod.
pub(super) fn shadowed(subject: &Subject<'_>, report: &mut Report) {
    let all = written(subject);
    if all.len() < 2 {
        return;
    }
    let mut seen = Seen::new();
    let mut by_name: Vec<_> = all.iter().collect();
    by_name.sort_by_key(|profile| name(profile));
    for profile in by_name {
        for selector in items(&profile.selectors) {
            let Some(namespace) = filled(&selector.namespace) else { continue };
            let mut pods = vec![namespace.value.as_str()];
            for (key, value) in selector.labels.iter().flat_map(|labels| &labels.value) {
                pods.extend([key.as_str(), &value.value]);
            }
            let first = seen.first(&pods, profile);
            if name(first) == name(profile) {
                continue;
            }
            report
                .raise(
                    Code::FargateShadowed,
                    &selector.at,
                    format_args!(
                        "Fargate profile `{}` takes these pods already, so `{}` gets none of them",
                        name(first),
                        name(profile)
                    ),
                )
                .arg("profile", name(profile))
                .label(&first.at, "the first by name")
                .help("remove the selector here, or add labels that tell the pods apart");
        }
    }
}
