//! Documents whose shape is not ours to know.

use serde_json::{Map, Value as Json};

use super::context::Context;
use super::decode::Single;
use super::table::Kind;
use crate::diagnostic::Place;
use crate::source::{self, Node, Value};

/// A free mapping: a policy, kubelet settings. Whole numbers are JSON numbers; any other number is a string that
/// holds its raw text, so that no number is ever rounded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document(pub Json);

impl Single for Document {
    const IS: Kind = Kind::Document;

    fn decode(node: &Node, at: &Place, cx: &mut Context) -> Option<Self> {
        if node.as_mapping().is_none() {
            cx.wrong_type(Self::IS.describe(), node, at);
            return None;
        }
        Some(Self(to_json(node)))
    }
}

/// Anything at all; for what is refused whatever it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anything(pub Json);

impl Single for Anything {
    const IS: Kind = Kind::Anything;

    fn decode(node: &Node, _: &Place, _: &mut Context) -> Option<Self> {
        Some(Self(to_json(node)))
    }
}

fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Sequence(items) => items.iter().map(to_json).collect(),
        Value::Mapping(entries) => {
            let mut members = Map::new();
            for entry in entries {
                members.insert(entry.key.to_string(), to_json(&entry.value));
            }
            Json::Object(members)
        }
        Value::Scalar(scalar) => match scalar.kind {
            source::Kind::Null => Json::Null,
            source::Kind::Bool(value) => value.into(),
            source::Kind::Integer(value) => value.into(),
            source::Kind::Float | source::Kind::String => scalar.text.as_ref().into(),
        },
    }
}
