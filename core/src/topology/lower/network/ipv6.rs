//! IPv6: of the whole cluster (`ipFamily`), or of the subnets alone (`autoAllocateIPv6`).

use std::fmt;

use ipnet::Ipv6Net;

use super::{existing_vpc, filled, ignored, is_fully_private, unknowns};
use crate::diagnostic::{Code, Phase, Place};
use crate::spec::{ClusterConfig, IpFamily, Located};
use crate::topology::Origin;
use crate::topology::lower::context::Context;
use crate::topology::network::{Ipv6, Ipv6Pool, Network};

/// True if pods and services have IPv6 addresses.
pub(in crate::topology::lower) fn is_ipv6(spec: &ClusterConfig) -> bool {
    family(spec).is_some()
}

/// The field that asks for it.
pub(in crate::topology::lower) fn family(spec: &ClusterConfig) -> Option<&Located<IpFamily>> {
    let config = spec.kubernetes_network_config.as_ref()?;
    config.ip_family.as_ref().filter(|family| family.value == IpFamily::Ipv6)
}

/// IPv6 addresses of a VPC that the plan makes.
pub(super) fn of_new_vpc(cx: &mut Context<'_>) -> Option<Ipv6> {
    let spec = cx.spec;
    if let Some(family) = family(spec) {
        return Some(Ipv6 { own: own_block(cx), assigns: true, origin: Origin::field(&family.at) });
    }
    let flag = spec.vpc.as_ref().and_then(|vpc| vpc.auto_allocate_ipv6.as_ref()).filter(|flag| flag.value)?;
    if is_fully_private(spec) {
        ignored(cx, "vpc.autoAllocateIPv6", &flag.at, "a fully private cluster gets no IPv6 addresses");
        return None;
    }
    Some(Ipv6 { own: None, assigns: false, origin: Origin::field(&flag.at) })
}

/// The block that the user brings, if both of its halves are there.
fn own_block(cx: &mut Context<'_>) -> Option<Ipv6Pool> {
    let vpc = cx.spec.vpc.as_ref()?;
    match (filled(&vpc.ipv6_cidr), filled(&vpc.ipv6_pool)) {
        (Some(cidr), Some(pool)) => {
            let cidr = parse(cx, cidr)?;
            Some(Ipv6Pool { cidr, pool: pool.value.clone() })
        }
        (Some(alone), None) | (None, Some(alone)) => {
            let message =
                format_args!("`vpc.ipv6Cidr` and `vpc.ipv6Pool` go together, and one of them is missing");
            let help =
                "name the block and the pool that it is taken from, or leave both out: Amazon gives a block";
            refused(cx, Code::NetworkIpv6Block, &alone.at, message, help);
            None
        }
        (None, None) => None,
    }
}

/// A written IPv6 network, without host bits; a finding if it is none.
pub(super) fn parse(cx: &mut Context<'_>, text: &Located<String>) -> Option<Ipv6Net> {
    let parsed = text.parse::<Ipv6Net>().ok();
    if parsed.is_none() {
        cx.report
            .raise(Code::FieldValue, &text.at, format_args!("`{}` is no IPv6 network", text.value))
            .arg("value", &text.value)
            .help("write it with its prefix, as `2001:db8:1234:1a00::/56`");
    }
    parsed.map(|network| network.trunc())
}

/// Each subnet takes a /64, and the user's block has to hold them all.
pub(super) fn check_room(cx: &mut Context<'_>, network: &Network) {
    let Some(own) = network.ipv6.as_ref().and_then(|ipv6| ipv6.own.as_ref()) else { return };
    let last = network.subnets.iter().filter_map(|subnet| subnet.ipv6).max();
    if last.is_none_or(|last| own.subnet(last).is_some()) {
        return;
    }
    let Some(cidr) = cx.spec.vpc.as_ref().and_then(|vpc| filled(&vpc.ipv6_cidr)) else { return };
    cx.report
        .raise(
            Code::NetworkCidr,
            &cidr.at,
            format_args!("`{}` does not hold a /64 for each of the subnets", cidr.value),
        )
        .arg("cidr", &cidr.value)
        .help("take a block of /56 or larger")
        .phase(Phase::Call);
}

/// What does not go with the family of addresses that was chosen.
pub(super) fn check(cx: &mut Context<'_>) {
    match family(cx.spec) {
        Some(family) => check_ipv6(cx, &family.at),
        None => check_ipv4(cx),
    }
}

fn check_ipv4(cx: &mut Context<'_>) {
    let Some(vpc) = cx.spec.vpc.as_ref() else { return };
    let block = filled(&vpc.ipv6_cidr).map(|it| ("vpc.ipv6Cidr", &it.at));
    let pool = filled(&vpc.ipv6_pool).map(|it| ("vpc.ipv6Pool", &it.at));
    let ranges = vpc.extra_ipv6_cidrs.as_ref().filter(|it| !it.value.is_empty());
    let ranges = ranges.map(|it| ("vpc.extraIPv6CIDRs", &it.at));
    for written in [block, pool, ranges] {
        let Some((field, at)) = written else { continue };
        let help = "write `kubernetesNetworkConfig.ipFamily: IPv6`, or leave it out";
        refused(
            cx,
            Code::NetworkIpv6Only,
            at,
            format_args!("`{field}` goes with an IPv6 cluster, and this one has IPv4"),
            help,
        );
    }
    let flag = vpc.auto_allocate_ipv6.as_ref().filter(|flag| flag.value);
    if let Some(flag) = flag.filter(|_| existing_vpc::is_meant(cx.spec)) {
        ignored(
            cx,
            "vpc.autoAllocateIPv6",
            &flag.at,
            "the VPC stands already, and its addresses are left alone",
        );
    }
}

fn check_ipv6(cx: &mut Context<'_>, family: &Place) {
    let spec = cx.spec;
    if cx.partition == "aws-cn" {
        let message = "EKS has no IPv6 clusters in the regions of China";
        cx.report
            .raise(Code::NetworkIpv6Region, family, message)
            .arg("region", &cx.region)
            .help("leave `ipFamily` out");
    }
    let vpc = spec.vpc.as_ref();
    let nat = vpc.and_then(|vpc| vpc.nat.as_ref()).map(|nat| &nat.at);
    let dual = vpc.and_then(|vpc| vpc.auto_allocate_ipv6.as_ref()).filter(|flag| flag.value);
    let zones = spec.local_zones.as_ref().filter(|zones| !zones.value.is_empty());
    let others = [
        ("vpc.nat", nat, "it always has one NAT gateway"),
        ("vpc.autoAllocateIPv6", dual.map(|flag| &flag.at), "all of its subnets have IPv6 blocks"),
        ("localZones", zones.map(|zones| &zones.at), "eksctl makes no subnets for it in Local Zones"),
    ];
    for &(field, at, why) in &others {
        if let Some(at) = at {
            refused(
                cx,
                Code::NetworkIpv6Conflict,
                at,
                format_args!("`{field}` does not go with an IPv6 cluster: {why}"),
                "leave one of both out",
            );
        }
    }
    // EKS itself refuses hybrid nodes, whoever asks.
    if let Some(remote) = spec.remote_network_config.as_ref() {
        let message = "hybrid nodes have IPv4 addresses, and the pods of the cluster IPv6 ones";
        cx.report
            .raise(Code::HybridIpv6, &remote.at, message)
            .label(family, "asked for here")
            .help("leave `remoteNetworkConfig` out, or take IPv4");
    }
    if !existing_vpc::is_meant(spec) {
        return;
    }
    if let Some(cidr) = vpc.and_then(|vpc| filled(&vpc.ipv6_cidr)) {
        let message =
            format_args!("`vpc.ipv6Cidr` goes with a VPC of the plan's, and this one stands already");
        refused(cx, Code::NetworkNewVpcOnly, &cidr.at, message, "leave it out: the VPC has its block");
    }
}

/// Says that nobody told whether subnets that stand already have IPv6 addresses.
pub(super) fn of_existing_subnets(cx: &mut Context<'_>, network: &Network) {
    if !is_ipv6(cx.spec) || !network.is_existing() {
        return;
    }
    let why = format_args!(
        "each needs an IPv6 block and must give addresses of it to what starts there, and the input does not say so"
    );
    let query =
        "Subnets[].[SubnetId,Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock,AssignIpv6AddressOnCreation]";
    let command = unknowns::ask_about_subnets(cx, network, query);
    cx.unknown(format_args!("IPv6 addresses of the subnets"), why, command, false);
}

#[cfg_attr(feature = "sites", track_caller)]
fn refused(cx: &mut Context<'_>, code: Code, at: &Place, message: fmt::Arguments<'_>, help: &str) {
    cx.report.raise(code, at, message).help(help);
}

#[cfg(test)]
mod tests {
    use crate::topology::add_on::AddOnIdentity;
    use crate::topology::lower::testing::{clean, found, policies};
    use crate::topology::network::{Ipv6Target, Peer};

    const IPV6: &str = "kubernetesNetworkConfig: {ipFamily: IPv6}\niam: {withOIDC: true}\n\
                        addons: [{name: vpc-cni}, {name: coredns}, {name: kube-proxy}]\n";

    #[test]
    fn subnets_take_blocks_by_their_place_and_the_cni_a_right_of_its_own() {
        let topology = clean(IPV6);
        let network = &topology.network;
        let places: Vec<_> = network
            .subnets
            .iter()
            .map(|it| (it.name.as_str(), it.cidr.unwrap().to_string(), it.ipv6))
            .collect();
        assert_eq!(places[0], ("public-usw2-az1", "192.168.0.0/19".to_owned(), Some(0)));
        assert_eq!(places[5], ("private-usw2-az3", "192.168.160.0/19".to_owned(), Some(5)));
        assert!(network.egress_only_gateway && network.ipv6.as_ref().unwrap().assigns);
        let routes: Vec<_> = network.route_tables.iter().map(|table| table.ipv6_route).collect();
        assert_eq!(routes[0], Some(Ipv6Target::InternetGateway));
        assert_eq!(routes[1..], [Some(Ipv6Target::EgressOnlyGateway); 3]);
        assert_eq!(network.nat_gateways.len(), 1);
        let cni = topology.add_ons.iter().find(|add_on| add_on.name == "vpc-cni").unwrap();
        let AddOnIdentity::Irsa(role) = cni.identity else { panic!("{:?}", cni.identity) };
        assert_eq!(policies(&topology.roles[role]), ["inline:Policy1"]);
    }

    #[test]
    fn the_ipv4_side_is_cut_as_cloudformation_cuts_it() {
        let zones = "availabilityZones: [us-west-2a, us-west-2b, us-west-2c, us-west-2d]\n";
        let topology = clean(&format!("{IPV6}{zones}"));
        let first: Vec<_> = topology.network.subnets.iter().map(|it| it.cidr.unwrap().to_string()).collect();
        assert_eq!(first[0], "192.168.0.0/20");
        assert_eq!(first[7], "192.168.112.0/20");
    }

    #[test]
    fn subnets_of_an_ipv4_cluster_have_blocks_and_no_way_out_of_their_own() {
        let topology = clean("vpc: {autoAllocateIPv6: true}");
        let network = &topology.network;
        assert!(!topology.cluster.ipv6 && !network.egress_only_gateway);
        assert!(!network.ipv6.as_ref().unwrap().assigns);
        let routes: Vec<_> = network.route_tables.iter().map(|table| table.ipv6_route).collect();
        assert_eq!(routes, [Some(Ipv6Target::InternetGateway), None, None, None]);
        assert_eq!(network.subnets[3].ipv6, Some(3));
        assert!(clean("").network.ipv6.is_none());
    }

    #[test]
    fn a_block_of_the_users_is_cut_and_has_to_be_large_enough() {
        let own = |cidr: &str| format!("{IPV6}vpc: {{ipv6Cidr: '{cidr}', ipv6Pool: ipv6pool-ec2-1}}\n");
        let topology = clean(&own("2001:db8:1234:1a00::/56"));
        let block = topology.network.ipv6.as_ref().and_then(|ipv6| ipv6.own.as_ref()).unwrap();
        assert_eq!(block.subnet(5).unwrap().to_string(), "2001:db8:1234:1a05::/64");
        assert_eq!(found(&own("2001:db8::/62")), ["EP0401 vpc.ipv6Cidr"]);
        assert_eq!(found(&own("2001:db8::/65")), ["EP0401 vpc.ipv6Cidr"]);
        assert_eq!(found(&own("10.0.0.0/16")), ["EP0107 vpc.ipv6Cidr"]);
        assert_eq!(found(&format!("{IPV6}vpc: {{ipv6Pool: ipv6pool-ec2-1}}")), ["EP0418 vpc.ipv6Pool"]);
    }

    #[test]
    fn what_does_not_go_together_is_refused() {
        let with = |rest: &str| found(&format!("{IPV6}{rest}"));
        assert_eq!(with("vpc: {nat: {gateway: Single}}"), ["EP0414 vpc.nat"]);
        assert_eq!(with("vpc: {autoAllocateIPv6: true}"), ["EP0414 vpc.autoAllocateIPv6"]);
        assert_eq!(with("localZones: [us-west-2-lax-1a]"), ["EP0414 localZones"]);
        assert_eq!(with("nodeGroups: [{name: a}]"), ["EP0537 nodeGroups[0]"]);
        assert_eq!(
            with("managedNodeGroups: [{name: a, instanceType: m4.large}]"),
            ["EP0537 managedNodeGroups[0]"]
        );
        assert_eq!(
            found("vpc: {ipv6Cidr: '2001:db8::/56', extraIPv6CIDRs: ['fd00::/8']}"),
            ["EP0417 vpc.ipv6Cidr", "EP0417 vpc.extraIPv6CIDRs"]
        );
        let plain = "kubernetesNetworkConfig: {ipFamily: ipv6, serviceIPv4CIDR: 10.100.0.0/16}";
        let all = found(plain);
        assert!(all.contains(&"EP0421 kubernetesNetworkConfig.ipFamily".to_owned()), "{all:?}");
        assert!(all.contains(&"EP0415 kubernetesNetworkConfig.serviceIPv4CIDR".to_owned()), "{all:?}");
    }

    #[test]
    fn the_cni_needs_a_way_to_its_right() {
        let with = |add_ons: &str| {
            found(&format!(
                "kubernetesNetworkConfig: {{ipFamily: IPv6}}\naddons: [{{name: coredns}}, {add_ons}]"
            ))
        };
        assert_eq!(with("{name: vpc-cni}"), ["EP0422 addons[1]"]);
        assert_eq!(with("{name: eks-pod-identity-agent}, {name: vpc-cni}"), ["EP0422 addons[2]"]);
        let applied =
            "{name: eks-pod-identity-agent}, {name: vpc-cni, useDefaultPodIdentityAssociations: true}";
        assert_eq!(with(applied), [""; 0]);
        let old = found(&IPV6.replace("{name: vpc-cni}", "{name: vpc-cni, version: v1.9.3-eksbuild.1}"));
        assert_eq!(old, ["EP0423 addons[0].version"]);
    }

    #[test]
    fn ranges_of_ipv6_are_let_in() {
        let topology = clean(&format!("{IPV6}vpc: {{extraIPv6CIDRs: ['fd00:10::1/32', 'fd00:10::/32']}}"));
        let ranges: Vec<_> = topology
            .network
            .rules
            .iter()
            .filter_map(|rule| match &rule.from {
                Peer::Cidr6(range) => Some(range.as_str()),
                Peer::Group(_) | Peer::Cidr(_) => None,
            })
            .collect();
        assert_eq!(ranges, ["fd00:10::/32"]);
    }
}
