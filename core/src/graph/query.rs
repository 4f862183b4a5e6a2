//! Questions to a graph: what stands before, what hangs on it, what would be next to a mistyped id.

use super::builder::sort;
use super::{Edge, Graph, Index};
use crate::terms::Relation;

/// Which way to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Against the edges: what comes before.
    Before,
    /// Along the edges: what comes after.
    After,
}

impl Graph<'_> {
    /// The edges of a relation that lead to a resource.
    pub fn edges_to(&self, index: Index, relation: Relation) -> impl Iterator<Item = &Edge> {
        self.edges().iter().filter(move |edge| edge.to == index && edge.relation() == relation)
    }

    /// The edges of a relation that come from a resource.
    pub fn edges_from(&self, index: Index, relation: Relation) -> impl Iterator<Item = &Edge> {
        let begin = self.edges().partition_point(|edge| edge.from < index);
        let mine = self.edges().iter().skip(begin).take_while(move |edge| edge.from == index);
        mine.filter(move |edge| edge.relation() == relation)
    }

    /// All resources reached from one by edges of a relation that `follow` lets pass, by id; AWS's own are followed to their makers.
    pub fn reach(
        &self,
        start: Index,
        relation: Relation,
        direction: Direction,
        follow: impl Fn(&Edge) -> bool,
    ) -> Vec<Index> {
        let mut next: Vec<Vec<Index>> = vec![Vec::new(); self.resources().len()];
        for edge in self.edges().iter().filter(|edge| edge.relation() == relation && follow(edge)) {
            let (from, to) = (self.maker(edge.from), self.maker(edge.to));
            match direction {
                Direction::Before => next[to as usize].push(from),
                Direction::After => next[from as usize].push(to),
            }
        }
        let start = self.maker(start);
        let mut seen = vec![false; self.resources().len()];
        let mut stack = vec![start];
        while let Some(here) = stack.pop() {
            for &there in &next[here as usize] {
                if there != start && !std::mem::replace(&mut seen[there as usize], true) {
                    stack.push(there);
                }
            }
        }
        (0..).zip(seen).filter_map(|(index, seen)| seen.then_some(index)).collect()
    }

    /// The resource id nearest to a text.
    pub fn nearest(&self, text: &str) -> Option<&str> {
        let mut best = None;
        for resource in self.resources() {
            let rated = (strsim::damerau_levenshtein(resource.id.as_str(), text), resource.id.as_str());
            if best.is_none_or(|best| rated < best) {
                best = Some(rated);
            }
        }
        best.map(|(_, id)| id)
    }

    /// Adds edges after the graph was built, keeping the order.
    pub(super) fn insert(&mut self, edges: Vec<Edge>) {
        self.edges.extend(edges);
        sort(&mut self.edges);
    }
}
