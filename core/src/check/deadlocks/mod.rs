//! What waits for something that never comes.

mod locked_out;
mod places;
mod way_out;

use super::Rule;

pub(super) const RULES: &[Rule] =
    &[locked_out::creator_has_no_way_in, places::for_other_pods, way_out::of_fargate];
