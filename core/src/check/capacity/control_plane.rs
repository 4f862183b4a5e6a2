//! Room for the interfaces by which the control plane stands in the VPC.

use super::rooms::{Rooms, prefix_for, seen};
use crate::check::Subject;
use crate::diagnostic::{Code, Report, Severity};
use crate::topology::cluster::{ENI_ADDRESSES, ENI_ADDRESSES_RECOMMENDED};

/// EKS makes two to four interfaces, and new ones before the old ones go when the version changes.
pub(super) fn has_addresses(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology.filter(|topology| topology.cluster.outpost.is_none()) else {
        return;
    };
    for &at in &topology.cluster.subnets {
        let Some(subnet) = topology.network.subnets.get(at) else { continue };
        let Some(free) = seen(subject, topology, at).and_then(|seen| seen.free_addresses.as_ref()) else {
            continue;
        };
        if free.value >= ENI_ADDRESSES_RECOMMENDED {
            continue;
        }
        let is_too_few = free.value < ENI_ADDRESSES;
        let (wanted, number) =
            if is_too_few { ("needs", ENI_ADDRESSES) } else { ("should have", ENI_ADDRESSES_RECOMMENDED) };
        let name = &subnet.name;
        let message = format!(
            "subnet `{name}` of the control plane has {} free addresses and {wanted} {number}",
            free.value
        );
        let rooms = Rooms::new(subject, topology);
        let block = prefix_for(u64::from(ENI_ADDRESSES)).and_then(|prefix| rooms.next_block(subject, prefix));
        let small = block.map_or_else(
            || "small ones of their own do, of /28".to_owned(),
            |block| format!("small ones of their own do, as {block}, which nothing known of takes"),
        );
        let finding = report
            .raise(Code::NetworkAddressesFew, &free.at, message)
            .arg("subnet", name)
            .arg("free", &free.value.to_string())
            .arg("wanted", &number.to_string())
            .help(format_args!("name other subnets in `vpc.controlPlaneSubnetIDs`; {small}"))
            .label(subnet.origin.place.as_ref(), "the control plane stands in it");
        if !is_too_few {
            finding.severity(Severity::Warning);
        }
    }
}
