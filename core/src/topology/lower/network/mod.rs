//! The network: one that the plan makes, or an existing one that it uses.

mod checks;
mod endpoints;
mod existing_vpc;
mod ipv6;
mod local_zones;
mod made;
mod new_vpc;
mod outpost;
mod remote;
mod security_groups;
#[cfg(test)]
mod tests;
mod unknowns;
mod zones;

use ipnet::Ipv4Net;

use super::context::Context;
use crate::diagnostic::Code;
use crate::seen::Names;
use crate::spec::{ClusterConfig, Field, Located, ObservedSubnet, Vpc, items};
use crate::topology::network;
use crate::topology::network::Network;

pub(super) use crate::spec::filled;

pub(super) use checks::ignored;
pub(super) use existing_vpc::is_meant as is_existing;
pub(super) use existing_vpc::set_apart;
pub(super) use ipv6::{family as ipv6_family, is_ipv6};
pub(super) use outpost::extend as extend_onto_outpost;
pub(super) use unknowns::settle_ids;
pub(super) use zones::allowed as allowed_zones;

/// Lays the network out; nothing if there is no zone for it, or it cannot be cut into subnets.
pub(super) fn lower(cx: &mut Context<'_>) -> Option<Network> {
    ipv6::check(cx);
    local_zones::check(cx);
    let mut network =
        if existing_vpc::is_meant(cx.spec) { existing_vpc::lower(cx) } else { new_vpc::lower(cx)? };
    crate::topology::lower::outpost::mark(cx, &mut network);
    existing_vpc::add_control_plane_subnets(cx, &mut network);
    zones::name(cx, &mut network);
    unknowns::zones_of_subnets(cx, &network);
    remote::read(cx, &mut network);
    remote::join(cx, &mut network);
    security_groups::add(cx, &mut network);
    endpoints::add(cx, &mut network);
    if network.is_existing() {
        unknowns::routes_of_subnets(cx, &network);
        unknowns::tags_of_subnets(cx, &network);
    }
    ipv6::of_existing_subnets(cx, &network);
    unknowns::vpc_id(cx, &network);
    Some(network)
}

/// True if no node is to have a way to the internet.
pub(super) fn is_fully_private(spec: &ClusterConfig) -> bool {
    let private = spec.private_cluster.as_ref();
    private.and_then(|private| private.enabled.as_ref()).is_some_and(|enabled| enabled.value)
}

/// The items of a written list that are not empty, each once.
pub(super) fn distinct(list: &Field<Vec<Located<String>>>) -> Vec<&Located<String>> {
    let mut seen = Names::default();
    let mut distinct = Vec::new();
    for item in items(list) {
        if !item.is_empty() && seen.enter(&item.value) {
            distinct.push(item);
        }
    }
    distinct
}

/// What somebody saw of a subnet.
pub(super) fn observed<'s>(cx: &Context<'s>, id: &str) -> Option<&'s Located<ObservedSubnet>> {
    cx.config.observed.as_ref()?.vpc.as_ref()?.subnets.as_ref()?.get(id)
}

/// A list of the VPC that stands in the spec.
pub(super) fn of_vpc<'s>(
    cx: &Context<'s>,
    list: fn(&Vpc) -> &Field<Vec<Located<String>>>,
) -> Vec<&'s Located<String>> {
    cx.spec.vpc.as_ref().map_or_else(Vec::new, |vpc| distinct(list(vpc)))
}

/// A written IPv4 network, without host bits; a finding if it is none.
fn ipv4(cx: &mut Context<'_>, text: &Located<String>) -> Option<Ipv4Net> {
    let parsed = text.parse::<Ipv4Net>().ok();
    if parsed.is_none() {
        cx.report
            .raise(Code::FieldValue, &text.at, format_args!("`{}` is no IPv4 network", text.value))
            .arg("value", &text.value)
            .help("write it with its prefix, as `192.168.0.0/16`");
    }
    parsed.map(|network| network.trunc())
}

/// A network around this VPC, still empty.
fn around(vpc: network::Vpc) -> Network {
    Network {
        vpc,
        ipv6: None,
        zones: Vec::new(),
        subnets: Vec::new(),
        internet_gateway: false,
        egress_only_gateway: false,
        nat_gateways: Vec::new(),
        route_tables: Vec::new(),
        endpoints: Vec::new(),
        security_groups: Vec::new(),
        control_plane_groups: Vec::new(),
        shared_node_group: 0,
        rules: Vec::new(),
        remote: None,
    }
}
