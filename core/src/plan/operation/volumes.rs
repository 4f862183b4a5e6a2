//! The volumes of a launch template.

use serde_json::Value;

use crate::document::json::Object;
use crate::topology::compute::{NodeGroup, Volume};

/// `BlockDeviceMappings`: the root volume, then further ones.
pub(super) fn mappings(group: &NodeGroup) -> Value {
    let mut mappings = Vec::new();
    for volume in group.volumes() {
        mappings.push(mapping(group, volume));
    }
    Value::Array(mappings)
}

fn mapping(group: &NodeGroup, volume: &Volume) -> Value {
    let ebs = Object::new()
        .literal("VolumeType", &volume.kind)
        .with("VolumeSize", volume.size_gib)
        .with("Iops", volume.iops)
        .with("Throughput", volume.throughput)
        .with("Encrypted", volume.encrypted)
        .literal_option("KmsKeyId", &volume.kms_key)
        .literal_option("SnapshotId", &volume.snapshot)
        .known();
    let device = volume.device.as_deref().unwrap_or(group.image.root_device);
    Object::new().literal("DeviceName", device).with("Ebs", ebs).into()
}
