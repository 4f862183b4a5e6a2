//! The volume that the fields of a group describe.

use super::group::{Group, written};
use super::volumes::SIZE_GIB;
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// Magnetic volumes hold no root. That of Bottlerocket is another than the one which the fields describe.
pub(super) fn root(_: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    if group.template().is_some() {
        return;
    }
    let Some(kind) = &group.base.volume_type else { return };
    let boots = catalog::volume_type(kind.value.as_str()).is_none_or(|kind| kind.boots);
    let named = written(group.base.volume_name.as_ref());
    let is_root =
        named.is_none_or(|name| group.family().is_some_and(|family| family.root_device == name.value));
    if !boots && is_root && !group.is_bottlerocket() {
        group
            .raise(
                report,
                Code::ComputeVolume,
                &kind.at,
                format_args!(
                    "nodes of `{}` cannot start from a `{}` volume",
                    group.name(),
                    kind.value.as_str()
                ),
            )
            .help("write `gp3`; a volume of this type goes into `additionalVolumes`");
    }
}

/// eksctl looks at these fields before it fills in its default size: of its own groups always, of managed ones where a
/// launch template leaves the size out.
pub(super) fn unsized_volume(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let base = group.base;
    let has_default = group.managed.is_some() && group.template().is_none();
    if has_default || !subject.lacks(group.at, "volumeSize", &base.volume_size) {
        return;
    }
    let name = written(base.volume_name.as_ref()).map(|name| ("volumeName", &name.at));
    let encrypted =
        base.volume_encrypted.as_ref().filter(|it| it.value).map(|it| ("volumeEncrypted", &it.at));
    let key = written(base.volume_kms_key_id.as_ref()).map(|key| ("volumeKmsKeyID", &key.at));
    if let Some((field, at)) = name.or(encrypted).or(key) {
        let finding = group
            .raise(
                report,
                Code::ComputeVolumeNoSize,
                at,
                format_args!("`{field}` of node group `{}` stands without `volumeSize`", group.name()),
            )
            .arg("field", field);
        match group.template() {
            Some(template) => {
                finding.label(template, "the launch template says what the volume is").help("remove it")
            }
            None => finding
                .help(format_args!("write `volumeSize: {SIZE_GIB}`, which eksctl takes by itself otherwise")),
        };
    }
}
