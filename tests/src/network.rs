//! The steps of a plan as a network: who comes before whom.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{list, text};

/// Which of a plan's two orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Over the steps' dependencies and the edges of the relation `create`.
    Create,
    /// Over the edges of the relation `delete`.
    Delete,
}

/// What comes before what, over the edges of one order, edges with some reason codes left out.
#[derive(Debug)]
pub struct Network {
    before: BTreeMap<String, BTreeSet<String>>,
}

impl Network {
    /// Between resources. What AWS makes by itself counts as its maker.
    pub fn of_resources(plan: &Value, order: Order, without: Option<&str>) -> Self {
        Self::of_edges(plan, order, |edge| without != Some(text(edge, "reasonCode")))
    }

    /// Between resources, by the hard edges alone.
    pub fn of_hard_edges(plan: &Value, order: Order, without: Option<&str>) -> Self {
        Self::of_edges(plan, order, |edge| edge["hard"] == true && without != Some(text(edge, "reasonCode")))
    }

    fn of_edges(plan: &Value, order: Order, keep: impl Fn(&Value) -> bool) -> Self {
        let makers: BTreeMap<&str, &str> = list(plan, "resources")
            .iter()
            .filter_map(|resource| Some((text(resource, "id"), resource["madeBy"].as_str()?)))
            .collect();
        let maker = |id: &str| makers.get(id).copied().unwrap_or(id).to_owned();
        let relation = if order == Order::Create { "create" } else { "delete" };
        let mut before: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for edge in list(plan, "edges") {
            if text(edge, "relation") != relation || !keep(edge) {
                continue;
            }
            let (from, to) = match order {
                Order::Create => (maker(text(edge, "from")), maker(text(edge, "to"))),
                Order::Delete => (text(edge, "from").to_owned(), text(edge, "to").to_owned()),
            };
            if from != to {
                before.entry(to).or_default().insert(from);
            }
        }
        Self { before }
    }

    /// Between steps, over `dependsOn`; `without` leaves out what rests on edges with this reason code.
    pub fn of_steps(plan: &Value, without: Option<&str>) -> Self {
        let codes: BTreeMap<&str, &str> =
            list(plan, "edges").iter().map(|edge| (text(edge, "id"), text(edge, "reasonCode"))).collect();
        let mut before: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for step in list(plan, "steps") {
            let here = before.entry(text(step, "id").to_owned()).or_default();
            for dependency in list(step, "dependsOn") {
                let code = codes.get(text(dependency, "edge")).copied();
                if without.is_none() || code != without {
                    here.insert(text(dependency, "step").to_owned());
                }
            }
        }
        Self { before }
    }

    /// Everything that comes before `id`, directly or not.
    pub fn ancestors(&self, id: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut open = vec![id];
        while let Some(here) = open.pop() {
            for before in self.before.get(here).into_iter().flatten() {
                if found.insert(before.as_str()) {
                    open.push(before);
                }
            }
        }
        found
    }

    /// True if nothing comes before itself.
    pub fn is_acyclic(&self) -> bool {
        self.before.keys().all(|id| !self.ancestors(id).contains(id.as_str()))
    }
}
