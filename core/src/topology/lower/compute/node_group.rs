//! Managed and self-managed node groups, in the order of their names over both kinds.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{image, security, sizes, subnets, template};
use crate::catalog::PolicyScope;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::spec::{ManagedNodeGroup, NodeGroupBase, NodeGroupIam, SelfManagedNodeGroup};
use crate::topology::Origin;
use crate::topology::compute::{Capacity, LaunchTemplate, NodeGroup, NodeGroupKind, Taint};
use crate::topology::lower::context::{Context, list, texts};
use crate::topology::lower::named::{self, Named, written};
use crate::topology::lower::roles::{self, NewRole, Policies};
use crate::topology::network::Network;
use crate::topology::role::Role;

/// A node group as written, of either kind.
pub(super) struct Written<'s> {
    pub(super) name: String,
    pub(super) at: &'s Place,
    pub(super) base: &'s NodeGroupBase,
    pub(super) kind: Kind<'s>,
}

/// What only one kind of node group has.
#[derive(Clone, Copy)]
pub(super) enum Kind<'s> {
    Managed(&'s ManagedNodeGroup),
    SelfManaged(&'s SelfManagedNodeGroup),
}

impl<'s> Written<'s> {
    pub(super) fn managed(&self) -> Option<&'s ManagedNodeGroup> {
        match self.kind {
            Kind::Managed(group) => Some(group),
            Kind::SelfManaged(_) => None,
        }
    }

    pub(super) fn self_managed(&self) -> Option<&'s SelfManagedNodeGroup> {
        match self.kind {
            Kind::Managed(_) => None,
            Kind::SelfManaged(group) => Some(group),
        }
    }

    /// True if the launch template is the user's.
    pub(super) fn has_own_template(&self) -> bool {
        self.managed().is_some_and(|group| group.launch_template.is_some())
    }

    pub(super) fn iam(&self) -> Option<&'s NodeGroupIam> {
        self.base.iam.as_ref().map(|iam| &iam.value)
    }
}

/// The node groups that the spec asks for; their security groups, rules and roles are added to the lists.
pub(in crate::topology::lower) fn lower(
    cx: &mut Context<'_>,
    network: &mut Network,
    roles: &mut Vec<Role>,
) -> Vec<NodeGroup> {
    let groups = collect(cx);
    groups.iter().map(|group| lower_one(cx, network, roles, group)).collect()
}

fn collect<'s>(cx: &mut Context<'s>) -> Vec<Written<'s>> {
    let spec = cx.spec;
    let managed = spec.managed_node_groups.as_ref().map_or(&[][..], |list| &list.value[..]);
    let own = spec.node_groups.as_ref().map_or(&[][..], |list| &list.value[..]);
    let managed = managed.iter().map(|group| (&group.at, &group.value.base, Kind::Managed(&group.value)));
    let own = own.iter().map(|group| (&group.at, &group.value.base, Kind::SelfManaged(&group.value)));
    let mut named = Vec::new();
    for (at, base, kind) in managed.chain(own) {
        // A name that is absent was reported when the document was read.
        let Some(name) = &base.name else { continue };
        if name.is_empty() {
            let found = Diagnostic::new(Code::FieldMissing, &name.at, "the name of a node group is empty");
            cx.report.push(found.arg("field", "name"));
            continue;
        }
        named.push(Named { name: name.value.clone(), at, item: (base, kind) });
    }
    let named = named::sort(cx, named, Code::ComputeNameTwice, "node group");
    named.into_iter().map(|Named { name, at, item: (base, kind) }| Written { name, at, base, kind }).collect()
}

fn lower_one(
    cx: &mut Context<'_>,
    network: &mut Network,
    roles: &mut Vec<Role>,
    group: &Written<'_>,
) -> NodeGroup {
    let base = group.base;
    let fully_private = cx.spec.private_cluster.as_ref().and_then(|it| it.enabled.as_ref());
    let private_networking = [base.private_networking.as_ref(), fully_private]
        .into_iter()
        .any(|switch| switch.is_some_and(|switch| switch.value));
    let instance_types = image::instance_types(cx, group);
    let image = image::choose(cx, group, &instance_types);
    let subnets = subnets::of_node_group(cx, network, group, private_networking);
    let (role, instance_profile) = choose_role(cx, roles, group);
    NodeGroup {
        kind: match group.kind {
            Kind::Managed(_) => NodeGroupKind::Managed,
            Kind::SelfManaged(_) => NodeGroupKind::SelfManaged,
        },
        origin: Origin::field(group.at),
        sizes: sizes::choose(cx, group),
        capacity: capacity(group),
        private_networking,
        subnets,
        role,
        instance_profile,
        labels: labels(cx, group),
        taints: taints(cx, group),
        tags: texts(base.tags.as_ref()),
        key_pair: security::key_pair(cx, group),
        security_groups: security::groups(cx, network, group, private_networking),
        volume: template::volume(cx, group, &image),
        launch_template: launch_template(group),
        settings: settings(cx, group),
        pre_bootstrap: list(base.pre_bootstrap_commands.as_ref()),
        override_bootstrap: written(base.override_bootstrap_command.as_ref()).map(|text| text.value.clone()),
        max_pods: base
            .max_pods_per_node
            .as_ref()
            .and_then(|it| u32::try_from(it.value).ok())
            .filter(|&it| it > 0),
        instance_types,
        image,
        name: group.name.clone(),
    }
}

fn launch_template(group: &Written<'_>) -> LaunchTemplate {
    let template = group.managed().and_then(|managed| managed.launch_template.as_ref());
    let id = template.and_then(|template| template.id.as_ref());
    match (template, id) {
        (Some(template), Some(id)) => LaunchTemplate::Existing {
            id: id.value.clone(),
            version: template.version.as_ref().map(|version| version.value.clone()),
        },
        _ => template::made(group),
    }
}

fn capacity(group: &Written<'_>) -> Capacity {
    match group.kind {
        Kind::Managed(managed) if managed.spot.as_ref().is_some_and(|spot| spot.value) => Capacity::Spot,
        Kind::Managed(_) => Capacity::OnDemand,
        Kind::SelfManaged(own) => {
            let Some(written) = &own.instances_distribution else { return Capacity::OnDemand };
            let numbers = [
                ("OnDemandBaseCapacity", &written.on_demand_base_capacity),
                ("OnDemandPercentageAboveBaseCapacity", &written.on_demand_percentage_above_base_capacity),
                ("SpotInstancePools", &written.spot_instance_pools),
            ];
            let numbers = numbers.into_iter().filter_map(|(key, n)| Some((key, n.as_ref()?.value.into())));
            let strategy = written.spot_allocation_strategy.as_ref().map(|it| it.value.as_str().into());
            let price = written.max_price.as_ref().map(|price| price.value.to_string().into());
            let texts = [("SpotAllocationStrategy", strategy), ("SpotMaxPrice", price)];
            let texts = texts.into_iter().filter_map(|(key, text)| Some((key, text?)));
            Capacity::Mixed(numbers.chain(texts).collect())
        }
    }
}

/// The user's labels, and those by which eksctl knows its nodes.
fn labels(cx: &Context<'_>, group: &Written<'_>) -> BTreeMap<String, String> {
    let mut labels = texts(group.base.labels.as_ref());
    labels.insert("alpha.eksctl.io/cluster-name".to_owned(), cx.name.clone());
    labels.insert("alpha.eksctl.io/nodegroup-name".to_owned(), group.name.clone());
    labels
}

fn taints(cx: &mut Context<'_>, group: &Written<'_>) -> Vec<Taint> {
    const EFFECTS: [&str; 3] = ["NoExecute", "NoSchedule", "PreferNoSchedule"];
    let written = match group.kind {
        Kind::Managed(managed) => managed.taints.as_ref().map_or(&[][..], |taints| &taints.value[..]),
        Kind::SelfManaged(own) => own.taints.as_ref().map_or(&[][..], |taints| &taints.value[..]),
    };
    let mut taints = Vec::with_capacity(written.len());
    for taint in written {
        let text = |field: &Option<crate::spec::Located<String>>| {
            field.as_ref().map_or_else(String::new, |text| text.value.clone())
        };
        let (key, effect) = (text(&taint.key), text(&taint.effect));
        if key.is_empty() {
            let message = format!("a taint of node group `{}` has no key", group.name);
            cx.refuse(&taint.at, message, "add `key`; the taint is left out");
        } else if !EFFECTS.contains(&effect.as_str()) {
            let message =
                format!("the effect `{effect}` of taint `{key}` of node group `{}` is not known", group.name);
            let at = taint.effect.as_ref().map_or(&taint.at, |effect| &effect.at);
            cx.refuse(
                at,
                message,
                "write `NoSchedule`, `PreferNoSchedule` or `NoExecute`; the taint is left out",
            );
        } else {
            taints.push(Taint { key, value: text(&taint.value.value), effect });
        }
    }
    taints.sort_by(|a, b| (&a.key, &a.effect, &a.value).cmp(&(&b.key, &b.effect, &b.value)));
    taints.dedup();
    taints
}

/// The role of the nodes, and the instance profile if one stands already.
fn choose_role(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    group: &Written<'_>,
) -> (Option<usize>, Option<String>) {
    let self_managed = group.self_managed().is_some();
    let purpose = format!("the role of node group {}", group.name);
    let iam = group.iam();
    let mut profile = written(iam.and_then(|iam| iam.instance_profile_arn.as_ref()));
    if let Some(arn) = profile.filter(|_| !self_managed) {
        let message = format!("managed node group `{}` cannot take an instance profile", group.name);
        cx.refuse(&arn.at, message, "write `instanceRoleARN`: EKS makes the profile for it");
        profile = None;
    }
    if let Some(arn) = written(iam.and_then(|iam| iam.instance_role_arn.as_ref())) {
        let role = roles::existing(roles, arn, &purpose);
        if let Some(role) = roles.get_mut(role).filter(|_| self_managed && profile.is_none()) {
            role.instance_profile = true;
        }
        return (Some(role), profile.map(|arn| arn.value.clone()));
    }
    if let Some(arn) = profile {
        let name = roles::last_part(arn);
        cx.unknown(
            &format!("role of instance profile {name}"),
            &format!("only IAM knows it, and the nodes of `{}` must be let in by it", group.name),
            Some(&format!("aws iam get-instance-profile --instance-profile-name {name}")),
            true,
        );
        return (None, Some(arn.value.clone()));
    }
    let policies = policies(cx, group);
    let role = NewRole {
        name: format!("node-group.{}", group.name),
        role_name: iam.and_then(|iam| iam.instance_role_name.as_ref()),
        purpose,
        trust: roles::service("node"),
        policies,
        boundary: iam.and_then(|iam| iam.instance_role_permissions_boundary.as_ref()),
        instance_profile: self_managed,
        tags: BTreeMap::new(),
        origin: Origin::field(group.at),
    };
    (Some(role.add(cx, roles)), None)
}

/// The user's list replaces the defaults; documents and switches come on top.
fn policies(cx: &mut Context<'_>, group: &Written<'_>) -> Policies {
    let mut policies = Policies::default();
    let iam = group.iam();
    let chosen = iam.and_then(|iam| iam.attach_policy_arns.as_ref()).filter(|arns| !arns.value.is_empty());
    if chosen.is_some() {
        policies.by_arns(cx, chosen);
    } else {
        let with_oidc =
            cx.spec.iam.as_ref().and_then(|iam| iam.with_oidc.as_ref()).is_some_and(|it| it.value);
        policies.of_catalog(if with_oidc { "node" } else { "node.cni" }, &Origin::default_value());
    }
    policies.document(iam.and_then(|iam| iam.attach_policy.as_ref()), None);
    let Some(it) = iam.and_then(|iam| iam.with_addon_policies.as_ref()) else { return policies };
    let switches = [
        ("albIngress", &it.alb_ingress),
        ("appMesh", &it.app_mesh),
        ("appMeshPreview", &it.app_mesh_preview),
        ("autoScaler", &it.auto_scaler),
        ("awsLoadBalancerController", &it.aws_load_balancer_controller),
        ("certManager", &it.cert_manager),
        ("cloudWatch", &it.cloud_watch),
        ("ebs", &it.ebs),
        ("efs", &it.efs),
        ("externalDNS", &it.external_dns),
        ("fsx", &it.fsx),
        ("imageBuilder", &it.image_builder),
        ("xRay", &it.x_ray),
    ];
    for (name, switch) in switches {
        if let Some(switch) = switch.as_ref().filter(|switch| switch.value) {
            policies.well_known(cx, PolicyScope::NodeGroup, name, &switch.at);
        }
    }
    policies
}

/// Parameters of `CreateNodegroup`, or of `CreateAutoScalingGroup` for nodes of one's own.
fn settings(cx: &mut Context<'_>, group: &Written<'_>) -> BTreeMap<&'static str, Value> {
    let mut settings = BTreeMap::new();
    let managed = match group.kind {
        Kind::Managed(managed) => managed,
        Kind::SelfManaged(own) => {
            let rebalance = own.instances_distribution.as_ref().and_then(|it| it.capacity_rebalance.as_ref());
            if let Some(rebalance) = rebalance {
                settings.insert("CapacityRebalance", rebalance.value.into());
            }
            return settings;
        }
    };
    if let Some(update) = &group.base.update_config {
        if update.max_unavailable.is_some() && update.max_unavailable_percentage.is_some() {
            let message =
                format!("`updateConfig` of node group `{}` gives a count and a percentage", group.name);
            cx.refuse(&update.at, message, "write `maxUnavailable` or `maxUnavailablePercentage`");
        }
        let count = update.max_unavailable.as_ref();
        let percentage = update.max_unavailable_percentage.as_ref().filter(|_| count.is_none());
        let members = members([("maxUnavailable", count), ("maxUnavailablePercentage", percentage)]);
        if !members.is_empty() {
            settings.insert("updateConfig", members.into());
        }
    }
    if let Some(repair) = &managed.node_repair_config {
        let mut object = members([
            ("maxParallelNodesRepairedCount", repair.max_parallel_nodes_repaired_count.as_ref()),
            ("maxParallelNodesRepairedPercentage", repair.max_parallel_nodes_repaired_percentage.as_ref()),
            ("maxUnhealthyNodeThresholdCount", repair.max_unhealthy_node_threshold_count.as_ref()),
            ("maxUnhealthyNodeThresholdPercentage", repair.max_unhealthy_node_threshold_percentage.as_ref()),
        ]);
        if let Some(enabled) = &repair.enabled {
            object.insert("enabled".to_owned(), enabled.value.into());
        }
        settings.insert("nodeRepairConfig", object.into());
    }
    if let Some(release) = written(managed.release_version.as_ref()) {
        settings.insert("releaseVersion", release.value.as_str().into());
    }
    settings
}

fn members<const N: usize>(fields: [(&str, Option<&crate::spec::Located<i64>>); N]) -> Map<String, Value> {
    fields.into_iter().filter_map(|(key, number)| Some((key.to_owned(), number?.value.into()))).collect()
}
