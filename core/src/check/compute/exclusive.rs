//! Fields that answer one question.

use super::group::{Group, is_on, written};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// Several sources of the key for SSH. eksctl refuses them for groups of its own, and takes the first of managed ones.
pub(super) fn ssh_keys(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(ssh) = &group.base.ssh else { return };
    let keys = [
        ("publicKeyName", &ssh.public_key_name),
        ("publicKey", &ssh.public_key),
        ("publicKeyPath", &ssh.public_key_path),
    ];
    let mut keys = keys.into_iter().filter_map(|(name, key)| Some((name, written(key.as_ref())?)));
    let Some((first, taken)) = keys.next() else { return };
    let Some((field, second)) = keys.next() else { return };
    let name = group.name();
    let finding = match group.managed {
        None => {
            let message = format!("node group `{name}` has `{first}` and `{field}`, two keys for SSH");
            group.raise(report, Code::ComputeTwoFields, &second.at, message).help("keep one of the two")
        }
        Some(_) => {
            let message = format!("`{field}` of node group `{name}` has no effect: `{first}` is taken");
            group.raise(report, Code::ComputeFieldIgnored, &second.at, message).help("remove it")
        }
    };
    finding.arg("field", field).label(&taken.at, format_args!("`{first}` stands here"));
}

/// The old name of a policy, alone or beside the new one.
pub(super) fn load_balancer_policies(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let policies = group.base.iam.as_ref().and_then(|iam| iam.with_addon_policies.as_ref());
    let Some(policies) = policies else { return };
    let Some(old) = policies.alb_ingress.as_ref().filter(|old| old.value) else { return };
    let new = policies.aws_load_balancer_controller.as_ref().filter(|new| new.value);
    let name = group.name();
    let finding = match new {
        Some(new) if group.own.is_some() => {
            let message = format!(
                "node group `{name}` has `albIngress` and `awsLoadBalancerController`, which are one policy"
            );
            group
                .raise(report, Code::ComputeTwoFields, &old.at, message)
                .label(&new.at, "the new name stands here")
                .help("remove `albIngress`")
        }
        _ => {
            let message = format!("`albIngress` of node group `{name}` is an old name");
            group
                .raise(report, Code::ComputeDeprecated, &old.at, message)
                .help("write `awsLoadBalancerController`")
        }
    };
    finding.arg("field", "albIngress");
}

/// The agent of Systems Manager is part of the images.
pub(super) fn session_manager(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    if group.template().is_some() {
        return;
    }
    let switch = group.base.ssh.as_ref().and_then(|ssh| ssh.enable_ssm.as_ref());
    // Beside an AMI of the user's it is refused.
    let is_taken = group.managed.is_none() || group.ami().is_none();
    if let Some(switch) = switch.filter(|switch| is_on(Some(switch)) && is_taken) {
        group
            .raise(
                report,
                Code::ComputeDeprecated,
                &switch.at,
                format_args!("`enableSsm` of node group `{}` says what is so anyway", group.name()),
            )
            .arg("field", "enableSsm")
            .help("remove it: the agent is part of the images of EKS");
    }
}
