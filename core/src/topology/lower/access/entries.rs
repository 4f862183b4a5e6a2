//! Access entries: the written ones, and those by which nodes of one's own are let in.

use super::node_entries;
use crate::diagnostic::{Code, Place};
use crate::spec::{AccessEntry as Written, AccessPolicy as WrittenPolicy, Located};
use crate::topology::Origin;
use crate::topology::access::{AccessEntry, AccessPolicy, Principal};
use crate::topology::cluster::AuthenticationMode;
use crate::topology::compute::{NodeGroup, NodeGroupKind};
use crate::topology::hybrid::Hybrid;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::{self, Named, filled, nearest};
use crate::topology::lower::roles::{by_arn, last_part, sorted};
use crate::topology::role::Role;

const STANDARD: &str = "STANDARD";
pub(super) const LINUX: &str = "EC2_LINUX";
pub(super) const WINDOWS: &str = "EC2_WINDOWS";
pub(super) const HYBRID: &str = "HYBRID_LINUX";

/// The types that the EKS API has.
const TYPES: [&str; 7] = ["EC2", LINUX, WINDOWS, "FARGATE_LINUX", HYBRID, "HYPERPOD_LINUX", STANDARD];

/// The types of nodes, to which EKS gives their groups itself.
const OF_NODES: [&str; 4] = [LINUX, WINDOWS, "FARGATE_LINUX", HYBRID];

pub(super) fn lower(
    cx: &mut Context<'_>,
    mode: AuthenticationMode,
    node_groups: &[NodeGroup],
    hybrid: Option<&Hybrid>,
    roles: &[Role],
) -> Vec<AccessEntry> {
    let list = cx.spec.access_config.as_ref().and_then(|access| access.access_entries.as_ref());
    if !mode.has_entries() {
        if let Some(list) = list.filter(|list| !list.value.is_empty()) {
            let message = "access entries do not count with `authenticationMode: CONFIG_MAP`";
            let found = cx.report.raise(Code::AccessModeIgnores, &list.at, message);
            let help = "write `authenticationMode: API_AND_CONFIG_MAP` or `API`";
            super::label_mode(cx.spec, found.help(help));
        }
        return Vec::new();
    }
    let mut found = Vec::new();
    let list = list.map_or(&[][..], |list| &list.value[..]);
    for (index, entry) in list.iter().enumerate() {
        match filled(&entry.principal_arn) {
            Some(arn) => found.push(Named { name: arn.value.clone(), at: &entry.at, index }),
            None => {
                cx.missing(
                    "principalARN",
                    &entry.at,
                    "an access entry has no principal",
                    "write the ARN of a role or user",
                );
            }
        }
    }
    let mut entries = Vec::new();
    for item in &named::sort(cx, found, Code::AccessNameTwice, "access entry of") {
        entries.push(lower_one(cx, roles, &item.name, &list[item.index]));
    }
    for group in node_groups.iter().filter(|group| group.kind == NodeGroupKind::SelfManaged) {
        node_entries::add(cx, roles, group, &mut entries);
    }
    if let Some(hybrid) = hybrid {
        node_entries::add_hybrid(cx, roles, hybrid, &mut entries);
    }
    name_apart(&mut entries, roles);
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries
}

fn lower_one(cx: &mut Context<'_>, roles: &[Role], arn: &str, entry: &Located<Written>) -> AccessEntry {
    let kind = kind(cx, arn, entry);
    let username = filled(&entry.kubernetes_username);
    let mut groups = sorted(entry.kubernetes_groups.as_ref());
    let mut policies = policies(cx, arn, entry.access_policies.as_ref());
    if OF_NODES.contains(&kind.as_str()) {
        let groups_at = entry.kubernetes_groups.as_ref().filter(|_| !groups.is_empty()).map(|it| &it.at);
        let policies_at = entry.access_policies.as_ref().filter(|list| !list.is_empty()).map(|it| &it.at);
        let given = [
            ("kubernetesUsername", username.map(|name| &name.at)),
            ("kubernetesGroups", groups_at),
            ("accessPolicies", policies_at),
        ];
        for &(field, at) in &given {
            let Some(at) = at else { continue };
            cx.report
                .raise(
                    Code::AccessEntryOfNodes,
                    at,
                    format_args!(
                        "`{field}` stands in an access entry of the type `{kind}`, which is for nodes"
                    ),
                )
                .arg("principal", arn)
                .arg("field", field)
                .arg("type", &kind)
                .help(format_args!("remove `{field}`: EKS gives nodes their names and groups itself"));
        }
        groups.clear();
        policies.clear();
    }
    let principal = by_arn(roles, arn).map_or_else(|| Principal::Arn(arn.to_owned()), Principal::Role);
    let mut lowered = AccessEntry::new(last_part(arn), principal, &kind, Origin::field(&entry.at));
    lowered.username = username.filter(|_| !OF_NODES.contains(&kind.as_str())).map(|name| name.value.clone());
    lowered.groups = groups;
    lowered.policies = policies;
    lowered
}

fn kind(cx: &mut Context<'_>, arn: &str, entry: &Located<Written>) -> String {
    let Some(kind) = filled(&entry.kind) else { return STANDARD.to_owned() };
    if !TYPES.contains(&kind.as_str()) {
        cx.refuse(
            &kind.at,
            format_args!("`{}` is no type of access entry (`{arn}`)", kind.value),
            nearest(kind, &TYPES),
        );
        return STANDARD.to_owned();
    }
    kind.value.clone()
}

/// The access policies that are written for a principal, by ARN.
pub(in crate::topology::lower) fn policies(
    cx: &mut Context<'_>,
    principal: &str,
    written_as: Option<&Located<Vec<Located<WrittenPolicy>>>>,
) -> Vec<AccessPolicy> {
    let mut found = Vec::new();
    let list = written_as.map_or(&[][..], |list| &list.value[..]);
    for (index, policy) in list.iter().enumerate() {
        match filled(&policy.policy_arn) {
            Some(arn) if arn.contains(":cluster-access-policy/") => {
                found.push(Named { name: arn.value.clone(), at: &policy.at, index });
            }
            Some(arn) => {
                let example = "eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
                cx.report
                    .raise(
                        Code::AccessPolicyArn,
                        &arn.at,
                        format_args!("`{}` of `{principal}` is no access policy", arn.value),
                    )
                    .arg("arn", &arn.value)
                    .arg("principal", principal)
                    .help(format_args!("access policies are of EKS, as `arn:{}:{example}`", cx.partition));
            }
            None => {
                cx.missing(
                    "policyARN",
                    &policy.at,
                    format_args!("an access policy of `{principal}` has no ARN"),
                    "add `policyARN`; without one the policy is left out",
                );
            }
        }
    }
    let what = format!("for `{principal}`, access policy");
    let mut policies = Vec::new();
    for Named { name, at, index } in &named::sort(cx, found, Code::AccessNameTwice, &what) {
        if let Some(namespaces) = scope(cx, name, &list[*index], at) {
            policies.push(AccessPolicy { arn: name.clone(), namespaces, origin: Origin::field(at) });
        }
    }
    policies
}

/// The namespaces that a policy holds for; for the whole cluster there are none. Nothing at all if that is not said.
fn scope(cx: &mut Context<'_>, arn: &str, policy: &WrittenPolicy, at: &Place) -> Option<Option<Vec<String>>> {
    const HELP: &str = "write `accessScope: {type: cluster}`, or `{type: namespace, namespaces: [...]}`";
    let scope = policy.access_scope.as_ref();
    let namespaces = sorted(scope.and_then(|scope| scope.namespaces.as_ref()));
    let name = last_part(arn);
    let place = scope.map_or(at, |scope| &scope.at);
    match scope.and_then(|scope| scope.kind.as_ref()).map(|kind| kind.value.as_str()) {
        Some("cluster") => {
            if !namespaces.is_empty() {
                cx.report
                    .raise(
                        Code::AccessScope,
                        place,
                        format_args!("access policy `{name}` holds for the cluster and names namespaces"),
                    )
                    .arg("policy", name)
                    .help(HELP);
            }
            Some(None)
        }
        Some("namespace") if !namespaces.is_empty() => Some(Some(namespaces)),
        Some("namespace") => {
            cx.report
                .raise(
                    Code::AccessScope,
                    place,
                    format_args!("access policy `{name}` holds for namespaces and names none"),
                )
                .arg("policy", name)
                .help(HELP);
            None
        }
        Some(other) => {
            cx.refuse(place, format_args!("`{other}` is no scope of an access policy (`{name}`)"), HELP);
            None
        }
        None => {
            cx.missing(
                "accessScope.type",
                place,
                format_args!("access policy `{name}` does not say what it holds for"),
                HELP,
            );
            None
        }
    }
}

/// Where principals share a name, they are told apart by their type (`role-NAME`), and if that fails by their ARN.
fn name_apart(entries: &mut [AccessEntry], roles: &[Role]) {
    for round in 0..2 {
        let mut names: Vec<String> = Vec::new();
        for entry in &*entries {
            names.push(entry.name.clone());
        }
        for (at, entry) in entries.iter_mut().enumerate() {
            if names.iter().filter(|name| **name == names[at]).count() > 1 {
                let arn = match &entry.principal {
                    Principal::Arn(arn) => Some(arn.as_str()),
                    Principal::Role(role) => roles.get(*role).and_then(|role| role.existing.as_deref()),
                };
                entry.name = match arn {
                    Some(arn) if round == 1 => arn.to_owned(),
                    arn => format!("{}-{}", arn.map_or("role", kind_of_principal), entry.name),
                };
            }
        }
    }
}

/// `role` or `user`.
fn kind_of_principal(arn: &str) -> &str {
    let path = arn.rsplit(':').next().unwrap_or_default();
    path.split('/').next().unwrap_or_default()
}
