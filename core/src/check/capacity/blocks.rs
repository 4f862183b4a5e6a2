//! Whether subnets have whole blocks for nodes that take addresses in blocks.

use super::fit::named;
use super::rooms::seen;
use crate::catalog;
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// The prefix of the blocks that nodes take. Source: EKS best practices, prefix mode.
const BLOCK: u8 = 28;

/// Blocks of /28 in a subnet: AWS keeps addresses of the first and of the last.
fn whole_blocks(prefix: u8) -> u64 {
    let all = 1_u64 << u32::from(BLOCK.saturating_sub(prefix));
    all.saturating_sub(2)
}

/// Each node takes at least one block that is aligned and in one piece.
pub(super) fn prefixes_fit(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology.filter(|topology| topology.pod_network.prefixes) else { return };
    let (pods, subnets) = (&topology.pod_network, &topology.network.subnets);
    for group in topology.node_groups.iter().filter(|_| !topology.cluster.ipv6) {
        let mut types = group.instance_types.iter().filter_map(|name| catalog::instance_type(name));
        if group.image.windows || !types.any(|known| pods.takes_prefixes(known)) {
            continue;
        }
        let own = pods.eni_configs.iter().map(|config| config.subnet);
        let from: Vec<usize> = if pods.custom { own.collect() } else { group.subnets.clone() };
        let blocks = from.iter().try_fold(0, |sum, &at| {
            let block = subnets.get(at)?.cidr?;
            Some(sum + whole_blocks(block.prefix_len()))
        });
        let Some(blocks) = blocks.filter(|&blocks| blocks < u64::from(group.sizes.max)) else { continue };
        let names = named(&topology.network, &from);
        let message = format!(
            "each of up to {} nodes of `{}` takes a whole block of /{BLOCK}, and subnets {names} have {blocks}",
            group.sizes.max, group.name
        );
        let cni = topology.add_ons.iter().find(|add_on| add_on.name == "vpc-cni");
        let free = from.iter().find_map(|&at| seen(subject, topology, at)?.free_addresses.as_ref());
        report
            .raise(Code::CapacityBlocks, group.origin.place(), message)
            .arg("nodeGroup", &group.name)
            .arg("blocks", &blocks.to_string())
            .help("give them subnets of /24 or larger: AWS keeps addresses of the first and of the last block of each subnet, and a block must be free as a whole")
            .label(cni.and_then(|cni| cni.origin.place.as_ref()), "asks for blocks")
            .label(free.map(|free| &free.at), "free, but not known to be in one piece");
    }
}

#[cfg(test)]
mod tests {
    use super::whole_blocks;

    #[test]
    fn the_first_and_the_last_block_are_not_whole() {
        let prefixes = [28, 27, 26, 24, 19];
        assert_eq!(prefixes.map(whole_blocks), [0, 0, 2, 14, 510]);
    }
}
