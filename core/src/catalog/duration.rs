//! How long steps take.

use super::find;
use super::generated::durations::DURATIONS;

/// Where a duration comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// From runs that somebody logged.
    Measured {
        /// How many.
        n: u16,
    },
    /// From a figure that a document gives.
    Limit,
    /// Nobody measured it.
    Assumed,
}

/// How long a kind of step takes, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// The key, such as `cluster.create`.
    pub key: &'static str,
    /// Half of the runs took no longer.
    pub p50: u32,
    /// Nine of ten runs took no longer.
    pub p90: u32,
    /// Where the figures come from.
    pub basis: Basis,
    /// Where this was read.
    pub source: &'static str,
    /// When the tool, eksctl unless the data file says otherwise, stops waiting.
    pub timeout: Option<u32>,
}

/// All durations, by key.
pub fn durations() -> &'static [Duration] {
    DURATIONS
}

/// The duration with this key, or with its longest dotted prefix: `add-on.create.metrics-server`, then
/// `add-on.create`, then `add-on`.
pub fn duration(key: &str) -> Option<&'static Duration> {
    let mut key = key;
    loop {
        if let Some(row) = find(DURATIONS, key, |row| row.key) {
            return Some(row);
        }
        key = key.rsplit_once('.')?.0;
    }
}
