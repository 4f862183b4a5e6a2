//! `eks-plan plan`

use std::process::ExitCode;

use crate::args::{Documents, Format};
use crate::input;
use crate::output::Output;
use crate::render::diagnostic::Sources;
use crate::render::{Named, markdown, plan};
use eks_plan::api;

pub(super) fn run(args: &Documents, output: Output) -> ExitCode {
    let (inputs, options) = match input::read(&args.files, &args.setting) {
        Ok(read) => read,
        Err(error) => return output.unreadable(&error),
    };
    let answer = api::plan(&inputs, &options);
    let code = super::code(answer.summary.errors == 0);
    match args.format {
        Format::Json => output.document(&api::canonical(&answer), code),
        Format::Markdown => output.document(&markdown::plan(&answer), code),
        Format::Text => {
            let named = Named { files: &args.files, config: args.setting.config.as_ref() };
            output.say(&plan::render(&answer, &named, &Sources::new(&inputs), output.width()), code)
        }
    }
}
