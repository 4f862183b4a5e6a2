//! Fargate profiles: what EKS takes, and what runs there.

mod place;
mod profiles;

use super::{Rule, Subject};
use crate::spec::{FargateProfile, Located, items};

pub(super) const RULES: &[Rule] =
    &[profiles::namespaces, profiles::role, profiles::shadowed, place::zones, place::daemons];

/// The profiles as written.
fn written<'s>(subject: &Subject<'s>) -> &'s [Located<FargateProfile>] {
    items(&subject.cluster.fargate_profiles)
}

/// The name of a profile as written.
fn name(profile: &FargateProfile) -> &str {
    profile.name.as_ref().map_or("", |name| name.value.as_str())
}
