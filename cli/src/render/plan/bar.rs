//! Bars to scale, and the axis over them.

use crate::render::style::{Line, Role, width};

/// A stretch of time on so many columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    total: u64,
    cells: usize,
}

const STEPS: &[u64] = &[
    5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
    604_800,
];

impl Scale {
    pub(crate) fn new(total: u64, cells: usize) -> Self {
        Self { total: total.max(1), cells: cells.max(1) }
    }

    /// Half columns from the left.
    fn halves(self, seconds: u64) -> usize {
        let halves = u128::from(seconds.min(self.total)) * (self.cells as u128 * 2);
        usize::try_from((halves + u128::from(self.total) / 2) / u128::from(self.total)).unwrap_or(0)
    }

    /// A bar from `start` to `finish`; what is too short to see is a thin stroke.
    pub(crate) fn bar(self, start: u64, finish: u64) -> String {
        let last = self.cells * 2;
        let (from, to) = (self.halves(start), self.halves(finish));
        let from = from.min(last - 1);
        let mut bar = " ".repeat(from / 2);
        if finish <= start || to <= from {
            bar.push(if from % 2 == 0 { '▏' } else { '▕' });
            return bar;
        }
        let mut here = from;
        if here % 2 == 1 {
            bar.push('▐');
            here += 1;
        }
        while here + 2 <= to {
            bar.push('█');
            here += 2;
        }
        if here < to {
            bar.push('▌');
        }
        bar
    }

    /// `0    5    10 min`: round numbers where they belong.
    pub(crate) fn axis(self) -> Line {
        let (unit, size) = match self.total {
            0..=180 => ("s", 1),
            181..=7200 => ("min", 60),
            _ => ("h", 3600),
        };
        let room = |step: &u64| (*step as u128 * self.cells as u128) >= u128::from(self.total) * 4;
        let step = STEPS.iter().copied().filter(|step| step % size == 0).find(room).unwrap_or(self.total);
        let mut line = Line::of(Role::Dim, "0");
        let mut at = step;
        let mut ticks = Vec::new();
        while at <= self.total {
            ticks.push(at);
            at = at.saturating_add(step);
        }
        let column = |tick: u64| self.halves(tick) / 2;
        let said = |tick: u64| format!("{} {unit}", tick / size);
        // The unit stands behind the last number; two columns beside the bars are free.
        while ticks.last().is_some_and(|tick| column(*tick) + width(&said(*tick)) > self.cells + 2) {
            ticks.pop();
        }
        for (index, tick) in ticks.iter().enumerate() {
            let last = index + 1 == ticks.len();
            let text = if last { said(*tick) } else { (tick / size).to_string() };
            line = line.to(column(*tick)).with(Role::Dim, &text);
        }
        if ticks.is_empty() { line.with(Role::Dim, &format!(" {unit}")) } else { line }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_to_scale_and_never_leaves_its_columns() {
        let scale = Scale::new(100, 10);
        assert_eq!(scale.bar(0, 100), "██████████");
        assert_eq!(scale.bar(0, 0), "▏");
        assert_eq!(scale.bar(25, 55), "  ▐██▌");
        assert_eq!(scale.bar(100, 100), "         ▕");
        for start in 0..=100 {
            for finish in start..=100 {
                assert!(width(&scale.bar(start, finish)) <= 10);
            }
        }
    }
}
