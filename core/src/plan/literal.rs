//! What the input says, as the parameters of calls say it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::document::json::Object;

/// A literal text for a parameter: a dollar sign is written twice, since one begins a token.
#[inline(never)]
pub(crate) fn literal(text: &str) -> String {
    if text.contains('$') { text.replace('$', "$$") } else { text.to_owned() }
}

/// The same of what may be there.
#[inline(never)]
pub(crate) fn literal_option(text: &Option<String>) -> Option<String> {
    text.as_deref().map(literal)
}

/// Literal texts in their order.
#[inline(never)]
pub(crate) fn literal_list(texts: &[String]) -> Vec<String> {
    let mut literals = Vec::with_capacity(texts.len());
    for text in texts {
        literals.push(literal(text));
    }
    literals
}

/// Literal texts under literal names.
#[inline(never)]
pub(crate) fn literal_map(texts: &BTreeMap<String, String>) -> Object {
    let mut object = Object::new();
    for (name, text) in texts {
        object.set(&literal(name), literal(text));
    }
    object
}

/// Gives an object further members: literal documents.
#[inline(never)]
pub(crate) fn add_literals(object: &mut Object, members: &Map<String, Value>) {
    for (name, value) in members {
        object.set(name, literal_value(value));
    }
}

/// A literal document for a parameter, under the names that it has.
pub(crate) fn literal_value(value: &Value) -> Value {
    copy(value, |name| name.to_owned())
}

/// A literal document, names and all.
pub(crate) fn literals(value: &Value) -> Value {
    copy(value, literal)
}

fn copy(value: &Value, rename: fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => literal(text).into(),
        Value::Array(items) => {
            let mut copies = Vec::with_capacity(items.len());
            for item in items {
                copies.push(copy(item, rename));
            }
            Value::Array(copies)
        }
        Value::Object(members) => {
            let mut copies = Map::new();
            for (name, value) in members {
                copies.insert(rename(name), copy(value, rename));
            }
            Value::Object(copies)
        }
        other => other.clone(),
    }
}

impl Object {
    /// With a literal text as one more member.
    #[inline(never)]
    pub(crate) fn literal(self, name: &str, text: &str) -> Self {
        self.with(name, literal(text))
    }

    /// The same of what may be there.
    #[inline(never)]
    pub(crate) fn literal_option(self, name: &str, text: &Option<String>) -> Self {
        self.with(name, literal_option(text))
    }
}
