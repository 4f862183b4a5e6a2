//! Bottlerocket: settings, as TOML with tables and keys in their order.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::super::Calls;
use crate::document::json;
use crate::plan::literal::{literal, literal_value};
use crate::topology::compute::NodeGroup;

impl Calls<'_, '_> {
    /// The user's settings, and over them what names the cluster; nothing where EKS alone has something to say.
    pub(super) fn settings(&self, group: &NodeGroup) -> Option<String> {
        let mut settings = Map::new();
        for (key, value) in &group.bottlerocket {
            settings.insert(key.clone(), literal_value(value));
        }
        if group.joins_by_user_data() {
            let kubernetes = settings.entry("kubernetes").or_insert_with(|| Map::new().into());
            if let Value::Object(kubernetes) = kubernetes {
                let outputs = [
                    ("api-server", self.cluster_output("Endpoint")),
                    ("cluster-certificate", self.cluster_output("CertificateAuthorityData")),
                    ("cluster-name", self.cluster_name()),
                ];
                for (key, value) in outputs {
                    kubernetes.insert(key.to_owned(), value.into());
                }
            }
        }
        if settings.is_empty() {
            return None;
        }
        let mut text = String::new();
        write_table(&mut text, "settings", &settings);
        Some(text)
    }
}

/// Plain members stand before tables: in TOML what follows a table's head belongs to that table.
fn write_table(text: &mut String, name: &str, table: &Map<String, Value>) {
    let mut has_head = false;
    for (key_text, value) in table {
        if value.is_object() || value.is_null() {
            continue;
        }
        if !has_head {
            has_head = true;
            let gap = if text.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}[{name}]");
        }
        let _ = writeln!(text, "{} = {}", key(key_text), inline(value));
    }
    for (key_text, value) in table {
        if let Value::Object(table) = value {
            write_table(text, &format!("{name}.{}", key(key_text)), table);
        }
    }
}

/// Quoted if it holds more than TOML allows in a bare key: a dot would begin a table. JSON's quoting is TOML's.
fn key(text: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !text.is_empty() && text.bytes().all(bare) {
        text.to_owned()
    } else {
        json::text(&literal(text).into())
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let mut texts = Vec::new();
            for item in items.iter().filter(|item| !item.is_null()) {
                texts.push(inline(item));
            }
            format!("[{}]", texts.join(", "))
        }
        Value::Object(members) => {
            let mut texts = Vec::new();
            for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                texts.push(format!("{} = {}", key(name), inline(value)));
            }
            format!("{{ {} }}", texts.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => json::text(value),
    }
}
