//! Pods on Fargate that reach neither the registry nor AWS.

use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::topology::network::RouteTable;

/// A pod on Fargate stands in a private subnet, and pulls its image from there.
pub(super) fn of_fargate(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let network = &topology.network;
    if network.is_existing() || topology.cluster.fully_private || !network.endpoints.is_empty() {
        return;
    }
    let is_shut = |table: &RouteTable| table.default_route.is_none() && table.ipv6_route.is_none();
    for profile in &topology.fargate_profiles {
        let tables =
            profile.subnets.iter().filter_map(|&at| network.route_tables.get(network.route_table_of(at)?));
        if !tables.into_iter().any(is_shut) {
            continue;
        }
        let message = format!(
            "pods of Fargate profile `{}` pull no images: their private subnets have no way out",
            profile.name
        );
        let nat = subject.cluster.vpc.as_ref().and_then(|vpc| vpc.nat.as_ref());
        let gateway = nat.and_then(|nat| nat.gateway.as_ref());
        report
            .raise(Code::NodesNeverReady, profile.origin.place(), message)
            .arg("name", &profile.name)
            .help("choose `vpc.nat.gateway: Single`, or `privateCluster.enabled: true`")
            .label(gateway.map(|gateway| &gateway.at), "takes the way out away");
    }
}
