//! The same document in other words: as JSON, with other orders.

use eks_plan::source::{self, Kind, Limits, Node};
use serde_json::{Map, Value};

use crate::Draw;

/// Lists that are sets: their order means nothing.
const SETS: [&str; 8] = [
    "managedNodeGroups",
    "nodeGroups",
    "fargateProfiles",
    "addons",
    "accessEntries",
    "serviceAccounts",
    "podIdentityAssociations",
    "workloads",
];

/// A text as its first document, anchors and merge keys resolved.
pub fn parse(text: &str) -> Value {
    let source = source::read("cluster.yaml", text, &Limits::default());
    source.documents.first().map_or(Value::Null, |document| value(&document.root))
}

/// A text as all its documents.
pub fn parse_all(text: &str) -> Vec<Value> {
    let source = source::read("cluster.yaml", text, &Limits::default());
    source.documents.iter().map(|document| value(&document.root)).collect()
}

fn value(node: &Node) -> Value {
    if let Some(entries) = node.as_mapping() {
        return entries
            .iter()
            .map(|entry| (entry.key.to_string(), value(&entry.value)))
            .collect::<Map<_, _>>()
            .into();
    }
    if let Some(items) = node.as_sequence() {
        return items.iter().map(value).collect();
    }
    match node.as_scalar() {
        Some(scalar) => match scalar.kind {
            Kind::Null => Value::Null,
            Kind::Bool(truth) => truth.into(),
            Kind::Integer(number) => number.into(),
            Kind::Float => scalar.text.parse::<f64>().map_or(Value::Null, Value::from),
            Kind::String => scalar.text.as_ref().into(),
        },
        None => Value::Null,
    }
}

/// A document as JSON, members in an order that is drawn.
pub fn shuffle_keys(document: &Value, draw: &mut Draw<'_>) -> String {
    match document {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            draw.shuffle(&mut members);
            let member = |(key, value): &(&String, &Value)| {
                format!("{}: {}", json(&Value::from(key.as_str())), shuffle_keys(value, draw))
            };
            let members: Vec<_> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| shuffle_keys(item, draw)).collect();
            format!("[{}]", items.join(", "))
        }
        other => json(other),
    }
}

/// A document with the items of its sets in an order that is drawn.
pub fn shuffle_sets(document: &Value, draw: &mut Draw<'_>) -> Value {
    match document {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let mut value = shuffle_sets(value, draw);
                if let (true, Some(items)) = (SETS.contains(&key.as_str()), value.as_array_mut()) {
                    draw.shuffle(items);
                }
                (key.clone(), value)
            };
            members.iter().map(member).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(|item| shuffle_sets(item, draw)).collect(),
        other => other.clone(),
    }
}

/// A document as indented JSON.
pub fn json(document: &Value) -> String {
    serde_json::to_string_pretty(document).expect("a value is JSON")
}
