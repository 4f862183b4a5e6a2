//! Device plugins, and what Windows pods get their addresses by: objects for the Kubernetes API.

use serde_json::Value;

use super::{Calls, Draft, manifest, metadata};
use crate::document::json::{self, Object};
use crate::plan::literal::{literal, literal_list};
use crate::topology::device_plugin::DevicePlugin;

/// The Neuron plugin reads its node, marks devices there, and reads pods to know which of them hold a device.
const NEURON_RIGHTS: &str = include_str!("device_plugin/neuron-rights.json");

impl Calls<'_, '_> {
    /// The pods of a plugin, after the rights that they need.
    pub(super) fn device_plugin(&self, at: usize) -> Vec<Draft> {
        let plugin = &self.graph.topology().device_plugins[at];
        let mut drafts = Vec::new();
        let mut apply = |part: &str, manifest: Value| {
            drafts.push(Draft::apply(
                format_args!("make {part} of the {} device plugin", plugin.title),
                manifest,
            ));
        };
        if let ("neuron", Value::Array(rights)) = (plugin.name, parse(NEURON_RIGHTS, plugin)) {
            let parts = ["the service account", "the role", "the role's binding"];
            for (part, manifest) in parts.into_iter().zip(rights) {
                apply(part, manifest);
            }
        }
        apply("the pods", pods(plugin));
        drafts
    }

    /// Addresses for pods on Windows come from a controller of EKS's, which this switches on.
    pub(super) fn windows_ipam(&self) -> Draft {
        let data = Object::new().with("enable-windows-ipam", "true");
        let manifest = manifest("v1", "ConfigMap", metadata("amazon-vpc-cni", "kube-system"));
        Draft::apply(format_args!("turn addresses for Windows pods on"), manifest.with("data", data))
    }
}

fn pods(plugin: &DevicePlugin) -> Value {
    let mut manifest = match plugin.name {
        "neuron" => parse(include_str!("device_plugin/neuron.json"), plugin),
        "efa" => parse(include_str!("device_plugin/efa.json"), plugin),
        _ => parse(include_str!("device_plugin/nvidia.json"), plugin),
    };
    let pod = &mut manifest["spec"]["template"]["spec"];
    pod["containers"][0]["image"] = literal(&plugin.image).into();
    let mut tolerations: Vec<Value> = Vec::new();
    for taint in &plugin.tolerates {
        let toleration = Object::new().literal("key", &taint.key).with("operator", "Exists");
        tolerations.push(toleration.literal("effect", &taint.effect).into());
    }
    pod["tolerations"] = tolerations.into();
    let nodes = &mut pod["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"];
    nodes["nodeSelectorTerms"][0]["matchExpressions"][0]["values"] =
        literal_list(&plugin.instance_types).into();
    manifest
}

/// A manifest of ours, in which `{object}` stands for the plugin's name.
fn parse(manifest: &str, plugin: &DevicePlugin) -> Value {
    json::read(&manifest.replace("{object}", plugin.object)).unwrap_or_default()
}
