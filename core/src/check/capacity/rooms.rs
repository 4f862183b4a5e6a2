//! How many addresses subnets have for nodes and pods.

use ipnet::Ipv4Net;

use crate::check::Subject;
use crate::spec::{Located, ObservedSubnet};
use crate::topology::Topology;
use crate::topology::cluster::ENI_ADDRESSES;

/// Addresses of each subnet that AWS keeps: the first four and the last. Source: Amazon VPC user guide, subnet sizing.
const KEPT_BY_AWS: u64 = 5;

/// Free addresses without which a load balancer is not put into a subnet. Source: aws-load-balancer-controller,
/// docs/deploy/subnet_discovery.md.
pub(super) const LOAD_BALANCER: u64 = 8;

/// How many addresses a block has.
pub(super) fn size(prefix: u8) -> u64 {
    1_u64 << 32_u32.saturating_sub(u32::from(prefix))
}

/// How many of them a subnet can give away.
pub(super) fn usable(prefix: u8) -> u64 {
    size(prefix).saturating_sub(KEPT_BY_AWS)
}

/// The longest prefix of a subnet that gives so many away; none if no subnet does.
pub(super) fn prefix_for(addresses: u64) -> Option<u8> {
    (16..=28).rev().find(|&prefix| usable(prefix) >= addresses)
}

/// What was seen of a subnet that stands already.
pub(super) fn seen<'s>(
    subject: &Subject<'s>,
    topology: &Topology,
    at: usize,
) -> Option<&'s Located<ObservedSubnet>> {
    let id = topology.network.subnets.get(at)?.existing.as_deref()?;
    subject.config.observed.as_ref()?.vpc.as_ref()?.subnets.as_ref()?.get(id)
}

/// The rooms of all subnets, before there is a node.
pub(super) struct Rooms<'t> {
    topology: &'t Topology,
    /// Addresses that a subnet has, where they are known.
    free: Vec<Option<u64>>,
    /// Addresses that the plan puts something else on than nodes and pods.
    kept: Vec<u64>,
}

impl<'t> Rooms<'t> {
    /// What is seen of a subnet counts; else its block, which for a subnet that stands already is the most that can be free.
    pub(super) fn new(subject: &Subject<'_>, topology: &'t Topology) -> Self {
        let subnets = &topology.network.subnets;
        let mut rooms = Self { topology, free: Vec::new(), kept: vec![0; subnets.len()] };
        for (at, subnet) in subnets.iter().enumerate() {
            let seen = seen(subject, topology, at).and_then(|seen| seen.free_addresses.as_ref());
            let of_block = subnet.cidr.map(|cidr| usable(cidr.prefix_len()));
            rooms.free.push(seen.map(|seen| u64::from(seen.value)).or(of_block));
        }
        if topology.cluster.outpost.is_none() {
            rooms.keep(&topology.cluster.subnets, u64::from(ENI_ADDRESSES));
        }
        for gateway in &topology.network.nat_gateways {
            rooms.keep(&[gateway.subnet], 1);
        }
        for endpoint in topology.network.endpoints.iter().filter(|endpoint| !endpoint.gateway) {
            rooms.keep(&endpoint.subnets, 1);
        }
        for balancer in topology.workloads.iter().flat_map(|workload| &workload.load_balancers) {
            rooms.keep(&balancer.subnets, LOAD_BALANCER);
        }
        rooms
    }

    fn keep(&mut self, subnets: &[usize], addresses: u64) {
        for &at in subnets {
            if let Some(kept) = self.kept.get_mut(at) {
                *kept += addresses;
            }
        }
    }

    /// What is left for nodes and pods in one subnet.
    pub(super) fn of(&self, at: usize) -> Option<u64> {
        let (free, kept) = (self.free.get(at).copied().flatten()?, self.kept.get(at)?);
        Some(free.saturating_sub(*kept))
    }

    /// The same before anything is kept.
    pub(super) fn before(&self, at: usize) -> Option<u64> {
        self.free.get(at).copied().flatten()
    }

    /// What is left in several; nothing if one of them is not known.
    pub(super) fn sum(&self, subnets: &[usize]) -> Option<u64> {
        subnets.iter().try_fold(0, |sum, &at| Some(sum + self.of(at)?))
    }

    /// The block of the VPC of which subnets, made in the same way, have room for so many addresses.
    pub(super) fn vpc_for(&self, subnets: &[usize], addresses: u64) -> Option<Ipv4Net> {
        let network = &self.topology.network;
        let vpc = network.vpc.cidr.filter(|_| !network.is_existing())?;
        let prefix = (16..vpc.prefix_len()).rev().find(|prefix| {
            let grown = vpc.prefix_len() - prefix;
            let room = subnets.iter().try_fold(0, |sum, &at| {
                let prefix = network.subnets.get(at)?.cidr?.prefix_len().checked_sub(grown)?;
                Some(sum + usable(prefix).saturating_sub(self.kept.get(at).copied()?))
            });
            room.is_some_and(|room| room >= addresses)
        })?;
        Ipv4Net::new(vpc.addr(), prefix).ok().map(|block| block.trunc())
    }

    /// The first block of an existing VPC that is as large and overlaps with no subnet that is known of.
    pub(super) fn next_block(&self, subject: &Subject<'_>, prefix: u8) -> Option<Ipv4Net> {
        let network = &self.topology.network;
        let observed = subject.config.observed.as_ref().and_then(|observed| observed.vpc.as_ref());
        let written =
            observed.and_then(|vpc| vpc.cidr.as_ref()).and_then(|cidr| cidr.value.parse::<Ipv4Net>().ok());
        let vpc = network.vpc.cidr.or(written).filter(|vpc| vpc.prefix_len() <= prefix)?;
        let mut taken = Vec::new();
        for subnet in &network.subnets {
            taken.push(subnet.cidr?);
        }
        for subnet in observed.and_then(|vpc| vpc.subnets.as_ref()).iter().flat_map(|all| all.value.values())
        {
            taken.extend(subnet.cidr.as_ref().and_then(|cidr| cidr.value.parse::<Ipv4Net>().ok()));
        }
        taken.sort_unstable();
        let mut start = u64::from(u32::from(vpc.network()));
        let end = u64::from(u32::from(vpc.broadcast()));
        for block in &taken {
            if u64::from(u32::from(block.network())) >= start + size(prefix) {
                break;
            }
            // Blocks are aligned: past a smaller or a larger one goes on at the next multiple of the size.
            let past = u64::from(u32::from(block.broadcast())) + 1;
            start = start.max(past.next_multiple_of(size(prefix)));
        }
        let fits = start + size(prefix) - 1 <= end;
        let address = u32::try_from(start).ok().filter(|_| fits)?;
        Ipv4Net::new(address.into(), prefix).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aws_keeps_five_addresses_of_each_subnet() {
        assert_eq!([usable(28), usable(24), usable(19), usable(16)], [11, 251, 8187, 65531]);
        assert_eq!((usable(32), size(0)), (0, 1 << 32));
    }

    #[test]
    fn a_prefix_is_as_long_as_it_may_be() {
        let wanted = [(0, 28), (11, 28), (12, 27), (251, 24), (252, 23), (65531, 16)];
        wanted.into_iter().for_each(|(addresses, prefix)| assert_eq!(prefix_for(addresses), Some(prefix)));
        assert_eq!(prefix_for(65532), None);
    }
}
