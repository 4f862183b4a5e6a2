//! A VPC that the plan makes.

use ipnet::Ipv4Net;

use super::zones::{self, Chosen};
use super::{around, filled, ignored, ipv4, ipv6, is_fully_private, local_zones};
use crate::diagnostic::{Code, NOWHERE, Phase};
use crate::spec::NatGateway as Nat;
use crate::topology::Origin;
use crate::topology::lower::cidr::{CidrError, split, split_beside_ipv6};
use crate::topology::lower::context::{Context, copied};
use crate::topology::network::{Ipv6Target, NatGateway, Network, RouteTable, Subnet, Target, Vpc, ZoneKind};

/// eksctl's default (`v1/vpc.go`).
const DEFAULT_CIDR: &str = "192.168.0.0/16";

/// Lays it out; nothing without zones. Subnets of what cannot be cut have no blocks.
pub(super) fn lower(cx: &mut Context<'_>) -> Option<Network> {
    let spec = cx.spec;
    let mut chosen = zones::choose(cx);
    let vpc = vpc(cx);
    if chosen.is_empty() {
        return None;
    }
    local_zones::add(cx, &mut chosen);
    let cut = if ipv6::is_ipv6(spec) { split_beside_ipv6 } else { split };
    let blocks = match vpc.cidr.map(|cidr| cut(cidr, chosen.len())) {
        Some(Ok(blocks)) => blocks,
        failed => {
            if let Some(Err(error)) = failed {
                say_uncut(cx, error);
            }
            cx.incomplete = true;
            Vec::new()
        }
    };
    let mut network = around(vpc);
    let (mut public, mut private) = (Vec::new(), Vec::new());
    for (zone, of) in chosen.iter().enumerate() {
        let block = blocks.get(zone);
        network.zones.push(of.zone.clone());
        public.push(subnet(zone, of, true, block.map(|block| block.0)));
        private.push(subnet(zone, of, false, block.map(|block| block.1)));
    }
    network.ipv6 = ipv6::of_new_vpc(cx);
    if is_fully_private(spec) {
        if let Some(gateway) =
            spec.vpc.as_ref().and_then(|vpc| vpc.nat.as_ref()).and_then(|nat| nat.gateway.as_ref())
        {
            ignored(cx, "vpc.nat.gateway", &gateway.at, "a fully private cluster has no way to the internet");
        }
        network.subnets.extend(private);
        number_ipv6_blocks(&mut network);
        add_private_route_tables(&mut network);
        ipv6::check_room(cx, &network);
        return Some(network);
    }
    network.subnets.extend(public);
    network.subnets.extend(private);
    number_ipv6_blocks(&mut network);
    network.internet_gateway = true;
    network.egress_only_gateway = ipv6::is_ipv6(spec);
    network.route_tables.push(RouteTable {
        name: "public".to_owned(),
        subnets: (0..network.zones.len()).collect(),
        default_route: Some(Target::InternetGateway),
        ipv6_route: network.ipv6.as_ref().map(|_| Ipv6Target::InternetGateway),
    });
    add_nat_gateways(cx, &mut network);
    add_private_route_tables(&mut network);
    ipv6::check_room(cx, &network);
    Some(network)
}

/// Blocks of /64 are numbered as the subnets of IPv4 are: public ones first, whether or not there are any.
fn number_ipv6_blocks(network: &mut Network) {
    if network.ipv6.is_none() {
        return;
    }
    let zones = network.zones.len();
    for subnet in &mut network.subnets {
        subnet.ipv6 = subnet.zone.map(|zone| if subnet.public { zone } else { zones + zone });
    }
}

fn vpc(cx: &mut Context<'_>) -> Vpc {
    let written = cx.spec.vpc.as_ref();
    let cidr = match written.and_then(|vpc| filled(&vpc.cidr)) {
        Some(text) => ipv4(cx, text),
        None => {
            cx.assume(format_args!("vpc.cidr"), DEFAULT_CIDR, "no addresses were given", "eksctl's default");
            DEFAULT_CIDR.parse().ok()
        }
    };
    let hostname_type = written.and_then(|vpc| filled(&vpc.hostname_type));
    if let Some(text) = hostname_type.filter(|text| !matches!(text.as_str(), "ip-name" | "resource-name")) {
        cx.refuse(
            &text.at,
            format_args!("`{}` is no type of host name", text.value),
            "`ip-name` and `resource-name` are",
        );
    }
    let place = written.and_then(|vpc| vpc.cidr.as_ref()).map(|cidr| &cidr.at);
    Vpc {
        existing: None,
        cidr,
        hostname_type: copied(hostname_type),
        origin: Origin::field_or_default(place),
    }
}

fn say_uncut(cx: &mut Context<'_>, error: CidrError) {
    let vpc = cx.spec.vpc.as_ref();
    let written = match error {
        CidrError::Zones(_) => zones::written(cx).map(|list| &list.at),
        CidrError::VpcPrefix(_) | CidrError::SubnetPrefix(_) => {
            vpc.and_then(|vpc| vpc.cidr.as_ref()).map(|cidr| &cidr.at)
        }
    };
    let place = written.unwrap_or(&NOWHERE);
    let help = match error {
        CidrError::Zones(_) => "two or three zones are enough for a cluster",
        CidrError::VpcPrefix(_) | CidrError::SubnetPrefix(_) => "choose a network such as `192.168.0.0/16`",
    };
    cx.report
        .raise(Code::NetworkCidr, place, error.to_string())
        .help(help)
        .phase(Phase::Validate)
        .refused_by("eksctl");
}

fn subnet(zone: usize, chosen: &Chosen, public: bool, cidr: Option<Ipv4Net>) -> Subnet {
    let Chosen { zone: of, place } = chosen;
    let name = format!("{}-{}", if public { "public" } else { "private" }, of.key);
    let mut subnet = Subnet::new(name, public, Origin::field_or_default(place.as_ref()));
    subnet.aliases.push(subnet.name.clone());
    subnet.aliases.extend(of.name.clone());
    subnet.aliases.extend(of.id.clone());
    subnet.zone = Some(zone);
    subnet.cidr = cidr;
    subnet
}

/// The first subnets are the public ones, one for each zone.
fn add_nat_gateways(cx: &mut Context<'_>, network: &mut Network) {
    let gateway = cx.spec.vpc.as_ref().and_then(|vpc| vpc.nat.as_ref()).and_then(|nat| nat.gateway.as_ref());
    let gateway = gateway.filter(|_| !ipv6::is_ipv6(cx.spec));
    let origin = Origin::field_or_default(gateway.map(|gateway| &gateway.at));
    let mut serves: Vec<Vec<usize>> = Vec::new();
    match gateway.map_or(Nat::Single, |gateway| gateway.value) {
        Nat::Single => serves.push((0..network.zones.len()).collect()),
        Nat::HighlyAvailable => {
            for (at, zone) in network.zones.iter().enumerate() {
                if zone.kind == ZoneKind::Availability {
                    serves.push(vec![at]);
                }
            }
        }
        Nat::Disable => {}
    }
    if gateway.is_none() {
        let subject = format_args!("vpc.nat.gateway");
        cx.assume(subject, Nat::Single.as_str(), "no choice was given", "eksctl's default");
    }
    for (subnet, serves) in serves.into_iter().enumerate() {
        let Some(zone) = network.zones.get(subnet) else { continue };
        let (name, origin) = (zone.key.clone(), origin.clone());
        network.nat_gateways.push(NatGateway { name, subnet, serves, origin });
    }
}

fn add_private_route_tables(network: &mut Network) {
    for (zone, of) in network.zones.iter().enumerate() {
        let subnet = network.subnets.iter().position(|subnet| !subnet.public && subnet.zone == Some(zone));
        let gateway = network.nat_gateways.iter().position(|gateway| gateway.serves.contains(&zone));
        network.route_tables.push(RouteTable {
            name: format!("private-{}", of.key),
            subnets: subnet.into_iter().collect(),
            default_route: gateway.map(Target::NatGateway),
            ipv6_route: network.egress_only_gateway.then_some(Ipv6Target::EgressOnlyGateway),
        });
    }
}
