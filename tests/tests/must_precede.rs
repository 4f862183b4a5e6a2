//! Orders that hold whatever the rules of the graph are called, and whether they would notice if a rule were gone.
//!
//! The tables are from what the EKS user guide, the API models and eksctl's own task order say, not from our reasons.

#[path = "must_precede/says.rs"]
mod says;
#[path = "must_precede/specs.rs"]
mod specs;
#[path = "must_precede/standing.rs"]
mod standing;
#[path = "must_precede/table.rs"]
mod table;

use std::collections::{BTreeMap, BTreeSet};

use eks_plan_tests::{Network, Order, list, text};
use serde_json::Value;

use Order::{Create, Delete};
use specs::plans;
use table::MUST_PRECEDE;

/// True if a name has this form; `*` and `=` were replaced before.
fn fits(form: &str, name: &str) -> bool {
    let parts: Vec<&str> = form.split('?').collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    if parts.len() == 1 {
        return form == name;
    }
    let mut rest = match name.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) {
        Some(rest) => rest,
        None => return false,
    };
    for part in &parts[1..parts.len() - 1] {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// Names that fit, each with what `*` stands for in it.
fn matches<'n>(form: &str, names: &[&'n str]) -> Vec<(&'n str, String)> {
    let Some((before, after)) = form.split_once('*') else {
        return names.iter().filter(|name| fits(form, name)).map(|&name| (name, String::new())).collect();
    };
    let mut found = Vec::new();
    for &name in names {
        let Some(rest) = name.strip_prefix(before) else { continue };
        // The shortest that fits.
        let ends = (1..=rest.len()).filter(|&end| rest.is_char_boundary(end));
        if let Some(end) = ends.into_iter().find(|&end| fits(after, &rest[end..])) {
            found.push((name, rest[..end].to_owned()));
        }
    }
    found
}

/// Pairs of resources that a row names in a plan.
fn pairs<'p>(plan: &'p Value, first: &str, second: &str) -> Vec<(&'p str, &'p str)> {
    let names: Vec<&str> = list(plan, "resources").iter().map(|resource| text(resource, "id")).collect();
    let (form, other, swapped) =
        if second.contains('*') { (second, first, true) } else { (first, second, false) };
    let mut pairs = Vec::new();
    for (name, captured) in matches(form, &names) {
        let form = other.replace('=', &captured);
        let others = names.iter().copied().filter(|other| *other != name && fits(&form, other));
        pairs.extend(others.map(|other| if swapped { (other, name) } else { (name, other) }));
    }
    pairs
}

/// What AWS makes by itself, and with what.
fn makers(plan: &Value) -> BTreeMap<&str, &str> {
    let made = |resource| Some((text(resource, "id"), resource["madeBy"].as_str()?));
    list(plan, "resources").iter().filter_map(made).collect()
}

/// The rows that hold in a plan.
fn rows(plan: &Value) -> &'static [(Order, &'static str, &'static str)] {
    if plan["cluster"]["name"] == "standing" { standing::MUST_PRECEDE } else { MUST_PRECEDE }
}

/// The first pair of each row that is not in order, edges with one reason code left out.
fn broken(plan: &Value, without: Option<&str>) -> Vec<String> {
    unordered(plan, &[Create, Delete].map(|order| Network::of_resources(plan, order, without)))
}

/// The same over hard edges alone: what must be must not hang on what need not.
fn broken_if_soft_edges_go(plan: &Value, without: Option<&str>) -> Vec<String> {
    unordered(plan, &[Create, Delete].map(|order| Network::of_hard_edges(plan, order, without)))
}

fn unordered(plan: &Value, networks: &[Network; 2]) -> Vec<String> {
    let makers = makers(plan);
    let maker = |id| makers.get(id).copied().unwrap_or(id);
    let mut found = Vec::new();
    for &(order, first, second) in rows(plan) {
        let network = &networks[usize::from(order == Delete)];
        let wrong = pairs(plan, first, second).into_iter().find(|&(first, second)| match order {
            Create => {
                maker(first) != maker(second) && !network.ancestors(maker(second)).contains(maker(first))
            }
            Delete => !network.ancestors(second).contains(first),
        });
        found.extend(wrong.map(|(first, second)| format!("{order:?}: {first} before {second}")));
    }
    found
}

#[test]
fn what_must_precede_does() {
    for plan in plans() {
        let broken = broken(&plan, None);
        assert!(broken.is_empty(), "{}: {broken:#?}", plan["cluster"]["name"]);
    }
}

#[test]
fn nodes_wait_for_the_way_into_their_endpoints() {
    let plan = &plans()[1];
    let network = Network::of_resources(plan, Create, None);
    assert!(
        network
            .ancestors("managed-node-group/inside")
            .contains("security-group-rule/default-cluster-to-node")
    );
}

#[test]
fn every_row_is_about_something() {
    let plans = plans();
    let of = |plan: &&Value, row| rows(plan).contains(row);
    let idle: Vec<_> = MUST_PRECEDE
        .iter()
        .chain(standing::MUST_PRECEDE)
        .filter(|row| {
            plans.iter().filter(|plan| of(plan, row)).all(|plan| pairs(plan, row.1, row.2).is_empty())
        })
        .collect();
    assert!(idle.is_empty(), "{idle:#?}");
}

/// True if each pair that this reason joins is in order without it: then its going cannot be seen in any order.
fn is_implied(plan: &Value, code: &str) -> bool {
    let networks = [Create, Delete].map(|order| Network::of_resources(plan, order, Some(code)));
    let makers = makers(plan);
    let end = |edge, key| -> &str {
        let id = text(edge, key);
        let maker = makers.get(id).copied().filter(|_| text(edge, "relation") == "create");
        maker.unwrap_or(id)
    };
    list(plan, "edges").iter().filter(|edge| text(edge, "reasonCode") == code).all(|edge| {
        let network = &networks[usize::from(text(edge, "relation") == "delete")];
        let (from, to) = (end(edge, "from"), end(edge, "to"));
        from == to || network.ancestors(to).contains(from)
    })
}

/// How a reason that is gone is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Noticed {
    /// What must precede does not.
    ByOrder,
    /// It does, by soft edges alone.
    ByHardOrder,
    /// The plan no longer says why.
    BySaying,
    /// Other reasons order every pair that it orders, in all plans.
    Implied,
    /// Not at all.
    No,
}

fn noticed(plans: &[Value], code: &str) -> Noticed {
    let is_new = |found: Vec<String>, known: Vec<String>| found.iter().any(|row| !known.contains(row));
    if plans.iter().any(|plan| !broken(plan, Some(code)).is_empty()) {
        Noticed::ByOrder
    } else if plans
        .iter()
        .any(|plan| is_new(broken_if_soft_edges_go(plan, Some(code)), broken_if_soft_edges_go(plan, None)))
    {
        Noticed::ByHardOrder
    } else if plans.iter().any(|plan| !says::unsaid(plan, Some(code)).is_empty()) {
        Noticed::BySaying
    } else if plans.iter().all(|plan| is_implied(plan, code)) {
        Noticed::Implied
    } else {
        Noticed::No
    }
}

/// Takes each reason away in turn. Neither goldens nor lists of edges count.
#[test]
fn a_reason_that_is_gone_is_noticed() {
    let plans = plans();
    assert!(plans.iter().all(|plan| broken(plan, None).is_empty()), "the table does not hold as it is");
    let shown: BTreeSet<&str> =
        plans.iter().flat_map(|plan| list(plan, "edges")).map(|edge| text(edge, "reasonCode")).collect();
    let found: BTreeMap<&str, Noticed> = shown.iter().map(|&code| (code, noticed(&plans, code))).collect();
    let catalogue = eks_plan::catalog::reason::ALL;
    let hard: BTreeSet<&str> =
        catalogue.iter().filter(|reason| reason.hard()).map(|reason| reason.code()).collect();
    let names = |of: Noticed| -> Vec<&str> {
        found
            .iter()
            .filter(|(code, how)| **how == of && hard.contains(*code))
            .map(|(code, _)| *code)
            .collect()
    };
    let unseen: Vec<_> = hard.difference(&shown).collect();
    let (order, hard_order, saying) =
        (names(Noticed::ByOrder).len(), names(Noticed::ByHardOrder).len(), names(Noticed::BySaying).len());
    let total = order + hard_order + saying;
    println!(
        "{} hard reasons: {total} are noticed when they are gone ({order} by the order, {hard_order} by the order over hard edges, {saying} by what is said); implied by others: {:?}; in no spec: {unseen:?}",
        hard.len(),
        names(Noticed::Implied),
    );
    let soft = found.iter().filter(|(code, _)| !hard.contains(*code));
    let (told, silent): (Vec<_>, Vec<_>) =
        soft.partition(|(_, how)| !matches!(how, Noticed::Implied | Noticed::No));
    println!("{} soft reasons are noticed, {} are not", told.len(), silent.len());
    let holes: Vec<_> = found.iter().filter(|(_, how)| **how == Noticed::No).collect();
    assert!(holes.is_empty(), "nobody notices that these are gone: {holes:#?}");
    assert!(total * 100 >= hard.len() * 95, "{total} of {} hard reasons are noticed", hard.len());
    assert!(
        shown.len() * 10 >= catalogue.len() * 9,
        "the specs show {} of {} reasons",
        shown.len(),
        catalogue.len()
    );
}
