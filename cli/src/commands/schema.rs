//! `eks-plan schema` and `eks-plan completions`

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::{Cli, SchemaName};
use crate::output::{FINE, Output};
use eks_plan::api;

pub(super) fn run(name: SchemaName, output: Output) -> ExitCode {
    let name = match name {
        SchemaName::Plan => "plan",
        SchemaName::PlanConfig => "plan-config",
        SchemaName::Diagnostics => "diagnostics",
    };
    match api::schema(name) {
        Some(schema) => output.document(schema, FINE),
        None => output.fail(&format!("no schema `{name}` in this build"), None),
    }
}

pub(super) fn completions(shell: Shell, output: Output) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "eks-plan", &mut script);
    output.document(&String::from_utf8_lossy(&script), FINE)
}
