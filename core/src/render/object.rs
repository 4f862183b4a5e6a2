//! JSON that is built by hand.

use std::mem::{ManuallyDrop, take};

use serde_json::{Map, Value};

/// An object of these members; what is null is left out. `json!` writes out each insertion where it stands, this does it in one place.
pub(super) fn object<const N: usize>(members: [(&'static str, Value); N]) -> Value {
    // All values are taken out: nothing is left to drop.
    of(&mut *ManuallyDrop::new(members))
}

#[inline(never)]
fn of(members: &mut [(&'static str, Value)]) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        if !value.is_null() {
            object.insert((*name).to_owned(), take(value));
        }
    }
    Value::Object(object)
}

/// A text.
#[inline(never)]
pub(super) fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// Texts; null if there are none.
pub(super) fn texts(texts: &[&str]) -> Value {
    list(texts.iter().map(|one| text(one)).collect())
}

/// A list; null if it is empty.
pub(super) fn list(items: Vec<Value>) -> Value {
    if items.is_empty() { Value::Null } else { Value::Array(items) }
}
