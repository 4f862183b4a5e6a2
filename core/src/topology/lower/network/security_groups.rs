//! Security groups that the plan makes or uses, and the rules that eksctl gives them (`builder/cluster.go`).

use ipnet::IpNet;

use super::{distinct, filled, ignored, ipv4, ipv6, outpost, remote};
use crate::diagnostic::Code;
use crate::seen::Names;
use crate::spec::Located;
use crate::topology::Origin;
use crate::topology::hybrid::Remote;
use crate::topology::lower::context::Context;
use crate::topology::network::{CLUSTER_SECURITY_GROUP, Network, Peer, Rule, SecurityGroup};

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
    let many = vpc.map(|vpc| distinct(&vpc.control_plane_security_group_ids)).unwrap_or_default();
    if let (Some(one), Some(first)) = (one, many.first()) {
        let message = "`vpc.securityGroup` and `vpc.controlPlaneSecurityGroupIDs` say the same thing twice";
        cx.report
            .raise(Code::NetworkSaidTwice, &one.at, message)
            .label(&first.at, "the other way")
            .help("leave one of both out");
    }
    let given: Vec<_> = one.map_or(many, |one| vec![one]);
    if given.is_empty() {
        let group = push(network, "control-plane", PURPOSE);
        network.control_plane_groups.push(group);
        remote::open(network, group);
        let mut seen = Names::default();
        for block in network.remote.as_ref().map(Remote::all).unwrap_or_default() {
            seen.enter(&block.to_string());
        }
        for range in vpc.map(|vpc| distinct(&vpc.extra_cidrs)).unwrap_or_default() {
            if let Some(cidr) = ipv4(cx, range).filter(|cidr| seen.enter(&cidr.to_string())) {
                add_range(network, group, cidr.into(), range);
            }
        }
        let ranges = vpc.filter(|_| ipv6::is_ipv6(cx.spec)).map(|vpc| distinct(&vpc.extra_ipv6_cidrs));
        for range in ranges.unwrap_or_default() {
            if let Some(cidr) = ipv6::parse(cx, range).filter(|cidr| seen.enter(&cidr.to_string())) {
                add_range(network, group, cidr.into(), range);
            }
        }
        return;
    }
    if let Some(first) = given.first() {
        remote::say_group(cx, network, first);
    }
    for id in given {
        let group = push_existing(network, id, PURPOSE);
        network.control_plane_groups.push(group);
    }
    let fields = vpc.map(|vpc| [("extraCIDRs", &vpc.extra_cidrs), ("extraIPv6CIDRs", &vpc.extra_ipv6_cidrs)]);
    for (field, ranges) in fields.into_iter().flatten() {
        if let Some(ranges) = ranges.as_ref().filter(|ranges| !ranges.value.is_empty()) {
            let why = "eksctl adds no rules to a security group that stands already";
            ignored(cx, &format!("vpc.{field}"), &ranges.at, why);
        }
    }
}

fn add_range(network: &mut Network, group: usize, cidr: IpNet, range: &Located<String>) {
    network.rules.push(Rule {
        name: format!("control-plane-extra-{}-{}", cidr.network(), cidr.prefix_len()),
        group,
        egress: false,
        from: match cidr {
            IpNet::V4(_) => Peer::Cidr(cidr.to_string()),
            IpNet::V6(_) => Peer::Cidr6(cidr.to_string()),
        },
        protocol: "tcp",
        ports: Some((443, 443)),
        purpose: format!("{cidr} may call the Kubernetes API"),
        origin: Origin::field(&range.at),
    });
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
    network.rules.push(Rule {
        name: name.to_owned(),
        group,
        egress: false,
        from: Peer::Group(from),
        protocol: "-1",
        ports: None,
        purpose: purpose.to_owned(),
        origin: origin.clone(),
    });
}

fn push(network: &mut Network, name: &str, purpose: &str) -> usize {
    network.security_groups.push(SecurityGroup {
        name: name.to_owned(),
        existing: None,
        purpose: purpose.to_owned(),
        made_by_eks: false,
        origin: Origin::default_value(),
    });
    network.security_groups.len() - 1
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
