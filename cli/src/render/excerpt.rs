//! The lines of the user's text that a finding points at.

use std::collections::BTreeMap;
use std::ops::Range;

use eks_plan::diagnostic::Span;

use super::style::harmless;
use eks_plan::api::Input;
use unicode_width::UnicodeWidthChar as _;

/// An excerpt longer than this says less than the place alone.
const LONGEST: usize = 4000;

/// The texts by name, with the offsets at which their lines begin.
#[derive(Debug, Default)]
pub(crate) struct Sources<'a> {
    texts: BTreeMap<&'a str, (&'a str, Vec<usize>)>,
}

/// Some whole lines of a text.
#[derive(Debug)]
pub(crate) struct Excerpt {
    /// The lines, with nothing in them that harms a terminal, as long as they were.
    pub(crate) text: String,
    /// The number of the first, from 1.
    pub(crate) line: usize,
    offset: usize,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(inputs: &'a [Input]) -> Self {
        let texts = inputs.iter().map(|input| {
            let text = input.as_text().unwrap_or_default();
            let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
            (input.name.as_str(), (text, starts.collect()))
        });
        Self { texts: texts.collect() }
    }

    /// The lines that hold the beginnings of all these places of one file.
    pub(crate) fn excerpt(&self, spans: &[&Span]) -> Option<Excerpt> {
        let (text, starts) = self.texts.get(spans.first()?.file.as_ref())?;
        let line =
            |span: &&Span| starts.partition_point(|start| *start <= offset(span.start.offset)).max(1) - 1;
        let first = spans.iter().map(line).min()?;
        let last = spans.iter().map(line).max()?;
        let begin = *starts.get(first)?;
        let end = starts.get(last + 1).copied().unwrap_or(text.len());
        let lines = text.get(begin..end).filter(|lines| lines.len() <= LONGEST)?;
        let lines = lines.strip_suffix('\n').unwrap_or(lines);
        let lines = lines.strip_suffix('\r').unwrap_or(lines);
        Some(Excerpt { text: lines.chars().map(same_size).collect(), line: first + 1, offset: begin })
    }
}

impl Excerpt {
    /// Where the span stands in the excerpt; a span of several lines ends with its first.
    pub(crate) fn range(&self, span: &Span) -> Range<usize> {
        let inside = |position: u32| {
            let at = offset(position).saturating_sub(self.offset).min(self.text.len());
            (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
        };
        let (start, end) = (inside(span.start.offset), inside(span.end.offset));
        let rest = self.text.get(start..).unwrap_or_default();
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        start..end.clamp(start, start + line)
    }

    /// The same, no wider than so many columns: a line is drawn as wide as what is underlined in it.
    pub(crate) fn clipped(&self, span: &Span, columns: usize) -> Range<usize> {
        let range = self.range(span);
        let mut used = 0;
        for (at, character) in self.text.get(range.clone()).unwrap_or_default().char_indices() {
            used += character.width().unwrap_or(1);
            if used > columns {
                return range.start..range.start + at;
            }
        }
        range
    }
}

fn offset(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// A harmless character of as many bytes. Control characters of one byte are shown by the renderer.
fn same_size(character: char) -> char {
    match character.len_utf8() {
        1 => character,
        _ if harmless(character) == character => character,
        2 => '·',
        _ => '\u{fffd}',
    }
}
