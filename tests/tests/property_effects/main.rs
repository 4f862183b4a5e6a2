//! Each of the 422 properties is planned with two values: a modelled one changes an operation, an edge or a finding,
//! and one that is only noted changes nothing.

mod built;
mod cases;
mod effect;
mod spots;

use std::collections::{BTreeMap, BTreeSet};

use cases::{Case, cases, noted, set};
use effect::Deeds;
use eks_plan::spec::Status;
use serde_json::Value;
use spots::{Spot, spots};

/// The cases of every place; a property with members has those of its members.
fn by_path(cases: &[Case]) -> BTreeMap<&str, Vec<&Case>> {
    let mut by_path: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        by_path.entry(&case.path).or_default().push(case);
    }
    by_path
}

/// True if a place lies within a property.
fn is_within(path: &str, spot: &Spot) -> bool {
    path.strip_prefix(spot.path.as_str()).is_some_and(|rest| rest.starts_with(['.', '[', '{']))
}

/// Cases of properties within this one.
fn within<'c>(cases: &'c [Case], spot: &Spot) -> impl Iterator<Item = &'c Case> {
    cases.iter().filter(move |case| is_within(&case.path, spot))
}

#[test]
fn every_property_has_a_case_wherever_it_can_stand() {
    let (spots, cases) = (spots(), cases());
    let names: BTreeSet<&str> = spots.iter().map(|spot| spot.name.as_str()).collect();
    assert_eq!(names.len(), 422);
    let by_path = by_path(&cases);
    let without: Vec<&str> = spots
        .iter()
        .filter(|spot| !by_path.contains_key(spot.path.as_str()))
        .filter(|spot| !spot.has_members || within(&cases, spot).next().is_none())
        .map(|spot| spot.path.as_str())
        .collect();
    assert!(without.is_empty(), "no case for {}: {without:#?}", without.len());
    let places: BTreeSet<&str> = spots.iter().map(|spot| spot.path.as_str()).collect();
    let nowhere: Vec<&&str> = by_path.keys().filter(|path| !places.contains(**path)).collect();
    assert!(nowhere.is_empty(), "cases of no property: {nowhere:#?}");
    println!("{} properties at {} places, {} cases", names.len(), spots.len(), cases.len());
}

/// What one case shows: the parts in which the plans differ, or what is wrong with it.
fn judge(case: &Case) -> Result<Vec<&'static str>, String> {
    let [first, second] = [0, 1].map(|at| Deeds::of(&case.documents[at]));
    match &case.finds {
        Some(code) if first.codes.contains(code) == second.codes.contains(code) => {
            return Err(format!("`{code}` is not found for one value alone"));
        }
        Some(_) => {}
        None => {
            if let Some(error) = first.errors.iter().chain(&second.errors).next() {
                return Err(format!("an error is found: {error}"));
            }
        }
    }
    Ok(first.differences(&second))
}

/// What a property with members shows: the same document with it and without it.
fn judge_presence(cases: &[Case], spot: &Spot) -> Vec<&'static str> {
    for case in within(cases, spot).filter(|case| case.finds.is_none()) {
        let end = place_of(case, spot);
        let mut without = case.documents[1].clone();
        set(&mut without, &end, Value::Null);
        let (with, without) = (Deeds::of(&case.documents[1]), Deeds::of(&without));
        let differences = with.differences(&without);
        if with.errors.is_empty() && without.errors.is_empty() && !differences.is_empty() {
            return differences;
        }
    }
    Vec::new()
}

/// Where the property stands in the documents of a case within it.
fn place_of(case: &Case, spot: &Spot) -> String {
    let depth = spot.path.split('.').count();
    let end: Vec<&str> = case.here.split('.').take(depth).collect();
    let end = end.join(".");
    let name = end.rfind(['[', '{']).filter(|_| end.ends_with([']', '}']));
    name.map_or(end.clone(), |at| end[..at].to_owned())
}

/// Why each property fails at some place; and how many places were shown.
fn verdicts(
    wanted: impl Fn(&Spot) -> bool,
    check: impl Fn(&Spot, &[Case], &[&Case]) -> Option<String>,
) -> Vec<String> {
    let (spots, cases) = (spots(), cases());
    let by_path = by_path(&cases);
    spots
        .iter()
        .filter(|spot| wanted(spot))
        .filter_map(|spot| {
            let own = by_path.get(spot.path.as_str()).map_or(&[][..], Vec::as_slice);
            check(spot, &cases, own).map(|why| format!("{} ({}): {why}", spot.path, spot.name))
        })
        .collect()
}

#[test]
fn a_modelled_property_changes_an_operation_an_edge_or_a_finding() {
    let shown: Vec<Spot> = spots().into_iter().filter(|it| !it.has_members && it.is_modelled()).collect();
    let wrong = verdicts(Spot::is_modelled, |spot, all, own| {
        if own.is_empty() {
            // Where no member is modelled, there is nothing to see yet.
            if !shown.iter().any(|other| is_within(&other.path, spot)) {
                return None;
            }
            // Where each member is a finding, there is no more to see.
            if within(all, spot).all(|case| case.finds.is_some()) {
                return None;
            }
            return judge_presence(all, spot).is_empty().then(|| "its presence changes nothing".to_owned());
        }
        own.iter().find_map(|case| match (judge(case), &case.inert) {
            (Err(why), _) => Some(why),
            (Ok(parts), None) if parts.is_empty() => Some("it changes nothing".to_owned()),
            (Ok(parts), Some(_)) if !parts.is_empty() => {
                Some(format!("it is said to be inert, and changes {parts:?}"))
            }
            _ => None,
        })
    });
    assert!(wrong.is_empty(), "{} places\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_noted_property_changes_nothing() {
    let wrong = verdicts(
        |spot| matches!(spot.property.status, Status::Noted(_)),
        |_, _, own| {
            own.iter().find_map(|case| match judge(case) {
                Err(why) => Some(why),
                Ok(parts) => (!parts.is_empty()).then(|| format!("it changes {parts:?}")),
            })
        },
    );
    assert!(wrong.is_empty(), "{} places\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_noted_has_no_effect_outside_of_eksctl() {
    let noted = noted();
    let (mut counts, mut pending) = (BTreeMap::<&str, usize>::new(), BTreeMap::new());
    let mut seen = BTreeSet::new();
    for spot in spots() {
        if !seen.insert(spot.name.clone()) {
            continue;
        }
        let kind = match spot.property.status {
            Status::Modelled => "modelled",
            Status::Noted(_) if noted.contains_key(&spot.name) => "noted",
            Status::Noted(reason) | Status::Refused(reason) => {
                pending.insert(spot.name.clone(), reason);
                "pending"
            }
        };
        *counts.entry(kind).or_default() += 1;
        let both = kind == "modelled" && noted.contains_key(&spot.name);
        assert!(!both, "{} is modelled, and listed as a note", spot.name);
    }
    let unknown: Vec<_> = noted.keys().filter(|name| !seen.contains(*name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    println!("{counts:?}, {} in all", counts.values().sum::<usize>());
    assert!(pending.is_empty(), "neither modelled nor a note for good: {pending:#?}");
}
