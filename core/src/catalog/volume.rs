//! Kinds of EBS volumes.

use super::find;
use super::generated::volume_types::VOLUME_TYPES;

/// A kind of volume. Ranges include both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VolumeType {
    /// The name, such as `gp3`.
    pub name: &'static str,
    /// How large it can be, in GiB.
    pub size_gib: (u32, u32),
    /// The operations a second that can be asked for; `None` if none can.
    pub iops: Option<(u32, u32)>,
    /// The most that can be asked for by size, above the least.
    pub iops_per_gib: Option<u32>,
    /// A bound of eksctl's that is lower than that of EBS.
    pub eksctl_max_iops: Option<u32>,
    /// The MiB a second that can be asked for; `None` if none can.
    pub throughput: Option<(u32, u32)>,
    /// A bound of eksctl's that is lower than that of EBS.
    pub eksctl_max_throughput: Option<u32>,
    /// It can hold the root of an instance.
    pub boots: bool,
}

/// All kinds of volumes, by name.
pub fn volume_types() -> &'static [VolumeType] {
    VOLUME_TYPES
}

/// The kind with this name.
pub fn volume_type(name: &str) -> Option<&'static VolumeType> {
    find(VOLUME_TYPES, name, |row| row.name)
}
