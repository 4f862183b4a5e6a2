//! Ranges from which the API server is called, and the VPC's own.

use ipnet::{IpNet, Ipv4Net};

use super::blocks::{free, is_private};
use super::{is_existing, items_of, taken, vpc, vpc_block};
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::seen::Seen;

/// Each range is one rule of a security group, and EC2 takes a rule once.
pub(super) fn extra_ranges_once(subject: &Subject<'_>, report: &mut Report) {
    let has_own_groups = vpc(subject).is_some_and(|vpc| {
        let ids = vpc.control_plane_security_group_ids.as_ref().is_some_and(|ids| !ids.value.is_empty());
        ids || vpc.security_group.as_ref().is_some_and(|id| !id.is_empty())
    });
    if has_own_groups {
        return;
    }
    let mut seen = Seen::new();
    for (block, text) in crate::check::hybrid::blocks(subject) {
        seen.replace(&[&block.to_string()], text);
    }
    let lists = [items_of(subject, |vpc| &vpc.extra_cidrs), items_of(subject, |vpc| &vpc.extra_ipv6_cidrs)];
    for text in lists.into_iter().flatten() {
        let Ok(range) = text.parse::<IpNet>().map(|range| range.trunc()) else { continue };
        let Some(first) = seen.replace(&[&range.to_string()], text) else { continue };
        report
            .raise(
                Code::NetworkNamedTwice,
                &text.at,
                format_args!("`{}` is let in twice, and eksctl makes a rule for each", text.value),
            )
            .arg("name", &text.value)
            .label(&first.at, "named here first")
            .help("remove one of the two");
    }
}

/// EKS takes so many ranges for the public side and no more.
pub(super) fn public_ranges(subject: &Subject<'_>, report: &mut Report) {
    let Some(list) = vpc(subject).and_then(|vpc| vpc.public_access_cidrs.as_ref()) else { return };
    let Some(most) = catalog::quota("publicAccessCidrsPerCluster").map(|quota| quota.value) else { return };
    let number = list.value.len();
    if u32::try_from(number).is_ok_and(|number| number <= most) {
        return;
    }
    let ranges: Vec<Ipv4Net> = list.value.iter().filter_map(super::block).collect();
    let fewer = Ipv4Net::aggregate(&ranges).len();
    let help = if fewer < number && u32::try_from(fewer).is_ok_and(|fewer| fewer <= most) {
        format!("join neighbouring ranges: the same addresses are {fewer} ranges")
    } else {
        "join neighbouring ranges into larger ones, or open `privateAccess` for networks that are joined to the VPC"
            .to_owned()
    };
    report
        .raise(
            Code::NetworkPublicRangesMany,
            &list.at,
            format_args!("the public side is opened to {number} ranges, and EKS takes {most}"),
        )
        .arg("number", &number.to_string())
        .arg("most", &most.to_string())
        .help(help);
}

/// A new VPC takes addresses that nobody has on the internet.
pub(super) fn vpc_of_the_internet(subject: &Subject<'_>, report: &mut Report) {
    /// Shared by carriers and for tests of networks: not of the internet either (RFC 6598, RFC 2544).
    const OTHERS: [(u32, u8); 2] = [(0x6440_0000, 10), (0xc612_0000, 15)];
    let Some((block, Some(place))) = vpc_block(subject).filter(|_| !is_existing(subject)) else { return };
    let first = u32::from(block.network());
    let is_other = OTHERS.iter().any(|&(start, prefix)| {
        first >> (32 - prefix) == start >> (32 - prefix) && block.prefix_len() >= prefix
    });
    if is_private(&block) || is_other {
        return;
    }
    let message = format!("the VPC takes addresses of the internet, `{block}`");
    let help = free(block, block.prefix_len().max(16), &taken(subject)).map_or_else(
        || "choose a private block".to_owned(),
        |free| format!("choose a private block, as `{free}`"),
    );
    report.raise(Code::NetworkVpcPublic, place, message).arg("cidr", &block.to_string()).help(help);
}
