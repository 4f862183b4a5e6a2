//! `eks-plan why`

use std::process::ExitCode;

use eks_plan::terms::Relation;

use crate::args::{Order, Plain, WhyArgs};
use crate::input;
use crate::output::{FINE, Output};
use crate::render::{Named, why};
use eks_plan::api;
use eks_plan::api::{Input, Options, WhyError};

pub(super) fn run(args: &WhyArgs, output: Output) -> ExitCode {
    let (inputs, options) = match input::read(std::slice::from_ref(&args.file), &args.setting) {
        Ok(read) => read,
        Err(error) => return output.unreadable(&error),
    };
    let answer = if args.impact {
        impact(args, &inputs, &options, output)
    } else {
        tree(args, &inputs, &options, output)
    };
    match answer {
        Ok(text) if args.format == Plain::Json => output.document(&text, FINE),
        Ok(text) => output.say(&text, FINE),
        Err(error) => output.fail(&error.message, near(&error).as_deref()),
    }
}

fn tree(args: &WhyArgs, inputs: &[Input], options: &Options, output: Output) -> Result<String, WhyError> {
    let relation = match args.relation {
        Order::Create => Relation::Create,
        Order::Delete => Relation::Delete,
    };
    let answer = api::why(inputs, options, &args.step, args.before.as_deref(), relation)?;
    if args.format == Plain::Json {
        return Ok(api::canonical(&answer));
    }
    let files = [args.file.clone()];
    // What stands already, and what AWS makes, is known to the plan.
    let plan = api::plan(inputs, options);
    let named = Named { files: &files, config: args.setting.config.as_ref() };
    Ok(why::render(&answer, Some(&plan), &named, usize::from(args.depth), output.width()))
}

fn impact(args: &WhyArgs, inputs: &[Input], options: &Options, output: Output) -> Result<String, WhyError> {
    let answer = api::impact(inputs, options, &args.step)?;
    Ok(match args.format {
        Plain::Json => api::canonical(&answer),
        Plain::Text => why::impact(&answer, output.width()),
    })
}

/// What may have been meant.
fn near(error: &WhyError) -> Option<String> {
    (!error.suggestions.is_empty()).then(|| format!("near to it: {}", error.suggestions.join(", ")))
}
