//! The boundary to JavaScript. This is all that is built for WebAssembly alone.

use eks_plan::api::{canonical, pieces};
use wasm_bindgen::prelude::wasm_bindgen;

/// Carries out a verb: see [`crate::call`]. The answer comes in pieces.
///
/// # Errors
///
/// The JSON text of a failure, if the call makes no sense; `raw.js` makes an `EksPlanError` of it.
#[wasm_bindgen]
pub fn call(verb: &str, sources: &str, request: &str) -> Result<Vec<String>, String> {
    let answer = crate::call(verb, sources, request).map_err(|failure| canonical(&failure))?;
    Ok(pieces(&answer).map(str::to_owned).collect())
}
