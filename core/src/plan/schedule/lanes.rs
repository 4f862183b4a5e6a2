//! Who goes next where only so many may go at a time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Lane, LaneIndex};

/// A step that could start in its lane, ordered by preference: earliest start, longest remaining path, lowest index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    start: u64,
    remaining: Reverse<u64>,
    step: u32,
    lane: LaneIndex,
}

/// The step that goes next, and the one that made room for it (its finish and its index), if it needed room made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next {
    pub(super) step: u32,
    pub(super) freed: Option<(u64, u32)>,
    pub(super) exclusive: bool,
}

#[derive(Debug)]
struct Queue {
    lane: LaneIndex,
    capacity: u32,
    /// Finish and index of the steps that hold a place, at most `capacity`.
    places: BinaryHeap<Reverse<(u64, u32)>>,
    /// Ready no later than the lane is free: what the remaining path lacks to the longest of all, and the index.
    ready: BinaryHeap<Reverse<(u64, u32)>>,
    /// Ready only after the lane is free; `start` is when.
    later: BinaryHeap<Reverse<Turn>>,
}

impl Queue {
    fn free(&self) -> u64 {
        let full = self.places.len() >= self.capacity as usize;
        self.places.peek().filter(|_| full).map_or(0, |Reverse((finish, _))| *finish)
    }

    fn best(&self) -> Option<Turn> {
        match self.ready.peek() {
            Some(&Reverse((lack, step))) => {
                Some(Turn { start: self.free(), remaining: Reverse(u64::MAX - lack), step, lane: self.lane })
            }
            None => self.later.peek().map(|&Reverse(turn)| turn),
        }
    }

    fn add(&mut self, turn: Turn) {
        if turn.start <= self.free() {
            self.get_ready(turn);
        } else {
            self.later.push(Reverse(turn));
        }
    }

    fn get_ready(&mut self, turn: Turn) {
        self.ready.push(Reverse((u64::MAX - turn.remaining.0, turn.step)));
    }

    /// Gives `best` its place until `finish`; answers whose place it took.
    fn occupy(&mut self, best: Turn, finish: u64) -> Option<(u64, u32)> {
        if self.ready.pop().is_none() {
            self.later.pop();
        }
        let full = self.places.len() >= self.capacity as usize;
        let freed = if full { self.places.pop().map(|Reverse(place)| place) } else { None };
        self.places.push(Reverse((finish, best.step)));
        let free = self.free();
        while let Some(&Reverse(turn)) = self.later.peek()
            && turn.start <= free
        {
            self.later.pop();
            self.get_ready(turn);
        }
        freed
    }
}

/// All lanes together. The best turn of every lane with candidates stands in `turns`; turns that are no longer the
/// best of their lane may stand there too and are passed over.
#[derive(Debug)]
pub(super) struct Lanes {
    queues: Vec<Queue>,
    turns: BinaryHeap<Reverse<Turn>>,
}

impl Lanes {
    pub(super) fn new(lanes: &[Lane]) -> Self {
        let mut queues = Vec::with_capacity(lanes.len());
        for (index, lane) in (0..).zip(lanes) {
            queues.push(Queue {
                lane: LaneIndex(index),
                capacity: lane.capacity,
                places: BinaryHeap::new(),
                ready: BinaryHeap::new(),
                later: BinaryHeap::new(),
            });
        }
        Self { queues, turns: BinaryHeap::new() }
    }

    /// A step whose links are satisfied at `ready` queues at its lane.
    pub(super) fn offer(&mut self, lane: LaneIndex, step: u32, ready: u64, remaining: u64) {
        let queue = &mut self.queues[usize::from(lane.0)];
        queue.add(Turn { start: ready, remaining: Reverse(remaining), step, lane });
        if let Some(best) = queue.best().filter(|best| best.step == step) {
            self.turns.push(Reverse(best));
        }
    }

    /// The candidate of all lanes that can start first. Steps that are not candidates yet wait for one that is, so
    /// none of them can start earlier.
    pub(super) fn next(&mut self, duration: impl Fn(u32) -> u32) -> Option<Next> {
        while let Some(Reverse(turn)) = self.turns.pop() {
            let queue = &mut self.queues[usize::from(turn.lane.0)];
            if queue.best() != Some(turn) {
                continue;
            }
            let finish = turn.start.saturating_add(u64::from(duration(turn.step)));
            let freed = queue.occupy(turn, finish);
            if let Some(best) = queue.best() {
                self.turns.push(Reverse(best));
            }
            return Some(Next { step: turn.step, freed, exclusive: queue.capacity == 1 });
        }
        None
    }
}
