//! The boundary to JavaScript. This is all that is built for WebAssembly alone.

use eks_plan::api::{Failure, canonical};
use js_sys::{Error, JSON, Reflect};
use serde_wasm_bindgen::Deserializer;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Carries out a verb: see [`crate::call`].
///
/// # Errors
///
/// An `EksPlanError`, if the call makes no sense.
#[wasm_bindgen]
pub fn call(verb: &str, sources: JsValue, request: &str) -> Result<String, JsValue> {
    crate::call(verb, Deserializer::from(sources), request).map_err(|failure| error(&failure))
}

/// A real `Error`, with `name`, `code` and `diagnostics`.
fn error(failure: &Failure) -> JsValue {
    let error = Error::new(&failure.message);
    error.set_name("EksPlanError");
    let diagnostics = JSON::parse(&canonical(&failure.diagnostics));
    let properties =
        [("code", JsValue::from(&failure.code)), ("diagnostics", diagnostics.unwrap_or_else(|error| error))];
    for (name, value) in properties {
        // An object that was just made takes every property.
        let _ = Reflect::set(&error, &name.into(), &value);
    }
    error.into()
}
