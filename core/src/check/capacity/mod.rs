//! Room: addresses in subnets, pods on nodes, and what an account may have.

mod blocks;
mod control_plane;
mod demand;
mod fit;
mod load_balancers;
mod pods;
mod quotas;
mod remedy;
mod rooms;
mod vcpus;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    control_plane::has_addresses,
    fit::nodes_fit,
    blocks::prefixes_fit,
    load_balancers::find_subnets,
    pods::fit_on_nodes,
    quotas::of_the_plan,
    vcpus::of_the_nodes,
];
