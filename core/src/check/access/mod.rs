//! Who may speak to the cluster, and what speaks for its pods.

mod arns;
mod entries;
mod mappings;
mod names;
mod pod_identity;

use super::Rule;

pub(in crate::check) use arns::partition;

pub(super) const RULES: &[Rule] = &[
    arns::partitions_and_kinds,
    entries::principals,
    entries::user_names,
    entries::groups,
    entries::policies,
    entries::without_rights,
    mappings::principals,
    mappings::without_identity,
    names::of_service_accounts,
    names::of_associations,
    pod_identity::session_policies,
    pod_identity::policy_names,
    pod_identity::beside_oidc,
];
