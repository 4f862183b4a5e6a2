//! The network: address ranges, subnets, zones, security groups, the endpoint of the API server.

pub(super) mod blocks;
mod endpoint;
mod groups;
mod ids;
mod nodes;
mod observed;
mod ranges;
mod services;
mod subnets;
mod zones;

use ipnet::Ipv4Net;

use super::{Rule, Subject};
use crate::diagnostic::Place;
use crate::spec::{Field, IpFamily, Located, Vpc, items};

pub(super) const RULES: &[Rule] = &[
    services::range,
    services::apart_from_vpc,
    services::apart_from_others,
    ids::kinds,
    subnets::apart,
    subnets::inside_vpc,
    subnets::told_apart,
    ranges::extra_ranges_once,
    ranges::public_ranges,
    ranges::vpc_of_the_internet,
    zones::doubtful,
    groups::number,
    groups::shared_rules,
    endpoint::private_only,
    nodes::private_in_public,
    nodes::mixed_zones,
    observed::vpc,
    observed::names,
    observed::subnets,
];

fn vpc<'s>(subject: &Subject<'s>) -> Option<&'s Located<Vpc>> {
    subject.cluster.vpc.as_ref()
}

/// A written block that can be read, without host bits.
pub(super) fn block(text: &Located<String>) -> Option<Ipv4Net> {
    text.parse::<Ipv4Net>().ok().map(|block| block.trunc())
}

/// True if pods and services have IPv6 addresses.
fn is_ipv6(subject: &Subject<'_>) -> bool {
    let config = subject.cluster.kubernetes_network_config.as_ref();
    let family = config.and_then(|config| config.ip_family.as_ref());
    family.is_some_and(|family| family.value == IpFamily::Ipv6)
}

/// True if the VPC stands already.
fn is_existing(subject: &Subject<'_>) -> bool {
    let written = vpc(subject).is_some_and(|vpc| {
        let has_id = vpc.id.as_ref().is_some_and(|id| !id.is_empty());
        has_id || vpc.subnets.is_some()
    });
    subject.topology.map_or(written, |topology| topology.network.is_existing())
}

/// The block of the VPC, and where it is written; eksctl's default has no place.
pub(super) fn vpc_block<'s>(subject: &Subject<'s>) -> Option<(Ipv4Net, Option<&'s Place>)> {
    let written = vpc(subject).and_then(|vpc| vpc.cidr.as_ref()).filter(|cidr| !cidr.is_empty());
    match subject.topology {
        Some(topology) => topology.network.vpc.cidr.map(|block| (block, written.map(|cidr| &cidr.at))),
        None => written.and_then(|cidr| Some((block(cidr)?, Some(&cidr.at)))),
    }
}

/// The service range that is written, if it can be read.
pub(super) fn service_range<'s>(subject: &Subject<'s>) -> Option<(Ipv4Net, &'s Located<String>)> {
    let written = subject.cluster.kubernetes_network_config.as_ref()?.service_ipv4_cidr.as_ref()?;
    let range = block(written)?;
    (!is_ipv6(subject)).then_some((range, written))
}

/// Every block that is written and in use, so that a remedy keeps clear of it.
pub(super) fn taken(subject: &Subject<'_>) -> Vec<Ipv4Net> {
    let mut taken: Vec<Ipv4Net> = vpc_block(subject).map(|(block, _)| block).into_iter().collect();
    taken.extend(items_of(subject, |vpc| &vpc.extra_cidrs).iter().filter_map(block));
    taken.extend(super::hybrid::blocks(subject).iter().map(|(block, _)| block));
    taken.extend(service_range(subject).map(|(range, _)| range));
    taken
}

fn items_of<'s>(
    subject: &Subject<'s>,
    list: impl Fn(&'s Vpc) -> &'s Field<Vec<Located<String>>>,
) -> &'s [Located<String>] {
    vpc(subject).map_or(&[], |vpc| items(list(&vpc.value)))
}
