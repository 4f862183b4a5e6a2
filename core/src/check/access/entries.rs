//! Access entries: principals, names and policies that EKS takes.

use crate::catalog;
use crate::check::Subject;
use crate::check::arn::Arn;
use crate::diagnostic::{Code, Report};
use crate::spec::{AccessEntry, Located};

/// With what no user name begins (EKS user guide, creating-access-entries).
const RESERVED: [&str; 5] = ["system:", "eks:", "aws:", "amazon:", "iam:"];

/// With what no group begins; only this one was seen to be refused.
const RESERVED_FOR_GROUPS: &str = "system:";

/// What the name of a session is written as.
const SESSIONS: [&str; 2] = ["{{SessionName}}", "{{SessionNameRaw}}"];

/// The type that people have, and an entry without one.
const STANDARD: &str = "STANDARD";

fn entries<'s>(subject: &Subject<'s>) -> &'s [Located<AccessEntry>] {
    let access = subject.cluster.access_config.as_ref().and_then(|access| access.access_entries.as_ref());
    access.map_or(&[], |list| &list.value)
}

fn kind(entry: &AccessEntry) -> &str {
    entry.kind.as_ref().map(|kind| kind.as_str()).filter(|kind| !kind.is_empty()).unwrap_or(STANDARD)
}

/// An entry is for a role or a user that lasts, and one of nodes for a role.
pub(super) fn principals(subject: &Subject<'_>, report: &mut Report) {
    for entry in entries(subject) {
        let Some(text) = &entry.principal_arn else { continue };
        let Some(arn) = Arn::parse(text) else { continue };
        let Some((what, help)) = problem(arn, kind(entry)) else { continue };
        report
            .raise(Code::AccessPrincipal, &text.at, format_args!("`{}` {what}", text.value))
            .arg("arn", &text.value)
            .arg("type", kind(entry))
            .help(help);
    }
}

fn problem(arn: Arn<'_>, kind: &str) -> Option<(&'static str, String)> {
    let role = |name: &str| {
        format!("name the role itself: `arn:{}:iam::{}:role/{name}`", arn.partition, arn.account)
    };
    if arn.service == "sts" {
        let name = arn.resource.split('/').nth(1).unwrap_or("NAME");
        return Some(("is a session, which ends", role(name)));
    }
    match arn.kind() {
        _ if arn.service != "iam" => Some(("is no principal of IAM", role("NAME"))),
        "role" if arn.resource.starts_with("role/aws-service-role/") => {
            let help = "the service that owns the role lets it in; take the entry out";
            Some(("is a service-linked role, and EKS makes no access entries for those", help.to_owned()))
        }
        "role" => None,
        "user" | "root" if kind == STANDARD => None,
        "user" | "root" => Some(("is no role, and nodes enter by roles alone", role("NAME"))),
        "group" => Some(("is a group, and groups of IAM are no principals", role("NAME"))),
        "instance-profile" => Some(("is an instance profile and not its role", role(arn.name()))),
        _ => Some(("is neither a role nor a user", role("NAME"))),
    }
}

/// A user name of one's own does not begin as EKS's do, and keeps sessions apart.
pub(super) fn user_names(subject: &Subject<'_>, report: &mut Report) {
    for entry in entries(subject) {
        let Some(name) = entry.kubernetes_username.as_ref().filter(|_| is_for_people(entry)) else {
            continue;
        };
        if let Some(prefix) = RESERVED.iter().find(|prefix| name.starts_with(**prefix)) {
            let found = report
                .raise(
                    Code::AccessReservedName,
                    &name.at,
                    format_args!("the user name `{}` begins with `{prefix}`, which is reserved", name.value),
                )
                .arg("name", &name.value);
            let help = "take another name, or leave it out: EKS makes one of the principal's ARN";
            found.arg("prefix", prefix).help(help);
        }
        let Some(session) = SESSIONS.iter().filter_map(|it| name.find(it)).min() else { continue };
        let before = name.get(..session).unwrap_or_default();
        if !before.contains(':') {
            let found = report
                .raise(
                    Code::AccessSessionName,
                    &name.at,
                    format_args!(
                        "the user name `{}` has no colon before the name of the session",
                        name.value
                    ),
                )
                .arg("name", &name.value);
            let repaired = format!(
                "{}:{}",
                before.trim_end_matches(['-', '_', '.']),
                name.get(session..).unwrap_or_default()
            );
            let title = format!("write `{repaired}`");
            let fixed = found.fix(title, name.at.span.as_ref(), &format!("\"{repaired}\""), false);
            fixed.help(format_args!("write `{repaired}`"));
        }
    }
}

/// Entries of nodes are refused such fields as a whole.
fn is_for_people(entry: &AccessEntry) -> bool {
    matches!(kind(entry), STANDARD | "EC2")
}

/// Groups of Kubernetes's own cannot be given by an entry.
pub(super) fn groups(subject: &Subject<'_>, report: &mut Report) {
    for entry in entries(subject).iter().filter(|entry| is_for_people(entry)) {
        for group in entry.kubernetes_groups.iter().flat_map(|list| &list.value) {
            if !group.starts_with(RESERVED_FOR_GROUPS) {
                continue;
            }
            let help = match group.as_str() {
                "system:masters" => "associate the policy `AmazonEKSClusterAdminPolicy` instead",
                "system:nodes" | "system:bootstrappers" => {
                    "give the entry the type `EC2_LINUX`, without groups"
                }
                _ => "take a group of your own, and bind it to the same role in the cluster",
            };
            report
                .raise(
                    Code::AccessReservedName,
                    &group.at,
                    format_args!(
                        "the group `{}` begins with `{RESERVED_FOR_GROUPS}`, which is reserved",
                        group.value
                    ),
                )
                .arg("name", &group.value)
                .arg("prefix", RESERVED_FOR_GROUPS)
                .help(help);
        }
    }
}

/// Access policies are those that EKS has, and of the partition of the region.
pub(super) fn policies(subject: &Subject<'_>, report: &mut Report) {
    let partition = super::arns::partition(subject);
    for policy in
        entries(subject).iter().flat_map(|entry| &entry.access_policies).flat_map(|list| &list.value)
    {
        let Some(text) = &policy.policy_arn else { continue };
        let Some(arn) = Arn::parse(text) else { continue };
        let Some(name) = arn.resource.strip_prefix("cluster-access-policy/") else { continue };
        if let Some(partition) = partition.filter(|partition| *partition != arn.partition) {
            let message = format!(
                "`{}` is of the partition `{}`, and the region is of `{partition}`",
                text.value, arn.partition
            );
            let repaired = format!("arn:{partition}:eks::aws:{}", arn.resource);
            let found = report.raise(Code::ArnPartition, &text.at, message).arg("arn", &text.value);
            let title = format!("write `{repaired}`");
            let help = format!("in this region it is `{repaired}`");
            found.arg("partition", partition).help(help).fix(title, text.at.span.as_ref(), &repaired, true);
        }
        match catalog::access_policy(name) {
            None => unknown(text, arn, name, report),
            Some(known) if known.service_linked => {
                report
                    .raise(
                        Code::AccessPolicyForService,
                        &text.at,
                        format_args!("`{name}` is for service-linked roles alone"),
                    )
                    .arg("policy", name)
                    .help("take one for people or workloads, as `AmazonEKSEditPolicy`");
            }
            Some(_) => {}
        }
    }
}

fn unknown(text: &Located<String>, arn: Arn<'_>, name: &str, report: &mut Report) {
    let found = report
        .raise(
            Code::AccessPolicyUnknown,
            &text.at,
            format_args!("the catalogue knows no access policy `{name}`"),
        )
        .arg("policy", name);
    let names = catalog::access_policies().iter().map(|known| known.name);
    let near = names.map(|known| (strsim::osa_distance(known, name), known)).min();
    match near.filter(|(distance, _)| name.len() <= 64 && distance * 3 <= name.len()) {
        Some((_, near)) => {
            let repaired = format!("arn:{}:eks::aws:cluster-access-policy/{near}", arn.partition);
            let title = format!("write `{near}`");
            found.help(format_args!("the nearest is `{near}`")).fix(
                title,
                text.at.span.as_ref(),
                &repaired,
                false,
            )
        }
        None => found.help("`aws eks list-access-policies` names all"),
    };
}

/// An entry without policies, groups and a name of its own.
pub(super) fn without_rights(subject: &Subject<'_>, report: &mut Report) {
    for entry in entries(subject).iter().filter(|entry| kind(entry) == STANDARD) {
        let given = entry.kubernetes_username.is_some()
            || entry.access_policies.as_ref().is_some_and(|list| !list.is_empty())
            || entry.kubernetes_groups.as_ref().is_some_and(|list| !list.is_empty());
        if given || !subject.is_read(&entry.at.path) {
            continue;
        }
        let Some(arn) = entry.principal_arn.as_ref().filter(|arn| !arn.is_empty()) else { continue };
        report
            .raise(
                Code::AccessEntryEmpty,
                &entry.at,
                format_args!("the access entry of `{}` allows nothing by itself", arn.value),
            )
            .arg("arn", &arn.value)
            .help("add `accessPolicies` or `kubernetesGroups`");
    }
}
