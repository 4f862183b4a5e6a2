//! A test report: a suite a file, a case a finding. Errors fail; what was accepted is skipped.

use std::fmt::Write as _;

use super::file;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::check::{Check, Suppressed};

#[derive(Default)]
struct Suite<'a> {
    standing: Vec<&'a Diagnostic>,
    accepted: Vec<&'a Suppressed>,
}

pub(super) fn render(check: &Check, files: &[&str]) -> String {
    let mut suites: Vec<(&str, Suite<'_>)> = files.iter().map(|file| (*file, Suite::default())).collect();
    for finding in &check.diagnostics {
        suite(&mut suites, file(finding, files)).standing.push(finding);
    }
    for one in &check.suppressed {
        suite(&mut suites, file(&one.finding, files)).accepted.push(one);
    }
    let tests: usize = suites.iter().map(|(_, suite)| suite.tests()).sum();
    let failures = check.count(Severity::Error);
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let _ = writeln!(
        text,
        "<testsuites name=\"eks-plan\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    );
    for (name, suite) in &suites {
        suite.write(&mut text, name);
    }
    text.push_str("</testsuites>\n");
    text
}

fn suite<'s, 'a>(suites: &'s mut Vec<(&'a str, Suite<'a>)>, name: &'a str) -> &'s mut Suite<'a> {
    let at = suites.iter().position(|(file, _)| *file == name).unwrap_or_else(|| {
        suites.push((name, Suite::default()));
        suites.len() - 1
    });
    &mut suites[at].1
}

impl Suite<'_> {
    /// A file without findings is a case that passes.
    fn tests(&self) -> usize {
        (self.standing.len() + self.accepted.len()).max(1)
    }

    fn write(&self, text: &mut String, name: &str) {
        let failures = self.standing.iter().filter(|finding| finding.severity == Severity::Error).count();
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{}\">",
            escape(name),
            self.tests(),
            self.accepted.len()
        );
        if self.standing.is_empty() && self.accepted.is_empty() {
            let _ = writeln!(text, "    <testcase name=\"no findings\" classname=\"{}\"/>", escape(name));
        }
        for finding in &self.standing {
            begin(text, finding, name);
            let said = escape(&told(finding, name));
            let _ = match finding.severity {
                Severity::Error => writeln!(
                    text,
                    "      <failure type=\"{}\" message=\"{}\">{said}</failure>",
                    finding.code,
                    escape(&finding.message)
                ),
                _ => writeln!(text, "      <system-out>{said}</system-out>"),
            };
            text.push_str("    </testcase>\n");
        }
        for one in &self.accepted {
            begin(text, &one.finding, name);
            let reason = one.reason.clone().unwrap_or_else(|| format!("accepted by {}", one.by));
            let _ = writeln!(text, "      <skipped message=\"{}\"/>", escape(&reason));
            text.push_str("    </testcase>\n");
        }
        text.push_str("  </testsuite>\n");
    }
}

fn begin(text: &mut String, finding: &Diagnostic, file: &str) {
    let name = format!("{} {}", finding.code, finding.path);
    let _ =
        writeln!(text, "    <testcase name=\"{}\" classname=\"{}\">", escape(name.trim_end()), escape(file));
}

fn told(finding: &Diagnostic, file: &str) -> String {
    let mut text = match &finding.span {
        Some(span) => format!("{file}:{}:{}: ", span.start.line, span.start.column),
        None => String::new(),
    };
    let _ = write!(text, "{}[{}]: {}", finding.severity, finding.code, finding.message);
    for label in &finding.labels {
        match &label.span {
            Some(span) => {
                let _ = write!(text, "\n{}:{}: {}", span.file, span.start.line, label.text);
            }
            None => {
                let _ = write!(text, "\n{}: {}", label.path, label.text);
            }
        }
    }
    if let Some(help) = &finding.help {
        let _ = write!(text, "\nhelp: {help}");
    }
    text
}

/// The text for an element or an attribute; what XML cannot hold becomes U+FFFD.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_escaped() {
        assert_eq!(escape("a<b>&\"\n\u{1b}"), "a&lt;b&gt;&amp;&quot;&#10;\u{fffd}");
    }
}
