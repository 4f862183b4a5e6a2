//! Node groups and Fargate profiles.

mod device_plugins;
mod efa;
mod fargate;
mod image;
mod ipv6;
mod node_group;
mod node_role;
mod repair;
mod scaling;
mod security;
mod selector;
mod sizes;
mod subnets;
mod template;
#[cfg(test)]
mod tests;
mod user_data;
mod volumes;

pub(super) use device_plugins::lower as lower_device_plugins;
pub(super) use fargate::lower as lower_fargate_profiles;
pub(super) use node_group::lower as lower_node_groups;
