//! Dated, sourced facts about EKS. The tables are written by `cargo xtask codegen` from `core/data/*.toml`;
//! every row of the data names its source, and what no source says is absent or `Unknown`.

mod add_on;
mod ami;
mod date;
mod device_plugin;
mod duration;
mod endpoint;
#[rustfmt::skip]
mod generated;
mod iam;
mod instance;
mod list;
mod node_pool;
mod offline;
mod quota;
pub mod reason;
mod region;
mod release;
mod version;
mod volume;
mod workload;

pub use add_on::{AddOn, AddOnIam, AddOnOwner, ComputeKind, add_on, add_ons};
pub use ami::{AmiFamily, Os, ami_families, ami_family, image_parameter};
pub use date::{Date, ParseDateError};
pub use device_plugin::{DevicePlugin, ImageAccount, device_plugins, image_account};
pub use duration::{Basis, Duration, duration, durations};
pub use endpoint::{EndpointService, endpoint_service, endpoint_service_name, endpoint_services};
pub use iam::{
    AccessPolicy, InlinePolicy, PolicyScope, Role, ServiceGrant, WellKnownPolicy, access_policies,
    access_policy, role, roles, service_grant, service_grants, well_known_policies, well_known_policy,
};
pub use instance::{Architecture, GpuManufacturer, Hypervisor, InstanceType, instance_type, instance_types};
pub use list::{List, lists, words};
pub use node_pool::{NodePool, node_pool, node_pools};
pub use offline::{Asks, Offline, offline};
pub use quota::{Quota, quota, quotas};
pub use reason::{Reason, reason};
pub use region::{Partition, Region, Zone, partition, partitions, region, regions};
pub use release::{
    KubernetesRelease, Support, default_kubernetes_version, kubernetes_release, kubernetes_releases,
    latest_kubernetes_version, support,
};
pub use version::{KubernetesVersion, ParseVersionError};
pub use volume::{VolumeType, volume_type, volume_types};
pub use workload::{Workload, WorkloadSet, workload, workload_set, workload_sets, workloads};

/// A short hash of the data files: two catalogs with the same revision hold the same facts.
pub const REVISION: &str = generated::REVISION;

/// The newest day on which a data file was read from its sources.
pub const DATE: Date = generated::DATE;

/// The row with this key in a table sorted by key.
fn find<'a, T>(rows: &'a [T], key: &str, of: impl Fn(&T) -> &str) -> Option<&'a T> {
    rows.binary_search_by(|row| of(row).cmp(key)).ok().and_then(|at| rows.get(at))
}

#[cfg(test)]
mod tests;
