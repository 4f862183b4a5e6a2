//! Cycles: reported whole, smallest first, each hop with its reason, and the softest edge to cut.

use std::collections::{BTreeMap, VecDeque};

use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

use super::{Edge, Graph, Index};
use crate::terms::{EdgeKind, Relation};

/// Resources that wait for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The way round, from the smallest id.
    pub hops: Vec<Hop>,
    /// The hop to cut: its place in `hops`.
    pub cut: usize,
}

/// One edge of a cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// The edge.
    pub edge: Edge,
    /// The resource that it comes from, AWS's own counted as their maker's.
    pub from: Index,
    /// The resource that it leads to, likewise.
    pub to: Index,
}

impl Graph<'_> {
    /// True if resources wait for each other.
    pub(crate) fn is_cyclic(&self, relation: Relation) -> bool {
        let mut graph = DiGraph::<(), ()>::with_capacity(self.resources().len(), self.edges().len());
        self.resources().iter().for_each(|_| {
            graph.add_node(());
        });
        for edge in self.edges().iter().filter(|edge| edge.relation() == relation) {
            let (from, to) = (self.maker(edge.from), self.maker(edge.to));
            if from != to {
                graph.add_edge(NodeIndex::new(from as usize), NodeIndex::new(to as usize), ());
            }
        }
        toposort(&graph, None).is_err()
    }

    /// The smallest cycle of every knot of this relation, smallest first. Empty if there is an order.
    pub fn cycles(&self, relation: Relation) -> Vec<Cycle> {
        let mut links: BTreeMap<(Index, Index), usize> = BTreeMap::new();
        for (place, edge) in self.edges().iter().enumerate().filter(|(_, edge)| edge.relation() == relation) {
            let (from, to) = (self.maker(edge.from), self.maker(edge.to));
            if from != to {
                links.entry((from, to)).or_insert(place);
            }
        }
        let graph = DiGraph::<(), ()>::from_edges(links.keys().copied());
        let knots = kosaraju_scc(&graph).into_iter().filter(|knot| knot.len() > 1);
        let mut cycles: Vec<Cycle> = knots.filter_map(|knot| self.smallest(&links, &knot)).collect();
        cycles.sort_by_key(|cycle| (cycle.hops.len(), cycle.hops.first().map(|hop| hop.from)));
        cycles
    }

    /// The smallest cycle in a knot; of several, the one through the smallest id.
    fn smallest(&self, links: &BTreeMap<(Index, Index), usize>, knot: &[NodeIndex]) -> Option<Cycle> {
        let mut members: Vec<Index> =
            knot.iter().filter_map(|node| Index::try_from(node.index()).ok()).collect();
        members.sort_unstable();
        let mut best: Option<Vec<Index>> = None;
        for &start in &members {
            let found = shortest_round(links, &members, start);
            if let Some(round) =
                found.filter(|round| best.as_ref().is_none_or(|best| round.len() < best.len()))
            {
                best = Some(round);
            }
        }
        let round = best?;
        let next = round.iter().skip(1).chain(round.first());
        let hops: Vec<Hop> = round
            .iter()
            .zip(next)
            .filter_map(|(&from, &to)| {
                let edge = self.edges().get(*links.get(&(from, to))?)?.clone();
                Some(Hop { edge, from, to })
            })
            .collect();
        let cut = hops.iter().enumerate().min_by_key(|(place, hop)| (firmness(&hop.edge), *place))?.0;
        Some(Cycle { hops, cut })
    }
}

/// What the user asked for is easiest to cut, then what costs only time or safety.
fn firmness(edge: &Edge) -> u8 {
    match (edge.kind(), edge.reason.hard) {
        (EdgeKind::Gate, _) => 0,
        (_, false) => 1,
        (EdgeKind::Reference, true) => 3,
        (_, true) => 2,
    }
}

/// The shortest way from `start` back to it, members of the knot only; `start` is its smallest id.
fn shortest_round(
    links: &BTreeMap<(Index, Index), usize>,
    members: &[Index],
    start: Index,
) -> Option<Vec<Index>> {
    let mut came_from: BTreeMap<Index, Index> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for (&(_, next), _) in links.range((here, 0)..=(here, Index::MAX)) {
            if next == start {
                let mut round = vec![here];
                let mut back = here;
                while back != start {
                    back = *came_from.get(&back)?;
                    round.push(back);
                }
                round.reverse();
                return Some(round);
            }
            if next > start && members.binary_search(&next).is_ok() && !came_from.contains_key(&next) {
                came_from.insert(next, here);
                queue.push_back(next);
            }
        }
    }
    None
}
