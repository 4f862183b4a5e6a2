//! Helm releases that have a name of their own here.

use super::generated::workloads::{WORKLOAD_SETS, WORKLOADS};
use super::{ComputeKind, Date, KubernetesVersion, find};

/// A Helm release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workload {
    /// The name, which is the release's too.
    pub name: &'static str,
    /// The chart.
    pub chart: &'static str,
    /// Where it comes from: an address, or `oci://` and a registry.
    pub repository: &'static str,
    /// The newest version that the source shows; `None` where it shows none.
    pub version: Option<&'static str>,
    /// The day of that version.
    pub read: Option<Date>,
    /// The namespace that it goes into.
    pub namespace: &'static str,
    /// It has pods.
    pub needs_capacity: bool,
    /// It has nothing but DaemonSets.
    pub daemon_set: bool,
    /// What its pods can run on.
    pub compute: &'static [ComputeKind],
    /// Keys of taints that its pods tolerate.
    pub tolerates: &'static [&'static str],
    /// Workloads or add-ons that must be there first.
    pub needs: &'static [&'static str],
    /// Workloads or add-ons that come first if they are there.
    pub after: &'static [&'static str],
    /// The service account that needs rights in AWS.
    pub account: Option<&'static str>,
    /// Where the chart is told about its service account.
    pub account_values: Option<&'static str>,
    /// The name of the well-known policy that it needs.
    pub policy: Option<&'static str>,
    /// TCP ports on which the control plane calls its pods.
    pub ports: &'static [u16],
    /// Services of type LoadBalancer that it makes.
    pub balancers: &'static [&'static str],
    /// Volumes that it claims.
    pub volumes: &'static [&'static str],
    /// Where the chart is told the storage class.
    pub class_values: Option<&'static str>,
    /// Keys of the endpoint services that it calls.
    pub endpoints: &'static [&'static str],
    /// Where its images come from.
    pub registries: &'static [&'static str],
    /// What the plan tells the chart, as JSON; `${cluster}`, `${region}` and `${vpc}` stand for what they say.
    pub values: Option<&'static str>,
    /// The same where the cluster has no way out.
    pub private_values: Option<&'static str>,
    /// Where the chart is told the version of its image, if that goes with the cluster's minor version.
    pub image_version: Option<&'static str>,
    /// API groups whose kinds need it to be there.
    pub groups: &'static [&'static str],
    /// The oldest version that goes with a Kubernetes version.
    pub least: &'static [(KubernetesVersion, &'static str)],
    /// Where this was read.
    pub source: &'static str,
}

/// A name for several workloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkloadSet {
    /// The name.
    pub name: &'static str,
    /// The workloads.
    pub of: &'static [&'static str],
    /// Why these.
    pub why: &'static str,
}

/// All workloads, by name.
pub fn workloads() -> &'static [Workload] {
    WORKLOADS
}

/// The workload with this name.
pub fn workload(name: &str) -> Option<&'static Workload> {
    find(WORKLOADS, name, |row| row.name)
}

/// All names for several workloads.
pub fn workload_sets() -> &'static [WorkloadSet] {
    WORKLOAD_SETS
}

/// The workloads that this name stands for.
pub fn workload_set(name: &str) -> Option<&'static WorkloadSet> {
    find(WORKLOAD_SETS, name, |row| row.name)
}
