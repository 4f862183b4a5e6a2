//! Objects that are made member by member.

use serde_json::{Map, Value};

use super::written;

/// A JSON object. A member is a call of one function for each type of values, where `json!` writes the insertion out at every
/// place: the module for the web counts bytes, and calls have hundreds of parameters.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object(Box<Map<String, Value>>);

impl Object {
    #[inline(never)]
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// With one more member.
    #[inline(never)]
    pub(crate) fn with<T: Into<Value>>(mut self, name: &str, value: T) -> Self {
        self.insert(name, value.into());
        self
    }

    /// Gives a member a value.
    #[inline(never)]
    pub(crate) fn set<T: Into<Value>>(&mut self, name: &str, value: T) {
        self.insert(name, value.into());
    }

    #[inline(never)]
    fn insert(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn remove(&mut self, name: &str) {
        take(&mut self.0, name);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Nothing if it has no members.
    pub(crate) fn filled(self) -> Option<Self> {
        if self.is_empty() { None } else { Some(self) }
    }

    /// Without the members that have no value.
    #[inline(never)]
    pub(crate) fn known(self) -> Self {
        let mut known = Self::new();
        for (name, value) in *self.0 {
            if !value.is_null() {
                known.0.insert(name, value);
            }
        }
        known
    }

    /// Its compact text.
    pub(crate) fn text(self) -> String {
        text(&self.into())
    }

    /// Its members, as `serde_json` keeps them.
    pub(crate) fn into_members(self) -> Map<String, Value> {
        *self.0
    }
}

impl From<Object> for Value {
    #[inline(never)]
    fn from(object: Object) -> Self {
        Self::Object(*object.0)
    }
}

/// Takes a member out. What stays is inserted anew: removal from a tree of values would be code for this alone.
#[inline(never)]
pub(crate) fn take(members: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let mut taken = None;
    for (key, value) in std::mem::take(members) {
        if key == name {
            taken = Some(value);
        } else {
            members.insert(key, value);
        }
    }
    taken
}

/// The compact text of a value.
#[inline(never)]
pub(crate) fn text(value: &Value) -> String {
    written(value)
}

/// A list of one value.
#[inline(never)]
pub(crate) fn one<T: Into<Value>>(value: T) -> Value {
    Value::Array(vec![value.into()])
}

/// A list of texts.
#[inline(never)]
pub(crate) fn texts(texts: &[&str]) -> Value {
    texts.iter().map(|&text| Value::from(text)).collect()
}
