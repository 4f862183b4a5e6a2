//! Limits of the service.

use super::find;
use super::generated::quotas::QUOTAS;

/// A limit of a new account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// The key, such as `managedNodeGroupsPerCluster`.
    pub key: &'static str,
    /// How many.
    pub value: u32,
    /// AWS raises it on request.
    pub adjustable: bool,
}

/// All limits, by key.
pub fn quotas() -> &'static [Quota] {
    QUOTAS
}

/// The limit with this key.
pub fn quota(key: &str) -> Option<&'static Quota> {
    find(QUOTAS, key, |row| row.key)
}
