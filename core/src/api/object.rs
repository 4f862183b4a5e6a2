//! Objects of host languages.

use serde::de::{Deserialize, DeserializeSeed, Deserializer};
use serde_json::Value;

use crate::document::json::Level;
use crate::source::Limits;

/// Collections within collections that are kept: one more than the reader takes, so that it says where there are too many.
const DEPTH: usize = Limits::DEPTH + 1;

/// An object of a host language, read without recursion beyond what a spec may nest: what lies deeper is passed over.
///
/// A host's serde reader hands over what it holds; nothing of it may be lost on the way, so that a number that JSON does not have
/// (`NaN`) and bytes are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object(
    /// The object as JSON.
    pub Value,
);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Level(DEPTH + 1).deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Result<Value, String> {
        serde_json::from_str::<Object>(text).map(|object| object.0).map_err(|error| error.to_string())
    }

    #[test]
    fn an_object_is_read_as_it_is() {
        let text = r#"{"a":[1,-1,1.5,"x",true,null,{"b":{}}],"c":18446744073709551615}"#;
        assert_eq!(read(text), Ok(serde_json::from_str(text).unwrap()));
    }

    #[test]
    fn a_key_twice_is_refused() {
        assert_eq!(read(r#"{"a":1,"a":2}"#).unwrap_err(), "the key `a` stands twice at line 1 column 13");
    }

    #[test]
    fn what_lies_too_deep_is_passed_over() {
        let text = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let depth = |text: &str| {
            let (mut value, mut depth) = (read(text).unwrap(), 0);
            while let Some(inner) = value.get(0) {
                (value, depth) = (inner.clone(), depth + 1);
            }
            (depth, value)
        };
        assert_eq!(depth(&text(20)), (20, json!(1)));
        assert_eq!(depth(&text(10_000)), (DEPTH + 1, json!(null)));
    }
}
