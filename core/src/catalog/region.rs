//! Partitions, regions and zones.

use super::find;
use super::generated::partitions::PARTITIONS;
use super::generated::regions::REGIONS;

/// A partition of AWS: a set of regions with their own names and accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    /// The name in ARNs, such as `aws-cn`.
    pub name: &'static str,
    /// The domain of its services.
    pub dns_suffix: &'static str,
    /// What stands before the region in the names of some endpoint services; `None` where unknown.
    pub endpoint_prefix: Option<&'static str>,
    /// The same for the few services that have yet another one.
    pub alternate_prefix: Option<&'static str>,
    /// How roles for instances name EC2, where it is not `ec2.amazonaws.com`.
    pub ec2_principal: Option<&'static str>,
}

/// A region in which EKS has an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The name, such as `us-west-2`.
    pub name: &'static str,
    /// The partition's name.
    pub partition: &'static str,
    /// The domain of its services.
    pub dns_suffix: &'static str,
    /// Its availability zones by id; empty where none is known.
    pub zones: &'static [Zone],
    /// eksctl supports the region.
    pub eksctl: bool,
    /// eksctl installs metrics-server here by default.
    pub metrics_server_default: bool,
}

/// An availability zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    /// The id, which means the same zone in every account, such as `use1-az1`.
    pub id: &'static str,
    /// The name in one sample account, such as `us-east-1a`; empty where only the id was seen.
    pub name: &'static str,
    /// A subnet for the control plane may be here.
    pub control_plane: bool,
    /// Fargate runs here, as far as is known.
    pub fargate: bool,
    /// The id follows the pattern of the other regions; nobody looked it up.
    pub computed: bool,
}

/// All regions, by name.
pub fn regions() -> &'static [Region] {
    REGIONS
}

/// The region with this name.
pub fn region(name: &str) -> Option<&'static Region> {
    find(REGIONS, name, |row| row.name)
}

/// All partitions, by name.
pub fn partitions() -> &'static [Partition] {
    PARTITIONS
}

/// The partition with this name.
pub fn partition(name: &str) -> Option<&'static Partition> {
    find(PARTITIONS, name, |row| row.name)
}
