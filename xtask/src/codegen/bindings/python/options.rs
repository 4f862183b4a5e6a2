//! `_options.py`: what mappings that are handed over can hold.

use super::super::model::{Field, Named, Shape, Type};
use super::Module;
use super::types::Types;
use super::words::{docstring, is_name};

const IMPORTS: &str = "from typing import ...\n";
const ROOT: &str = "Options";
const DOC: &str = "What a call is made with: the fields of a `PlanConfig`. An unknown one is an error.";

/// The module.
pub(super) fn module(types: &Types<'_>) -> Result<Module, String> {
    let all = types.reached([&Type::Named(ROOT.to_owned())]);
    let shown = all.iter().map(|named| named.name.clone()).collect();
    let about = "What a call is made with, by the names that a `PlanConfig` has in JSON.";
    let body = typed_dicts(types, &all)?;
    Ok(Module { about, comment: "", imports: IMPORTS.to_owned(), shown, body })
}

/// The types as those of mappings.
pub(super) fn typed_dicts(types: &Types<'_>, all: &[&Named]) -> Result<String, String> {
    let text = |named: &&Named| match &named.shape {
        Shape::Record(fields) => typed_dict(types, named, fields),
        Shape::Choice(_) | Shape::Alias(_) => {
            Err(format!("{}: only records have a name in Python's options", named.name))
        }
    };
    all.iter().map(text).collect()
}

fn typed_dict(types: &Types<'_>, named: &Named, fields: &[Field]) -> Result<String, String> {
    if let Some(field) = fields.iter().find(|field| !is_name(&field.name)) {
        return Err(format!("{}: `{}` is no name in Python", named.name, field.name));
    }
    let name = &named.name;
    let (required, rest): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|field| !field.optional);
    let members = |fields: &[&Field]| -> String {
        let member = |field: &&Field| {
            let of = types.annotation(&field.of, false);
            format!("    {}: {of}\n{}", field.name, docstring(4, &field.doc))
        };
        fields.iter().map(member).collect::<Vec<String>>().join("\n")
    };
    let doc = if name == ROOT { DOC } else { &named.doc };
    let doc = if doc.is_empty() { String::new() } else { format!("{}\n", docstring(4, doc)) };
    if required.is_empty() {
        return Ok(format!("\n\nclass {name}(TypedDict, total=False):\n{doc}{}", members(&rest)));
    }
    let base = format!("_{name}Required");
    let first = format!("\n\nclass {base}(TypedDict):\n{}", members(&required));
    Ok(format!("{first}\n\nclass {name}({base}, total=False):\n{doc}{}", members(&rest)))
}
