//! Which subnets nodes and Fargate pods may use.

use std::fmt;

use super::node_group::Written;
use crate::diagnostic::{Code, Place};
use crate::spec::Located;
use crate::topology::Origin;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::{each_once, filled, nearest};
use crate::topology::lower::{network as networks, outpost};
use crate::topology::network::{Network, Subnet, ZoneKind};

type Texts<'s> = Option<&'s Located<Vec<Located<String>>>>;

fn items<'s>(texts: Texts<'s>) -> &'s [Located<String>] {
    texts.map_or(&[][..], |texts| &texts.value[..])
}

/// Named ones, else those of named zones, else all of the wanted visibility.
pub(super) fn of_node_group(
    cx: &mut Context<'_>,
    network: &mut Network,
    group: &Written<'_>,
    private: bool,
) -> Vec<usize> {
    let (named, zones) = (group.base.subnets.as_ref(), group.base.availability_zones.as_ref());
    let what = format!("node group `{}`", group.name);
    if let (false, Some(zones)) = (items(named).is_empty(), zones.filter(|zones| !zones.value.is_empty())) {
        let help = "remove `availabilityZones`; the subnets are taken";
        cx.refuse_as(Code::ComputeTwoFields, &zones.at, format_args!("{what} names subnets and zones"), help);
    }
    let local_zones = group.self_managed().and_then(|group| group.local_zones.as_ref());
    if let (false, Some(local)) = (items(zones).is_empty(), local_zones.filter(|it| !it.value.is_empty())) {
        cx.refuse_as(
            Code::ComputeTwoFields,
            &local.at,
            format_args!("{what} names `availabilityZones` and `localZones`"),
            "remove one of the two",
        );
    }
    let mut chosen: Vec<usize> = Vec::new();
    let own_outpost = filled(&group.base.outpost_arn).filter(|_| !outpost::is_local(cx));
    if !items(named).is_empty() {
        for name in items(named) {
            if !adopt(cx, network, name, private, &mut chosen) {
                chosen.extend(resolve(cx, network, name, private, &what));
            }
        }
        let private_one = chosen.iter().map(|&at| &network.subnets[at]).find(|it| !private && !it.public);
        if let Some(subnet) = private_one {
            let at = named.map_or(group.at, |named| &named.at);
            cx.report
                .raise(
                    Code::NetworkPrivateSubnet,
                    at,
                    format_args!("{what} is in the private subnet `{}`", subnet.name),
                )
                .arg("subnet", &subnet.name)
                .help("write `privateNetworking: true`, or name public subnets");
        }
        if let Some(arn) = own_outpost {
            for &at in &chosen {
                network.subnets[at].outpost = Some(arn.value.clone());
            }
        }
    } else if let Some(arn) = own_outpost {
        chosen = on_outpost(cx, network, group, arn, private);
    } else {
        let zones = if items(zones).is_empty() { items(local_zones) } else { items(zones) };
        if zones.is_empty() {
            chosen = all(cx, network, private, &what, group.at);
        }
        for zone in zones {
            chosen.extend(in_zone(cx, network, zone, private, &what));
        }
    }
    each_once(&mut chosen);
    check_kinds_of_zones(cx, network, group, &chosen, &what);
    chosen
}

/// EKS manages no nodes in Wavelength Zones, and eksctl makes no managed groups in Local Zones.
fn check_kinds_of_zones(
    cx: &mut Context<'_>,
    network: &Network,
    group: &Written<'_>,
    chosen: &[usize],
    what: &str,
) {
    if group.self_managed().is_some() {
        return;
    }
    let far = chosen.iter().find(|&&at| network.zone_kind(at) != ZoneKind::Availability);
    let Some(&far) = far else { return };
    let (subnet, kind) = (&network.subnets[far], network.zone_kind(far));
    // EKS itself takes Local Zones, and eksctl looks at the subnets that are named alone.
    if kind == ZoneKind::Local && items(group.base.subnets.as_ref()).is_empty() {
        return;
    }
    let finding = cx
        .report
        .raise(
            Code::NetworkZoneRefused,
            group.at,
            format_args!("{what} is managed, and its subnet `{}` is in a {}", subnet.name, kind.called()),
        )
        .arg("subnet", &subnet.name)
        .help("put a group of `nodeGroups` there, or name other subnets");
    if kind == ZoneKind::Local {
        finding.refused_by("eksctl");
    }
}

/// Subnets of the plan's own on the Outpost; in a VPC that stands already only EC2 knows which those are.
fn on_outpost(
    cx: &mut Context<'_>,
    network: &mut Network,
    group: &Written<'_>,
    arn: &Located<String>,
    private: bool,
) -> Vec<usize> {
    if !network.is_existing() {
        return networks::extend_onto_outpost(cx, network, arn, private, &arn.at);
    }
    let command = format!(
        "aws ec2 describe-subnets --region {} --filters Name=outpost-arn,Values={}",
        cx.region, arn.value
    );
    cx.report
        .raise(
            Code::NetworkSubnetUnknown,
            &arn.at,
            format_args!(
                "node group `{}` stands on an Outpost, and its subnets there are not named",
                group.name
            ),
        )
        .arg("name", &group.name)
        .help(format_args!("name them in `subnets`; they are listed by `{command}`"));
    Vec::new()
}

/// Named ones, else all private ones.
pub(super) fn of_fargate_profile(
    cx: &mut Context<'_>,
    network: &Network,
    named: Texts<'_>,
    what: &str,
    at: &Place,
) -> Vec<usize> {
    if items(named).is_empty() {
        let chosen = all(cx, network, true, what, at);
        check_fargate_zones(cx, network, &chosen, what, at);
        return chosen;
    }
    let mut chosen = Vec::new();
    for name in items(named) {
        for &subnet in &resolve(cx, network, name, true, what) {
            if network.subnets[subnet].public {
                cx.report
                    .raise(
                        Code::FieldValue,
                        &name.at,
                        format_args!("{what} is in the public subnet `{}`", network.subnets[subnet].name),
                    )
                    .arg("subnet", &name.value)
                    .help("Fargate takes private subnets alone");
            } else {
                chosen.push(subnet);
            }
        }
    }
    each_once(&mut chosen);
    check_fargate_zones(cx, network, &chosen, what, at);
    chosen
}

fn check_fargate_zones(cx: &mut Context<'_>, network: &Network, chosen: &[usize], what: &str, at: &Place) {
    let far = chosen.iter().find(|&&at| network.zone_kind(at) != ZoneKind::Availability);
    let Some(&far) = far else { return };
    let subnet = &network.subnets[far];
    cx.report
        .raise(
            Code::NetworkZoneRefused,
            at,
            format_args!(
                "{what} is in the subnet `{}` of a {}",
                subnet.name,
                network.zone_kind(far).called()
            ),
        )
        .arg("subnet", &subnet.name)
        .help("name subnets in availability zones: there is no Fargate elsewhere");
}

/// True if nodes of this kind may stand in it unless told otherwise.
fn is_open(subnet: &Subnet, private: bool) -> bool {
    subnet.public != private && !subnet.set_apart
}

/// True for a subnet that the plan makes in a Local Zone: only groups that name the zone stand in it.
fn is_far(network: &Network, subnet: &Subnet) -> bool {
    let zone = subnet.zone.and_then(|zone| network.zones.get(zone));
    subnet.existing.is_none() && zone.is_some_and(|zone| zone.kind != ZoneKind::Availability)
}

fn calls(subnet: &Subnet, name: &str) -> bool {
    subnet.name == name
        || subnet.existing.as_deref() == Some(name)
        || subnet.aliases.iter().any(|alias| alias == name)
}

/// The subnets of this name; where both kinds of subnet have it, those of the wanted kind.
fn resolve(
    cx: &mut Context<'_>,
    network: &Network,
    name: &Located<String>,
    private: bool,
    what: &str,
) -> Vec<usize> {
    let of = |name: &str| network.subnets_where(&|subnet| calls(subnet, name));
    let mut found = of(name);
    if let Some(id) = if found.is_empty() { zone_id(cx, network, name) } else { None } {
        found = of(&id);
    }
    if found.is_empty() {
        report_unknown(
            cx,
            name,
            format_args!("{what} names the subnet `{}`, which the cluster does not have", name.value),
            nearest(name, &names(network)),
        );
    }
    let mut wanted = Vec::new();
    for &at in &found {
        if network.subnets[at].public != private {
            wanted.push(at);
        }
    }
    if wanted.is_empty() { found } else { wanted }
}

/// What subnets can be called by.
fn names(network: &Network) -> Vec<&str> {
    let mut names = Vec::new();
    for subnet in &network.subnets {
        names.push(subnet.name.as_str());
        names.extend(subnet.existing.as_deref());
        for alias in &subnet.aliases {
            names.push(alias);
        }
    }
    names
}

/// Takes up a subnet that stands in the user's VPC though the spec does not list it; only AWS knows more of it.
fn adopt(
    cx: &mut Context<'_>,
    network: &mut Network,
    id: &Located<String>,
    private: bool,
    chosen: &mut Vec<usize>,
) -> bool {
    let known = network.subnets.iter().any(|subnet| calls(subnet, id));
    if known || !network.is_existing() || !id.starts_with("subnet-") {
        return false;
    }
    let kind = if private { "private" } else { "public" };
    cx.assume(
        format_args!("subnet {}", id.value),
        kind,
        "`vpc.subnets` does not list it",
        "`privateNetworking`",
    );
    chosen.push(network.subnets.len());
    let mut subnet = Subnet::new(id.value.clone(), !private, Origin::field(&id.at));
    subnet.existing = Some(id.value.clone());
    network.subnets.push(subnet);
    true
}

/// The id of a zone that is written by its name: as the options say, else as in the catalog's sample account.
fn zone_id(cx: &mut Context<'_>, network: &Network, name: &str) -> Option<String> {
    if network.zones.iter().any(|zone| zone.id.as_deref() == Some(name) || zone.name.as_deref() == Some(name))
    {
        return None;
    }
    if let Some(id) = cx.config.zone_ids.as_ref().and_then(|ids| ids.value.get(name)) {
        return Some(id.value.clone());
    }
    let sample = cx.known_region?.zones.iter().find(|zone| zone.name == name)?;
    let subject = format!("zone {name}");
    if cx.assumptions.iter().all(|assumption| assumption.subject != subject) {
        let why = "the name of a zone means another zone in each account, and `zoneIds` does not say which";
        cx.assume(format_args!("{subject}"), sample.id, why, "a sample account of the catalog");
    }
    Some(sample.id.to_owned())
}

fn in_zone(
    cx: &mut Context<'_>,
    network: &Network,
    zone: &Located<String>,
    private: bool,
    what: &str,
) -> Vec<usize> {
    let id = zone_id(cx, network, zone);
    let is_it = |known: &Option<String>| {
        known.as_deref().is_some_and(|known| known == zone.value || Some(known) == id.as_deref())
    };
    let stands_in = |subnet: &Subnet| {
        let place = subnet.zone.and_then(|at| network.zones.get(at));
        place.is_some_and(|place| is_it(&place.id) || is_it(&place.name))
    };
    let found = network.subnets_where(&|subnet| is_open(subnet, private) && stands_in(subnet));
    if found.is_empty() {
        let kind = if private { "private" } else { "public" };
        report_unknown(
            cx,
            zone,
            format_args!("{what} names the zone `{}`, which has no {kind} subnet", zone.value),
            with_subnets(network, private, kind),
        );
    }
    found
}

/// The zones that nodes of this kind may stand in.
fn with_subnets(network: &Network, private: bool, kind: &str) -> String {
    /// More of them help nobody.
    const SHOWN: usize = 8;
    let mut names: Vec<&str> = Vec::new();
    for subnet in network.subnets.iter().filter(|subnet| is_open(subnet, private)) {
        let Some(zone) = subnet.zone.and_then(|zone| network.zones.get(zone)) else { continue };
        let name = zone.name.as_deref().unwrap_or(&zone.key);
        if names.len() < SHOWN && !names.contains(&name) {
            names.push(name);
        }
    }
    match names.is_empty() {
        true => format!("the cluster has no {kind} subnets whose zone is known: list one of this zone"),
        false => format!("these zones have one: `{}`", names.join("`, `")),
    }
}

fn report_unknown(cx: &mut Context<'_>, name: &Located<String>, message: fmt::Arguments<'_>, help: String) {
    cx.report.raise(Code::NetworkSubnetUnknown, &name.at, message).arg("name", &name.value).help(help);
}

fn all(cx: &mut Context<'_>, network: &Network, private: bool, what: &str, at: &Place) -> Vec<usize> {
    let found = network.subnets_where(&|subnet| is_open(subnet, private) && !is_far(network, subnet));
    if found.is_empty() {
        let (kind, other) = if private { ("private", "public") } else { ("public", "private") };
        let help = match network.subnets.is_empty() {
            true => format!("list {kind} subnets in `vpc.subnets.{kind}`"),
            false if private => {
                format!("list private subnets in `vpc.subnets.private`; there are {other} ones alone")
            }
            false => {
                "write `privateNetworking: true`, or list public subnets in `vpc.subnets.public`".to_owned()
            }
        };
        cx.report
            .raise(
                Code::NetworkSubnetsFew,
                at,
                format_args!("{what} has no subnet: the cluster has no {kind} ones"),
            )
            .help(help);
    }
    found
}
