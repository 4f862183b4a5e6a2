//! `eks-plan explain`

use std::process::ExitCode;

use crate::args::{ExplainArgs, Plain};
use crate::output::{FINE, Output};
use crate::render::explain;
use eks_plan::api;
use eks_plan::diagnostic::{Code, Explanation};

pub(super) fn run(args: &ExplainArgs, output: Output) -> ExitCode {
    let Some(code) = &args.code else {
        let all: Vec<Explanation> = Code::ALL.iter().filter_map(|code| code.explanation()).collect();
        return match args.format {
            Plain::Json => output.document(&api::canonical(&all), FINE),
            Plain::Text => output.say(&explain::list(&all, output.width()), FINE),
        };
    };
    match (api::explain(code), args.format) {
        (Some(explanation), Plain::Json) => output.document(&api::canonical(&explanation), FINE),
        (Some(explanation), Plain::Text) => output.say(&explain::page(&explanation, output.width()), FINE),
        (None, _) => {
            output.fail(&format!("there is no code `{code}`"), Some("`eks-plan explain` lists all codes"))
        }
    }
}
