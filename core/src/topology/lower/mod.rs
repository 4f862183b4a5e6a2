//! From the document as written to the topology: defaults as eksctl sets them, each part with its origin.
//!
//! The parts are made in the order in which they need each other. Lists are made in the order of names,
//! never in the order of the text, so that the same cluster gives the same topology however it is written.

mod access;
mod add_ons;
mod addresses;
mod auto_mode;
mod capabilities;
mod cidr;
mod cluster;
mod compute;
mod context;
mod hybrid;
mod named;
mod network;
mod options;
mod outpost;
mod policies;
mod roles;
#[cfg(test)]
mod testing;
mod workloads;

pub use cidr::{CidrError, split};
use context::Context;

use super::Topology;
use crate::diagnostic::Report;
use crate::spec::Spec;

/// Resolves a spec. There is no topology if the cluster's name or region is missing, or its network cannot be laid out.
pub fn lower(spec: &Spec) -> (Option<Topology>, Report) {
    let mut cx = match Context::new(spec) {
        Ok(cx) => cx,
        Err(report) => return (None, report),
    };
    outpost::check(&mut cx);
    let Some(mut network) = network::lower(&mut cx) else { return (None, cx.report) };
    let mut roles = Vec::new();
    let cluster = cluster::lower(&mut cx, &mut network, &mut roles);
    let auto_mode = auto_mode::lower(&mut cx, cluster.authentication_mode, &mut roles);
    let node_groups = compute::lower_node_groups(&mut cx, &mut network, &mut roles);
    let device_plugins = compute::lower_device_plugins(&cx, &node_groups);
    outpost::check_control_plane(&mut cx, &network, &cluster.subnets);
    let fargate_profiles = compute::lower_fargate_profiles(&mut cx, &network, &mut roles);
    let hybrid = hybrid::lower(&mut cx, &cluster, &network, &mut roles);
    let mut access = access::lower(&mut cx, &cluster, &node_groups, hybrid.as_ref(), &mut roles);
    auto_mode::check_beside(&mut cx, auto_mode.as_ref(), &node_groups, &access, &roles);
    let add_ons = add_ons::lower(&mut cx, &access, &node_groups, &fargate_profiles, &mut roles);
    let capabilities = capabilities::lower(&mut cx, cluster.authentication_mode, &mut roles);
    let on_top =
        workloads::lower(&mut cx, &cluster, &mut network, &node_groups, &add_ons, &mut access, &mut roles);
    let pod_network = add_ons::lower_pod_network(&mut cx, &mut network, &node_groups, &add_ons);
    network::settle_ids(&mut cx, &network, &cluster, &node_groups, &fargate_profiles, &pod_network);
    addresses::check(&mut cx, &network, &cluster, &node_groups);
    options::check(&mut cx);
    let dependencies = cx.dependencies();
    let Context { report, assumptions, unknowns, incomplete, .. } = cx;
    if incomplete {
        return (None, report);
    }
    let topology = Topology {
        cluster,
        network,
        roles,
        node_groups,
        device_plugins,
        fargate_profiles,
        hybrid,
        auto_mode,
        access,
        add_ons,
        capabilities,
        pod_network,
        workloads: on_top.workloads,
        karpenter: on_top.karpenter,
        flux: on_top.flux,
        dependencies,
        assumptions,
        unknowns,
    };
    (Some(topology), report)
}
