//! A frame as wide as the page.

use crate::render::style::{Line, Page, Role, shorten, width, wrap};

/// Where the strands between two frames stand, from either side.
const STRAND: usize = 4;
const GAP: usize = 2;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    width: usize,
}

impl Frame {
    pub(crate) fn new(width: usize) -> Self {
        Self { width }
    }

    /// Columns inside.
    pub(crate) fn inner(self) -> usize {
        self.width.saturating_sub(4)
    }

    pub(crate) fn top(self, page: &mut Page, title: &str) {
        page.line(&self.titled(title).filled(self.width - 1, Role::Dim, "─").with(Role::Dim, "┐"));
    }

    /// A top that the strands from above end in.
    pub(crate) fn joined_top(self, page: &mut Page, title: &str) {
        let line = self.titled(title);
        let right = self.width - 1 - STRAND;
        let line = line.filled(right, Role::Dim, "─").with(Role::Dim, "┴");
        page.line(&line.filled(self.width - 1, Role::Dim, "─").with(Role::Dim, "┐"));
    }

    fn titled(self, title: &str) -> Line {
        let title = shorten(title, self.width.saturating_sub(10));
        Line::of(Role::Dim, "┌ ").with(Role::Strong, &title).with(Role::Dim, " ")
    }

    /// The lower edge; `open` where strands leave it.
    pub(crate) fn bottom(self, page: &mut Page, open: bool) {
        let knot = if open { "┬" } else { "─" };
        let line = Line::of(Role::Dim, "└").filled(STRAND, Role::Dim, "─").with(Role::Dim, knot);
        let line = line.filled(self.width - 1 - STRAND, Role::Dim, "─").with(Role::Dim, knot);
        page.line(&line.filled(self.width - 1, Role::Dim, "─").with(Role::Dim, "┘"));
    }

    /// Words inside.
    pub(crate) fn text(self, page: &mut Page, words: &[(Role, String)]) {
        for line in wrap(Line::new(), 2, self.inner(), words) {
            self.line(page, &line);
        }
    }

    pub(crate) fn line(self, page: &mut Page, line: &Line) {
        let line = Line::of(Role::Dim, "│ ").and(line).to(self.width - 1);
        page.line(&line.with(Role::Dim, "│"));
    }

    /// Words between two frames, beside the strands.
    pub(crate) fn between(self, page: &mut Page, words: &[(Role, String)]) {
        let right = self.width - 1 - STRAND;
        for line in wrap(Line::new(), 2, right - STRAND - 4, words) {
            let line = Line::new().to(STRAND).with(Role::Dim, "│  ").and(&line).to(right);
            page.line(&line.with(Role::Dim, "│"));
        }
    }

    /// How wide each of so many columns is.
    pub(crate) fn column(self, count: usize) -> usize {
        (self.inner() + GAP) / count.max(1) - GAP
    }

    /// Columns side by side.
    pub(crate) fn columns(self, page: &mut Page, columns: &[Vec<Line>]) {
        let wide = self.column(columns.len()) + GAP;
        let tall = columns.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..tall {
            let mut line = Line::new();
            for (index, column) in columns.iter().enumerate() {
                if let Some(cell) = column.get(row) {
                    line = line.to(index * wide).and(&cell.clone().cut(wide - GAP));
                }
            }
            self.line(page, &line);
        }
    }
}

impl Line {
    fn cut(self, columns: usize) -> Line {
        if self.width() <= columns {
            return self;
        }
        let text = self.plain();
        debug_assert!(width(&text) > columns);
        Line::of(Role::Plain, &shorten(&text, columns))
    }
}
