//! A panic is a failure with the code `fault`.

#[path = "../src/fault.rs"]
mod fault;

use fault::guarded;

#[test]
fn a_panic_is_a_failure() {
    let failure = guarded::<()>(|| panic!("{} is odd", 3)).unwrap_err();
    assert_eq!(failure.code, "fault");
    assert_eq!(failure.message, "a fault of eks-plan, please report it: 3 is odd");
    let silent = guarded::<()>(|| std::panic::panic_any(3)).unwrap_err();
    assert_eq!(silent.message, "a fault of eks-plan, please report it: it says nothing");
    assert_eq!(guarded(|| Ok(1)), Ok(1));
}
