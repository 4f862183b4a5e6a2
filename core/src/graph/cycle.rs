//! Cycles: reported whole, smallest first, each hop with its reason, and the softest edge to cut.

use petgraph::algo::kosaraju_scc;
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
        !self.knots(&self.links(relation)).is_empty()
    }

    /// The smallest cycle of every knot of this relation, smallest first. Empty if there is an order.
    pub fn cycles(&self, relation: Relation) -> Vec<Cycle> {
        let mut links = self.links(relation);
        let knots = self.knots(&links);
        links.sort_unstable();
        links.dedup_by_key(|link| (link.from, link.to));
        let mut cycles = Vec::new();
        for knot in knots {
            cycles.extend(self.smallest(&links, &knot));
        }
        cycles.sort_unstable_by_key(|cycle| (cycle.hops.len(), cycle.hops.first().map(|hop| hop.from)));
        cycles
    }

    /// The edges of a relation between different resources that have steps.
    fn links(&self, relation: Relation) -> Vec<Link> {
        let mut links = Vec::new();
        for (place, edge) in self.edges().iter().enumerate() {
            let (from, to) = (self.maker(edge.from), self.maker(edge.to));
            if edge.relation() == relation && from != to {
                links.push(Link { from, to, place });
            }
        }
        links
    }

    /// Sets of resources of which each waits for all others of its set.
    fn knots(&self, links: &[Link]) -> Vec<Vec<NodeIndex>> {
        let mut graph = DiGraph::<(), ()>::with_capacity(self.resources().len(), links.len());
        for _ in self.resources() {
            graph.add_node(());
        }
        for link in links {
            graph.add_edge(NodeIndex::new(link.from as usize), NodeIndex::new(link.to as usize), ());
        }
        let mut knots = Vec::new();
        for knot in kosaraju_scc(&graph) {
            if knot.len() > 1 {
                knots.push(knot);
            }
        }
        knots
    }

    /// The smallest cycle in a knot; of several, the one through the smallest id.
    fn smallest(&self, links: &[Link], knot: &[NodeIndex]) -> Option<Cycle> {
        let mut members = Vec::with_capacity(knot.len());
        for node in knot {
            members.extend(Index::try_from(node.index()));
        }
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
        let mut hops = Vec::with_capacity(round.len());
        for (&from, &to) in round.iter().zip(next) {
            let at = links.binary_search_by_key(&(from, to), |link| (link.from, link.to)).ok()?;
            hops.push(Hop { edge: self.edges()[links[at].place].clone(), from, to });
        }
        let cut = hops.iter().enumerate().min_by_key(|(place, hop)| (firmness(&hop.edge), *place))?.0;
        Some(Cycle { hops, cut })
    }
}

/// What the user asked for is easiest to cut, then what costs only time or safety.
fn firmness(edge: &Edge) -> u8 {
    match (edge.kind(), edge.reason.hard()) {
        (EdgeKind::Gate, _) => 0,
        (_, false) => 1,
        (EdgeKind::Reference, true) => 3,
        (_, true) => 2,
    }
}

/// An edge between two resources that have steps; it stands for all that come after it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    from: Index,
    to: Index,
    /// Its place among the edges of the graph.
    place: usize,
}

/// The shortest way from `start` back to it, members of the knot only; `start` is its smallest id.
fn shortest_round(links: &[Link], members: &[Index], start: Index) -> Option<Vec<Index>> {
    // By place among the members.
    let mut came_from: Vec<Option<Index>> = vec![None; members.len()];
    let mut queue = vec![start];
    let mut done = 0;
    while let Some(&here) = queue.get(done) {
        done += 1;
        let first = links.partition_point(|link| link.from < here);
        for next in links[first..].iter().take_while(|link| link.from == here).map(|link| link.to) {
            if next == start {
                let mut round = vec![here];
                let mut back = here;
                while back != start {
                    back = came_from[members.binary_search(&back).ok()?]?;
                    round.push(back);
                }
                round.reverse();
                return Some(round);
            }
            if next > start
                && let Ok(at) = members.binary_search(&next)
                && came_from[at].is_none()
            {
                came_from[at] = Some(here);
                queue.push(next);
            }
        }
    }
    None
}
