//! `eks-plan check`

use std::process::ExitCode;

use crate::args::{Documents, Format};
use crate::input;
use crate::output::Output;
use crate::render::diagnostic::{self, Sources};
use crate::render::markdown;
use eks_plan::api;

pub(super) fn run(args: &Documents, output: Output) -> ExitCode {
    let (inputs, options) = match input::read(&args.files, &args.setting) {
        Ok(read) => read,
        Err(error) => return output.unreadable(&error),
    };
    let answer = api::check(&inputs, &options);
    let code = super::code(answer.ok);
    match args.format {
        Format::Json => output.document(&api::canonical(&answer), code),
        Format::Markdown => output.document(&markdown::check(&answer), code),
        Format::Text => {
            output.say(&diagnostic::render(&answer, &Sources::new(&inputs), output.width()), code)
        }
    }
}
