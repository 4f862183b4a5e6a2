//! Commands of a GitHub workflow: `::error file=a.yaml,line=3::message`.

use std::fmt::Write as _;

use super::summary;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::check::Check;

pub(super) fn render(check: &Check, files: &[&str]) -> String {
    let mut text = String::new();
    for finding in &check.diagnostics {
        line(&mut text, finding, files);
    }
    // No command begins a line that is only said.
    let _ = writeln!(text, "eks-plan: {}", summary(check));
    text
}

fn line(text: &mut String, finding: &Diagnostic, files: &[&str]) {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let _ = write!(text, "::{command} file=");
    property(text, super::file(finding, files).replace('\\', "/").trim_start_matches("./"));
    if let Some(span) = &finding.span {
        let (start, end) = (span.start, span.end);
        let _ = write!(text, ",line={},endLine={}", start.line, end.line.max(start.line));
        // GitHub takes columns within a line only.
        if end.line == start.line && end.column > start.column {
            let _ = write!(text, ",col={},endColumn={}", start.column, end.column);
        }
    }
    text.push_str(",title=");
    property(text, &format!("{} {}", finding.code, finding.code.title()));
    text.push_str("::");
    data(text, &finding.message);
    for label in &finding.labels {
        let place = label.span.as_ref().map(|span| format!("{}:{}", span.file, span.start.line));
        data(text, &format!("\n{}: {}", place.unwrap_or_else(|| label.path.to_string()), label.text));
    }
    if let Some(help) = &finding.help {
        data(text, "\nhelp: ");
        data(text, help);
    }
    text.push('\n');
}

/// Text of a message.
fn data(text: &mut String, more: &str) {
    escape(text, more, false);
}

/// Text of a property.
fn property(text: &mut String, more: &str) {
    escape(text, more, true);
}

fn escape(text: &mut String, more: &str, is_property: bool) {
    for character in more.chars() {
        match character {
            '%' => text.push_str("%25"),
            '\r' => text.push_str("%0D"),
            '\n' => text.push_str("%0A"),
            ':' if is_property => text.push_str("%3A"),
            ',' if is_property => text.push_str("%2C"),
            other => text.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_is_escaped() {
        let mut text = String::new();
        property(&mut text, "a:b,c%\r\n");
        data(&mut text, " a:b,c%\n::error::");
        assert_eq!(text, "a%3Ab%2Cc%25%0D%0A a:b,c%25%0A::error::");
    }
}
