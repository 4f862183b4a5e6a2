//! `_verbs.py`: a function for each verb.

use super::super::model::{Field, Type, Verb};
use super::Module;
use super::types::Types;
use super::words::{self, WIDTH, attribute, docstring};

const SPEC: &str =
    "A text (YAML or JSON), its bytes in UTF-8, a path, a mapping or a `Source`; or several of these.";
const OPTIONS: &str =
    "What the call is made with: the fields of a `PlanConfig`. They win over one among the specs.";
const RAISES: &str = "\
Raises:
    EksPlanError: If the call makes no sense, such as an unknown option, or is refused.";
const READS: &str = " What is wrong with a spec is part of an answer.
    OSError: If a file cannot be read.";

/// The module.
pub(super) fn module(types: &Types<'_>, verbs: &[Verb]) -> Result<Module, String> {
    let mut shown: Vec<String> = verbs.iter().map(|verb| words::verb(&verb.name)).collect();
    shown.sort_unstable();
    let functions: String = verbs.iter().map(|verb| function(types, verb)).collect::<Result<_, _>>()?;
    let named =
        verbs.iter().flat_map(|verb| verb.arguments.iter().map(|field| &field.of).chain([&verb.answer]));
    let mut used: Vec<String> = named.filter_map(|of| used(types, of)).collect();
    used.sort_unstable();
    used.dedup();
    let used: String = used.iter().map(|name| format!("    {name},\n")).collect();
    let imports = format!(
        "import json
from typing import ...

from ._call import ask, read, unless_null
from ._documents import (\n{used})
from ._options import Options
from ._records import Records
from ._source import Spec
"
    );
    let about = "The verbs. Times in what they answer are whole seconds.";
    let comment = "# mypy: no-warn-return-any\n";
    Ok(Module { about, comment, imports, shown, body: functions })
}

/// The name of the document's type in there.
fn used(types: &Types<'_>, of: &Type) -> Option<String> {
    match types.plain(of).0 {
        Type::Named(name) => Some(name),
        Type::List(item) => used(types, &item),
        _ => None,
    }
}

fn function(types: &Types<'_>, verb: &Verb) -> Result<String, String> {
    let (answer, result) = answer(types, &verb.answer, verb.document);
    let signature = signature(&words::verb(&verb.name), &parameters(types, verb), &answer);
    let pairs: Vec<String> =
        verb.arguments.iter().map(|field| format!("{:?}: {}", field.name, attribute(&field.name))).collect();
    let call = if verb.reads_spec { "read" } else { "ask" };
    let before = if verb.reads_spec { "spec, options, " } else { "" };
    let mut line = format!("    text = {call}({:?}, {before}{{{}}})\n", verb.name, pairs.join(", "));
    if line.len() > WIDTH {
        let lines: String = pairs.iter().map(|pair| format!("        {pair},\n")).collect();
        line = format!(
            "    arguments = {{\n{lines}    }}\n    text = {call}({:?}, {before}arguments)\n",
            verb.name
        );
    }
    Ok(format!("\n\n{signature}\n{}{line}    return {result}\n", docstring(4, &doc(types, verb))))
}

/// What stands between the brackets.
fn parameters(types: &Types<'_>, verb: &Verb) -> Vec<String> {
    let (required, rest): (Vec<&Field>, Vec<&Field>) =
        verb.arguments.iter().partition(|field| !field.optional);
    let mut all = Vec::new();
    if verb.reads_spec {
        all.push("spec: Spec".to_owned());
    }
    all.extend(
        required
            .iter()
            .map(|field| format!("{}: {}", attribute(&field.name), types.annotation(&field.of, false))),
    );
    if verb.reads_spec {
        all.push("options: Optional[Options] = None".to_owned());
    }
    if !rest.is_empty() {
        all.push("*".to_owned());
    }
    all.extend(rest.iter().map(|field| {
        let name = attribute(&field.name);
        match types.plain(&field.of).0 {
            Type::Truth => format!("{name}: bool = False"),
            _ => format!("{name}: {} = None", types.annotation(&field.of, true)),
        }
    }));
    all
}

fn signature(name: &str, parameters: &[String], answer: &str) -> String {
    let line = format!("def {name}({}) -> {answer}:", parameters.join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let lines: String = parameters.iter().map(|parameter| format!("    {parameter},\n")).collect();
    format!("def {name}(\n{lines}) -> {answer}:")
}

fn doc(types: &Types<'_>, verb: &Verb) -> String {
    let (required, rest): (Vec<&Field>, Vec<&Field>) =
        verb.arguments.iter().partition(|field| !field.optional);
    let line = |field: &&Field| format!("    {}: {}", attribute(&field.name), field.doc.replace('\n', " "));
    let mut arguments: Vec<String> = required.iter().map(line).collect();
    if verb.reads_spec {
        arguments.insert(0, format!("    spec: {SPEC}"));
        arguments.push(format!("    options: {OPTIONS}"));
    }
    arguments.extend(rest.iter().map(line));
    let arguments = match arguments.is_empty() {
        true => String::new(),
        false => format!("\n\nArgs:\n{}", arguments.join("\n")),
    };
    let is_one = !matches!(types.plain(&verb.answer).0, Type::List(_));
    let returns = used(types, &verb.answer).and_then(|name| types.get(&name)).map_or("", |named| &named.doc);
    let returns =
        if returns.is_empty() || !is_one { String::new() } else { format!("\n\nReturns:\n    {returns}") };
    let reads = if verb.reads_spec { READS } else { "" };
    let raises = if arguments.is_empty() { String::new() } else { format!("\n\n{RAISES}{reads}") };
    format!("{}{arguments}{returns}{raises}", verb.doc.trim().replace('\n', " "))
}

/// The type of the answer, and what makes it of the text.
fn answer(types: &Types<'_>, of: &Type, document: bool) -> (String, String) {
    let (plain, nullable) = types.plain(of);
    let annotation = types.annotation(of, false);
    match &plain {
        _ if !document => (annotation, "text".to_owned()),
        Type::Named(name) if nullable => (annotation, format!("unless_null({name}, text)")),
        Type::Named(name) => (annotation, format!("{name}.from_json(text)")),
        Type::List(item) => match types.record(item) {
            Some(name) => (format!("Records[{name}]"), format!("Records.from_json({name}, text)")),
            None => (annotation, "json.loads(text)".to_owned()),
        },
        _ => (annotation, "json.loads(text)".to_owned()),
    }
}
