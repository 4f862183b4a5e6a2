//! Volumes of the nodes: what EBS sells, and what eksctl takes of it.

use super::group::{Group, is_on, written};
use crate::catalog::{self, VolumeType};
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::{Field, Located, Volume, items};

/// eksctl's size where none is written, in GiB.
pub(super) const SIZE_GIB: i64 = 80;

/// What eksctl asks of a `gp3` volume where nothing is written.
const GP3_IOPS: i64 = 3000;

/// Operations a second that carry one MiB a second of throughput.
const IOPS_PER_MIB: i64 = 4;

/// What is written about one volume.
struct Written<'s> {
    group: Group<'s>,
    kind: &'static VolumeType,
    at: &'s Place,
    kind_at: Option<&'s Place>,
    size: Option<&'s Located<i64>>,
    iops: Option<&'s Located<i64>>,
    throughput: Option<&'s Located<i64>>,
    encrypted: Option<&'s Located<bool>>,
    key: Option<&'s Located<String>>,
    /// It is the volume of the fields of the group itself, which eksctl looks at.
    is_first: bool,
}

/// Figures outside of what EBS sells, and keys without encryption.
pub(super) fn volumes(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    if group.template().is_some() {
        return;
    }
    look_at(of_group(subject, *group), report);
    for volume in items(&group.base.additional_volumes) {
        look_at(of_list(subject, *group, volume), report);
    }
}

fn look_at(volume: Option<Written<'_>>, report: &mut Report) {
    let Some(volume) = volume else { return };
    size(&volume, report);
    iops(&volume, report);
    throughput(&volume, report);
    key(&volume, report);
}

fn kind(
    subject: &Subject<'_>,
    group: &Group<'_>,
    field: &Field<crate::spec::VolumeType>,
) -> Option<&'static VolumeType> {
    let outpost = subject.cluster.outpost.is_some() || group.base.outpost_arn.is_some();
    let default = if outpost { "gp2" } else { "gp3" };
    catalog::volume_type(field.as_ref().map_or(default, |kind| kind.value.as_str()))
}

fn of_group<'s>(subject: &Subject<'s>, group: Group<'s>) -> Option<Written<'s>> {
    let base = group.base;
    Some(Written {
        group,
        kind: kind(subject, &group, &base.volume_type)?,
        at: group.at,
        kind_at: base.volume_type.as_ref().map(|kind| &kind.at),
        size: base.volume_size.as_ref(),
        iops: base.volume_iops.as_ref(),
        throughput: base.volume_throughput.as_ref(),
        encrypted: base.volume_encrypted.as_ref(),
        key: written(base.volume_kms_key_id.as_ref()),
        is_first: true,
    })
}

fn of_list<'s>(subject: &Subject<'s>, group: Group<'s>, volume: &'s Located<Volume>) -> Option<Written<'s>> {
    Some(Written {
        group,
        kind: kind(subject, &group, &volume.volume_type)?,
        at: &volume.at,
        kind_at: volume.volume_type.as_ref().map(|kind| &kind.at),
        size: volume.volume_size.as_ref(),
        iops: volume.volume_iops.as_ref(),
        throughput: volume.volume_throughput.as_ref(),
        encrypted: volume.volume_encrypted.as_ref(),
        key: written(volume.volume_kms_key_id.as_ref()),
        is_first: false,
    })
}

fn is_within(value: i64, (least, most): (u32, u32)) -> bool {
    (i64::from(least)..=i64::from(most)).contains(&value)
}

fn size(volume: &Written<'_>, report: &mut Report) {
    let (kind, bounds) = (volume.kind.name, volume.kind.size_gib);
    let (at, value) = match volume.size {
        Some(size) => (&size.at, size.value),
        None => (volume.kind_at.unwrap_or(volume.at), SIZE_GIB),
    };
    // What cannot be a root at all is found there.
    let is_other = volume.size.is_none() && volume.is_first && !volume.group.is_bottlerocket();
    if !is_other && !is_within(value, bounds) {
        let message = format!(
            "a volume of node group `{}` has {value} GiB, and `{kind}` has other sizes",
            volume.group.name()
        );
        let finding = volume.group.raise(report, Code::ComputeVolume, at, message);
        finding
            .arg("size", &value.to_string())
            .help(format_args!("write a `volumeSize` from {} to {}", bounds.0, bounds.1));
    }
}

fn iops(volume: &Written<'_>, report: &mut Report) {
    let Some(iops) = volume.iops else { return };
    let (kind, name) = (volume.kind, volume.group.name());
    let push = |report: &mut Report, code: Code, message: String, help: String| {
        let finding = volume.group.raise(report, code, &iops.at, message);
        finding.arg("iops", &iops.value.to_string()).help(help);
    };
    let Some(bounds) = kind.iops else {
        let message = format!("a `{}` volume of node group `{name}` takes no `volumeIOPS`", kind.name);
        return push(
            report,
            Code::ComputeVolume,
            message,
            "remove it, or choose `gp3`, `io1` or `io2`".to_owned(),
        );
    };
    let size = volume.size.map_or(SIZE_GIB, |size| size.value).max(0);
    let most = kind.iops_per_gib.map(|each| size.saturating_mul(i64::from(each)).max(i64::from(bounds.0)));
    if !is_within(iops.value, bounds) {
        let message = format!(
            "`volumeIOPS` of node group `{name}` is {}, and `{}` has other figures",
            iops.value, kind.name
        );
        push(
            report,
            Code::ComputeVolume,
            message,
            format!("write a number from {} to {}", bounds.0, bounds.1),
        );
    } else if let Some(most) = most.filter(|&most| iops.value > most) {
        let message = format!(
            "`volumeIOPS` of node group `{name}` is {}, and {size} GiB of `{}` carry {most}",
            iops.value, kind.name
        );
        let each = i64::from(kind.iops_per_gib.unwrap_or(1)).max(1);
        let needed = iops.value.saturating_add(each - 1) / each;
        push(
            report,
            Code::ComputeVolume,
            message,
            format!("write `volumeSize: {needed}` or more, or {most} operations"),
        );
    } else if let Some(most) = eksctl(volume, kind.eksctl_max_iops).filter(|&most| iops.value > most) {
        let message =
            format!("`volumeIOPS` of node group `{name}` is {}, and eksctl takes {most}", iops.value);
        push(report, Code::ComputeVolumeBound, message, format!("write {most}, or `volumeType: io2`"));
    }
}

/// A bound of eksctl's, which looks at the fields of the group alone.
fn eksctl(volume: &Written<'_>, bound: Option<u32>) -> Option<i64> {
    bound.filter(|_| volume.is_first).map(i64::from)
}

fn throughput(volume: &Written<'_>, report: &mut Report) {
    let Some(throughput) = volume.throughput else { return };
    let (kind, name, value) = (volume.kind, volume.group.name(), throughput.value);
    let push = |report: &mut Report, code: Code, message: String, help: String| {
        let finding = volume.group.raise(report, code, &throughput.at, message);
        finding.arg("throughput", &value.to_string()).help(help);
    };
    let Some(bounds) = kind.throughput else {
        let message = format!("a `{}` volume of node group `{name}` takes no `volumeThroughput`", kind.name);
        return push(report, Code::ComputeVolume, message, "remove it, or choose `gp3`".to_owned());
    };
    let iops = volume.iops.map_or(GP3_IOPS, |iops| iops.value);
    if !is_within(value, bounds) {
        let message = format!(
            "`volumeThroughput` of node group `{name}` is {value} MiB/s, and `{}` has other figures",
            kind.name
        );
        push(
            report,
            Code::ComputeVolume,
            message,
            format!("write a number from {} to {}", bounds.0, bounds.1),
        );
    } else if let Some(most) = eksctl(volume, kind.eksctl_max_throughput).filter(|&most| value > most) {
        let message =
            format!("`volumeThroughput` of node group `{name}` is {value} MiB/s, and eksctl takes {most}");
        push(report, Code::ComputeVolumeBound, message, format!("write {most} or less"));
    } else if value > iops / IOPS_PER_MIB && value > i64::from(bounds.0) {
        let message = format!(
            "{iops} operations a second carry {} MiB/s, and `volumeThroughput` of node group `{name}` is {value}",
            iops / IOPS_PER_MIB
        );
        let needed = value.saturating_mul(IOPS_PER_MIB);
        push(report, Code::ComputeVolume, message, format!("write `volumeIOPS: {needed}` or more"));
    }
}

fn key(volume: &Written<'_>, report: &mut Report) {
    let Some(key) = volume.key.filter(|_| !is_on(volume.encrypted)) else { return };
    let message = format!(
        "`volumeKmsKeyID` of node group `{}` is the key of a volume that is not encrypted",
        volume.group.name()
    );
    volume
        .group
        .raise(report, Code::ComputeVolumeKey, &key.at, message)
        .label(volume.encrypted.map(|off| &off.at), "switched off here")
        .help("write `volumeEncrypted: true` beside it");
}
