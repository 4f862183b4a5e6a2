//! What an instance is told when it starts. The text is that before base64, since it holds tokens.

mod node_config;
mod script;
mod settings;
mod windows;

use std::fmt::Write as _;

use super::Calls;
use crate::plan::literal::literal;
use crate::topology::compute::{Bootstrap, NodeGroup};

impl Calls<'_, '_> {
    /// The user data of a launch template; none where EKS writes it and nobody adds to it.
    pub(super) fn user_data(&self, group: &NodeGroup) -> Option<String> {
        match group.image.bootstrap {
            Bootstrap::NodeConfig => self.node_config(group),
            Bootstrap::Script => self.script(group),
            Bootstrap::Settings => self.settings(group),
            Bootstrap::Windows => self.windows(group),
        }
    }

    /// The output that tells the addresses of services.
    fn service_cidr(&self) -> &'static str {
        if self.graph.topology().cluster.ipv6 { "ServiceIpv6Cidr" } else { "ServiceIpv4Cidr" }
    }
}

/// Labels and taints as the kubelet takes them.
fn kubelet_flags(group: &NodeGroup) -> Vec<String> {
    let mut flags = Vec::new();
    if !group.labels.is_empty() {
        flags.push(format!("--node-labels={}", labels(group)));
    }
    if !group.taints.is_empty() {
        flags.push(format!("--register-with-taints={}", taints(group)));
    }
    flags
}

fn labels(group: &NodeGroup) -> String {
    let mut labels = Vec::new();
    for (key, value) in &group.labels {
        labels.push([key, "=", value].concat());
    }
    literal(&labels.join(","))
}

fn taints(group: &NodeGroup) -> String {
    let mut taints = Vec::new();
    for taint in &group.taints {
        taints.push(format!("{}={}:{}", taint.key, taint.value, taint.effect));
    }
    literal(&taints.join(","))
}

/// A text as a word of the shell.
fn word(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn shell(commands: &[&str]) -> String {
    let mut text = String::from(
        "Content-Type: text/x-shellscript; charset=\"us-ascii\"\n\n#!/bin/bash\nset -o errexit\n",
    );
    for command in commands {
        text += &literal(command);
        text.push('\n');
    }
    text
}

fn multipart(parts: &[String]) -> String {
    let mut text = String::from("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"//\"\n\n");
    for part in parts {
        let _ = write!(text, "--//\n{part}\n");
    }
    text.push_str("--//--\n");
    text
}
