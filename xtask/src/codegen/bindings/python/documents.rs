//! `_documents.py`: a class for each part of an answer.

use super::super::model::{Field, Named, Shape, Type, Verb};
use super::Module;
use super::types::Types;
use super::words::{attribute, docstring};

const IMPORTS: &str = "\
from typing import ...

from ._record import Record
from ._records import Records
";

/// All types of documents.
pub(super) fn all<'a>(types: &Types<'a>, verbs: &[Verb]) -> Vec<&'a Named> {
    let failure = Type::Named("Failure".to_owned());
    let arguments = verbs.iter().flat_map(|verb| &verb.arguments).map(|field| &field.of);
    let answers = verbs.iter().map(|verb| &verb.answer);
    types.reached(answers.chain(arguments).chain([&failure]))
}

/// The module.
pub(super) fn module(types: &Types<'_>, verbs: &[Verb]) -> Result<Module, String> {
    let all = all(types, verbs);
    let of = |of: &Named| Type::Named(of.name.clone());
    let unions: Vec<&Named> = all.iter().copied().filter(|named| types.union(&of(named)).is_some()).collect();
    let in_unions: Vec<&str> =
        unions.iter().flat_map(|named| types.union(&of(named)).unwrap_or_default()).collect();

    let mut shown = Vec::new();
    let mut text = String::new();
    for named in &all {
        if let Shape::Choice(choices) = &named.shape {
            shown.push(named.name.clone());
            text += &choice(named, choices);
        }
    }
    for named in &all {
        if let Shape::Record(fields) = &named.shape {
            shown.push(named.name.clone());
            text += &class(types, named, fields, in_unions.contains(&named.name.as_str()))?;
        }
    }
    for named in unions {
        shown.push(named.name.clone());
        let members = types.union(&of(named)).unwrap_or_default().join(", ");
        text += &format!("\n\n{} = Union[{members}]\n{}", named.name, docstring(0, &named.doc));
    }
    shown.sort_unstable();
    let about = "Classes of the documents, and the texts that their fields can hold.";
    let comment = "# mypy: no-warn-return-any\n";
    Ok(Module { about, comment, imports: IMPORTS.to_owned(), shown, body: text })
}

fn choice(named: &Named, choices: &[(String, String)]) -> String {
    let texts: String = choices.iter().map(|(text, _)| format!("    {text:?},\n")).collect();
    let meanings: String = choices
        .iter()
        .filter(|(_, doc)| !doc.is_empty())
        .map(|(text, doc)| format!("- `{text}`: {}\n", doc.replace('\n', " ")))
        .collect();
    let doc = docstring(0, &format!("{}\n\n{meanings}", named.doc));
    format!("\n{} = Literal[\n{texts}]\n{doc}", named.name)
}

fn class(types: &Types<'_>, named: &Named, fields: &[Field], in_union: bool) -> Result<String, String> {
    let mut text = format!("\n\nclass {}(Record):\n{}", named.name, docstring(4, &named.doc));
    text += "\n    __slots__ = ()\n";
    if in_union {
        let required: Vec<String> =
            fields.iter().filter(|field| !field.optional).map(|field| format!("{:?}", field.name)).collect();
        text += &format!("\n    _required = frozenset({{{}}})\n", required.join(", "));
    }
    for field in fields {
        let (annotation, body) =
            getter(types, field).map_err(|error| format!("{}.{}: {error}", named.name, field.name))?;
        let name = attribute(&field.name);
        let doc = docstring(8, &field.doc);
        text += &format!(
            "\n    @property\n    def {name}(self) -> {annotation}:\n{doc}        return self.{body}\n"
        );
    }
    Ok(text)
}

/// The type that an attribute has, and what reads it. An absent list or map is an empty one.
fn getter(types: &Types<'_>, field: &Field) -> Result<(String, String), String> {
    let key = &field.name;
    let (of, nullable) = types.plain(&field.of);
    let annotation = types.annotation(&of, field.optional || nullable);
    if let Some(class) = types.record(&of) {
        return Ok((annotation, format!("_one({key:?}, {class})")));
    }
    if let Some(classes) = types.union(&of) {
        return Ok((annotation, format!("_one({key:?}, {})", classes.join(", "))));
    }
    let always = types.annotation(&of, false);
    Ok(match &of {
        Type::List(item) => match (types.record(item), types.union(item)) {
            (Some(class), _) => (format!("Records[{class}]"), format!("_many({key:?}, {class})")),
            (None, Some(_)) => {
                return Err("a list of a choice between records has no class in Python".to_owned());
            }
            (None, None) => (always, format!("_list({key:?})")),
        },
        Type::Map(item) => match types.record(item) {
            Some(class) => (always, format!("_by_key({key:?}, {class})")),
            None => (always, format!("_map({key:?})")),
        },
        Type::Anything => (always, format!("_any({key:?})")),
        _ => (annotation, format!("_value({key:?})")),
    })
}
