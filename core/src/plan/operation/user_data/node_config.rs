//! Amazon Linux 2023: documents of the kind `NodeConfig`, which the image merges in their order.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::super::Calls;
use super::{kubelet_flags, multipart, shell};
use crate::document::json;
use crate::plan::literal::{literal, literal_value};
use crate::topology::compute::NodeGroup;

const PART: &str = "Content-Type: application/node.eks.aws\n\n";
const HEAD: &str = "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n";

impl Calls<'_, '_> {
    /// Commands of the user's, what names the cluster, and the user's own document.
    pub(super) fn node_config(&self, group: &NodeGroup) -> Option<String> {
        let mut parts = Vec::new();
        if !group.pre_bootstrap.is_empty() {
            let commands: Vec<&str> = group.pre_bootstrap.iter().map(String::as_str).collect();
            parts.push(shell(&commands));
        }
        if group.joins_by_user_data() {
            parts.push(format!(
                "{PART}{HEAD}{}{}",
                self.cluster_details(),
                kubelet(group, &kubelet_flags(group))
            ));
        } else if !config(group).is_empty() {
            parts.push(format!("{PART}{HEAD}{}", kubelet(group, &[])));
        }
        if let Some(own) = &group.override_bootstrap {
            parts.push(format!("{PART}{}", literal(own)));
        }
        (!parts.is_empty()).then(|| multipart(&parts))
    }

    fn cluster_details(&self) -> String {
        let mut details = format!(
            "  cluster:\n    name: {}\n    apiServerEndpoint: {}\n    certificateAuthority: {}\n    cidr: {}\n",
            self.cluster_name(),
            self.cluster_output("Endpoint"),
            self.cluster_output("CertificateAuthorityData"),
            self.cluster_output(self.service_cidr()),
        );
        if self.graph.topology().cluster.outpost.is_some() {
            let _ = writeln!(details, "    enableOutpost: true\n    id: {}", self.cluster_output("Id"));
        }
        details
    }
}

/// The kubelet's configuration: what the user wrote, and over it what has a field of its own.
fn config(group: &NodeGroup) -> Map<String, Value> {
    let mut config = group.kubelet.clone();
    if let Some(address) = &group.cluster_dns {
        config.insert("clusterDNS".to_owned(), vec![address.as_str()].into());
    }
    if let Some(pods) = group.max_pods {
        config.insert("maxPods".to_owned(), pods.into());
    }
    config
}

/// The member `kubelet`. JSON is YAML.
fn kubelet(group: &NodeGroup, flags: &[String]) -> String {
    let config = config(group);
    if config.is_empty() && flags.is_empty() {
        return String::new();
    }
    let mut text = String::from("  kubelet:\n");
    if !config.is_empty() {
        text.push_str("    config:\n");
    }
    for (key, value) in &config {
        let bare = key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let key = if bare { key.clone() } else { json::text(&literal(key).into()) };
        let _ = writeln!(text, "      {key}: {}", json::text(&literal_value(value)));
    }
    if !flags.is_empty() {
        text.push_str("    flags:\n");
    }
    for flag in flags {
        let _ = writeln!(text, "    - {}", json::text(&flag.as_str().into()));
    }
    text
}
