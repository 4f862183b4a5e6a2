//! What was named before.

use std::collections::BTreeMap;

/// Items by a text that two of them may share. One type of map serves all rules: the module for the web counts bytes.
#[derive(Debug)]
pub(super) struct Seen<T> {
    at: BTreeMap<String, usize>,
    items: Vec<T>,
}

impl<T: Copy> Seen<T> {
    pub(super) fn new() -> Self {
        Self { at: BTreeMap::new(), items: Vec::new() }
    }

    /// The last item with this key, whose place the new one takes.
    pub(super) fn replace(&mut self, key: String, item: T) -> Option<T> {
        let last = self.at.insert(key, self.items.len());
        self.items.push(item);
        last.and_then(|last| self.items.get(last).copied())
    }

    /// The first item with this key; the new one if there was none.
    pub(super) fn first(&mut self, key: String, item: T) -> T {
        let first = *self.at.entry(key).or_insert(self.items.len());
        self.items.push(item);
        self.items.get(first).copied().unwrap_or(item)
    }

    /// The item with this key.
    pub(super) fn get(&self, key: &str) -> Option<T> {
        self.at.get(key).and_then(|&at| self.items.get(at).copied())
    }
}
