//! What tells Kubernetes of accelerators on nodes.

use super::Origin;
use super::compute::Taint;

/// A device plugin: a pod on each node that has such devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DevicePlugin {
    /// Its name in ids, as `nvidia`.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// The name of the object that runs it.
    pub object: &'static str,
    /// The image of its container.
    pub image: String,
    /// Types of the instances that it runs on.
    pub instance_types: Vec<String>,
    /// Taints of those nodes, and the one that is usual for the device.
    pub tolerates: Vec<Taint>,
    /// Indexes of the node groups that it runs on.
    pub node_groups: Vec<usize>,
    /// Where it comes from: the first of these groups.
    pub origin: Origin,
}
