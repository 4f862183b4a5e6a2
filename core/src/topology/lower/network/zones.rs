//! Which zones the network stands in, and what they are called.

use super::local_zones::zone_kind;
use super::unknowns;
use crate::diagnostic::{Code, Phase, Place};
use crate::seen::{Names, Seen};
use crate::spec::{Field, Located, items};
use crate::topology::lower::context::{Context, copied, node_groups};
use crate::topology::lower::named::{by_value, names};
use crate::topology::lower::outpost;
use crate::topology::network::{Network, Zone, ZoneKind};

/// A zone, and the place that asked for it.
pub(super) struct Chosen {
    pub(super) zone: Zone,
    pub(super) place: Option<Place>,
}

/// The zones of a new VPC in the order in which they are numbered; none if nothing that was given is a zone.
pub(super) fn choose(cx: &mut Context<'_>) -> Vec<Chosen> {
    if let Some((_, arn)) = outpost::local(cx) {
        let place = arn.at.clone();
        let zone = outpost::zone(cx, arn);
        return vec![Chosen { zone, place: Some(place) }];
    }
    match written(cx) {
        Some(list) => given(cx, list),
        None => match named_by_node_groups(cx) {
            zones if zones.len() > 1 => zones,
            _ => automatic(cx),
        },
    }
}

/// The zones that node groups ask for: the cluster's own must hold them, and a name tells no id offline.
fn named_by_node_groups(cx: &mut Context<'_>) -> Vec<Chosen> {
    let mut all = Vec::new();
    for group in &node_groups(cx.spec) {
        all.extend(items(&group.availability_zones));
    }
    by_value(&mut all);
    let mut named: Vec<&Located<String>> = Vec::new();
    for &item in &all {
        if reads_as_zone(cx, &item.value) && named.last().is_none_or(|last| last.value != item.value) {
            named.push(item);
        }
    }
    if named.len() < 2 {
        return Vec::new();
    }
    let names = names(&named, |item| item.value.as_str());
    let why = "no zones were given, and node groups name these";
    cx.assume(format_args!("availabilityZones"), &names.join(", "), why, "the spec");
    let mut chosen = Vec::new();
    for item in &named {
        if let Some(zone) = resolve(cx, &item.value, &item.at) {
            chosen.push(Chosen { zone, place: Some(item.at.clone()) });
        }
    }
    chosen
}

/// Where zones were asked for.
pub(super) fn written<'s>(cx: &Context<'s>) -> Option<&'s Located<Vec<Located<String>>>> {
    fn list(field: &Field<Vec<Located<String>>>) -> Option<&Located<Vec<Located<String>>>> {
        field.as_ref().filter(|list| !list.value.is_empty())
    }
    list(&cx.config.zones).or(list(&cx.spec.availability_zones))
}

fn given(cx: &mut Context<'_>, list: &Located<Vec<Located<String>>>) -> Vec<Chosen> {
    let mut seen = Names::default();
    let mut chosen = Vec::new();
    let mut twice = Vec::new();
    for item in &list.value {
        let Some(zone) = resolve(cx, &item.value, &item.at) else { continue };
        if seen.enter(&zone.key) {
            chosen.push(Chosen { zone, place: Some(item.at.clone()) });
        } else {
            twice.push(item);
        }
    }
    let keys = names(&chosen, |chosen| chosen.zone.key());
    if keys.len() < 2 && cx.spec.outpost.is_none() {
        let found =
            if keys.is_empty() { "none".to_owned() } else { format!("`{}` alone", keys.join("`, `")) };
        let mut finding = cx
            .report
            .raise(Code::NetworkZones, &list.at, format_args!("a cluster needs two zones, found {found}"))
            .arg("found", &keys.join(", "))
            .help("name at least two different zones")
            .phase(Phase::Validate);
        for item in &twice {
            finding = finding.label(&item.at, "named before");
        }
    } else if !twice.is_empty() {
        let why = "zones that are named twice count once";
        cx.assume(format_args!("availabilityZones"), &keys.join(", "), why, "the spec");
    }
    chosen
}

fn automatic(cx: &mut Context<'_>) -> Vec<Chosen> {
    // eksctl takes two zones in us-east-1 and three elsewhere (`pkg/az/az.go`).
    let wanted = if cx.region == "us-east-1" { 2 } else { 3 };
    let mut ids = allowed(cx);
    ids.truncate(wanted);
    if ids.len() < 2 {
        return unknown(cx, wanted);
    }
    let why = "no zones were given: the first of the region that EKS takes";
    let subject = format_args!("availabilityZones");
    cx.assume(subject, &ids.join(", "), why, "the catalog's zones, as many as eksctl takes");
    let mut chosen = Vec::new();
    for &id in &ids {
        chosen.push(Chosen { zone: by_id(cx, id), place: None });
    }
    chosen
}

fn unknown(cx: &mut Context<'_>, wanted: usize) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for number in 1..=wanted {
        let key = format!("zone-{number}");
        let why = format_args!("no zones were given, and the catalog knows none of the region");
        cx.unknown(format_args!("{key}"), why, describe(cx), true);
        let zone = Zone { key, id: None, name: None, kind: ZoneKind::Availability };
        chosen.push(Chosen { zone, place: None });
    }
    chosen
}

/// The zone of this id or name; a finding if it is none of the region.
pub(super) fn resolve(cx: &mut Context<'_>, text: &str, at: &Place) -> Option<Zone> {
    if text.is_empty() {
        cx.report
            .raise(Code::FieldValue, at, "the name of a zone is empty")
            .help(format_args!("name a zone of `{}`", cx.region));
        return None;
    }
    if !is_of_region(cx, text) {
        let help = match allowed(cx) {
            ids if ids.is_empty() => format!("the names of its zones begin with `{}`", cx.region),
            ids => format!(
                "the ids of its zones are `{}`, and their names begin with `{}`",
                ids.join("`, `"),
                cx.region
            ),
        };
        cx.report
            .raise(Code::FieldValue, at, format_args!("zone `{text}` is not in region `{}`", cx.region))
            .help(help);
        return None;
    }
    Some(if is_id(text) { by_id(cx, text) } else { by_name(cx, text) })
}

/// True if a text reads as a zone of the region, by id or by name.
pub(super) fn reads_as_zone(cx: &Context<'_>, text: &str) -> bool {
    let tail = text.strip_prefix(cx.region.as_str()).unwrap_or("");
    let is_name = match tail.as_bytes() {
        [letter] => letter.is_ascii_lowercase(),
        [b'-', .., digit, letter] if digit.is_ascii_digit() => letter.is_ascii_lowercase(),
        [b'-', .., digit] => tail.contains("-wlz-") && digit.is_ascii_digit(),
        _ => false,
    };
    is_name || (is_id(text) && is_of_region(cx, text))
}

/// The ids that the control plane may use.
pub(in crate::topology::lower) fn allowed(cx: &Context<'_>) -> Vec<&'static str> {
    let mut ids = Vec::new();
    for zone in cx.known_region.map_or(&[][..], |region| region.zones) {
        if zone.control_plane {
            ids.push(zone.id);
        }
    }
    ids
}

fn by_id(cx: &Context<'_>, id: &str) -> Zone {
    Zone { key: id.to_owned(), id: Some(id.to_owned()), name: None, kind: zone_kind(&cx.region, id) }
}

/// Gives zones that are known by id the names that the options say, and their subnets the alias.
pub(super) fn name(cx: &Context<'_>, network: &mut Network) {
    let mut names = Seen::new();
    if let Some(ids) = &cx.config.zone_ids {
        for (name, id) in ids.iter() {
            names.replace(&[&id.value], name);
        }
    }
    for zone in network.zones.iter_mut().filter(|zone| zone.name.is_none()) {
        zone.name = zone.id.as_deref().and_then(|id| names.get(&[id])).cloned();
    }
    for subnet in &mut network.subnets {
        let name = subnet.zone.and_then(|zone| network.zones.get(zone)).and_then(|zone| zone.name.as_ref());
        if let Some(name) = name.filter(|name| !subnet.set_apart && !subnet.aliases.contains(name)) {
            subnet.aliases.push(name.clone());
        }
    }
}

fn by_name(cx: &mut Context<'_>, name: &str) -> Zone {
    let id = cx.config.zone_ids.as_ref().and_then(|ids| ids.get(name)).filter(|id| !id.is_empty());
    let id = copied(id);
    if id.is_none() {
        let why = format_args!("the name of a zone means another zone in each account");
        cx.unknown(format_args!("zone ids"), why, describe(cx), false);
    }
    let kind = zone_kind(&cx.region, name);
    Zone { key: id.clone().unwrap_or_else(|| name.to_owned()), id, name: Some(name.to_owned()), kind }
}

/// True for `use1-az1`, and for `use1-wl1-bos-wlz1`.
fn is_id(text: &str) -> bool {
    let tail = text.rsplit_once("-az").or_else(|| text.rsplit_once("-wlz"));
    let number = tail.map_or("", |(_, number)| number);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_of_region(cx: &Context<'_>, text: &str) -> bool {
    if !is_id(text) {
        return text.starts_with(cx.region.as_str());
    }
    let area = |id: &str| id.split_once('-').map_or_else(String::new, |(area, _)| area.to_owned());
    let known = cx.known_region.map_or(&[][..], |region| region.zones);
    known.is_empty() || known.iter().any(|zone| area(zone.id) == area(text))
}

fn describe(cx: &Context<'_>) -> Option<String> {
    unknowns::ask(cx, "describe-availability-zones", "", "AvailabilityZones[].[ZoneName,ZoneId]")
}
