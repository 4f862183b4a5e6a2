//! Options that come as JSON text.

use serde_json::Value as Json;

use crate::diagnostic::{Code, Diagnostic, Phase, Place, Report};
use crate::source::{Entry, Kind, Node, Scalar, Value};

pub(crate) fn read(text: &str) -> Result<Node, Report> {
    serde_json::from_str(text).map(node).map_err(|error| {
        let mut report = Report::default();
        let message = format!("the options are not JSON: {error}");
        report.push(Diagnostic::new(Code::TextSyntax, &Place::default(), message).phase(Phase::Parse));
        report
    })
}

/// Depth is bounded by `serde_json`, which refuses more than 128 levels.
pub(crate) fn node(json: Json) -> Node {
    let value = match json {
        Json::Null => scalar(Kind::Null, "null"),
        Json::Bool(value) => scalar(Kind::Bool(value), if value { "true" } else { "false" }),
        Json::Number(number) => {
            scalar(number.as_i64().map_or(Kind::Float, Kind::Integer), &number.to_string())
        }
        Json::String(text) => scalar(Kind::String, &text),
        Json::Array(items) => Value::Sequence(items.into_iter().map(node).collect()),
        Json::Object(members) => Value::Mapping(
            members
                .into_iter()
                .map(|(key, value)| Entry { key: key.into(), key_span: None, value: node(value) })
                .collect(),
        ),
    };
    Node { value, span: None }
}

fn scalar(kind: Kind, text: &str) -> Value {
    Value::Scalar(Scalar { kind, text: text.into() })
}
