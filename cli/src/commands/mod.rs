//! The verbs: read, ask the façade, lay out the answer.

mod check;
mod explain;
mod plan;
mod schema;
mod topology;
mod why;

use std::process::ExitCode;

use crate::args::{Cli, Verb};
use crate::output::{FINDINGS, FINE, Output};

/// Carries out the command.
pub(crate) fn run(cli: Cli) -> ExitCode {
    let output = Output::new(cli.look);
    match &cli.verb {
        Verb::Plan(args) => plan::run(args, output),
        Verb::Check(args) => check::run(args, output),
        Verb::Topology(args) => topology::run(args, output),
        Verb::Why(args) => why::run(args, output),
        Verb::Explain(args) => explain::run(args, output),
        Verb::Schema { name } => schema::run(*name, output),
        Verb::Completions { shell } => schema::completions(*shell, output),
    }
}

/// The exit code for these findings.
fn code(ok: bool) -> u8 {
    if ok { FINE } else { FINDINGS }
}
