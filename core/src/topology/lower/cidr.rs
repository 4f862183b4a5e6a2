//! How an IPv4 VPC is cut into subnets: as eksctl does it, so that the same spec gives the same addresses.

use ipnet::Ipv4Net;

/// Why a VPC cannot be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CidrError {
    /// The VPC is too large or too small.
    #[error("a VPC is made with a prefix from /16 to /24, not /{0}")]
    VpcPrefix(u8),
    /// There are too many zones.
    #[error("{0} zones are more than the 8 that a VPC is cut for")]
    Zones(usize),
    /// The blocks would be too large or too small for a subnet.
    #[error("a subnet has a prefix from /16 to /28, not /{0}")]
    SubnetPrefix(u8),
}

/// The public and the private block of each zone, in the order of the zones.
///
/// One zone gets blocks of the VPC's prefix and 3 bits, and so do up to four; up to eight get 4 bits. The public
/// subnet of zone `i` of `n` has block `i`, the private one block `i + n`. Source: eksctl, `pkg/vpc/vpc.go`.
///
/// # Errors
///
/// [`CidrError`] if the VPC's prefix is not 16 to 24, or there are more than 8 zones.
pub fn split(cidr: Ipv4Net, zones: usize) -> Result<Vec<(Ipv4Net, Ipv4Net)>, CidrError> {
    if !(16..=24).contains(&cidr.prefix_len()) {
        return Err(CidrError::VpcPrefix(cidr.prefix_len()));
    }
    let bits = match zones {
        0..=4 => 3,
        5..=8 => 4,
        _ => return Err(CidrError::Zones(zones)),
    };
    pairs(cidr, zones, bits)
}

/// The same for the IPv4 side of an IPv6 cluster, which eksctl leaves to `Fn::Cidr` of CloudFormation: as many equal
/// blocks as there are subnets, and two to spare, each as large as a power of two can be. Source: eksctl,
/// `pkg/cfn/builder/vpc.go`.
///
/// # Errors
///
/// [`CidrError`] as for [`split`].
pub(super) fn split_beside_ipv6(cidr: Ipv4Net, zones: usize) -> Result<Vec<(Ipv4Net, Ipv4Net)>, CidrError> {
    if !(16..=24).contains(&cidr.prefix_len()) {
        return Err(CidrError::VpcPrefix(cidr.prefix_len()));
    }
    let bits = match zones {
        0..=1 => 2,
        2..=3 => 3,
        4..=7 => 4,
        8 => 5,
        _ => return Err(CidrError::Zones(zones)),
    };
    pairs(cidr, zones, bits)
}

/// The next two blocks of a VPC of which so many are taken: how eksctl extends it (`pkg/vpc/vpc.go`, `ExtendWithOutpostSubnets`).
pub(super) fn spare(cidr: Ipv4Net, taken: usize) -> Option<(Ipv4Net, Ipv4Net)> {
    let bits = if taken <= 8 { 3 } else { 4 };
    let blocks = cut(cidr, cidr.prefix_len() + bits).ok()?;
    Some((*blocks.get(taken)?, *blocks.get(taken + 1)?))
}

/// The first blocks for the public subnets, as many after them for the private ones.
fn pairs(cidr: Ipv4Net, zones: usize, bits: u8) -> Result<Vec<(Ipv4Net, Ipv4Net)>, CidrError> {
    let blocks = cut(cidr, cidr.prefix_len() + bits)?;
    let mut pairs = Vec::new();
    for zone in 0..zones {
        pairs.push((blocks[zone], blocks[zone + zones]));
    }
    Ok(pairs)
}

/// All blocks of a prefix, ascending.
fn cut(cidr: Ipv4Net, prefix: u8) -> Result<Vec<Ipv4Net>, CidrError> {
    if !(16..=28).contains(&prefix) {
        return Err(CidrError::SubnetPrefix(prefix));
    }
    let refused = CidrError::SubnetPrefix(prefix);
    let bits = prefix.checked_sub(cidr.prefix_len()).ok_or(refused)?;
    let first = u32::from(cidr.network());
    let mut blocks = Vec::new();
    for at in 0..1_u32 << bits {
        let network = (first + (at << (32 - prefix))).into();
        blocks.push(Ipv4Net::new(network, prefix).map_err(|_| refused)?);
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_no_larger_and_no_smaller_than_subnets_may_be() {
        let vpc = "192.168.0.0/16".parse().unwrap();
        assert_eq!(cut(vpc, 15), Err(CidrError::SubnetPrefix(15)));
        assert_eq!(cut(vpc, 29), Err(CidrError::SubnetPrefix(29)));
        assert_eq!(cut(vpc, 28).map(|blocks| blocks.len()), Ok(4096));
    }

    #[test]
    fn the_ipv4_side_of_ipv6_has_two_blocks_to_spare() {
        let vpc = "192.168.0.0/16".parse().unwrap();
        for (zones, prefix) in [(1, 18), (2, 19), (3, 19), (4, 20), (7, 20), (8, 21)] {
            let blocks = split_beside_ipv6(vpc, zones).unwrap();
            assert_eq!(blocks[0].0.prefix_len(), prefix, "{zones}");
            assert_eq!(blocks.len(), zones);
        }
        let small = "10.0.0.0/24".parse().unwrap();
        assert_eq!(split_beside_ipv6(small, 8), Err(CidrError::SubnetPrefix(29)));
        assert_eq!(split_beside_ipv6(small, 9), Err(CidrError::Zones(9)));
    }

    #[test]
    fn two_more_blocks_are_found_while_there_are_any() {
        let vpc = "192.168.0.0/16".parse().unwrap();
        let blocks = |taken| spare(vpc, taken).map(|(a, b)| format!("{a} {b}"));
        assert_eq!(blocks(6).as_deref(), Some("192.168.192.0/19 192.168.224.0/19"));
        assert_eq!((blocks(7), blocks(8), blocks(15)), (None, None, None));
        assert_eq!(blocks(10).as_deref(), Some("192.168.160.0/20 192.168.176.0/20"));
    }

    #[test]
    fn no_number_of_zones_is_too_much_to_ask() {
        let vpc = "10.0.0.0/24".parse().unwrap();
        for zones in 0..=8 {
            assert_eq!(split(vpc, zones).map(|blocks| blocks.len()), Ok(zones));
        }
        for zones in [9, 500, usize::MAX] {
            assert_eq!(split(vpc, zones), Err(CidrError::Zones(zones)));
        }
        assert_eq!(
            split("255.255.255.255/24".parse().unwrap(), 8).map(|blocks| blocks[7].1.to_string()),
            Ok("255.255.255.240/28".to_owned())
        );
    }
}
