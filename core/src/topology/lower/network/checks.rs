//! What is wrong with the fields of a network.

use super::{filled, is_fully_private};
use crate::diagnostic::{Code, Diagnostic, Phase, Place};
use crate::topology::lower::context::Context;
use crate::topology::network::Network;

/// eksctl's `HasSufficientSubnets`.
pub(super) fn number_of_subnets(cx: &mut Context<'_>, network: &Network) {
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
pub(super) fn fields_for_a_new_vpc(cx: &mut Context<'_>) {
    let Some(vpc) = cx.spec.vpc.as_ref() else { return };
    if let Some(gateway) = vpc.nat.as_ref().and_then(|nat| nat.gateway.as_ref()) {
        ignored(cx, "vpc.nat.gateway", &gateway.at, "the VPC stands already, and its routes are left alone");
    }
    if let Some(zones) = cx.config.zones.as_ref().filter(|zones| !zones.value.is_empty()) {
        ignored(cx, "zones", &zones.at, "the VPC stands already, and its subnets say the zones");
    }
    let subnets_and = |field: &str, at: &Place| {
        let message = format!("`{field}` goes with a VPC of the plan's, and subnets are named");
        Diagnostic::new(Code::NetworkNewVpcOnly, at, message)
            .arg("field", field)
            .help("leave one of both out")
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
