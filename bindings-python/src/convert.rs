//! From Python and back.

use eks_plan::api::{Failure, Input, Misuse};
use pyo3::prelude::*;

/// The name, the text, and whether it is an object written as JSON.
pub(crate) type Source = (String, String, bool);

/// What the core reads.
pub(crate) fn inputs(sources: Vec<Source>) -> Result<Vec<Input>, Failure> {
    sources.into_iter().map(input).collect()
}

fn input((name, text, is_object): Source) -> Result<Input, Failure> {
    if !is_object {
        return Ok(Input::text(name, text));
    }
    Input::object_from_json(name, &text)
        .map_err(|error| Failure::new(Misuse::WrongInput, format!("the object cannot be read: {error}")))
}

/// The failure as an exception of the package.
pub(crate) fn raised(py: Python<'_>, failure: &Failure) -> PyErr {
    let exception = || -> PyResult<Bound<'_, PyAny>> {
        let class = py.import("eks_plan")?.getattr("EksPlanError")?;
        class.call_method1("from_json", (eks_plan::api::canonical(failure),))
    };
    exception().map_or_else(|error| error, PyErr::from_value)
}
