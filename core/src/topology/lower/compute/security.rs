//! Security groups of nodes, and SSH to them.

use super::efa;
use super::node_group::Written;
use crate::catalog::KubernetesVersion;
use crate::spec::{Located, NodeGroupSsh};
use crate::topology::Origin;
use crate::topology::compute::{KeyPair, PublicKey};
use crate::topology::lower::context::{Context, copied};
use crate::topology::lower::named::{each_once, filled, written};
use crate::topology::lower::roles::sorted;
use crate::topology::network::{CLUSTER_SECURITY_GROUP, HTTPS, Network, Peer};

/// Where eksctl looks for a key when SSH is allowed and no key is named.
const DEFAULT_KEY: &str = "~/.ssh/id_rsa.pub";

/// Since this version EKS opens its own group to EFA (eksctl 99984ad, v1alpha5/types.go).
const EFA_BY_EKS: KubernetesVersion = KubernetesVersion::new(1, 33);

/// What a group is for that the user names.
const OF_USER: &str = "a security group of the user's";

const SSH: (u16, u16) = (22, 22);
const WORKLOADS: (u16, u16) = (1025, 65535);

/// True if SSH is let in: a key is enough, unless it is switched off.
pub(super) fn is_ssh_allowed(ssh: &NodeGroupSsh) -> bool {
    let keys = [&ssh.public_key, &ssh.public_key_name, &ssh.public_key_path];
    ssh.allow.as_ref().map_or(keys.iter().any(|key| written(key.as_ref()).is_some()), |allow| allow.value)
}

/// The field that lets SSH in.
fn ssh_origin(ssh: &Located<NodeGroupSsh>) -> Origin {
    Origin::field(ssh.allow.as_ref().map_or(&ssh.at, |allow| &allow.at))
}

/// The key pair for SSH, standing or to be imported.
pub(super) fn key_pair(cx: &mut Context<'_>, group: &Written<'_>) -> Option<KeyPair> {
    if let Some(off) = group.base.ssh.as_ref().and_then(|ssh| ssh.enable_ssm.as_ref()).filter(|on| !on.value)
    {
        cx.refuse(
            &off.at,
            format_args!("the SSM agent of node group `{}` cannot be switched off", group.name),
            "remove `enableSsm`: the agent is part of the images of EKS",
        );
    }
    let ssh = group.base.ssh.as_ref().filter(|_| !group.has_own_template())?;
    if let Some(name) = filled(&ssh.public_key_name) {
        return Some(KeyPair { name: name.value.clone(), import: None, origin: Origin::field(&name.at) });
    }
    if !is_ssh_allowed(ssh) {
        return None;
    }
    let (import, origin) = match (filled(&ssh.public_key), filled(&ssh.public_key_path)) {
        (Some(text), _) => (PublicKey::Text(text.value.clone()), Origin::field(&text.at)),
        (None, Some(path)) => (PublicKey::File(path.value.clone()), Origin::field(&path.at)),
        (None, None) => (PublicKey::File(DEFAULT_KEY.to_owned()), ssh_origin(ssh)),
    };
    if let PublicKey::File(path) = &import {
        let why = format_args!("only the user has the file");
        cx.unknown(format_args!("public key {path}"), why, None, false);
    }
    let name = format!("eksctl-{}-nodegroup-{}", cx.name, group.name);
    Some(KeyPair { name, import: Some(import), origin })
}

/// The security groups that the nodes carry; those that are new are added to the network, with their rules.
pub(super) fn groups(
    cx: &mut Context<'_>,
    network: &mut Network,
    group: &Written<'_>,
    private: bool,
) -> Vec<usize> {
    if group.has_own_template() {
        let why = "the launch template stands already, and only EC2 knows what it names";
        cx.assume(
            format_args!("security groups of node group {}", group.name),
            "the cluster security group",
            why,
            "what EKS does where a template names none",
        );
        return vec![CLUSTER_SECURITY_GROUP];
    }
    let chosen = group.base.security_groups.as_ref();
    let is_on = |switch: Option<&Located<bool>>| switch.is_none_or(|switch| switch.value);
    let mut groups = Vec::new();
    if group.managed().is_some() {
        groups.push(CLUSTER_SECURITY_GROUP);
        if let Some(ssh) = group.base.ssh.as_ref().filter(|ssh| is_ssh_allowed(ssh)) {
            let (name, purpose) =
                (format!("ssh.{}", group.name), format!("SSH to node group {}", group.name));
            let own = network.add_group(name, purpose, ssh_origin(ssh));
            add_ssh_rules(cx, network, group, private, own);
            groups.push(own);
        }
        if cx.version < EFA_BY_EKS {
            groups.extend(efa::switch(group).map(|switch| add_efa(network, group, switch)));
        }
    } else {
        if is_on(chosen.and_then(|it| it.with_local.as_ref())) {
            groups.push(add_local(cx, network, group, private));
            groups.extend(efa::switch(group).map(|switch| add_efa(network, group, switch)));
        }
        if is_on(chosen.and_then(|it| it.with_shared.as_ref())) {
            groups.push(network.shared_node_group);
        }
    }
    if let Some(ids) = chosen.and_then(|it| it.attach_ids.as_ref()) {
        for id in &sorted(Some(ids)) {
            groups.push(network.use_group(id, OF_USER, &ids.at));
        }
    }
    each_once(&mut groups);
    groups
}

/// The group of one node group's own, which lets the control plane in and is let in by it.
fn add_local(cx: &mut Context<'_>, network: &mut Network, group: &Written<'_>, private: bool) -> usize {
    let name = &group.name;
    let nodes = network.add_group(
        format!("node-group.{name}"),
        format!("what the control plane and node group {name} say to each other"),
        Origin::field(group.at),
    );
    let control_plane = network.control_plane_group();
    let rules = [
        (
            "workloads",
            nodes,
            control_plane,
            WORKLOADS,
            "from the control plane to kubelets and workload TCP ports",
        ),
        ("https", nodes, control_plane, HTTPS, "from the control plane to workloads on the HTTPS port"),
        ("api", control_plane, nodes, HTTPS, "API requests from the nodes"),
    ];
    for &(part, to, from, ports, purpose) in &rules {
        let name = format!("node-group.{name}.{part}");
        network.allow(name, to, Peer::Group(from), Some(ports), purpose, &Origin::field(group.at));
    }
    if group.base.ssh.as_ref().is_some_and(|ssh| is_ssh_allowed(ssh)) {
        add_ssh_rules(cx, network, group, private, nodes);
    }
    nodes
}

/// The group whose members may say anything to each other: EFA passes by what opens to addresses.
fn add_efa(network: &mut Network, group: &Written<'_>, switch: &Located<bool>) -> usize {
    let name = &group.name;
    let origin = Origin::field(&switch.at);
    let purpose = format!("EFA within node group {name}");
    let own = network.add_group(format!("efa.{name}"), purpose.clone(), origin.clone());
    for &(part, egress) in &[("in", false), ("out", true)] {
        let name = format!("efa.{name}.{part}");
        network.allow(name, own, Peer::Group(own), None, &purpose, &origin).egress = egress;
    }
    own
}

/// From the named security groups; else, as eksctl does, from the VPC to private nodes and from everywhere to others.
fn add_ssh_rules(cx: &mut Context<'_>, network: &mut Network, group: &Written<'_>, private: bool, to: usize) {
    let Some(ssh) = &group.base.ssh else { return };
    let sources = ssh.source_security_group_ids.as_ref();
    let origin = sources.map_or_else(|| ssh_origin(ssh), |sources| Origin::field(&sources.at));
    let mut peers = Vec::new();
    for id in &sorted(sources) {
        let from = network.use_group(id, OF_USER, origin.place());
        peers.push((format!("from.{id}"), Peer::Group(from)));
    }
    if peers.is_empty() && private {
        let written = cx.spec.vpc.as_ref().and_then(|vpc| vpc.cidr.as_ref());
        match network.vpc.cidr.map(|cidr| cidr.to_string()).or(copied(written)) {
            Some(cidr) => peers.push(("vpc".to_owned(), Peer::Cidr(cidr))),
            None => {
                let command = network.vpc.id().map(|id| format!("aws ec2 describe-vpcs --vpc-ids {id}"));
                cx.unknown(
                    format_args!("addresses of the VPC"),
                    format_args!("SSH to node group `{}` is let in from there alone", group.name),
                    command,
                    true,
                );
            }
        }
    } else if peers.is_empty() {
        peers.push(("ipv4".to_owned(), Peer::Cidr("0.0.0.0/0".to_owned())));
        peers.push(("ipv6".to_owned(), Peer::Cidr6("::/0".to_owned())));
    }
    let purpose = format!("SSH to node group {}", group.name);
    for (part, from) in peers {
        let name = format!("ssh.{}.{part}", group.name);
        network.allow(name, to, from, Some(SSH), &purpose, &origin);
    }
}
