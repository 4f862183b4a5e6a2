//! The corpus and what runs it.

/// The README's Rust code is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
