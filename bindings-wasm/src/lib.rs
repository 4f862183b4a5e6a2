//! `eks-plan` for JavaScript hosts, as WebAssembly.
//!
//! One function crosses the boundary, [`call`]: a verb by its name, sources, everything else as JSON text. What people use is made
//! of it in `lib/`, which is the same in the Node package.

use eks_plan::api::{self, Failure, Input, Misuse, Object};
use serde::{Deserialize, Deserializer};

#[cfg(target_arch = "wasm32")]
pub mod web;

/// A spec as a host hands it over: its name, and either text or an object.
#[derive(Deserialize)]
struct Source {
    #[serde(default)]
    name: String,
    text: Option<String>,
    object: Option<Object>,
}

impl Source {
    fn input(self) -> Result<Input, Failure> {
        match (self.text, self.object) {
            (Some(text), None) => Ok(Input::text(self.name, text)),
            (None, Some(Object(value))) => Ok(Input::object(self.name, value)),
            _ => Err(Failure::new(Misuse::WrongInput, "a source holds either `text` or `object`")),
        }
    }
}

/// Carries out a verb. `sources` is a list of `{name, text}` and `{name, object}` in any data model that serde reads; `request` is a
/// JSON object with arguments and options. The answer is canonical text.
///
/// # Errors
///
/// If the call makes no sense; what is wrong with a spec is part of the answer.
pub fn call<'de, D: Deserializer<'de>>(verb: &str, sources: D, request: &str) -> Result<String, Failure> {
    let sources = Vec::<Source>::deserialize(sources)
        .map_err(|error| Failure::new(Misuse::WrongInput, error.to_string()))?;
    let inputs = sources.into_iter().map(Source::input).collect::<Result<Vec<_>, _>>()?;
    api::call(verb, &inputs, request)
}

#[cfg(test)]
mod tests;
