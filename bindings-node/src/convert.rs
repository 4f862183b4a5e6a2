//! Between JavaScript's values and the façade's.

use eks_plan::api::{Failure, Input, Misuse};
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

/// An answer's text in pieces. Node gives a string above 128 KB memory of its own, mapped and given back each time; pieces lie where
/// its small objects lie. They are joined when somebody reads the whole.
pub struct Pieces(pub(crate) String);

/// Bytes of a piece, about.
const PIECE: usize = 64 << 10;

impl TypeName for Pieces {
    fn type_name() -> &'static str {
        "Array<string>"
    }

    fn value_type() -> ValueType {
        ValueType::Object
    }
}

impl ToNapiValue for Pieces {
    unsafe fn to_napi_value(env: sys::napi_env, Self(text): Self) -> Result<sys::napi_value> {
        let env = Env::from_raw(env);
        let mut pieces = env.create_array(0)?;
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let end = (PIECE..rest.len()).find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            // A string of UTF-8 is made letter by letter; most answers are ASCII, which is copied as it is.
            let string =
                if piece.is_ascii() { env.create_string_latin1(piece)? } else { env.create_string(piece)? };
            pieces.insert(string)?;
            rest = after;
        }
        Ok(pieces.raw())
    }
}
