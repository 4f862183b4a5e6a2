//! What hangs on one zone, or on what AWS may take back.

use crate::catalog::ComputeKind;
use crate::check::Subject;
use crate::diagnostic::{Code, NOWHERE, Report};
use crate::topology::Topology;
use crate::topology::compute::{Capacity, NodeGroup};
use crate::topology::network::ZoneKind;

/// Zones of subnets, ascending, each once; nothing if one of them is not known.
fn zones(topology: &Topology, subnets: &[usize]) -> Option<Vec<usize>> {
    let mut zones = Vec::with_capacity(subnets.len());
    for &at in subnets {
        zones.push(topology.network.subnets.get(at)?.zone?);
    }
    zones.sort_unstable();
    zones.dedup();
    Some(zones)
}

/// One NAT gateway for private nodes in several zones: they lose their way out with its zone, and cross it until then.
pub(super) fn one_nat_for_several(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let network = &topology.network;
    // Nodes of IPv6 have a way of their own for most of it.
    let [gateway] = network.nat_gateways.as_slice() else { return };
    if topology.cluster.ipv6 {
        return;
    }
    let of_groups = topology.node_groups.iter().map(|group| &group.subnets);
    let of_profiles = topology.fargate_profiles.iter().map(|profile| &profile.subnets);
    let mut private = Vec::new();
    for subnets in of_groups.chain(of_profiles) {
        private.extend_from_slice(subnets);
    }
    private.retain(|&at| network.subnets.get(at).is_some_and(|subnet| !subnet.public));
    let Some(used) = zones(topology, &private) else { return };
    if used.len() < 2 {
        return;
    }
    let at = subject.nat_gateway();
    let message = format!(
        "nodes in {} zones leave by one NAT gateway in `{}`: without that zone they have no way out, and until then their traffic crosses zones, which is billed",
        used.len(),
        gateway.name
    );
    report
        .raise(Code::NoteOneNat, at, message)
        .arg("zone", &gateway.name)
        .arg("zones", &used.len().to_string())
        .help("write `vpc: { nat: { gateway: HighlyAvailable } }` for one in each zone");
}

/// All nodes in one zone go with it.
pub(super) fn nodes_in_one(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let others =
        topology.auto_mode.is_some() || topology.karpenter.is_some() || !topology.fargate_profiles.is_empty();
    if others || topology.hybrid.is_some() {
        return;
    }
    let (mut subnets, mut at) = (Vec::new(), None);
    for group in topology.node_groups.iter().filter(|group| group.sizes.max > 0) {
        // What stands on an Outpost is in one place for a reason.
        if group.outpost.is_some() {
            return;
        }
        subnets.extend_from_slice(&group.subnets);
        at = at.or(group.origin.place.as_ref());
    }
    let Some(used) = zones(topology, &subnets) else { return };
    let [zone] = used.as_slice() else { return };
    let Some(zone) = topology.network.zones.get(*zone).filter(|zone| zone.kind == ZoneKind::Availability)
    else {
        return;
    };
    let at = at.unwrap_or(&NOWHERE);
    report
        .raise(
            Code::NoteOneZone,
            at,
            format_args!("all nodes stand in zone `{}`: without it nothing of the cluster runs", zone.key()),
        )
        .arg("zone", zone.key())
        .help("let a node group stand in two zones or more, or add one in another");
}

/// What CoreDNS and other parts of the system run on may all go within two minutes.
pub(super) fn spot_alone(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let others =
        topology.auto_mode.is_some() || !topology.fargate_profiles.is_empty() || topology.hybrid.is_some();
    let dns =
        topology.add_ons.iter().find(|add_on| add_on.name == "coredns").map(|add_on| add_on.pod_needs());
    let takes = |group: &&NodeGroup| {
        let needs = dns.as_ref().filter(|needs| needs.kinds.contains(&ComputeKind::Ec2));
        group.sizes.max > 0
            && !group.image.windows
            && needs.is_some_and(|needs| group.taints.iter().all(|taint| needs.tolerates(taint)))
    };
    let mut system = topology.node_groups.iter().filter(takes).peekable();
    let Some(first) = system.peek().copied().filter(|_| !others) else { return };
    if !system.all(|group| group.capacity == Capacity::Spot) {
        return;
    }
    let at = first.origin.place();
    let message =
        "CoreDNS and the rest of the system run on Spot instances alone, which AWS may take back all at once";
    report
        .raise(Code::NoteSpotAlone, at, message)
        .arg("nodeGroup", &first.name)
        .help("add a small group on demand for it, as two nodes of `t3.medium`");
}
