//! JSON that is read, one reader for all of it.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Number, Value};

/// Far more than any text of ours nests.
const OURS: usize = 64;

/// The value of a text of ours, or of one that we have written.
pub(crate) fn read(text: &str) -> Result<Value, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Level(OURS).deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// The text that a text of JSON is in quotes.
pub(crate) fn unquoted(quoted: &str) -> Option<String> {
    match read(quoted) {
        Ok(Value::String(text)) => Some(text),
        _ => None,
    }
}

/// What is wrong with a value that is no such thing, in the words of `serde`.
pub(crate) fn unlike(value: &Value, expected: &str) -> String {
    let what = match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("boolean `{value}`"),
        Value::Number(number) if number.is_f64() => format!("floating point `{number}`"),
        Value::Number(number) => format!("integer `{number}`"),
        Value::String(_) => format!("string {}", super::text(value)),
        Value::Array(_) => "sequence".to_owned(),
        Value::Object(_) => "map".to_owned(),
    };
    format!("invalid type: {what}, expected {expected}")
}

/// A value within which so many collections may stand within one another: what lies deeper is passed over.
#[derive(Clone, Copy)]
pub(crate) struct Level(pub(crate) usize);

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        match self.0 {
            0 => IgnoredAny::deserialize(deserializer).map(|_| Value::Null),
            _ => deserializer.deserialize_any(self),
        }
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
            None => {
                let name = if value.is_nan() {
                    "NaN"
                } else if value > 0.0 {
                    "inf"
                } else {
                    "-inf"
                };
                Err(E::custom(format!("{name} is no number that JSON has")))
            }
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
        while let Some(item) = access.next_element_seed(Self(self.0 - 1))? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = access.next_value_seed(Self(self.0 - 1))?;
            if members.insert(key.clone(), value).is_some() {
                return Err(A::Error::custom(format!("the key `{key}` stands twice")));
            }
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_whole() {
        assert_eq!(read("{\"a\":[1]}").unwrap()["a"][0], 1);
        assert!(["1 2", "{\"a\":1,\"a\":2}", ""].iter().all(|text| read(text).is_err()));
        assert_eq!((unquoted("\"a\\n\"").as_deref(), unquoted("1")), (Some("a\n"), None));
    }

    #[test]
    fn what_no_number_of_json_is_is_refused() {
        let error = Level(1).visit_f64::<serde::de::value::Error>(f64::NAN).unwrap_err();
        assert_eq!(error.to_string(), "NaN is no number that JSON has");
    }
}
