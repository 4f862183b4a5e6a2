//! What `check --fix` changes.

use eks_plan::api::{Fixed, Input, Options};
use eks_plan::fix::unified;

use super::plan::names::plural;
use super::style::{Line, Page, Role, clean};

/// The changes of all texts, coloured.
pub(crate) fn diff(inputs: &[Input], options: &Options, fixed: &Fixed) -> String {
    let mut text = String::new();
    let before = inputs.iter().chain(&options.config_file);
    let after = fixed.inputs.iter().chain(&fixed.config_file);
    for (old, new) in before.zip(after) {
        let (was, is) = (old.as_text().unwrap_or_default(), new.as_text().unwrap_or_default());
        for line in unified(&old.name, was, is).split_inclusive('\n') {
            let role = match line.as_bytes().first() {
                _ if line.starts_with("--- ") || line.starts_with("+++ ") => Role::Strong,
                Some(b'-') => Role::Error,
                Some(b'+') => Role::Good,
                Some(b'@') => Role::Accent,
                _ => Role::Plain,
            };
            let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
            let (line, end) = line.strip_suffix('\r').map_or((line, end), |line| (line, "\r\n"));
            let style = role.style();
            text.push_str(&format!("{style}{}{style:#}{end}", shown(line)));
        }
    }
    text
}

/// A patch has to stay one: only what would steer a terminal is made visible.
fn shown(line: &str) -> String {
    line.chars().map(|c| if c == '\t' { c } else { super::style::harmless(c) }).collect()
}

/// `fixed 2 findings: ...`, a line a remedy.
pub(crate) fn summary(fixed: &Fixed, written: bool) -> String {
    let mut page = Page::new(usize::MAX);
    let count = fixed.applied.len() as u64;
    if count == 0 {
        page.line(&Line::of(Role::Plain, "nothing can be fixed with certainty"));
        return page.into_text();
    }
    let findings = plural(count, "finding", "findings");
    let lead = if written {
        format!("fixed {findings}:")
    } else {
        format!("{findings} can be fixed with certainty:")
    };
    page.line(&Line::of(Role::Plain, &lead));
    for one in &fixed.applied {
        let place = format!("{}:{}:{}", clean(&one.file), one.at.line, one.at.column);
        page.line(&Line::of(Role::Plain, &format!("  {place} {} {}", one.code, clean(&one.title))));
    }
    page.into_text()
}
