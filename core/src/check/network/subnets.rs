//! Subnets that stand already, as they are written.

use super::blocks::overlaps;
use super::{block, is_existing, vpc, vpc_block};
use crate::check::Subject;
use crate::check::seen::Seen;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::spec::{Located, Map, Subnet};

/// Every subnet that is written: its side, its key and itself.
pub(super) fn written<'s>(
    subject: &Subject<'s>,
) -> impl Iterator<Item = (&'static str, &'s String, &'s Located<Subnet>)> {
    let subnets = vpc(subject).and_then(|vpc| vpc.subnets.as_ref());
    let side = |side, map: Option<&'s Located<Map<Subnet>>>| {
        map.into_iter().flat_map(move |map| map.value.iter().map(move |(key, subnet)| (side, key, subnet)))
    };
    let public = side("public", subnets.and_then(|subnets| subnets.public.as_ref()));
    public.chain(side("private", subnets.and_then(|subnets| subnets.private.as_ref())))
}

/// No two subnets of a VPC share an address.
pub(super) fn apart(subject: &Subject<'_>, report: &mut Report) {
    let with_blocks = written(subject).filter_map(|(_, key, subnet)| {
        let text = subnet.cidr.as_ref()?;
        Some((block(text)?, (key, text, subnet)))
    });
    let with_blocks: Vec<_> = with_blocks.collect();
    for ((key, text, subnet), (other, first, wide)) in overlaps(&with_blocks) {
        let id = |subnet: &Located<Subnet>| subnet.id.as_ref().map(|id| id.value.clone());
        // Two entries about one subnet are another finding.
        if id(subnet).is_some() && id(subnet) == id(wide) {
            continue;
        }
        let message = format!("the block of subnet `{key}` overlaps with that of `{other}`");
        report.push(
            Diagnostic::new(Code::NetworkOverlap, &text.at, message)
                .arg("cidr", &text.value)
                .arg("other", &first.value)
                .label(&first.at, format!("the block of `{other}`"))
                .help("write the blocks that the subnets have: EC2 makes none that overlap"),
        );
    }
}

/// A subnet lies in a block of its VPC, of which the spec says one.
pub(super) fn inside_vpc(subject: &Subject<'_>, report: &mut Report) {
    let Some((vpc, Some(place))) = vpc_block(subject).filter(|_| is_existing(subject)) else { return };
    for (_, key, subnet) in written(subject) {
        let Some(text) = &subnet.cidr else { continue };
        let Some(own) = block(text).filter(|own| !vpc.contains(own)) else { continue };
        let message = format!("the block `{own}` of subnet `{key}` lies outside the VPC's `{vpc}`");
        report.push(
            Diagnostic::new(Code::NetworkSubnetOutside, &text.at, message)
                .arg("cidr", own.to_string())
                .arg("other", vpc.to_string())
                .label(place, "the block of the VPC")
                .help("correct one of the two, unless the VPC has a further block that holds it"),
        );
    }
}

/// Entries without an id are found by zone and block: these must tell them apart.
pub(super) fn told_apart(subject: &Subject<'_>, report: &mut Report) {
    let filled = |text: &'_ Option<Located<String>>| text.as_ref().is_some_and(|text| !text.is_empty());
    let mut seen = Seen::new();
    for (side, key, subnet) in written(subject).filter(|(_, _, subnet)| !filled(&subnet.id)) {
        let zone = subnet.az.as_ref().filter(|zone| !zone.is_empty()).map_or(key, |zone| &zone.value);
        let block = subnet.cidr.as_ref().map(|text| text.as_str());
        let last = seen.replace(format!("{side} {zone:?} {block:?}"), (subnet, key));
        let Some((first, other)) = last.filter(|(it, _)| it.at != subnet.at) else { continue };
        let message = format!("nothing tells the {side} subnets `{other}` and `{key}` apart");
        report.push(
            Diagnostic::new(Code::NetworkSubnetTwice, &subnet.at, message)
                .arg("subnet", key)
                .arg("zone", zone)
                .label(&first.at, "also known by this zone alone")
                .help("write the `id` of each")
                .refused_by("eksctl"),
        );
    }
}
