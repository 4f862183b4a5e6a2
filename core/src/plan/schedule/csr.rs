//! Links by the step they leave, side by side in one list; steps renumbered so that neighbours in time are neighbours in
//! memory.

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
    /// Every link leads to a higher number, so that the numbers are an order already.
    ascending: bool,
}

impl Csr {
    pub(super) fn new(tasks: usize, links: &[Link]) -> Result<Self, NetworkError> {
        if tasks >= ACCEPTED as usize || u32::try_from(links.len()).is_err() {
            return Err(NetworkError::TooLarge);
        }
        // Counted two places further on, so that the running sum is where the next edge goes, one place further on.
        let mut first = vec![0_u32; tasks + 2];
        let mut entering = vec![0_u32; tasks];
        let mut ascending = true;
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
            ascending &= from < to;
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
        Ok(Self { first, edges, entering, ascending })
    }

    pub(super) fn leaving(&self, step: u32) -> &[Edge] {
        let step = step as usize;
        &self.edges[self.first[step] as usize..self.first[step + 1] as usize]
    }

    /// All steps, each after those it is linked from.
    fn topological(&self) -> Result<Vec<u32>, Cyclic> {
        let mut missing = self.entering.clone();
        let mut queue = Queue::new(&missing);
        while let Some(step) = queue.pop() {
            for edge in self.leaving(step) {
                let count = &mut missing[edge.to()];
                *count -= 1;
                queue.push_if(*count == 0, edge.to() as u32);
            }
        }
        if queue.done < missing.len() {
            let stuck = (0..).zip(&missing).filter(|&(_, &count)| count > 0).map(|(step, _)| step).collect();
            return Err(Cyclic { stuck });
        }
        Ok(queue.into_steps())
    }
}

/// The network in places: a step's place is where it stands in one topological order of the links.
#[derive(Debug)]
pub(super) struct Sorted {
    /// By place.
    pub(super) links: Csr,
    /// The step at each place.
    pub(super) step: Vec<u32>,
    /// The place of each step.
    pub(super) place: Vec<u32>,
}

impl Sorted {
    pub(super) fn new(links: Csr) -> Result<Self, Cyclic> {
        if links.ascending {
            let step: Vec<u32> = (0..).take(links.entering.len()).collect();
            return Ok(Self { links, place: step.clone(), step });
        }
        let step = links.topological()?;
        let mut place = vec![0; step.len()];
        for (at, &step) in (0..).zip(&step) {
            place[step as usize] = at;
        }
        let mut first = Vec::with_capacity(step.len() + 1);
        let mut sum = 0;
        first.push(0);
        first.extend(step.iter().map(|&step| {
            sum += links.first[step as usize + 1] - links.first[step as usize];
            sum
        }));
        // How many edges to copy is read in order, so that no guess about it waits for far memory.
        let mut edges = vec![Edge::default(); links.edges.len()];
        for (range, &step) in first.windows(2).zip(&step) {
            let from = links.first[step as usize] as usize;
            for (index, at) in (range[0] as usize..range[1] as usize).enumerate() {
                edges[at] = links.edges[from + index];
            }
        }
        for edge in &mut edges {
            edge.target = place[edge.to()] | edge.target & ACCEPTED;
        }
        let entering = step.iter().map(|&step| links.entering[step as usize]).collect();
        Ok(Self { links: Csr { first, edges, entering, ascending: true }, step, place })
    }
}

/// Steps in the order in which they get ready. Whether a link makes its step ready is as good as random, so pushing
/// does not branch: a step that is not ready is written too, and overwritten by the next.
pub(super) struct Queue {
    steps: Vec<u32>,
    done: usize,
    end: usize,
}

impl Queue {
    /// Holds the steps that no link enters, with room for all.
    pub(super) fn new(entering: &[u32]) -> Self {
        let mut queue = Self { steps: vec![0; entering.len() + 1], done: 0, end: 0 };
        for (step, &count) in (0..).zip(entering) {
            queue.push_if(count == 0, step);
        }
        queue
    }

    pub(super) fn push_if(&mut self, ready: bool, step: u32) {
        self.steps[self.end] = step;
        self.end += usize::from(ready);
    }

    pub(super) fn pop(&mut self) -> Option<u32> {
        let step = *self.steps[..self.end].get(self.done)?;
        self.done += 1;
        Some(step)
    }

    fn into_steps(mut self) -> Vec<u32> {
        self.steps.truncate(self.end);
        self.steps
    }
}
