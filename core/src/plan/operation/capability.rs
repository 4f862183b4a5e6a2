//! The calls for EKS capabilities.

use super::{Calls, Draft};
use crate::document::json::Object;
use crate::plan::literal::{literal, literal_value};

impl Calls<'_, '_> {
    pub(super) fn capability(&self, at: usize) -> Draft {
        let capability = &self.graph.topology().capabilities[at];
        let parameters = Object::new()
            .with("capabilityName", literal(&capability.name))
            .with("clusterName", self.cluster_name())
            .with("type", capability.kind.as_str())
            .with("roleArn", self.role_arn(capability.role))
            .with("configuration", capability.configuration.as_ref().map(literal_value))
            .with("deletePropagationPolicy", literal(&capability.delete_propagation))
            .with("tags", self.tag_map(&capability.tags));
        let title = format!("start capability {} ({})", capability.name, capability.kind);
        Draft::create("eks", "CreateCapability", title, parameters)
            .yields(&["CapabilityArn"])
            .until("the capability is ACTIVE")
            .permits(&["eks:DescribeCapability", "iam:PassRole"])
            .takes("capability.create")
            .undo("eks", "DeleteCapability")
    }
}
