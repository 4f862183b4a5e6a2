//! What only the account knows of a network that stands already, and how to ask it.

use super::filled;
use crate::diagnostic::{Code, Diagnostic, Phase};
use crate::spec::{self, Located};
use crate::topology::lower::context::Context;
use crate::topology::network::Network;

/// Says which existing subnets stand in no known zone.
pub(super) fn zones_of_subnets(cx: &mut Context<'_>, network: &Network) {
    let unknown: Vec<_> = network.subnets.iter().filter(|subnet| subnet.zone.is_none()).collect();
    if unknown.is_empty() {
        return;
    }
    let names: Vec<_> = unknown.iter().map(|subnet| subnet.name.as_str()).collect();
    let ids: Vec<_> =
        unknown.iter().filter_map(|subnet| subnet.existing.as_deref()).filter(|id| !id.is_empty()).collect();
    let command = (!ids.is_empty()).then(|| {
        describe_subnets(
            cx,
            &format!("--subnet-ids {}", ids.join(" ")),
            "Subnets[].[SubnetId,AvailabilityZoneId]",
        )
    });
    let why = format!("nobody said in which zone they stand: {}", names.join(", "));
    cx.unknown("zones of the subnets", &why, command.as_deref(), false);
}

/// Says that the VPC's id is unknown, which blocks once the plan makes something in it.
pub(super) fn vpc_id(cx: &mut Context<'_>, network: &Network) {
    if network.vpc.existing.as_deref() != Some("") {
        return;
    }
    let makes_group =
        network.security_groups.iter().any(|group| group.existing.is_none() && !group.made_by_eks);
    let has_own_nodes = cx.spec.node_groups.as_ref().is_some_and(|groups| !groups.value.is_empty());
    let ids: Vec<_> = network
        .subnets
        .iter()
        .filter_map(|subnet| subnet.existing.as_deref())
        .filter(|id| !id.is_empty())
        .collect();
    let command =
        ids.first().map(|id| describe_subnets(cx, &format!("--subnet-ids {id}"), "Subnets[0].VpcId"));
    let blocks = makes_group || has_own_nodes || !network.endpoints.is_empty();
    cx.unknown("vpc id", "the subnets are named and their VPC is not", command.as_deref(), blocks);
}

/// A subnet that is known by its addresses or its zone alone.
pub(super) fn id_of_subnet(
    cx: &mut Context<'_>,
    network: &Network,
    name: &str,
    subnet: &Located<spec::Subnet>,
    zone: Option<usize>,
) {
    let vpc = network.vpc.existing.as_deref().unwrap_or("");
    if vpc.is_empty() {
        let message = format!("subnet `{name}` has no id, and its VPC is not named");
        cx.report.push(
            Diagnostic::new(Code::NetworkSubnetUnknown, &subnet.at, message)
                .help("name its `id`, or the VPC in `vpc.id`")
                .phase(Phase::Read),
        );
    }
    let mut filters = format!("--filters Name=vpc-id,Values={vpc}");
    if let Some(cidr) = filled(&subnet.cidr) {
        filters.push_str(&format!(" Name=cidr-block,Values={}", cidr.value));
    } else if let Some(zone) = zone.and_then(|zone| network.zones.get(zone)) {
        let filter = if zone.id.is_some() { "availability-zone-id" } else { "availability-zone" };
        filters.push_str(&format!(" Name={filter},Values={}", zone.key));
    }
    let command = describe_subnets(cx, &filters, "Subnets[].SubnetId");
    cx.unknown(&format!("id of subnet {name}"), "the subnet is named without its id", Some(&command), true);
}

fn describe_subnets(cx: &Context<'_>, which: &str, query: &str) -> String {
    format!("aws ec2 describe-subnets --region {} {which} --query \"{query}\"", cx.region)
}
