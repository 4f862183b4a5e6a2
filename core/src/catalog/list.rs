//! Closed lists of words.

use super::find;
use super::generated::lists::LISTS;

/// A closed list of words that a field takes, or must not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// The key, such as `spotAllocationStrategies`.
    pub key: &'static str,
    /// The words, ascending.
    pub values: &'static [&'static str],
}

/// All lists, by key.
pub fn lists() -> &'static [List] {
    LISTS
}

/// The words of the list with this key; none if there is no such list.
pub fn words(key: &str) -> &'static [&'static str] {
    find(LISTS, key, |row| row.key).map_or(&[], |row| row.values)
}
