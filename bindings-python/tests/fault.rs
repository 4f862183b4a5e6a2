//! A panic of ours reaches the host as a failure.

#[path = "../src/error.rs"]
mod error;

use error::guarded;

#[test]
fn a_panic_is_a_failure_that_says_what_it_said() {
    let failure = guarded::<()>(|| panic!("step {}", 7)).unwrap_err();
    assert_eq!(failure.code, "fault");
    assert_eq!(failure.message, "a fault of eks-plan, please report it: step 7");
    assert!(guarded::<()>(|| panic!("plainly")).unwrap_err().message.ends_with("plainly"));
}

#[test]
fn an_answer_is_handed_on() {
    assert_eq!(guarded(|| Ok(1)), Ok(1));
}
