//! The JSON Schema of a definition, from its table.

use serde_json::{Map, Value as Json, json};

use super::decode::Decode;
use super::section::Section;
use super::table::{Definition, Docs, Kind, Property, Status};

pub(crate) fn of<S: Section + Decode>() -> Json {
    let definition = S::DEFINITION;
    let (mut seen, mut docs) = (Vec::new(), Docs::new());
    definition.walk(&mut seen);
    S::docs(&mut docs);
    let mut schema = object(definition, &docs);
    if let Json::Object(members) = &mut schema {
        members.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        members.insert("title".into(), definition.name.into());
        let parts = seen.into_iter().skip(1).map(|part| (part.name.to_owned(), object(part, &docs)));
        members.insert("$defs".into(), Json::Object(parts.collect()));
    }
    schema
}

fn object(definition: &Definition, docs: &Docs) -> Json {
    let doc = |part: &Definition| docs.get(part.name).copied().unwrap_or_default().iter();
    let bases = definition.base.map(doc).into_iter().flatten();
    let members = definition.members().zip(doc(definition).chain(bases));
    let properties: Map<_, _> =
        members.map(|(member, doc)| (member.name.to_owned(), property(member, doc.trim()))).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let (Json::Object(members), false) = (&mut schema, definition.required.is_empty()) {
        members.insert("required".into(), definition.required.to_vec().into());
    }
    schema
}

fn property(property: &Property, doc: &str) -> Json {
    let mut schema = kind(property.kind);
    if let Json::Object(members) = &mut schema {
        let text = match property.status {
            Status::Refused(reason) => format!("Not supported yet ({reason}). {doc}"),
            _ => doc.to_owned(),
        };
        members.insert("description".into(), text.into());
    }
    schema
}

fn kind(of: Kind) -> Json {
    match of {
        Kind::Text => json!({ "type": "string" }),
        Kind::Shape { pattern, .. } => json!({ "type": "string", "pattern": pattern }),
        Kind::Choice { of } => json!({ "type": "string", "enum": of }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Natural => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::List { of } => json!({ "type": "array", "items": kind(*of) }),
        Kind::Map { of } => json!({ "type": "object", "additionalProperties": kind(*of) }),
        Kind::Section { of } => json!({ "$ref": format!("#/$defs/{}", of.name) }),
        Kind::Document => json!({ "type": "object" }),
        Kind::Anything => json!({}),
    }
}
