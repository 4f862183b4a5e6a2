//! The `eks-plan` command.

mod args;
mod commands;
mod input;
mod output;
mod render;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::Parser as _;

/// That of the programs: many small objects come and go with every plan.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    commands::run(args::Cli::parse())
}
