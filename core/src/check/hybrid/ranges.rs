//! Where remote networks lie.

use ipnet::Ipv4Net;

use super::blocks;
use crate::check::Subject;
use crate::check::network::blocks::{free, overlaps, touches};
use crate::check::network::{service_range, taken, vpc_block};
use crate::diagnostic::{Code, Place, Report};

/// What EKS takes services from unless it is told. Source: EKS API, `KubernetesNetworkConfigRequest`.
const DEFAULT_SERVICES: [(u32, u8); 2] = [(0x0a64_0000, 16), (0xac14_0000, 16)];

/// Remedies are looked for among the first findings alone: more of them help nobody.
const HELPED: usize = 15;

/// Remote networks overlap neither with each other, nor with the VPC, nor with the services.
pub(super) fn apart(subject: &Subject<'_>, report: &mut Report) {
    if subject.cluster.remote_network_config.is_none() {
        return;
    }
    let vpc = vpc_block(subject);
    let services = service_range(subject);
    let mut helped = 0;
    let mut found = |block: Ipv4Net, at: &Place, what: &str, other: &str, place: Option<&Place>| {
        let finding = report
            .raise(
                Code::HybridOverlap,
                at,
                format_args!("the remote network `{block}` overlaps with {what} `{other}`"),
            )
            .arg("cidr", &block.to_string())
            .arg("other", other)
            .label(place, "the other one");
        helped += 1;
        let next = if helped <= HELPED { free(block, block.prefix_len(), &taken(subject)) } else { None };
        let help = match next {
            Some(next) => {
                format!("if the hosts can be moved, the next free block is `{next}`; else move the other one")
            }
            None => "a packet to an address must have one way: move one of the two".to_owned(),
        };
        finding.help(help);
    };
    for (block, text) in blocks(subject) {
        if let Some((vpc, place)) = vpc.filter(|(vpc, _)| touches(vpc, &block)) {
            found(block, &text.at, "the VPC", &vpc.to_string(), place);
        }
        if let Some((range, written)) = services.filter(|(range, _)| touches(range, &block)) {
            found(block, &text.at, "the service range", &range.to_string(), Some(&written.at));
        }
    }
    let remote = blocks(subject);
    let only: Vec<_> = remote.iter().map(|(block, _)| *block).collect();
    for (at, before) in overlaps(&only) {
        let ((block, text), (other, first)) = (remote[at], remote[before]);
        found(block, &text.at, "the remote network", &other.to_string(), Some(&first.at));
    }
}

/// Without a range of the user's own EKS may take services from where hosts are.
pub(super) fn apart_from_default_services(subject: &Subject<'_>, report: &mut Report) {
    let config = subject.cluster.kubernetes_network_config.as_ref();
    let is_chosen = config.is_some_and(|config| config.service_ipv4_cidr.is_some());
    if is_chosen || subject.cluster.remote_network_config.is_none() {
        return;
    }
    let defaults = DEFAULT_SERVICES.map(|(first, prefix)| Ipv4Net::new_assert(first.into(), prefix));
    for (block, text) in blocks(subject) {
        let Some(services) = defaults.iter().find(|services| touches(services, &block)) else { continue };
        let message =
            format!("the remote network `{block}` lies where EKS may take services from, `{services}`");
        let help = free(*services, 16, &taken(subject)).map_or_else(
            || "write a `kubernetesNetworkConfig.serviceIPv4CIDR` that is free".to_owned(),
            |range| format!("write `kubernetesNetworkConfig.serviceIPv4CIDR: {range}`, which is free"),
        );
        report
            .raise(Code::HybridServiceDefault, &text.at, message)
            .arg("cidr", &block.to_string())
            .arg("other", &services.to_string())
            .help(help);
        return;
    }
}
