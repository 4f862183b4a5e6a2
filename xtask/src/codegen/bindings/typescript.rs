//! The types of the npm packages: `lib/types.d.ts` for documents, `lib/verbs.d.ts` and `verbs-async.d.ts` for calls.

use std::fmt::Write as _;

use super::javascript::{Form, HEAD, forms};
use super::model::{Field, Named, Shape, Type, Verb, capital};

/// Whether calls wait or give promises.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Waiting,
    Promising,
}

impl Mode {
    /// What the names of the functions end in.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Waiting => "",
            Self::Promising => "Async",
        }
    }

    fn answer(self, of: &str) -> String {
        match self {
            Self::Waiting => of.to_owned(),
            Self::Promising => format!("Promise<{of}>"),
        }
    }

    fn remark(self) -> &'static str {
        match self {
            Self::Waiting => "",
            Self::Promising => "\n\nIt works off the main thread.",
        }
    }
}

/// Types of documents and options. Arguments of verbs are parameters, and no types that anything names.
pub(super) fn types(documents: &[Named], verbs: &[Verb]) -> String {
    let mut used = vec!["Options"];
    verbs.iter().for_each(|verb| mentioned(&verb.answer, &mut used));
    for one in documents {
        match &one.shape {
            Shape::Record(fields) => fields.iter().for_each(|field| mentioned(&field.of, &mut used)),
            Shape::Alias(of) => mentioned(of, &mut used),
            Shape::Choice(_) => {}
        }
    }
    let mut text = HEAD.to_owned();
    for one in documents.iter().filter(|one| used.contains(&one.name.as_str())) {
        let _ = write!(text, "\n{}", named(one));
    }
    text
}

/// The names in a type.
fn mentioned<'a>(of: &'a Type, names: &mut Vec<&'a str>) {
    match of {
        Type::Named(name) => names.push(name),
        Type::List(inner) | Type::Map(inner) => mentioned(inner, names),
        Type::OneOf(types) => types.iter().for_each(|one| mentioned(one, names)),
        _ => {}
    }
}

/// The types of a caller: members that are `undefined` count as absent.
fn is_input(name: &str) -> bool {
    name.starts_with("Options")
}

fn named(one: &Named) -> String {
    let name = &one.name;
    let head = doc(&one.doc, "");
    match &one.shape {
        Shape::Record(fields) => record(name, &head, fields),
        Shape::Choice(choices) => {
            let choices = choices.iter().map(|(text, about)| format!("{}  | '{text}'", doc(about, "  ")));
            format!("{head}export type {name} =\n{};\n", choices.collect::<Vec<_>>().join("\n"))
        }
        Shape::Alias(of) => format!("{head}export type {name} = {};\n", self::of(of)),
    }
}

fn record(name: &str, head: &str, fields: &[Field]) -> String {
    let mut text = format!("{head}export interface {name} {{\n");
    for field in fields {
        text.push_str(&member(field, is_input(name)));
    }
    text + "}\n"
}

fn member(field: &Field, input: bool) -> String {
    let mark = if field.optional { "?" } else { "" };
    let or_undefined = if field.optional && input { " | undefined" } else { "" };
    let (doc, name, of) = (doc(&field.doc, "  "), &field.name, of(&field.of));
    format!("{doc}  readonly {name}{mark}: {of}{or_undefined};\n")
}

/// The calls, each with its form that answers text.
pub(super) fn verbs(documents: &[Named], verbs: &[Verb], mode: Mode) -> String {
    let mut body = String::new();
    for verb in verbs {
        if mode == Mode::Waiting {
            body.push_str(&own_options(verb));
        }
        for form in forms(verb) {
            let answer = if form.document { of(&verb.answer) } else { "string".into() };
            let (doc, parameters, answer) =
                (call_doc(verb, &form, mode), parameters(verb, mode), mode.answer(&answer));
            let _ = write!(
                body,
                "\n{doc}export declare function {}{}({parameters}): {answer};\n",
                form.name,
                mode.suffix()
            );
        }
    }
    let lib = if mode == Mode::Waiting { "." } else { "./lib" };
    let own =
        verbs.iter().filter(|verb| mode == Mode::Promising && has_own_options(verb)).map(own_options_name);
    let mut text = format!("{HEAD}\n");
    import(&mut text, own, &body, &format!("{lib}/verbs.js"));
    if mode == Mode::Promising {
        import(&mut text, ["Abortable".to_owned()].into_iter(), &body, "./async.js");
    }
    import(&mut text, ["Spec".to_owned()].into_iter(), &body, &format!("{lib}/sources.js"));
    let names = documents.iter().map(|one| one.name.clone());
    import(&mut text, names, &body, &format!("{lib}/types.js"));
    text + &body
}

/// Imports those of the types that a text names.
fn import(text: &mut String, names: impl Iterator<Item = String>, user: &str, from: &str) {
    let words: Vec<&str> = user.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
    let names: Vec<String> = names.filter(|name| words.contains(&name.as_str())).collect();
    if !names.is_empty() {
        let _ = writeln!(text, "import type {{ {} }} from '{from}';", names.join(", "));
    }
}

fn has_own_options(verb: &Verb) -> bool {
    verb.arguments.iter().any(|argument| argument.optional)
}

fn own_options_name(verb: &Verb) -> String {
    format!("{}Options", capital(&verb.name))
}

/// The optional arguments of a verb beside the options of every call.
fn own_options(verb: &Verb) -> String {
    if !has_own_options(verb) {
        return String::new();
    }
    let base = if verb.reads_spec { "extends Options " } else { "" };
    let own = verb.arguments.iter().filter(|argument| argument.optional);
    let members: String = own.map(|field| member(field, true)).collect();
    let name = own_options_name(verb);
    format!("\n/** Options of `{}`. */\nexport interface {name} {base}{{\n{members}}}\n", verb.name)
}

fn parameters(verb: &Verb, mode: Mode) -> String {
    let spec = verb.reads_spec.then(|| "spec: Spec".to_owned());
    let required = verb.arguments.iter().filter(|argument| !argument.optional);
    let required = required.map(|argument| format!("{}: {}", argument.name, of(&argument.of)));
    let own = match (has_own_options(verb), verb.reads_spec) {
        (true, _) => Some(own_options_name(verb)),
        (false, true) => Some("Options".to_owned()),
        (false, false) => None,
    };
    let abortable = (mode == Mode::Promising).then(|| "Abortable".to_owned());
    let options: Vec<String> = own.into_iter().chain(abortable).collect();
    let options = (!options.is_empty()).then(|| format!("options?: {}", options.join(" & ")));
    spec.into_iter().chain(required).chain(options).collect::<Vec<_>>().join(", ")
}

fn call_doc(verb: &Verb, form: &Form, mode: Mode) -> String {
    let mut text = if form.name == verb.name {
        verb.doc.clone()
    } else {
        format!("The answer of `{}` as canonical JSON text: the same bytes in every language.", verb.name)
    };
    text.push_str(mode.remark());
    if verb.reads_spec {
        text.push_str("\n@param spec text, UTF-8 bytes or an object, or a list of these");
    }
    for argument in verb.arguments.iter().filter(|argument| !argument.optional) {
        let _ = write!(text, "\n@param {} {}", argument.name, argument.doc);
    }
    doc(&(text + "\n@throws `EksPlanError` if the call makes no sense"), "")
}

/// What a value can be, as TypeScript.
fn of(of: &Type) -> String {
    match of {
        Type::Text => "string".into(),
        Type::Integer | Type::Number => "number".into(),
        Type::Truth => "boolean".into(),
        Type::Null => "null".into(),
        Type::Anything => "unknown".into(),
        Type::Literal(text) => format!("'{text}'"),
        Type::List(item) => match &**item {
            Type::OneOf(_) => format!("readonly ({})[]", self::of(item)),
            Type::List(_) => format!("readonly ({})[]", self::of(item)),
            item => format!("readonly {}[]", self::of(item)),
        },
        Type::Map(value) => format!("{{ readonly [key: string]: {} }}", self::of(value)),
        Type::Named(name) => name.clone(),
        Type::OneOf(types) => types.iter().map(self::of).collect::<Vec<_>>().join(" | "),
    }
}

/// A comment of documentation; nothing for no text.
fn doc(text: &str, indent: &str) -> String {
    let text = text.trim_end().replace("*/", "*\u{200b}/").replace("[`", "`").replace("`]", "`");
    match text.lines().collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let lines: String =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{lines}{indent} */\n")
        }
    }
}
