//! Amazon Linux 2 and Ubuntu: a script of the image's.

use std::fmt::Write as _;

use serde_json::Value;

use super::super::Calls;
use super::{kubelet_flags, labels, multipart, shell, taints, word};
use crate::document::json;
use crate::plan::literal::{literal, literal_value};
use crate::topology::compute::NodeGroup;

/// Where eksctl puts what a command of the user's may read.
const VARIABLES: &str = "/etc/eksctl/kubelet.env";
const HELPER: &str = "/var/lib/cloud/scripts/eksctl/bootstrap.helper.sh";
const KUBELET_CONFIG: &str = "/etc/kubernetes/kubelet/kubelet-config.json";
const KUBELET_EXTRA: &str = "/etc/eksctl/kubelet-extra.json";

impl Calls<'_, '_> {
    /// The script that joins the cluster, or the user's commands where nothing else is to be said.
    pub(super) fn script(&self, group: &NodeGroup) -> Option<String> {
        if !group.joins_by_user_data() {
            let mut commands: Vec<&str> = group.pre_bootstrap.iter().map(String::as_str).collect();
            commands.extend(group.override_bootstrap.as_deref());
            let limit = group.max_pods.map(limit_pods);
            commands.extend(limit.as_deref().filter(|_| group.override_bootstrap.is_none()));
            return (!commands.is_empty()).then(|| multipart(&[shell(&commands)]));
        }
        let mut text = String::from("#!/bin/bash\nset -o errexit\n");
        if group.override_bootstrap.is_some() {
            text.push_str(&self.variables(group));
        }
        if !group.kubelet.is_empty() {
            write_file(
                &mut text,
                KUBELET_EXTRA,
                &json::text(&literal_value(&Value::Object(group.kubelet.clone()))),
            );
        }
        for command in &group.pre_bootstrap {
            let _ = writeln!(text, "{}", literal(command));
        }
        match &group.override_bootstrap {
            Some(command) => {
                let _ = writeln!(text, "{}", literal(command));
            }
            None => self.join(&mut text, group),
        }
        Some(text)
    }

    fn join(&self, text: &mut String, group: &NodeGroup) {
        let _ = write!(
            text,
            "/etc/eks/bootstrap.sh '{}' --apiserver-endpoint '{}' --b64-cluster-ca '{}'",
            self.cluster_name(),
            self.cluster_output("Endpoint"),
            self.cluster_output("CertificateAuthorityData"),
        );
        if self.graph.topology().cluster.outpost.is_some() {
            let id = self.cluster_output("Id");
            let _ = write!(text, " --enable-local-outpost true --cluster-id '{id}'");
        }
        if self.graph.topology().cluster.ipv6 {
            let range = self.cluster_output(self.service_cidr());
            let _ = write!(text, " --ip-family ipv6 --service-ipv6-cidr '{range}'");
        }
        let is_ubuntu = is_ubuntu(group);
        if let Some(address) = &group.cluster_dns {
            let _ = write!(text, " --dns-cluster-ip {}", word(&literal(address)));
        }
        if let Some(runtime) = group.container_runtime.as_ref().filter(|_| !is_ubuntu) {
            let _ = write!(text, " --container-runtime {}", word(&literal(runtime)));
        }
        let flags = flags(group);
        if !flags.is_empty() {
            let _ = write!(text, " --kubelet-extra-args {}", word(&flags));
        }
        text.push('\n');
        if !group.kubelet.is_empty() {
            let restart = if is_ubuntu { "snap restart kubelet-eks" } else { "systemctl restart kubelet" };
            let _ = write!(
                text,
                "merged=$$(jq -s '.[0] * .[1]' {KUBELET_CONFIG} {KUBELET_EXTRA})\n\
                 printf '%s' \"$$merged\" > {KUBELET_CONFIG}\n{restart}\n",
            );
        }
    }

    /// What a command that stands in for the image's script may read, under eksctl's names.
    fn variables(&self, group: &NodeGroup) -> String {
        let text = |text: &Option<String>| text.as_deref().map(literal).unwrap_or_default();
        let variables = [
            ("CLUSTER_NAME", self.cluster_name()),
            ("API_SERVER_URL", self.cluster_output("Endpoint")),
            ("B64_CLUSTER_CA", self.cluster_output("CertificateAuthorityData")),
            ("CLUSTER_DNS", text(&group.cluster_dns)),
            (
                "CONTAINER_RUNTIME",
                group.container_runtime.as_deref().map_or("containerd".to_owned(), literal),
            ),
            ("NODE_LABELS", labels(group)),
            ("NODE_TAINTS", taints(group)),
            ("MAX_PODS", group.max_pods.map(|pods| pods.to_string()).unwrap_or_default()),
            ("KUBELET_EXTRA_ARGS", flags(group)),
            ("KUBELET_CONFIG", KUBELET_CONFIG.to_owned()),
            ("KUBELET_EXTRA_CONFIG", KUBELET_EXTRA.to_owned()),
        ];
        let mut lines = String::new();
        for (name, value) in &variables {
            let _ = writeln!(lines, "{name}={}", word(value));
        }
        let mut text = String::new();
        write_file(&mut text, VARIABLES, lines.trim_end());
        write_file(&mut text, HELPER, &format!("set -o allexport\nsource {VARIABLES}\nset +o allexport"));
        text
    }
}

fn is_ubuntu(group: &NodeGroup) -> bool {
    group.image.family.as_deref().is_some_and(|family| family.starts_with("Ubuntu"))
}

fn flags(group: &NodeGroup) -> String {
    let mut flags = kubelet_flags(group);
    flags.extend(group.max_pods.map(|pods| format!("--max-pods={pods}")));
    flags.join(" ")
}

fn write_file(text: &mut String, path: &str, content: &str) {
    let folder = path.rsplit_once('/').map_or(path, |(folder, _)| folder);
    let _ = writeln!(text, "mkdir -p {folder}\ncat > {path} <<'END'\n{content}\nEND");
}

/// EKS runs the script of Amazon Linux 2 itself, so that the number of pods has to be written into it.
fn limit_pods(pods: u32) -> String {
    format!(
        "sed -i 's/^KUBELET_EXTRA_ARGS=$2/KUBELET_EXTRA_ARGS=\"$2 --max-pods={pods}\"/' /etc/eks/bootstrap.sh"
    )
}
