//! The calls for EKS capabilities.

use serde_json::json;

use super::{Calls, Draft};
use crate::plan::draft::{literal, literal_value};

impl Calls<'_, '_> {
    pub(super) fn capability(&self, at: usize) -> Draft {
        let capability = &self.graph.topology().capabilities[at];
        let parameters = json!({
            "capabilityName": literal(&capability.name),
            "clusterName": self.cluster_name(),
            "type": capability.kind.as_str(),
            "roleArn": self.role_arn(capability.role),
            "configuration": capability.configuration.as_ref().map(literal_value),
            "deletePropagationPolicy": literal(&capability.delete_propagation),
            "tags": self.tag_map(&capability.tags),
        });
        let title = format!("start capability {} ({})", capability.name, capability.kind);
        Draft::create("eks", "CreateCapability", title, parameters)
            .yields(&["CapabilityArn"])
            .until("the capability is ACTIVE")
            .permits(&["eks:DescribeCapability", "iam:PassRole"])
            .takes("capability.create")
            .undo("eks", "DeleteCapability")
    }
}
