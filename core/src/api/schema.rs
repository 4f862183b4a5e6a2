//! The JSON Schemas of the documents.

use std::sync::LazyLock;

use serde_json::Value;

/// Names of the schemas.
pub const SCHEMAS: [&str; 3] = ["diagnostics", "plan", "plan-config"];

/// Their texts, without what only makes them legible.
const COMPACT: [&str; 3] = [
    include_str!("../../schema/diagnostics.schema.json"),
    include_str!("../../schema/plan.schema.json"),
    include_str!("../../schema/plan-config.schema.json"),
];

static LEGIBLE: LazyLock<[String; 3]> = LazyLock::new(|| COMPACT.map(legible));

/// A JSON Schema by its name, as text: one of [`SCHEMAS`].
pub fn schema(name: &str) -> Option<&'static str> {
    let at = SCHEMAS.iter().position(|known| *known == name)?;
    LEGIBLE.get(at).map(String::as_str)
}

fn legible(compact: &str) -> String {
    let schema: Value = serde_json::from_str(compact).unwrap_or_default();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
