//! `eks-plan` for JavaScript hosts, as WebAssembly.
//!
//! One function crosses the boundary, [`call`]: a verb by its name, sources and everything else as JSON text. What people use is made
//! of it in `lib/`, which is the same in the Node package.

use eks_plan::api::{self, Failure, Input, Misuse, Object};
use serde_json::Value;

#[cfg(target_arch = "wasm32")]
pub mod web;

/// Carries out a verb. `sources` is the JSON text of a list of `{name, text}`, and for objects of `{name, json}`: each object is a
/// text of its own, so that its depth is bounded whatever it stands in. `request` is a JSON object with arguments and options.
/// The answer is canonical text.
///
/// # Errors
///
/// If the call makes no sense; what is wrong with a spec is part of the answer.
pub fn call(verb: &str, sources: &str, request: &str) -> Result<String, Failure> {
    let Object(sources) = serde_json::from_str(sources).map_err(|error| wrong(&error.to_string()))?;
    let Value::Array(sources) = sources else { return Err(wrong("sources are a list")) };
    let inputs = sources.into_iter().map(input).collect::<Result<Vec<_>, _>>()?;
    api::call(verb, &inputs, request)
}

fn input(mut source: Value) -> Result<Input, Failure> {
    let mut text = |name| match source.get_mut(name).map(Value::take) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    match (text("name"), text("text"), text("json")) {
        (Some(name), Some(text), None) => Ok(Input::text(name, text)),
        (Some(name), None, Some(json)) => {
            Input::object_from_json(name, &json).map_err(|error| wrong(&error.to_string()))
        }
        _ => Err(wrong("a source has a `name`, and either `text` or `json`")),
    }
}

fn wrong(message: &str) -> Failure {
    Failure::new(Misuse::WrongInput, message)
}

#[cfg(test)]
mod tests;
