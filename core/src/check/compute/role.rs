//! Roles of nodes, and what pods get of them.

use super::group::{Group, is_on, written};
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::{Located, NodeGroupAddOnPolicies, NodeGroupIam, items};

/// Rights that are asked for a role that stands already.
pub(super) fn beside(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(iam) = &group.base.iam else { return };
    let profile = written(iam.instance_profile_arn.as_ref()).filter(|_| group.own.is_some());
    let role = written(iam.instance_role_arn.as_ref());
    let (named, by) = match (role, profile) {
        (Some(role), _) => (role, "instanceRoleARN"),
        (None, Some(profile)) => (profile, "instanceProfileARN"),
        (None, None) => return,
    };
    for (field, at) in rights(iam).into_iter().flatten() {
        group
            .raise(
                report,
                Code::ComputeRole,
                at,
                format_args!(
                    "`{field}` of node group `{}` is for a role that is made, and `{by}` names one",
                    group.name()
                ),
            )
            .arg("field", field)
            .label(&named.at, format_args!("`{by}` stands here"))
            .help(format_args!("give the role this itself, or leave `{by}` out"));
    }
}

fn rights(iam: &NodeGroupIam) -> [Option<(&'static str, &Place)>; 5] {
    let arns = iam.attach_policy_arns.as_ref().filter(|arns| !arns.value.is_empty());
    let switch = iam.with_addon_policies.as_ref().and_then(|policies| on(policies));
    [
        ("instanceRoleName", written(iam.instance_role_name.as_ref()).map(|name| &name.at)),
        ("attachPolicy", iam.attach_policy.as_ref().map(|policy| &policy.at)),
        ("attachPolicyARNs", arns.map(|arns| &arns.at)),
        (
            "instanceRolePermissionsBoundary",
            written(iam.instance_role_permissions_boundary.as_ref()).map(|it| &it.at),
        ),
        ("withAddonPolicies", switch.map(|(_, at)| at)),
    ]
    .map(|(name, at)| Some((name, at?)))
}

/// The first policy that is switched on.
fn on(policies: &NodeGroupAddOnPolicies) -> Option<(&'static str, &Place)> {
    let all = [
        ("albIngress", &policies.alb_ingress),
        ("appMesh", &policies.app_mesh),
        ("appMeshPreview", &policies.app_mesh_preview),
        ("autoScaler", &policies.auto_scaler),
        ("awsLoadBalancerController", &policies.aws_load_balancer_controller),
        ("certManager", &policies.cert_manager),
        ("cloudWatch", &policies.cloud_watch),
        ("ebs", &policies.ebs),
        ("efs", &policies.efs),
        ("externalDNS", &policies.external_dns),
        ("fsx", &policies.fsx),
        ("imageBuilder", &policies.image_builder),
        ("xRay", &policies.x_ray),
    ];
    let mut all = all.into_iter().filter_map(|(name, it)| Some((name, it.as_ref().filter(|it| it.value)?)));
    all.next().map(|(name, switch)| (name, &switch.at))
}

/// Pods that are kept from the metadata service get no rights of their node.
pub(super) fn metadata(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(off) = group.base.disable_pod_imds.as_ref().filter(|off| off.value) else { return };
    let policies = group.base.iam.as_ref().and_then(|iam| iam.with_addon_policies.as_ref());
    let Some((policy, at)) = policies.and_then(|policies| on(policies)) else { return };
    group
        .raise(
            report,
            Code::ComputeMetadata,
            at,
            format_args!("pods of node group `{}` cannot reach the rights of `{policy}`", group.name()),
        )
        .arg("policy", policy)
        .label(&off.at, "pods are kept from the metadata service here")
        .help("give the pods a role with `iam.podIdentityAssociations`, or remove `disablePodIMDS`");
}

/// ARNs that are none.
pub(super) fn arns(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(iam) = &group.base.iam else { return };
    let policies = items(&iam.attach_policy_arns);
    for policy in policies.iter().filter(|policy| !policy.is_empty()) {
        check(group, policy, "policy", report);
    }
    if let Some(role) = written(iam.instance_role_arn.as_ref()) {
        check(group, role, "role", report);
    }
    if let Some(profile) = written(iam.instance_profile_arn.as_ref()) {
        check(group, profile, "instance-profile", report);
    }
}

/// A list of policies replaces those that eksctl gives to nodes; of AWS's own, two let a node join.
pub(super) fn joining(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(iam) = &group.base.iam else { return };
    let Some(arns) = iam.attach_policy_arns.as_ref().filter(|_| iam.attach_policy.is_none()) else {
        return;
    };
    let names: Vec<&str> =
        arns.value.iter().filter_map(|arn| arn.rsplit_once(":aws:policy/")).map(|it| it.1).collect();
    // What a policy of the user's own allows is not known, nor is everything that AWS's broad ones allow.
    let known = names.len() == arns.value.len() && names.iter().all(|name| is_narrow(name));
    if names.is_empty()
        || !known
        || names.iter().any(|name| catalog::words("nodeJoiningPolicies").contains(name))
    {
        return;
    }
    group
        .raise(
            report,
            Code::ComputeNodePolicy,
            &arns.at,
            format_args!(
                "nothing in `attachPolicyARNs` lets the nodes of `{}` join the cluster",
                group.name()
            ),
        )
        .help("add `arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy`: the list replaces what eksctl gives");
}

/// True for a policy about one thing, as those of add-ons and registries.
fn is_narrow(name: &str) -> bool {
    let name = name.strip_prefix("service-role/").unwrap_or(name);
    catalog::words("policiesAboutOneThing").iter().any(|start| name.starts_with(start))
}

fn check(group: &Group<'_>, arn: &Located<String>, resource: &str, report: &mut Report) {
    let mut parts = arn.splitn(6, ':');
    let head = [parts.next(), parts.next(), parts.next()];
    let is_iam = matches!(head, [Some("arn"), Some(partition), Some("iam")] if !partition.is_empty());
    let is_it =
        parts.nth(2).and_then(|rest| rest.strip_prefix(resource)).is_some_and(|rest| rest.starts_with('/'));
    if !is_iam || !is_it {
        let what = if resource == "policy" { "a policy" } else { "what the nodes take" };
        group
            .raise(
                report,
                Code::FieldValue,
                &arn.at,
                format_args!("`{}` of node group `{}` is no ARN of {what}", arn.value, group.name()),
            )
            .arg("arn", &arn.value)
            .help(format_args!("write it as `arn:aws:iam::111122223333:{resource}/NAME`"));
    }
}

/// What a managed group has no field for.
pub(super) fn managed(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    if group.managed.is_none() {
        return;
    }
    let Some(groups) = &group.base.security_groups else { return };
    for (field, switch) in [("withLocal", &groups.with_local), ("withShared", &groups.with_shared)] {
        let Some(switch) = switch.as_ref().filter(|it| is_on(Some(it))) else { continue };
        group
            .raise(
                report,
                Code::ComputeNotManaged,
                &switch.at,
                format_args!("managed node group `{}` has no security group for `{field}`", group.name()),
            )
            .arg("field", field)
            .help("remove it: nodes carry the cluster security group, and those of `attachIDs`");
    }
}
