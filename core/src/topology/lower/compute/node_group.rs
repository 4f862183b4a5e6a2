//! Managed and self-managed node groups, in the order of their names over both kinds.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    efa, image, ipv6, node_role, repair, scaling, security, selector, sizes, subnets, template, user_data,
    volumes,
};
use crate::diagnostic::{Code, Place};
use crate::document::json::Object;
use crate::spec::{
    Field, Located, ManagedNodeGroup, NodeGroupBase, NodeGroupIam, SelfManagedNodeGroup, items,
};
use crate::topology::Origin;
use crate::topology::compute::{Capacity, LaunchTemplate, NodeGroup, NodeGroupKind, Taint};
use crate::topology::lower::context::{Context, copied, list, members, owned, texts};
use crate::topology::lower::named::{self, Named, filled};
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

    /// The ARN of the Outpost that the nodes stand on: their own, else that of a local cluster.
    pub(super) fn outpost(&self, cx: &Context<'_>) -> Option<String> {
        let own = owned(&self.base.outpost_arn);
        let local = || super::super::outpost::local(cx).map(|(_, arn)| arn.value.clone());
        self.self_managed().and_then(|_| own.or_else(local))
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
    let mut groups = Vec::new();
    for group in &collect(cx) {
        let lowered = lower_one(cx, network, roles, group);
        ipv6::check(cx, group, &lowered);
        groups.push(lowered);
    }
    groups
}

fn collect<'s>(cx: &mut Context<'s>) -> Vec<Written<'s>> {
    let spec = cx.spec;
    let mut all = Vec::new();
    for group in items(&spec.managed_node_groups) {
        all.push((&group.at, &group.base, Kind::Managed(group)));
    }
    for group in items(&spec.node_groups) {
        all.push((&group.at, &group.base, Kind::SelfManaged(group)));
    }
    let mut found = Vec::new();
    for (index, (at, base, _)) in all.iter().enumerate() {
        if let Some(name) = named::name(cx, base.name.as_ref(), "a node group") {
            found.push(Named { name: name.value.clone(), at, index });
        }
    }
    let mut groups = Vec::new();
    for Named { name, at, index } in named::sort(cx, found, Code::ComputeNameTwice, "node group") {
        let (_, base, kind) = all[index];
        groups.push(Written { name, at, base, kind });
    }
    groups
}

fn lower_one(
    cx: &mut Context<'_>,
    network: &mut Network,
    roles: &mut Vec<Role>,
    group: &Written<'_>,
) -> NodeGroup {
    let base = group.base;
    let fully_private = cx.spec.private_cluster.as_ref().and_then(|it| it.enabled.as_ref());
    let is_on = |switch: Option<&Located<bool>>| switch.is_some_and(|switch| switch.value);
    let private_networking = is_on(base.private_networking.as_ref()) || is_on(fully_private);
    let instance_types = image::instance_types(cx, group);
    let image = image::choose(cx, group, &instance_types);
    let subnets = subnets::of_node_group(cx, network, group, private_networking);
    let subnets = efa::one_zone(cx, network, group, subnets);
    let (role, instance_profile) = node_role::choose(cx, roles, group);
    let (labels, taints, tags) = (labels(cx, group), taints(cx, group), tags(cx, group));
    let volume = volumes::root(cx, group, &image);
    let told = user_data::lower(cx, group, &image, &labels, &taints);
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
        outpost: group.outpost(cx),
        role,
        instance_profile,
        key_pair: security::key_pair(cx, group),
        security_groups: security::groups(cx, network, group, private_networking),
        more_volumes: volumes::further(cx, group, &image, &volume),
        volume,
        instance_name: template::instance_name(cx, group),
        placement: template::placement(cx, group),
        efa: efa::interfaces(cx, group, &instance_types),
        launch_template: launch_template(group),
        settings: settings(cx, group),
        scaling: scaling::lower(cx, group, &labels, &taints, &tags),
        kubelet: told.kubelet,
        cluster_dns: told.cluster_dns,
        container_runtime: told.container_runtime,
        bottlerocket: told.bottlerocket,
        pre_bootstrap: list(base.pre_bootstrap_commands.as_ref()),
        override_bootstrap: owned(&base.override_bootstrap_command),
        max_pods: base
            .max_pods_per_node
            .as_ref()
            .and_then(|it| u32::try_from(it.value).ok())
            .filter(|&it| it > 0),
        instance_types,
        image,
        labels,
        taints,
        tags,
        name: group.name.clone(),
    }
}

/// The user's tags, and for nodes of one's own those by which the cluster autoscaler finds their group.
fn tags(cx: &Context<'_>, group: &Written<'_>) -> BTreeMap<String, String> {
    let mut tags = texts(group.base.tags.as_ref());
    let scales = group.iam().and_then(|iam| iam.with_addon_policies.as_ref());
    let scales = scales.and_then(|policies| policies.auto_scaler.as_ref()).is_some_and(|it| it.value);
    if scales && group.self_managed().is_some() {
        tags.insert("k8s.io/cluster-autoscaler/enabled".to_owned(), "true".to_owned());
        tags.insert(format!("k8s.io/cluster-autoscaler/{}", cx.name), "owned".to_owned());
    }
    tags
}

fn launch_template(group: &Written<'_>) -> LaunchTemplate {
    let template = group.managed().and_then(|managed| managed.launch_template.as_ref());
    let id = template.and_then(|template| template.id.as_ref());
    match (template, id) {
        (Some(template), Some(id)) => {
            LaunchTemplate::Existing { id: id.value.clone(), version: copied(template.version.as_ref()) }
        }
        _ => template::made(group),
    }
}

fn capacity(group: &Written<'_>) -> Capacity {
    match group.kind {
        Kind::Managed(managed) if managed.spot.as_ref().is_some_and(|spot| spot.value) => Capacity::Spot,
        Kind::Managed(_) if template::is_block(group) => Capacity::Block,
        Kind::Managed(_) => Capacity::OnDemand,
        Kind::SelfManaged(own) => {
            let Some(written) = &own.instances_distribution else {
                return match selector::of(group) {
                    Some(_) => Capacity::Mixed(Map::new()),
                    None => Capacity::OnDemand,
                };
            };
            let mut distribution = members(&[
                ("OnDemandBaseCapacity", &written.on_demand_base_capacity),
                ("OnDemandPercentageAboveBaseCapacity", &written.on_demand_percentage_above_base_capacity),
                ("SpotInstancePools", &written.spot_instance_pools),
            ]);
            if let Some(strategy) = &written.spot_allocation_strategy {
                distribution.set("SpotAllocationStrategy", strategy.value.as_str());
            }
            if let Some(price) = &written.max_price {
                distribution.set("SpotMaxPrice", price.value.to_string());
            }
            Capacity::Mixed(distribution.into_members())
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
        Kind::Managed(managed) => items(&managed.taints),
        Kind::SelfManaged(own) => own.taints.as_ref().map_or(&[][..], |taints| &taints.value),
    };
    let mut taints = Vec::with_capacity(written.len());
    for taint in written {
        let text = |field: &Field<String>| owned(field).unwrap_or_default();
        let (key, effect) = (text(&taint.key), text(&taint.effect));
        if key.is_empty() {
            cx.refuse_as(
                Code::ComputeTaint,
                &taint.at,
                format_args!("a taint of node group `{}` has no key", group.name),
                "add `key`; the taint is left out",
            );
        } else if !EFFECTS.contains(&effect.as_str()) {
            let at = taint.effect.as_ref().map_or(&taint.at, |effect| &effect.at);
            let help = "write `NoSchedule`, `PreferNoSchedule` or `NoExecute`; the taint is left out";
            cx.refuse_as(
                Code::ComputeTaint,
                at,
                format_args!(
                    "the effect `{effect}` of taint `{key}` of node group `{}` is not known",
                    group.name
                ),
                help,
            );
        } else {
            taints.push(Taint { key, value: text(&taint.value.value), effect });
        }
    }
    Taint::sort(&mut taints);
    taints
}

/// Parameters of `CreateNodegroup`, or of `CreateAutoScalingGroup` for nodes of one's own.
fn settings(cx: &mut Context<'_>, group: &Written<'_>) -> Map<String, Value> {
    let mut settings = Object::new();
    let managed = match group.kind {
        Kind::Managed(managed) => managed,
        Kind::SelfManaged(own) => {
            if let Some(update) = &group.base.update_config {
                cx.report
                    .raise(
                        Code::ComputeFieldIgnored,
                        &update.at,
                        format_args!(
                            "`updateConfig` has no effect on node group `{}`: its nodes are your own",
                            group.name
                        ),
                    )
                    .arg("field", "updateConfig")
                    .help("remove it, or write the group in `managedNodeGroups`");
            }
            return scaling::parameters(cx, group, own).into_members();
        }
    };
    if let Some(update) = &group.base.update_config {
        let count = &update.max_unavailable;
        let update = match count {
            Some(_) => members(&[("maxUnavailable", count)]),
            None => members(&[("maxUnavailablePercentage", &update.max_unavailable_percentage)]),
        };
        if !update.is_empty() {
            settings.set("updateConfig", update);
        }
    }
    if let Some(config) = &managed.node_repair_config {
        settings.set("nodeRepairConfig", repair::lower(cx, group, config));
    }
    if let Some(release) = filled(&managed.release_version) {
        settings.set("releaseVersion", release.value.as_str());
    }
    settings.into_members()
}
