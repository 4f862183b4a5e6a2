//! Returns only the parts of a plan that were asked for: a preview on each keystroke need not carry every parameter.

use crate::document::plan::Plan;
use crate::spec::PlanSection;

/// Empties what was not asked for; without a wish everything stays.
pub(super) fn cut(plan: &mut Plan, wanted: Option<Vec<PlanSection>>) {
    let Some(wanted) = wanted else { return };
    for &section in PlanSection::ALL.iter().filter(|section| !wanted.contains(section)) {
        match section {
            PlanSection::Topology => plan.topology = None,
            PlanSection::Resources => plan.resources = Vec::new(),
            PlanSection::Edges => plan.edges = Vec::new(),
            PlanSection::Steps => plan.steps = Vec::new(),
            PlanSection::Waves => plan.waves = Vec::new(),
            PlanSection::CriticalPath => plan.critical_path = None,
        }
    }
}
