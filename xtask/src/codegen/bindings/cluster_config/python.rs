//! The types of a `ClusterConfig` for Python: `TypedDict`s that Python 3.9 takes without other packages.

use std::fmt::Write as _;

use super::docs;
use crate::codegen::bindings::model::{Field, Named, Shape, Type};

/// The file.
pub(super) fn text(types: &[Named]) -> String {
    let mut text = super::head("#");
    text.push_str(
        "\"\"\"Types for a ``ClusterConfig`` that a program builds: plain dictionaries, completed and checked by an editor.\"\"\"\n\n\
         from __future__ import annotations\n\n\
         from typing import Any, Literal, TypedDict, Union\n\n__all__ = [\n",
    );
    for named in types {
        let _ = writeln!(text, "    \"{}\",", named.name);
    }
    text.push_str("]\n");
    // What a type's name stands for is looked up while the module is read: records before what is made of them.
    let (records, rest): (Vec<_>, Vec<_>) =
        types.iter().partition(|named| matches!(named.shape, Shape::Record(_)));
    records.into_iter().chain(rest).for_each(|named| declaration(&mut text, named));
    text
}

fn declaration(text: &mut String, named: &Named) {
    match &named.shape {
        Shape::Record(fields) => record(text, named, fields),
        Shape::Choice(choices) => {
            let choices = choices.iter().map(|(choice, _)| Type::Literal(choice.clone())).collect();
            alias(text, named, &Type::OneOf(choices));
        }
        Shape::Alias(of) => alias(text, named, of),
    }
}

fn alias(text: &mut String, named: &Named, of: &Type) {
    let _ = writeln!(text, "\n{} = {}", named.name, typed(of));
    comment(text, "", &docs::of_type(named));
}

/// Members that must be there stand in a base of their own: `Required` came only with Python 3.11.
fn record(text: &mut String, named: &Named, fields: &[Field]) {
    let (optional, required): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.optional);
    let mut base = "TypedDict".to_owned();
    if !required.is_empty() && !optional.is_empty() {
        base = format!("_{}Required", named.name);
        let _ = writeln!(text, "\n\nclass {base}(TypedDict):");
        members(text, &required);
    }
    let total = if optional.is_empty() { "" } else { ", total=False" };
    let _ = writeln!(text, "\n\nclass {}({base}{total}):", named.name);
    comment(text, "    ", &docs::of_type(named));
    members(text, if optional.is_empty() { &required } else { &optional });
}

fn members(text: &mut String, fields: &[&Field]) {
    for field in fields {
        let _ = writeln!(text, "\n    {}: {}", field.name, typed(&field.of));
        comment(text, "    ", &docs::sentence(&field.doc));
    }
}

fn typed(of: &Type) -> String {
    match of {
        Type::Text => "str".to_owned(),
        Type::Integer => "int".to_owned(),
        Type::Number => "float".to_owned(),
        Type::Truth => "bool".to_owned(),
        Type::Null => "None".to_owned(),
        Type::Anything => "Any".to_owned(),
        Type::Literal(text) => format!("Literal[{text:?}]"),
        Type::List(of) => format!("list[{}]", typed(of)),
        Type::Map(of) => format!("dict[str, {}]", typed(of)),
        Type::Named(name) => name.clone(),
        Type::OneOf(members) => one_of(members),
    }
}

fn one_of(members: &[Type]) -> String {
    let texts: Option<Vec<String>> = members
        .iter()
        .map(|member| match member {
            Type::Literal(text) => Some(format!("{text:?}")),
            _ => None,
        })
        .collect();
    match texts {
        Some(texts) => format!("Literal[{}]", texts.join(", ")),
        None => format!("Union[{}]", members.iter().map(typed).collect::<Vec<_>>().join(", ")),
    }
}

fn comment(text: &mut String, indent: &str, doc: &str) {
    let doc = doc.replace('\\', "\\\\").replace("\"\"\"", "'''");
    let lines = docs::lines(&doc, 100);
    let _ = match lines.as_slice() {
        [] => Ok(()),
        [line] if !line.ends_with('"') => writeln!(text, "{indent}\"\"\"{line}\"\"\""),
        lines => {
            let body = lines.join(&format!("\n{indent}"));
            writeln!(text, "{indent}\"\"\"{body}\n{indent}\"\"\"")
        }
    };
}
