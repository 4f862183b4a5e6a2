//! Node groups and Fargate profiles: what must stand before they do.

use super::access::need_entries;
use super::{Builder, Handles, placement};
use crate::catalog::reason;
use crate::graph::builder::{New, Shared};
use crate::graph::{Hidden, Index, Subject};
use crate::terms::ResourceKind as Kind;
use crate::topology::cluster::AuthenticationMode;
use crate::topology::compute::{LaunchTemplate, NodeGroup, NodeGroupKind};
use crate::topology::network::{CLUSTER_SECURITY_GROUP, Network, Peer, Rule};

/// The add-ons that nodes need, and why.
const NODES_NEED: [(&str, crate::catalog::Reason); 2] =
    [("vpc-cni", reason::NODES_NEED_CNI), ("kube-proxy", reason::NODES_NEED_KUBE_PROXY)];

pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    let mut key_pairs = Shared::default();
    for (index, group) in topology.node_groups.iter().enumerate() {
        let kind = match group.kind {
            NodeGroupKind::Managed => Kind::ManagedNodeGroup,
            NodeGroupKind::SelfManaged => Kind::SelfManagedNodeGroup,
        };
        let new = New::customer(kind, &group.name, &group.origin, Subject::NodeGroup(index));
        let handle = builder.add(new.named("node group"));
        let template = add_template(builder, handles, &mut key_pairs, index, group);
        if let Some(template) = template {
            builder.edge(template, handle, reason::NODES_NEED_TEMPLATE);
        }
        builder.edge(handles.cluster, handle, reason::COMPUTE_NEEDS_CLUSTER);
        add_node_needs(builder, handles, group, handle, template);
        match group.kind {
            NodeGroupKind::Managed => {
                builder.edge(handles.cluster, handle, reason::VERSION_OF_CONTROL_PLANE);
                builder.add(
                    New::aws(
                        Kind::AutoScalingGroup,
                        &group.name,
                        handle,
                        Subject::ManagedScalingGroup(index),
                    )
                    .named("the Auto Scaling group of"),
                );
            }
            NodeGroupKind::SelfManaged => add_entry(builder, handles, group, handle),
        }
        handles.node_groups.push(handle);
    }
    add_shared_roles(builder, handles);
    add_fargate_profiles(builder, handles);
    add_what_eks_makes(builder, handles);
}

fn add_template(
    builder: &mut Builder<'_>,
    handles: &mut Handles,
    key_pairs: &mut Shared,
    index: usize,
    group: &NodeGroup,
) -> Option<Index> {
    let (name, known) = match &group.launch_template {
        LaunchTemplate::Made { .. } => (group.name.as_str(), None),
        LaunchTemplate::Existing { id, .. } => (id.as_str(), Some(id.as_str())),
    };
    let subject = Subject::LaunchTemplate(index);
    let new = New::customer(Kind::LaunchTemplate, name, &group.origin, subject).existing(known);
    if known.is_some() {
        let key = format!("launch-template {name}");
        let called = format!("launch template {name}");
        return Some(handles.keys.get_or_add(&key, || builder.add(new.called(called))));
    }
    let template = builder.add(new.named("the launch template of"));
    let groups = &group.security_groups;
    builder.edges_at(&handles.security_groups, groups, template, reason::TEMPLATE_NEEDS_SECURITY_GROUP);
    if let Some(pair) = &group.key_pair {
        let pair_handle = key_pairs.get_or_add(&pair.name, || {
            let new = New::customer(Kind::KeyPair, &pair.name, &pair.origin, Subject::KeyPair(index));
            let standing = pair.import.is_none().then_some(pair.name.as_str());
            builder.add(new.named("key pair").existing(standing))
        });
        builder.edge(pair_handle, template, reason::TEMPLATE_NEEDS_KEY_PAIR);
    }
    for key in group.volumes().filter_map(|volume| volume.kms_key.as_ref()) {
        let key_handle = handles.keys.get_or_add(key, || {
            let new = New::customer(Kind::KmsKey, key, &group.origin, Subject::VolumeKey(index));
            builder.add(new.called("the key for volumes").existing(Some(key)))
        });
        builder.edge(key_handle, template, reason::TEMPLATE_NEEDS_KEY);
    }
    placement::add(builder, handles, index, group, template);
    if group.joins_by_user_data() {
        builder.edge(handles.cluster, template, reason::TEMPLATE_NEEDS_CLUSTER);
    }
    if group.kind == NodeGroupKind::SelfManaged {
        let profile = match &group.instance_profile {
            Some(arn) => {
                let key = format!("instance-profile {arn}");
                Some(handles.keys.get_or_add(&key, || {
                    let subject = Subject::ExistingInstanceProfile(index);
                    let new = New::customer(Kind::IamInstanceProfile, arn, &group.origin, subject);
                    builder.add(new.called("the instance profile").existing(Some(arn)))
                }))
            }
            None => group.role.and_then(|role| handles.instance_profiles[role]),
        };
        builder.edge_if(profile, template, reason::TEMPLATE_NEEDS_PROFILE);
    }
    Some(template)
}

fn add_node_needs(
    builder: &mut Builder<'_>,
    handles: &Handles,
    group: &NodeGroup,
    handle: Index,
    template: Option<Index>,
) {
    if let Some(role) = group.role {
        builder.edge(handles.roles[role], handle, reason::NODES_NEED_ROLE);
        builder.edges(&handles.role_policies[role], handle, reason::NODES_NEED_POLICY);
    }
    for &subnet in &group.subnets {
        builder.edge(handles.subnets[subnet], handle, reason::NODES_NEED_SUBNET);
        builder.edges(&handles.egress[subnet], handle, reason::NODES_NEED_EGRESS);
    }
    let is_public = |&at: &usize| builder.topology.network.subnets[at].public;
    if let Some(attachment) = handles.attachment.filter(|_| group.subnets.iter().any(is_public)) {
        builder.edge(handle, attachment, reason::NODES_BEFORE_DETACH);
    }
    builder.edges(&handles.endpoints, handle, reason::NODES_NEED_ENDPOINT);
    let network = &builder.topology.network;
    for (rule, &at) in network.rules.iter().zip(&handles.rules) {
        if joins(group, network, rule) {
            builder.edge(at, handle, reason::NODES_NEED_RULE);
        }
    }
    let reaches = match builder.topology.cluster.outpost {
        Some(_) => reason::NODES_REACH_LOCAL_API,
        None => reason::NODES_REACH_API,
    };
    builder.edge(handles.cross_account_enis, handle, reaches);
    for (name, why) in NODES_NEED {
        builder.edge_if(handles.add_on(builder.topology, name), handle, why);
    }
    builder.edge_if(handles.cni_config, handle, reason::NODES_NEED_CNI_CONFIG);
    builder.edges(&handles.eni_configs, handle, reason::NODES_NEED_ENI_CONFIG);
    if template.is_none() {
        let groups = &group.security_groups;
        builder.edges_at(&handles.security_groups, groups, handle, reason::TEMPLATE_NEEDS_SECURITY_GROUP);
    }
}

/// True if control plane and nodes talk through the rule. In the cluster security group EKS opens what managed nodes
/// need; for groups of the customer's own the
/// rules of the plan do, but for SSH. Endpoints let in whom the rules of their own group name.
fn joins(group: &NodeGroup, network: &Network, rule: &Rule) -> bool {
    let own = |at: usize| at != CLUSTER_SECURITY_GROUP && group.security_groups.contains(&at);
    let of_endpoint = network.endpoints.iter().any(|endpoint| endpoint.security_group == Some(rule.group));
    match rule.from {
        Peer::Group(peer) if of_endpoint && group.security_groups.contains(&peer) => true,
        Peer::Group(peer) => rule.ports != Some((22, 22)) && (own(rule.group) || own(peer)),
        Peer::Cidr(_) | Peer::Cidr6(_) => false,
    }
}

/// Nodes of one's own must be let in before they boot; for managed ones EKS sees to it.
fn add_entry(builder: &mut Builder<'_>, handles: &Handles, group: &NodeGroup, handle: Index) {
    let Some(role) = group.role else { return };
    if builder.topology.cluster.authentication_mode.has_entries() {
        need_entries(builder, handles, role, handle, reason::NODES_NEED_ENTRY);
    } else {
        builder.edge_if(handles.aws_auth, handle, reason::NODES_NEED_AWS_AUTH);
    }
}

/// Self-managed nodes that have the role of a managed group are in aws-auth only as long as that group is.
fn add_shared_roles(builder: &mut Builder<'_>, handles: &Handles) {
    let topology = builder.topology;
    if topology.cluster.authentication_mode == AuthenticationMode::Api {
        return;
    }
    let groups = || topology.node_groups.iter().zip(&handles.node_groups);
    for (own, &first) in groups() {
        if own.kind != NodeGroupKind::SelfManaged || own.role.is_none() {
            continue;
        }
        for (managed, &second) in groups() {
            if managed.kind == NodeGroupKind::Managed && managed.role == own.role {
                builder.edge(first, second, reason::OWN_NODES_BEFORE_MANAGED);
            }
        }
    }
}

fn add_fargate_profiles(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    for (index, profile) in topology.fargate_profiles.iter().enumerate() {
        let new = New::customer(
            Kind::FargateProfile,
            &profile.name,
            &profile.origin,
            Subject::FargateProfile(index),
        );
        let handle = builder.add(new.named("Fargate profile"));
        builder.edge(handles.cluster, handle, reason::COMPUTE_NEEDS_CLUSTER);
        builder.edge(handles.roles[profile.role], handle, reason::PROFILE_NEEDS_EXECUTION_ROLE);
        let policies = &handles.role_policies[profile.role];
        builder.edges(policies, handle, reason::PROFILE_NEEDS_POLICY);
        for &subnet in &profile.subnets {
            builder.edge(handles.subnets[subnet], handle, reason::PROFILE_NEEDS_SUBNET);
            builder.edges(&handles.egress[subnet], handle, reason::PROFILE_NEEDS_EGRESS);
        }
        builder.edges(&handles.endpoints, handle, reason::PROFILE_NEEDS_EGRESS);
        handles.fargate_profiles.push(handle);
    }
}

/// Entries and roles that EKS makes with the first managed node group or Fargate profile, and the CNI's interfaces.
fn add_what_eks_makes(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    let mut by_role = Vec::new();
    let mut first_managed = None;
    for (group, &at) in topology.node_groups.iter().zip(&handles.node_groups) {
        if group.kind == NodeGroupKind::Managed {
            first_managed = first_managed.or(Some(at));
            by_role.extend(group.role.map(|role| (role, at)));
        }
    }
    for (profile, &at) in topology.fargate_profiles.iter().zip(&handles.fargate_profiles) {
        by_role.push((profile.role, at));
    }
    for (role, maker) in by_role {
        builder.edge_if(handles.aws_auth, maker, reason::AWS_AUTH_BEFORE_EKS);
        if topology.cluster.authentication_mode.has_entries() {
            let name = &topology.roles[role].name;
            handles.eks_entries.get_or_add(name, || {
                let new =
                    New::aws(Kind::AccessEntry, &format!("eks.{name}"), maker, Subject::EksMadeEntry(role));
                builder.add(new.called_by("the entry that EKS makes for", &topology.roles[role].purpose))
            });
        }
    }
    if let Some(maker) = first_managed {
        let subject = Subject::Hidden(Hidden::NodegroupServiceRole);
        let new = New::aws(Kind::ServiceLinkedRole, "AWSServiceRoleForAmazonEKSNodegroup", maker, subject);
        builder.add(new.called("the role that EKS makes for managed node groups"));
    }
    add_pod_enis(builder, handles);
}

fn add_pod_enis(builder: &mut Builder<'_>, handles: &Handles) {
    let topology = builder.topology;
    let maker = match handles.add_on(topology, "vpc-cni") {
        Some(cni) => cni,
        // EKS installs it with a local cluster.
        None if topology.cluster.outpost.is_some() => handles.cluster,
        None => return,
    };
    if topology.node_groups.is_empty() {
        return;
    }
    let new = New::aws(Kind::PodEnis, "main", maker, Subject::Hidden(Hidden::PodEnis));
    let enis = builder.add(new.called("the network interfaces of the CNI"));
    builder.edges(&handles.node_groups, enis, reason::NODES_BEFORE_POD_ENIS);
    let mut hold = |subnets: &[usize], groups: &[usize]| {
        for &subnet in subnets {
            builder.edge(enis, handles.subnets[subnet], reason::POD_ENIS_BEFORE_SUBNET);
        }
        for &group in groups {
            builder.edge(enis, handles.security_groups[group], reason::POD_ENIS_BEFORE_SECURITY_GROUP);
        }
    };
    for group in &topology.node_groups {
        hold(&group.subnets, &group.security_groups);
    }
    for config in &topology.pod_network.eni_configs {
        hold(&[config.subnet], &config.security_groups);
    }
}
