//! Why a step waits, as a tree; and what waits for a step.

use eks_plan::document::why::{Impact, Reason, Why};
use eks_plan::terms::Relation;

use super::Named;
use super::plan::names::plural;
use super::style::{Line, Page, Role, row_of, shorten, whole};
use super::time::duration;

/// Reasons beside one another before the rest is counted.
const BESIDE: usize = 12;
/// Steps listed by `--impact`.
const LISTED: usize = 30;
/// Columns that a level takes.
const STEP: usize = 2;

/// The tree of reasons, at most `depth` levels.
pub(crate) fn render(why: &Why, named: &Named<'_>, depth: usize, width: usize) -> String {
    let mut page = Page::new(width);
    page.flow(Line::new(), 0, &[(Role::Strong, why.summary.clone())]);
    let mut cut = 0;
    branches(&mut page, &why.reasons, &Line::new(), depth, &mut cut);
    if cut > 0 {
        let mut words = vec![why.step.as_ref()];
        words.extend(why.before.as_deref());
        if why.relation == Relation::Delete {
            words.extend(["--relation", "delete"]);
        }
        let deeper = (depth + 3).min(usize::from(u8::MAX)).to_string();
        words.extend(["--depth", &deeper]);
        page.blank();
        let text = format!(
            "{} further down: {}",
            plural(cut, "reason", "reasons"),
            whole(&named.call("why", &words))
        );
        page.flow(Line::new(), 0, &[(Role::Dim, text)]);
    }
    page.into_text()
}

fn branches(page: &mut Page, reasons: &[Reason], stem: &Line, depth: usize, cut: &mut u64) {
    if depth == 0 {
        *cut += reasons.iter().map(count).sum::<u64>();
        return;
    }
    let shown = reasons.len().min(BESIDE);
    for (index, reason) in reasons.iter().take(shown).enumerate() {
        let last = index + 1 == reasons.len();
        let lead = stem.clone().with(Role::Dim, if last { "└ " } else { "├ " });
        let below = stem.clone().with(Role::Dim, if last { "  " } else { "│ " });
        branch(page, reason, lead, &below);
        // What is too deep for the page is counted, not squeezed.
        let deeper = if below.width() + 40 > page.width { 0 } else { depth - 1 };
        branches(page, &reason.reasons, &below, deeper, cut);
    }
    if shown < reasons.len() {
        let text = format!("and {} more beside", reasons.len() - shown);
        page.line(&stem.clone().with(Role::Dim, "└ ").with(Role::Dim, &text));
    }
}

fn count(reason: &Reason) -> u64 {
    1 + reason.reasons.iter().map(count).sum::<u64>()
}

/// The sentence, then what kind of edge it is and how we know, then since when and who asked for it.
fn branch(page: &mut Page, reason: &Reason, lead: Line, below: &Line) {
    let role = if reason.binding { Role::Accent } else { Role::Plain };
    let mut sentence = vec![(role, reason.reason.clone())];
    if reason.binding {
        sentence.push((Role::Accent, " ◀\u{a0}longest".to_owned()));
    }
    tree(page, lead, below, &sentence);
    let mut waits = vec![format!("waits for {}", reason.from)];
    if let Some(seconds) = reason.satisfied_seconds {
        waits.push(format!("there at {}", duration(seconds)));
    }
    if let Some(seconds) = reason.delay_seconds {
        waits.push(format!("{} to settle", duration(u64::from(seconds))));
    }
    if !reason.any_of.is_empty() {
        waits.push(format!("or any of {}", some(&reason.any_of)));
    }
    detail(page, below, &waits);
    let evidence = &reason.evidence;
    let source = match evidence.locator.is_empty() {
        true => evidence.source.to_string(),
        false => format!("{}, “{}”", evidence.source, evidence.locator),
    };
    let mut known = vec![reason.kind.to_string(), source];
    if let Some(asked) = &reason.requested_at {
        known.push(match &asked.span {
            Some(span) => format!("asked for at {}:{} ({})", span.file, span.start.line, asked.path),
            None => format!("asked for by {}", asked.path),
        });
    }
    detail(page, below, &known);
}

fn some(ids: &[std::sync::Arc<str>]) -> String {
    let mut names: Vec<String> = ids.iter().take(4).map(|id| id.to_string()).collect();
    if ids.len() > 4 {
        names.push(format!("{} more", ids.len() - 4));
    }
    names.join(", ")
}

fn detail(page: &mut Page, below: &Line, parts: &[String]) {
    let lead = below.clone().to(below.width() + STEP);
    let under = lead.clone();
    tree(page, lead, &under, &[(Role::Dim, row_of(parts, 60))]);
}

/// Wraps so that the lines of the tree go on beside the text.
fn tree(page: &mut Page, lead: Line, below: &Line, words: &[(Role, String)]) {
    let room = page.width.saturating_sub(below.width().max(lead.width())).max(20);
    for (index, line) in super::style::wrap(Line::new(), 0, room, words).iter().enumerate() {
        page.line(&if index == 0 { lead.clone() } else { below.clone() }.and(line));
    }
}

/// What waits for a step, and what cannot succeed without it.
pub(crate) fn impact(impact: &Impact, width: usize) -> String {
    let mut page = Page::new(width);
    let (waits, fails) = (impact.waits.len() as u64, impact.fails.len() as u64);
    let text = match (waits, fails) {
        (0, _) => "nothing waits for it".to_owned(),
        (waits, fails) => {
            let waiting = if waits == 1 {
                "1 step waits for it".to_owned()
            } else {
                format!("{waits} steps wait for it")
            };
            let failing =
                if fails == 1 { "1 fails with it".to_owned() } else { format!("{fails} fail with it") };
            format!("{waiting}, {failing}")
        }
    };
    page.flow(
        Line::of(Role::Strong, &format!("{}: ", shorten(&impact.step, width))),
        2,
        &[(Role::Strong, text)],
    );
    for step in impact.waits.iter().take(LISTED) {
        let fails = impact.fails.contains(step);
        let (mark, role) = if fails { ("✘ fails   ", Role::Error) } else { ("  waits   ", Role::Dim) };
        page.flow(Line::of(role, mark), 10, &[(Role::Plain, step.to_string())]);
    }
    if impact.waits.len() > LISTED {
        let text = format!("and {} more: --format json lists them", impact.waits.len() - LISTED);
        page.line(&Line::new().to(10).with(Role::Dim, &text));
    }
    page.into_text()
}
