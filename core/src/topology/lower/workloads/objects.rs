//! Kubernetes objects of the user's own.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Context;
use crate::catalog::{Architecture, ComputeKind};
use crate::spec::{Document, Located};
use crate::topology::compute::Taint;
use crate::topology::workload::{NodePool, Object};

/// Kinds of AWS's and Kubernetes' own and of custom resources that stand in no namespace.
const CLUSTER_WIDE: [&str; 12] = [
    "ClusterIssuer",
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "EC2NodeClass",
    "IngressClass",
    "Namespace",
    "NodePool",
    "PersistentVolume",
    "PriorityClass",
    "StorageClass",
    "GatewayClass",
];

pub(super) fn lower(
    cx: &mut Context<'_>,
    workload: &str,
    namespace: &str,
    manifests: &Located<Vec<Located<Document>>>,
) -> Vec<Object> {
    let mut objects: Vec<Object> = Vec::with_capacity(manifests.value.len());
    for manifest in &manifests.value {
        let Some(object) = object(&manifest.value.0, namespace) else {
            cx.refuse(
                &manifest.at,
                format_args!("a manifest of workload `{workload}` is no Kubernetes object"),
                "write `apiVersion`, `kind` and `metadata.name`",
            );
            continue;
        };
        if objects.iter().any(|other| other.name == object.name) {
            cx.refuse(
                &manifest.at,
                format_args!("{} is written twice", object.called),
                "remove one of the two; the later one is left out",
            );
            continue;
        }
        objects.push(object);
    }
    objects
}

/// The object; nothing if it does not say what it is. One that names no namespace goes into the workload's.
pub(super) fn object(manifest: &Value, namespace: &str) -> Option<Object> {
    let text = |way: &str| manifest.pointer(way).and_then(Value::as_str).filter(|text| !text.is_empty());
    let (api, kind, name) = (text("/apiVersion")?, text("/kind")?, text("/metadata/name")?);
    let mut manifest = manifest.clone();
    let within = text_of(&manifest, "/metadata/namespace").or_else(|| {
        let within = (!CLUSTER_WIDE.contains(&kind)).then(|| namespace.to_owned())?;
        manifest.get_mut("metadata")?.as_object_mut()?.insert("namespace".to_owned(), within.clone().into());
        Some(within)
    });
    let lower = kind.to_ascii_lowercase();
    let (id, called) = match &within {
        Some(within) => (format!("{lower}.{within}.{name}"), format!("{kind} {within}/{name}")),
        None => (format!("{lower}.{name}"), format!("{kind} {name}")),
    };
    let is_pool = kind == "NodePool" && api.starts_with("karpenter.sh/");
    Some(Object { name: id, called, node_pool: is_pool.then(|| node_pool(&manifest)), manifest })
}

fn text_of(manifest: &Value, way: &str) -> Option<String> {
    manifest.pointer(way).and_then(Value::as_str).map(str::to_owned)
}

/// What the nodes of a Karpenter NodePool are to pods.
fn node_pool(manifest: &Value) -> NodePool {
    let list = |way: &str| manifest.pointer(way).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let (mut taints, mut labels, mut architectures) = (Vec::new(), BTreeMap::new(), Vec::new());
    for taint in list("/spec/template/spec/taints") {
        let text = |key: &str| text_at(taint, key).to_owned();
        taints.push(Taint { key: text("key"), value: text("value"), effect: text("effect") });
    }
    let written = manifest.pointer("/spec/template/metadata/labels").and_then(Value::as_object);
    for (key, value) in written.into_iter().flatten() {
        if let Value::String(value) = value {
            labels.insert(key.clone(), value.clone());
        }
    }
    let mut requirements = list("/spec/template/spec/requirements").iter();
    let arch =
        requirements.find(|it| text_at(it, "key") == "kubernetes.io/arch" && text_at(it, "operator") == "In");
    let values = arch.and_then(|it| it.get("values")).and_then(Value::as_array);
    for value in values.into_iter().flatten() {
        match value.as_str() {
            Some("amd64") => architectures.push(Architecture::X86_64),
            Some("arm64") => architectures.push(Architecture::Arm64),
            _ => {}
        }
    }
    NodePool { taints, labels, architectures, kind: ComputeKind::Ec2 }
}

fn text_at<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
