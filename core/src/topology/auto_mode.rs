//! EKS Auto Mode: AWS starts nodes for pods that want some, and runs networking, storage and load balancing.

use std::collections::BTreeMap;

use super::Origin;
use super::compute::Taint;
use crate::catalog;

/// EKS Auto Mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutoMode {
    /// Index of the role of its nodes; absent without node pools.
    pub node_role: Option<usize>,
    /// Its built-in node pools, by name.
    pub pools: Vec<NodePool>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A built-in node pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodePool {
    /// What is known of it.
    pub known: &'static catalog::NodePool,
    /// Taints of its nodes.
    pub taints: Vec<Taint>,
    /// Labels of its nodes.
    pub labels: BTreeMap<String, String>,
    /// Where it comes from.
    pub origin: Origin,
}
