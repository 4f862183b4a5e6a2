//! The role of nodes.

use super::node_group::Written;
use crate::catalog::PolicyScope;
use crate::diagnostic::Code;
use crate::topology::Origin;
use crate::topology::lower::context::{Context, copied};
use crate::topology::lower::named::written;
use crate::topology::lower::policies::Policies;
use crate::topology::lower::roles::{self, NewRole};
use crate::topology::role::Role;

/// The role of the nodes, and the instance profile if one stands already.
pub(super) fn choose(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    group: &Written<'_>,
) -> (Option<usize>, Option<String>) {
    let self_managed = group.self_managed().is_some();
    let purpose = format!("the role of node group {}", group.name);
    let iam = group.iam();
    let mut profile = written(iam.and_then(|iam| iam.instance_profile_arn.as_ref()));
    if let Some(arn) = profile.filter(|_| !self_managed) {
        cx.refuse_as(
            Code::ComputeNotManaged,
            &arn.at,
            format_args!("managed node group `{}` cannot take an instance profile", group.name),
            "write `instanceRoleARN`: EKS makes the profile for it",
        );
        profile = None;
    }
    if let Some(arn) = written(iam.and_then(|iam| iam.instance_role_arn.as_ref())) {
        let role = roles::existing(roles, arn, &purpose);
        if let Some(role) = roles.get_mut(role).filter(|_| self_managed && profile.is_none()) {
            role.instance_profile = true;
        }
        return (Some(role), copied(profile));
    }
    if let Some(arn) = profile {
        let name = roles::last_part(arn);
        cx.unknown(
            format_args!("role of instance profile {name}"),
            format_args!("only IAM knows it, and the nodes of `{}` must be let in by it", group.name),
            Some(format!("aws iam get-instance-profile --instance-profile-name {name}")),
            true,
        );
        return (None, Some(arn.value.clone()));
    }
    let policies = policies(cx, group);
    let (name, trust) = (format!("node-group.{}", group.name), roles::service(cx, "node"));
    let mut role = NewRole::new(name, purpose, trust, policies, Origin::field(group.at));
    role.role_name = iam.and_then(|iam| iam.instance_role_name.as_ref());
    role.boundary = iam.and_then(|iam| iam.instance_role_permissions_boundary.as_ref());
    role.instance_profile = self_managed;
    (Some(role.add(cx, roles)), None)
}

/// The user's list replaces the defaults; documents and switches come on top.
fn policies(cx: &mut Context<'_>, group: &Written<'_>) -> Policies {
    let mut policies = Policies::default();
    let iam = group.iam();
    let chosen = iam.and_then(|iam| iam.attach_policy_arns.as_ref()).filter(|arns| !arns.value.is_empty());
    if chosen.is_some() {
        policies.by_arns(cx, chosen);
    } else {
        let with_oidc =
            cx.spec.iam.as_ref().and_then(|iam| iam.with_oidc.as_ref()).is_some_and(|it| it.value);
        policies.of_catalog(if with_oidc { "node" } else { "node.cni" }, &Origin::default_value());
    }
    policies.document(iam.and_then(|iam| iam.attach_policy.as_ref()), None);
    let Some(it) = iam.and_then(|iam| iam.with_addon_policies.as_ref()) else { return policies };
    let switches = [
        ("albIngress", &it.alb_ingress),
        ("appMesh", &it.app_mesh),
        ("appMeshPreview", &it.app_mesh_preview),
        ("autoScaler", &it.auto_scaler),
        ("awsLoadBalancerController", &it.aws_load_balancer_controller),
        ("certManager", &it.cert_manager),
        ("cloudWatch", &it.cloud_watch),
        ("ebs", &it.ebs),
        ("efs", &it.efs),
        ("externalDNS", &it.external_dns),
        ("fsx", &it.fsx),
        ("imageBuilder", &it.image_builder),
        ("xRay", &it.x_ray),
    ];
    policies.of_switches(cx, PolicyScope::NodeGroup, &switches);
    policies
}
