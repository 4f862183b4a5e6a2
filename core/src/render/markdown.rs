//! Markdown for a comment on a pull request.

use std::fmt::Write as _;

use super::{harmless, summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::check::{AcceptedBy, Check, Suppressed};
use crate::document::{Assumption, Unknown};

/// GitHub refuses comments of more than 65,536 characters.
const ROOM: usize = 50_000;
const FULL: usize = 58_000;
const KNOWN: usize = 40;
const LABELS: usize = 4;
const LONGEST: usize = 300;

/// Findings as a comment.
pub fn check(check: &Check) -> String {
    let mut text = String::new();
    let mark = if check.ok { "✅" } else { "❌" };
    let _ = writeln!(text, "### {mark} eks-plan: {}", escape(&summary(check)));
    findings(&mut text, &check.diagnostics);
    accepted(&mut text, check);
    known(&mut text, &check.assumptions, &check.unknowns);
    text
}

/// Findings as lists: the gravest first, notes folded.
pub fn findings(text: &mut String, all: &[Diagnostic]) {
    let parts = [
        (Severity::Error, "Errors", "❌"),
        (Severity::Warning, "Warnings", "⚠️"),
        (Severity::Note, "Notes", "ℹ️"),
    ];
    let mut left_out = 0;
    for (severity, title, mark) in parts {
        let count = all.iter().filter(|finding| finding.severity == severity).count();
        if count == 0 {
            continue;
        }
        let folded = severity == Severity::Note;
        let _ = if folded {
            writeln!(text, "\n<details><summary>{title}: {count}</summary>\n")
        } else {
            writeln!(text, "\n#### {mark} {title}\n")
        };
        for finding in all.iter().filter(|finding| finding.severity == severity) {
            if text.len() > ROOM {
                left_out += 1;
            } else {
                item(text, finding);
            }
        }
        if folded {
            text.push_str("\n</details>\n");
        }
    }
    if left_out > 0 {
        let _ = writeln!(text, "\n{left_out} more than a comment can hold");
    }
}

fn item(text: &mut String, finding: &Diagnostic) {
    let _ = write!(text, "- **{}**", finding.code);
    if let Some(place) = place(finding) {
        let _ = write!(text, " {}", code(&place));
    }
    let _ = write!(text, " {}", prose(&finding.message));
    for label in finding.labels.iter().take(LABELS) {
        let place = label.span.as_ref().map(|span| format!("{}:{}", span.file, span.start.line));
        let place = place.unwrap_or_else(|| label.path.to_string());
        let _ = write!(text, "<br>{}: {}", code(&place), prose(&label.text));
    }
    if let Some(help) = &finding.help {
        let _ = write!(text, "<br>→ {}", prose(help));
    }
    text.push('\n');
}

fn place(finding: &Diagnostic) -> Option<String> {
    match &finding.span {
        Some(span) => Some(format!("{}:{}:{}", span.file, span.start.line, span.start.column)),
        None => Some(finding.path.to_string()).filter(|path| !path.is_empty()),
    }
}

/// What does not stand: accepted, known before, gone.
fn accepted(text: &mut String, check: &Check) {
    let (mut accepted, mut known, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for one in &check.suppressed {
        let lines = if one.by == AcceptedBy::Baseline { &mut known } else { &mut accepted };
        lines.push(suppressed(one));
    }
    if let Some(baseline) = &check.baseline {
        for entry in &baseline.gone {
            gone.push(format!("{} {} {}", escape(&entry.code), code(&entry.path), prose(&entry.message)));
        }
    }
    for (title, lines) in [("accepted", accepted), ("known before", known), ("no longer found", gone)] {
        fold(text, title, &lines);
    }
}

fn suppressed(one: &Suppressed) -> String {
    let finding = &one.finding;
    let mut line = finding.code.to_string();
    if let Some(place) = place(finding) {
        let _ = write!(line, " {}", code(&place));
    }
    let _ = write!(line, " {}", prose(&finding.message));
    if let Some(reason) = &one.reason {
        let _ = write!(line, ": {}", prose(reason));
    }
    line
}

/// What was assumed, and what is not known.
pub fn known(text: &mut String, assumptions: &[Assumption], unknowns: &[Unknown]) {
    let (mut assumed, mut unknown) = (Vec::new(), Vec::new());
    for one in assumptions {
        assumed.push(format!("{}: {} ({})", escape(&one.subject), escape(&one.value), escape(&one.why)));
    }
    for one in unknowns {
        let mut line = format!("{} ({})", escape(&one.subject), escape(&one.why));
        if let Some(command) = &one.command {
            let _ = write!(line, ": {}", code(command));
        }
        unknown.push(line);
    }
    fold(text, if assumed.len() == 1 { "assumption" } else { "assumptions" }, &assumed);
    fold(text, "unknown offline", &unknown);
}

/// As many lines as anyone reads and the comment holds, folded under their number; nothing if there are none.
fn fold(text: &mut String, title: &str, lines: &[String]) {
    let mut left = lines.len();
    if left == 0 {
        return;
    }
    let _ = writeln!(text, "\n<details><summary>{left} {title}</summary>\n");
    for line in lines.iter().take(KNOWN) {
        if text.len() > FULL {
            break;
        }
        let _ = writeln!(text, "- {line}");
        left -= 1;
    }
    if left > 0 {
        let _ = writeln!(text, "- {left} more");
    }
    text.push_str("\n</details>\n");
}

/// The text as a code span, whatever backticks it holds.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let blank = if longest > 0 { " " } else { "" };
    format!("{fence}{blank}{}{blank}{fence}", shortened(text, 4 * LONGEST))
}

/// A message of ours: what it has in backticks stays code, the rest stays text.
fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) || text.chars().count() > 2 * LONGEST {
        return escape(text);
    }
    let mut said = String::new();
    for (at, part) in parts.into_iter().enumerate() {
        match at % 2 {
            0 => said.push_str(&escape(part)),
            _ if part.is_empty() => said.push_str("\\`\\`"),
            _ => said.push_str(&code(part)),
        }
    }
    said
}

/// The text so that Markdown and HTML leave it as it is, and that it pings nobody.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in shortened(text, 2 * LONGEST).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' => escaped.push_str("&#64;"),
            '#' => escaped.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// At most so many characters, none of which breaks a line or turns the text around.
fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).map(harmless).collect();
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_users_stays_text() {
        assert_eq!(escape("a|b `c` <img> @d *e*"), "a\\|b \\`c\\` &lt;img&gt; &#64;d \\*e\\*");
        assert_eq!(escape("x\ny\u{1b}[31m"), "x␊y␛\\[31m");
        assert_eq!(code("a `b`` c"), "``` a `b`` c ```");
        assert_eq!(code("a\nb"), "`a␊b`");
        assert_eq!(prose("the field `a_b` is <new>"), "the field `a_b` is &lt;new&gt;");
        assert_eq!(prose("one ` alone"), "one \\` alone");
    }
}
