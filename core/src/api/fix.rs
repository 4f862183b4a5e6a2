//! Remedies carried out.

use super::{Content, Input, Options, check, check_each};
use crate::control::is_text_error;
use crate::document::answer::{AppliedFix, Repaired, RepairedText};
use crate::document::check::Check;
use crate::fix::{self, Applied, Text};
use crate::source::{self, Limits};
use crate::spec::PlanConfig;

/// Remedies can make room for others. So often they are looked for.
const TURNS: usize = 8;

/// Texts with their certain remedies carried out.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// The inputs in their order, changed or not.
    pub inputs: Vec<Input>,
    /// The text of the `PlanConfig` beside them.
    pub config_file: Option<Input>,
    /// What was done, in the order in which it was done.
    pub applied: Vec<Applied>,
    /// What is found in the new texts.
    pub check: Check,
}

impl Fixed {
    /// The same as a document.
    pub(super) fn document(self, inputs: &[Input]) -> Repaired {
        let pairs = inputs.iter().zip(self.inputs);
        let texts = pairs.filter_map(|(old, new)| {
            let text = new.as_text()?.to_owned();
            Some(RepairedText { changed: *old != new, name: new.name, text })
        });
        let applied = self.applied.into_iter().map(|fix| AppliedFix {
            code: fix.code,
            title: fix.title,
            file: fix.file,
            at: fix.at,
        });
        Repaired { texts: texts.collect(), applied: applied.collect(), check: self.check }
    }
}

/// Carries out the certain remedies of all findings that stand, until none is left. Comments, layout and line ends stay as they
/// were; a text that a change would make unreadable is not changed by it. With `each` every input is a cluster of its own.
pub fn fix(inputs: &[Input], options: &Options, each: bool) -> Fixed {
    let (baseline, today) = (options.baseline.clone(), options.today.clone());
    let config = PlanConfig::merge(PlanConfig::default(), &options.config);
    let mut options = Options { config, config_file: options.config_file.clone(), today, baseline: None };
    // A remedy of a note is as certain as one of an error, and what is known is repaired too.
    let least = options.config.min_severity.take();
    let run = |inputs: &[Input], options: &Options| match each {
        true => check_each(inputs, options),
        false => check(inputs, options),
    };
    let mut inputs = inputs.to_vec();
    let mut applied = Vec::new();
    for _ in 0..TURNS {
        let found = run(&inputs, &options);
        let files = inputs.iter().chain(&options.config_file);
        let text = |input: &Input| Some(Text { name: input.name.clone(), text: input.as_text()?.to_owned() });
        let mut texts: Vec<Text> = files.filter_map(text).collect();
        let done = fix::apply(&mut texts, &found.diagnostics, is_as_good);
        if done.is_empty() {
            break;
        }
        applied.extend(done);
        let files = inputs.iter_mut().chain(&mut options.config_file);
        for (input, text) in files.filter(|input| input.as_text().is_some()).zip(texts) {
            input.content = Content::Text(text.text);
        }
    }
    (options.baseline, options.config.min_severity) = (baseline, least);
    let check = run(&inputs, &options);
    Fixed { inputs, config_file: options.config_file, applied, check }
}

/// True if the new text has no fewer documents than the old one, and no more errors that keep it from being read.
fn is_as_good(old: &str, new: &str) -> bool {
    let read = |text: &str| {
        let source = source::read("-", text, &Limits::default());
        (source.documents.len(), source.report.errors().filter(|finding| is_text_error(finding.code)).count())
    };
    let ((before, wrong_before), (after, wrong)) = (read(old), read(new));
    after >= before && wrong <= wrong_before
}
