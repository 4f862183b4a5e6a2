//! The Elastic Fabric Adapter.

use super::group::{Group, is_on};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// Instances talk over EFA within a zone alone: without a place that is named the first zone is taken.
pub(super) fn place(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    let Some(switch) = group.base.efa_enabled.as_ref().filter(|switch| is_on(Some(switch))) else {
        return;
    };
    if group.base.subnets.is_some() || group.base.availability_zones.is_some() {
        return;
    }
    let (Some(lowered), Some(topology)) = (group.lowered(subject), subject.topology) else { return };
    let subnets = lowered.subnets.first().and_then(|&at| topology.network.subnets.get(at));
    let zone = subnets.and_then(|subnet| topology.network.zones.get(subnet.zone?));
    let Some(zone) = zone.filter(|_| topology.network.zones.len() > 1) else { return };
    group
        .raise(
            report,
            Code::NetworkEfaSubnet,
            &switch.at,
            format_args!("node group `{}` has EFA and names no place", group.name()),
        )
        .arg("zone", zone.key())
        .help(format_args!("write `availabilityZones: [{}]`, which is taken, or another zone", zone.key()));
}
