//! The benchmarks.

use crate::shell::{root, run_in};

/// Runs all benchmarks, or those whose name holds the filter.
pub(crate) fn run(filter: &[&str]) -> Result<(), String> {
    let args = [&["bench", "--package", "eks-plan", "--benches", "--"], filter].concat();
    run_in(root(), "cargo", &args)
}
