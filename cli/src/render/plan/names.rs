//! Short names for things of the plan.

use eks_plan::document::plan::{Plan, Resource, Step};
use eks_plan::document::topology::{Compute, Sizes};
use eks_plan::terms::ResourceKind;

use crate::render::style::{whole, width};

/// A note of at most so many columns is not broken.
const TOGETHER: usize = 28;

/// A resource's name as people say it; its id where the plan does not hold it.
pub(crate) fn name_of(plan: &Plan, resource: &str) -> String {
    let found = plan.resources.iter().find(|one| one.id.as_ref() == resource);
    found.map_or_else(|| resource.to_owned(), |one| one.name.clone())
}

/// What a step is about, where its title says that better than the resource's name: `NodePool spot`.
pub(crate) fn titled(resource: &Resource, step: &Step) -> Option<String> {
    match resource.kind {
        ResourceKind::KubernetesObject => step.title.strip_prefix("make ").map(str::to_owned),
        ResourceKind::ClusterSetting => Some(step.title.clone()),
        _ => None,
    }
}

/// ` (3 × m6i.large)`, or nothing where the topology does not say.
pub(crate) fn compute_note(plan: &Plan, resource: &str) -> String {
    let compute = plan.topology.iter().flat_map(|topology| &topology.compute);
    compute.into_iter().find(|one| one.id == resource).map_or_else(String::new, |one| match machines(one) {
        machines if machines.is_empty() => String::new(),
        machines if width(&machines) <= TOGETHER => {
            whole(&format!(" ({machines})")).replacen('\u{a0}', " ", 1)
        }
        machines => format!(" ({machines})"),
    })
}

/// `3 × m6i.large`, `2-10 × m6i.large, m5.large`.
pub(crate) fn machines(compute: &Compute) -> String {
    let types = match compute.instance_types.as_slice() {
        [first, second, rest @ ..] if !rest.is_empty() => format!("{first}, {second}, {} more", rest.len()),
        few => few.join(", "),
    };
    match (&compute.sizes, types.as_str()) {
        (None, types) => types.to_owned(),
        (Some(sizes), "") => format!("{} nodes", numbers(sizes)),
        (Some(sizes), types) => format!("{} × {types}", numbers(sizes)),
    }
}

/// The desired number, or the range it moves in.
pub(crate) fn numbers(sizes: &Sizes) -> String {
    if sizes.min == sizes.max { sizes.desired.to_string() } else { format!("{}-{}", sizes.min, sizes.max) }
}

/// `1 step`, `2 steps`.
pub(crate) fn plural(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
