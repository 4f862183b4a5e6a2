//! From the resource graph to steps in order and in time.

pub mod schedule;
