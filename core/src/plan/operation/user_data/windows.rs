//! Windows: the script of the image's, in PowerShell.

use std::fmt::Write as _;

use super::super::Calls;
use super::{labels, taints};
use crate::plan::literal::literal;
use crate::topology::compute::NodeGroup;

const SCRIPT: &str =
    "[string]$$EKSBootstrapScriptFile = \"$$env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1\"\n";

impl Calls<'_, '_> {
    /// Commands of the user's, and what joins the cluster or the command that stands in for it.
    pub(super) fn windows(&self, group: &NodeGroup) -> Option<String> {
        let mut commands = String::new();
        for command in &group.pre_bootstrap {
            commands += &(literal(command) + "\n");
        }
        if !group.joins_by_user_data() {
            let own = group.override_bootstrap.as_deref().map(|own| literal(own) + "\n").unwrap_or_default();
            let body = commands + &own;
            return (!body.is_empty()).then(|| wrapped(&body));
        }
        let mut body = SCRIPT.to_owned() + &commands;
        let parameters = self.parameters(group);
        match &group.override_bootstrap {
            Some(own) => {
                for (name, value) in &parameters {
                    let _ = writeln!(body, "[string]$${name} = {}", quoted(value));
                }
                body += &(literal(own) + "\n");
            }
            None => {
                body += "& $$EKSBootstrapScriptFile";
                for (name, value) in &parameters {
                    let _ = write!(body, " -{name} {}", quoted(value));
                }
                body.push('\n');
            }
        }
        Some(wrapped(&body))
    }

    fn parameters(&self, group: &NodeGroup) -> Vec<(&'static str, String)> {
        let mut arguments = vec![format!("--node-labels={}", labels(group))];
        if !group.taints.is_empty() {
            arguments.push(format!("--register-with-taints={}", taints(group)));
        }
        arguments.extend(group.max_pods.map(|pods| format!("--max-pods={pods}")));
        let all = [
            ("EKSClusterName", Some(self.cluster_name())),
            ("APIServerEndpoint", Some(self.cluster_output("Endpoint"))),
            ("Base64ClusterCA", Some(self.cluster_output("CertificateAuthorityData"))),
            ("ServiceCIDR", Some(self.cluster_output("ServiceIpv4Cidr"))),
            ("DNSClusterIP", group.cluster_dns.as_deref().map(literal)),
            ("ContainerRuntime", group.container_runtime.as_deref().map(literal)),
            ("KubeletExtraArgs", Some(arguments.join(" "))),
        ];
        let mut parameters = Vec::new();
        for (name, value) in all {
            parameters.extend(value.map(|value| (name, value)));
        }
        parameters
    }
}

fn wrapped(body: &str) -> String {
    format!("<powershell>\n{body}</powershell>\n")
}

/// A text that PowerShell takes as it stands.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
