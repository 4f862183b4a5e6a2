//! Objects of host languages.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Number, Value};

/// Collections within collections that are kept: one more than the reader takes, so that it says where there are too many.
const DEPTH: usize = crate::source::Limits::DEPTH + 1;

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
        Level(0).deserialize(deserializer).map(Self)
    }
}

#[derive(Clone, Copy)]
struct Level(usize);

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.0 > DEPTH {
            return IgnoredAny::deserialize(deserializer).map(|_| Value::Null);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping, a list, a text, a number, a truth value or nothing")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        match Number::from_f64(value) {
            Some(number) => Ok(Value::Number(number)),
            None => Err(E::custom(format!("{value} is no number that JSON has"))),
        }
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Self(self.0 + 1))? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = access.next_value_seed(Self(self.0 + 1))?;
            if members.insert(key.clone(), value).is_some() {
                return Err(A::Error::custom(format!("the key `{key}` stands twice")));
            }
        }
        Ok(Value::Object(members))
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
    fn what_no_number_of_json_is_is_refused() {
        let error = Level(0).visit_f64::<serde::de::value::Error>(f64::NAN).unwrap_err();
        assert_eq!(error.to_string(), "NaN is no number that JSON has");
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
