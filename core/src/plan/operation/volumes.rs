//! The volumes of a launch template.

use serde_json::{Value, json};

use crate::plan::draft::literal;
use crate::topology::compute::{NodeGroup, Volume};

/// `BlockDeviceMappings`: the root volume, then further ones.
pub(super) fn mappings(group: &NodeGroup) -> Value {
    group.volumes().map(|volume| mapping(group, volume)).collect()
}

fn mapping(group: &NodeGroup, volume: &Volume) -> Value {
    let mut ebs = json!({ "VolumeType": literal(&volume.kind) });
    let numbers = [("VolumeSize", volume.size_gib), ("Iops", volume.iops), ("Throughput", volume.throughput)];
    for (key, value) in numbers.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        ebs[key] = value.into();
    }
    if let Some(encrypted) = volume.encrypted {
        ebs["Encrypted"] = encrypted.into();
    }
    let texts = [("KmsKeyId", &volume.kms_key), ("SnapshotId", &volume.snapshot)];
    for (key, text) in texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?))) {
        ebs[key] = literal(text).into();
    }
    let device = volume.device.as_deref().unwrap_or(group.image.root_device);
    json!({ "DeviceName": literal(device), "Ebs": ebs })
}
