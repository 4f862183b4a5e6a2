//! What a step waits for: a row does not mix steps that stand on both sides of a long wait.

use std::collections::BTreeMap;

use eks_plan::document::plan::Plan;

/// Seconds from which on a step is a wait.
const LONG: u32 = 60;

/// Whether a step waits for the cluster, and for how many long steps in a row.
pub(super) type Side = (bool, u32);

/// The side of each step, by id.
pub(super) fn sides(plan: &Plan) -> BTreeMap<&str, Side> {
    let mut sides: BTreeMap<&str, Side> = BTreeMap::new();
    let steps: BTreeMap<&str, _> = plan.steps.iter().map(|step| (step.id.as_ref(), step)).collect();
    for step in &plan.steps {
        let mut side: Side = (false, 0);
        for dependency in &step.depends_on {
            let id = dependency.step.as_ref();
            let (Some(before), Some((late, waits))) = (steps.get(id), sides.get(id)) else { continue };
            let long = u32::from(before.estimate.p50_seconds >= LONG);
            side.0 |= *late || before.resource.starts_with("cluster/");
            side.1 = side.1.max(waits + long);
        }
        sides.insert(&step.id, side);
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::fixture;

    #[test]
    fn what_waits_for_the_cluster_stands_on_the_other_side_of_it() {
        let plan = fixture::demo(0);
        let sides = sides(&plan);
        let side = |id: &str| sides[id];
        assert_eq!(side("create:vpc/main"), (false, 0));
        assert_eq!(side("create:cluster/demo"), (false, 0));
        assert_eq!(side("create:add-on/vpc-cni"), (true, 1));
        assert_eq!(side("create:add-on/coredns"), (true, 2));
    }
}
