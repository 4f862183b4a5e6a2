//! Node groups: rules over both kinds as they are written.

mod efa;
mod exclusive;
mod first_volume;
mod group;
mod image;
mod kubelet;
mod labels;
mod mixed;
mod reservation;
mod role;
mod syntax;
mod template;
mod update;
mod volumes;

use super::{Rule, Subject};
use crate::diagnostic::Report;
use group::{Group, groups};

pub(super) const RULES: &[Rule] = &[of_groups];

/// A rule about one node group.
type GroupRule = fn(&Subject<'_>, &Group<'_>, &mut Report);

const GROUP_RULES: &[GroupRule] = &[
    labels::labels,
    labels::taints,
    volumes::volumes,
    first_volume::root,
    first_volume::unsized_volume,
    exclusive::ssh_keys,
    exclusive::load_balancer_policies,
    exclusive::session_manager,
    update::updates,
    update::repairs,
    template::beside,
    template::version,
    image::own,
    image::release,
    image::accelerators,
    image::ended,
    role::beside,
    role::metadata,
    role::arns,
    role::joining,
    role::managed,
    mixed::distribution,
    mixed::credits,
    mixed::spot,
    reservation::reservations,
    efa::place,
    kubelet::pods,
    kubelet::user_data,
];

fn of_groups(subject: &Subject<'_>, report: &mut Report) {
    for group in groups(subject) {
        GROUP_RULES.iter().for_each(|rule| rule(subject, &group, report));
    }
}
