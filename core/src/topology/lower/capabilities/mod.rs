//! EKS capabilities: AWS runs their controllers, and each takes a role of the customer's.

mod argo_cd;
#[cfg(test)]
mod tests;

use super::access;
use super::context::{Context, texts};
use super::named::{self, Named, filled, mend, names, nearest, written};
use super::policies::Policies;
use super::roles::{self, NewRole};
use crate::diagnostic::{Code, Phase};
use crate::spec::{Capability as Written, Located};
use crate::topology::Origin;
use crate::topology::capability::{Capability, CapabilityKind};
use crate::topology::cluster::AuthenticationMode;
use crate::topology::role::Role;

/// The one value that the EKS API knows for what becomes of what a capability manages.
const RETAIN: &str = "RETAIN";

/// The capabilities by name; roles that they need are added to the list.
pub(super) fn lower(
    cx: &mut Context<'_>,
    mode: AuthenticationMode,
    roles: &mut Vec<Role>,
) -> Vec<Capability> {
    let list = cx.spec.capabilities.as_ref();
    let mut found = Vec::new();
    let all = list.map_or(&[][..], |list| &list.value[..]);
    for (index, capability) in all.iter().enumerate() {
        let Some(name) = named::name(cx, capability.name.as_ref(), "a capability") else { continue };
        found.push(Named { name: name.value.clone(), at: &capability.at, index });
    }
    let items = named::sort(cx, found, Code::CapabilityTwice, "capability");
    if let Some(list) = list.filter(|_| !mode.has_entries() && !items.is_empty()) {
        let message = "capabilities enter the cluster by access entries, which do not count with `authenticationMode: CONFIG_MAP`";
        cx.refuse(&list.at, message, "write `authenticationMode: API_AND_CONFIG_MAP` or `API`");
    }
    let mut capabilities: Vec<Capability> = Vec::with_capacity(items.len());
    for Named { name, index, .. } in &items {
        let item = &all[*index];
        let Some(kind) = kind(cx, name, item) else { continue };
        if let Some(first) = capabilities.iter().find(|other| other.kind == kind) {
            say_second(cx, kind, item, first);
            continue;
        }
        capabilities.push(lower_one(cx, roles, name, kind, item));
    }
    capabilities
}

fn lower_one(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    name: &str,
    kind: CapabilityKind,
    item: &Located<Written>,
) -> Capability {
    check_name(cx, name, item);
    Capability {
        kind,
        role: role(cx, roles, name, item),
        delete_propagation: delete_propagation(cx, name, item),
        configuration: argo_cd::configuration(cx, name, kind, item),
        policies: access::policies(cx, &format!("capability {name}"), item.access_policies.as_ref()),
        tags: texts(item.tags.as_ref()),
        origin: Origin::field(&item.at),
        name: name.to_owned(),
    }
}

fn kind(cx: &mut Context<'_>, name: &str, item: &Located<Written>) -> Option<CapabilityKind> {
    let Some(kind) = filled(&item.kind) else {
        if item.kind.is_some() {
            cx.missing(
                "type",
                &item.at,
                format_args!("the type of capability `{name}` is empty"),
                "write `ACK`, `ARGOCD` or `KRO`; without one it is left out",
            );
        }
        return None;
    };
    let known = CapabilityKind::from_name(&kind.value);
    if known.is_none() {
        let names = names(CapabilityKind::ALL, |kind| kind.as_str());
        let found = cx
            .report
            .raise(
                Code::FieldValue,
                &kind.at,
                format_args!("`{}` is no type of capability (`{name}`)", kind.value),
            )
            .arg("value", &kind.value);
        let near = nearest(kind, &names);
        mend(found, kind, &kind.at, &names).help(format_args!("{near}; the capability is left out"));
    }
    known
}

/// Source: EKS API model (botocore 1.44.5), `CreateCapability`.
fn say_second(cx: &mut Context<'_>, kind: CapabilityKind, item: &Located<Written>, first: &Capability) {
    let mut found = cx
        .report
        .raise(
            Code::CapabilityTwice,
            &item.at,
            format_args!("a cluster has one capability of type `{kind}` at most"),
        )
        .arg("type", kind.as_str());
    if let Some(place) = &first.origin.place {
        found = found.label(place, format_args!("`{}` is of this type", first.name));
    }
    found.help("keep one of the two; the later one is left out").phase(Phase::Call);
}

/// Source: EKS API model (botocore 1.44.5), `CreateCapabilityRequest`.
fn check_name(cx: &mut Context<'_>, name: &str, item: &Located<Written>) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if let Some(field) = item.name.as_ref().filter(|_| !name.chars().all(allowed)) {
        cx.refuse(
            &field.at,
            format_args!("`{name}` is no name of a capability"),
            "use letters, digits, hyphens and underscores",
        );
    }
}

/// The role that is named, or one of its own. kro calls no AWS API and Argo CD may do without: none has to have rights.
fn role(cx: &mut Context<'_>, roles: &mut Vec<Role>, name: &str, item: &Located<Written>) -> usize {
    let purpose = format!("the role of capability {name}");
    let mut policies = Policies::default();
    policies.by_arns(cx, item.attach_policy_arns.as_ref());
    policies.document(item.attach_policy.as_ref(), None);
    let boundary = item.permissions_boundary.as_ref();
    if let Some(arn) = filled(&item.role_arn) {
        if !policies.is_empty() || written(boundary).is_some() {
            cx.refuse(
                &arn.at,
                format_args!("{purpose} stands already and is given policies"),
                "remove `roleArn`, or the policies and the boundary; the role is taken",
            );
        }
        return roles::existing(roles, arn, &purpose);
    }
    let (part, trust) = (format!("capability.{name}"), roles::service(cx, "capability"));
    let mut role = NewRole::new(part, purpose, trust, policies, Origin::field(&item.at));
    role.boundary = boundary;
    role.tags = texts(item.tags.as_ref());
    role.add(cx, roles)
}

fn delete_propagation(cx: &mut Context<'_>, name: &str, item: &Located<Written>) -> String {
    match filled(&item.delete_propagation_policy) {
        Some(policy) => {
            if policy.value != RETAIN {
                cx.refuse(
                    &policy.at,
                    format_args!("`{}` is no delete propagation policy (`{name}`)", policy.value),
                    format_args!("write `{RETAIN}`: EKS knows no other"),
                );
            }
        }
        None => cx.assume(
            format_args!("deletePropagationPolicy of capability {name}"),
            RETAIN,
            "EKS asks for one and knows no other",
            "EKS API model (botocore 1.44.5), CapabilityDeletePropagationPolicy",
        ),
    }
    RETAIN.to_owned()
}
