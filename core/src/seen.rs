//! What came up before.

use std::collections::BTreeMap;

/// Texts, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Names(BTreeMap<String, usize>);

impl Names {
    /// Enters a text; true if it was not there before.
    #[inline(never)]
    pub(crate) fn enter(&mut self, text: &str) -> bool {
        self.0.insert(text.to_owned(), self.0.len()).is_none()
    }

    /// True if the text was entered.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// True if none was entered.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Items by texts that two of them may share. Sets and items are kept in one type of tree: the module for the web counts bytes.
#[derive(Debug)]
pub(crate) struct Seen<T> {
    at: BTreeMap<String, usize>,
    items: Vec<T>,
}

impl<T: Copy> Seen<T> {
    pub(crate) fn new() -> Self {
        Self { at: BTreeMap::new(), items: Vec::new() }
    }

    /// The last item with this key, whose place the new one takes.
    pub(crate) fn replace(&mut self, key: &[&str], item: T) -> Option<T> {
        let last = self.at.insert(joined(key), self.items.len());
        self.items.push(item);
        last.and_then(|last| self.items.get(last).copied())
    }

    /// The first item with this key; the new one if there was none.
    pub(crate) fn first(&mut self, key: &[&str], item: T) -> T {
        let first = *self.at.entry(joined(key)).or_insert(self.items.len());
        self.items.push(item);
        self.items.get(first).copied().unwrap_or(item)
    }

    /// The item with this key.
    pub(crate) fn get(&self, key: &[&str]) -> Option<T> {
        self.at.get(&joined(key)).and_then(|&at| self.items.get(at).copied())
    }
}

/// One text for several, which no others have.
fn joined(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("{}:{text}", text.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_apart() {
        let mut seen = Seen::new();
        assert_eq!(seen.replace(&["a", "b"], 1), None);
        assert_eq!(seen.replace(&["ab"], 2), None);
        assert_eq!(seen.replace(&["a:1", "b"], 3), None);
        assert_eq!(seen.replace(&["a", "b"], 4), Some(1));
        assert_eq!(
            (seen.first(&["ab"], 5), seen.get(&["a", "b"]), seen.get(&["b", "a"])),
            (2, Some(4), None)
        );
    }
}
