//! Fargate profiles, in the order of their names.

use super::subnets;
use crate::diagnostic::Code;
use crate::spec::{FargateProfile as Written, Located, items};
use crate::topology::Origin;
use crate::topology::compute::{FargateProfile, Selector};
use crate::topology::lower::context::{Context, texts};
use crate::topology::lower::named::{self, Named, filled, written};
use crate::topology::lower::policies::Policies;
use crate::topology::lower::roles::{self, NewRole};
use crate::topology::network::Network;
use crate::topology::role::Role;

const ROLE: &str = "fargate-pod-execution";
const PURPOSE: &str = "the pod execution role of Fargate profiles";

/// The Fargate profiles that the spec asks for; their roles are added to the list.
pub(in crate::topology::lower) fn lower(
    cx: &mut Context<'_>,
    network: &Network,
    roles: &mut Vec<Role>,
) -> Vec<FargateProfile> {
    let mut found = Vec::new();
    let list = items(&cx.spec.fargate_profiles);
    for (index, profile) in list.iter().enumerate() {
        let Some(name) = named::name(cx, profile.name.as_ref(), "a Fargate profile") else { continue };
        if name.starts_with("eks-") {
            cx.refuse(
                &name.at,
                format_args!("the name of Fargate profile `{}` begins with `eks-`", name.value),
                "EKS keeps this prefix to itself; choose another name",
            );
        }
        found.push(Named { name: name.value.clone(), at: &profile.at, index });
    }
    let mut profiles = Vec::new();
    for Named { name, at, index } in &named::sort(cx, found, Code::ComputeNameTwice, "Fargate profile") {
        let item = &list[*index];
        let what = format!("Fargate profile `{name}`");
        profiles.push(FargateProfile {
            role: role(cx, roles, item),
            subnets: subnets::of_fargate_profile(cx, network, item.subnets.as_ref(), &what, at),
            selectors: selectors(cx, item, name),
            tags: texts(item.tags.as_ref()),
            origin: Origin::field(at),
            name: name.clone(),
        });
    }
    profiles
}

/// The profile's own role, else that of all profiles, which is made once.
fn role(cx: &mut Context<'_>, roles: &mut Vec<Role>, profile: &Written) -> usize {
    let iam = cx.spec.iam.as_ref();
    let shared = written(iam.and_then(|iam| iam.fargate_pod_execution_role_arn.as_ref()));
    if let Some(arn) = filled(&profile.pod_execution_role_arn).or(shared) {
        return roles::existing(roles, arn, PURPOSE);
    }
    if let Some(made) = roles.iter().position(|role| role.name == ROLE) {
        return made;
    }
    let mut policies = Policies::default();
    policies.of_catalog(ROLE, &Origin::default_value());
    let trust = roles::service(cx, ROLE);
    let mut role =
        NewRole::new(ROLE.to_owned(), PURPOSE.to_owned(), trust, policies, Origin::default_value());
    role.boundary = iam.and_then(|iam| iam.fargate_pod_execution_role_permissions_boundary.as_ref());
    role.add(cx, roles)
}

fn selectors(cx: &mut Context<'_>, profile: &Located<Written>, name: &str) -> Vec<Selector> {
    let all = items(&profile.selectors);
    if all.is_empty() {
        let at = profile.selectors.as_ref().map_or(&profile.at, |list| &list.at);
        cx.missing(
            "selectors",
            at,
            format_args!("Fargate profile `{name}` has no selector"),
            "add a selector with a `namespace`: it says which pods the profile takes",
        );
    }
    let mut selectors = Vec::with_capacity(all.len());
    for selector in all {
        // A namespace that is absent was reported when the document was read.
        let Some(namespace) = &selector.namespace else { continue };
        if namespace.is_empty() {
            cx.missing(
                "namespace",
                &namespace.at,
                format_args!("a selector of Fargate profile `{name}` has no namespace"),
                "write a namespace; without one the selector is left out",
            );
            continue;
        }
        selectors
            .push(Selector { namespace: namespace.value.clone(), labels: texts(selector.labels.as_ref()) });
    }
    selectors.sort_unstable_by(|a, b| (&a.namespace, &a.labels).cmp(&(&b.namespace, &b.labels)));
    selectors.dedup();
    selectors
}
