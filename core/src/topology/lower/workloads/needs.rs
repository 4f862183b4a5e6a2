//! What has to be there for a workload: room, other workloads, ports, load balancers, volumes, ways out.

use std::fmt;

use super::objects::object;
use super::{Around, Item, plain, release};
use crate::catalog::{self, Architecture, ComputeKind};
use crate::diagnostic::Code;
use crate::document::json::Object;
use crate::spec::{ImageArchitecture, PodCompute, items};
use crate::topology::Origin;
use crate::topology::compute::NodeGroup;
use crate::topology::lower::auto_mode;
use crate::topology::lower::context::{Context, owned, texts};
use crate::topology::lower::named::{each_once, filled, names, nearest};
use crate::topology::network::{CLUSTER_SECURITY_GROUP, Network, Peer, Rule};
use crate::topology::pods::{PodNeeds, Toleration};
use crate::topology::workload::{Content, LoadBalancer, Workload, set};

/// The workload that makes load balancers and is asked about Services.
pub(super) const BALANCER: &str = "aws-load-balancer-controller";

/// The add-on that makes EBS volumes.
const VOLUMES: &str = "aws-ebs-csi-driver";

/// The storage class that the plan makes, and the workload that holds it.
const CLASS: &str = "gp3";
pub(super) const CLASS_WORKLOAD: &str = "storage-class-gp3";

/// What the pods of a workload need to find room; nothing if it has none, or nodes come by themselves.
pub(super) fn pods(namespace: &str, item: Item<'_>) -> Option<PodNeeds> {
    let asked = item.needs().and_then(|needs| needs.capacity.as_ref());
    let brings_objects = item.written.is_some_and(|it| it.manifests.is_some());
    let has_pods = match item.known {
        Some(known) => known.needs_capacity,
        None => !brings_objects || asked.is_some(),
    };
    if !has_pods {
        return None;
    }
    let mut needs = PodNeeds::anywhere(namespace);
    if let Some(known) = item.known {
        needs.kinds = known.compute.to_vec();
        needs.daemon_set = known.daemon_set;
        for key in known.tolerates {
            needs.tolerations.push(Toleration::of(key));
        }
    }
    let Some(asked) = asked else { return Some(needs) };
    if let Some(kinds) = &asked.compute_kinds {
        needs.kinds.clear();
        for kind in &kinds.value {
            needs.kinds.push(compute_kind(kind.value));
        }
    }
    needs.daemon_set = asked.daemon_set.as_ref().map_or(needs.daemon_set, |it| it.value);
    needs.labels = texts(asked.labels.as_ref());
    needs.node_selector = texts(asked.node_selector.as_ref());
    for architecture in items(&asked.architectures) {
        needs.architectures.push(match architecture.value {
            ImageArchitecture::Arm64 => Architecture::Arm64,
            ImageArchitecture::X86_64 => Architecture::X86_64,
        });
    }
    for it in items(&asked.tolerations) {
        let (key, value, effect) = (owned(&it.key), owned(&it.value.value), owned(&it.effect));
        needs.tolerations.push(Toleration { key, value, effect });
    }
    Some(needs)
}

fn compute_kind(kind: PodCompute) -> ComputeKind {
    match kind {
        PodCompute::Ec2 => ComputeKind::Ec2,
        PodCompute::Fargate => ComputeKind::Fargate,
        PodCompute::Auto => ComputeKind::Auto,
        PodCompute::Hybrid => ComputeKind::Hybrid,
    }
}

/// Load balancers that are written, else those of the catalogue.
pub(super) fn load_balancers(cx: &mut Context<'_>, network: &Network, item: Item<'_>) -> Vec<LoadBalancer> {
    let asked = item.needs().and_then(|needs| needs.load_balancers.as_ref());
    let mut all: Vec<LoadBalancer> = Vec::new();
    let mut add = |name: &str, internal: bool| {
        let subnets = network.subnets_where(&|subnet| subnet.public != internal && !subnet.set_apart);
        if all.iter().all(|other| other.name != name) {
            all.push(LoadBalancer { name: name.to_owned(), controller: None, subnets });
        }
    };
    match asked {
        Some(asked) => {
            for balancer in &asked.value {
                let internal = balancer.internal.as_ref().is_some_and(|it| it.value);
                if let Some(name) = filled(&balancer.name) {
                    add(name, internal);
                }
            }
        }
        None => item.known.map_or(&[][..], |known| known.balancers).iter().for_each(|name| add(name, false)),
    }
    if let Some(empty) = all.iter().find(|balancer| balancer.subnets.is_empty()) {
        cx.report
            .raise(
                Code::WorkloadLacks,
                item.at,
                format_args!("there is no subnet for load balancer `{}`", empty.name),
            )
            .arg("loadBalancer", &empty.name)
            .help("write `internal: true` where there are private subnets alone");
    }
    if !all.is_empty() && network.is_existing() {
        let why = format_args!(
            "controllers find subnets by the tags kubernetes.io/role/elb and kubernetes.io/role/internal-elb"
        );
        let id = network.vpc.id().unwrap_or("VPC");
        let command =
            format!("aws ec2 describe-subnets --filters Name=vpc-id,Values={id} --query 'Subnets[].Tags'");
        cx.unknown(format_args!("role tags of the subnets"), why, Some(command), false);
    }
    all
}

/// Volumes that are written, else those of the catalogue.
pub(super) fn volumes(item: Item<'_>) -> Vec<String> {
    let asked = item.needs().and_then(|needs| needs.volumes.as_ref());
    let mut all = Vec::new();
    match asked {
        Some(asked) => {
            for volume in &asked.value {
                all.extend(owned(&volume.name));
            }
        }
        None => {
            for name in item.known.map_or(&[][..], |known| known.volumes) {
                all.push((*name).to_owned());
            }
        }
    }
    each_once(&mut all);
    all
}

/// True if the plan makes the class of one of the volumes.
pub(super) fn wants_class(item: Item<'_>) -> bool {
    match item.needs().and_then(|needs| needs.volumes.as_ref()) {
        Some(asked) => asked.value.iter().any(|it| filled(&it.storage_class).is_none()),
        None => item.known.is_some_and(|known| !known.volumes.is_empty()),
    }
}

/// Keys of endpoint services.
pub(super) fn endpoints(cx: &mut Context<'_>, item: Item<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for &key in item.known.map_or(&[][..], |known| known.endpoints) {
        all.push(key.to_owned());
    }
    let asked = item.needs().and_then(|needs| needs.endpoints.as_ref());
    for key in asked.map_or(&[][..], |list| &list.value[..]) {
        if catalog::endpoint_service(key).is_some() {
            all.push(key.value.clone());
            continue;
        }
        let keys = names(catalog::endpoint_services(), |service| service.key);
        cx.refuse(&key.at, format_args!("`{}` is no endpoint service", key.value), nearest(key, &keys));
    }
    each_once(&mut all);
    all
}

/// For each node group without the cluster's security group, the first of its own: one that lets the control plane in is enough.
pub(super) fn node_security_groups(node_groups: &[NodeGroup]) -> Vec<Vec<usize>> {
    let mut own: Vec<Vec<usize>> = Vec::new();
    for group in node_groups {
        let groups = &group.security_groups;
        if !groups.is_empty() && !groups.contains(&CLUSTER_SECURITY_GROUP) {
            own.push(groups.clone());
        }
    }
    each_once(&mut own);
    own
}

/// Rules by which the control plane reaches pods on nodes that carry groups of their own. In the cluster security group
/// everything is open, and the rules of the plan open most ports of other groups.
pub(super) fn rules(cx: &mut Context<'_>, around: &mut Around<'_>, name: &str, item: Item<'_>) -> Vec<usize> {
    let mut ports: Vec<u16> = item.known.map_or(&[][..], |known| known.ports).to_vec();
    let asked = item.needs().and_then(|needs| needs.ports.as_ref());
    for port in asked.map_or(&[][..], |list| &list.value[..]) {
        match u16::try_from(port.value).ok().filter(|port| *port > 0) {
            Some(port) => ports.push(port),
            None => {
                cx.refuse(&port.at, format_args!("{} is no port", port.value), "write a port from 1 to 65535")
            }
        }
    }
    each_once(&mut ports);
    let network = &mut *around.network;
    let control_plane = network.control_plane_group();
    let mut all = Vec::new();
    let groups = &around.node_security_groups;
    for &port in &ports {
        for groups in groups {
            let opens = |rule: &Rule| {
                let from = matches!(rule.from, Peer::Group(from) if from == CLUSTER_SECURITY_GROUP || network.control_plane_groups.contains(&from));
                !rule.egress
                    && groups.contains(&rule.group)
                    && from
                    && rule.ports.is_none_or(|(first, last)| (first..=last).contains(&port))
            };
            if let Some(at) = network.rules.iter().position(opens) {
                all.push(at);
                continue;
            }
            let ours = groups.iter().find(|&&group| network.security_groups[group].existing.is_none());
            let Some(&group) = ours.or(groups.first()) else { continue };
            let ours = &network.security_groups[group];
            if let Some(id) = &ours.existing {
                let command =
                    format!("aws ec2 describe-security-group-rules --filters Name=group-id,Values={id}");
                cx.unknown(
                    format_args!("port {port} of {}", ours.name),
                    format_args!(
                        "the control plane calls pods of {name} there, and the security group stands already"
                    ),
                    Some(command),
                    false,
                );
                continue;
            }
            let (part, from) = (format!("{}.port-{port}", ours.name), Peer::Group(control_plane));
            let purpose = format!("from the control plane to pods of {name}");
            all.push(network.rules.len());
            network.allow(part, group, from, Some((port, port)), &purpose, &Origin::field(item.at));
        }
    }
    each_once(&mut all);
    all
}

/// The class of volumes that nobody chose one for: EKS makes none that is the default.
pub(super) fn add_storage_class(
    cx: &mut Context<'_>,
    asked: &[(String, Item<'_>)],
    workloads: &mut Vec<Workload>,
) {
    let Some((_, asks)) = asked.iter().find(|(_, item)| wants_class(*item)) else { return };
    let manifest = Object::new()
        .with("apiVersion", "storage.k8s.io/v1")
        .with("kind", "StorageClass")
        .with("metadata", Object::new().with("name", CLASS))
        .with("provisioner", "ebs.csi.aws.com")
        .with("parameters", Object::new().with("type", "gp3"))
        .with("volumeBindingMode", "WaitForFirstConsumer")
        .with("allowVolumeExpansion", true);
    let why = "EKS makes no storage class that is the default, and none was written";
    let source = "EKS user guide, ebs-csi (clusters of 1.30 and later)";
    cx.assume(format_args!("storage class"), CLASS, why, source);
    for (name, item) in asked {
        let path = item.known.filter(|_| wants_class(*item)).and_then(|known| known.class_values);
        let workload = workloads.iter_mut().find(|workload| workload.name == *name);
        if let (Some(path), Some(Workload { content: Content::Release(told), .. })) = (path, workload) {
            let way = release::way(path);
            if !release::says(&told.values, &way) {
                set(&mut told.values, &way, CLASS.into());
            }
        }
    }
    let mut objects = Vec::new();
    objects.extend(object(&manifest.into(), super::NAMESPACE));
    workloads.push(plain(CLASS_WORKLOAD, Content::Objects(objects), super::NAMESPACE, asks.at));
}

/// What else has to be there: the driver of volumes, ways to AWS and to registries.
pub(super) fn fit(cx: &mut Context<'_>, around: &Around<'_>, workload: &mut Workload) {
    let place = workload.origin.place();
    let name = workload.name.clone();
    let makes_volumes = auto_mode::switch(cx).is_some();
    let mut lacks = |message: fmt::Arguments<'_>, what: &str, help: fmt::Arguments<'_>| {
        cx.report.raise(Code::WorkloadLacks, place, message).arg("needs", what).help(help);
    };
    if !workload.volumes.is_empty() {
        match around.add_ons.iter().position(|add_on| add_on.name == VOLUMES) {
            Some(driver) => workload.after_add_ons.push(driver),
            None if makes_volumes => {}
            None => lacks(
                format_args!("volumes of workload `{name}` stay pending: `{VOLUMES}` is not installed"),
                VOLUMES,
                format_args!("add `{VOLUMES}` to `addons`"),
            ),
        }
        each_once(&mut workload.after_add_ons);
    }
    if !around.cluster.fully_private {
        return;
    }
    let stands = |key: &String| around.network.endpoints.iter().any(|endpoint| endpoint.service == key);
    for key in workload.endpoints.iter().filter(|key| !stands(key)) {
        lacks(
            format_args!(
                "workload `{name}` does not reach `{key}`: the cluster has no way out and no endpoint"
            ),
            key,
            format_args!("make an endpoint for it beside the plan, or do without `privateCluster`"),
        );
    }
    for object in workload.objects().iter().filter(|object| names_a_role(&object.manifest)) {
        lacks(
            format_args!(
                "{} names a role, for which Karpenter asks IAM for an instance profile: the cluster has no way out, and IAM has no endpoint",
                object.called
            ),
            "iam",
            format_args!("name `spec.instanceProfile` instead of `spec.role`"),
        );
    }
    let registries = catalog::workload(&name).map_or(&[][..], |known| known.registries);
    if !registries.is_empty() && matches!(workload.content, Content::Release(_)) {
        let all = registries.join(", ");
        lacks(
            format_args!(
                "images of workload `{name}` come from {all}, which a cluster without a way out does not reach"
            ),
            &all,
            format_args!("copy them to ECR of the account, and name it in `values`"),
        );
    }
}

/// True for a node class by which Karpenter makes an instance profile of its own.
fn names_a_role(manifest: &serde_json::Value) -> bool {
    manifest["kind"] == "EC2NodeClass" && manifest.pointer("/spec/role").is_some()
}

/// Who makes the load balancers.
pub(super) fn set_controllers(cx: &mut Context<'_>, balancer: Option<usize>, workloads: &mut [Workload]) {
    let mut by_cluster = false;
    for load_balancer in workloads.iter_mut().flat_map(|it| &mut it.load_balancers) {
        load_balancer.controller = balancer;
        by_cluster |= balancer.is_none();
    }
    if by_cluster && auto_mode::switch(cx).is_none() {
        let why = "no workload makes them: the controller of the cluster itself does, for Services alone";
        let source = "Kubernetes cloud-provider-aws, Services of type LoadBalancer";
        cx.assume(format_args!("load balancers"), "Classic Load Balancers", why, source);
    }
}
