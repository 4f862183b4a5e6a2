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

use super::Rule;

pub(super) const RULES: &[Rule] = &[
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
