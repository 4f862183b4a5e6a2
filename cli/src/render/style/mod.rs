//! Text made harmless, measured and styled.

mod line;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

pub(crate) use eks_plan::render::harmless;
pub(crate) use line::{Line, Page, wrap};

/// What a piece of text is for: one accent, one warning and one error colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Plain,
    Strong,
    Dim,
    Accent,
    Good,
    Warning,
    Error,
}

impl Role {
    pub(crate) fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Dim => Style::new().dimmed(),
            Self::Accent => colour(AnsiColor::Cyan),
            Self::Good => colour(AnsiColor::Green),
            Self::Warning => colour(AnsiColor::Yellow),
            Self::Error => colour(AnsiColor::Red).bold(),
        }
    }
}

/// The text without characters that could do harm in a terminal.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(harmless).collect()
}

/// Columns that the text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text if it fits, otherwise as much of it as fits and `…`.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    let text = clean(text);
    if width(&text) <= limit {
        return text;
    }
    let mut short = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > limit {
            break;
        }
        short.push(character);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// An item whose words stay on one line.
pub(crate) fn whole(item: &str) -> String {
    item.replace(' ', "\u{a0}")
}

/// Items in a row. A line breaks after the dot, and inside an item only where it takes more than `long` columns.
pub(crate) fn row_of(items: &[String], long: usize) -> String {
    let kept = |item: &String| if width(item) <= long { whole(item) } else { item.clone() };
    items.iter().map(kept).collect::<Vec<_>>().join("\u{a0}· ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_too_long_is_shortened_to_the_column() {
        assert_eq!(shorten("general", 7), "general");
        assert_eq!(shorten("general", 6), "gener…");
        assert_eq!(shorten("two words", 5), "two…");
        assert_eq!(shorten("日本語", 5), "日本…");
    }

    #[test]
    fn lines_break_at_blanks_after_dots_and_where_nothing_else_helps() {
        let lines = |text: &str, limit| {
            let lines = wrap(Line::new(), 2, limit, &[(Role::Plain, text.to_owned())]);
            lines.iter().map(|line| line.plain()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(lines("one two three", 8), "one two|  three");
        assert_eq!(lines(&row_of(&["a b".into(), "c d".into()], 9), 6), "a b ·|  c d");
        assert_eq!(lines("abcdefgh", 5), "abcde|  fgh");
    }

    #[test]
    fn a_command_can_be_copied_out_of_the_lines() {
        let lines = |lead: &str, command: &str| {
            let mut page = Page::new(20);
            page.command(Line::of(Role::Plain, lead), Role::Plain, command);
            page.into_text()
        };
        assert_eq!(lines("1 more: ", "plan a.yaml"), "1 more: plan a.yaml\n");
        assert_eq!(lines("1 more: ", "plan long-nam.yaml"), "1 more:\n  plan long-nam.yaml\n");
        assert_eq!(
            lines("$ ", "why 'a file of mine.yaml' b"),
            "$ why \\\n    'a file of mine.yaml' \\\n    b\n"
        );
    }
}
