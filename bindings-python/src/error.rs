//! Faults of ours. This file knows no Python, so that `tests/fault.rs` can hold it to its word without an interpreter.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use eks_plan::api::{Failure, Misuse};

/// Does the work. A panic is a failure too: nothing of ours may end the host's program.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = format!("a fault of eks-plan, please report it: {}", said(panic.as_ref()));
        Err(Failure::new(Misuse::Fault, message))
    })
}

/// What a panic says.
fn said(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it says nothing")
}
