//! `eks-plan topology`

use std::process::ExitCode;

use eks_plan::document::check::Check;

use crate::args::{Plain, TopologyArgs};
use crate::input;
use crate::output::Output;
use crate::render::diagnostic::{self, Sources};
use crate::render::{Named, topology};
use eks_plan::api;
use eks_plan::api::{Input, Options};

pub(super) fn run(args: &TopologyArgs, output: Output) -> ExitCode {
    let (inputs, options) = match input::read(&args.files, &args.setting) {
        Ok(read) => read,
        Err(error) => return output.unreadable(&error),
    };
    match args.format {
        Plain::Json => json(args, &inputs, &options, output),
        Plain::Text => text(args, &inputs, &options, output),
    }
}

fn json(args: &TopologyArgs, inputs: &[Input], options: &Options, output: Output) -> ExitCode {
    let (topology, check) = api::topology(inputs, options);
    hint(args, &check, output);
    // Without a topology there is no document: `null` says so.
    output.document(&api::canonical(&topology), super::code(check.ok))
}

fn text(args: &TopologyArgs, inputs: &[Input], options: &Options, output: Output) -> ExitCode {
    let (_, check) = api::topology(inputs, options);
    // The plan holds the same topology, and the cluster's name and region with it.
    let plan = api::plan(inputs, options);
    let Some(found) = &plan.topology else {
        let named = Named { files: &args.files, config: args.setting.config.as_ref() };
        let fix = named.call("check", &["--fix"]);
        let text = diagnostic::render(&check, &Sources::new(inputs), Some(&fix), output.width());
        return output.say(&text, super::code(check.ok));
    };
    hint(args, &check, output);
    output.say(&topology::render(found, Some(&plan), output.width()), super::code(check.ok))
}

/// Findings do not belong into the picture; that there are some is said beside it.
fn hint(args: &TopologyArgs, check: &Check, output: Output) {
    if !check.ok {
        let named = Named { files: &args.files, config: args.setting.config.as_ref() };
        let summary = diagnostic::summary(&check.diagnostics).plain();
        output.aside(&format!("{summary}: {}\n", crate::render::style::clean(&named.call("check", &[]))));
    }
}
