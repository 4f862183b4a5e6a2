//! Faults of ours. This file knows no Node, so that `tests/fault.rs` can hold it to its word.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use eks_plan::api::{Failure, Misuse};

/// Does the work. A panic is a failure too: nothing of ours may end the host's process.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    // The work owns what it works on: nothing half done is seen after it.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = format!("a fault of eks-plan, please report it: {}", said(&*panic));
        Err(Failure::new(Misuse::Fault, message))
    })
}

/// What a panic says.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it says nothing")
}
