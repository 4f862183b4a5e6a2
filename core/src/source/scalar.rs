//! Scalars: their place, their kind, their text.

use std::sync::Arc;

use saphyr_parser::{ScalarStyle, Tag};

use super::build::{Builder, Complete, Size};
use super::node::{Kind, Node, Scalar, Value};
use super::tag::Meaning;
use super::{properties, resolve};
use crate::diagnostic::{Code, Diagnostic, Place};

impl Builder<'_> {
    pub(super) fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        start: usize,
        end: usize,
    ) -> Complete {
        let plain = style == ScalarStyle::Plain;
        let meaning = tag.map(|tag| self.tag(tag, start, true));
        let has_properties = anchor > 0 || tag.is_some();
        let start = match style {
            ScalarStyle::Plain if text.is_empty() => self.nothing(has_properties, start, end),
            _ if has_properties => properties::skip(self.places.text(), start).value,
            ScalarStyle::Literal | ScalarStyle::Folded => self.indicator([b'|', b'>'], start),
            _ => start,
        };
        let missing = self.patches.is_missing(start);
        // The parser's end may lie behind blanks and a comment.
        let length = match style {
            ScalarStyle::Plain if text.is_empty() => 0,
            _ if missing => super::read::alias_end(self.places.text(), start) - start,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => quoted(self.places.slice(start, end)),
            _ => self.places.slice(start, end).trim_end().len(),
        };
        let end = start + length;
        let span = self.places.span(start, end);
        let kind = match meaning {
            _ if missing => Kind::Null,
            None if plain => resolve::plain(text),
            None => Kind::String,
            Some(Meaning::Merge) if plain && text == "<<" => Kind::String,
            Some(meaning) => meaning.kind(text).unwrap_or_else(|is| {
                let place = Place { path: self.path(), span: Some(span.clone()) };
                let message = format!("{is} is not what the tag in front of it says");
                self.found(Diagnostic::new(Code::TextTagValue, &place, message).help("remove the tag"));
                // As if nothing stood there: what it is not was said.
                Kind::Null
            }),
        };
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let text = match text.strip_suffix('\n') {
            // The parser adds a line break that a text without one at its end does not have.
            Some(text) if is_block && end == self.places.text().len() => text,
            _ => text,
        };
        let text = if missing || text.is_empty() {
            Arc::clone(&self.empty)
        } else {
            self.patches.text(text, style, self.places.slice(start, end))
        };
        let merge =
            plain && text.as_ref() == "<<" && matches!(meaning, None | Some(Meaning::Merge | Meaning::Any));
        let node = Node { value: Value::Scalar(Scalar { kind, text }), span: Some(span.clone()) };
        Complete { node, span, size: Size { nodes: 1, depth: 0 }, merge }
    }

    /// The place of a value that is not there: right behind `:`, `-` or what was read last.
    pub(super) fn nothing(&self, has_properties: bool, start: usize, end: usize) -> usize {
        if has_properties {
            return end;
        }
        let last = self.places.byte_of(self.end);
        let ahead = self.places.slice(start, self.places.text().len());
        // The parser points at the indicator, or behind it and the blanks that follow.
        if ahead.starts_with([':', '?']) && !ahead.starts_with("::") {
            return start + 1;
        }
        let before = self.places.slice(last, start).trim_end();
        if before.ends_with([':', '-', '?']) { last + before.len() } else { last }
    }

    /// The first of `marks` between what was read last and `start`; `start` if there is none.
    pub(super) fn indicator(&self, marks: [u8; 2], start: usize) -> usize {
        let from = self.places.byte_of(self.end);
        let mut is_comment = false;
        for (at, byte) in self.places.slice(from, start).bytes().enumerate() {
            match byte {
                b'\n' | b'\r' => is_comment = false,
                _ if is_comment => {}
                b'#' => is_comment = true,
                _ if marks.contains(&byte) => return from + at,
                b' ' | b'\t' | b':' | b'-' | b'?' => {}
                _ => break,
            }
        }
        start
    }

    pub(super) fn value_start(&self, anchor: usize, tag: Option<&Tag>, start: usize) -> usize {
        if anchor == 0 && tag.is_none() {
            return start;
        }
        properties::skip(self.places.text(), start).value
    }

    pub(super) fn tag(&mut self, tag: &Tag, start: usize, scalar: bool) -> Meaning {
        let meaning = Meaning::of(tag);
        let understood = match meaning {
            Meaning::Unknown => false,
            Meaning::Any => true,
            Meaning::Merge => scalar,
            Meaning::Collection => !scalar,
            _ => scalar,
        };
        if !understood {
            let range = properties::skip(self.places.text(), start).tag.unwrap_or(start..start);
            let name = self.places.slice(range.start, range.end);
            let place = Place { path: self.path(), span: Some(self.places.span(range.start, range.end)) };
            let reading = if scalar { "read as a string" } else { "ignored" };
            let message = format!("the tag `{name}` is not understood; it is {reading}");
            let message = if scalar { message.replace("; it is", "; the value is") } else { message };
            self.found(Diagnostic::new(Code::TextTag, &place, message).help("remove the tag"));
        }
        meaning
    }
}

/// The length of the quoted token that `text` begins with.
pub(crate) fn quoted(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().peekable();
    let quote = bytes.next().map(|(_, byte)| byte);
    while let Some((at, byte)) = bytes.next() {
        let next = bytes.peek().map(|(_, byte)| *byte);
        if byte == b'\\' && quote == Some(b'"') || byte == b'\'' && quote == Some(byte) && next == quote {
            bytes.next();
        } else if Some(byte) == quote {
            return at + 1;
        }
    }
    text.len()
}
