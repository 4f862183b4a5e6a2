//! Security groups that the plan makes or uses, and the rules that eksctl gives them (`builder/cluster.go`).

use ipnet::IpNet;

use super::{filled, ignored, ipv4, ipv6, of_vpc, outpost, remote};
use crate::diagnostic::Code;
use crate::seen::Names;
use crate::spec::Located;
use crate::topology::Origin;
use crate::topology::lower::context::Context;
use crate::topology::network::{CLUSTER_SECURITY_GROUP, HTTPS, Network, Peer, SecurityGroup};

pub(super) fn add(cx: &mut Context<'_>, network: &mut Network) {
    network.security_groups.push(SecurityGroup {
        name: "eks-cluster".to_owned(),
        existing: None,
        purpose: "between the control plane and the nodes that EKS manages".to_owned(),
        made_by_eks: true,
        origin: Origin::aws(),
    });
    add_control_plane_groups(cx, network);
    add_shared_node_group(cx, network);
}

fn add_control_plane_groups(cx: &mut Context<'_>, network: &mut Network) {
    const PURPOSE: &str = "the cross-account ENIs of the control plane";
    let vpc = cx.spec.vpc.as_ref();
    let one = vpc.and_then(|vpc| filled(&vpc.security_group));
    let mut given = of_vpc(cx, |vpc| &vpc.control_plane_security_group_ids);
    if let (Some(one), Some(first)) = (one, given.first()) {
        let message = "`vpc.securityGroup` and `vpc.controlPlaneSecurityGroupIDs` say the same thing twice";
        cx.report
            .raise(Code::NetworkSaidTwice, &one.at, message)
            .label(&first.at, "the other way")
            .help("leave one of both out");
    }
    if let Some(one) = one {
        given = vec![one];
    }
    let Some(first) = given.first() else {
        let group = push(network, "control-plane", PURPOSE);
        network.control_plane_groups.push(group);
        remote::open(network, group);
        add_ranges(cx, network, group);
        return;
    };
    remote::say_group(cx, network, first);
    for id in &given {
        let group = push_existing(network, id, PURPOSE);
        network.control_plane_groups.push(group);
    }
    let Some(vpc) = vpc else { return };
    for (field, ranges) in
        &[("vpc.extraCIDRs", &vpc.extra_cidrs), ("vpc.extraIPv6CIDRs", &vpc.extra_ipv6_cidrs)]
    {
        if let Some(ranges) = ranges.as_ref().filter(|ranges| !ranges.value.is_empty()) {
            let why = "eksctl adds no rules to a security group that stands already";
            ignored(cx, field, &ranges.at, why);
        }
    }
}

/// Lets in the ranges that the spec names, each once, and none of those of the premises again.
fn add_ranges(cx: &mut Context<'_>, network: &mut Network, group: usize) {
    let mut seen = Names::default();
    if let Some(remote) = &network.remote {
        for block in &remote.all() {
            seen.enter(&block.to_string());
        }
    }
    let mut add = |cidr: IpNet, range: &Located<String>| {
        if seen.enter(&cidr.to_string()) {
            add_range(network, group, cidr, range);
        }
    };
    for range in &of_vpc(cx, |vpc| &vpc.extra_cidrs) {
        if let Some(cidr) = ipv4(cx, range) {
            add(cidr.into(), range);
        }
    }
    if !ipv6::is_ipv6(cx.spec) {
        return;
    }
    for range in &of_vpc(cx, |vpc| &vpc.extra_ipv6_cidrs) {
        if let Some(cidr) = ipv6::parse(cx, range) {
            add(cidr.into(), range);
        }
    }
}

fn add_range(network: &mut Network, group: usize, cidr: IpNet, range: &Located<String>) {
    let name = format!("control-plane-extra-{}-{}", cidr.network(), cidr.prefix_len());
    let from = match cidr {
        IpNet::V4(_) => Peer::Cidr(cidr.to_string()),
        IpNet::V6(_) => Peer::Cidr6(cidr.to_string()),
    };
    let purpose = format!("{cidr} may call the Kubernetes API");
    network.allow(name, group, from, Some(HTTPS), &purpose, &Origin::field(&range.at));
}

fn add_shared_node_group(cx: &mut Context<'_>, network: &mut Network) {
    const PURPOSE: &str = "between all nodes, whoever manages them";
    let vpc = cx.spec.vpc.as_ref();
    let given = vpc.and_then(|vpc| filled(&vpc.shared_node_security_group));
    let shared = match given {
        Some(id) => {
            let known =
                network.security_groups.iter().position(|group| group.existing.as_ref() == Some(&id.value));
            known.unwrap_or_else(|| push_existing(network, id, PURPOSE))
        }
        None => push(network, "shared-node", PURPOSE),
    };
    network.shared_node_group = shared;
    let managed = vpc.and_then(|vpc| vpc.manage_shared_node_security_group_rules.as_ref());
    if given.is_none() {
        add_rule(network, "inter-node", shared, shared, "nodes reach each other", &Origin::default_value());
        if let Some(flag) = managed.filter(|flag| !flag.value) {
            let message = "the rules of a security group that the plan makes cannot be left to others";
            cx.report
                .raise(Code::NetworkGroupRules, &flag.at, message)
                .help("name your own group in `vpc.sharedNodeSecurityGroup`");
        }
    }
    if managed.is_some_and(|flag| !flag.value) {
        return;
    }
    let origin = Origin::field_or_default(managed.map(|flag| &flag.at));
    let to_nodes = "the control plane and managed nodes reach self-managed nodes";
    add_rule(network, "default-cluster-to-node", shared, CLUSTER_SECURITY_GROUP, to_nodes, &origin);
    let to_cluster = "self-managed nodes reach the control plane and managed nodes";
    outpost::open_endpoints(cx, network, &origin);
    add_rule(network, "node-to-default-cluster", CLUSTER_SECURITY_GROUP, shared, to_cluster, &origin);
}

fn add_rule(network: &mut Network, name: &str, group: usize, from: usize, purpose: &str, origin: &Origin) {
    network.allow(name.to_owned(), group, Peer::Group(from), None, purpose, origin);
}

fn push(network: &mut Network, name: &str, purpose: &str) -> usize {
    network.add_group(name.to_owned(), purpose.to_owned(), Origin::default_value())
}

/// The index of a new entry for a group that stands already.
fn push_existing(network: &mut Network, id: &Located<String>, purpose: &str) -> usize {
    // Names of ours are no ids of AWS's, and must not pass for one another.
    let is_ours = matches!(id.as_str(), "eks-cluster" | "control-plane" | "shared-node");
    let index = push(network, &if is_ours { format!("{}-2", id.value) } else { id.value.clone() }, purpose);
    if let Some(group) = network.security_groups.get_mut(index) {
        group.existing = Some(id.value.clone());
        group.origin = Origin::field(&id.at);
    }
    index
}
