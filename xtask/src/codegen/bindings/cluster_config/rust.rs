//! The types of a `ClusterConfig` for Rust, one file for each area.

mod areas;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::docs;
use super::words::{pascal, snake};
use crate::codegen::bindings::model::{Field, Named, Shape, Type};

const FOLDER: &str = "core/src/cluster_config/generated";

/// Names of variants that their text does not give.
const VARIANTS: [(&str, &str); 3] =
    [("*", "Everything"), ("eksctl.io/v1alpha5", "V1Alpha5"), ("x86_64", "X86_64")];

/// Lists that say something when they are empty: (type, field).
const EMPTY_COUNTS: [(&str, &str); 1] = [("AutoModeConfig", "nodePools")];

/// What stands before a record. Only tests read them, to see that nothing is lost.
const RECORD: &str = "\
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(default, deny_unknown_fields))]
#[serde(rename_all = \"camelCase\")]
";

/// The types by their names.
type Types<'a> = BTreeMap<&'a str, &'a Named>;

/// The files by their paths.
pub(super) fn files(types: &[Named]) -> Result<Vec<(String, String)>, String> {
    let all: Types<'_> = types.iter().map(|named| (named.name.as_str(), named)).collect();
    let head = super::head("//");
    let areas = areas::areas(&all)?;
    let mut index = head.clone();
    let mut files = Vec::new();
    index.push('\n');
    for area in areas.keys() {
        let _ = writeln!(index, "mod {area};");
    }
    index.push('\n');
    for (area, types) in areas {
        let body: String = types.iter().map(|named| declaration(&all, named)).collect();
        files.push((format!("{FOLDER}/{area}.rs"), format!("{head}{}{body}", uses(&body))));
        let _ = writeln!(index, "pub use {area}::*;");
    }
    files.push((format!("{FOLDER}/mod.rs"), index));
    Ok(files)
}

/// What a file imports.
fn uses(body: &str) -> String {
    let mut text = String::from("\n");
    if body.contains("BTreeMap") {
        text.push_str("use std::collections::BTreeMap;\n\n");
    }
    text.push_str("use serde::Serialize;\n\n#[allow(clippy::wildcard_imports, unused_imports, reason = \"types refer to those of all areas\")]\nuse super::*;\n");
    text
}

fn declaration(all: &Types<'_>, named: &Named) -> String {
    let name = pascal(&named.name);
    let mut text = String::from("\n");
    comment(&mut text, "", &docs::of_type(named));
    match &named.shape {
        Shape::Alias(Type::OneOf(members)) => one_of(&mut text, &name, members),
        Shape::Alias(of) => {
            let _ = writeln!(text, "pub type {name} = {};", typed(of));
        }
        Shape::Choice(choices) => choice(&mut text, &name, choices),
        Shape::Record(fields) => {
            text.push_str(RECORD);
            let _ = writeln!(text, "pub struct {name} {{");
            fields.iter().for_each(|field| member(&mut text, all, named, field));
            text.push_str("}\n");
        }
    }
    text
}

fn choice(text: &mut String, name: &str, choices: &[(String, String)]) {
    // What can be one text only is written without being asked for.
    let only = choices.len() == 1;
    let default = if only { ", Default" } else { "" };
    let _ = writeln!(text, "#[derive(Debug, Clone, Copy{default}, PartialEq, Eq, Serialize)]");
    let _ = writeln!(text, "#[cfg_attr(test, derive(serde::Deserialize))]\npub enum {name} {{");
    for (choice, _) in choices {
        let given = VARIANTS.iter().find(|(text, _)| text == choice);
        let variant = given.map_or_else(|| pascal(choice), |(_, name)| (*name).to_owned());
        let default = if only { "    #[default]\n" } else { "" };
        let _ =
            writeln!(text, "    /// `{choice}`.\n{default}    #[serde(rename = {choice:?})]\n    {variant},");
    }
    text.push_str("}\n");
}

fn one_of(text: &mut String, name: &str, members: &[Type]) {
    text.push_str("#[derive(Debug, Clone, PartialEq, Serialize)]\n");
    text.push_str("#[cfg_attr(test, derive(serde::Deserialize))]\n");
    let _ = writeln!(text, "#[serde(untagged)]\npub enum {name} {{");
    for member in members {
        let (variant, doc) = match member {
            Type::List(_) => ("List", "As a list"),
            Type::Map(_) => ("Map", "As a mapping"),
            _ => ("Other", "In another form"),
        };
        let _ = writeln!(text, "    /// {doc}.\n    {variant}({}),", typed(member));
    }
    text.push_str("}\n");
}

fn member(text: &mut String, all: &Types<'_>, owner: &Named, field: &Field) {
    let said = docs::sentence(&field.doc);
    let name = &field.name;
    comment(text, "    ", &if said.is_empty() { format!("`{name}`.") } else { format!("`{name}`: {said}") });
    let counts = EMPTY_COUNTS.contains(&(owner.name.as_str(), name));
    let (of, absent) = match resolved(all, &field.of) {
        _ if !field.optional => (typed(&field.of), None),
        Type::List(_) if !counts => (typed(&field.of), Some("Vec::is_empty")),
        Type::Map(of) if **of != Type::Anything => (typed(&field.of), Some("BTreeMap::is_empty")),
        _ => (format!("Option<{}>", typed(&field.of)), Some("Option::is_none")),
    };
    let mut options = Vec::new();
    let rust = snake(name);
    if lower(&pascal(&rust)) != *name {
        options.push(format!("rename = {name:?}"));
    }
    options.extend(absent.map(|absent| format!("skip_serializing_if = {absent:?}")));
    if field.of == Type::Number {
        options.push("serialize_with = \"crate::cluster_config::number\"".to_owned());
    }
    if !options.is_empty() {
        let _ = writeln!(text, "    #[serde({})]", options.join(", "));
    }
    let _ = writeln!(text, "    pub {}: {of},", if rust == "type" { "r#type" } else { &rust });
}

/// The same with a small letter first.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// What a type is, behind its other names.
fn resolved<'a>(all: &Types<'a>, of: &'a Type) -> &'a Type {
    match of {
        Type::Named(name) => match all.get(name.as_str()).map(|named| &named.shape) {
            Some(Shape::Alias(of)) => resolved(all, of),
            _ => of,
        },
        of => of,
    }
}

fn typed(of: &Type) -> String {
    match of {
        Type::Text | Type::Literal(_) => "String".to_owned(),
        Type::Integer => "i64".to_owned(),
        Type::Number => "f64".to_owned(),
        Type::Truth => "bool".to_owned(),
        Type::List(of) => format!("Vec<{}>", typed(of)),
        Type::Map(of) if **of != Type::Anything => format!("BTreeMap<String, {}>", typed(of)),
        Type::Named(name) => pascal(name),
        Type::Map(_) | Type::Null | Type::Anything | Type::OneOf(_) => "serde_json::Value".to_owned(),
    }
}

/// A comment that rustdoc takes as it is: a bracket that begins no link says so.
fn comment(text: &mut String, indent: &str, doc: &str) {
    let mut rest = doc;
    let mut safe = String::new();
    while let Some((before, after)) = rest.split_once('[') {
        let link = after.split_once(']').is_some_and(|(_, behind)| behind.starts_with('('));
        safe = safe + before + if link { "[" } else { "\\[" };
        rest = after;
    }
    safe.push_str(rest);
    let bare = |word: &str| {
        if word.starts_with("https://") { format!("<{word}>") } else { word.to_owned() }
    };
    let safe = safe.split(' ').map(bare).collect::<Vec<_>>().join(" ");
    for line in docs::lines(&safe, 100) {
        let _ = writeln!(text, "{indent}/// {line}");
    }
}
