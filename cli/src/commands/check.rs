//! `eks-plan check`

use std::path::Path;
use std::process::ExitCode;

use crate::args::{CheckArgs, CheckFormat};
use crate::input::{self, Unreadable};
use crate::output::{FINE, Output};
use crate::render::Named;
use crate::render::diagnostic::{self, Sources};
use crate::render::repair;
use eks_plan::api::{self, Baseline, Fixed, Input, Options};
use eks_plan::document::check::Check;
use eks_plan::render::Form;

pub(super) fn run(args: &CheckArgs, output: Output) -> ExitCode {
    match answer(args, output) {
        Ok(code) => code,
        Err(error) => output.unreadable(&error),
    }
}

fn answer(args: &CheckArgs, output: Output) -> Result<ExitCode, Unreadable> {
    let (inputs, mut options) = input::read(&args.files, &args.setting)?;
    options.baseline = args.baseline.as_deref().map(baseline).transpose()?;
    if let Some(path) = &args.write_baseline {
        let all = Baseline::of(&check(args, &inputs, &options));
        input::write(path, &all.text())?;
        let count = all.len();
        let findings = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        output.aside(&format!("wrote {findings} to {}\n", path.display()));
        options.baseline = Some(all);
    }
    options.config.min_severity = args.min_severity();
    if !args.fix && !args.diff {
        let found = check(args, &inputs, &options);
        return Ok(say(args, &found, &inputs, output, super::code(found.ok)));
    }
    let fixed = api::fix(&inputs, &options, args.each);
    let diff = repair::diff(&inputs, &options, &fixed);
    if args.diff {
        let found = check(args, &inputs, &options);
        output.aside(&repair::summary(&fixed, false));
        return Ok(output.say(&diff, super::code(found.ok)));
    }
    write(args, &inputs, &options, &fixed, &diff, output)
}

/// Shows what is changed, writes it, and says what is left.
fn write(
    args: &CheckArgs,
    inputs: &[Input],
    options: &Options,
    fixed: &Fixed,
    diff: &str,
    output: Output,
) -> Result<ExitCode, Unreadable> {
    let code = super::code(fixed.check.ok);
    let stdin = fixed.inputs.iter().find(|input| input.name == "-");
    // With standard input the repaired text is the answer, otherwise a document of findings is, if one is wanted.
    let quiet = stdin.is_some() || args.format != CheckFormat::Text;
    if quiet {
        output.aside(diff);
    } else {
        let _ = output.say(diff, FINE);
    }
    let before = inputs.iter().chain(&options.config_file);
    let after = fixed.inputs.iter().chain(&fixed.config_file);
    for (old, new) in before.zip(after).filter(|(old, new)| old != new && old.name != "-") {
        input::write(Path::new(&old.name), new.as_text().unwrap_or_default())?;
    }
    output.aside(&repair::summary(fixed, true));
    if let Some(stdin) = stdin {
        output.aside(&diagnostic::render(&fixed.check, &Sources::new(&fixed.inputs), None, output.width()));
        return Ok(output.document(stdin.as_text().unwrap_or_default(), code));
    }
    Ok(say(args, &fixed.check, &fixed.inputs, output, code))
}

fn check(args: &CheckArgs, inputs: &[Input], options: &Options) -> Check {
    if args.each { api::check_each(inputs, options) } else { api::check(inputs, options) }
}

fn say(args: &CheckArgs, found: &Check, inputs: &[Input], output: Output, code: u8) -> ExitCode {
    let form = match args.format {
        CheckFormat::Text => {
            let named = Named { files: &args.files, config: args.setting.config.as_ref() };
            let more: &[&str] = if args.each { &["--each", "--fix"] } else { &["--fix"] };
            let fix = named.call("check", more);
            let text = diagnostic::render(found, &Sources::new(inputs), Some(&fix), output.width());
            return output.say(&text, code);
        }
        CheckFormat::Json => return output.document(&api::canonical(found), code),
        CheckFormat::Markdown => Form::Markdown,
        CheckFormat::Sarif => Form::Sarif,
        CheckFormat::Github => Form::Github,
        CheckFormat::Junit => Form::Junit,
    };
    let files: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    output.document(&api::render(found, form, &files), code)
}

fn baseline(path: &Path) -> Result<Baseline, Unreadable> {
    let read = input::read_one(path)?;
    let text = read.as_text().unwrap_or_default();
    Baseline::read(text).map_err(|error| Unreadable::Baseline { name: read.name.clone(), error })
}
