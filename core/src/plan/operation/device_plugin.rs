//! Device plugins, and what Windows pods get their addresses by: objects for the Kubernetes API.

use serde_json::{Value, json};

use super::{Calls, Draft};
use crate::plan::draft::literal;
use crate::topology::device_plugin::DevicePlugin;

const NAMESPACE: &str = "kube-system";
/// Where plugins make themselves known to the kubelet.
const PLUGINS: &str = "/var/lib/kubelet/device-plugins";

impl Calls<'_, '_> {
    /// The pods of a plugin, after the rights that they need.
    pub(super) fn device_plugin(&self, at: usize) -> Vec<Draft> {
        let plugin = &self.graph.topology().device_plugins[at];
        let title = |part: &str| format!("make {part} of the {} device plugin", plugin.title);
        let mut drafts = Vec::new();
        if plugin.name == "neuron" {
            let rights = rights(plugin);
            drafts.extend(rights.map(|(part, manifest)| Draft::apply(title(part), manifest)));
        }
        drafts.push(Draft::apply(title("the pods"), pods(plugin)));
        drafts
    }

    /// Addresses for pods on Windows come from a controller of EKS's, which this switches on.
    pub(super) fn windows_ipam(&self) -> Draft {
        let manifest = json!({
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": { "name": "amazon-vpc-cni", "namespace": NAMESPACE },
            "data": { "enable-windows-ipam": "true" },
        });
        Draft::apply("turn addresses for Windows pods on".to_owned(), manifest)
    }
}

/// The Neuron plugin reads its node, marks devices there, and reads pods to know which of them hold a device.
fn rights(plugin: &DevicePlugin) -> [(&'static str, Value); 3] {
    let name = plugin.object;
    let account = json!({
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": { "name": name, "namespace": NAMESPACE },
    });
    let rule = |resource: &str, verbs: &[&str]| json!({ "apiGroups": [""], "resources": [resource], "verbs": verbs });
    let role = json!({
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "ClusterRole",
        "metadata": { "name": name },
        "rules": [
            rule("events", &["create", "patch"]),
            rule("nodes", &["get", "list", "watch"]),
            rule("nodes/status", &["patch", "update"]),
            rule("pods", &["get", "list", "patch", "update", "watch"]),
        ],
    });
    let binding = json!({
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "ClusterRoleBinding",
        "metadata": { "name": name },
        "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": name },
        "subjects": [{ "kind": "ServiceAccount", "name": name, "namespace": NAMESPACE }],
    });
    [("the service account", account), ("the role", role), ("the role's binding", binding)]
}

fn pods(plugin: &DevicePlugin) -> Value {
    let labels = json!({ "app.kubernetes.io/name": plugin.object });
    let tolerations: Vec<_> = plugin
        .tolerates
        .iter()
        .map(|taint| json!({ "key": literal(&taint.key), "operator": "Exists", "effect": literal(&taint.effect) }))
        .collect();
    let types: Vec<_> = plugin.instance_types.iter().map(|name| literal(name)).collect();
    let expression = json!({ "key": "node.kubernetes.io/instance-type", "operator": "In", "values": types });
    let (mounts, volumes) = folders(plugin);
    let mut container = json!({
        "name": plugin.object,
        "image": literal(&plugin.image),
        "securityContext": { "allowPrivilegeEscalation": false, "capabilities": { "drop": ["ALL"] } },
        "volumeMounts": mounts,
    });
    let mut pod = json!({
        "priorityClassName": "system-node-critical",
        "tolerations": tolerations,
        "affinity": { "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": {
            "nodeSelectorTerms": [{ "matchExpressions": [expression] }],
        } } },
        "volumes": volumes,
    });
    match plugin.name {
        "neuron" => {
            pod["serviceAccountName"] = plugin.object.into();
            container["env"] = json!([{ "name": "NODE_NAME", "valueFrom": { "fieldRef": { "fieldPath": "spec.nodeName" } } }]);
        }
        "efa" => pod["hostNetwork"] = true.into(),
        _ => {}
    }
    pod["containers"] = json!([container]);
    json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": plugin.object, "namespace": NAMESPACE, "labels": labels },
        "spec": {
            "selector": { "matchLabels": labels },
            "template": { "metadata": { "labels": labels }, "spec": pod },
        },
    })
}

/// Folders of the node that a plugin sees, as mounts and as volumes.
fn folders(plugin: &DevicePlugin) -> (Vec<Value>, Vec<Value>) {
    let mut folders = vec![("device-plugins", PLUGINS, false)];
    match plugin.name {
        "neuron" => folders.extend([("run", "/run", false), ("aws", "/opt/aws", true)]),
        "efa" => folders.push(("infiniband", "/dev/infiniband", false)),
        _ => {}
    }
    let mount = |&(name, path, read_only): &(&str, &str, bool)| {
        let mut mount = json!({ "name": name, "mountPath": path });
        if read_only {
            mount["readOnly"] = true.into();
        }
        mount
    };
    let volume =
        |&(name, path, _): &(&str, &str, bool)| json!({ "name": name, "hostPath": { "path": path } });
    (folders.iter().map(mount).collect(), folders.iter().map(volume).collect())
}
