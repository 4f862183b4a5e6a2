//! What is wrong with the fields of a network.

use std::fmt::Display;

use super::{filled, is_fully_private};
use crate::diagnostic::{Code, NOWHERE, Phase, Place, Raised};
use crate::topology::lower::context::Context;
use crate::topology::network::Network;

/// eksctl's `HasSufficientSubnets`.
pub(super) fn number_of_subnets(cx: &mut Context<'_>, network: &Network) {
    let vpc = cx.spec.vpc.as_ref();
    let subnets = vpc.and_then(|vpc| vpc.subnets.as_ref()).map(|subnets| &subnets.at);
    let id = vpc.and_then(|vpc| vpc.id.as_ref()).map(|id| &id.at);
    let place = subnets.or(id).unwrap_or(&NOWHERE);
    let count = |public| network.subnets.iter().filter(|subnet| subnet.public == public).count();
    if network.subnets.is_empty() {
        let message = "the VPC is named and none of its subnets is";
        few(cx, place, &message).help("name subnets in at least two zones in `vpc.subnets`");
        return;
    }
    if cx.spec.outpost.is_some() {
        return;
    }
    for &(kind, number, other) in
        &[("public", count(true), count(false)), ("private", count(false), count(true))]
    {
        if number == 1 {
            let finding = few(cx, place, &format_args!("one {kind} subnet is too few"))
                .help(format_args!("name two {kind} subnets in different zones, or none"));
            if other > 0 {
                finding.refused_by("eksctl");
            }
        }
    }
    if is_fully_private(cx.spec) && count(false) == 0 {
        let message = "a fully private cluster needs private subnets";
        few(cx, place, &message).help("name them in `vpc.subnets.private`");
    }
}

#[cfg_attr(feature = "sites", track_caller)]
fn few<'c>(cx: &'c mut Context<'_>, place: &Place, message: &dyn Display) -> Raised<'c> {
    cx.report.raise(Code::NetworkSubnetsFew, place, message).phase(Phase::Validate)
}

/// Fields that say how a new VPC is to be.
pub(super) fn fields_for_a_new_vpc(cx: &mut Context<'_>) {
    let Some(vpc) = cx.spec.vpc.as_ref() else { return };
    if let Some(gateway) = vpc.nat.as_ref().and_then(|nat| nat.gateway.as_ref()) {
        ignored(cx, "vpc.nat.gateway", &gateway.at, "the VPC stands already, and its routes are left alone");
    }
    if let Some(zones) = cx.config.zones.as_ref().filter(|zones| !zones.value.is_empty()) {
        ignored(cx, "zones", &zones.at, "the VPC stands already, and its subnets say the zones");
    }
    let mut subnets_and = |field: &str, at: &Place| {
        cx.report
            .raise(
                Code::NetworkNewVpcOnly,
                at,
                format_args!("`{field}` goes with a VPC of the plan's, and subnets are named"),
            )
            .arg("field", field)
            .help("leave one of both out");
    };
    if let Some(zones) = cx.spec.availability_zones.as_ref().filter(|zones| !zones.value.is_empty()) {
        subnets_and("availabilityZones", &zones.at);
    }
    if let Some(kind) = filled(&vpc.hostname_type) {
        subnets_and("vpc.hostnameType", &kind.at);
    }
}

/// A field that has no effect.
pub(in crate::topology::lower) fn ignored(cx: &mut Context<'_>, field: &str, at: &Place, why: &str) {
    cx.report
        .raise(Code::NetworkFieldIgnored, at, format_args!("`{field}` has no effect: {why}"))
        .arg("field", field)
        .phase(Phase::Validate);
}
