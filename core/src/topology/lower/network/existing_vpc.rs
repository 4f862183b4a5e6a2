//! A VPC and subnets that stand already: nothing of them is made, and what nobody said of them is unknown.

use std::collections::BTreeSet;

use super::unknowns;
use super::zones::{reads_as_zone, resolve};
use super::{around, distinct, filled, ipv4, is_fully_private, observed};
use crate::diagnostic::{Code, Diagnostic, Phase, Place};
use crate::spec::{self, ClusterConfig, Located};
use crate::topology::Origin;
use crate::topology::lower::context::Context;
use crate::topology::network::{Network, Subnet, Vpc, Zone};

/// True if the spec names a VPC or a subnet.
pub(super) fn is_meant(spec: &ClusterConfig) -> bool {
    spec.vpc.as_ref().is_some_and(|vpc| {
        filled(&vpc.id).is_some() || written(spec, true).chain(written(spec, false)).next().is_some()
    })
}

/// Takes it as it is.
pub(super) fn lower(cx: &mut Context<'_>) -> Network {
    let spec = cx.spec;
    let mut network = around(vpc(cx));
    for public in [true, false] {
        for (key, subnet) in written(spec, public) {
            add(cx, &mut network, key, subnet, public);
        }
    }
    check_number(cx, &network);
    check_fields(cx);
    network
}

/// Subnets that only the control plane is told of.
pub(super) fn add_control_plane_subnets(cx: &mut Context<'_>, network: &mut Network) {
    let Some(vpc) = cx.spec.vpc.as_ref() else { return };
    let Some(list) = vpc.control_plane_subnet_ids.as_ref().filter(|list| !list.value.is_empty()) else {
        return;
    };
    let ids = distinct(&vpc.control_plane_subnet_ids);
    for id in &ids {
        if network.subnets.iter().all(|subnet| subnet.existing.as_deref() != Some(id.as_str())) {
            let zone = observed_zone(cx, network, id);
            let cidr = observed_cidr(cx, id);
            network.subnets.push(Subnet {
                name: id.value.clone(),
                aliases: vec![id.value.clone()],
                existing: Some(id.value.clone()),
                public: observed(cx, id)
                    .and_then(|seen| seen.public.as_ref())
                    .is_some_and(|public| public.value),
                control_plane_only: true,
                zone,
                cidr,
                origin: Origin::field(&id.at),
            });
        }
    }
    if ids.len() < 2 {
        let message = format!("the control plane needs two subnets, found {}", ids.len());
        let finding = Diagnostic::new(Code::NetworkSubnetsFew, &list.at, message);
        cx.report.push(finding.help("name two subnets in different zones").phase(Phase::Call));
    }
    if !network.is_existing() {
        let message = "the subnets of the control plane stand already, and the nodes get a VPC of the plan's";
        cx.report.push(
            Diagnostic::new(Code::NetworkTwoVpcs, &list.at, message)
                .help("EKS wants nodes in the VPC of the control plane: name that VPC in `vpc.id` and its subnets in `vpc.subnets`")
                .phase(Phase::Call),
        );
    }
}

fn written(spec: &ClusterConfig, public: bool) -> impl Iterator<Item = (&String, &Located<spec::Subnet>)> {
    let subnets = spec.vpc.as_ref().and_then(|vpc| vpc.subnets.as_ref());
    let map =
        subnets.and_then(|subnets| if public { subnets.public.as_ref() } else { subnets.private.as_ref() });
    map.into_iter().flat_map(|map| map.value.iter())
}

fn vpc(cx: &mut Context<'_>) -> Vpc {
    let spec = cx.spec.vpc.as_ref();
    let seen = cx.config.observed.as_ref().and_then(|observed| observed.vpc.as_ref());
    let id = spec.and_then(|vpc| filled(&vpc.id));
    let seen_id = seen.and_then(|vpc| filled(&vpc.id));
    let seen = seen
        .filter(|_| id.is_none() || seen_id.is_none_or(|seen| id.is_some_and(|id| id.value == seen.value)));
    let cidr = spec.and_then(|vpc| filled(&vpc.cidr)).or_else(|| seen.and_then(|vpc| filled(&vpc.cidr)));
    let place =
        id.map(|id| &id.at).or_else(|| spec.and_then(|vpc| vpc.subnets.as_ref()).map(|subnets| &subnets.at));
    Vpc {
        existing: Some(id.or(seen_id).map_or_else(String::new, |id| id.value.clone())),
        cidr: cidr.and_then(|cidr| ipv4(cx, cidr)),
        hostname_type: None,
        origin: Origin::field_or_default(place),
    }
}

fn add(cx: &mut Context<'_>, network: &mut Network, key: &str, subnet: &Located<spec::Subnet>, public: bool) {
    let id = filled(&subnet.id).map_or("", |id| id.value.as_str());
    if let Some(same) =
        network.subnets.iter_mut().find(|other| !id.is_empty() && other.existing.as_deref() == Some(id))
    {
        if same.public != public {
            let message = format!("subnet `{id}` is named as a public and as a private one");
            cx.refuse(
                &subnet.at,
                message,
                "a subnet is public if its default route leads to an internet gateway",
            );
        } else {
            same.aliases.push(key.to_owned());
        }
        return;
    }
    let zone = match filled(&subnet.az) {
        Some(text) => resolve(cx, &text.value, &text.at).map(|zone| enter(network, zone)),
        None if reads_as_zone(cx, key) => resolve(cx, key, &subnet.at).map(|zone| enter(network, zone)),
        None => observed_zone(cx, network, id),
    };
    let cidr = match filled(&subnet.cidr) {
        Some(text) => ipv4(cx, text),
        None => observed_cidr(cx, id),
    };
    let name = if id.is_empty() { free_name(network, key, public) } else { id.to_owned() };
    let mut aliases = vec![name.clone(), key.to_owned()];
    if let Some(zone) = zone.and_then(|zone| network.zones.get(zone)) {
        aliases.extend(zone.name.clone());
        aliases.extend(zone.id.clone());
    }
    let mut seen = BTreeSet::new();
    aliases.retain(|alias| seen.insert(alias.clone()));
    if id.is_empty() {
        unknowns::id_of_subnet(cx, network, &name, subnet, zone);
    }
    network.subnets.push(Subnet {
        name,
        aliases,
        existing: Some(id.to_owned()),
        public,
        control_plane_only: false,
        zone,
        cidr,
        origin: Origin::field(&subnet.at),
    });
}

/// A name that no other subnet has.
fn free_name(network: &Network, key: &str, public: bool) -> String {
    let kind = if public { "public" } else { "private" };
    let taken = |name: &str| network.subnets.iter().any(|subnet| subnet.name == name);
    let candidates = [key.to_owned(), format!("{kind}-{key}")];
    let numbered = (2..).map(|number| format!("{kind}-{key}-{number}"));
    candidates.into_iter().chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

/// The index of a zone, entered if it is new.
fn enter(network: &mut Network, zone: Zone) -> usize {
    network.zones.iter().position(|known| known.key == zone.key).unwrap_or_else(|| {
        network.zones.push(zone);
        network.zones.len() - 1
    })
}

fn observed_zone(cx: &mut Context<'_>, network: &mut Network, id: &str) -> Option<usize> {
    let text = observed(cx, id).and_then(|seen| filled(&seen.zone))?;
    resolve(cx, &text.value, &text.at).map(|zone| enter(network, zone))
}

fn observed_cidr(cx: &mut Context<'_>, id: &str) -> Option<ipnet::Ipv4Net> {
    let text = observed(cx, id).and_then(|seen| filled(&seen.cidr))?;
    ipv4(cx, text)
}

fn check_number(cx: &mut Context<'_>, network: &Network) {
    let vpc = cx.spec.vpc.as_ref();
    let subnets = vpc.and_then(|vpc| vpc.subnets.as_ref()).map(|subnets| &subnets.at);
    let id = vpc.and_then(|vpc| vpc.id.as_ref()).map(|id| &id.at);
    let place = subnets.or(id).cloned().unwrap_or_default();
    let count = |public| network.subnets.iter().filter(|subnet| subnet.public == public).count();
    let few =
        |message: String| Diagnostic::new(Code::NetworkSubnetsFew, &place, message).phase(Phase::Validate);
    if network.subnets.is_empty() {
        let finding = few("the VPC is named and none of its subnets is".to_owned());
        cx.report.push(finding.help("name subnets in at least two zones in `vpc.subnets`"));
        return;
    }
    if cx.spec.outpost.is_some() {
        return;
    }
    for (kind, number, other) in
        [("public", count(true), count(false)), ("private", count(false), count(true))]
    {
        if number == 1 {
            let finding = few(format!("one {kind} subnet is too few"))
                .help(format!("name two {kind} subnets in different zones, or none"));
            cx.report.push(if other > 0 { finding.refused_by("eksctl") } else { finding });
        }
    }
    if is_fully_private(cx.spec) && count(false) == 0 {
        let finding = few("a fully private cluster needs private subnets".to_owned());
        cx.report.push(finding.help("name them in `vpc.subnets.private`"));
    }
}

/// Fields that say how a new VPC is to be.
fn check_fields(cx: &mut Context<'_>) {
    let Some(vpc) = cx.spec.vpc.as_ref() else { return };
    if let Some(gateway) = vpc.nat.as_ref().and_then(|nat| nat.gateway.as_ref()) {
        ignored(cx, "vpc.nat.gateway", &gateway.at, "the VPC stands already, and its routes are left alone");
    }
    if let Some(zones) = cx.config.zones.as_ref().filter(|zones| !zones.value.is_empty()) {
        ignored(cx, "zones", &zones.at, "the VPC stands already, and its subnets say the zones");
    }
    let subnets_and = |field: &str, at: &Place| {
        let message = format!("`{field}` goes with a VPC of the plan's, and subnets are named");
        Diagnostic::new(Code::FieldValue, at, message)
            .help("leave one of both out")
            .phase(Phase::Validate)
            .refused_by("eksctl")
    };
    if let Some(zones) = cx.spec.availability_zones.as_ref().filter(|zones| !zones.value.is_empty()) {
        cx.report.push(subnets_and("availabilityZones", &zones.at));
    }
    if let Some(kind) = filled(&vpc.hostname_type) {
        cx.report.push(subnets_and("vpc.hostnameType", &kind.at));
    }
}

/// A field that has no effect.
pub(in crate::topology::lower) fn ignored(cx: &mut Context<'_>, field: &str, at: &Place, why: &str) {
    let message = format!("`{field}` has no effect: {why}");
    cx.report.push(
        Diagnostic::new(Code::NetworkFieldIgnored, at, message).arg("field", field).phase(Phase::Validate),
    );
}
