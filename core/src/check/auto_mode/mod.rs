//! What stands beside Auto Mode.

use super::{Rule, Subject};
use crate::catalog::{self, ComputeKind};
use crate::diagnostic::{Code, Report};

pub(super) const RULES: &[Rule] = &[brings];

/// Add-ons of daemons that stay away from nodes of Auto Mode, and there are no others.
fn brings(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology.filter(|topology| topology.auto_mode.is_some()) else { return };
    let others =
        !topology.node_groups.is_empty() || topology.hybrid.is_some() || topology.karpenter.is_some();
    let add_ons = subject.cluster.addons.as_ref().filter(|_| !others);
    for item in add_ons.map_or(&[][..], |list| &list.value[..]) {
        let Some(name) = &item.name else { continue };
        let Some(known) = catalog::add_on(&name.value) else { continue };
        let is_daemon = known.runs_on_each_node && !known.needs_capacity && !known.default;
        if !is_daemon || known.compute.contains(&ComputeKind::Auto) {
            continue;
        }
        report
            .raise(
                Code::AutoModeBrings,
                &name.at,
                format_args!(
                    "nodes of Auto Mode bring what add-on `{}` does, and there are no other nodes",
                    known.name
                ),
            )
            .arg("addOn", known.name)
            .help("remove it, unless node groups come later");
    }
}
