//! Local Zones, whose subnets eksctl numbers after those of the region, and how they and Wavelength Zones are told apart.

use super::zones::{self, Chosen};
use super::{distinct, existing_vpc, ipv6, is_fully_private, unknowns};
use crate::diagnostic::Code;
use crate::seen::Names;
use crate::spec::NatGateway;
use crate::topology::lower::context::Context;
use crate::topology::network::ZoneKind;

/// The kind of a zone by its id or name: `usw2-lax1-az1` and `us-west-2-lax-1a` are Local Zones,
/// `use1-wl1-bos-wlz1` and `us-east-1-wl1-bos-wlz-1` are Wavelength Zones.
pub(super) fn zone_kind(region: &str, text: &str) -> ZoneKind {
    let rest = text.strip_prefix(region);
    if text.contains("-wlz") {
        ZoneKind::Wavelength
    } else if rest.map_or_else(|| text.matches('-').count() > 1, |rest| rest.starts_with('-')) {
        ZoneKind::Local
    } else {
        ZoneKind::Availability
    }
}

/// What Local Zones do not go with.
pub(super) fn check(cx: &mut Context<'_>) {
    let spec = cx.spec;
    let Some(zones) = spec.local_zones.as_ref().filter(|zones| !zones.value.is_empty()) else { return };
    let nat = spec.vpc.as_ref().and_then(|vpc| vpc.nat.as_ref()).and_then(|nat| nat.gateway.as_ref());
    let spread = nat.is_some_and(|gateway| gateway.value == NatGateway::HighlyAvailable);
    let wrong = [
        (is_fully_private(spec), "a fully private cluster", "leave one of both out"),
        (
            existing_vpc::is_meant(spec),
            "a VPC that stands already",
            "name its subnets there in the `subnets` of a node group",
        ),
        (spread, "a NAT gateway in each zone", "write `vpc.nat.gateway: Single`"),
    ];
    for &(is_so, what, help) in &wrong {
        if !is_so {
            continue;
        }
        cx.report
            .raise(Code::NetworkLocalZones, &zones.at, format_args!("`localZones` does not go with {what}"))
            .arg("what", what)
            .help(help);
    }
}

/// Adds the Local Zones after the zones of the region.
pub(super) fn add(cx: &mut Context<'_>, chosen: &mut Vec<Chosen>) {
    let spec = cx.spec;
    if is_fully_private(spec) || ipv6::is_ipv6(spec) {
        return;
    }
    let mut seen = Names::default();
    for chosen in chosen.iter() {
        seen.enter(&chosen.zone.key);
    }
    let mut added = false;
    for item in &distinct(&spec.local_zones) {
        let Some(zone) = zones::resolve(cx, &item.value, &item.at) else { continue };
        if zone.kind != ZoneKind::Local {
            cx.refuse(
                &item.at,
                format_args!("`{}` is no Local Zone", item.value),
                "name Local Zones of the region, as `us-west-2-lax-1a`",
            );
        } else if seen.enter(&zone.key) {
            added = true;
            chosen.push(Chosen { zone, place: Some(item.at.clone()) });
        }
    }
    if added {
        let filter = "--all-availability-zones --filters Name=zone-type,Values=local-zone";
        let query = "AvailabilityZones[].[ZoneName,OptInStatus]";
        let command = unknowns::ask(cx, "describe-availability-zones", filter, query);
        let why = format_args!("an account takes part in a Local Zone only after it has opted in");
        cx.unknown(format_args!("Local Zones of the account"), why, command, false);
    }
}

#[cfg(test)]
mod tests {
    use super::zone_kind;
    use crate::topology::lower::testing::{clean, found, lowered};
    use crate::topology::network::ZoneKind;

    const LOCAL: &str = "availabilityZones: [us-west-2a, us-west-2b]\nlocalZones: [us-west-2-lax-1a]\n";

    #[test]
    fn kinds_are_told_by_names_and_ids() {
        for (text, kind) in [
            ("us-west-2a", ZoneKind::Availability),
            ("usw2-az1", ZoneKind::Availability),
            ("us-west-2-lax-1a", ZoneKind::Local),
            ("usw2-lax1-az1", ZoneKind::Local),
            ("us-west-2-wl1-las-wlz-1", ZoneKind::Wavelength),
            ("usw2-wl1-las-wlz1", ZoneKind::Wavelength),
        ] {
            assert_eq!(zone_kind("us-west-2", text), kind, "{text}");
        }
    }

    #[test]
    fn subnets_are_numbered_after_those_of_the_region_and_hold_no_control_plane() {
        let groups = "nodeGroups: [{name: far, localZones: [us-west-2-lax-1a]}, {name: near}]";
        let topology = clean(&format!("{LOCAL}{groups}"));
        let network = &topology.network;
        let subnets: Vec<_> =
            network.subnets.iter().map(|it| format!("{} {}", it.name, it.cidr.unwrap())).collect();
        assert_eq!(
            subnets,
            [
                "public-us-west-2a 192.168.0.0/19",
                "public-us-west-2b 192.168.32.0/19",
                "public-us-west-2-lax-1a 192.168.64.0/19",
                "private-us-west-2a 192.168.96.0/19",
                "private-us-west-2b 192.168.128.0/19",
                "private-us-west-2-lax-1a 192.168.160.0/19",
            ]
        );
        assert_eq!(topology.cluster.subnets, [0, 1, 3, 4]);
        assert_eq!(network.nat_gateways.len(), 1);
        assert_eq!(network.nat_gateways[0].serves, [0, 1, 2]);
        assert_eq!(topology.node_groups[0].subnets, [2]);
        assert_eq!(topology.node_groups[1].subnets, [0, 1]);
    }

    #[test]
    fn what_cannot_be_there_is_refused() {
        let with = |rest: &str| found(&format!("{LOCAL}{rest}"));
        assert_eq!(with("vpc: {nat: {gateway: HighlyAvailable}}"), ["EP0420 localZones"]);
        assert_eq!(with("privateCluster: {enabled: true}"), ["EP0420 localZones"]);
        assert_eq!(
            with("managedNodeGroups: [{name: a, subnets: [us-west-2-lax-1a]}]"),
            ["EP0403 managedNodeGroups[0]"]
        );
        let fargate =
            "fargateProfiles: [{name: a, selectors: [{namespace: a}], subnets: [private-us-west-2-lax-1a]}]";
        assert_eq!(with(fargate), ["EP0403 fargateProfiles[0]"]);
        assert_eq!(found("localZones: [us-west-2a]"), ["EP0107 localZones[0]"]);
        let both = "nodeGroups: [{name: a, availabilityZones: [us-west-2a], localZones: [us-west-2-lax-1a]}]";
        assert_eq!(with(both), ["EP0516 nodeGroups[0].localZones"]);
    }

    #[test]
    fn an_existing_subnet_in_a_wavelength_zone_is_for_nodes_of_ones_own() {
        let vpc = "vpc:\n  id: vpc-1\n  controlPlaneSubnetIDs: [subnet-a, subnet-b]\n  subnets:\n    public:\n      \
                   a: {id: subnet-a, az: us-west-2a}\n      b: {id: subnet-b, az: us-west-2b}\n      \
                   w: {id: subnet-w, az: us-west-2-wl1-las-wlz-1}\n";
        let (topology, all) = lowered(&format!("{vpc}nodeGroups: [{{name: edge, subnets: [w]}}]"));
        assert!(all.is_empty(), "{all:#?}");
        assert_eq!(topology.network.zone_kind(topology.node_groups[0].subnets[0]), ZoneKind::Wavelength);
        assert_eq!(
            found(&format!("{vpc}managedNodeGroups: [{{name: edge, subnets: [w]}}]")),
            ["EP0403 managedNodeGroups[0]"]
        );
    }
}
