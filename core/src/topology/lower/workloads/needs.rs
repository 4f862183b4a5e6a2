//! What has to be there for a workload: room, other workloads, ports, load balancers, volumes, ways out.

use serde_json::json;

use super::objects::object;
use super::{Around, Item, release};
use crate::catalog::{self, Architecture, ComputeKind};
use crate::diagnostic::Code;
use crate::spec::{ImageArchitecture, Located, PodCompute, items};
use crate::topology::Origin;
use crate::topology::compute::NodeGroup;
use crate::topology::lower::auto_mode;
use crate::topology::lower::context::{Context, texts};
use crate::topology::lower::named::{filled, nearest};
use crate::topology::network::{CLUSTER_SECURITY_GROUP, Network, Peer, Rule};
use crate::topology::pods::{PodNeeds, Toleration};
use crate::topology::workload::{Content, LoadBalancer, Workload, WorkloadIdentity, set};

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
    let text = |field: &Option<Located<String>>| filled(field).map(|it| it.value.clone());
    for it in items(&asked.tolerations) {
        let (key, value, effect) = (text(&it.key), text(&it.value.value), text(&it.effect));
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
        None => item.known.iter().flat_map(|known| known.balancers).for_each(|name| add(name, false)),
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
        let why =
            "controllers find subnets by the tags kubernetes.io/role/elb and kubernetes.io/role/internal-elb";
        let id = network.vpc.existing.as_deref().filter(|id| !id.is_empty()).unwrap_or("VPC");
        let command =
            format!("aws ec2 describe-subnets --filters Name=vpc-id,Values={id} --query 'Subnets[].Tags'");
        cx.unknown("role tags of the subnets", why, Some(&command), false);
    }
    all
}

/// Volumes that are written, else those of the catalogue.
pub(super) fn volumes(item: Item<'_>) -> Vec<String> {
    let asked = item.needs().and_then(|needs| needs.volumes.as_ref());
    let mut all = Vec::new();
    match asked {
        Some(asked) => {
            for name in asked.value.iter().filter_map(|it| filled(&it.name)) {
                all.push(name.value.clone());
            }
        }
        None => {
            for name in item.known.map_or(&[][..], |known| known.volumes) {
                all.push((*name).to_owned());
            }
        }
    }
    all.sort();
    all.dedup();
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
    for key in item.known.iter().flat_map(|known| known.endpoints) {
        all.push((*key).to_owned());
    }
    let asked = item.needs().and_then(|needs| needs.endpoints.as_ref());
    for key in asked.map_or(&[][..], |list| &list.value[..]) {
        if catalog::endpoint_service(key).is_some() {
            all.push(key.value.clone());
            continue;
        }
        let keys = catalog::endpoint_services().iter().map(|service| service.key);
        cx.refuse(&key.at, format_args!("`{}` is no endpoint service", key.value), nearest(key, keys));
    }
    all.sort();
    all.dedup();
    all
}

/// For each node group without the cluster's security group, the first of its own: one that lets the control plane in is enough.
pub(super) fn node_security_groups(node_groups: &[NodeGroup]) -> Vec<Vec<usize>> {
    let own = node_groups.iter().map(|group| &group.security_groups);
    let mut own: Vec<&Vec<usize>> =
        own.filter(|all| !all.is_empty() && !all.contains(&CLUSTER_SECURITY_GROUP)).collect();
    own.sort_unstable();
    own.dedup();
    own.into_iter().cloned().collect()
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
    ports.sort_unstable();
    ports.dedup();
    let network = &mut *around.network;
    let control_plane = network.control_plane_groups.first().copied().unwrap_or(CLUSTER_SECURITY_GROUP);
    let mut all = Vec::new();
    let groups = &around.node_security_groups;
    for (&port, groups) in ports.iter().flat_map(|port| groups.iter().map(move |groups| (port, groups))) {
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
        if let Some(id) = network.security_groups[group].existing.clone() {
            let subject = format!("port {port} of {}", network.security_groups[group].name);
            let why = format!(
                "the control plane calls pods of {name} there, and the security group stands already"
            );
            let command =
                format!("aws ec2 describe-security-group-rules --filters Name=group-id,Values={id}");
            cx.unknown(&subject, &why, Some(&command), false);
            continue;
        }
        network.rules.push(Rule {
            name: format!("{}.port-{port}", network.security_groups[group].name),
            group,
            from: Peer::Group(control_plane),
            protocol: "tcp",
            ports: Some((port, port)),
            purpose: format!("from the control plane to pods of {name}"),
            egress: false,
            origin: Origin::field(item.at),
        });
        all.push(network.rules.len() - 1);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The class of volumes that nobody chose one for: EKS makes none that is the default.
pub(super) fn add_storage_class(
    cx: &mut Context<'_>,
    asked: &[(String, Item<'_>)],
    workloads: &mut Vec<Workload>,
) {
    let Some((_, asks)) = asked.iter().find(|(_, item)| wants_class(*item)) else { return };
    let manifest = json!({
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": { "name": CLASS },
        "provisioner": "ebs.csi.aws.com",
        "parameters": { "type": "gp3" },
        "volumeBindingMode": "WaitForFirstConsumer",
        "allowVolumeExpansion": true,
    });
    let why = "EKS makes no storage class that is the default, and none was written";
    cx.assume("storage class", CLASS, why, "EKS user guide, ebs-csi (clusters of 1.30 and later)");
    for (name, item) in asked.iter().filter(|(_, item)| wants_class(*item)) {
        let path = item.known.and_then(|known| known.class_values);
        let workload = workloads.iter_mut().find(|workload| workload.name == *name);
        if let (Some(path), Some(Workload { content: Content::Release(told), .. })) = (path, workload) {
            let way: Vec<String> = path.split('.').map(str::to_owned).collect();
            if !release::says(&told.values, &way) {
                set(&mut told.values, &way, CLASS.into());
            }
        }
    }
    workloads.push(Workload {
        name: CLASS_WORKLOAD.to_owned(),
        content: Content::Objects(object(&manifest, super::NAMESPACE).into_iter().collect()),
        namespace: super::NAMESPACE.to_owned(),
        pods: None,
        after: Vec::new(),
        after_add_ons: Vec::new(),
        asks: Vec::new(),
        identity: WorkloadIdentity::None,
        rules: Vec::new(),
        load_balancers: Vec::new(),
        volumes: Vec::new(),
        endpoints: Vec::new(),
        origin: Origin::field(asks.at),
    });
}

/// What else has to be there: the driver of volumes, ways to AWS and to registries.
pub(super) fn fit(cx: &mut Context<'_>, around: &Around<'_>, workload: &mut Workload) {
    let place = workload.origin.place();
    let name = workload.name.clone();
    let makes_volumes = auto_mode::switch(cx).is_some();
    let mut lacks = |message: String, what: &str, help: String| {
        cx.report.raise(Code::WorkloadLacks, place, message).arg("needs", what).help(help);
    };
    if !workload.volumes.is_empty() {
        match around.add_ons.iter().position(|add_on| add_on.name == VOLUMES) {
            Some(driver) => workload.after_add_ons.push(driver),
            None if makes_volumes => {}
            None => lacks(
                format!("volumes of workload `{name}` stay pending: `{VOLUMES}` is not installed"),
                VOLUMES,
                format!("add `{VOLUMES}` to `addons`"),
            ),
        }
        workload.after_add_ons.sort_unstable();
        workload.after_add_ons.dedup();
    }
    if !around.cluster.fully_private {
        return;
    }
    let stands = |key: &String| around.network.endpoints.iter().any(|endpoint| endpoint.service == key);
    for key in workload.endpoints.iter().filter(|key| !stands(key)) {
        let message =
            format!("workload `{name}` does not reach `{key}`: the cluster has no way out and no endpoint");
        lacks(
            message,
            key,
            "make an endpoint for it beside the plan, or do without `privateCluster`".to_owned(),
        );
    }
    for object in workload.objects().iter().filter(|object| names_a_role(&object.manifest)) {
        let message = format!(
            "{} names a role, for which Karpenter asks IAM for an instance profile: the cluster has no way out, and IAM has no endpoint",
            object.called
        );
        lacks(message, "iam", "name `spec.instanceProfile` instead of `spec.role`".to_owned());
    }
    let registries = catalog::workload(&name).map_or(&[][..], |known| known.registries);
    if !registries.is_empty() && matches!(workload.content, Content::Release(_)) {
        let all = registries.join(", ");
        let message = format!(
            "images of workload `{name}` come from {all}, which a cluster without a way out does not reach"
        );
        lacks(message, &all, "copy them to ECR of the account, and name it in `values`".to_owned());
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
        cx.assume(
            "load balancers",
            "Classic Load Balancers",
            why,
            "Kubernetes cloud-provider-aws, Services of type LoadBalancer",
        );
    }
}
