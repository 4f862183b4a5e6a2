//! JSON that is built by hand.

use serde_json::Value;

use crate::document::json::Object;

/// An object of these members; what is null is left out.
pub(super) fn object<const N: usize>(members: [(&'static str, Value); N]) -> Value {
    of(Vec::from(members))
}

#[inline(never)]
fn of(members: Vec<(&'static str, Value)>) -> Value {
    let mut object = Object::new();
    for (name, value) in members {
        object.set(name, value);
    }
    object.known().into()
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
