//! What runs on top: Helm releases, objects, Karpenter, Flux, and what controllers make for them.

use super::access::{add_namespace, add_object, need_entries};
use super::{Builder, Handles, capacity};
use crate::catalog::reason;
use crate::graph::builder::New;
use crate::graph::{Index, Subject};
use crate::terms::ResourceKind as Kind;
use crate::topology::access::AwsAuthSubject;
use crate::topology::workload::{Content, DISCOVERY_TAG, EVENT_RULES, Karpenter, Workload, WorkloadIdentity};

/// The add-on that hands credentials to pods.
const POD_IDENTITY_AGENT: &str = "eks-pod-identity-agent";

/// The add-on that answers names, without which pods reach nothing by name.
const NAMES: &str = "coredns";

pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    for (index, workload) in topology.workloads.iter().enumerate() {
        let steps = match &workload.content {
            Content::Release(_) => vec![add_release(builder, handles, index, workload)],
            Content::Objects(_) => add_objects(builder, handles, index, workload),
        };
        handles.workloads.push(steps);
    }
    for (index, workload) in topology.workloads.iter().enumerate() {
        join(builder, handles, index, workload);
    }
    for (index, workload) in topology.workloads.iter().enumerate() {
        add_made_by_controllers(builder, handles, index, workload);
    }
    if let Some(karpenter) = &topology.karpenter {
        add_karpenter(builder, handles, karpenter);
    }
    add_flux(builder, handles);
}

/// Rooms for pods are known when all pools are.
pub(super) fn add_capacity(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    for (index, workload) in topology.workloads.iter().enumerate() {
        let Some(needs) = &workload.pods else { continue };
        let members = capacity::members_for(topology, handles, needs, &before(topology, index));
        for &step in &handles.workloads[index] {
            let name = format!("schedulable-for-{}", workload.name);
            capacity::seat(builder, handles, &name, &members, step, reason::WORKLOAD_NEEDS_CAPACITY);
        }
    }
    if let (Some(flux), Some(handle)) = (&topology.flux, handles.flux) {
        let members = capacity::members(topology, handles, &flux.pods);
        let (name, why) = ("schedulable-for-flux", reason::WORKLOAD_NEEDS_CAPACITY);
        capacity::seat(builder, handles, name, &members, handle, why);
    }
}

/// The workloads that this one waits for, directly or not.
fn before(topology: &crate::topology::Topology, index: usize) -> Vec<usize> {
    let mut all = topology.workloads[index].after.clone();
    let mut at = 0;
    while let Some(&first) = all.get(at) {
        for &more in &topology.workloads[first].after {
            if !all.contains(&more) {
                all.push(more);
            }
        }
        at += 1;
    }
    all
}

fn add_release(builder: &mut Builder<'_>, handles: &mut Handles, index: usize, workload: &Workload) -> Index {
    let subject = Subject::HelmRelease(index);
    let new = New::kubernetes(Kind::HelmRelease, &workload.name, &workload.origin, subject);
    let release = builder.add(new.named("release"));
    add_namespace(
        builder,
        handles,
        &workload.namespace,
        &workload.origin,
        Subject::WorkloadNamespace(index),
        release,
    );
    add_object(builder, handles, release);
    release
}

/// The objects, each after the one that is written before it.
fn add_objects(
    builder: &mut Builder<'_>,
    handles: &mut Handles,
    index: usize,
    workload: &Workload,
) -> Vec<Index> {
    let mut all: Vec<Index> = Vec::new();
    for (position, object) in workload.objects().iter().enumerate() {
        let subject = Subject::KubernetesObject { workload: index, object: position };
        let name = format!("{}.{}", workload.name, object.name);
        let new = New::kubernetes(Kind::KubernetesObject, &name, &workload.origin, subject);
        let handle = builder.add(new.called(&object.called));
        if let Some(namespace) = object.manifest.pointer("/metadata/namespace").and_then(|it| it.as_str()) {
            add_namespace(
                builder,
                handles,
                namespace,
                &workload.origin,
                Subject::WorkloadNamespace(index),
                handle,
            );
        }
        add_object(builder, handles, handle);
        if let Some(&last) = all.last() {
            builder.edge(last, handle, reason::OBJECTS_IN_ORDER);
        }
        all.push(handle);
    }
    all
}

/// What a workload waits for beside the cluster and room for its pods.
fn join(builder: &mut Builder<'_>, handles: &Handles, index: usize, workload: &Workload) {
    let topology = builder.topology;
    for &step in &handles.workloads[index] {
        for &first in &workload.after {
            builder.edges(&handles.workloads[first], step, reason::WORKLOAD_NEEDS_WORKLOAD);
        }
        for &first in &workload.after_add_ons {
            builder.edge(handles.add_ons[first], step, reason::WORKLOAD_NEEDS_ADD_ON);
        }
        for &asked in &workload.asks {
            builder.edges(&handles.workloads[asked], step, reason::SERVICES_NEED_WEBHOOK);
        }
        if workload.pods.is_some() {
            builder.edge_if(handles.add_on(topology, NAMES), step, reason::WORKLOAD_NEEDS_NAMES);
        }
        builder.edges_at(&handles.rules, &workload.rules, step, reason::WORKLOAD_NEEDS_RULE);
        let endpoints = topology.network.endpoints.iter().zip(&handles.endpoints);
        let mine = endpoints.filter(|(it, _)| workload.endpoints.iter().any(|key| key == it.service));
        for (_, &endpoint) in mine {
            builder.edge(endpoint, step, reason::WORKLOAD_NEEDS_ENDPOINT);
        }
        let role = match workload.identity {
            WorkloadIdentity::None => None,
            WorkloadIdentity::PodIdentity(at) => {
                builder.edge(handles.pod_identities[at], step, reason::WORKLOAD_NEEDS_ASSOCIATION);
                builder.edge_if(
                    handles.add_on(topology, POD_IDENTITY_AGENT),
                    step,
                    reason::WORKLOAD_NEEDS_AGENT,
                );
                Some(topology.access.pod_identities[at].role)
            }
            WorkloadIdentity::ServiceAccount(at) => {
                builder.edge_if(handles.service_accounts[at], step, reason::WORKLOAD_NEEDS_ACCOUNT);
                topology.access.service_accounts[at].role
            }
            WorkloadIdentity::Role(role) => {
                builder.edge(handles.roles[role], step, reason::ANNOTATION_NEEDS_ROLE);
                Some(role)
            }
        };
        if let Some(role) = role {
            builder.edges(&handles.role_policies[role], step, reason::WORKLOAD_NEEDS_POLICY);
        }
    }
}

/// Load balancers, volumes and nodes: controllers make them, and they must be gone before what they stand on.
fn add_made_by_controllers(builder: &mut Builder<'_>, handles: &Handles, index: usize, workload: &Workload) {
    let topology = builder.topology;
    let Some(&maker) = handles.workloads[index].last() else { return };
    for (position, balancer) in workload.load_balancers.iter().enumerate() {
        let subject = Subject::LoadBalancer { workload: index, balancer: position };
        let name = format!("{}.{}", workload.namespace, balancer.name);
        let new = New::aws(Kind::LoadBalancer, &name, maker, subject);
        let handle = builder.add(new.called_by("load balancer", &balancer.name));
        for &subnet in &balancer.subnets {
            builder.edge(handles.subnets[subnet], handle, reason::LOAD_BALANCER_NEEDS_SUBNET);
        }
        if let Some(controller) = balancer.controller.filter(|&it| it != index) {
            let controllers = &handles.workloads[controller];
            builder.edges(controllers, handle, reason::LOAD_BALANCER_NEEDS_CONTROLLER);
        }
        for &group in &handles.node_groups {
            builder.edge(handle, group, reason::LOAD_BALANCER_BEFORE_NODES);
        }
        if let Some(attachment) = handles.attachment {
            builder.edge(handle, attachment, reason::LOAD_BALANCER_BEFORE_DETACH);
        }
    }
    let driver = handles.add_on(topology, "aws-ebs-csi-driver");
    for (position, volume) in workload.volumes.iter().enumerate() {
        let subject = Subject::EbsVolume { workload: index, volume: position };
        let name = format!("{}.{volume}", workload.namespace);
        let new = New::aws(Kind::Volume, &name, maker, subject);
        let handle = builder.add(new.called_by("volume", volume));
        builder.edge_if(driver, handle, reason::VOLUME_NEEDS_DRIVER);
        for &group in &handles.node_groups {
            builder.edge(handle, group, reason::VOLUME_BEFORE_NODES);
        }
    }
    for (position, object) in workload.objects().iter().enumerate().filter(|(_, it)| it.node_pool.is_some()) {
        let Some(&pool) = handles.workloads[index].get(position) else { continue };
        let subject = Subject::KarpenterNodes { workload: index, object: position };
        let name = object.name.strip_prefix("nodepool.").unwrap_or(&object.name);
        let new = New::aws(Kind::KarpenterNodes, name, pool, subject);
        let nodes = builder.add(new.called_by("the nodes of", &object.called));
        for &group in handles.node_groups.iter().chain(&handles.fargate_profiles) {
            builder.edge(nodes, group, reason::KARPENTER_NODES_BEFORE_CONTROLLER_NODES);
        }
        for (&handle, subnet) in handles.subnets.iter().zip(&topology.network.subnets) {
            if !subnet.set_apart {
                builder.edge(nodes, handle, reason::KARPENTER_NODES_BEFORE_SUBNET);
            }
        }
        if let Some(karpenter) = &topology.karpenter {
            let releases = handles.workloads[karpenter.workload].iter().copied();
            for release in releases {
                builder.edge(nodes, release, reason::KARPENTER_NODES_BEFORE_CONTROLLER);
            }
            builder.edge(nodes, handles.roles[karpenter.node_role], reason::KARPENTER_NODES_BEFORE_ROLE);
        }
    }
}

fn add_karpenter(builder: &mut Builder<'_>, handles: &mut Handles, karpenter: &Karpenter) {
    let topology = builder.topology;
    let Some(&release) = handles.workloads[karpenter.workload].first() else { return };
    let role = karpenter.node_role;
    builder.edge_if(handles.instance_profiles[role], release, reason::KARPENTER_NEEDS_PROFILE);
    builder.edges(&handles.role_policies[role], release, reason::KARPENTER_NEEDS_NODE_POLICY);
    need_entries(builder, handles, role, release, reason::KARPENTER_NODES_NEED_ENTRY);
    let is_mapped = topology.access.aws_auth.iter().any(|it| it.subject == AwsAuthSubject::Role(role));
    builder.edge_if(handles.aws_auth.filter(|_| is_mapped), release, reason::KARPENTER_NODES_NEED_ENTRY);
    if let Some(queue) = &karpenter.queue {
        let new = New::customer(Kind::Queue, queue, &karpenter.origin, Subject::Queue);
        let queue = builder.add(new.called("the interruption queue"));
        builder.edge(queue, release, reason::KARPENTER_NEEDS_QUEUE);
        for (index, (name, _, _)) in EVENT_RULES.iter().enumerate() {
            let new = New::customer(Kind::EventRule, name, &karpenter.origin, Subject::EventRule(index));
            let rule = builder.add(new.named("event rule"));
            builder.edge(queue, rule, reason::RULE_NEEDS_QUEUE);
            handles.associations.push(rule);
        }
    }
    if karpenter.discovery.is_some() {
        let name = format!("eks-cluster.{DISCOVERY_TAG}");
        let new = New::customer(Kind::Tag, &name, &karpenter.origin, Subject::DiscoveryTag);
        let tag = builder.add(new.called("the discovery tag of the cluster security group"));
        let group = handles.security_groups[crate::topology::network::CLUSTER_SECURITY_GROUP];
        builder.edge(group, tag, reason::TAG_NEEDS_GROUP);
        builder.edge(tag, release, reason::KARPENTER_NEEDS_TAG);
    }
}

/// Flux comes when add-ons and workloads stand: what it brings may be about them.
fn add_flux(builder: &mut Builder<'_>, handles: &mut Handles) {
    let Some(flux) = &builder.topology.flux else { return };
    let new = New::kubernetes(Kind::Flux, &flux.pods.namespace, &flux.origin, Subject::Flux);
    let handle = builder.add(new.called("Flux"));
    add_object(builder, handles, handle);
    builder.edges(&handles.add_ons, handle, reason::FLUX_AFTER_ADD_ONS);
    for workload in &handles.workloads {
        builder.edges(workload, handle, reason::FLUX_AFTER_WORKLOADS);
    }
    let name = &flux.pods.namespace;
    let brought = New::in_cluster(Kind::FluxResources, name, handle, Subject::FluxResources);
    let brought = builder.add(brought.called("what Flux brings"));
    builder.edge(brought, handle, reason::BROUGHT_BEFORE_FLUX);
    handles.flux = Some(handle);
}
