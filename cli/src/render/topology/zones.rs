//! Your side, zone by zone: columns while they fit, rows otherwise.

use eks_plan::document::topology::{Compute, NatGateway, Subnet, Topology};

use super::frame::Frame;
use super::{LINKED, fit, folded, short};
use crate::render::plan::names::{machines, plural};
use crate::render::style::{Line, Page, Role, width};

/// More zones than this stand below one another.
const ABREAST: usize = 3;
/// Things of one sort in a zone that are shown one by one.
const SHOWN: usize = 4;
const VISIBILITY: usize = 8;
const ON_OUTPOST: &str = " Outpost";
const NO_CIDR: &str = "cidr not given";

/// What stands in one zone.
struct Stand<'a> {
    title: String,
    subnets: Vec<&'a Subnet>,
    nat: Vec<&'a NatGateway>,
    compute: Vec<&'a Compute>,
}

pub(crate) fn zones(page: &mut Page, frame: &Frame, topology: &Topology) {
    let stands = stands(topology);
    let prefix = common(topology);
    if stands.is_empty() {
        frame.text(page, &[(Role::Dim, "zones and subnets not given".to_owned())]);
    } else if stands.len() <= ABREAST {
        let wide = frame.column(stands.len());
        let fits = |one: &&Subnet| VISIBILITY + one.cidr.as_deref().map_or(0, width) + 2 <= wide;
        let prefix = if stands.iter().flat_map(|stand| &stand.subnets).all(fits) { "" } else { &prefix };
        let columns: Vec<_> = stands.iter().map(|stand| column(stand, prefix, wide, topology)).collect();
        // Each sort begins on the same line in all zones.
        let mut sides: Vec<Vec<Line>> = vec![Vec::new(); columns.len()];
        for sort in 0..4 {
            let tall = columns.iter().map(|column| column[sort].len()).max().unwrap_or(0);
            for (side, column) in sides.iter_mut().zip(&columns) {
                side.extend(column[sort].iter().cloned());
                side.extend(std::iter::repeat_n(Line::new(), tall - column[sort].len()));
            }
        }
        frame.columns(page, &sides);
    } else {
        rows(page, frame, &stands, topology);
    }
}

fn stands(topology: &Topology) -> Vec<Stand<'_>> {
    let plane = &topology.data_plane;
    let zone_of =
        |id: &str| plane.subnets.iter().find(|one| one.id == id).and_then(|one| one.zone.as_deref());
    let mut stands: Vec<_> = plane
        .zones
        .iter()
        .map(|zone| Stand {
            title: match &zone.name {
                Some(name) if *name != zone.id => format!("{} ({name})", zone.id),
                _ => zone.id.clone(),
            },
            subnets: plane.subnets.iter().filter(|one| one.zone.as_deref() == Some(&zone.id)).collect(),
            nat: plane.nat_gateways.iter().filter(|one| zone_of(&one.subnet) == Some(&zone.id)).collect(),
            compute: topology.compute.iter().filter(|one| one.zones.contains(&zone.id)).collect(),
        })
        .collect();
    let lost: Vec<_> = plane
        .subnets
        .iter()
        .filter(|one| !one.zone.as_ref().is_some_and(|zone| plane.zones.iter().any(|one| one.id == *zone)))
        .collect();
    if !lost.is_empty() {
        let nat = plane.nat_gateways.iter().filter(|one| zone_of(&one.subnet).is_none()).collect();
        let compute =
            topology.compute.iter().filter(|one| one.zones.is_empty() && one.premises.is_none()).collect();
        stands.push(Stand { title: "zone not given".to_owned(), subnets: lost, nat, compute });
    }
    stands
}

/// The octets that all blocks share with the VPC's, with their last dot.
fn common(topology: &Topology) -> String {
    let plane = &topology.data_plane;
    let Some((address, length)) = plane.vpc.cidr.as_deref().and_then(|cidr| cidr.split_once('/')) else {
        return String::new();
    };
    let octets = length.parse::<usize>().unwrap_or(0) / 8;
    let prefix: String = address.split_inclusive('.').take(octets.min(3)).collect();
    let shared =
        plane.subnets.iter().filter_map(|one| one.cidr.as_deref()).all(|cidr| cidr.starts_with(&prefix));
    if shared { prefix } else { String::new() }
}

/// The zone's name, its subnets, its NAT gateways, its compute.
fn column(stand: &Stand<'_>, prefix: &str, wide: usize, topology: &Topology) -> [Vec<Line>; 4] {
    let mut subnets = Vec::new();
    for one in stand.subnets.iter().take(SHOWN) {
        let line = Line::of(Role::Plain, one.visibility).to(VISIBILITY);
        let line = match &one.cidr {
            Some(cidr) if prefix.is_empty() => line.with(Role::Plain, cidr),
            Some(cidr) => line.with(Role::Plain, &cidr.replacen(prefix, ".", 1)),
            None => line.with(Role::Dim, NO_CIDR),
        };
        let line = if one.cluster_subnet { line.with(Role::Accent, &format!(" {LINKED}")) } else { line };
        let id = short(&one.id);
        let line = if one.outpost.is_some() { line.with(Role::Dim, ON_OUTPOST) } else { line };
        if one.existing && line.width() + 2 + width(id) <= wide {
            subnets.push(line.with(Role::Dim, &format!("  {id}")));
        } else {
            subnets.push(line);
            subnets.extend(one.existing.then(|| fit(Role::Dim, id, wide)));
        }
    }
    more(&mut subnets, stand.subnets.len(), "subnet", "subnets");
    let mut nat = Vec::new();
    for one in stand.nat.iter().take(SHOWN) {
        nat.push(fit(Role::Plain, &gateway(one, topology), wide));
    }
    more(&mut nat, stand.nat.len(), "NAT gateway", "NAT gateways");
    let mut compute = Vec::new();
    let all = if stand.compute.len() > SHOWN + 1 { SHOWN } else { stand.compute.len() };
    for one in stand.compute.iter().take(all) {
        compute.extend(folded(Role::Accent, &format!("{}{}", mark(one), one.name), wide));
    }
    if stand.compute.len() > all {
        compute.push(Line::of(Role::Dim, &format!("● {} more groups", stand.compute.len() - all)));
    }
    [vec![fit(Role::Strong, &stand.title, wide)], subnets, nat, compute]
}

fn more(lines: &mut Vec<Line>, count: usize, one: &str, many: &str) {
    if count > SHOWN {
        let rest = plural((count - SHOWN) as u64, &format!("more {one}"), &format!("more {many}"));
        lines.push(Line::of(Role::Dim, &rest));
    }
}

fn block(subnet: &Subnet) -> String {
    let block = subnet.cidr.as_deref().unwrap_or(NO_CIDR);
    let on = if subnet.outpost.is_some() { ON_OUTPOST } else { "" };
    if subnet.existing { format!("{block} {}{on}", short(&subnet.id)) } else { format!("{block}{on}") }
}

fn gateway(nat: &NatGateway, topology: &Topology) -> String {
    match (nat.serves.len(), topology.data_plane.zones.len()) {
        (0 | 1, _) => "NAT gateway".to_owned(),
        (all, zones) if all == zones => "NAT gateway, all zones".to_owned(),
        (some, _) => format!("NAT gateway, {some} zones"),
    }
}

/// A line for each subnet, with what else the zone holds under it.
fn rows(page: &mut Page, frame: &Frame, stands: &[Stand<'_>], topology: &Topology) {
    let name = stands.iter().map(|stand| width(&stand.title)).max().unwrap_or(0).min(frame.inner() / 3) + 2;
    let blocks =
        stands.iter().flat_map(|stand| &stand.subnets).map(|one| width(&block(one))).max().unwrap_or(0);
    let rest = name + VISIBILITY + blocks + 4;
    for stand in stands {
        let mut notes: Vec<(Role, String)> = Vec::new();
        notes.extend(stand.nat.iter().take(1).map(|one| (Role::Plain, gateway(one, topology))));
        let room = frame.inner().saturating_sub(rest);
        notes.extend(names(&stand.compute, room).map(|names| (Role::Accent, names)));
        let tall = stand.subnets.len().min(SHOWN).max(notes.len()).max(1);
        for row in 0..tall {
            let mut line = fit(Role::Strong, if row == 0 { &stand.title } else { "" }, name - 2).to(name);
            if let Some(one) = stand.subnets.get(row).filter(|_| row < SHOWN) {
                let role = if one.cidr.is_some() { Role::Plain } else { Role::Dim };
                line = line.with(Role::Plain, one.visibility).to(name + VISIBILITY).with(role, &block(one));
                line = if one.cluster_subnet { line.with(Role::Accent, &format!(" {LINKED}")) } else { line };
            }
            if let Some((role, note)) = notes.get(row) {
                line = if room < 8 { line } else { line.to(rest).and(&fit(*role, note, room)) };
            }
            frame.line(page, &fits(line, frame.inner()));
        }
        if stand.subnets.len() > SHOWN {
            let text = format!("{} more subnets", stand.subnets.len() - SHOWN);
            frame.line(page, &Line::new().to(name).with(Role::Dim, &text));
        }
    }
}

/// As many names as there is room for, and how many more there are.
fn names(compute: &[&Compute], room: usize) -> Option<String> {
    let said = |shown: usize| {
        let names: Vec<_> = compute.iter().take(shown).map(|one| one.name.as_str()).collect();
        let more = compute.len() - names.len();
        let more = if more > 0 { format!(", {more} more") } else { String::new() };
        format!("● {}{more}", names.join(", "))
    };
    let most = compute.len().min(SHOWN);
    (1..=most).rev().map(said).find(|text| width(text) <= room).or_else(|| (most > 0).then(|| said(1)))
}

fn fits(line: Line, columns: usize) -> Line {
    if line.width() <= columns { line } else { fit(Role::Plain, &line.plain(), columns) }
}

/// `3 × m6i.large, managed`, for the list under the picture.
pub(crate) fn described(compute: &Compute) -> Vec<String> {
    let kind = match compute.kind {
        "managed-node-group" => "managed",
        "self-managed-node-group" => "self-managed",
        "fargate-profile" => "Fargate",
        "hybrid" => "on your premises",
        "auto-mode-node-pool" => "Auto Mode",
        other => other,
    };
    let mut parts = vec![kind.to_owned()];
    parts.extend((!compute.architectures.is_empty()).then(|| compute.architectures.join(" and ")));
    let machines = machines(compute);
    if !machines.is_empty() {
        parts.push(machines);
    }
    parts.extend(compute.capacity.and_then(bought));
    parts.extend(compute.ami_family.clone());
    if let Some(outpost) = &compute.outpost {
        parts.push(format!("on Outpost {}", outpost.rsplit('/').next().unwrap_or(outpost)));
    }
    if let Some(premises) = &compute.premises {
        parts.push(premises.node_networks.join(", "));
    }
    if !compute.selectors.is_empty() {
        let pods: Vec<_> = compute.selectors.iter().map(|one| one.replacen(' ', " with ", 1)).collect();
        parts.push(format!("takes pods of {}", pods.join(", ")));
    }
    if !compute.taints.is_empty() {
        parts.push(format!("tainted {}", compute.taints.join(", ")));
    }
    parts
}

/// How instances are bought, unless it goes without saying.
fn bought(capacity: &str) -> Option<String> {
    match capacity {
        "on-demand" => None,
        "mixed" => Some("on-demand and spot".to_owned()),
        other => Some(other.to_owned()),
    }
}

/// What has nodes of its own, and what has none or starts with none.
pub(crate) fn mark(compute: &Compute) -> &'static str {
    if ["auto-mode-node-pool", "fargate-profile"].contains(&compute.kind) { "○ " } else { "● " }
}
