//! One door for host languages: a verb by its name, inputs, and everything else as JSON text.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::fault::guarded;
use super::object::Object;
use super::verbs::VERBS;
use super::{Failure, Input, Misuse, Options};

/// A verb as host languages call it.
#[derive(Debug, Clone, Copy)]
pub struct Verb {
    /// Its name in camelCase.
    pub name: &'static str,
    /// What it does, for people.
    pub doc: &'static str,
    /// True if it reads a spec, and with it takes options.
    pub reads: bool,
    /// True if its answer is a document, canonical JSON text; otherwise it is text for another program.
    pub document: bool,
    run: fn(&[Input], Value) -> Result<String, Failure>,
    /// The schema of its arguments.
    #[cfg(feature = "schema")]
    pub arguments: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    /// The schema of its answer.
    #[cfg(feature = "schema")]
    pub answer: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
}

/// How a verb is carried out.
pub(super) trait Call {
    const NAME: &'static str;
    const DOC: &'static str;
    const READS: bool = true;
    const DOCUMENT: bool = true;
    type Arguments: Arguments;
    #[cfg(feature = "schema")]
    type Answer: schemars::JsonSchema;

    fn call(inputs: &[Input], options: Options, arguments: Self::Arguments) -> Result<String, Failure>;
}

/// What a verb takes beside inputs and options.
#[cfg(not(feature = "schema"))]
pub(super) trait Arguments: DeserializeOwned {
    const NAMES: &'static [&'static str];
}

/// What a verb takes beside inputs and options.
#[cfg(feature = "schema")]
pub(super) trait Arguments: DeserializeOwned + schemars::JsonSchema {
    const NAMES: &'static [&'static str];
}

impl Verb {
    pub(super) const fn of<C: Call>() -> Self {
        Self {
            name: C::NAME,
            doc: C::DOC,
            reads: C::READS,
            document: C::DOCUMENT,
            run: run::<C>,
            #[cfg(feature = "schema")]
            arguments: schemars::SchemaGenerator::subschema_for::<C::Arguments>,
            #[cfg(feature = "schema")]
            answer: schemars::SchemaGenerator::subschema_for::<C::Answer>,
        }
    }
}

/// Carries out the verb of this name. `request` is a JSON object with the verb's arguments and, beside them, the fields of a
/// `PlanConfig`: the options of the call. An input without a name has that of the option `sourceName`, or `-`. The answer is
/// canonical text.
///
/// # Errors
///
/// If the call makes no sense: no such verb, a wrong argument, an unknown option; or for a fault of ours. What is wrong with the
/// inputs is part of the answer.
pub fn call(verb: &str, inputs: &[Input], request: &str) -> Result<String, Failure> {
    let found = VERBS.iter().find(|found| found.name == verb);
    let found =
        found.ok_or_else(|| Failure::new(Misuse::NoSuchVerb, format!("there is no verb `{verb}`")))?;
    let Object(request) = serde_json::from_str(request)
        .map_err(|error| Failure::new(Misuse::WrongArgument, format!("the request is not JSON: {error}")))?;
    guarded(|| (found.run)(inputs, request))
}

fn run<C: Call>(inputs: &[Input], request: Value) -> Result<String, Failure> {
    let (arguments, mut options) = split(request, C::Arguments::NAMES);
    let arguments = serde_json::from_value(arguments)
        .map_err(|error| Failure::new(Misuse::WrongArgument, format!("`{}`: {error}", C::NAME)))?;
    if !C::READS {
        if let Some(name) = options.as_object().and_then(|options| options.keys().next()) {
            let message = format!("`{}`: there is no argument `{name}`", C::NAME);
            return Err(Failure::new(Misuse::WrongArgument, message));
        }
        options = Value::Object(Map::new());
    }
    let options = Options::from_value(&options)?;
    let named = named(inputs, options.config.source_name.as_deref().map_or("-", String::as_str));
    C::call(named.as_deref().unwrap_or(inputs), options, arguments)
}

/// The inputs with names for those that have none; nothing if all have one.
fn named(inputs: &[Input], name: &str) -> Option<Vec<Input>> {
    if inputs.iter().all(|input| !input.name.is_empty()) {
        return None;
    }
    let mut inputs = inputs.to_vec();
    inputs
        .iter_mut()
        .filter(|input| input.name.is_empty())
        .for_each(|input| name.clone_into(&mut input.name));
    Some(inputs)
}

/// The arguments with these names, and what is left.
fn split(request: Value, names: &[&str]) -> (Value, Value) {
    let Value::Object(mut rest) = request else { return (Value::Object(Map::new()), request) };
    let taken = names.iter().filter_map(|&name| Some((name.to_owned(), rest.remove(name)?)));
    let taken: Map<String, Value> = taken.filter(|(_, value)| !value.is_null()).collect();
    (Value::Object(taken), Value::Object(rest))
}
