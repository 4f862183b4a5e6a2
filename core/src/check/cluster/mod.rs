//! The cluster as a whole: names, tags, keys, logins, versions of its parts.

mod bare;
mod components;
mod encryption;
mod identity_providers;
mod names;
mod private;
mod rollback;
mod stacks;
mod tags;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    bare::parts,
    components::durations,
    components::scoring,
    components::version,
    encryption::key,
    encryption::for_good,
    identity_providers::issuers,
    identity_providers::count,
    identity_providers::prefixes,
    names::cluster,
    names::managed_node_groups,
    private::endpoints,
    private::node_groups,
    rollback::timeout,
    stacks::names,
    tags::of_cluster,
];
