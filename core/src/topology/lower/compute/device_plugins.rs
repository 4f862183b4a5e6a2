//! Device plugins, for node groups with accelerators. As eksctl, but that taints of every group are tolerated.

use crate::catalog::{self, GpuManufacturer, InstanceType};
use crate::topology::compute::{NodeGroup, Taint};
use crate::topology::device_plugin::DevicePlugin;
use crate::topology::lower::context::Context;

/// Images whose GPUs Kubernetes does not see without a plugin; Bottlerocket brings its own.
const WITHOUT_PLUGIN: [&str; 2] = ["AmazonLinux2", "AmazonLinux2023"];

/// The device plugins that the node groups need, by name.
pub(in crate::topology::lower) fn lower(cx: &Context<'_>, groups: &[NodeGroup]) -> Vec<DevicePlugin> {
    catalog::device_plugins().iter().filter_map(|plugin| one(cx, plugin, groups)).collect()
}

fn one(
    cx: &Context<'_>,
    plugin: &'static catalog::DevicePlugin,
    groups: &[NodeGroup],
) -> Option<DevicePlugin> {
    let node_groups: Vec<usize> = (0..groups.len()).filter(|&at| needs(plugin.name, &groups[at])).collect();
    let mine = || node_groups.iter().map(|&at| &groups[at]);
    let origin = mine().next()?.origin.clone();
    let types = mine().flat_map(|group| &group.instance_types);
    let mut instance_types: Vec<String> = types
        .filter(|name| catalog::instance_type(name).is_some_and(|it| has(plugin.name, it)))
        .cloned()
        .collect();
    instance_types.sort();
    instance_types.dedup();
    let usual =
        Taint { key: plugin.resource.to_owned(), value: String::new(), effect: "NoSchedule".to_owned() };
    let taints = mine().flat_map(|group| group.taints.iter().cloned());
    let mut tolerates: Vec<Taint> = taints
        .filter(|taint| taint.effect != "PreferNoSchedule")
        .map(|taint| Taint { value: String::new(), ..taint })
        .chain([usual])
        .collect();
    tolerates.sort_by(|a, b| (&a.key, &a.effect).cmp(&(&b.key, &b.effect)));
    tolerates.dedup();
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

fn needs(plugin: &str, group: &NodeGroup) -> bool {
    let seen = match plugin {
        "nvidia" => group.image.family.as_deref().is_some_and(|family| WITHOUT_PLUGIN.contains(&family)),
        "neuron" => true,
        _ => group.efa.is_some(),
    };
    let types = group.instance_types.iter().filter_map(|name| catalog::instance_type(name));
    seen && types.into_iter().any(|it| has(plugin, it))
}

fn has(plugin: &str, instance: &InstanceType) -> bool {
    match plugin {
        "nvidia" => instance.gpu_manufacturer == Some(GpuManufacturer::Nvidia),
        "neuron" => instance.neuron_devices > 0,
        _ => instance.efa_interfaces > 0,
    }
}
