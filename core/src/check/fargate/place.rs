//! Where pods on Fargate run, and what cannot.

use crate::catalog::{self, ComputeKind};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// Not every zone has Fargate.
pub(super) fn zones(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology.filter(|topology| !topology.fargate_profiles.is_empty()) else {
        return;
    };
    let known = catalog::region(&topology.cluster.region).map_or(&[][..], |region| region.zones);
    let has_none = |id: &&str| known.iter().any(|zone| zone.id == *id && !zone.fargate);
    for profile in &topology.fargate_profiles {
        let zones = profile.subnets.iter().filter_map(|&at| topology.network.subnets.get(at)?.zone);
        let mut zones = zones.filter_map(|zone| topology.network.zones.get(zone)?.id.as_deref());
        let Some(zone) = zones.find(has_none) else { continue };
        report
            .raise(
                Code::FargateZone,
                profile.origin.place(),
                format_args!(
                    "Fargate profile `{}` has a subnet in zone `{zone}`, which has no Fargate",
                    profile.name
                ),
            )
            .arg("profile", &profile.name)
            .arg("zone", zone)
            .help(
                "name private subnets of other zones in its `subnets`, or choose other `availabilityZones`",
            );
    }
}

/// Add-ons of daemons run on nodes, and there are none.
pub(super) fn daemons(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology.filter(|topology| !topology.fargate_profiles.is_empty()) else {
        return;
    };
    let has_nodes = !topology.node_groups.is_empty()
        || topology.auto_mode.is_some()
        || topology.hybrid.is_some()
        || topology.karpenter.is_some();
    let add_ons = subject.cluster.addons.as_ref().filter(|_| !has_nodes);
    for item in add_ons.map_or(&[][..], |list| &list.value[..]) {
        let Some(name) = &item.name else { continue };
        let Some(known) = catalog::add_on(&name.value) else { continue };
        let is_daemon = known.runs_on_each_node && !known.needs_capacity && !known.default;
        if !is_daemon || known.compute.contains(&ComputeKind::Fargate) {
            continue;
        }
        report
            .raise(
                Code::FargateNoDaemons,
                &name.at,
                format_args!("add-on `{}` runs on nodes, and there is only Fargate", known.name),
            )
            .arg("addOn", known.name)
            .help("remove it, or add a node group");
    }
}
