//! What stands beside a launch template of the user's own.

use super::group::{Group, is_on, written};
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::{Field, Located, NodeGroupBase};

/// Fields that would have to go into the launch template.
pub(super) fn beside(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(template) = group.template() else { return };
    for (field, at) in fields(group.base).into_iter().flatten() {
        let finding = group
            .raise(
                report,
                Code::ComputeOwnTemplate,
                at,
                format_args!("`{field}` of node group `{}` stands beside a launch template", group.name()),
            )
            .arg("field", field)
            .label(template, "the launch template is named here");
        match field {
            "instanceType" => finding.help("write it as `instanceTypes`, or put it into the launch template"),
            _ => finding.help("put it into the launch template, and remove it here"),
        };
    }
}

/// The fields that eksctl would write into a launch template, where they are written.
fn fields(base: &NodeGroupBase) -> [Option<(&'static str, &Place)>; 15] {
    let ssh = base.ssh.as_ref();
    let keys = ssh.map(|ssh| [&ssh.public_key, &ssh.public_key_name, &ssh.public_key_path]);
    let key = keys.into_iter().flatten().find_map(|key| written(key.as_ref()));
    let allowed = ssh.and_then(|ssh| ssh.allow.as_ref());
    let ssh_at = match allowed {
        Some(allow) => allow.value.then_some(&allow.at),
        None => key.map(|key| &key.at),
    };
    let sources = ssh.and_then(|ssh| ssh.source_security_group_ids.as_ref());
    let attached = base.security_groups.as_ref().and_then(|groups| groups.attach_ids.as_ref());
    let session = ssh.and_then(|ssh| ssh.enable_ssm.as_ref()).filter(|session| session.value);
    [
        ("instanceType", text(&base.instance_type)),
        ("ami", text(&base.ami)),
        ("ssh", ssh_at),
        ("ssh.enableSsm", session.map(|session| &session.at)),
        ("ssh.sourceSecurityGroupIds", sources.filter(|list| !list.value.is_empty()).map(|list| &list.at)),
        ("securityGroups.attachIDs", attached.filter(|list| !list.value.is_empty()).map(|list| &list.at)),
        ("volumeSize", base.volume_size.as_ref().map(|size| &size.at)),
        ("instanceName", text(&base.instance_name)),
        ("instancePrefix", text(&base.instance_prefix)),
        (
            "maxPodsPerNode",
            base.max_pods_per_node.as_ref().filter(|pods| pods.value != 0).map(|pods| &pods.at),
        ),
        ("disableIMDSv1", base.disable_imds_v1.as_ref().filter(|off| !off.value).map(|off| &off.at)),
        ("disablePodIMDS", base.disable_pod_imds.as_ref().filter(|on| is_on(Some(on))).map(|on| &on.at)),
        (
            "preBootstrapCommands",
            base.pre_bootstrap_commands.as_ref().filter(|list| !list.value.is_empty()).map(|list| &list.at),
        ),
        ("overrideBootstrapCommand", base.override_bootstrap_command.as_ref().map(|text| &text.at)),
        ("placement", base.placement.as_ref().map(|placement| &placement.at)),
    ]
    .map(|(name, at)| Some((name, at?)))
}

fn text(field: &Field<String>) -> Option<&Place> {
    written(field.as_ref()).map(|text| &text.at)
}

/// eksctl takes a number alone.
pub(super) fn version(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let template = group.managed.and_then(|managed| managed.launch_template.as_ref());
    let Some(version): Option<&Located<String>> = template.and_then(|template| template.version.as_ref())
    else {
        return;
    };
    if version.parse::<i64>().is_ok_and(|number| number >= 1) {
        return;
    }
    group
        .raise(
            report,
            Code::FieldValue,
            &version.at,
            format_args!(
                "`{}` of node group `{}` is no version of a launch template",
                version.value,
                group.name()
            ),
        )
        .arg("version", &version.value)
        .refused_by("eksctl")
        .help("write its number, as `\"1\"`, or leave it out for the default version");
}
