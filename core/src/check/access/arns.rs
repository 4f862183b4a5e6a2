//! ARNs: their shape, their partition, and the kind of thing that they name.

use crate::catalog;
use crate::check::Subject;
use crate::check::arn::Arn;
use crate::diagnostic::{Code, Report};
use crate::spec::{ClusterConfig, Field, Located};

/// What a field asks for: how people call it, and how the resource begins. Other rules look at what has no beginning.
#[derive(Clone, Copy)]
struct Wanted {
    called: &'static str,
    kind: &'static str,
}

const ROLE: Wanted = Wanted { called: "a role", kind: "role" };
const POLICY: Wanted = Wanted { called: "a policy", kind: "policy" };
const ANYTHING: Wanted = Wanted { called: "a role or a user", kind: "" };

/// Each ARN of IAM is one, is of the partition of the region, and names what the field asks for.
pub(super) fn partitions_and_kinds(subject: &Subject<'_>, report: &mut Report) {
    let partition = partition(subject);
    each(subject.cluster, &mut |text, wanted| {
        let Some(arn) = Arn::parse(text) else {
            shapeless(report, text, wanted, partition);
            return;
        };
        if let Some(partition) = partition.filter(|partition| *partition != arn.partition) {
            of_other_partition(report, text, arn, partition);
        }
        let fits = wanted.kind.is_empty() || arn.service == "iam" && arn.kind() == wanted.kind;
        if !fits {
            of_other_kind(report, text, arn, wanted);
        }
    });
}

/// The partition of the region, if it is known for certain.
pub(in crate::check) fn partition<'s>(subject: &Subject<'s>) -> Option<&'s str> {
    if let Some(partition) = &subject.config.partition {
        return Some(&partition.value);
    }
    let region = subject.cluster.metadata.as_ref().and_then(|metadata| metadata.region.as_ref())?;
    catalog::region(region).map(|region| region.partition)
}

fn shapeless(report: &mut Report, text: &Located<String>, wanted: Wanted, partition: Option<&str>) {
    let kind = if wanted.kind.is_empty() { "role" } else { wanted.kind };
    let name = text.rsplit(['/', ':']).next().filter(|name| !name.is_empty()).unwrap_or("NAME");
    let example = format!("arn:{}:iam::ACCOUNT:{kind}/{name}", partition.unwrap_or("aws"));
    report
        .raise(Code::FieldValue, &text.at, format_args!("`{}` is not an ARN", text.value))
        .arg("value", &text.value)
        .arg("expected", wanted.called)
        .help(format_args!("write the ARN of {} in full, as `{example}`", wanted.called));
}

fn of_other_partition(report: &mut Report, text: &Located<String>, arn: Arn<'_>, partition: &str) {
    let message = format!(
        "`{}` is of the partition `{}`, and the region is of `{partition}`",
        text.value, arn.partition
    );
    let repaired = text.value.replacen(arn.partition, partition, 1);
    let title = format!("write `{repaired}`");
    // What AWS itself owns stands in each partition under the same name.
    let certain = arn.account == "aws";
    report
        .raise(Code::ArnPartition, &text.at, message)
        .arg("arn", &text.value)
        .arg("partition", partition)
        .help(format_args!("in this region it would be `{repaired}`"))
        .fix(title, text.at.span.as_ref(), &format!("\"{repaired}\""), certain);
}

fn of_other_kind(report: &mut Report, text: &Located<String>, arn: Arn<'_>, wanted: Wanted) {
    let message = format!("`{}` is not the ARN of {}", text.value, wanted.called);
    report
        .raise(Code::ArnKind, &text.at, message)
        .arg("arn", &text.value)
        .arg("expected", wanted.called)
        .help(format_args!(
            "ARNs of that kind end with `{}/NAME`, and this one with `{}`",
            wanted.kind, arn.resource
        ));
}

/// Visits the ARNs of IAM that a cluster names for itself and for its pods.
fn each<'s>(cluster: &'s ClusterConfig, visit: &mut dyn FnMut(&'s Located<String>, Wanted)) {
    let mut one = |field: &'s Field<String>, wanted| {
        if let Some(text) = field.as_ref().filter(|text| !text.is_empty()) {
            visit(text, wanted);
        }
    };
    let access = cluster.access_config.as_ref().and_then(|access| access.access_entries.as_ref());
    for entry in access.into_iter().flat_map(|list| &list.value) {
        one(&entry.principal_arn, ANYTHING);
    }
    for mapping in cluster.iam_identity_mappings.iter().flat_map(|list| &list.value) {
        one(&mapping.arn, ANYTHING);
    }
    if let Some(auto_mode) = &cluster.auto_mode_config {
        one(&auto_mode.node_role_arn, ROLE);
        one(&auto_mode.permissions_boundary_arn, POLICY);
    }
    let Some(iam) = &cluster.iam else { return };
    one(&iam.service_role_arn, ROLE);
    one(&iam.service_role_permissions_boundary, POLICY);
    one(&iam.fargate_pod_execution_role_arn, ROLE);
    one(&iam.fargate_pod_execution_role_permissions_boundary, POLICY);
    for account in iam.service_accounts.iter().flat_map(|list| &list.value) {
        one(&account.attach_role_arn, ROLE);
        one(&account.permissions_boundary, POLICY);
    }
    for association in iam.pod_identity_associations.iter().flat_map(|list| &list.value) {
        one(&association.role_arn, ROLE);
        one(&association.target_role_arn, ROLE);
        one(&association.permissions_boundary_arn, POLICY);
    }
    let of_accounts =
        iam.service_accounts.iter().flat_map(|list| &list.value).map(|it| &it.attach_policy_arns);
    let associations = iam.pod_identity_associations.iter().flat_map(|list| &list.value);
    let lists = of_accounts.chain(associations.map(|it| &it.permission_policy_arns));
    for policy in lists.flatten().flat_map(|list| &list.value).filter(|text| !text.is_empty()) {
        visit(policy, POLICY);
    }
}
