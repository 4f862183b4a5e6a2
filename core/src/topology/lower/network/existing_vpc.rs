//! A VPC and subnets that stand already: nothing of them is made, and what nobody said of them is unknown.

use std::collections::BTreeMap;

use ipnet::Ipv4Net;

use super::zones::{reads_as_zone, resolve};
use super::{around, distinct, filled, ipv4, observed};
use super::{checks, unknowns};
use crate::diagnostic::{Code, Phase};
use crate::seen::Names;
use crate::spec::{self, ClusterConfig, Located};
use crate::topology::Origin;
use crate::topology::lower::context::Context;
use crate::topology::network::{Network, Subnet, Vpc, Zone};

/// True if the spec names a VPC or a subnet.
pub(in crate::topology::lower) fn is_meant(spec: &ClusterConfig) -> bool {
    let Some(vpc) = spec.vpc.as_ref() else { return false };
    let names_some = |public| written(spec, public).is_some_and(|subnets| !subnets.is_empty());
    filled(&vpc.id).is_some() || names_some(true) || names_some(false)
}

/// Takes it as it is.
pub(super) fn lower(cx: &mut Context<'_>) -> Network {
    let spec = cx.spec;
    let mut network = around(vpc(cx));
    let mut draft = Draft::of(&mut network);
    for public in [true, false] {
        let Some(subnets) = written(spec, public) else { continue };
        for (key, subnet) in subnets.iter() {
            draft.add(cx, key, subnet, public);
        }
    }
    checks::number_of_subnets(cx, &network);
    checks::fields_for_a_new_vpc(cx);
    network
}

/// Subnets that only the control plane is told of.
pub(super) fn add_control_plane_subnets(cx: &mut Context<'_>, network: &mut Network) {
    let Some(vpc) = cx.spec.vpc.as_ref() else { return };
    let Some(list) = vpc.control_plane_subnet_ids.as_ref().filter(|list| !list.value.is_empty()) else {
        return;
    };
    let ids = distinct(&vpc.control_plane_subnet_ids);
    let mut draft = Draft::of(network);
    for id in &ids {
        draft.add_apart(cx, id, "control-plane");
    }
    if ids.len() < 2 {
        cx.report
            .raise(
                Code::NetworkSubnetsFew,
                &list.at,
                format_args!("the control plane needs two subnets, found {}", ids.len()),
            )
            .help("name two subnets in different zones")
            .phase(Phase::Call);
    }
    if !network.is_existing() {
        let message = "the subnets of the control plane stand already, and the nodes get a VPC of the plan's";
        cx.report.raise(Code::NetworkTwoVpcs, &list.at, message)
                .help("EKS wants nodes in the VPC of the control plane: name that VPC in `vpc.id` and its subnets in `vpc.subnets`")
                .phase(Phase::Call);
    }
}

/// The index of a subnet that stands already, entered for this use alone if the spec does not list it.
pub(in crate::topology::lower) fn set_apart(
    cx: &mut Context<'_>,
    network: &mut Network,
    id: &Located<String>,
    kind: &str,
) -> Option<usize> {
    Draft::of(network).add_apart(cx, id, kind);
    network.subnets.iter().position(|subnet| subnet.existing.as_ref() == Some(&id.value))
}

fn written(spec: &ClusterConfig, public: bool) -> Option<&Located<spec::Map<spec::Subnet>>> {
    let subnets = spec.vpc.as_ref().and_then(|vpc| vpc.subnets.as_ref())?;
    if public { subnets.public.as_ref() } else { subnets.private.as_ref() }
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

/// A network, and where its parts are found by name.
struct Draft<'n> {
    network: &'n mut Network,
    zones: BTreeMap<String, usize>,
    names: Names,
    ids: BTreeMap<String, usize>,
}

impl<'n> Draft<'n> {
    fn of(network: &'n mut Network) -> Self {
        let (mut zones, mut names, mut ids) = (BTreeMap::new(), Names::default(), BTreeMap::new());
        for (index, zone) in network.zones.iter().enumerate() {
            zones.insert(zone.key.clone(), index);
        }
        for (index, subnet) in network.subnets.iter().enumerate() {
            names.enter(&subnet.name);
            if let Some(id) = &subnet.existing {
                ids.insert(id.clone(), index);
            }
        }
        Self { network, zones, names, ids }
    }

    fn add(&mut self, cx: &mut Context<'_>, key: &str, subnet: &Located<spec::Subnet>, public: bool) {
        let id = filled(&subnet.id).map(|id| id.value.as_str()).or_else(|| seen_id(cx, key, subnet, public));
        let id = id.unwrap_or("");
        let same = self.ids.get(id).filter(|_| !id.is_empty()).copied();
        if let Some(same) = same.and_then(|index| self.network.subnets.get_mut(index)) {
            let message = if same.public == public {
                format!("subnet `{id}` is named twice, the second time as `{key}`")
            } else {
                format!("subnet `{id}` is named as a public and as a private one")
            };
            let twice = cx
                .report
                .raise(Code::NetworkSubnetTwice, &subnet.at, message)
                .arg("subnet", id)
                .label(same.origin.place(), "named here first");
            if same.public == public {
                let help = "keep one of the two entries: eksctl does not know which one the subnet is";
                twice.help(help).refused_by("eksctl");
                same.aliases.push(key.to_owned());
            } else {
                twice.help("keep one: a subnet is public if its default route leads to an internet gateway");
            }
            return;
        }
        let zone = match filled(&subnet.az) {
            Some(text) => resolve(cx, &text.value, &text.at).map(|zone| self.enter(zone)),
            None if reads_as_zone(cx, key) => resolve(cx, key, &subnet.at).map(|zone| self.enter(zone)),
            None => self.observed_zone(cx, id),
        };
        let cidr = match filled(&subnet.cidr) {
            Some(text) => ipv4(cx, text),
            None => observed_cidr(cx, id),
        };
        let kind = if public { "public" } else { "private" };
        let name = self.free_name(if id.is_empty() { key } else { id }, kind);
        let zone_called = zone.and_then(|zone| self.network.zones.get(zone));
        let zone_name = zone_called.and_then(|zone| zone.name.as_deref()).unwrap_or_default();
        let zone_id = zone_called.and_then(|zone| zone.id.as_deref()).unwrap_or_default();
        let mut aliases: Vec<String> = Vec::new();
        for &alias in &[&name, id, key, zone_name, zone_id] {
            if !alias.is_empty() && aliases.iter().all(|other| other != alias) {
                aliases.push(alias.to_owned());
            }
        }
        if id.is_empty() {
            let zone = zone.and_then(|zone| self.network.zones.get(zone));
            unknowns::id_of_subnet(cx, &self.network.vpc, &name, subnet, cidr, zone);
        }
        let mut entered = Subnet::new(name, public, Origin::field(&subnet.at));
        entered.aliases = aliases;
        self.push(entered, id, zone, cidr);
    }

    fn add_apart(&mut self, cx: &mut Context<'_>, id: &Located<String>, kind: &str) {
        if self.ids.contains_key(&id.value) {
            return;
        }
        let zone = self.observed_zone(cx, id);
        let cidr = observed_cidr(cx, id);
        let public = observed(cx, id).and_then(|seen| seen.public.as_ref());
        let name = self.free_name(id, kind);
        let is_public = public.is_some_and(|public| public.value);
        let mut entered = Subnet::new(name, is_public, Origin::field(&id.at));
        entered.aliases.push(id.value.clone());
        entered.set_apart = true;
        self.push(entered, id, zone, cidr);
    }

    fn push(&mut self, mut subnet: Subnet, id: &str, zone: Option<usize>, cidr: Option<Ipv4Net>) {
        subnet.existing = Some(id.to_owned());
        subnet.zone = zone;
        subnet.cidr = cidr;
        self.ids.insert(id.to_owned(), self.network.subnets.len());
        self.network.subnets.push(subnet);
    }

    /// A name that no other subnet has.
    fn free_name(&mut self, base: &str, kind: &str) -> String {
        let mut name = base.to_owned();
        let mut number = 1_u32;
        while self.names.has(&name) {
            name = match number {
                1 => format!("{kind}-{base}"),
                _ => format!("{kind}-{base}-{number}"),
            };
            number += 1;
        }
        self.names.enter(&name);
        name
    }

    /// The index of a zone, entered if it is new.
    fn enter(&mut self, zone: Zone) -> usize {
        let end = self.network.zones.len();
        let at = *self.zones.entry(zone.key.clone()).or_insert(end);
        if at == end {
            self.network.zones.push(zone);
        }
        at
    }

    fn observed_zone(&mut self, cx: &mut Context<'_>, id: &str) -> Option<usize> {
        let text = observed(cx, id).and_then(|seen| filled(&seen.zone))?;
        resolve(cx, &text.value, &text.at).map(|zone| self.enter(zone))
    }
}

/// The id of the one observed subnet that has the addresses that are written, or else stands in the zone on this side.
fn seen_id<'s>(cx: &Context<'s>, key: &str, subnet: &spec::Subnet, public: bool) -> Option<&'s str> {
    let all = cx.config.observed.as_ref()?.vpc.as_ref()?.subnets.as_ref()?;
    let cidr = filled(&subnet.cidr).and_then(|text| text.parse::<Ipv4Net>().ok());
    let zone = filled(&subnet.az).map(|zone| zone.value.as_str()).or(Some(key));
    let is_it = |seen: &spec::ObservedSubnet| match cidr {
        Some(cidr) => filled(&seen.cidr).and_then(|text| text.parse().ok()) == Some(cidr),
        None => {
            let side = seen.public.as_ref().map(|public| public.value);
            side == Some(public) && filled(&seen.zone).map(|zone| zone.value.as_str()) == zone
        }
    };
    // What another entry names is not this one.
    let names = |id: &str, public| {
        let mut subnets = written(cx.spec, public).into_iter().flat_map(|subnets| subnets.values());
        subnets.any(|subnet| filled(&subnet.id).is_some_and(|other| other.value == id))
    };
    let mut found = None;
    for (id, seen) in all.iter() {
        if is_it(seen) && !names(id, true) && !names(id, false) {
            if found.is_some() {
                return None;
            }
            found = Some(id.as_str());
        }
    }
    found
}

fn observed_cidr(cx: &mut Context<'_>, id: &str) -> Option<Ipv4Net> {
    let text = observed(cx, id).and_then(|seen| filled(&seen.cidr))?;
    ipv4(cx, text)
}
