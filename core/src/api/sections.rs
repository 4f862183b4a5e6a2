//! Returns only the parts of a plan that were asked for: a preview on each keystroke need not carry every parameter.

use crate::document::plan::Plan;

/// Parts of a plan that can be asked for by name; the rest is always there.
pub(crate) const SECTIONS: [&str; 6] = ["topology", "resources", "edges", "steps", "waves", "criticalPath"];

/// Empties what was not asked for; without a wish everything stays.
pub(super) fn cut(plan: &mut Plan, wanted: Option<Vec<&str>>) {
    let Some(wanted) = wanted else { return };
    let wants = |name: &str| wanted.contains(&name);
    if !wants("topology") {
        plan.topology = None;
    }
    if !wants("resources") {
        plan.resources = Vec::new();
    }
    if !wants("edges") {
        plan.edges = Vec::new();
    }
    if !wants("steps") {
        plan.steps = Vec::new();
    }
    if !wants("waves") {
        plan.waves = Vec::new();
    }
    if !wants("criticalPath") {
        plan.critical_path = None;
    }
}
