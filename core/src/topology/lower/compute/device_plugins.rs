//! Device plugins, for node groups with accelerators. As eksctl, but that taints of every group are tolerated.

use crate::catalog::{self, GpuManufacturer, InstanceType};
use crate::topology::compute::{NodeGroup, Taint};
use crate::topology::device_plugin::DevicePlugin;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::each_once;

/// Images whose GPUs Kubernetes does not see without a plugin; Bottlerocket brings its own.
const WITHOUT_PLUGIN: [&str; 2] = ["AmazonLinux2", "AmazonLinux2023"];

/// The device plugins that the node groups need, by name.
pub(in crate::topology::lower) fn lower(cx: &Context<'_>, groups: &[NodeGroup]) -> Vec<DevicePlugin> {
    let mut all = Vec::new();
    for plugin in catalog::device_plugins() {
        all.extend(one(cx, plugin, groups));
    }
    all
}

fn one(
    cx: &Context<'_>,
    plugin: &'static catalog::DevicePlugin,
    groups: &[NodeGroup],
) -> Option<DevicePlugin> {
    let mut node_groups = Vec::new();
    let mut instance_types = Vec::new();
    let mut tolerates = vec![tolerated(plugin.resource, "NoSchedule")];
    for (at, group) in groups.iter().enumerate() {
        if !needs(plugin.name, group) {
            continue;
        }
        node_groups.push(at);
        for name in &group.instance_types {
            if catalog::instance_type(name).is_some_and(|it| has(plugin.name, it)) {
                instance_types.push(name.clone());
            }
        }
        for taint in &group.taints {
            if taint.effect != "PreferNoSchedule" {
                tolerates.push(tolerated(&taint.key, &taint.effect));
            }
        }
    }
    let origin = groups[*node_groups.first()?].origin.clone();
    each_once(&mut instance_types);
    Taint::sort(&mut tolerates);
    let suffix = catalog::partition(&cx.partition).map_or("amazonaws.com", |partition| partition.dns_suffix);
    let image = plugin
        .image
        .replace("{account}", catalog::image_account(&cx.region))
        .replace("{region}", &cx.region)
        .replace("{suffix}", suffix);
    Some(DevicePlugin {
        name: plugin.name,
        title: plugin.title,
        object: plugin.object,
        image,
        instance_types,
        tolerates,
        node_groups,
        origin,
    })
}

fn tolerated(key: &str, effect: &str) -> Taint {
    Taint { key: key.to_owned(), value: String::new(), effect: effect.to_owned() }
}

fn needs(plugin: &str, group: &NodeGroup) -> bool {
    let seen = match plugin {
        "nvidia" => group.image.family.as_deref().is_some_and(|family| WITHOUT_PLUGIN.contains(&family)),
        "neuron" => true,
        _ => group.efa.is_some(),
    };
    let fits = |name: &String| catalog::instance_type(name).is_some_and(|it| has(plugin, it));
    seen && group.instance_types.iter().any(fits)
}

fn has(plugin: &str, instance: InstanceType) -> bool {
    match plugin {
        "nvidia" => instance.gpu_manufacturer() == Some(GpuManufacturer::Nvidia),
        "neuron" => instance.neuron_devices() > 0,
        _ => instance.efa_interfaces() > 0,
    }
}
