//! The verbs, each as a call of host languages. A new one is a row here; what the bindings show of it is made from this list.

use serde_json::Value;

use super::call::{Arguments, Call, Verb};
use super::{Baseline, Failure, Input, Misuse, Options};
#[cfg(feature = "schema")]
use crate::document::{answer, plan, topology, why};
use crate::document::{check, json};
use crate::plan::canonical;
use crate::render::Form;
use crate::terms::Relation;

/// Declares what verbs take beside inputs and options.
macro_rules! arguments {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
        pub(super) struct $name { $($(#[$fdoc])* $field: $type,)* }

        impl Arguments for $name {
            #[allow(unused_variables, reason = "some verbs take nothing")]
            fn of(request: &mut Value) -> Result<Self, String> {
                Ok(Self { $($field: Argument::of(request, stringify!($field))?,)* })
            }
        }
    )+};
}

/// An argument as a verb takes it.
trait Argument: Sized {
    /// Takes the argument of this name out of a request, or says what is wrong with it.
    fn of(request: &mut Value, name: &str) -> Result<Self, String>;
}

impl Argument for Option<String> {
    fn of(request: &mut Value, name: &str) -> Result<Self, String> {
        match taken(request, name) {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text)),
            other => Err(json::unlike(&other, "a string")),
        }
    }
}

impl Argument for String {
    fn of(request: &mut Value, name: &str) -> Result<Self, String> {
        Option::of(request, name)?.ok_or_else(|| missing(name))
    }
}

impl Argument for bool {
    fn of(request: &mut Value, name: &str) -> Result<Self, String> {
        match taken(request, name) {
            Value::Null => Ok(false),
            Value::Bool(value) => Ok(value),
            other => Err(json::unlike(&other, "a boolean")),
        }
    }
}

impl Argument for Form {
    fn of(request: &mut Value, name: &str) -> Result<Self, String> {
        word(request, name, &Self::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>())?
            .and_then(|word| Self::from_name(&word))
            .ok_or_else(|| missing(name))
    }
}

impl Argument for Option<Relation> {
    fn of(request: &mut Value, name: &str) -> Result<Self, String> {
        let word = word(request, name, &Relation::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>())?;
        Ok(word.and_then(|word| Relation::from_name(&word)))
    }
}

/// The argument of this name; null if it was not given.
fn taken(request: &mut Value, name: &str) -> Value {
    request.as_object_mut().and_then(|members| json::take(members, name)).unwrap_or_default()
}

fn missing(name: &str) -> String {
    format!("missing field `{name}`")
}

/// A word of a closed list, if one was given.
fn word(request: &mut Value, name: &str, known: &[&str]) -> Result<Option<String>, String> {
    let text = match taken(request, name) {
        Value::Null => return Ok(None),
        Value::String(text) => text,
        other => return Err(json::unlike(&other, "string or map")),
    };
    match known {
        known if known.contains(&text.as_str()) => Ok(Some(text)),
        [one, other] => Err(format!("unknown variant `{text}`, expected `{one}` or `{other}`")),
        known => Err(format!("unknown variant `{text}`, expected one of `{}`", known.join("`, `"))),
    }
}

/// Declares verbs and lists them.
macro_rules! verbs {
    ($($(#[doc = $doc:literal])+ $name:ident as $text:literal ($reads:literal, $document:literal):
        $arguments:ident -> $answer:ty = $call:expr;)+) => {
        /// All verbs, in the order in which people meet them.
        pub const VERBS: &[Verb] = &[$(Verb::of::<$name>(),)+];

        $(
            struct $name;

            impl Call for $name {
                const NAME: &'static str = $text;
                const DOC: &'static str = concat!($($doc, "\n"),+);
                const READS: bool = $reads;
                const DOCUMENT: bool = $document;
                type Arguments = $arguments;
                #[cfg(feature = "schema")]
                type Answer = $answer;

                fn call(inputs: &[Input], options: Options, arguments: $arguments) -> Result<String, Failure> {
                    let call: fn(&[Input], Options, $arguments) -> Result<String, Failure> = $call;
                    call(inputs, options, arguments)
                }
            }
        )+
    };
}

arguments! {
    /// Nothing.
    Nothing {}
    /// Arguments of `check` and `baseline`.
    CheckArguments {
        /// True if every input is a cluster of its own.
        #[cfg_attr(feature = "schema", schemars(default))]
        each: bool,
        /// The text of a baseline: findings that were there before, and are passed over.
        baseline: Option<String>,
    }
    /// Arguments of `render`.
    RenderArguments {
        /// The form.
        form: Form,
        /// True if every input is a cluster of its own.
        #[cfg_attr(feature = "schema", schemars(default))]
        each: bool,
        /// The text of a baseline: findings that were there before, and are passed over.
        baseline: Option<String>,
    }
    /// Arguments of `fix`.
    FixArguments {
        /// True if every input is a cluster of its own.
        #[cfg_attr(feature = "schema", schemars(default))]
        each: bool,
    }
    /// Arguments of `why`.
    WhyArguments {
        /// The id of a step or of a resource.
        step: String,
        /// The id of what it comes after; without it, everything that it waits for is told.
        before: Option<String>,
        /// Coming up (`create`, the default) or going away (`delete`).
        relation: Option<Relation>,
    }
    /// Arguments of `impact`.
    ImpactArguments {
        /// The id of a step or of a resource.
        step: String,
    }
    /// Arguments of `explain`.
    ExplainArguments {
        /// A diagnostic code, such as `EP0104`.
        code: String,
    }
    /// Arguments of `schema`.
    SchemaArguments {
        /// The name of a schema.
        name: String,
    }
}

verbs! {
    /// The plan that brings the cluster up: steps in their order, times, what is billed, findings.
    Plan as "plan" (true, true): Nothing -> plan::Plan = |inputs, options, _| {
        Ok(super::plan_json(inputs, &options))
    };
    /// The same, refused if an error-level finding stands.
    PlanOrThrow as "planOrThrow" (true, true): Nothing -> plan::Plan = |inputs, options, _| {
        super::plan_or_fail(inputs, &options).map(|plan| canonical(&plan))
    };
    /// Findings alone.
    Check as "check" (true, true): CheckArguments -> check::Check = |inputs, options, arguments| {
        found(inputs, options, arguments.each, arguments.baseline).map(|check| canonical(&check))
    };
    /// Findings as a list for people (`markdown`), for code scanning (`sarif`), as annotations (`github`) or as a test report (`junit`).
    Render as "render" (true, false): RenderArguments -> String = |inputs, options, arguments| {
        let check = found(inputs, options, arguments.each, arguments.baseline)?;
        let files: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
        Ok(super::render(&check, arguments.form, &files))
    };
    /// The findings as a baseline: a text to keep, and to hand to later calls of `check`.
    Baselined as "baseline" (true, false): CheckArguments -> String = |inputs, options, arguments| {
        found(inputs, options, arguments.each, arguments.baseline).map(|check| Baseline::of(&check).text())
    };
    /// The texts with the remedies that are certain carried out, and what is found then. Comments and layout stay.
    Fix as "fix" (true, true): FixArguments -> answer::Repaired = |inputs, options, arguments| {
        Ok(canonical(&super::fix(inputs, &options, arguments.each).document(inputs)))
    };
    /// What the cluster will be; null if the input cannot be lowered.
    Topology as "topology" (true, true): Nothing -> Option<topology::Topology> = |inputs, options, _| {
        Ok(canonical(&super::topology(inputs, &options).0))
    };
    /// Why a step is there, or why it comes after another: the edges behind it, as a tree.
    Why as "why" (true, true): WhyArguments -> why::Why = |inputs, options, arguments| {
        let relation = arguments.relation.unwrap_or(Relation::Create);
        let before = arguments.before.as_deref();
        Ok(canonical(&super::why(inputs, &options, &arguments.step, before, relation)?))
    };
    /// What waits for a step, and what fails with it.
    Impact as "impact" (true, true): ImpactArguments -> why::Impact = |inputs, options, arguments| {
        Ok(canonical(&super::impact(inputs, &options, &arguments.step)?))
    };
    /// What a diagnostic code means, with an example of the mistake and of its repair.
    Explain as "explain" (false, true): ExplainArguments -> crate::diagnostic::Explanation = |_, _, arguments| {
        let code = arguments.code;
        let none = || Failure::new(Misuse::NoSuchCode, format!("there is no code `{code}`; `codes` lists all"));
        super::explain(&code).map(|explanation| canonical(&explanation)).ok_or_else(none)
    };
    /// All diagnostic codes, each explained.
    Codes as "codes" (false, true): Nothing -> Vec<crate::diagnostic::Explanation> = |_, _, _| {
        Ok(canonical(&super::codes()))
    };
    /// A JSON Schema: `plan`, `plan-config` or `diagnostics`.
    Schema as "schema" (false, true): SchemaArguments -> serde_json::Map<String, serde_json::Value> = |_, _, arguments| {
        let name = arguments.name;
        let none = || {
            let names = super::SCHEMAS.join("`, `");
            Failure::new(Misuse::NoSuchSchema, format!("there is no schema `{name}`; there are `{names}`"))
        };
        super::schema(&name).map(str::to_owned).ok_or_else(none)
    };
    /// The version of the library and of the facts that it rests on.
    Version as "version" (false, true): Nothing -> answer::Version = |_, _, _| {
        Ok(canonical(&super::version()))
    };
}

fn found(
    inputs: &[Input],
    mut options: Options,
    each: bool,
    baseline: Option<String>,
) -> Result<check::Check, Failure> {
    options.baseline = baseline.map(|text| Baseline::read(&text)).transpose()?;
    Ok(if each { super::check_each(inputs, &options) } else { super::check(inputs, &options) })
}
