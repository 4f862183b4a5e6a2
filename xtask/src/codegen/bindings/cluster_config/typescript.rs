//! The types of a `ClusterConfig` for TypeScript.

use std::fmt::Write as _;

use super::docs;
use crate::codegen::bindings::model::{Named, Shape, Type};

/// The file.
pub(super) fn text(types: &[Named]) -> String {
    let mut text = super::head("//");
    for named in types {
        text.push('\n');
        comment(&mut text, "", &docs::of_type(named));
        declaration(&mut text, named);
    }
    text
}

fn declaration(text: &mut String, named: &Named) {
    let name = &named.name;
    let _ = match &named.shape {
        Shape::Choice(choices) => {
            let choices = choices.iter().map(|(choice, _)| Type::Literal(choice.clone())).collect();
            writeln!(text, "export type {name} = {};", typed(&Type::OneOf(choices)))
        }
        Shape::Alias(of) => writeln!(text, "export type {name} = {};", typed(of)),
        Shape::Record(fields) => {
            let _ = writeln!(text, "export interface {name} {{");
            for field in fields {
                comment(text, "  ", &docs::sentence(&field.doc));
                // A member that is `undefined` counts as absent.
                let (mark, or) = if field.optional { ("?", " | undefined") } else { ("", "") };
                let _ = writeln!(text, "  {}{mark}: {}{or};", field.name, typed(&field.of));
            }
            writeln!(text, "}}")
        }
    };
}

fn typed(of: &Type) -> String {
    match of {
        Type::Text => "string".to_owned(),
        Type::Integer | Type::Number => "number".to_owned(),
        Type::Truth => "boolean".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Anything => "unknown".to_owned(),
        Type::Literal(text) => format!("{text:?}"),
        Type::List(of) => match &**of {
            of @ Type::OneOf(_) => format!("({})[]", typed(of)),
            of => format!("{}[]", typed(of)),
        },
        Type::Map(of) => format!("{{ [key: string]: {} }}", typed(of)),
        Type::Named(name) => name.clone(),
        Type::OneOf(members) => members.iter().map(typed).collect::<Vec<_>>().join(" | "),
    }
}

fn comment(text: &mut String, indent: &str, doc: &str) {
    let lines = docs::lines(&doc.replace("*/", "*\\/"), 100);
    let _ = match lines.as_slice() {
        [] => Ok(()),
        [line] => writeln!(text, "{indent}/** {line} */"),
        lines => {
            let body: String =
                lines.iter().fold(String::new(), |body, line| body + indent + " * " + line + "\n");
            write!(text, "{indent}/**\n{body}{indent} */\n")
        }
    };
}
