//! How a step is shown.

use std::collections::BTreeMap;

use eks_plan::document::plan::{Plan, Resource, Step};
use eks_plan::terms::{Action, Goal, Reversibility};

use super::kinds::{Look, Phase, Show, look};

/// A step with its resource and how that is shown.
#[derive(Clone)]
pub(super) struct Shown<'a> {
    pub(super) step: &'a Step,
    pub(super) resource: Option<&'a Resource>,
    pub(super) look: Look,
    pub(super) plain: bool,
}

pub(super) fn shown<'a>(plan: &Plan, step: &'a Step, resources: &BTreeMap<&str, &'a Resource>) -> Shown<'a> {
    let resource = resources.get(step.resource.as_ref()).copied();
    let look = resource.map_or_else(unknown, |resource| look(resource.kind));
    Shown { step, resource, look, plain: natural(plan.goal) == Some(step.action) }
}

fn unknown() -> Look {
    Look {
        phase: Phase::Other,
        one: "step".into(),
        many: "steps".into(),
        show: Show::Counted,
        rank: usize::MAX,
    }
}

/// The action that goes without saying.
fn natural(goal: Goal) -> Option<Action> {
    match goal {
        Goal::Create => Some(Action::Create),
        Goal::Destroy => Some(Action::Delete),
        Goal::Change | Goal::Upgrade => None,
    }
}

/// What waits or cannot be undone stands by itself, and so does what people look for.
pub(super) fn is_loud(shown: &Shown<'_>) -> bool {
    let step = shown.step;
    matches!(shown.look.show, Show::Alone | Show::List)
        || matches!(step.action, Action::Wait | Action::Gate)
        || step.reversibility == Reversibility::Irreversible
}
