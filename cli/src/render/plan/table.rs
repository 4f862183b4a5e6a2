//! The table of waves: what, how long, when.

use eks_plan::document::plan::{Plan, Totals};

use super::bar::Scale;
use super::rows::{Row, rows};
use crate::render::style::{Line, Page, Role, row_of, width, wrap};
use crate::render::time::brief;

const PHASE: usize = 9;
/// Columns that are enough for most rows; what is more goes to the bars.
const ENOUGH: usize = 46;
/// An item of at most so many columns is not broken.
const KEPT: usize = 26;

/// Where the columns begin.
struct Columns {
    phase: usize,
    what: usize,
    time: usize,
    bar: usize,
    cells: usize,
}

impl Columns {
    fn new(width: usize, rows: &[Row], totals: &Totals) -> Self {
        let time = rows.iter().map(|row| self::width(&took(row))).max().unwrap_or(0).max(4);
        let waves = rows.iter().map(|row| self::width(&waves(row))).max().unwrap_or(0).max(4);
        let phase = 1 + waves + 2;
        let what = phase + PHASE;
        // Two columns at the end are for the mark of the critical path.
        let free = width.saturating_sub(what + 1 + time + 2 + 2);
        let cells = (free / 3).max(free.saturating_sub(ENOUGH)).clamp(8, 60).min(free / 2);
        let bar = width.saturating_sub(cells + 2);
        let cells = if totals.p50_seconds == 0 { 0 } else { cells };
        Self { phase, what, time: bar.saturating_sub(2), bar, cells }
    }

    fn time_width(&self, rows: &[Row]) -> usize {
        rows.iter().map(|row| width(&took(row))).max().unwrap_or(0).max(4)
    }
}

/// Writes the table.
pub(crate) fn table(page: &mut Page, plan: &Plan, totals: &Totals) {
    let rows = rows(plan);
    let columns = Columns::new(page.width, &rows, totals);
    let scale = Scale::new(totals.p50_seconds, columns.cells);
    let time = columns.time_width(&rows);
    let head = Line::of(Role::Dim, " wave").to(columns.phase).with(Role::Dim, "phase").to(columns.what);
    let head = head.with(Role::Dim, "step").to(columns.time.saturating_sub(4)).with(Role::Dim, "time");
    page.line(&head.to(columns.bar).and(&scale.axis()));
    let mut before = None;
    for row in &rows {
        let said = before == Some(row.phase);
        before = Some(row.phase);
        let lead = Line::new().to(columns.phase - 2 - width(&waves(row))).with(Role::Dim, &waves(row));
        let lead = lead.to(columns.phase).with(Role::Strong, if said { "" } else { row.phase.label() });
        let limit = columns.time.saturating_sub(time + 1);
        let mut lines = wrap(lead.to(columns.what), columns.what, limit, &words(row)).into_iter();
        let first = lines.next().unwrap_or_default().to(columns.time.saturating_sub(width(&took(row))));
        let role = if row.critical { Role::Accent } else { Role::Plain };
        let line = first.with(if row.assumed { Role::Dim } else { Role::Plain }, &took(row)).to(columns.bar);
        let line = line.with(role, &scale.bar(row.start, row.finish));
        page.line(&if row.critical { line.to(page.width - 1).with(Role::Accent, "◀") } else { line });
        lines.for_each(|line| page.line(&line));
    }
    legend(page, &rows);
}

fn words(row: &Row) -> Vec<(Role, String)> {
    let mut words = vec![(Role::Plain, row_of(&row.items, KEPT))];
    if row.irreversible {
        words.push((Role::Warning, " (no\u{a0}way\u{a0}back)".to_owned()));
    }
    words
}

fn took(row: &Row) -> String {
    if row.gate {
        return "you".to_owned();
    }
    let seconds = row.finish.saturating_sub(row.start);
    format!("{}{}", if row.assumed && seconds > 0 { "~" } else { "" }, brief(seconds))
}

fn waves(row: &Row) -> String {
    match row.waves {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}-{last}"),
    }
}

fn legend(page: &mut Page, rows: &[Row]) {
    let critical = Line::of(Role::Accent, "◀").with(Role::Dim, " critical: late here, late at the end");
    let parts = [
        (rows.iter().any(|row| row.critical), critical),
        (rows.iter().any(|row| row.assumed), Line::of(Role::Dim, "~ a guess, nobody measured it")),
        (
            rows.iter().any(|row| row.gate),
            Line::of(Role::Dim, "you: it waits for a person, no time is counted"),
        ),
    ];
    let room = page.width;
    let mut line = Line::new().to(1);
    for (_, part) in parts.iter().filter(|(said, part)| *said && part.width() < room) {
        let gap = if line.width() > 1 { 4 } else { 0 };
        if line.width() + gap + part.width() <= room {
            let at = line.width() + gap;
            line = line.to(at).and(part);
        } else {
            page.line(&line);
            line = Line::new().to(1).and(part);
        }
    }
    if line.width() > 1 {
        page.line(&line);
    }
}
