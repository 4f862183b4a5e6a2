//! What nodes are told when they start, beside the cluster that they join.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use serde_json::{Map, Value};

use super::node_group::Written;
use super::security::is_ssh_allowed;
use crate::diagnostic::{Code, Place};
use crate::document::json::take;
use crate::topology::compute::{Bootstrap, Image, Taint};
use crate::topology::lower::context::Context;
use crate::topology::lower::named::written;

/// The one container runtime since Kubernetes 1.24.
const CONTAINERD: &str = "containerd";

/// What the kubelet of EKS must be left to know by itself.
const PROTECTED: [&str; 7] = [
    "address",
    "apiVersion",
    "authentication",
    "authorization",
    "clusterDomain",
    "kind",
    "serverTLSBootstrap",
];

/// Keys of Bottlerocket's `settings.kubernetes` that are written elsewhere, and where.
const BY_FIELDS: [(&str, &str); 3] =
    [("max-pods", "maxPodsPerNode"), ("node-labels", "labels"), ("node-taints", "taints")];
const BY_EKS: [&str; 4] = ["api-server", "cluster-certificate", "cluster-dns-ip", "cluster-name"];

/// What goes into the user data.
pub(super) struct UserData {
    pub(super) kubelet: Map<String, Value>,
    pub(super) cluster_dns: Option<String>,
    pub(super) container_runtime: Option<String>,
    pub(super) bottlerocket: Map<String, Value>,
}

pub(super) fn lower(
    cx: &mut Context<'_>,
    group: &Written<'_>,
    image: &Image,
    labels: &BTreeMap<String, String>,
    taints: &[Taint],
) -> UserData {
    check_commands(cx, group, image);
    let kubelet = kubelet(cx, group, image);
    let cluster_dns = cluster_dns(cx, group);
    let container_runtime = container_runtime(cx, group);
    let bottlerocket = match image.bootstrap {
        Bootstrap::Settings => bottlerocket(cx, group, labels, taints, cluster_dns.as_deref()),
        Bootstrap::NodeConfig | Bootstrap::Script | Bootstrap::Windows => {
            if let Some(settings) = &group.base.bottlerocket {
                let help = "remove it, or write `amiFamily: Bottlerocket`";
                cx.refuse_as(
                    Code::ComputeImageField,
                    &settings.at,
                    format_args!("node group `{}` has `bottlerocket` and another image", group.name),
                    help,
                );
            }
            Map::new()
        }
    };
    UserData { kubelet, cluster_dns, container_runtime, bottlerocket }
}

/// Commands that the image would not run.
fn check_commands(cx: &mut Context<'_>, group: &Written<'_>, image: &Image) {
    let (before, own) =
        (group.base.pre_bootstrap_commands.as_ref(), group.base.override_bootstrap_command.as_ref());
    let runs_none = "Bottlerocket runs no commands; write `bottlerocket.settings`";
    let mut unfit = |at: &Place, field: &str, help: &str| {
        cx.refuse_as(
            Code::ComputeImageField,
            at,
            format_args!("`{field}` of node group `{}` does not fit its image", group.name),
            help,
        );
    };
    match image.bootstrap {
        Bootstrap::Settings => {
            if let Some(before) = before.filter(|commands| !commands.value.is_empty()) {
                unfit(&before.at, "preBootstrapCommands", runs_none);
            }
            if let Some(own) = own {
                unfit(&own.at, "overrideBootstrapCommand", runs_none);
            }
        }
        Bootstrap::Windows => {
            if let Some(own) = own.filter(|_| group.managed().is_some()) {
                unfit(
                    &own.at,
                    "overrideBootstrapCommand",
                    "EKS runs the script of Windows itself; remove it",
                );
            }
        }
        Bootstrap::NodeConfig => {
            if let Some(own) = own.filter(|own| own.starts_with("#!")) {
                let help = "Amazon Linux 2023 takes a document of `kind: NodeConfig`; commands go into `preBootstrapCommands`";
                unfit(&own.at, "overrideBootstrapCommand", help);
            }
        }
        Bootstrap::Script => {}
    }
}

fn kubelet(cx: &mut Context<'_>, group: &Written<'_>, image: &Image) -> Map<String, Value> {
    let Some(extra) = group.self_managed().and_then(|own| own.kubelet_extra_config.as_ref()) else {
        return Map::new();
    };
    let help = match image.bootstrap {
        Bootstrap::NodeConfig | Bootstrap::Script => None,
        Bootstrap::Settings => Some("write `bottlerocket.settings.kubernetes`"),
        Bootstrap::Windows => Some("remove it: Windows nodes take none"),
    };
    if let Some(help) = help {
        cx.refuse_as(
            Code::ComputeImageField,
            &extra.at,
            format_args!("node group `{}` cannot take `kubeletExtraConfig`", group.name),
            help,
        );
        return Map::new();
    }
    let mut config = extra.value.0.as_object().cloned().unwrap_or_default();
    for &key in &PROTECTED {
        if take(&mut config, key).is_some() {
            let help = "remove it from `kubeletExtraConfig`; it is left out";
            cx.refuse_as(
                Code::ComputeKubelet,
                &extra.at,
                format_args!("`{key}` of the kubelet is not the user's to set"),
                help,
            );
        }
    }
    config
}

fn cluster_dns(cx: &mut Context<'_>, group: &Written<'_>) -> Option<String> {
    let address = written(group.self_managed()?.cluster_dns.as_ref())?;
    if address.parse::<IpAddr>().is_err() {
        cx.refuse(
            &address.at,
            format_args!("`{}` of node group `{}` is no address", address.value, group.name),
            "write the IP address of the DNS service, as `10.100.0.10`",
        );
        return None;
    }
    Some(address.value.clone())
}

fn container_runtime(cx: &mut Context<'_>, group: &Written<'_>) -> Option<String> {
    let runtime = written(group.self_managed()?.container_runtime.as_ref())?;
    if runtime.value != CONTAINERD {
        cx.refuse(
            &runtime.at,
            format_args!("nodes of `{}` cannot run `{}`", group.name, runtime.value),
            "write `containerd`, the only container runtime since Kubernetes 1.24",
        );
        return None;
    }
    if group.base.override_bootstrap_command.is_some() {
        let help = "remove it: `overrideBootstrapCommand` chooses the runtime";
        cx.refuse_as(
            Code::ComputeTwoFields,
            &runtime.at,
            format_args!("node group `{}` has `containerRuntime` and a command of its own", group.name),
            help,
        );
    }
    Some(runtime.value.clone())
}

/// The user's settings with what has fields of its own. In groups of the user's own these win; EKS refuses more.
fn bottlerocket(
    cx: &mut Context<'_>,
    group: &Written<'_>,
    labels: &BTreeMap<String, String>,
    taints: &[Taint],
    cluster_dns: Option<&str>,
) -> Map<String, Value> {
    let section = group.base.bottlerocket.as_ref();
    let document = section.and_then(|section| section.settings.as_ref());
    let mut settings = document.and_then(|it| it.value.0.as_object()).cloned().unwrap_or_default();
    let at = document.map_or(group.at, |document| &document.at);
    let mut kubernetes = match take(&mut settings, "kubernetes") {
        None => Map::new(),
        Some(Value::Object(members)) => members,
        Some(_) => {
            cx.refuse_as(
                Code::FieldType,
                at,
                format_args!("`settings.kubernetes` of node group `{}` is no mapping", group.name),
                "write settings as `max-pods: 20` below it",
            );
            Map::new()
        }
    };
    drop_shadowed(cx, group, at, &mut kubernetes, cluster_dns.is_some());
    let base = group.base;
    let pods = base.max_pods_per_node.as_ref().map(|pods| pods.value).filter(|&pods| pods > 0);
    if let Some(pods) = pods {
        kubernetes.insert("max-pods".to_owned(), pods.into());
    }
    if group.self_managed().is_some() {
        let mut written = Map::new();
        for (key, value) in labels {
            written.insert(key.clone(), value.as_str().into());
        }
        kubernetes.insert("node-labels".to_owned(), written.into());
        let mut by_key = Map::new();
        for taint in taints {
            let all = by_key.entry(&taint.key).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(all) = all {
                all.push(format!("{}:{}", taint.value, taint.effect).into());
            }
        }
        if !by_key.is_empty() {
            kubernetes.insert("node-taints".to_owned(), by_key.into());
        }
        if let Some(address) = cluster_dns {
            kubernetes.insert("cluster-dns-ip".to_owned(), address.into());
        }
    }
    if !kubernetes.is_empty() {
        settings.insert("kubernetes".to_owned(), kubernetes.into());
    }
    admin_container(cx, group, at, &mut settings);
    settings
}

fn drop_shadowed(
    cx: &mut Context<'_>,
    group: &Written<'_>,
    at: &Place,
    kubernetes: &mut Map<String, Value>,
    has_dns: bool,
) {
    let mut twice = |key: &str, help: fmt::Arguments<'_>| {
        cx.refuse_as(
            Code::ComputeBottlerocket,
            at,
            format_args!("`settings.kubernetes.{key}` of node group `{}` has a field of its own", group.name),
            help,
        );
    };
    for (key, field) in &BY_FIELDS {
        if take(kubernetes, key).is_some() {
            twice(key, format_args!("write `{field}` of the node group; the setting is left out"));
        }
    }
    for &key in &BY_EKS {
        if group.managed().is_some() && take(kubernetes, key).is_some() {
            twice(key, format_args!("remove it: EKS sets it in groups that it manages"));
        }
    }
    if has_dns && take(kubernetes, "cluster-dns-ip").is_some() {
        twice("cluster-dns-ip", format_args!("remove it, or `clusterDNS` of the node group"));
    }
}

/// On by the switch, and by SSH, which enters through it. A setting of the user's wins over both.
fn admin_container(cx: &mut Context<'_>, group: &Written<'_>, at: &Place, settings: &mut Map<String, Value>) {
    let switch = group.base.bottlerocket.as_ref().and_then(|section| section.enable_admin_container.as_ref());
    let by_ssh = group.base.ssh.as_ref().is_some_and(|ssh| is_ssh_allowed(ssh));
    let Some(enabled) = switch.map(|switch| switch.value).or(by_ssh.then_some(true)) else { return };
    let containers = section(settings, "host-containers");
    let Some(admin) = containers.and_then(|containers| section(containers, "admin")) else {
        cx.refuse_as(
            Code::FieldType,
            at,
            format_args!("`settings.host-containers` of node group `{}` is no mapping", group.name),
            "write settings as `admin: {enabled: true}` below it",
        );
        return;
    };
    if admin.contains_key("enabled") {
        if let Some(switch) = switch.filter(|_| group.managed().is_some()) {
            let help = "remove `enableAdminContainer`, or the setting";
            cx.refuse_as(
                Code::ComputeBottlerocket,
                &switch.at,
                format_args!("the admin container of node group `{}` is switched twice", group.name),
                help,
            );
        }
        return;
    }
    admin.insert("enabled".to_owned(), enabled.into());
}

/// The mapping at a key, made if nothing is there; nothing if what is there is none.
fn section<'m>(settings: &'m mut Map<String, Value>, key: &str) -> Option<&'m mut Map<String, Value>> {
    settings.entry(key).or_insert_with(|| Map::new().into()).as_object_mut()
}
