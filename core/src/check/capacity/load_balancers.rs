//! Room for load balancers.

use super::fit::listed;
use super::rooms::{LOAD_BALANCER, Rooms};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::topology::cluster::ENI_ADDRESSES;

/// Subnets that a load balancer stands in, in zones of their own. Source: aws-load-balancer-controller, subnet discovery: an
/// Application Load Balancer needs two.
const ZONES: usize = 2;

/// The controller leaves out a subnet with fewer than eight free addresses, and an Application Load Balancer wants two zones.
pub(super) fn find_subnets(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let network = &topology.network;
    for workload in topology.workloads.iter().filter(|workload| !workload.load_balancers.is_empty()) {
        let rooms = Rooms::new(subject, topology);
        for balancer in &workload.load_balancers {
            // The cluster's own interfaces are there first; what is not known has room.
            let has_room = |at: usize| {
                let first = if topology.cluster.subnets.contains(&at) { u64::from(ENI_ADDRESSES) } else { 0 };
                rooms.before(at).is_none_or(|free| free.saturating_sub(first) >= LOAD_BALANCER)
            };
            let (mut zones, mut small) = (Vec::new(), Vec::new());
            for &at in &balancer.subnets {
                let Some(subnet) = network.subnets.get(at) else { continue };
                let zone = subnet.zone.ok_or(&subnet.name);
                if !has_room(at) {
                    small.push(format!("`{}`", subnet.name));
                } else if zones.len() < ZONES && !zones.contains(&zone) {
                    zones.push(zone);
                }
            }
            if zones.len() >= ZONES || small.is_empty() {
                continue;
            }
            let message = format!(
                "load balancer `{}` finds room in {} of the {ZONES} zones that it wants: fewer than {LOAD_BALANCER} addresses are free in {}",
                balancer.name,
                zones.len(),
                listed(&small)
            );
            let block = super::rooms::prefix_for(LOAD_BALANCER + u64::from(ENI_ADDRESSES))
                .and_then(|prefix| rooms.next_block(subject, prefix));
            let help = match block {
                Some(block) => {
                    format!("give it a larger subnet in each zone, as {block}, which nothing known of takes")
                }
                None => "give it a subnet of /27 or larger in each zone".to_owned(),
            };
            report
                .raise(Code::CapacityLoadBalancer, workload.origin.place(), message)
                .arg("loadBalancer", &balancer.name)
                .arg("zones", &zones.len().to_string())
                .help(help);
        }
    }
}
