//! Node pools that EKS Auto Mode brings.

use super::generated::node_pools::NODE_POOLS;
use super::{Architecture, find};

/// A built-in node pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodePool {
    /// The name, such as `general-purpose`.
    pub name: &'static str,
    /// Processors of its nodes.
    pub architectures: &'static [Architecture],
    /// Categories of its instance types, such as `m`.
    pub categories: &'static [&'static str],
    /// The oldest generation of these.
    pub oldest_generation: u8,
    /// The key of the taint that its nodes carry.
    pub taint: Option<&'static str>,
}

/// All of them, by name.
pub fn node_pools() -> &'static [NodePool] {
    NODE_POOLS
}

/// The pool with this name.
pub fn node_pool(name: &str) -> Option<&'static NodePool> {
    find(NODE_POOLS, name, |row| row.name)
}
