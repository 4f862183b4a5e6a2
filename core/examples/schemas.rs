//! Writes the JSON Schemas of the documents into a folder: `schemas DIR`. Run by `cargo xtask codegen`.
#![allow(clippy::disallowed_methods, reason = "a program, not the core")]

use std::path::PathBuf;

use eks_plan::document::{check::Check, plan::Plan};
use eks_plan::spec::PlanConfig;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

fn main() -> Result<(), String> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("usage: schemas DIR")?.into();
    let schemas = [
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

/// The schema of a document as it is written: what may be left out is never null, and the other way round.
fn document<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    never_null_where_optional(&mut schema);
    schema
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
