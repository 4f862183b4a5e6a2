//! What is allowed and worth knowing before the cluster stands: few notes, none of which is a fault.

mod access;
mod cost;
mod time;
mod zones;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    access::endpoint_is_open,
    access::audit_is_off,
    cost::nat_serves_nobody,
    cost::endpoints_are_billed,
    cost::tier_is_billed,
    cost::logs_are_kept_for_ever,
    time::upgrade_is_due,
    zones::one_nat_for_several,
    zones::nodes_in_one,
    zones::spot_alone,
];
