//! Subnets on an Outpost: those of a new VPC, and what a local cluster without a way out needs.

use super::is_fully_private;
use crate::diagnostic::{Code, Phase, Place};
use crate::topology::Origin;
use crate::topology::lower::cidr;
use crate::topology::lower::context::Context;
use crate::topology::lower::outpost;
use crate::topology::network::{HTTPS, Network, Peer, RouteTable, Subnet, Target};

/// Two more subnets of the plan's VPC, on the Outpost of these nodes; made once. Returns the one that nodes stand in.
pub(in crate::topology::lower) fn extend(
    cx: &mut Context<'_>,
    network: &mut Network,
    arn: &str,
    private: bool,
    at: &Place,
) -> Vec<usize> {
    let standing = |network: &Network| {
        let on = |subnet: &Subnet| subnet.outpost.as_deref() == Some(arn) && subnet.public != private;
        let mut subnets = network.subnets_where(&on);
        subnets.truncate(1);
        subnets
    };
    let found = standing(network);
    if !found.is_empty() {
        return found;
    }
    if cx.incomplete {
        return Vec::new();
    }
    let used = network.subnets.len();
    let Some((public_block, private_block)) = network.vpc.cidr.and_then(|vpc| cidr::spare(vpc, used)) else {
        let message = "the VPC has no room for two more subnets, on the Outpost of these nodes";
        cx.report
            .raise(Code::NetworkCidr, at, message)
            .help("choose fewer zones: a VPC is cut into eight blocks for up to four, and two must be left")
            .phase(Phase::Call);
        return Vec::new();
    };
    let zone = outpost::zone(cx, arn);
    let zone = network.zones.iter().position(|known| known.key == zone.key).unwrap_or_else(|| {
        network.zones.push(zone);
        network.zones.len() - 1
    });
    for &(public, block) in &[(true, public_block), (false, private_block)] {
        let name = if public { "public-outpost" } else { "private-outpost" };
        let index = network.subnets.len();
        let mut subnet = Subnet::new(name.to_owned(), public, Origin::field(at));
        subnet.aliases.push(name.to_owned());
        subnet.zone = Some(zone);
        subnet.cidr = Some(block);
        subnet.outpost = Some(arn.to_owned());
        network.subnets.push(subnet);
        let shared = network.route_tables.iter_mut().find(|table| public && table.name == "public");
        match shared {
            Some(table) => table.subnets.push(index),
            None => network.route_tables.push(RouteTable {
                name: name.to_owned(),
                subnets: vec![index],
                default_route: network.nat_gateways.first().map(|_| Target::NatGateway(0)),
                ipv6_route: None,
            }),
        }
    }
    standing(network)
}

/// Instances of the control plane stand in these subnets and use the endpoints like nodes do.
pub(super) fn open_endpoints(cx: &mut Context<'_>, network: &mut Network, origin: &Origin) {
    if !outpost::is_local(cx) || !is_fully_private(cx.spec) {
        return;
    }
    for &at in &network.subnets_where(&|subnet| !subnet.public) {
        let subnet = &network.subnets[at];
        match subnet.cidr {
            Some(cidr) => {
                let name = format!("private-subnet-{}", subnet.name);
                let purpose = format!("what stands in {} uses the VPC endpoints", subnet.name);
                let (group, from) = (network.shared_node_group, Peer::Cidr(cidr.to_string()));
                network.allow(name, group, from, Some(HTTPS), &purpose, origin);
            }
            None => {
                let id = subnet.existing.as_deref().unwrap_or_default();
                let which = format!("--subnet-ids {id}");
                let command = super::unknowns::ask(cx, "describe-subnets", &which, "Subnets[].CidrBlock");
                let why = format_args!("the endpoints must let the control plane in from there");
                cx.unknown(format_args!("addresses of subnet {}", subnet.name), why, command, true);
            }
        }
    }
}
