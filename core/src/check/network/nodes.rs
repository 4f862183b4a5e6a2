//! Where node groups stand.

use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::NodeGroupBase;
use crate::spec::items;
use crate::topology::Topology;
use crate::topology::compute::{NodeGroup, NodeGroupKind};
use crate::topology::network::ZoneKind;

/// A node group as resolved, and as written.
type Group<'s> = (&'s Topology, &'s NodeGroup, &'s NodeGroupBase, &'s Place);

/// Those that name subnets or zones: most specs name none, and then nothing is to be looked for.
fn groups<'s>(subject: &Subject<'s>) -> Vec<Group<'s>> {
    let mut all = Vec::new();
    for (at, base) in subject.node_groups() {
        if names_places(base) {
            all.extend(group(subject.topology, at, base));
        }
    }
    all
}

fn group<'s>(topology: Option<&'s Topology>, at: &'s Place, base: &'s NodeGroupBase) -> Option<Group<'s>> {
    let topology = topology?;
    // They are sorted by their names.
    let (groups, name) = (&topology.node_groups, base.name.as_ref()?.value.as_str());
    let group = groups.get(groups.binary_search_by(|group| group.name.as_str().cmp(name)).ok()?)?;
    (group.origin.place.as_ref() == Some(at)).then_some((topology, group, base, at))
}

fn names_places(base: &NodeGroupBase) -> bool {
    !items(&base.subnets).is_empty() || !items(&base.availability_zones).is_empty()
}

/// Without a public address an internet gateway serves nothing.
pub(super) fn private_in_public(subject: &Subject<'_>, report: &mut Report) {
    for (topology, group, base, at) in groups(subject) {
        if !group.private_networking {
            continue;
        }
        let public =
            group.subnets.iter().filter_map(|&at| topology.network.subnets.get(at)).find(|it| it.public);
        let Some(public) = public else { continue };
        let place = base.subnets.as_ref().map_or(at, |list| &list.at);
        let finding = report
            .raise(
                Code::NetworkPublicSubnet,
                place,
                format_args!(
                    "private nodes of `{}` are put into the public subnet `{}`",
                    group.name, public.name
                ),
            )
            .arg("name", &group.name);
        let help = "name private subnets, or leave `privateNetworking` out";
        finding.arg("subnet", &public.name).help(help);
    }
}

/// Nodes of a Local Zone are unlike those of the region.
pub(super) fn mixed_zones(subject: &Subject<'_>, report: &mut Report) {
    for (topology, group, base, at) in groups(subject) {
        if group.kind != NodeGroupKind::SelfManaged {
            continue;
        }
        let network = &topology.network;
        let first = |far: bool| {
            let is_it = |&&at: &&usize| {
                let zone = network.subnets.get(at).and_then(|subnet| subnet.zone);
                zone.is_some() && (network.zone_kind(at) != ZoneKind::Availability) == far
            };
            group.subnets.iter().find(is_it).and_then(|&at| network.subnets.get(at))
        };
        let (Some(far), Some(near)) = (first(true), first(false)) else { continue };
        let place = base.subnets.as_ref().map_or(at, |list| &list.at);
        report
            .raise(
                Code::NetworkZonesMixed,
                place,
                format_args!(
                    "node group `{}` stands in the Local Zone of `{}` and in the region, in `{}`",
                    group.name, far.name, near.name
                ),
            )
            .arg("name", &group.name)
            .help("make a group for the Local Zone, and one for the region");
    }
}
