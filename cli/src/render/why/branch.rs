//! Reasons that say the same of several things, as one.

use std::collections::BTreeSet;

use eks_plan::diagnostic::Evidence;
use eks_plan::document::why::Reason;
use eks_plan::terms::Relation;

use crate::render::style::shorten;
use crate::render::time::duration;

/// Names in a row before the rest is counted.
const NAMES: usize = 3;
/// Of names that take more bytes together, fewer are said.
const LONG: usize = 160;
/// Columns of a locator; the whole of it stands in the JSON.
const LOCATOR: usize = 80;

/// Reasons of one code beside one another; the one that holds longest first.
pub(super) struct Branch<'a> {
    pub(super) members: Vec<&'a Reason>,
}

pub(super) fn branches_of<'a>(reasons: &[&'a Reason]) -> Vec<Branch<'a>> {
    let mut branches: Vec<Branch<'a>> = Vec::new();
    for reason in reasons {
        match branches.iter_mut().find(|branch| branch.takes(reason)) {
            Some(branch) => branch.members.push(reason),
            None => branches.push(Branch { members: vec![reason] }),
        }
    }
    branches
}

impl<'a> Branch<'a> {
    fn takes(&self, reason: &Reason) -> bool {
        self.members.first().is_some_and(|first| {
            let alike = first.reason_code == reason.reason_code && kind(&first.from) == kind(&reason.from);
            alike || (first.from == reason.from && first.reason == reason.reason)
        })
    }

    pub(super) fn reasons(&self) -> Vec<&'a Reason> {
        self.members.iter().flat_map(|member| &member.reasons).collect()
    }

    /// The sentence that all have in common, `…` where they differ.
    pub(super) fn sentence(&self) -> String {
        let sentences: BTreeSet<&str> = self.members.iter().map(|one| one.reason.as_ref()).collect();
        let Some(first) = self.members.first().map(|one| one.reason.as_ref()) else { return String::new() };
        if sentences.len() == 1 {
            return first.to_owned();
        }
        let words = |text: &'a str| text.split(' ').collect::<Vec<_>>();
        let all: Vec<Vec<&str>> = self.members.iter().map(|one| words(&one.reason)).collect();
        let same = |at: &dyn Fn(&Vec<&'a str>) -> Option<&'a str>| {
            let mut words = all.iter().map(at);
            let first = words.next().flatten();
            first.is_some() && words.all(|word| word == first)
        };
        let shortest = all.iter().map(Vec::len).min().unwrap_or(0);
        let before = (0..shortest).take_while(|at| same(&|words| words.get(*at).copied())).count();
        let after = (0..shortest - before)
            .take_while(|back| same(&|words| words.get(words.len() - 1 - back).copied()))
            .count();
        let words = all.first().map(Vec::as_slice).unwrap_or_default();
        let end = words.get(words.len() - after..).unwrap_or_default();
        let start = words.get(..before).unwrap_or_default();
        let last =
            |words: &Vec<&'a str>| words.len().checked_sub(after + 1).and_then(|at| words.get(at)).copied();
        let comma = all.iter().all(|words| last(words).is_some_and(|word| word.ends_with(',')));
        let gap = match (before, comma) {
            (0, false) => "each of them",
            (_, true) => "…,",
            (_, false) => "…",
        };
        start.iter().chain(&[gap]).chain(end).copied().collect::<Vec<_>>().join(" ")
    }

    /// True if one of the members is enough.
    fn is_one_set(&self) -> bool {
        let Some((first, rest)) = self.members.split_first() else { return false };
        rest.iter().all(|one| one.from == first.from || first.any_of.contains(&one.from))
    }

    /// What it waits for.
    pub(super) fn about(&self, relation: Relation) -> Vec<String> {
        let verb = match relation {
            Relation::Create => "waits for",
            Relation::Delete => "goes only after",
        };
        let mut from: Vec<&str> = Vec::new();
        for one in &self.members {
            if !from.contains(&one.from.as_ref()) {
                from.push(&one.from);
            }
        }
        let others = self.members.iter().flat_map(|one| &one.any_of).map(AsRef::as_ref);
        let others: Vec<&str> =
            others.collect::<BTreeSet<_>>().into_iter().filter(|id| !from.contains(id)).collect();
        let all = match from.len() {
            1 => format!("{verb} {}", names(&from)),
            _ if self.is_one_set() => {
                format!("{verb} any of {}", names(&from))
            }
            count => format!("{verb} all {count}: {}", names(&from)),
        };
        match others.as_slice() {
            [] => vec![all],
            others => vec![all, format!("or any of {}", names(others))],
        }
    }

    /// When that is there.
    pub(super) fn since(&self) -> Vec<String> {
        let latest = self.members.iter().filter_map(|one| one.satisfied_seconds).max();
        let delay = self.members.iter().filter_map(|one| one.delay_seconds).max();
        let at = latest.map(|seconds| format!("there at {}", duration(seconds)));
        let settle = delay.map(|seconds| format!("{} to settle", duration(u64::from(seconds))));
        at.into_iter().chain(settle).collect()
    }
}

fn kind(id: &str) -> &str {
    id.split_once('/').map_or("", |(kind, _)| kind)
}

/// `subnet/a, b, c, 3 more`: a kind is said once, and so is what a name begins with.
fn names(ids: &[&str]) -> String {
    let mut before = "";
    let mut names = Vec::new();
    let long: usize = ids.iter().take(NAMES + 1).map(|id| id.len()).sum();
    let shown = match ids.len() {
        _ if long > LONG => 2,
        few if few == NAMES + 1 => few,
        _ => NAMES,
    };
    for id in ids.iter().take(shown) {
        let prefix = |id: &'_ str| id.rfind('.').map_or(0, |dot| dot + 1);
        let shared = prefix(before);
        names.push(match kind(id) {
            _ if shared > 0 && prefix(id) == shared && id.get(..shared) == before.get(..shared) => {
                format!("…{}", &id[shared..])
            }
            same if !same.is_empty() && same == kind(before) => id[same.len() + 1..].to_owned(),
            _ => (*id).to_owned(),
        });
        before = id;
    }
    if ids.len() > names.len() {
        names.push(format!("{} more", ids.len() - names.len()));
    }
    names.join(", ")
}

/// A source and the place in it.
pub(super) fn source(evidence: &Evidence) -> String {
    if evidence.locator.is_empty() {
        evidence.source.to_string()
    } else {
        format!("{}: {}", evidence.source, shorten(&evidence.locator, LOCATOR))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::tree;

    fn member(sentence: &str, from: &str) -> Reason {
        let mut one = tree::why().reasons.remove(0);
        (one.reason, one.from, one.any_of) = (sentence.to_owned().into(), from.into(), Vec::new());
        one
    }

    #[test]
    fn reasons_of_one_code_are_one_branch_and_its_sentence_leaves_out_where_they_differ() {
        let members = [
            member("the route of a is on that way", "route/a"),
            member("the route of b is on that way", "route/b"),
            member("the route of c is on that way", "route/c"),
        ];
        let branches = branches_of(&members.iter().collect::<Vec<_>>());
        assert_eq!(branches.len(), 1);
        assert_eq!(branches[0].sentence(), "the route of … is on that way");
        assert_eq!(branches[0].about(Relation::Create), ["waits for all 3: route/a, b, c"]);
        let said = |first: &str, second: &str| {
            Branch { members: vec![&member(first, "add-on/a"), &member(second, "add-on/b")] }.sentence()
        };
        assert_eq!(said("a would vanish", "b would vanish"), "each of them would vanish");
        assert_eq!(said("it is about a, and waits", "it is about b, and waits"), "it is about …, and waits");
        let other = member("the route of a is on that way", "subnet/a");
        assert_eq!(branches_of(&[&members[0], &other]).len(), 2);
    }

    #[test]
    fn of_a_set_one_is_enough() {
        let mut members = [member("runs", "node-group/a"), member("runs", "node-group/b")];
        let said = |members: &[Reason]| Branch { members: members.iter().collect() }.about(Relation::Create);
        assert_eq!(said(&members), ["waits for all 2: node-group/a, b"]);
        members[0].any_of = vec!["node-group/b".into()];
        members[1].any_of = vec!["node-group/a".into()];
        assert_eq!(said(&members), ["waits for any of node-group/a, b"]);
    }

    #[test]
    fn what_names_begin_with_is_said_once() {
        assert_eq!(names(&["policy/node.x.A", "policy/node.x.B"]), "policy/node.x.A, …B");
        assert_eq!(names(&["a/1", "a/2", "a/3", "a/4", "a/5"]), "a/1, 2, 3, 2 more");
        assert_eq!(names(&["a/1", "b/1"]), "a/1, b/1");
    }
}
