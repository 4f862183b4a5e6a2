//! Between JavaScript's values and the façade's.

use eks_plan::api::{Failure, Input, Misuse, pieces};
use napi::bindgen_prelude::{JsObjectValue, Object, ToNapiValue, TypeName};
use napi::{Env, Error, JsValue, Result, ValueType, sys};

/// A source: `{name, text}`, or `{name, json}` for an object.
pub(crate) fn input(env: &Env, source: &Object<'_>) -> Result<Input> {
    let name: String = source.get_named_property("name")?;
    if let Some(text) = source.get::<String>("text")? {
        return Ok(Input::text(name, text));
    }
    let json: String = source.get_named_property("json")?;
    Input::object_from_json(name, &json)
        .map_err(|cause| error(env, &Failure::new(Misuse::WrongInput, cause.to_string())))
}

/// The error that a caller sees: `name`, `code`, `message` and `diagnostics`.
pub(crate) fn error(env: &Env, failure: &Failure) -> Error {
    let made = || {
        let mut error = env.create_error(Error::from_reason(failure.message.as_str()))?;
        error.set("name", "EksPlanError")?;
        error.set("code", failure.code.as_str())?;
        error.set("diagnostics", env.to_js_value(&failure.diagnostics)?)?;
        Ok(Error::from(error.to_unknown()))
    };
    made().unwrap_or_else(|error: Error| error)
}

/// An answer's text, which JavaScript gets in pieces.
pub struct Answer(pub(crate) String);

impl TypeName for Answer {
    fn type_name() -> &'static str {
        "Array<string>"
    }

    fn value_type() -> ValueType {
        ValueType::Object
    }
}

impl ToNapiValue for Answer {
    unsafe fn to_napi_value(env: sys::napi_env, Self(text): Self) -> Result<sys::napi_value> {
        let env = Env::from_raw(env);
        let mut all = env.create_array(0)?;
        for piece in pieces(&text) {
            // Node makes a string of UTF-8 letter by letter; most answers are ASCII, which is copied as it is.
            let string =
                if piece.is_ascii() { env.create_string_latin1(piece)? } else { env.create_string(piece)? };
            all.insert(string)?;
        }
        Ok(all.raw())
    }
}
