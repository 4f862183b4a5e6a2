//! Reads a text.

use std::borrow::Cow;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::build::{Builder, unknown_alias};
use super::places::Places;
use super::{Limits, Source, comments, syntax};
use crate::diagnostic::{Code, Diagnostic, Path, Place, Report};
use crate::document::json;

/// How often a text is read again to report more than its first unknown alias, and how many bytes that may cost.
const MOST_PASSES: usize = 32;
const MOST_BYTES: usize = 4 << 20;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads YAML, and JSON as a part of it. `name` is what spans call the file.
///
/// Never fails: what cannot be read is in the report, what could be is in the documents.
pub fn read(name: &str, text: &str, limits: &Limits) -> Source {
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let most = limits.bytes.min(u32::MAX as usize);
    if text.len() > most {
        // Only the start is needed, for a place.
        let places = Places::new(Arc::from(name), "", text.len() - body.len());
        let size = if most >= 1 << 20 { format!("{} MiB", most >> 20) } else { format!("{most} bytes") };
        let place = Place { path: Path::ROOT, span: Some(places.span(0, 0)) };
        let message = format!("the text has {} bytes, more than the limit of {size}", text.len());
        return refused(Diagnostic::new(Code::TextTooLarge, &place, message).arg("limit", most.to_string()));
    }
    let places = Places::new(Arc::from(name), body, text.len() - body.len());
    if let Some((at, char)) = body.char_indices().find(|(_, char)| !is_printable(*char)) {
        let place = Place { path: Path::ROOT, span: Some(places.span(at, at + char.len_utf8())) };
        let message = format!("the control character U+{:04X} may not stand in YAML", u32::from(char));
        let help = "in double quotes it can be written as an escape, such as `\\x1b`; otherwise remove it";
        return refused(Diagnostic::new(Code::TextSyntax, &place, message).help(help));
    }
    let mut source = passes(&places, limits);
    if source.documents.is_empty() && !source.report.has_errors() {
        let place = Place { path: Path::ROOT, span: Some(places.span(0, 0)) };
        source.report.push(Diagnostic::new(Code::TextEmpty, &place, "the text holds no document"));
    }
    source
}

fn refused(diagnostic: Diagnostic) -> Source {
    let mut report = Report::default();
    report.push(diagnostic);
    Source { report, ..Source::default() }
}

/// What YAML lets stand in a text.
fn is_printable(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}

/// Reads the text; again where the parser gives up on something that is no syntax error.
fn passes(places: &Places<'_>, limits: &Limits) -> Source {
    let mut patches = Patches::default();
    let mut text = Cow::Borrowed(places.text());
    for pass in 1.. {
        let (mut source, error) = pass_over(&text, places, limits, &patches);
        if let Some((path, error)) = error {
            let again = pass < MOST_PASSES && text.len().saturating_mul(pass) < MOST_BYTES;
            let at = places.byte(error.marker().index());
            if syntax::is_unknown_alias(error.info()) {
                let end = alias_end(places.text(), at);
                let place = Place { path, span: Some(places.span(at, end)) };
                patches.report.push(unknown_alias(&place, places.slice(at, end)));
                if again && let Some(patched) = without_alias(&text, at, end) {
                    patches.missing.push(at);
                    text = Cow::Owned(patched);
                    continue;
                }
            } else if syntax::is_bad_escape(error.info()) && !patches.pairs && is_json(&text) {
                patches.pairs = true;
                text = Cow::Owned(without_pairs(&text));
                continue;
            } else if !patches.tabs && text.contains('\t') && is_json(&text) {
                patches.tabs = true;
                text = Cow::Owned(without_tabs(&text));
                continue;
            } else {
                source.report.push(syntax::diagnostic(places, path, at, error.info(), limits));
            }
        }
        source.report.extend(patches.report);
        return source;
    }
    Source::default()
}

fn pass_over(
    text: &str,
    places: &Places<'_>,
    limits: &Limits,
    patches: &Patches,
) -> (Source, Option<(Path, ScanError)>) {
    let marked = comments::are_there(places.text());
    let mut builder = Builder::new(places, limits, patches);
    let mut error = None;
    let mut texts = Vec::new();
    let mut read_to = places.text().len();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let start = places.byte(span.start.index());
                let end = if span.is_empty() { start } else { places.byte(span.end.index()) };
                if let (true, Event::Scalar(_, style, ..)) = (marked, &event) {
                    texts.extend(comments::text(places, *style, start, end));
                }
                if builder.event(event, start, end).is_err() {
                    break;
                }
            }
            Err(found) => {
                read_to = places.byte(found.marker().index());
                error = Some((builder.path(), found));
                break;
            }
        }
    }
    let mut source = builder.finish();
    if marked {
        source.comments = comments::find(places, &texts, read_to);
    }
    (source, error)
}

/// Where the text that is parsed differs from the user's. Both have the same characters elsewhere.
#[derive(Default)]
pub(super) struct Patches {
    /// Where unknown aliases stand.
    missing: Vec<usize>,
    /// True if pairs of escaped surrogates were taken out of the strings.
    pairs: bool,
    /// True if tabs outside of strings became spaces; the parser refuses some that JSON allows.
    tabs: bool,
    /// What was found meanwhile.
    report: Report,
}

impl Patches {
    /// True if an unknown alias stands there.
    pub(super) fn is_missing(&self, start: usize) -> bool {
        self.missing.contains(&start)
    }

    /// The content of the scalar `token`, as `text` has it unless it was patched.
    pub(super) fn text(&self, text: &str, style: ScalarStyle, token: &str) -> Arc<str> {
        if self.pairs && style == ScalarStyle::DoubleQuoted && token.contains('\\') {
            let token = token.get(token.find('"').unwrap_or_default()..).unwrap_or_default();
            if let Some(text) = json::unquoted(token) {
                return Arc::from(text);
            }
        }
        Arc::from(text)
    }
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// The end of the alias that begins at `start`.
pub(super) fn alias_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let ends = |char: char| char.is_whitespace() || matches!(char, ',' | '[' | ']' | '{' | '}');
    start + rest.find(ends).unwrap_or(rest.len())
}

/// The text with an empty string in the place of the alias.
fn without_alias(text: &str, start: usize, end: usize) -> Option<String> {
    let length = text.get(start..end)?.chars().count().checked_sub(2)?;
    // Characters must keep their number, and bytes too: later patches count in bytes of the user's text.
    (text.get(start..end)?.is_ascii()).then_some(())?;
    Some([text.get(..start)?, "\"\"", &" ".repeat(length), text.get(end..)?].concat())
}

/// The text with a harmless escape in the place of every escaped surrogate that is half of a pair.
fn without_pairs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = if is_pair(escape.as_bytes()) {
            out.push_str("\\u0020\\u0020");
            12
        } else {
            let length = 1 + escape.chars().nth(1).map_or(0, char::len_utf8);
            out.push_str(escape.get(..length).unwrap_or_default());
            length
        };
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The text with spaces for the tabs outside of double quotes.
fn without_tabs(text: &str) -> String {
    let (mut is_string, mut is_escape) = (false, false);
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        let is_escaped = std::mem::take(&mut is_escape);
        match char {
            '"' if !is_escaped => is_string = !is_string,
            '\\' if is_string => is_escape = !is_escaped,
            _ => {}
        }
        out.push(if char == '\t' && !is_string { ' ' } else { char });
    }
    out
}

fn is_pair(escape: &[u8]) -> bool {
    let half = |from: usize| {
        let digits = escape.get(from + 2..from + 6)?;
        (escape.get(from..from + 2)? == b"\\u").then_some(())?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    matches!((half(0), half(6)), (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)))
}
