//! The first three lines: what, how long, is it all right.

use eks_plan::diagnostic::Severity;
use eks_plan::document::plan::{Plan, Totals};
use eks_plan::terms::Goal;

use super::names::plural;
use crate::render::style::{Line, Page, Role, row_of, shorten, width};
use crate::render::time::brief;

/// Codes that are listed by name before the rest is counted.
const CODES: usize = 3;

pub(crate) fn head(page: &mut Page, plan: &Plan) {
    let as_of = format!("as of {}", plan.as_of);
    let mut line = Line::new();
    match &plan.cluster {
        Some(cluster) => {
            let rest = format!(" · {} · Kubernetes {} · {}", plan.goal, cluster.version, cluster.region);
            let room = page.width.saturating_sub(width(&rest) + width(&as_of) + 2);
            line.push(Role::Strong, &shorten(&cluster.name, room.max(12)));
            line.push(Role::Plain, &rest);
        }
        None => line.push(Role::Strong, "no cluster could be read from this input"),
    }
    if !plan.as_of.is_empty() && line.width() + 2 + width(&as_of) <= page.width {
        line = line.to(page.width - width(&as_of)).with(Role::Dim, &as_of);
    }
    if line.width() <= page.width {
        page.line(&line);
    } else {
        let name = plan.cluster.as_ref().map_or("", |cluster| cluster.name.as_str());
        page.flow(Line::of(Role::Strong, &shorten(name, page.width)), 0, &[]);
    }
    if !matches!(plan.goal, Goal::Create | Goal::Destroy) {
        page.flow(Line::new(), 0, &[(Role::Plain, changes(plan))]);
    }
    let how_long = match &plan.totals {
        Some(totals) => length(totals),
        None => "no steps".to_owned(),
    };
    page.flow(Line::new(), 0, &[(Role::Plain, how_long)]);
    let (fine, (text, rest)) = (plan.executable, verdict_and_rest(plan));
    let (mark, role) = match (fine, plan.summary.warnings) {
        (false, _) => ("✘ ", Role::Error),
        (true, 0) => ("✔ ", Role::Good),
        (true, _) => ("✔ ", Role::Warning),
    };
    page.flow(
        Line::of(role, mark),
        2,
        &[(if fine { Role::Plain } else { Role::Error }, text), (Role::Plain, rest)],
    );
}

fn length(totals: &Totals) -> String {
    let steps = plural(u64::from(totals.steps), "step", "steps");
    let waves = plural(u64::from(totals.waves), "wave", "waves");
    let (likely, slow) = (brief(totals.p50_seconds), brief(totals.p90_seconds));
    let lone = brief(totals.sequential_seconds);
    let parts = [
        format!("{steps} in {waves}"),
        format!("about {likely} (p90 {slow})"),
        format!("one after another {lone}"),
    ];
    row_of(&parts, usize::MAX)
}

/// `2 to create · 1 to update`
fn changes(plan: &Plan) -> String {
    let summary = &plan.summary;
    let all = [
        (summary.create, "create"),
        (summary.update, "update"),
        (summary.replace, "replace"),
        (summary.delete, "delete"),
    ];
    let some: Vec<_> = all
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, verb)| format!("{count} to {verb}"))
        .collect();
    if some.is_empty() { "nothing changes".to_owned() } else { row_of(&some, usize::MAX) }
}

/// Whether the plan can be carried out, and why not.
pub(crate) fn verdict(plan: &Plan) -> (bool, String) {
    let (verdict, rest) = verdict_and_rest(plan);
    (plan.executable, format!("{verdict}{rest}"))
}

/// The verdict with what stands in the way, and what else is to be known.
fn verdict_and_rest(plan: &Plan) -> (String, String) {
    let mut parts = Vec::new();
    let errors = plan.summary.errors;
    if errors > 0 {
        parts.push(format!("{}{}", plural(u64::from(errors), "error", "errors"), codes(plan)));
    }
    let mut blocking = plan.unknowns.iter().filter(|one| one.blocks);
    if let Some(first) = blocking.next() {
        // The reason in full stands under `Unknown`.
        let why = first.why.split(": ").next().unwrap_or_default();
        parts.push(format!("{}: {}", first.subject, shorten(why, 60)));
        parts.extend(count(blocking.count() as u64, "more unknown that blocks", "more unknowns that block"));
    }
    let verdict = match (plan.executable, parts.is_empty()) {
        (true, _) => "can be carried out".to_owned(),
        (false, true) => "cannot be carried out".to_owned(),
        (false, false) => format!("cannot be carried out: {}", row_of(&std::mem::take(&mut parts), 30)),
    };
    let notes = plan.diagnostics.iter().filter(|one| one.severity == Severity::Note).count();
    let warnings = count(plan.summary.warnings.into(), "warning", "warnings");
    let lesser: Vec<_> = warnings.into_iter().chain(count(notes as u64, "note", "notes")).collect();
    if !lesser.is_empty() {
        parts.push(lesser.join(", "));
    }
    parts.extend(count(
        plan.summary.irreversible.into(),
        "step without a way back",
        "steps without a way back",
    ));
    parts.extend(count(plan.summary.gates.into(), "gate", "gates"));
    parts.extend(plan.totals.as_ref().and_then(guessed));
    let rest = if parts.is_empty() { String::new() } else { format!("\u{a0}· {}", row_of(&parts, 30)) };
    (verdict, rest)
}

fn guessed(totals: &Totals) -> Option<String> {
    match totals.assumed_seconds {
        0 => None,
        all if all >= totals.p50_seconds => Some("nobody measured these times".to_owned()),
        part => Some(format!("{} of it nobody measured", brief(part))),
    }
}

fn codes(plan: &Plan) -> String {
    let errors = plan.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let mut codes: Vec<_> = errors.map(|one| one.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    match codes.as_slice() {
        [] => String::new(),
        few if few.len() <= CODES => format!(" ({})", few.join(", ")),
        many => format!(" ({}, …)", many.iter().take(CODES).copied().collect::<Vec<_>>().join(", ")),
    }
}

/// Why a plan has no steps.
pub(crate) fn why_empty(plan: &Plan) -> String {
    if plan.topology.is_none() {
        "There are no steps: the input does not say enough for a cluster. The findings below say what is missing."
    } else if plan.summary.errors > 0 {
        "There are no steps: no order can be found. The findings below say why."
    } else {
        "There are no steps: nothing has to be done."
    }
    .to_owned()
}

fn count(number: u64, one: &str, many: &str) -> Option<String> {
    (number > 0).then(|| plural(number, one, many))
}
