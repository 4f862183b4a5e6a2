//! Subnets that stand already, as they are written.

use super::blocks::overlaps;
use super::{block, is_existing, vpc, vpc_block};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::seen::Seen;
use crate::spec::{Located, Subnet};

/// Every subnet that is written: its side, its key and itself.
pub(super) fn written<'s>(subject: &Subject<'s>) -> Vec<(&'static str, &'s String, &'s Located<Subnet>)> {
    let mut all = Vec::new();
    if let Some(subnets) = vpc(subject).and_then(|vpc| vpc.subnets.as_ref()) {
        for (side, map) in [("public", &subnets.public), ("private", &subnets.private)] {
            for (key, subnet) in map.iter().flat_map(|map| &map.value) {
                all.push((side, key, subnet));
            }
        }
    }
    all
}

/// No two subnets of a VPC share an address.
pub(super) fn apart(subject: &Subject<'_>, report: &mut Report) {
    let (mut blocks, mut with_blocks) = (Vec::new(), Vec::new());
    for (_, key, subnet) in written(subject) {
        if let Some((text, block)) = subnet.cidr.as_ref().and_then(|text| Some((text, block(text)?))) {
            blocks.push(block);
            with_blocks.push((key, text, subnet));
        }
    }
    for (at, before) in overlaps(&blocks) {
        let ((key, text, subnet), (other, first, wide)) = (with_blocks[at], with_blocks[before]);
        let id = |subnet: &Located<Subnet>| subnet.id.as_ref().map(|id| id.value.clone());
        // Two entries about one subnet are another finding.
        if id(subnet).is_some() && id(subnet) == id(wide) {
            continue;
        }
        report
            .raise(
                Code::NetworkOverlap,
                &text.at,
                format_args!("the block of subnet `{key}` overlaps with that of `{other}`"),
            )
            .arg("cidr", &text.value)
            .arg("other", &first.value)
            .label(&first.at, format_args!("the block of `{other}`"))
            .help("write the blocks that the subnets have: EC2 makes none that overlap");
    }
}

/// A subnet lies in a block of its VPC, of which the spec says one.
pub(super) fn inside_vpc(subject: &Subject<'_>, report: &mut Report) {
    let Some((vpc, Some(place))) = vpc_block(subject).filter(|_| is_existing(subject)) else { return };
    for (_, key, subnet) in written(subject) {
        let Some(text) = &subnet.cidr else { continue };
        let Some(own) = block(text).filter(|own| !vpc.contains(own)) else { continue };
        report
            .raise(
                Code::NetworkSubnetOutside,
                &text.at,
                format_args!("the block `{own}` of subnet `{key}` lies outside the VPC's `{vpc}`"),
            )
            .arg("cidr", &own.to_string())
            .arg("other", &vpc.to_string())
            .label(place, "the block of the VPC")
            .help("correct one of the two, unless the VPC has a further block that holds it");
    }
}

/// Entries without an id are found by zone and block: these must tell them apart.
pub(super) fn told_apart(subject: &Subject<'_>, report: &mut Report) {
    let filled = |text: &'_ Option<Located<String>>| text.as_ref().is_some_and(|text| !text.is_empty());
    let mut seen = Seen::new();
    for (side, key, subnet) in written(subject) {
        if filled(&subnet.id) {
            continue;
        }
        let zone = subnet.az.as_ref().filter(|zone| !zone.is_empty()).map_or(key, |zone| &zone.value);
        let block = subnet.cidr.as_ref().map(|text| text.as_str());
        let last = seen.replace(&[&[side, zone], block.as_slice()].concat(), (subnet, key));
        let Some((first, other)) = last.filter(|(it, _)| it.at != subnet.at) else { continue };
        report
            .raise(
                Code::NetworkSubnetTwice,
                &subnet.at,
                format_args!("nothing tells the {side} subnets `{other}` and `{key}` apart"),
            )
            .arg("subnet", key)
            .arg("zone", zone)
            .label(&first.at, "also known by this zone alone")
            .help("write the `id` of each")
            .refused_by("eksctl");
    }
}
