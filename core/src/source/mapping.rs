//! A mapping while it is read: unique keys, merge keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::node::{Entry, Node, Value};
use crate::diagnostic::Span;

/// Up to this many entries a search is quicker than an index.
const FEW: usize = 16;

/// What the next value belongs to.
#[derive(Default)]
pub(super) enum Pending {
    /// A key has to come first.
    #[default]
    Key,
    /// The value of this key.
    Value(Arc<str>, Span),
    /// The value of `<<`.
    Merge,
    /// The value of a key that was refused.
    Refused(Option<Arc<str>>),
}

/// A mapping while it is read.
#[derive(Default)]
pub(super) struct Mapping {
    pub(super) pending: Pending,
    pub(super) entries: Vec<Entry>,
    index: BTreeMap<String, usize>,
    merges: Vec<Node>,
}

impl Mapping {
    /// The entry of `key`.
    pub(super) fn find(&self, key: &str) -> Option<&Entry> {
        if self.entries.len() <= FEW {
            return self.entries.iter().find(|entry| entry.key.as_ref() == key);
        }
        self.entries.get(*self.index.get(key)?)
    }

    /// Adds an entry whose key is new.
    pub(super) fn push(&mut self, entry: Entry) {
        if self.entries.len() == FEW {
            for (at, entry) in self.entries.iter().enumerate() {
                self.index.insert(entry.key.to_string(), at);
            }
        }
        if self.entries.len() >= FEW {
            self.index.insert(entry.key.to_string(), self.entries.len());
        }
        self.entries.push(entry);
    }

    /// Keeps the value of `<<` for the end; false if it is neither a mapping nor a list of mappings.
    pub(super) fn merge(&mut self, value: Node) -> bool {
        let fits = match &value.value {
            Value::Mapping(_) => true,
            Value::Sequence(items) => items.iter().all(|item| item.as_mapping().is_some()),
            Value::Scalar(_) => false,
        };
        if fits {
            self.merges.push(value);
        }
        fits
    }

    /// The entries, then those of the merged mappings that are not there yet.
    pub(super) fn finish(mut self) -> Vec<Entry> {
        for node in std::mem::take(&mut self.merges) {
            let sources = match node.value {
                Value::Sequence(items) => items.into_iter().map(|item| item.value).collect(),
                value => vec![value],
            };
            for source in sources {
                let Value::Mapping(entries) = source else { continue };
                for entry in entries {
                    if self.find(&entry.key).is_none() {
                        self.push(entry);
                    }
                }
            }
        }
        self.entries
    }
}
