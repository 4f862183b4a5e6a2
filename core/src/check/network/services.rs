//! The range that services have their addresses from.

use ipnet::Ipv4Net;

use super::blocks::{free, is_private, touches};
use super::{block, items_of, service_range, taken, vpc_block};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// Prefixes that EKS takes. Source: EKS API, `KubernetesNetworkConfigRequest`.
const PREFIXES: std::ops::RangeInclusive<u8> = 12..=24;

/// A range that would do, of the same size if EKS takes it.
fn instead(subject: &Subject<'_>, range: Ipv4Net) -> String {
    let prefix = range.prefix_len().clamp(*PREFIXES.start(), *PREFIXES.end());
    // A block that is too small is meant to be one: the usual size does.
    let prefix = if PREFIXES.contains(&range.prefix_len()) { prefix } else { prefix.min(16) };
    match free(range, prefix, &taken(subject)) {
        Some(block) => format!("the next free range is `{block}`"),
        None => "leave it out: EKS chooses a range outside the VPC".to_owned(),
    }
}

/// It is private, and from /12 to /24.
pub(super) fn range(subject: &Subject<'_>, report: &mut Report) {
    let Some((range, written)) = service_range(subject) else { return };
    let what = if !is_private(&range) {
        "is not private"
    } else if PREFIXES.contains(&range.prefix_len()) {
        return;
    } else {
        "is not from /12 to /24"
    };
    report
        .raise(
            Code::NetworkServiceRange,
            &written.at,
            format_args!("the service range `{range}` {what}, and EKS takes no other"),
        )
        .arg("cidr", &range.to_string())
        .help(instead(subject, range));
}

/// It lies outside the VPC.
pub(super) fn apart_from_vpc(subject: &Subject<'_>, report: &mut Report) {
    let Some((range, written)) = service_range(subject) else { return };
    let Some((vpc, place)) = vpc_block(subject).filter(|(vpc, _)| touches(vpc, &range)) else { return };
    report
        .raise(
            Code::NetworkOverlap,
            &written.at,
            format_args!("the service range `{range}` overlaps with the VPC `{vpc}`"),
        )
        .arg("cidr", &range.to_string())
        .arg("other", &vpc.to_string())
        .label(place, "the VPC")
        .help(instead(subject, range));
}

/// It lies outside the networks that call the API server from elsewhere.
pub(super) fn apart_from_others(subject: &Subject<'_>, report: &mut Report) {
    let Some((range, written)) = service_range(subject) else { return };
    let extra = items_of(subject, |vpc| &vpc.extra_cidrs);
    // The VPC itself may be named there, and is compared elsewhere.
    let of_vpc = |other: &Ipv4Net| vpc_block(subject).is_some_and(|(vpc, _)| vpc.contains(other));
    let near = extra.iter().filter_map(|text| Some((block(text)?, text)));
    let mut hidden = near.filter(|(other, _)| touches(other, &range) && !of_vpc(other));
    let Some((other, text)) = hidden.next() else { return };
    report
        .raise(
            Code::NetworkServiceReach,
            &written.at,
            format_args!("the service range `{range}` hides the network `{other}` from nodes and pods"),
        )
        .arg("cidr", &range.to_string())
        .arg("other", &other.to_string())
        .label(&text.at, "it calls the API server from here")
        .help(instead(subject, range));
}
