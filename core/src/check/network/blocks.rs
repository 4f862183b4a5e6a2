//! Arithmetic of IPv4 blocks.

use ipnet::Ipv4Net;

/// The private ranges of RFC 1918, as first address and prefix.
const PRIVATE: [(u32, u8); 3] = [(0x0a00_0000, 8), (0xac10_0000, 12), (0xc0a8_0000, 16)];

/// True if an address is in both.
pub(in crate::check) fn touches(a: &Ipv4Net, b: &Ipv4Net) -> bool {
    a.contains(b) || b.contains(a)
}

/// True if all its addresses are private ones.
pub(in crate::check) fn is_private(block: &Ipv4Net) -> bool {
    pool_of(block).is_some()
}

fn pool_of(block: &Ipv4Net) -> Option<usize> {
    PRIVATE.iter().position(|&(first, prefix)| {
        u32::from(block.network()) >> (32 - prefix) == first >> (32 - prefix) && block.prefix_len() >= prefix
    })
}

/// The next private block of this prefix that touches none of those `taken`: upwards from `near`, then from the start of its
/// range, then in the other ranges.
pub(in crate::check) fn free(near: Ipv4Net, prefix: u8, taken: &[Ipv4Net]) -> Option<Ipv4Net> {
    /// Among more of them nobody looks for room by hand, and it would take long.
    const MOST: usize = 256;
    if taken.len() > MOST {
        return None;
    }
    let own = pool_of(&near);
    let whole = |pool: usize| within(pool, PRIVATE[pool].0, prefix, taken);
    let above = own.and_then(|pool| within(pool, u32::from(near.network()), prefix, taken));
    above.or_else(|| whole(own?)).or_else(|| (0..PRIVATE.len()).find_map(whole))
}

/// The first such block of a private range from an address on.
fn within(pool: usize, from: u32, prefix: u8, taken: &[Ipv4Net]) -> Option<Ipv4Net> {
    let &(first, width) = PRIVATE.get(pool).filter(|(_, width)| *width <= prefix && prefix <= 32)?;
    let (size, end) = (1_u64 << (32 - prefix), u64::from(first) + (1_u64 << (32 - width)));
    let mut at = u64::from(from).next_multiple_of(size);
    while at + size <= end {
        let candidate = Ipv4Net::new(u32::try_from(at).ok()?.into(), prefix).ok()?;
        match taken.iter().find(|block| touches(block, &candidate)) {
            // What is in the way ends there; nothing before it fits.
            Some(block) => {
                let after = u64::from(u32::from(block.broadcast())) + 1;
                at = after.max(at + 1).next_multiple_of(size);
            }
            None => return Some(candidate),
        }
    }
    None
}

/// Pairs of blocks that overlap, by their numbers: each with the widest one before it that holds it. Takes the time of sorting.
pub(in crate::check) fn overlaps(blocks: &[Ipv4Net]) -> Vec<(usize, usize)> {
    let mut sorted: Vec<_> = blocks.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    let mut open: Option<(Ipv4Net, usize)> = None;
    let mut found = Vec::new();
    for (block, at) in sorted {
        match open.filter(|(wide, _)| wide.contains(&block)) {
            Some((_, wide)) => found.push((at, wide)),
            None => open = Some((block, at)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(text: &str) -> Ipv4Net {
        text.parse().unwrap()
    }

    #[test]
    fn the_next_free_block_is_near() {
        let free = |near: &str, prefix, taken: &[&str]| {
            let taken: Vec<_> = taken.iter().map(|text| net(text)).collect();
            free(net(near), prefix, &taken).map(|block| block.to_string())
        };
        assert_eq!(free("10.0.0.0/16", 16, &["10.0.0.0/16"]).as_deref(), Some("10.1.0.0/16"));
        assert_eq!(free("10.0.0.0/16", 16, &["10.0.0.0/12"]).as_deref(), Some("10.16.0.0/16"));
        assert_eq!(free("10.255.0.0/16", 16, &["10.255.0.0/16"]).as_deref(), Some("10.0.0.0/16"));
        assert_eq!(free("10.0.0.0/16", 16, &["10.0.0.0/8"]).as_deref(), Some("172.16.0.0/16"));
        assert_eq!(free("192.168.0.0/16", 16, &["192.168.0.0/16"]).as_deref(), Some("10.0.0.0/16"));
        assert_eq!(free("8.8.8.0/24", 24, &[]).as_deref(), Some("10.0.0.0/24"));
        assert_eq!(free("10.0.0.0/8", 8, &["10.0.1.0/24"]), None);
        assert_eq!(free("192.168.0.0/16", 32, &["192.168.0.0/32"]).as_deref(), Some("192.168.0.1/32"));
        assert_eq!(free("10.0.0.0/7", 7, &[]), None);
    }

    #[test]
    fn overlaps_are_found_in_any_order() {
        fn found(blocks: &[&'static str]) -> Vec<(&'static str, &'static str)> {
            let nets: Vec<_> = blocks.iter().map(|text| net(text)).collect();
            overlaps(&nets).into_iter().map(|(one, other)| (blocks[one], blocks[other])).collect()
        }
        assert_eq!(found(&["10.0.1.0/24", "10.0.0.0/16"]), [("10.0.1.0/24", "10.0.0.0/16")]);
        assert_eq!(found(&["10.0.0.0/16", "10.0.0.0/16"]).len(), 1);
        assert_eq!(found(&["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/23"]), []);
        let nested = ["10.0.0.0/8", "10.1.0.0/16", "10.1.1.0/24", "11.0.0.0/8"];
        assert_eq!(found(&nested), [("10.1.0.0/16", "10.0.0.0/8"), ("10.1.1.0/24", "10.0.0.0/8")]);
    }
}
