//! The generated modules of the Python package.

mod documents;
mod options;
mod package;
mod types;
mod verbs;
mod words;

use super::Source;
use super::model::{Named, Shape};
use types::Types;

const FOLDER: &str = "bindings-python";

/// The generated files, by their paths.
pub(super) fn files(source: &Source) -> Result<Vec<(String, String)>, String> {
    let types = Types::new(&source.documents);
    let modules = [
        ("_documents", documents::module(&types, &source.verbs)?),
        ("_options", options::module(&types)?),
        ("_verbs", verbs::module(&types, &source.verbs)?),
    ];
    let shown: Vec<(&str, Vec<&str>)> = modules
        .iter()
        .map(|(name, module)| (*name, module.shown.iter().map(String::as_str).collect()))
        .collect();
    let lists = [
        ("_documents", documents::all(&types, &source.verbs)),
        ("cluster_config", source.cluster_config.iter().collect()),
    ];
    let mut texts = vec![
        ("python/eks_plan/__init__.py".to_owned(), package::module(&shown)),
        ("tests/stubtest-allowlist.txt".to_owned(), allowlist(&lists)),
    ];
    texts.extend(modules.iter().map(|(name, module)| (format!("python/eks_plan/{name}.py"), module.text())));
    Ok(texts.into_iter().map(|(path, text)| (format!("{FOLDER}/{path}"), text)).collect())
}

/// The closed lists of texts, for `mypy.stubtest`, which takes one for a `Union` of its texts and does not find it.
fn allowlist(modules: &[(&str, Vec<&Named>)]) -> String {
    let mut text =
        "# Made by `cargo xtask codegen`: stubtest takes a Literal for a Union, and finds none.\n".to_owned();
    for (module, types) in modules {
        for named in types.iter().filter(|named| matches!(named.shape, Shape::Choice(_))) {
            text += &format!("eks_plan\\.{module}\\.{}\n", named.name);
        }
    }
    text
}

/// A module: what it is, comments for checkers, what it imports, what it shows, what it holds.
struct Module {
    about: &'static str,
    comment: &'static str,
    imports: String,
    shown: Vec<String>,
    body: String,
}

impl Module {
    fn text(&self) -> String {
        let Self { about, comment, imports, shown, body } = self;
        let made = "Made by `cargo xtask codegen` from `schema/api.schema.json`.";
        let shown: String = shown.iter().map(|name| format!("    \"{name}\",\n")).collect();
        let word = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
        let used = |name: &&&str| body.split(word).any(|found| found == **name);
        let typing: Vec<&str> = TYPING.iter().filter(used).copied().collect();
        let typing = format!("from typing import {}\n", typing.join(", "));
        let imports = imports.replace("from typing import ...\n", &typing);
        format!(
            "{comment}\"\"\"{about}\n\n{made}\n\"\"\"\n\nfrom __future__ import annotations\n\n{imports}
__all__ = [\n{shown}]\n{body}"
        )
    }
}

/// What a module may need of `typing`.
const TYPING: [&str; 5] = ["Any", "Literal", "Optional", "TypedDict", "Union"];
