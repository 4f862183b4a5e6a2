//! One `ClusterConfig` that says everything once: what tests of the types and of the reader go by.

use serde_json::{Map, Value, json};

use crate::codegen::bindings::model::{Named, Shape, Type};

/// The document as text.
pub(super) fn text(types: &[Named]) -> Result<String, String> {
    let document = value(types, &Type::Named("ClusterConfig".to_owned()));
    let text = serde_json::to_string_pretty(&document).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// A value of the type, all members of its records given.
fn value(types: &[Named], of: &Type) -> Value {
    match of {
        Type::Text => json!("text"),
        Type::Integer => json!(1),
        Type::Number => json!(0.5),
        Type::Truth => json!(true),
        Type::Null => Value::Null,
        Type::Anything => json!("anything"),
        Type::Literal(text) => json!(text),
        Type::List(of) => json!([value(types, of)]),
        Type::Map(of) => json!({ "key": value(types, of) }),
        Type::OneOf(members) => members.first().map_or(Value::Null, |of| value(types, of)),
        Type::Named(name) => match types.iter().find(|named| named.name == *name).map(|named| &named.shape) {
            Some(Shape::Alias(of)) => value(types, of),
            Some(Shape::Choice(choices)) => json!(choices.first().map(|(text, _)| text)),
            Some(Shape::Record(fields)) => {
                let members = fields.iter().map(|field| (field.name.clone(), value(types, &field.of)));
                Value::Object(members.collect::<Map<_, _>>())
            }
            None => Value::Null,
        },
    }
}
