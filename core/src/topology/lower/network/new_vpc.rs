//! A VPC that the plan makes.

use ipnet::Ipv4Net;

use super::zones::{self, Chosen};
use super::{around, filled, ignored, ipv4, is_fully_private};
use crate::diagnostic::{Code, Diagnostic, Phase, Place};
use crate::spec::NatGateway as Nat;
use crate::topology::Origin;
use crate::topology::lower::cidr::{CidrError, split};
use crate::topology::lower::context::Context;
use crate::topology::network::{NatGateway, Network, RouteTable, Subnet, Target, Vpc};

/// eksctl's default (`v1/vpc.go`).
const DEFAULT_CIDR: &str = "192.168.0.0/16";

/// Lays it out; nothing without zones, or if it cannot be cut.
pub(super) fn lower(cx: &mut Context<'_>) -> Option<Network> {
    let spec = cx.spec;
    let chosen = zones::choose(cx);
    let vpc = vpc(cx)?;
    if chosen.is_empty() {
        return None;
    }
    let blocks = match split(vpc.cidr?, chosen.len()) {
        Ok(blocks) => blocks,
        Err(error) => {
            refuse(cx, error);
            return None;
        }
    };
    let mut network = around(vpc);
    network.zones = chosen.iter().map(|chosen| chosen.zone.clone()).collect();
    let private =
        chosen.iter().zip(&blocks).enumerate().map(|(zone, (of, block))| subnet(zone, of, false, block.1));
    if is_fully_private(spec) {
        if let Some(gateway) =
            spec.vpc.as_ref().and_then(|vpc| vpc.nat.as_ref()).and_then(|nat| nat.gateway.as_ref())
        {
            ignored(cx, "vpc.nat.gateway", &gateway.at, "a fully private cluster has no way to the internet");
        }
        network.subnets.extend(private);
        add_private_route_tables(&mut network);
        return Some(network);
    }
    let public =
        chosen.iter().zip(&blocks).enumerate().map(|(zone, (of, block))| subnet(zone, of, true, block.0));
    network.subnets.extend(public.chain(private));
    network.internet_gateway = true;
    network.route_tables.push(RouteTable {
        name: "public".to_owned(),
        subnets: (0..network.zones.len()).collect(),
        default_route: Some(Target::InternetGateway),
    });
    add_nat_gateways(cx, &mut network);
    add_private_route_tables(&mut network);
    Some(network)
}

fn vpc(cx: &mut Context<'_>) -> Option<Vpc> {
    let written = cx.spec.vpc.as_ref();
    let cidr = match written.and_then(|vpc| filled(&vpc.cidr)) {
        Some(text) => ipv4(cx, text)?,
        None => {
            cx.assume("vpc.cidr", DEFAULT_CIDR, "no addresses were given", "eksctl's default");
            DEFAULT_CIDR.parse().ok()?
        }
    };
    let hostname_type = written.and_then(|vpc| filled(&vpc.hostname_type));
    if let Some(text) = hostname_type.filter(|text| !matches!(text.as_str(), "ip-name" | "resource-name")) {
        let message = format!("`{}` is no type of host name", text.value);
        cx.refuse(&text.at, message, "`ip-name` and `resource-name` are");
    }
    let place = written.and_then(|vpc| vpc.cidr.as_ref()).map(|cidr| &cidr.at);
    Some(Vpc {
        existing: None,
        cidr: Some(cidr),
        hostname_type: hostname_type.map(|text| text.value.clone()),
        origin: Origin::field_or_default(place),
    })
}

fn refuse(cx: &mut Context<'_>, error: CidrError) {
    let vpc = cx.spec.vpc.as_ref();
    let written = match error {
        CidrError::Zones(_) => zones::written(cx).map(|list| &list.at),
        CidrError::VpcPrefix(_) | CidrError::SubnetPrefix(_) => {
            vpc.and_then(|vpc| vpc.cidr.as_ref()).map(|cidr| &cidr.at)
        }
    };
    let place = written.cloned().unwrap_or_else(Place::default);
    let help = match error {
        CidrError::Zones(_) => "two or three zones are enough for a cluster",
        CidrError::VpcPrefix(_) | CidrError::SubnetPrefix(_) => "choose a network such as `192.168.0.0/16`",
    };
    let finding = Diagnostic::new(Code::NetworkCidr, &place, error.to_string());
    cx.report.push(finding.help(help).phase(Phase::Validate).refused_by("eksctl"));
}

fn subnet(zone: usize, chosen: &Chosen, public: bool, cidr: Ipv4Net) -> Subnet {
    let Chosen { zone: of, place } = chosen;
    let name = format!("{}-{}", if public { "public" } else { "private" }, of.key);
    let mut aliases = vec![name.clone()];
    aliases.extend(of.name.clone());
    aliases.extend(of.id.clone());
    Subnet {
        name,
        aliases,
        existing: None,
        public,
        control_plane_only: false,
        zone: Some(zone),
        cidr: Some(cidr),
        origin: Origin::field_or_default(place.as_ref()),
    }
}

/// The first subnets are the public ones, one for each zone.
fn add_nat_gateways(cx: &mut Context<'_>, network: &mut Network) {
    let gateway = cx.spec.vpc.as_ref().and_then(|vpc| vpc.nat.as_ref()).and_then(|nat| nat.gateway.as_ref());
    let origin = Origin::field_or_default(gateway.map(|gateway| &gateway.at));
    let all = || (0..network.zones.len()).collect();
    let serves: Vec<Vec<usize>> = match gateway.map_or(Nat::Single, |gateway| gateway.value) {
        Nat::Single => vec![all()],
        Nat::HighlyAvailable => (0..network.zones.len()).map(|zone| vec![zone]).collect(),
        Nat::Disable => Vec::new(),
    };
    if gateway.is_none() {
        cx.assume("vpc.nat.gateway", Nat::Single.as_str(), "no choice was given", "eksctl's default");
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
        });
    }
}
