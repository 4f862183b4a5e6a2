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

fn main() -> ExitCode {
    commands::run(args::Cli::parse())
}
