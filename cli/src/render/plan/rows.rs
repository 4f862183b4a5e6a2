//! The plan's table: which steps stand together on one row.

use std::collections::BTreeMap;

use eks_plan::document::plan::{Plan, Resource};
use eks_plan::terms::{Action, ResourceKind, Reversibility};

use super::kinds::{Phase, Show, counted};
use super::names::{compute_note, name_of, titled};
use super::shown::{Shown, is_loud, shown};
use super::sides::{Side, sides};
use crate::render::style::shorten;
use crate::render::time::brief;

/// Things of one kind that get a row each; what is more is counted.
const EACH: usize = 6;
/// Of more than that, so many are still shown.
const FIRST: usize = 3;
/// Quiet groups of one phase, apart in time.
const RUNS: usize = 4;
/// Kinds of which one is like the other.
const ALIKE: &[ResourceKind] = &[ResourceKind::NatGateway, ResourceKind::VpcEndpoint];
/// Names in one row.
const NAMES: usize = 6;
/// Columns of a name.
const NAME: usize = 34;

/// A row of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) phase: Phase,
    pub(crate) waves: (u32, u32),
    pub(crate) start: u64,
    pub(crate) finish: u64,
    pub(crate) items: Vec<String>,
    pub(crate) critical: bool,
    pub(crate) assumed: bool,
    pub(crate) irreversible: bool,
    /// It waits for a person, and nobody knows how long.
    pub(crate) gate: bool,
    rank: usize,
}

/// All steps of the plan as rows, in the plan's order.
pub(crate) fn rows(plan: &Plan) -> Vec<Row> {
    let resources: BTreeMap<&str, &Resource> = plan.resources.iter().map(|r| (r.id.as_ref(), r)).collect();
    let sides = sides(plan);
    // A resource that one step makes and others complete stands on the row of its making.
    let mut made: BTreeMap<&str, (Side, Action)> = BTreeMap::new();
    let mut quiet: BTreeMap<(Phase, Side, Action), Vec<Shown<'_>>> = BTreeMap::new();
    let mut loud: BTreeMap<(usize, Action), Vec<Shown<'_>>> = BTreeMap::new();
    for step in &plan.steps {
        let shown = shown(plan, step, &resources);
        let key = if shown.plain { step.action } else { Action::Noop };
        if is_loud(&shown) {
            loud.entry((shown.look.rank, key)).or_default().push(shown);
        } else {
            let side = sides.get(step.id.as_ref()).copied().unwrap_or_default();
            let (first, action) = *made.entry(step.resource.as_ref()).or_insert((side, step.action));
            let action = if first == side && step.action == Action::Update { action } else { step.action };
            quiet.entry((shown.look.phase, side, action)).or_default().push(shown);
        }
    }
    let mut rows = Vec::new();
    for group in quiet.into_values() {
        rows.extend(runs(group).iter().map(|run| row(run, counted_items(plan, run))));
    }
    for group in loud.into_values() {
        if group.iter().all(|shown| shown.look.show == Show::List && shown.plain) {
            rows.extend(by_wave(group).iter().map(|run| row(run, listed(plan, run))));
        } else {
            each(plan, group, &mut rows);
        }
    }
    rows.sort_by_key(|row| (row.waves.0, row.start, row.phase, row.rank, row.finish));
    rows
}

/// Steps whose waves follow on one another.
fn runs(group: Vec<Shown<'_>>) -> Vec<Vec<Shown<'_>>> {
    let mut runs: Vec<Vec<Shown<'_>>> = Vec::new();
    for shown in group {
        let follows = |run: &Vec<Shown<'_>>| run.iter().any(|other| shown.step.wave <= other.step.wave + 1);
        let full = runs.len() >= RUNS;
        match runs.last_mut() {
            Some(run) if full || follows(run) => run.push(shown),
            _ => runs.push(vec![shown]),
        }
    }
    runs
}

fn by_wave(group: Vec<Shown<'_>>) -> Vec<Vec<Shown<'_>>> {
    let mut waves: BTreeMap<u32, Vec<Shown<'_>>> = BTreeMap::new();
    for shown in group {
        waves.entry(shown.step.wave).or_default().push(shown);
    }
    let mut runs: Vec<_> = waves.into_values().collect();
    let tail: Vec<_> = runs.drain(EACH.min(runs.len())..).flatten().collect();
    if !tail.is_empty() {
        runs.push(tail);
    }
    runs
}

fn row(group: &[Shown<'_>], items: Vec<String>) -> Row {
    let steps = || group.iter().map(|shown| shown.step);
    Row {
        phase: group.first().map_or(Phase::Other, |shown| shown.look.phase),
        waves: (
            steps().map(|step| step.wave).min().unwrap_or(0),
            steps().map(|step| step.wave).max().unwrap_or(0),
        ),
        start: steps().map(|step| step.start_seconds).min().unwrap_or(0),
        finish: steps().map(|step| step.finish_seconds).max().unwrap_or(0),
        items,
        critical: steps().any(|step| step.critical),
        assumed: steps().any(|step| step.estimate.source.starts_with("assumed")),
        irreversible: steps().any(|step| step.reversibility == Reversibility::Irreversible),
        gate: steps().all(|step| step.action == Action::Gate),
        rank: group.first().map_or(usize::MAX, |shown| shown.look.rank),
    }
}

/// A group by number: `VPC`, `6 subnets`.
fn counted_items(plan: &Plan, group: &[Shown<'_>]) -> Vec<String> {
    // Kinds of one name are counted together, where the first of them stands.
    let mut rank: BTreeMap<&str, usize> = BTreeMap::new();
    for shown in group {
        let first = rank.entry(&shown.look.many).or_insert(shown.look.rank);
        *first = shown.look.rank.min(*first);
    }
    let mut kinds: BTreeMap<usize, BTreeMap<&str, &Shown<'_>>> = BTreeMap::new();
    for shown in group {
        let rank = rank.get(shown.look.many.as_str()).copied().unwrap_or(usize::MAX);
        kinds.entry(rank).or_default().insert(shown.step.resource.as_ref(), shown);
    }
    if let ([shown], true) = (group, group.iter().all(|shown| !shown.plain)) {
        return vec![shown.step.title.clone()];
    }
    let mut items = Vec::new();
    for members in kinds.values() {
        let Some(first) = members.values().next() else { continue };
        let named = first.look.show == Show::Named && members.len() <= 2;
        if named {
            items.extend(members.values().map(|shown| {
                match shown.resource.and_then(|it| titled(it, shown.step)) {
                    Some(titled) => shorten(&titled, NAME),
                    None => format!("{} {}", first.look.one, name(plan, shown)),
                }
            }));
        } else if members.len() == 1 {
            items.push(first.look.one.clone());
        } else {
            items.push(format!("{} {}", members.len(), first.look.many));
        }
    }
    // Beside its groups, a rule is a rule.
    if items.iter().any(|item| item.ends_with("security group") || item.ends_with("security groups")) {
        items.iter_mut().for_each(|item| *item = item.replace("security group rules", "rules"));
    }
    if let (Some(shown), Some(item)) = (group.first().filter(|shown| !shown.plain), items.first_mut()) {
        *item = format!("{} {item}", shown.step.action);
    }
    items
}

/// Names in one row, the rest counted.
fn listed(plan: &Plan, group: &[Shown<'_>]) -> Vec<String> {
    let mut items: Vec<String> = group.iter().take(NAMES).map(|shown| name(plan, shown)).collect();
    if group.len() > NAMES {
        items.push(format!("{} more", group.len() - NAMES));
    }
    // The phase says what add-ons are, and of nothing else.
    let others = group.first().filter(|shown| shown.look.one != "add-on");
    if let (Some(shown), Some(item)) = (others, items.first_mut()) {
        let kind = if group.len() == 1 { &shown.look.one } else { &shown.look.many };
        *item = format!("{kind} {item}");
    }
    items
}

/// A row for each, as long as they are few; one for all of what is alike.
fn each(plan: &Plan, mut group: Vec<Shown<'_>>, rows: &mut Vec<Row>) {
    let wave = group.first().map(|one| one.step.wave);
    let alike = |one: &Shown<'_>| {
        one.plain && Some(one.step.wave) == wave && one.resource.is_some_and(|one| ALIKE.contains(&one.kind))
    };
    if group.len() > 1 && group.iter().all(alike) {
        rows.push(row(&group, counted_items(plan, &group)));
        return;
    }
    let mut rest = Vec::new();
    if group.len() > EACH {
        group.sort_by_key(|shown| {
            let step = shown.step;
            (!step.critical, std::cmp::Reverse(step.estimate.p50_seconds), step.wave)
        });
        rest = group.split_off(FIRST);
    }
    for one in &group {
        rows.push(row(std::slice::from_ref(one), vec![title(plan, one)]));
    }
    if let Some(first) = rest.first() {
        let more = format!("{} more {}", rest.len(), first.look.many);
        rows.push(row(&rest, vec![more, each_takes(&rest)]));
    }
}

fn each_takes(group: &[Shown<'_>]) -> String {
    let times = || group.iter().map(|shown| u64::from(shown.step.estimate.p50_seconds));
    let (least, most) = (brief(times().min().unwrap_or(0)), brief(times().max().unwrap_or(0)));
    if least == most { format!("{least} each") } else { format!("{least} to {most} each") }
}

/// One step by itself: its kind and name where it does what goes without saying, otherwise the plan's own title.
fn title(plan: &Plan, shown: &Shown<'_>) -> String {
    let Some(resource) = shown.resource.filter(|_| shown.plain) else {
        return shown.step.title.clone();
    };
    match resource.kind {
        ResourceKind::NatGateway => counted(resource.kind, 1),
        _ => format!("{} {}{}", shown.look.one, name(plan, shown), compute_note(plan, &resource.id)),
    }
}

fn name(plan: &Plan, shown: &Shown<'_>) -> String {
    shorten(&name_of(plan, &shown.step.resource), NAME)
}
