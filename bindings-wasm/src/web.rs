//! The boundary to JavaScript. This is all that is built for WebAssembly alone.

use eks_plan::api::Failure;
use js_sys::{Error, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::{Deserializer, Serializer};
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
    let diagnostics = failure.diagnostics.serialize(&Serializer::json_compatible());
    let properties =
        [("code", JsValue::from(&failure.code)), ("diagnostics", diagnostics.unwrap_or_else(JsValue::from))];
    for (name, value) in properties {
        // An object that was just made takes every property.
        let _ = Reflect::set(&error, &name.into(), &value);
    }
    error.into()
}
