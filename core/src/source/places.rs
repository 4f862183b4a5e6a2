//! From the parser's character indices to places in the user's file.

use std::sync::Arc;

use crate::diagnostic::{Position, Span};

/// Characters between two marks: the longest stretch that a conversion has to walk.
const STRIDE: usize = 64;

/// A point in the text, in bytes and in UTF-16 units.
#[derive(Clone, Copy)]
struct Mark {
    byte: u32,
    wide: u32,
}

/// The index of one text. Bytes count from behind the byte order mark, positions from the start of the file.
pub(super) struct Places<'a> {
    file: Arc<str>,
    text: &'a str,
    base: u32,
    /// The start of every line.
    lines: Vec<Mark>,
    /// Every `STRIDE`th character; empty if the text is ASCII.
    marks: Vec<Mark>,
}

impl<'a> Places<'a> {
    /// Indexes `text`, which must be shorter than 4 GiB.
    pub(super) fn new(file: Arc<str>, text: &'a str, base: usize) -> Self {
        let (lines, marks) = if text.is_ascii() { (ascii_lines(text), Vec::new()) } else { walk(text) };
        Self { file, text, base: narrow(base), lines, marks }
    }

    /// The text without its byte order mark.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The text between two bytes; nothing if that is not a stretch of it.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The byte of the character `index`.
    pub(super) fn byte(&self, index: usize) -> usize {
        if self.marks.is_empty() {
            return index.min(self.text.len());
        }
        let Some(mark) = self.marks.get(index / STRIDE) else { return self.text.len() };
        let start = mark.byte as usize;
        let rest = self.text.get(start..).unwrap_or_default();
        rest.char_indices().nth(index % STRIDE).map_or(self.text.len(), |(offset, _)| start + offset)
    }

    /// The position of a byte.
    pub(super) fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let number = self.lines.partition_point(|line| line.byte as usize <= byte);
        let line = self.lines.get(number.saturating_sub(1)).copied().unwrap_or(Mark { byte: 0, wide: 0 });
        let column = self.wide(byte).saturating_sub(line.wide).saturating_add(1);
        Position { line: narrow(number.max(1)), column, offset: self.base.saturating_add(narrow(byte)) }
    }

    /// The byte of a position that this index made.
    pub(super) fn byte_of(&self, position: Position) -> usize {
        position.offset.saturating_sub(self.base) as usize
    }

    /// The span between two bytes.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let end = end.max(start);
        Span { file: Arc::clone(&self.file), start: self.position(start), end: self.position(end) }
    }

    /// The span between two positions.
    pub(super) fn between(&self, start: Position, end: Position) -> Span {
        Span { file: Arc::clone(&self.file), start, end: end.max(start) }
    }

    fn wide(&self, byte: usize) -> u32 {
        let above = self.marks.partition_point(|mark| mark.byte as usize <= byte);
        let Some(mark) = above.checked_sub(1).and_then(|below| self.marks.get(below)) else {
            return narrow(byte);
        };
        mark.wide + self.slice(mark.byte as usize, byte).chars().map(width).sum::<u32>()
    }
}

fn ascii_lines(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut lines = vec![Mark { byte: 0, wide: 0 }];
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            lines.push(Mark { byte: narrow(at + 1), wide: narrow(at + 1) });
        }
    }
    lines
}

fn walk(text: &str) -> (Vec<Mark>, Vec<Mark>) {
    let mut lines = vec![Mark { byte: 0, wide: 0 }];
    let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
    let mut wide = 0;
    for (count, (at, char)) in text.char_indices().enumerate() {
        if count % STRIDE == 0 {
            marks.push(Mark { byte: narrow(at), wide });
        }
        wide += width(char);
        if char == '\n' || (char == '\r' && text.as_bytes().get(at + 1) != Some(&b'\n')) {
            lines.push(Mark { byte: narrow(at + 1), wide });
        }
    }
    (lines, marks)
}

fn width(char: char) -> u32 {
    if char > '\u{ffff}' { 2 } else { 1 }
}

fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
