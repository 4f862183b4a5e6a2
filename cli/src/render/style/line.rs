//! Lines of styled text that know their width. Whatever is pushed is made harmless first.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar as _;

use super::{Role, clean, harmless, width};

/// A line in the making: pieces of text, each in one role.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pieces: Vec<(Role, String)>,
    width: usize,
}

impl Line {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn of(role: Role, text: &str) -> Self {
        Self::new().with(role, text)
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn push(&mut self, role: Role, text: &str) {
        for character in text.chars() {
            let character = if character == '\u{a0}' { ' ' } else { harmless(character) };
            self.width += character.width().unwrap_or(0);
            match self.pieces.last_mut() {
                Some((last, piece)) if *last == role => piece.push(character),
                _ => self.pieces.push((role, character.into())),
            }
        }
    }

    #[must_use]
    pub(crate) fn with(mut self, role: Role, text: &str) -> Self {
        self.push(role, text);
        self
    }

    /// Fills with blanks up to `column`.
    #[must_use]
    pub(crate) fn to(self, column: usize) -> Self {
        self.filled(column, Role::Plain, " ")
    }

    /// Fills with `filler` up to `column`.
    #[must_use]
    pub(crate) fn filled(mut self, column: usize, role: Role, filler: &str) -> Self {
        while self.width < column {
            self.push(role, filler);
        }
        self
    }

    #[must_use]
    pub(crate) fn and(mut self, other: &Line) -> Self {
        for (role, piece) in &other.pieces {
            self.push(*role, piece);
        }
        self
    }

    /// The text without its styles.
    pub(crate) fn plain(&self) -> String {
        self.pieces.iter().map(|(_, piece)| piece.as_str()).collect()
    }

    fn ansi(&self) -> String {
        let mut text = String::new();
        let end = self.pieces.iter().rposition(|(_, piece)| !piece.trim_end_matches(' ').is_empty());
        for (index, (role, piece)) in self.pieces.iter().enumerate().take(end.map_or(0, |end| end + 1)) {
            let piece = if Some(index) == end { piece.trim_end_matches(' ') } else { piece };
            let style = role.style();
            let _ = write!(text, "{style}{piece}{style:#}");
        }
        text
    }
}

/// The text of an answer, with styles as ANSI sequences; whoever writes it out may strip them.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    pub(crate) width: usize,
}

impl Page {
    pub(crate) fn new(width: usize) -> Self {
        Self { text: String::new(), width }
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    pub(crate) fn line(&mut self, line: &Line) {
        self.text.push_str(&line.ansi());
        self.text.push('\n');
    }

    pub(crate) fn lines(&self) -> usize {
        self.text.lines().count()
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Text that another renderer made harmless.
    pub(crate) fn rendered(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A command after `lead`, so that it can be copied: broken only between words, with `\\` at the end of the line.
    pub(crate) fn command(&mut self, lead: Line, role: Role, command: &str) {
        let (mut line, mut fresh) = (lead, true);
        let text = line.plain();
        if text.trim_end().ends_with(':') && line.width() + width(command) > self.width {
            let indent = text.len() - text.trim_start().len();
            self.line(&std::mem::take(&mut line));
            line = line.to(indent + 2);
        }
        let hang = line.width();
        let words = shell_words(command);
        for (index, word) in words.iter().enumerate() {
            let more = if index + 1 < words.len() { 2 } else { 0 };
            if !fresh && line.width() + 1 + width(word) + more > self.width {
                self.line(&line.with(role, " \\"));
                line = Line::new().to(hang + 2);
            } else if !fresh {
                line.push(role, " ");
            }
            line.push(role, word);
            fresh = false;
        }
        self.line(&line);
    }

    /// Words after `lead`, wrapped; further lines begin at `hang`.
    pub(crate) fn flow(&mut self, lead: Line, hang: usize, words: &[(Role, String)]) {
        for line in wrap(lead, hang, self.width, words) {
            self.line(&line);
        }
    }
}

/// A command's words as a shell reads them: a blank inside quotes parts nothing.
fn shell_words(command: &str) -> Vec<&str> {
    let (mut words, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, character) in command.char_indices() {
        match (character, quote) {
            ('\'' | '"', None) => quote = Some(character),
            (same, Some(open)) if same == open => quote = None,
            (' ', None) => {
                words.push(&command[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    words.push(&command[start..]);
    words
}

/// Breaks styled text at blanks into lines of at most `limit` columns; a word longer than a line is cut.
pub(crate) fn wrap(lead: Line, hang: usize, limit: usize, text: &[(Role, String)]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = lead;
    let mut fresh = true;
    for word in words(text) {
        let size: usize = word.iter().map(|(_, piece)| width(piece)).sum();
        if !fresh && line.width() + 1 + size > limit {
            lines.push(std::mem::replace(&mut line, Line::new().to(hang)));
        } else if !fresh {
            line.push(word.first().map_or(Role::Plain, |(role, _)| *role), " ");
        }
        fresh = false;
        for (role, piece) in word {
            for character in piece.chars() {
                if line.width() + character.width().unwrap_or(0) > limit && line.width() > hang {
                    lines.push(std::mem::replace(&mut line, Line::new().to(hang)));
                }
                line.push(role, character.encode_utf8(&mut [0; 4]));
            }
        }
    }
    lines.push(line);
    lines
}

type Word = Vec<(Role, String)>;

fn words(text: &[(Role, String)]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (role, piece) in text {
        for (index, part) in piece.split(' ').enumerate() {
            open &= index == 0;
            if part.is_empty() {
                continue;
            }
            match words.last_mut() {
                Some(word) if open => word.push((*role, clean(part))),
                _ => words.push(vec![(*role, clean(part))]),
            }
            open = true;
        }
        open &= !piece.ends_with(' ');
    }
    words
}
