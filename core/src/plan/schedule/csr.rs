//! Links by the step they leave, side by side in one list.

use super::{Cyclic, Link, NetworkError};

/// The top bit of `Edge::target`: acceptance is enough.
const ACCEPTED: u32 = 1 << 31;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Edge {
    target: u32,
    pub(super) delay: u32,
}

impl Edge {
    pub(super) fn to(self) -> usize {
        (self.target & !ACCEPTED) as usize
    }

    pub(super) fn until_accepted(self) -> bool {
        self.target & ACCEPTED != 0
    }
}

#[derive(Debug)]
pub(super) struct Csr {
    /// The edges that leave `step` are `edges[first[step]..first[step + 1]]`.
    first: Vec<u32>,
    edges: Vec<Edge>,
    /// How many links enter each step.
    pub(super) entering: Vec<u32>,
}

impl Csr {
    pub(super) fn new(tasks: usize, links: &[Link]) -> Result<Self, NetworkError> {
        if tasks >= ACCEPTED as usize || u32::try_from(links.len()).is_err() {
            return Err(NetworkError::TooLarge);
        }
        // Counted two places further on, so that the running sum is where the next edge goes, one place further on.
        let mut first = vec![0_u32; tasks + 2];
        let mut entering = vec![0_u32; tasks];
        for (index, link) in links.iter().enumerate() {
            let (from, to) = (link.from as usize, link.to as usize);
            if from >= tasks || to >= tasks {
                return Err(NetworkError::UnknownTask(index));
            }
            if from == to {
                return Err(NetworkError::SelfLink(index));
            }
            first[from + 2] += 1;
            entering[to] += 1;
        }
        let mut sum = 0;
        for count in &mut first {
            sum += *count;
            *count = sum;
        }
        let mut edges = vec![Edge::default(); links.len()];
        for link in links {
            let next = &mut first[link.from as usize + 1];
            let flag = if link.until_accepted { ACCEPTED } else { 0 };
            edges[*next as usize] = Edge { target: link.to | flag, delay: link.delay };
            *next += 1;
        }
        Ok(Self { first, edges, entering })
    }

    pub(super) fn leaving(&self, step: u32) -> &[Edge] {
        let step = step as usize;
        &self.edges[self.first[step] as usize..self.first[step + 1] as usize]
    }

    /// All steps, each after those it is linked from.
    pub(super) fn topological(&self) -> Result<Vec<u32>, Cyclic> {
        let mut missing = self.entering.clone();
        let mut order = Vec::with_capacity(missing.len());
        order.extend((0..).zip(&missing).filter(|&(_, &count)| count == 0).map(|(step, _)| step));
        let mut done = 0;
        while let Some(&step) = order.get(done) {
            done += 1;
            for edge in self.leaving(step) {
                let count = &mut missing[edge.to()];
                *count -= 1;
                if *count == 0 {
                    order.push(edge.to() as u32);
                }
            }
        }
        if order.len() < missing.len() {
            let stuck = (0..).zip(&missing).filter(|&(_, &count)| count > 0).map(|(step, _)| step).collect();
            return Err(Cyclic { stuck });
        }
        Ok(order)
    }
}
