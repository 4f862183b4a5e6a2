//! Volumes of the nodes: the root volume, and further ones.

use super::node_group::Written;
use crate::diagnostic::Code;
use crate::spec::{Located, Volume as WrittenVolume, VolumeType, items};
use crate::topology::compute::{Bootstrap, Image, Volume};
use crate::topology::lower::context::{Context, owned};
use crate::topology::lower::named::filled;

/// eksctl's default size of a volume in GiB.
const SIZE_GIB: i64 = 80;

/// eksctl maps the volume that it sizes to the data disk of Bottlerocket.
const BOTTLEROCKET_DATA_DISK: &str = "/dev/xvdb";

/// The disk of Bottlerocket's system, which is encrypted with the data disk.
const BOTTLEROCKET_SYSTEM_DISK: &str = "/dev/xvda";

type Number = Option<Located<i64>>;

/// The members that the root volume and further ones share.
struct Members<'s> {
    size: &'s Number,
    kind: &'s Option<Located<VolumeType>>,
    iops: &'s Number,
    throughput: &'s Number,
    encrypted: &'s Option<Located<bool>>,
    kms_key: &'s Option<Located<String>>,
    name: &'s Option<Located<String>>,
}

/// The root volume with eksctl's defaults.
pub(super) fn root(cx: &mut Context<'_>, group: &Written<'_>, image: &Image) -> Volume {
    let base = group.base;
    let members = Members {
        size: &base.volume_size,
        kind: &base.volume_type,
        iops: &base.volume_iops,
        throughput: &base.volume_throughput,
        encrypted: &base.volume_encrypted,
        kms_key: &base.volume_kms_key_id,
        name: &base.volume_name,
    };
    let mut volume = lowered(cx, group, &members);
    if volume.device.is_none() && image.bootstrap == Bootstrap::Settings {
        volume.device = Some(BOTTLEROCKET_DATA_DISK.to_owned());
    }
    volume
}

/// Further volumes: those of the user, and the system disk of Bottlerocket if the data disk is encrypted.
pub(super) fn further(
    cx: &mut Context<'_>,
    group: &Written<'_>,
    image: &Image,
    root: &Volume,
) -> Vec<Volume> {
    let list = items(&group.base.additional_volumes);
    let mut devices = vec![root.device.clone().unwrap_or_else(|| image.root_device.to_owned())];
    let mut volumes = Vec::with_capacity(list.len());
    for written in list {
        let volume = further_one(cx, group, written);
        let Some(device) = &volume.device else {
            let found = cx
                .report
                .raise(
                    Code::FieldMissing,
                    &written.at,
                    format_args!("a further volume of node group `{}` has no device", group.name),
                )
                .arg("field", "volumeName");
            found.help("write `volumeName`, as `/dev/xvdc`; without it eksctl drops the volume");
            continue;
        };
        if devices.contains(device) {
            let at = written.volume_name.as_ref().map_or(&written.at, |name| &name.at);
            cx.refuse(
                at,
                format_args!("two volumes of node group `{}` are at `{device}`", group.name),
                "give each volume a device of its own; the later one is left out",
            );
            continue;
        }
        devices.push(device.clone());
        volumes.push(volume);
    }
    let is_named = filled(&group.base.volume_name).is_some();
    if image.bootstrap == Bootstrap::Settings && root.encrypted == Some(true) && !is_named {
        volumes.push(Volume {
            size_gib: None,
            kind: root.kind.clone(),
            iops: None,
            throughput: None,
            encrypted: root.encrypted,
            kms_key: root.kms_key.clone(),
            snapshot: None,
            device: Some(BOTTLEROCKET_SYSTEM_DISK.to_owned()),
        });
    }
    // The one that nobody sized is the system disk, which comes after what the user has put there.
    volumes
        .sort_unstable_by(|a, b| (&a.device, a.size_gib.is_none()).cmp(&(&b.device, b.size_gib.is_none())));
    volumes
}

fn further_one(cx: &mut Context<'_>, group: &Written<'_>, volume: &WrittenVolume) -> Volume {
    let members = Members {
        size: &volume.volume_size,
        kind: &volume.volume_type,
        iops: &volume.volume_iops,
        throughput: &volume.volume_throughput,
        encrypted: &volume.volume_encrypted,
        kms_key: &volume.volume_kms_key_id,
        name: &volume.volume_name,
    };
    let snapshot = owned(&volume.snapshot_id);
    Volume { snapshot, ..lowered(cx, group, &members) }
}

fn lowered(cx: &mut Context<'_>, group: &Written<'_>, members: &Members<'_>) -> Volume {
    let default = if group.outpost(cx).is_some() { "gp2" } else { "gp3" };
    let kind = members.kind.as_ref().map_or(default, |kind| kind.value.as_str());
    let (takes_iops, default_iops, takes_throughput) = match kind {
        "gp3" => (true, Some(3000), true),
        "io1" | "io2" => (true, Some(100), false),
        _ => (false, None, false),
    };
    let number = |field: &Number| field.as_ref().map(|field| field.value);
    Volume {
        size_gib: Some(number(members.size).filter(|&size| size > 0).unwrap_or(SIZE_GIB)),
        kind: kind.to_owned(),
        iops: if takes_iops { number(members.iops).or(default_iops) } else { None },
        throughput: if takes_throughput { number(members.throughput).or(Some(125)) } else { None },
        encrypted: members.encrypted.as_ref().map(|it| it.value),
        kms_key: owned(members.kms_key),
        snapshot: None,
        device: owned(members.name),
    }
}
