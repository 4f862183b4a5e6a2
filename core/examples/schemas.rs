//! Writes the JSON Schemas of the documents and of the façade into a folder: `schemas DIR`. Run by `cargo xtask codegen`.
#![allow(clippy::disallowed_methods, reason = "a program, not the core")]

use std::path::PathBuf;

use eks_plan::api::{Failure, VERBS};
use eks_plan::document::{check::Check, plan::Plan};
use eks_plan::spec::PlanConfig;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

fn main() -> Result<(), String> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("usage: schemas DIR")?.into();
    let schemas = [
        ("api", "1.0", api()),
        ("plan", "1.0", document::<Plan>()),
        ("diagnostics", "1.0", document::<Check>()),
        ("plan-config", "v1alpha1", PlanConfig::json_schema()),
    ];
    for (name, version, mut schema) in schemas {
        schema["$id"] = json!(format!("urn:eks-plan:schema:{name}:{version}"));
        let path = folder.join(format!("{name}.schema.json"));
        let text = format!("{schema:#}\n");
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

/// The schema of a document as it is written: what may be left out is never null, and the other way round.
fn document<T: JsonSchema>() -> Value {
    let mut schema = generator().into_root_schema_for::<T>().to_value();
    never_null_where_optional(&mut schema);
    schema
}

/// The verbs, and everything that they take and answer.
fn api() -> Value {
    let mut generator = generator();
    // What a caller may leave out is not required.
    let mut reader = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let verbs: Vec<Value> = VERBS
        .iter()
        .map(|verb| {
            json!({
                "name": verb.name,
                "description": verb.doc.trim(),
                "readsSpec": verb.reads,
                "answersDocument": verb.document,
                "arguments": (verb.arguments)(&mut reader),
                "answer": (verb.answer)(&mut generator),
            })
        })
        .collect();
    let failure = generator.subschema_for::<Failure>();
    let mut parts = Value::Object(generator.take_definitions(true));
    if let Value::Object(parts) = &mut parts {
        parts.extend(reader.take_definitions(true));
        parts.values_mut().for_each(never_null_where_optional);
        parts.extend(options());
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "the façade: verbs, what they take, what they answer",
        "verbs": verbs,
        "options": { "$ref": "#/$defs/Options" },
        "failure": failure,
        "$defs": parts,
    })
}

/// The options of a call and their parts, under names of their own.
fn options() -> serde_json::Map<String, Value> {
    let text = PlanConfig::json_schema().to_string().replace("#/$defs/", "#/$defs/Options");
    let mut root: Value = serde_json::from_str(&text).unwrap_or_default();
    let mut parts = serde_json::Map::new();
    if let Some(Value::Object(own)) = root.as_object_mut().and_then(|root| root.remove("$defs")) {
        parts.extend(own.into_iter().map(|(name, part)| (format!("Options{name}"), part)));
    }
    if let Some(root) = root.as_object_mut() {
        root.retain(|name, _| !name.starts_with('$'));
    }
    parts.insert("Options".to_owned(), root);
    parts
}
fn never_null_where_optional(schema: &mut Value) {
    let Some(members) = schema.as_object_mut() else { return };
    let required = members.get("required").cloned().unwrap_or_else(|| json!([]));
    let required: Vec<&str> = required.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if let Some(Value::Object(properties)) = members.get_mut("properties") {
        let optional = properties.iter_mut().filter(|(name, _)| !required.contains(&name.as_str()));
        optional.for_each(|(_, property)| strip_null(property));
    }
    if let Some(Value::Object(parts)) = members.get_mut("$defs") {
        parts.values_mut().for_each(never_null_where_optional);
    }
    if let Some(Value::Array(choices)) = members.get_mut("anyOf") {
        choices.iter_mut().for_each(never_null_where_optional);
    }
}

/// Takes `null` out of `type: [T, null]` and of `anyOf: [T, {type: null}]`.
fn strip_null(property: &mut Value) {
    let Some(members) = property.as_object_mut() else { return };
    if let Some(Value::Array(types)) = members.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            members.insert("type".into(), only);
        }
    }
    let Some(Value::Array(choices)) = members.get_mut("anyOf") else { return };
    choices.retain(|choice| choice != &json!({ "type": "null" }));
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        members.remove("anyOf");
        members.extend(only);
    }
}
