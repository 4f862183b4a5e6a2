//! What stands under the table: critical path, what is paid, what AWS keeps, what was assumed, what is unknown.

use std::collections::{BTreeMap, BTreeSet};

use eks_plan::document::plan::{Plan, Resource};
use eks_plan::terms::{Billed, Owner, ResourceKind, RunsFrom};

use super::kinds::{Show, counted, look};
use super::names::{name_of, plural, titled};
use crate::render::Named;
use crate::render::style::{Line, Page, Role, shorten, whole};
use crate::render::time::brief;

const LABEL: usize = 16;
const ASSUMPTIONS: usize = 4;
const UNKNOWNS: usize = 3;
const SUBJECTS: usize = 8;
const HOPS: usize = 12;

pub(crate) fn facts(page: &mut Page, plan: &Plan, named: &Named<'_>) {
    fact(page, "Critical path", &critical_path(plan));
    let mine = plan.resources.iter().filter(|one| !one.existing);
    let hourly = mine.clone().filter(|one| one.billed == Billed::Hourly).collect::<Vec<_>>();
    let usage = mine.filter(|one| one.billed == Billed::Usage).collect::<Vec<_>>();
    fact(page, "Paid by hour", &paid(plan, &hourly));
    fact(page, "Paid by use", &paid(plan, &usage));
    let hidden = plan.resources.iter().filter(|one| one.owner == Owner::Aws && one.made_by.is_some());
    fact(page, "Made by AWS", &by_kind(hidden));
    fact(page, "Run from", &places(plan));
    assumed(page, plan, named);
    unknown(page, plan, named);
}

fn label(role: Role, text: &str) -> Line {
    Line::of(role, text).to(LABEL)
}

fn fact(page: &mut Page, name: &str, items: &[String]) {
    if !items.is_empty() {
        let separator = if name == "Critical path" { "\u{a0}▸ " } else { "\u{a0}· " };
        let text = items.iter().map(|item| fitting(item, page.width)).collect::<Vec<_>>().join(separator);
        page.flow(label(Role::Strong, name), LABEL, &[(Role::Plain, text)]);
    }
}

fn fitting(item: &str, page: usize) -> String {
    whole(&shorten(item, page.saturating_sub(LABEL + 4)))
}

/// Its steps by name, with the time of those that take a while; the long middle of a long path is counted.
fn critical_path(plan: &Plan) -> Vec<String> {
    let Some(path) = &plan.critical_path else { return Vec::new() };
    let steps: BTreeMap<&str, _> = plan.steps.iter().map(|step| (step.id.as_ref(), step)).collect();
    let mut stops: Vec<(&str, u64)> = Vec::new();
    for step in path.steps.iter().filter_map(|id| steps.get(id.as_ref())) {
        let seconds = u64::from(step.estimate.p50_seconds);
        match stops.last_mut() {
            Some((resource, sum)) if *resource == step.resource.as_ref() => *sum += seconds,
            _ => stops.push((step.resource.as_ref(), seconds)),
        }
    }
    let skipped = if stops.len() > HOPS { stops.len() + 1 - HOPS } else { 0 };
    stops.drain(HOPS.min(stops.len()) / 2..HOPS.min(stops.len()) / 2 + skipped);
    let mut hops: Vec<String> = Vec::new();
    for (id, seconds) in stops {
        let resource = plan.resources.iter().find(|one| one.id.as_ref() == id);
        let step =
            path.steps.iter().filter_map(|id| steps.get(id.as_ref())).find(|it| it.resource.as_ref() == id);
        let title = resource.zip(step).and_then(|(resource, step)| titled(resource, step));
        let name = title.unwrap_or_else(|| resource.map_or_else(|| name_of(plan, id), |one| said(plan, one)));
        hops.push(if seconds >= 60 { format!("{name} {}", brief(seconds)) } else { name });
    }
    if skipped > 0 {
        hops.insert(hops.len().min(HOPS / 2), format!("{skipped} more"));
    }
    hops
}

/// A resource in a word or two.
fn said(plan: &Plan, resource: &Resource) -> String {
    let look = look(resource.kind);
    let alone = || plan.resources.iter().filter(|one| one.kind == resource.kind).count() == 1;
    match (look.show, resource.kind) {
        (_, ResourceKind::ManagedNodeGroup | ResourceKind::SelfManagedNodeGroup) | (Show::List, _) => {
            resource.name.clone()
        }
        (Show::Counted, _) if alone() => look.one,
        _ => format!("{} {}", look.one, resource.name),
    }
}

fn paid(plan: &Plan, resources: &[&Resource]) -> Vec<String> {
    let ids: BTreeSet<&str> = resources.iter().map(|one| one.id.as_ref()).collect();
    let compute = plan.topology.iter().flat_map(|topology| &topology.compute);
    let sizes = compute.filter(|one| ids.contains(one.id.as_str())).filter_map(|one| one.sizes.as_ref());
    let nodes: u64 = sizes.map(|sizes| u64::from(sizes.desired)).sum();
    // What is paid for a node group is its instances.
    let groups = |one: &Resource| {
        matches!(one.kind, ResourceKind::ManagedNodeGroup | ResourceKind::SelfManagedNodeGroup)
    };
    let mut items = by_kind(resources.iter().copied().filter(|one| nodes == 0 || !groups(one)));
    if nodes > 0 {
        let number = resources.iter().filter(|one| groups(one)).count() as u64;
        let groups = if number > 1 { format!(", in {number} groups") } else { String::new() };
        items.push(format!("{} at first{groups}", plural(nodes, "instance", "instances")));
    }
    items
}

fn by_kind<'a>(resources: impl Iterator<Item = &'a Resource>) -> Vec<String> {
    let mut kinds: BTreeMap<usize, (ResourceKind, usize)> = BTreeMap::new();
    for resource in resources {
        kinds.entry(look(resource.kind).rank).or_insert((resource.kind, 0)).1 += 1;
    }
    kinds.into_values().map(|(kind, count)| counted(kind, count)).collect()
}

fn places(plan: &Plan) -> Vec<String> {
    let from = |place| plan.steps.iter().filter(move |step| step.runs_from == place);
    let said = |place, text: &str| {
        let first = from(place).next()?;
        let count = from(place).count() as u64;
        let steps = plural(count, "step", "steps");
        Some(if count == 1 {
            format!("{} only from {text}", first.id)
        } else {
            format!("{steps} only from {text}, first {}", first.id)
        })
    };
    [said(RunsFrom::Vpc, "inside the VPC"), said(RunsFrom::OnPremises, "your own network")]
        .into_iter()
        .flatten()
        .collect()
}

fn assumed(page: &mut Page, plan: &Plan, named: &Named<'_>) {
    // The day stands in the first line already.
    let mut all: Vec<_> = plan.assumptions.iter().collect();
    all.sort_by_key(|one| one.subject == "asOf");
    let items: Vec<_> = all.iter().map(|one| format!("{}: {}", one.subject, one.value)).collect();
    let mut shown: Vec<_> = items.iter().take(ASSUMPTIONS).map(|item| fitting(item, page.width)).collect();
    let rest = items.len().saturating_sub(ASSUMPTIONS);
    if rest > 0 {
        shown.push(format!("{rest} more"));
    }
    if !shown.is_empty() {
        page.flow(label(Role::Strong, "Assumed"), LABEL, &[(Role::Plain, shown.join("\u{a0}· "))]);
    }
    if rest > 0 {
        page.command(Line::new().to(LABEL), Role::Dim, &named.call("check", &[]));
    }
}

/// What blocks has to be looked up, and is said in full; of the rest the subjects, since `check` has their commands.
fn unknown(page: &mut Page, plan: &Plan, named: &Named<'_>) {
    let mut lead = label(Role::Strong, "Unknown");
    let (blocking, others): (Vec<_>, Vec<_>) = plan.unknowns.iter().partition(|one| one.blocks);
    for one in blocking.iter().take(UNKNOWNS) {
        let text =
            [(Role::Plain, format!("{}: {}", one.subject, one.why)), (Role::Error, " (blocks)".to_owned())];
        page.flow(std::mem::replace(&mut lead, Line::new().to(LABEL)), LABEL, &text);
        if let Some(command) = &one.command {
            page.command(Line::new().to(LABEL).with(Role::Dim, "$ "), Role::Dim, command);
        }
    }
    let mut shown: Vec<_> =
        others.iter().take(SUBJECTS).map(|one| fitting(&one.subject, page.width)).collect();
    let rest = plan.unknowns.len() - blocking.len().min(UNKNOWNS) - shown.len();
    if rest > 0 {
        shown.push(format!("{rest} more"));
    }
    if !shown.is_empty() {
        page.flow(lead, LABEL, &[(Role::Plain, shown.join("\u{a0}· "))]);
        let call = named.call("check", &[]);
        page.command(Line::new().to(LABEL).with(Role::Dim, "commands that tell: "), Role::Dim, &call);
    }
}
