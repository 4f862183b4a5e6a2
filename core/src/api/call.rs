//! One door for host languages: a verb by its name, inputs, and everything else as JSON text.

use std::borrow::Cow;
use std::fmt::Display;

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
    run: fn(&Verb, &[Input], Value) -> Result<String, Failure>,
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
    #[cfg(not(feature = "schema"))]
    type Arguments: Arguments;
    #[cfg(feature = "schema")]
    type Arguments: Arguments + schemars::JsonSchema;
    #[cfg(feature = "schema")]
    type Answer: schemars::JsonSchema;

    fn call(inputs: &[Input], options: Options, arguments: Self::Arguments) -> Result<String, Failure>;
}

/// What a verb takes beside inputs and options.
pub(super) trait Arguments: Sized {
    /// Takes them out of a request, or says what is wrong with it; what is left are options.
    fn of(request: &mut Value) -> Result<Self, String>;
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

    fn wrong(&self, what: impl Display) -> Failure {
        Failure::new(Misuse::WrongArgument, format!("`{}`: {what}", self.name))
    }

    /// Inputs with their names, and options.
    fn prepared<'i>(
        &self,
        inputs: &'i [Input],
        options: Value,
    ) -> Result<(Cow<'i, [Input]>, Options), Failure> {
        let name = options.as_object().and_then(|options| options.keys().next());
        if let Some(name) = name.filter(|_| !self.reads) {
            return Err(self.wrong(format_args!("there is no argument `{name}`")));
        }
        let options = if self.reads { options } else { Value::Object(Map::new()) };
        let options = Options::from_value(&options)?;
        let inputs = named(inputs, options.config.source_name.as_deref().map_or("-", String::as_str));
        Ok((inputs, options))
    }
}

/// All of a verb that depends on the types of its arguments.
fn run<C: Call>(verb: &Verb, inputs: &[Input], mut request: Value) -> Result<String, Failure> {
    let arguments = C::Arguments::of(&mut request).map_err(|what| verb.wrong(what))?;
    let (inputs, options) = verb.prepared(inputs, request)?;
    C::call(&inputs, options, arguments)
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
    guarded(|| (found.run)(found, inputs, request))
}

/// The inputs, with a name for those that have none.
fn named<'i>(inputs: &'i [Input], name: &str) -> Cow<'i, [Input]> {
    let mut inputs = Cow::Borrowed(inputs);
    if inputs.iter().any(|input| input.name.is_empty()) {
        for input in inputs.to_mut().iter_mut().filter(|input| input.name.is_empty()) {
            name.clone_into(&mut input.name);
        }
    }
    inputs
}
