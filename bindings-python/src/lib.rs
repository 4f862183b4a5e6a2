//! The native part of the Python package `eks_plan`: every verb of the façade by one function, JSON text out.

mod convert;

use pyo3::prelude::*;

/// Many small objects come and go with every plan.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule(gil_used = false)]
mod _native {
    use super::*;

    /// The version of the package.
    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    /// Carries out a verb: `(verb, sources, request) -> text`.
    #[pyfunction]
    fn call(py: Python<'_>, verb: &str, sources: Vec<convert::Source>, request: &str) -> PyResult<String> {
        let answer = py.detach(|| eks_plan::api::call(verb, &convert::inputs(sources)?, request));
        answer.map_err(|failure| convert::raised(py, &failure))
    }
}
