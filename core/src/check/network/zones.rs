//! Zones that EKS may refuse.

use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// A name that means a refused zone in the account that the catalogue knows, and may in others.
pub(super) fn doubtful(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology.filter(|topology| topology.cluster.outpost.is_none()) else {
        return;
    };
    let Some(region) = catalog::region(&topology.cluster.region) else { return };
    if region.zones.iter().all(|zone| zone.control_plane) {
        return;
    }
    let network = &topology.network;
    let mut is_new = vec![true; network.zones.len()];
    for subnet in topology.cluster.subnets.iter().filter_map(|&at| network.subnets.get(at)) {
        let is_new = |&at: &usize| is_new.get_mut(at).is_some_and(std::mem::take);
        let Some(at) = subnet.zone.filter(is_new) else { continue };
        let Some(zone) = network.zones.get(at).filter(|zone| zone.id.is_none()) else { continue };
        let is_it = |known: &&catalog::Zone| !known.control_plane && Some(known.name) == zone.name.as_deref();
        let Some(known) = region.zones.iter().find(is_it).filter(|known| !known.name.is_empty()) else {
            continue;
        };
        let message = format!("zone `{}` is `{}` in many accounts, which EKS refuses", known.name, known.id);
        let names: Vec<_> = region
            .zones
            .iter()
            .filter(|zone| zone.control_plane && !zone.name.is_empty())
            .map(|zone| format!("`{}`", zone.name))
            .collect();
        let help = format!(
            "take another, as {}; or say in `zoneIds` which zone the name means in your account",
            names.join(", ")
        );
        report
            .raise(Code::NetworkZoneDoubtful, subnet.origin.place(), message)
            .arg("zone", known.name)
            .arg("id", known.id)
            .help(help);
    }
}
