//! Knots: resources each of which can be reached from each other one along the links.

use std::mem::replace;

use super::Index;

/// All knots of more than one resource, in no order; `links` are pairs of resources below `count`. By Kosaraju's method: what
/// is left last by a walk along the links, and can be reached from there against them, is a knot.
pub(super) fn knots(count: usize, links: &[(Index, Index)]) -> Vec<Vec<Index>> {
    let order = left(&Neighbours::new(count, links.iter().copied()));
    let before = Neighbours::new(count, links.iter().map(|&(from, to)| (to, from)));
    let mut seen = vec![false; count];
    let mut knots = Vec::new();
    for root in order.into_iter().rev() {
        if replace(&mut seen[root as usize], true) {
            continue;
        }
        let mut knot = vec![root];
        let mut done = 0;
        while let Some(&here) = knot.get(done) {
            done += 1;
            for &there in before.of(here) {
                if !replace(&mut seen[there as usize], true) {
                    knot.push(there);
                }
            }
        }
        if knot.len() > 1 {
            knots.push(knot);
        }
    }
    knots
}

/// All resources in the order in which a depth-first walk leaves them.
fn left(next: &Neighbours) -> Vec<Index> {
    let count = next.first.len() - 1;
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    // Where the walk is, and how many neighbours it has been to from there.
    let mut way: Vec<(Index, usize)> = Vec::new();
    for root in (0..).take(count) {
        if !replace(&mut seen[root as usize], true) {
            way.push((root, 0));
        }
        while let Some((here, done)) = way.last_mut() {
            match next.of(*here).get(*done) {
                Some(&there) => {
                    *done += 1;
                    if !replace(&mut seen[there as usize], true) {
                        way.push((there, 0));
                    }
                }
                None => {
                    order.push(*here);
                    way.pop();
                }
            }
        }
    }
    order
}

/// Links by where they begin, side by side in one list.
struct Neighbours {
    /// Those of `here` are `all[first[here]..first[here + 1]]`.
    first: Vec<usize>,
    all: Vec<Index>,
}

impl Neighbours {
    fn new(count: usize, links: impl Iterator<Item = (Index, Index)> + Clone) -> Self {
        let mut first = vec![0; count + 1];
        for (from, _) in links.clone() {
            first[from as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut first {
            sum += *end;
            *end = sum;
        }
        // Filled from behind, so that each end becomes a beginning.
        let mut all = vec![0; sum];
        for (from, to) in links {
            first[from as usize] -= 1;
            all[first[from as usize]] = to;
        }
        Self { first, all }
    }

    fn of(&self, here: Index) -> &[Index] {
        &self.all[self.first[here as usize]..self.first[here as usize + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_knots(count: usize, links: &[(Index, Index)], expected: &[&[Index]]) {
        let mut found = knots(count, links);
        found.iter_mut().for_each(|knot| knot.sort_unstable());
        found.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_has_an_order_has_no_knot() {
        assert_knots(0, &[], &[]);
        assert_knots(4, &[(0, 1), (0, 2), (1, 3), (2, 3), (0, 1)], &[]);
    }

    #[test]
    fn knots_are_found_apart() {
        let links = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (4, 5), (6, 5)];
        assert_knots(7, &links, &[&[0, 1, 2], &[3, 4]]);
    }

    #[test]
    fn rounds_that_share_a_resource_are_one_knot() {
        assert_knots(5, &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 1), (4, 0)], &[&[0, 1, 2, 3]]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let count: Index = 100_000;
        let mut links: Vec<_> = (1..count).map(|at| (at - 1, at)).collect();
        assert!(knots(count as usize, &links).is_empty());
        links.push((count - 1, 0));
        assert_eq!(knots(count as usize, &links)[0].len(), count as usize);
    }
}
