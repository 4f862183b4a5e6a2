//! What tells an instance which cluster to join. The text is that before base64, since it holds tokens.

use std::fmt::Write as _;

use super::Calls;
use crate::plan::draft::literal;
use crate::topology::compute::{NodeGroup, NodeGroupKind};

impl Calls<'_, '_> {
    /// The user data of a launch template; none where EKS writes it.
    pub(super) fn user_data(&self, group: &NodeGroup) -> Option<String> {
        if let Some(text) = &group.override_bootstrap {
            return Some(literal(text));
        }
        if !group.joins_by_user_data() {
            return (!group.pre_bootstrap.is_empty()).then(|| multipart(&[shell(&group.pre_bootstrap)]));
        }
        let family = group.image.family.as_deref().unwrap_or("AmazonLinux2023");
        Some(match family {
            "Bottlerocket" => self.bottlerocket(group),
            "AmazonLinux2" => self.amazon_linux_2(group),
            _ if group.image.windows => self.windows(),
            _ if family.starts_with("Ubuntu") => self.amazon_linux_2(group),
            _ => self.node_config(group),
        })
    }

    fn node_config(&self, group: &NodeGroup) -> String {
        let mut config = format!(
            "Content-Type: application/node.eks.aws\n\n\
             apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  cluster:\n    name: {}\n    \
             apiServerEndpoint: {}\n    certificateAuthority: {}\n    cidr: {}\n",
            self.cluster_name(),
            self.cluster_output("Endpoint"),
            self.cluster_output("CertificateAuthorityData"),
            self.cluster_output(self.service_cidr()),
        );
        let flags = kubelet_flags(group);
        if group.max_pods.is_some() || !flags.is_empty() {
            config.push_str("  kubelet:\n");
        }
        if let Some(pods) = group.max_pods {
            let _ = writeln!(config, "    config:\n      maxPods: {pods}");
        }
        if !flags.is_empty() {
            config.push_str("    flags:\n");
            for flag in flags {
                let _ = writeln!(config, "    - {}", serde_json::Value::from(flag));
            }
        }
        if group.pre_bootstrap.is_empty() {
            multipart(&[config])
        } else {
            multipart(&[shell(&group.pre_bootstrap), config])
        }
    }

    /// The output that tells the addresses of services.
    fn service_cidr(&self) -> &'static str {
        if self.graph.topology().cluster.ipv6 { "ServiceIpv6Cidr" } else { "ServiceIpv4Cidr" }
    }

    fn amazon_linux_2(&self, group: &NodeGroup) -> String {
        let mut text = String::from("#!/bin/bash\nset -o errexit\n");
        for command in &group.pre_bootstrap {
            let _ = writeln!(text, "{}", literal(command));
        }
        let _ = write!(
            text,
            "/etc/eks/bootstrap.sh '{}' --apiserver-endpoint '{}' --b64-cluster-ca '{}'",
            self.cluster_name(),
            self.cluster_output("Endpoint"),
            self.cluster_output("CertificateAuthorityData"),
        );
        if self.graph.topology().cluster.ipv6 {
            let range = self.cluster_output(self.service_cidr());
            let _ = write!(text, " --ip-family ipv6 --service-ipv6-cidr '{range}'");
        }
        let mut flags = kubelet_flags(group);
        flags.extend(group.max_pods.map(|pods| format!("--max-pods={pods}")));
        if !flags.is_empty() {
            let _ = write!(text, " --kubelet-extra-args '{}'", flags.join(" ").replace('\'', "'\\''"));
        }
        text.push('\n');
        text
    }

    fn bottlerocket(&self, group: &NodeGroup) -> String {
        let mut text = format!(
            "[settings.kubernetes]\ncluster-name = \"{}\"\napi-server = \"{}\"\ncluster-certificate = \"{}\"\n",
            self.cluster_name(),
            self.cluster_output("Endpoint"),
            self.cluster_output("CertificateAuthorityData"),
        );
        if let Some(pods) = group.max_pods {
            let _ = writeln!(text, "max-pods = {pods}");
        }
        let quoted = |text: &str| serde_json::Value::from(literal(text));
        if !group.labels.is_empty() {
            text.push_str("\n[settings.kubernetes.node-labels]\n");
            for (key, value) in &group.labels {
                let _ = writeln!(text, "{} = {}", quoted(key), quoted(value));
            }
        }
        if !group.taints.is_empty() {
            text.push_str("\n[settings.kubernetes.node-taints]\n");
            for taint in &group.taints {
                let _ = writeln!(
                    text,
                    "{} = [{}]",
                    quoted(&taint.key),
                    quoted(&format!("{}:{}", taint.value, taint.effect))
                );
            }
        }
        text
    }

    fn windows(&self) -> String {
        format!(
            "<powershell>\n[string]$$EKSBootstrapScriptFile = \"$$env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1\"\n\
             & $$EKSBootstrapScriptFile -EKSClusterName \"{}\" -APIServerEndpoint \"{}\" -Base64ClusterCA \"{}\"\n</powershell>\n",
            self.cluster_name(),
            self.cluster_output("Endpoint"),
            self.cluster_output("CertificateAuthorityData"),
        )
    }
}

/// Labels and taints as the kubelet takes them; EKS passes on those of its own groups.
fn kubelet_flags(group: &NodeGroup) -> Vec<String> {
    if group.kind == NodeGroupKind::Managed {
        return Vec::new();
    }
    let mut flags = Vec::new();
    if !group.labels.is_empty() {
        let labels: Vec<_> = group.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
        flags.push(literal(&format!("--node-labels={}", labels.join(","))));
    }
    if !group.taints.is_empty() {
        let taints =
            group.taints.iter().map(|taint| format!("{}={}:{}", taint.key, taint.value, taint.effect));
        flags.push(literal(&format!("--register-with-taints={}", taints.collect::<Vec<_>>().join(","))));
    }
    flags
}

fn shell(commands: &[String]) -> String {
    let lines: String = commands.iter().map(|command| format!("{}\n", literal(command))).collect();
    format!("Content-Type: text/x-shellscript; charset=\"us-ascii\"\n\n#!/bin/bash\nset -o errexit\n{lines}")
}

fn multipart(parts: &[String]) -> String {
    let mut text = String::from("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"//\"\n\n");
    for part in parts {
        let _ = write!(text, "--//\n{part}\n");
    }
    text.push_str("--//--\n");
    text
}
