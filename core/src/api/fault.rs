//! Faults of ours: a panic is a failure too, so that nothing of ours ends the program of a host.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Failure, Misuse};

/// Does the work; a panic is a failure with the code `fault`. Where panics end the program, as in WebAssembly, the host sees to it.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    // The work only reads what it was given: nothing half done is seen after it.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = format!("a fault of eks-plan, please report it: {}", said(panic.as_ref()));
        Err(Failure::new(Misuse::Fault, message))
    })
}

/// What a panic says.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it says nothing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure() {
        let failure = guarded::<()>(|| panic!("{} is odd", 3)).unwrap_err();
        assert_eq!(failure.code, "fault");
        assert_eq!(failure.message, "a fault of eks-plan, please report it: 3 is odd");
        let silent = guarded::<()>(|| std::panic::panic_any(3)).unwrap_err();
        assert_eq!(silent.message, "a fault of eks-plan, please report it: it says nothing");
        assert_eq!(guarded(|| Ok(1)), Ok(1));
    }
}
