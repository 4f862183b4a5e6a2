//! Findings alone.

use super::Input;
use super::pipeline::{Lowered, Options};
use crate::control;
use crate::diagnostic::Severity;
use crate::document::check::Check;
use crate::graph::Graph;

/// Findings alone.
pub fn check(inputs: &[Input], options: &Options) -> Check {
    check_all(&[inputs], options)
}

/// Findings of several clusters, each input one of its own.
pub fn check_each(inputs: &[Input], options: &Options) -> Check {
    check_all(&inputs.chunks(1).collect::<Vec<_>>(), options)
}

fn check_all(clusters: &[&[Input]], options: &Options) -> Check {
    let mut comparison = options.baseline.as_ref().map(control::Baseline::open);
    let mut all: Option<Check> = None;
    for inputs in clusters {
        let (topology, lowered) = Lowered::new(inputs, options);
        let least = lowered.min_severity();
        let mut check = lowered.findings(topology.as_ref().map(Graph::build));
        if let Some(comparison) = &mut comparison {
            comparison.take(&mut check);
        }
        if let Some(least) = least {
            hide(&mut check, least);
        }
        match &mut all {
            Some(all) => join(all, check),
            None => all = Some(check),
        }
    }
    let mut all = all.unwrap_or_else(|| Check {
        ok: true,
        diagnostics: Vec::new(),
        assumptions: Vec::new(),
        unknowns: Vec::new(),
        suppressed: Vec::new(),
        hidden: 0,
        baseline: None,
    });
    all.baseline = comparison.map(control::Comparison::finish);
    all
}

fn hide(check: &mut Check, least: Severity) {
    let before = check.diagnostics.len();
    check.diagnostics.retain(|finding| finding.severity <= least);
    check.hidden = u32::try_from(before - check.diagnostics.len()).unwrap_or(u32::MAX);
}

fn join(all: &mut Check, more: Check) {
    all.ok &= more.ok;
    all.hidden = all.hidden.saturating_add(more.hidden);
    all.diagnostics.extend(more.diagnostics);
    all.suppressed.extend(more.suppressed);
    for one in more.assumptions {
        if !all.assumptions.contains(&one) {
            all.assumptions.push(one);
        }
    }
    for one in more.unknowns {
        if !all.unknowns.contains(&one) {
            all.unknowns.push(one);
        }
    }
}
