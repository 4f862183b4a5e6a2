//! A mapping with free names.

use std::collections::{BTreeMap, btree_map};
use std::ops::Index;

use super::table::Located;

/// Values by names of the user's own, in the order of the names.
///
/// The tree holds positions, whatever the values are: a tree for each of their types would be much code.
#[derive(Debug, Clone)]
pub struct Map<T> {
    positions: BTreeMap<String, usize>,
    values: Vec<Located<T>>,
}

impl<T> Map<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value with this name.
    pub fn get(&self, name: &str) -> Option<&Located<T>> {
        self.positions.get(name).and_then(|position| self.values.get(*position))
    }

    /// True if there is a value with this name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.positions.contains_key(name)
    }

    /// Names and values.
    pub fn iter(&self) -> Entries<'_, T> {
        Entries { positions: self.positions.iter(), values: &self.values }
    }

    /// The names.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.positions.keys()
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &Located<T>> {
        self.iter().map(|(_, value)| value)
    }

    /// Adds a value, or puts it in the place of the one with this name.
    pub fn insert(&mut self, name: String, value: Located<T>) {
        let end = self.values.len();
        let position = *self.positions.entry(name).or_insert(end);
        match self.values.get_mut(position) {
            Some(old) => *old = value,
            None => self.values.push(value),
        }
    }
}

/// Names and values of a [`Map`], in the order of the names.
#[derive(Debug)]
pub struct Entries<'a, T> {
    positions: btree_map::Iter<'a, String, usize>,
    values: &'a [Located<T>],
}

impl<'a, T> Iterator for Entries<'a, T> {
    type Item = (&'a String, &'a Located<T>);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, position) = self.positions.next()?;
        Some((name, self.values.get(*position)?))
    }
}

impl<'a, T> IntoIterator for &'a Map<T> {
    type Item = (&'a String, &'a Located<T>);
    type IntoIter = Entries<'a, T>;

    fn into_iter(self) -> Entries<'a, T> {
        self.iter()
    }
}

impl<T> Index<&str> for Map<T> {
    type Output = Located<T>;

    fn index(&self, name: &str) -> &Located<T> {
        &self.values[self.positions[name]]
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self { positions: BTreeMap::new(), values: Vec::new() }
    }
}

impl<T: PartialEq> PartialEq for Map<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for Map<T> {}
