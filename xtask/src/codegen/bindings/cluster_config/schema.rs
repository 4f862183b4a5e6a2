//! eksctl's schema as types: names as people say them, closed lists with names, and what its decoder takes beyond the schema.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::codegen::bindings::model::{Named, capital};

/// The type that all others are reached from.
const ROOT: &str = "ClusterConfig";

/// Names of closed lists that their property does not give.
const CHOICES: [(&str, &str); 3] =
    [("enableTypes", "LogType"), ("gateway", "NatMode"), ("type", "IdentityProviderType")];

/// What eksctl's decoder does without though its schema asks for it: (definition, property).
const NOT_REQUIRED: [(&str, &str); 3] = [
    // An instance selector takes the place of the list.
    ("NodeGroupInstancesDistribution", "instanceTypes"),
    // On an Outpost networks of pods are enough.
    ("RemoteNetworkConfig", "remoteNodeNetworks"),
    ("RemoteNetworkConfig", "vpcGatewayID"),
];

type Definitions = Map<String, Value>;

/// The types that a `ClusterConfig` reaches, sorted by name.
pub(in crate::codegen::bindings) fn types(schema: &Value) -> Result<Vec<Named>, String> {
    let empty = Map::new();
    let mut definitions = renamed(schema["definitions"].as_object().unwrap_or(&empty));
    correct(&mut definitions)?;
    merge_single_choices(&mut definitions);
    describe(&mut definitions);
    name_closed_lists(&mut definitions)?;
    let reached = reached(&definitions, ROOT);
    definitions.retain(|name, _| reached.contains(name));
    Ok(Named::all(&definitions))
}

/// The same under names without the packages of Go that they come from.
fn renamed(definitions: &Definitions) -> Definitions {
    let names = names(definitions);
    let aliases = definitions.iter().filter(|(long, schema)| {
        target(schema).is_some_and(|target| names.get(target) == names.get(*long) && target != *long)
    });
    let aliases: BTreeSet<&String> = aliases.map(|(long, _)| long).collect();
    let kept = definitions.iter().filter(|(long, _)| !aliases.contains(long));
    kept.map(|(long, schema)| {
        let mut schema = schema.clone();
        each_reference(&mut schema, &mut |name| {
            if let Some(short) = names.get(name.as_str()) {
                name.clone_from(short);
            }
        });
        (names[long].clone(), schema)
    })
    .collect()
}

/// What each definition is called. A name of Go loses its packages, as far as it stays the only one of that name; a definition that
/// only refers to one whose name it has is the same.
fn names(definitions: &Definitions) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = definitions
        .keys()
        .filter(|name| !name.contains('|'))
        .map(|name| (name.clone(), capital(name.strip_suffix("Wrapper").unwrap_or(name))))
        .collect();
    for long in definitions.keys().filter(|name| name.contains('|')) {
        let mut short = String::new();
        for part in long.rsplit(['|', '.']) {
            short = capital(part) + &short;
            let mut others = names.iter().filter(|(_, other)| **other == short).map(|(other, _)| other);
            if others.all(|other| target(&definitions[other]) == Some(long)) {
                break;
            }
        }
        names.insert(long.clone(), short.replace('-', ""));
    }
    names
}

/// The name of what a definition is only another name for.
fn target(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/definitions/")
}

fn each_reference(schema: &mut Value, act: &mut impl FnMut(&mut String)) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(to) if key == "$ref" => {
                        let mut name = to.trim_start_matches("#/definitions/").to_owned();
                        act(&mut name);
                        *to = format!("#/definitions/{name}");
                    }
                    value => each_reference(value, act),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_reference(item, act)),
        _ => {}
    }
}

/// Says what eksctl's decoder takes and the schema leaves out.
fn correct(definitions: &mut Definitions) -> Result<(), String> {
    let list = json!({ "type": "array", "items": { "$ref": "#/definitions/NodeGroupTaint" } });
    let map = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    let taints = "taints of self-managed nodes: a list, or a mapping from the key to `value:Effect`";
    for (name, schema) in [
        ("ARN", json!({ "type": "string", "description": "an Amazon Resource Name" })),
        ("Taints", json!({ "anyOf": [list, map], "description": taints })),
    ] {
        let there = definitions.get_mut(name).ok_or_else(|| format!("eksctl's schema has no `{name}`"))?;
        *there = schema;
    }
    definitions[ROOT]["description"] = json!("the document of eksctl that says what a cluster is to be");
    for (name, property) in NOT_REQUIRED {
        let required = definitions.get_mut(name).and_then(|schema| schema["required"].as_array_mut());
        let place = required.ok_or_else(|| format!("eksctl's schema requires nothing of `{name}`"))?;
        place.retain(|key| key != property);
    }
    Ok(())
}

/// A record with a choice of one other record has that one's members too.
fn merge_single_choices(definitions: &mut Definitions) {
    let all = definitions.clone();
    for schema in definitions.values_mut() {
        let Some([only]) = schema["oneOf"].as_array().map(Vec::as_slice) else { continue };
        let Some(other) = target(only).and_then(|name| all.get(name)) else { continue };
        if let (Some(own), Some(more)) =
            (schema["properties"].as_object_mut(), other["properties"].as_object())
        {
            own.extend(more.clone());
        }
        if let (Some(own), Some(more)) = (schema["required"].as_array_mut(), other["required"].as_array()) {
            own.extend(more.clone());
        }
        schema.as_object_mut().map(|schema| schema.remove("oneOf"));
    }
}

/// A property without a description has that of its type; all say what they are if they are left out.
fn describe(definitions: &mut Definitions) {
    let all = definitions.clone();
    for properties in definitions.values_mut().filter_map(|schema| schema["properties"].as_object_mut()) {
        for schema in properties.values_mut() {
            let of_type = target(schema).and_then(|name| all.get(name)?["description"].as_str());
            let said = schema["description"].as_str().or(of_type).unwrap_or_default().to_owned();
            let default = match &schema["default"] {
                Value::Null => String::new(),
                Value::String(text) if text == "{}" || text == "false" => String::new(),
                Value::String(text) => format!(" By default `{text}`."),
                value => format!(" By default `{value}`."),
            };
            schema["description"] = json!(format!("{}{default}", super::docs::sentence(&said)).trim());
        }
    }
}

/// Gives the closed list of a property a name of its own: that of the property.
fn name_closed_lists(definitions: &mut Definitions) -> Result<(), String> {
    let mut lists = Definitions::new();
    for properties in definitions.values_mut().filter_map(|schema| schema["properties"].as_object_mut()) {
        for (property, schema) in properties {
            let place = if schema["items"].is_object() { &mut schema["items"] } else { schema };
            let Some(members) = place.get("enum") else { continue };
            let given = CHOICES.iter().find(|(of, _)| of == property);
            let name = given.map_or_else(|| capital(property), |(_, name)| (*name).to_owned());
            let list = json!({ "enum": members, "description": format!("what `{property}` can be") });
            if lists.insert(name.clone(), list.clone()).is_some_and(|other| other != list) {
                return Err(format!("two closed lists would be called `{name}`"));
            }
            let reference = json!(format!("#/definitions/{name}"));
            let place = place.as_object_mut().ok_or("a closed list is no schema")?;
            place.remove("enum");
            place.insert("$ref".to_owned(), reference);
        }
    }
    match lists.keys().find(|name| definitions.contains_key(*name)) {
        Some(name) => Err(format!("a closed list and a definition are both called `{name}`")),
        None => {
            definitions.extend(lists);
            Ok(())
        }
    }
}

/// The names of all that a definition refers to, itself included.
pub(super) fn reached(definitions: &Definitions, from: &str) -> BTreeSet<String> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
    while let Some(name) = open.pop() {
        if let Some(schema) = definitions.get(&name)
            && seen.insert(name)
        {
            each_reference(&mut schema.clone(), &mut |name| open.push(name.clone()));
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_packages_and_stay_apart() {
        let text = json!({ "type": "string" });
        let definitions = json!({
            "ARN": { "$ref": "#/definitions/github.com|aws|arn.ARN" },
            "github.com|aws|arn.ARN": text,
            "Effect": text,
            "k8s.io|core|v1.Effect": text,
            "k8s.io|core|v1.Mode": text,
            "taintsWrapper": text,
        });
        let names: Vec<String> = names(definitions.as_object().unwrap()).into_values().collect();
        assert_eq!(names, ["ARN", "Effect", "ARN", "V1Effect", "Mode", "Taints"]);
        let renamed = renamed(definitions.as_object().unwrap());
        assert_eq!(renamed.len(), 5);
        assert_eq!(renamed["ARN"], text);
    }

    #[test]
    fn closed_lists_of_one_name_are_one_list() {
        let record = |list: Value| json!({ "properties": { "volumeType": { "enum": list } } });
        let named = |second: Value| {
            let definitions = json!({ "A": record(json!(["gp2"])), "B": record(second) });
            let mut definitions = definitions.as_object().unwrap().clone();
            name_closed_lists(&mut definitions).map(|()| definitions)
        };
        let same = named(json!(["gp2"])).unwrap();
        assert_eq!(same["B"]["properties"]["volumeType"]["$ref"], "#/definitions/VolumeType");
        assert_eq!(same["VolumeType"]["enum"], json!(["gp2"]));
        assert_eq!(named(json!(["gp3"])).unwrap_err(), "two closed lists would be called `VolumeType`");
    }

    #[test]
    fn a_choice_of_one_record_is_that_record() {
        let definitions = json!({
            "Provider": { "properties": { "type": {} }, "required": ["type"], "oneOf": [{ "$ref": "#/definitions/Oidc" }] },
            "Oidc": { "properties": { "name": {} }, "required": ["name"] },
        });
        let mut definitions = definitions.as_object().unwrap().clone();
        merge_single_choices(&mut definitions);
        let provider = json!({ "properties": { "type": {}, "name": {} }, "required": ["type", "name"] });
        assert_eq!(definitions["Provider"], provider);
        assert!(!reached(&definitions, "Provider").contains("Oidc"));
    }
}
