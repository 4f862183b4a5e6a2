//! What the JSON Schemas say, in the words that every language has: records, choices, lists, maps.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A type with a name.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) shape: Shape,
}

/// What a named type is.
#[derive(Debug)]
pub(super) enum Shape {
    /// Fields by their names.
    Record(Vec<Field>),
    /// One of these texts, each with what it means.
    Choice(Vec<(String, String)>),
    /// Another name for a type.
    Alias(Type),
}

/// A member of a record, or an argument of a verb.
#[derive(Debug)]
pub(super) struct Field {
    /// As it is written in JSON.
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) of: Type,
    /// True if it may be absent.
    pub(super) optional: bool,
}

/// What a value can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Integer,
    Number,
    Truth,
    Null,
    /// Any JSON.
    Anything,
    /// This text and no other.
    Literal(String),
    List(Box<Type>),
    /// Values by keys.
    Map(Box<Type>),
    /// A type by its name.
    Named(String),
    OneOf(Vec<Type>),
}

/// A verb of the façade.
#[derive(Debug)]
pub(super) struct Verb {
    /// In camelCase.
    pub(super) name: String,
    pub(super) doc: String,
    /// True if it takes a spec and options.
    pub(super) reads_spec: bool,
    /// True if its answer is a document; otherwise it is text for another program.
    pub(super) document: bool,
    /// Required ones first, in their order.
    pub(super) arguments: Vec<Field>,
    pub(super) answer: Type,
}

impl Named {
    /// A named type from its schema. A choice between records gives them names of their own: their titles, or `NameWithFirst`, ...
    /// by what tells them apart.
    pub(super) fn all(parts: &Map<String, Value>) -> Vec<Self> {
        parts.iter().flat_map(|(name, schema)| named(name, schema)).collect()
    }
}

fn named(name: &str, schema: &Value) -> Vec<Named> {
    let doc = doc(schema);
    let own = |shape| Named { name: name.to_owned(), doc: doc.clone(), shape };
    if let Some(choices) = constants(schema) {
        return vec![own(Shape::Choice(choices))];
    }
    if let Some(members) = union(schema) {
        let name_of = |member: &Value| match member["title"].as_str() {
            Some(title) => title.to_owned(),
            None => format!("{name}{}", distinction(member, members)),
        };
        let names: Vec<String> = members.iter().map(name_of).collect();
        let union = own(Shape::Alias(Type::OneOf(names.iter().cloned().map(Type::Named).collect())));
        let parts = names.iter().zip(members).flat_map(|(name, member)| named(name, member));
        return parts.chain([union]).collect();
    }
    match schema.get("properties") {
        Some(Value::Object(_)) => vec![own(Shape::Record(fields(schema)))],
        _ if schema.get("additionalProperties") == Some(&Value::Bool(false)) => {
            vec![own(Shape::Record(Vec::new()))]
        }
        _ => vec![own(Shape::Alias(of(schema)))],
    }
}

/// The members of a choice between records.
fn union(schema: &Value) -> Option<&Vec<Value>> {
    let members = schema.get("anyOf").and_then(Value::as_array)?;
    members.iter().all(|member| member.get("properties").is_some()).then_some(members)
}

/// What a record has that none of the others has, as a name; nothing where there is no such thing.
fn distinction(member: &Value, all: &[Value]) -> String {
    let keys = |one: &Value| -> Vec<String> {
        one["properties"].as_object().map(|own| own.keys().cloned().collect()).unwrap_or_default()
    };
    let others: Vec<String> = all.iter().filter(|other| *other != member).flat_map(keys).collect();
    let own = keys(member).into_iter().find(|key| !others.contains(key));
    own.map(|key| format!("With{}", capital(&key))).unwrap_or_default()
}

/// The same with a capital letter first.
pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// The fields of a record, required ones first and in the order in which the schema lists them.
pub(super) fn fields(schema: &Value) -> Vec<Field> {
    let empty = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let field = |name: &str, optional| {
        let schema = &properties[name];
        Field { name: name.to_owned(), doc: doc(schema), of: of(schema), optional }
    };
    let first = required.iter().filter(|name| properties.contains_key(**name)).map(|name| field(name, false));
    let rest = properties.keys().filter(|name| !required.contains(&name.as_str()));
    first.chain(rest.map(|name| field(name, true))).collect()
}

fn doc(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().to_owned()
}

/// The texts of a closed list.
fn constants(schema: &Value) -> Option<Vec<(String, String)>> {
    if let Some(names) = schema.get("enum").and_then(Value::as_array) {
        return names.iter().map(|name| Some((name.as_str()?.to_owned(), String::new()))).collect();
    }
    let choices = schema.get("oneOf").and_then(Value::as_array)?;
    choices.iter().map(|one| Some((one["const"].as_str()?.to_owned(), doc(one)))).collect()
}

/// What a schema without a name allows.
pub(super) fn of(schema: &Value) -> Type {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return Type::Named(name.rsplit('/').next().unwrap_or(name).to_owned());
    }
    if let Some(choices) = constants(schema) {
        return Type::OneOf(choices.into_iter().map(|(text, _)| Type::Literal(text)).collect());
    }
    if let Some(members) = schema.get("anyOf").and_then(Value::as_array) {
        return Type::OneOf(members.iter().map(of).collect());
    }
    match &schema["type"] {
        Value::String(name) => simple(name, schema),
        Value::Array(names) => {
            Type::OneOf(names.iter().filter_map(Value::as_str).map(|name| simple(name, schema)).collect())
        }
        _ => Type::Anything,
    }
}

fn simple(name: &str, schema: &Value) -> Type {
    match name {
        "string" => schema
            .get("const")
            .and_then(Value::as_str)
            .map_or(Type::Text, |text| Type::Literal(text.to_owned())),
        "integer" => Type::Integer,
        "number" => Type::Number,
        "boolean" => Type::Truth,
        "null" => Type::Null,
        "array" => Type::List(Box::new(schema.get("items").map_or(Type::Anything, of))),
        "object" => Type::Map(Box::new(match schema.get("additionalProperties") {
            Some(Value::Object(_)) => of(&schema["additionalProperties"]),
            _ => Type::Anything,
        })),
        _ => Type::Anything,
    }
}

/// The verbs of the façade's schema.
pub(super) fn verbs(api: &Value) -> Vec<Verb> {
    let parts: BTreeMap<&str, &Value> =
        api["$defs"].as_object().into_iter().flatten().map(|(name, part)| (name.as_str(), part)).collect();
    let verb = |verb: &Value| Verb {
        name: verb["name"].as_str().unwrap_or_default().to_owned(),
        doc: doc(verb),
        reads_spec: verb["readsSpec"] == true,
        document: verb["answersDocument"] == true,
        arguments: match of(&verb["arguments"]) {
            Type::Named(name) => parts.get(name.as_str()).map(|part| fields(part)).unwrap_or_default(),
            _ => Vec::new(),
        },
        answer: of(&verb["answer"]),
    };
    api["verbs"].as_array().into_iter().flatten().map(verb).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_are_told_in_the_words_that_every_language_has() {
        let reference = json!({ "$ref": "#/$defs/Step" });
        assert_eq!(of(&reference), Type::Named("Step".into()));
        let list = json!({ "type": "array", "items": { "type": "integer" } });
        assert_eq!(of(&list), Type::List(Box::new(Type::Integer)));
        let nullable = json!({ "anyOf": [reference, { "type": "null" }] });
        assert_eq!(of(&nullable), Type::OneOf(vec![Type::Named("Step".into()), Type::Null]));
        let map = json!({ "type": "object", "additionalProperties": { "type": "string" } });
        assert_eq!(of(&map), Type::Map(Box::new(Type::Text)));
    }

    #[test]
    fn a_choice_between_records_gets_names() {
        let record = |key: &str| json!({ "properties": { "service": {}, key: {} }, "required": [key] });
        let mut command = record("program");
        command["title"] = json!("Command");
        let parts = json!({ "Operation": { "anyOf": [record("api"), command] } });
        let all = Named::all(parts.as_object().unwrap());
        let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["OperationWithApi", "Command", "Operation"]);
    }

    #[test]
    fn required_fields_come_first_in_their_order() {
        let schema = json!({ "properties": { "a": {}, "b": {}, "c": {} }, "required": ["c", "b"] });
        let fields: Vec<(String, bool)> =
            fields(&schema).into_iter().map(|field| (field.name, field.optional)).collect();
        assert_eq!(fields, [("c".into(), false), ("b".into(), false), ("a".into(), true)]);
    }
}
