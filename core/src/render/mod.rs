//! Findings in the forms that other programs read: SARIF for code scanning, annotations for GitHub, JUnit for test
//! reports, Markdown for a comment on a pull request.

mod github;
mod junit;
pub mod markdown;
mod object;
mod sarif;
mod uri;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::check::{AcceptedBy, Check};
use crate::terms::terms;

terms! {
    /// A form of the findings.
    Form {
        /// A list with a heading, for a comment on a pull request.
        Markdown = "markdown",
        /// SARIF 2.1.0.
        Sarif = "sarif",
        /// Commands of a GitHub workflow, which annotate the lines of a pull request.
        Github = "github",
        /// A test report.
        Junit = "junit",
    }
}

/// The findings in this form; `files` are the names of the texts that were checked.
pub fn render(check: &Check, form: Form, files: &[&str]) -> String {
    match form {
        Form::Markdown => markdown::check(check),
        Form::Sarif => sarif::render(check, files),
        Form::Github => github::render(check, files),
        Form::Junit => junit::render(check, files),
    }
}

/// A character that would move the cursor, change the terminal or turn the text around, made visible.
pub fn harmless(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => '\u{fffd}',
        other => other,
    }
}

/// `2 errors, 1 warning`; nothing if nothing stands.
fn counts(check: &Check) -> String {
    let said = |severity, one: &str, many: &str| {
        let count = check.count(severity);
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let parts = [
        said(Severity::Error, "error", "errors"),
        said(Severity::Warning, "warning", "warnings"),
        said(Severity::Note, "note", "notes"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `nothing to report`, or how much there is; then what does not stand.
fn summary(check: &Check) -> String {
    let counts = counts(check);
    let known = check.suppressed.iter().filter(|one| one.by == AcceptedBy::Baseline).count();
    let accepted = check.suppressed.len() - known;
    let new = if check.baseline.is_some() { "new: " } else { "" };
    let mut parts = vec![match counts.as_str() {
        "" => if check.baseline.is_some() { "nothing new" } else { "nothing to report" }.to_owned(),
        counts if check.ok => format!("{new}no errors, {counts}"),
        counts => format!("{new}{counts}"),
    }];
    parts.extend((accepted > 0).then(|| format!("{accepted} accepted")));
    parts.extend((known > 0).then(|| format!("{known} known")));
    let gone = check.baseline.as_ref().map_or(0, |baseline| baseline.gone.len());
    parts.extend((gone > 0).then(|| format!("{gone} gone")));
    parts.extend((check.hidden > 0).then(|| format!("{} hidden", check.hidden)));
    parts.join(" · ")
}

/// The name of the text that a finding is about, or the first one.
fn file<'a>(finding: &'a Diagnostic, files: &[&'a str]) -> &'a str {
    finding.span.as_ref().map_or_else(|| files.first().copied().unwrap_or("-"), |span| &span.file)
}
