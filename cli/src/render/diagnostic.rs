//! Findings, with the lines that they point at.

use std::collections::BTreeSet;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use eks_plan::diagnostic::{Diagnostic, Severity, Span};
use eks_plan::document::check::{AcceptedBy, Check};

pub(crate) use super::excerpt::Sources;
use super::plan::names::plural;
use super::style::{Line, Page, Role, clean, width, wrap};

/// In an answer that is about something else, so many findings of each severity are shown.
const ERRORS: usize = 20;
const WARNINGS: usize = 5;

/// All findings, a line that sums them up, and what to do next: `fix` is the command that repairs.
pub(crate) fn render(check: &Check, sources: &Sources<'_>, fix: Option<&str>, width: usize) -> String {
    let mut page = Page::new(width);
    findings(&mut page, &check.diagnostics, sources, None);
    super::open::open(&mut page, check);
    let blocking = check.unknowns.iter().filter(|one| one.blocks).count() as u64;
    let mut line = summary(&check.diagnostics);
    if blocking > 0 {
        let text = format!("; {}", plural(blocking, "unknown blocks the plan", "unknowns block the plan"));
        line.push(Role::Error, &text);
    }
    let aside = aside(check);
    if !aside.is_empty() {
        line.push(Role::Dim, &format!(" · {}", aside.join(" · ")));
    }
    page.line(&line);
    if let Some(fix) = fix {
        next(&mut page, check, fix);
    }
    page.into_text()
}

/// What was found and does not stand, and what is gone.
fn aside(check: &Check) -> Vec<String> {
    let known = check.suppressed.iter().filter(|one| one.by == AcceptedBy::Baseline).count();
    let gone = check.baseline.as_ref().map_or(0, |baseline| baseline.gone.len());
    let parts = [
        (check.suppressed.len() - known, "accepted"),
        (known, "known before"),
        (gone, "of the baseline gone"),
        (check.hidden as usize, "hidden"),
    ];
    parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect()
}

/// The commands that go on from here.
fn next(page: &mut Page, check: &Check, fix: &str) {
    let certain = |finding: &&Diagnostic| finding.fixes.iter().any(|fix| fix.certain);
    let fixable = check.diagnostics.iter().filter(certain).count() as u64;
    if fixable > 0 {
        let lead = format!("{fixable} can be fixed: ");
        page.command(Line::of(Role::Dim, &lead), Role::Accent, fix);
    }
    let gravest = check.diagnostics.iter().min_by_key(|finding| finding.severity);
    if let Some(finding) = gravest {
        let command = format!("eks-plan explain {}", finding.code);
        page.command(Line::of(Role::Dim, "what a code means: "), Role::Accent, &command);
    }
}

/// Writes findings, the first of each code with why it is one; with a command that shows all of them, only the gravest.
pub(crate) fn findings(page: &mut Page, all: &[Diagnostic], sources: &Sources<'_>, rest: Option<&str>) {
    let mut left = [ERRORS, WARNINGS, 0];
    let mut skipped = 0;
    let mut explained = BTreeSet::new();
    for finding in all {
        let left = &mut left[finding.severity as usize];
        if rest.is_some() && *left == 0 {
            skipped += 1;
            continue;
        }
        *left = left.saturating_sub(1);
        let why = finding.code.explanation().filter(|_| rest.is_none() && explained.insert(finding.code));
        let why = why.map_or("", |explanation| explanation.why);
        page.rendered(&one(finding, sources, page.width, rest.is_none(), why));
        page.blank();
    }
    if let (Some(command), 1..) = (rest, skipped) {
        let text = format!("{}: ", plural(skipped, "more finding", "more findings"));
        page.command(Line::of(Role::Dim, &text), Role::Dim, command);
        page.blank();
    }
}

/// `2 errors, 1 warning`, or that all is well.
pub(crate) fn summary(all: &[Diagnostic]) -> Line {
    let count = |severity| all.iter().filter(|one| one.severity == severity).count() as u64;
    let said = |severity, one: &str, many: &str| {
        Some(count(severity)).filter(|n| *n > 0).map(|n| plural(n, one, many))
    };
    let parts: Vec<_> = [
        said(Severity::Error, "error", "errors"),
        said(Severity::Warning, "warning", "warnings"),
        said(Severity::Note, "note", "notes"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (count(Severity::Error), parts.is_empty()) {
        (0, true) => Line::of(Role::Good, "✔").with(Role::Plain, " nothing to report"),
        (0, false) => {
            Line::of(Role::Good, "✔").with(Role::Plain, &format!(" no errors, {}", parts.join(", ")))
        }
        _ => Line::of(Role::Error, "✘").with(Role::Plain, &format!(" {}", parts.join(", "))),
    }
}

fn one(finding: &Diagnostic, sources: &Sources<'_>, width: usize, full: bool, why: &str) -> String {
    let (level, name) = match finding.severity {
        Severity::Error => (Level::ERROR, "error"),
        Severity::Warning => (Level::WARNING, "warning"),
        Severity::Note => (Level::NOTE, "note"),
    };
    // `error[EP0104]: `
    let title = folded(&finding.message, width.saturating_sub(name.len() + 10));
    let group = Group::with_title(level.primary_title(title).id(finding.code.as_str()));
    let (group, gutter, notes) = place(group, finding, sources, width);
    let group = notes.into_iter().fold(group, |group, note| element(group, "note", &note, width, gutter));
    let group = if why.is_empty() { group } else { element(group, "why", why, width, gutter) };
    let help = finding.help.iter().fold(group, |group, help| element(group, "help", help, width, gutter));
    let mut group = help;
    if full {
        for fix in &finding.fixes {
            let sure = if fix.certain { "fix" } else { "possible fix" };
            group = element(group, sure, &fix.title, width, gutter);
        }
        if !finding.refused_by.is_empty() {
            let text = format!("only {} refuses it", finding.refused_by.join(" and "));
            group = element(group, "note", &text, width, gutter);
        }
    }
    let text = Renderer::styled().term_width(width).render(&[group]);
    if finding.span.is_some() {
        return text;
    }
    // Without an excerpt the bar over the first note joins nothing.
    let empty = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() != "|";
    text.lines().filter(empty).collect::<Vec<_>>().join("\n")
}

/// `    = help: `, then lines that are aligned by the renderer.
fn element<'a>(group: Group<'a>, name: &'static str, text: &str, width: usize, gutter: usize) -> Group<'a> {
    let room = width.saturating_sub(gutter + name.len() + 5);
    let level = if name == "help" || name.ends_with("fix") { Level::HELP } else { Level::NOTE };
    group.element(level.with_name(name).message(folded(text, room)))
}

/// The lines pointed at. What cannot stand beside them is returned as notes.
fn place<'a>(
    group: Group<'a>,
    finding: &'a Diagnostic,
    sources: &Sources<'_>,
    columns: usize,
) -> (Group<'a>, usize, Vec<String>) {
    let Some(span) = &finding.span else {
        let path = finding.path.to_string();
        let at = if path.is_empty() { Vec::new() } else { vec![format!("at `{path}`")] };
        return (group, 2, at.into_iter().chain(finding.labels.iter().map(far)).collect());
    };
    let near = |other: &Span| other.file == span.file && other.start.line.abs_diff(span.start.line) <= 20;
    let (labels, notes): (Vec<_>, Vec<_>) =
        finding.labels.iter().partition(|label| label.span.as_ref().is_some_and(near));
    let spans: Vec<&Span> =
        std::iter::once(span).chain(labels.iter().filter_map(|label| label.span.as_ref())).collect();
    let file = clean(&span.file);
    let (line, column) = (span.start.line as usize, span.start.column as usize);
    let Some(excerpt) = sources.excerpt(&spans) else {
        let group = group.element(Origin::path(file).line(line).char_column(column));
        return (group, 2, finding.labels.iter().map(far).collect());
    };
    let gutter = (excerpt.line + excerpt.text.lines().count()).to_string().len() + 1;
    let room = columns.saturating_sub(gutter + 14);
    let mut primary = AnnotationKind::Primary.span(excerpt.clipped(span, room));
    let (mut others, mut beside) = (Vec::new(), Vec::new());
    for label in labels {
        let Some(there) = &label.span else { continue };
        let end = there.end.column.max(there.start.column) as usize;
        if end + gutter + 4 + width(&label.text) > columns {
            beside.push(if there == span { label.text.clone() } else { far(label) });
        } else if there == span {
            primary = primary.label(clean(&label.text));
        } else {
            others.push(AnnotationKind::Context.span(excerpt.clipped(there, room)).label(clean(&label.text)));
        }
    }
    let notes = beside.into_iter().chain(notes.into_iter().map(far)).collect();
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).path(file);
    (group.element(snippet.annotation(primary).annotations(others)), gutter, notes)
}

/// A label that stands too far away to be drawn.
fn far(label: &eks_plan::diagnostic::Label) -> String {
    match &label.span {
        Some(span) => format!("{}:{}:{}: {}", span.file, span.start.line, span.start.column, label.text),
        None => format!("`{}`: {}", label.path, label.text),
    }
}

/// The text in lines of at most so many columns.
fn folded(text: &str, columns: usize) -> String {
    let lines = wrap(Line::new(), 0, columns.max(20), &[(Role::Plain, clean(text))]);
    lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n")
}
