//! Which subnets the cross-account ENIs may use (eksctl: `ControlPlaneSubnetRefs`).

use crate::diagnostic::{Code, NOWHERE, Phase, Place};
use crate::spec::Located;
use crate::topology::lower::auto_mode;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::names;
use crate::topology::lower::network::{allowed_zones, distinct, of_vpc};
use crate::topology::lower::outpost;
use crate::topology::network::{Network, Subnet, Zone, ZoneKind};

pub(super) fn choose(cx: &mut Context<'_>, network: &Network) -> Vec<usize> {
    let vpc = cx.spec.vpc.as_ref();
    let named = of_vpc(cx, |vpc| &vpc.control_plane_subnet_ids);
    let only_private =
        vpc.and_then(|vpc| vpc.control_plane_on_private_subnets.as_ref()).filter(|flag| flag.value);
    let subnets = if named.is_empty() {
        let private = only_private.is_some() || is_private_anyway(cx, network);
        // EKS puts no interface into a Local Zone; what is named as a zone of the cluster is refused instead.
        let far = distinct(&cx.spec.local_zones);
        let is_named = |text: &Option<String>| far.iter().any(|zone| Some(&zone.value) == text.as_ref());
        let is_far = |subnet: &Subnet| {
            let zone = subnet.zone.and_then(|zone| network.zones.get(zone));
            subnet.existing.is_none() && zone.is_some_and(|zone| is_named(&zone.id) || is_named(&zone.name))
        };
        network.subnets_where(&|subnet| !(subnet.set_apart || is_far(subnet) || (private && subnet.public)))
    } else {
        let mut ids = names(&named, |id| id.value.as_str());
        ids.sort_unstable();
        network.subnets_where(&|subnet| {
            subnet.existing.as_deref().is_some_and(|id| ids.binary_search(&id).is_ok())
        })
    };
    if let Some(flag) = only_private {
        check_only_private(cx, network, flag, !named.is_empty(), subnets.len());
    }
    if !outpost::is_local(cx) {
        check_zones(cx, network, &subnets);
    }
    subnets
}

/// On an Outpost, and with Auto Mode in a VPC of the plan's.
fn is_private_anyway(cx: &Context<'_>, network: &Network) -> bool {
    let auto_mode = auto_mode::switch(cx).is_some() && !network.is_existing();
    let outpost = outpost::is_local(cx) && network.subnets.iter().any(|subnet| !subnet.public);
    auto_mode || outpost
}

fn check_only_private(
    cx: &mut Context<'_>,
    network: &Network,
    flag: &Located<bool>,
    named: bool,
    number: usize,
) {
    if named {
        let message =
            "`vpc.controlPlaneOnPrivateSubnets` and `vpc.controlPlaneSubnetIDs` contradict each other";
        cx.report.raise(Code::NetworkSaidTwice, &flag.at, message).help("leave one of both out");
    } else if number < 2 && network.is_existing() && !outpost::is_local(cx) {
        cx.report
            .raise(
                Code::NetworkSubnetsFew,
                &flag.at,
                format_args!("the control plane needs two private subnets, found {number}"),
            )
            .help("name private subnets in two zones in `vpc.subnets.private`")
            .phase(Phase::Validate);
    }
}

/// EKS wants two zones, and none of those that it refuses.
fn check_zones(cx: &mut Context<'_>, network: &Network, subnets: &[usize]) {
    let mut zones = vec![false; network.zones.len()];
    let mut number_of_zones = 0;
    let mut all_known = true;
    let mut place: Option<&Place> = None;
    let mut is_existing = false;
    for &subnet in subnets {
        let Some(subnet) = network.subnets.get(subnet) else { continue };
        let here = subnet.origin.place.as_ref();
        place = place.or(here);
        is_existing |= subnet.existing.is_some();
        match subnet.zone.filter(|&zone| zone < network.zones.len()) {
            Some(zone) => {
                if !std::mem::replace(&mut zones[zone], true) {
                    number_of_zones += 1;
                    check_zone(cx, &network.zones[zone], here);
                }
            }
            None => all_known = false,
        }
    }
    if is_existing && all_known && number_of_zones == 1 && subnets.len() > 1 {
        let place = place.unwrap_or(&NOWHERE);
        let message = "the subnets of the control plane all stand in one zone";
        cx.report
            .raise(Code::NetworkZones, place, message)
            .phase(Phase::Call)
            .help("name subnets in at least two zones");
    }
}

fn check_zone(cx: &mut Context<'_>, zone: &Zone, place: Option<&Place>) {
    let known = cx.known_region.map_or(&[][..], |region| region.zones);
    let is_refused = known.iter().any(|row| Some(row.id) == zone.id.as_deref() && !row.control_plane);
    if is_refused || zone.kind != ZoneKind::Availability {
        let help = match allowed_zones(cx) {
            ids if ids.is_empty() => "choose availability zones of the region".to_owned(),
            ids => format!("these zones are allowed: `{}`", ids.join("`, `")),
        };
        cx.report
            .raise(
                Code::NetworkZoneRefused,
                place.unwrap_or(&NOWHERE),
                format_args!("EKS puts no control plane interface into zone `{}`", zone.key),
            )
            .arg("zone", &zone.key)
            .help(help)
            .phase(Phase::Call);
    }
}
