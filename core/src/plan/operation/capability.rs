//! The calls for EKS capabilities.

use super::{Calls, Draft};
use crate::document::json::Object;
use crate::plan::literal::literal_value;

impl Calls<'_, '_> {
    pub(super) fn capability(&self, at: usize) -> Draft {
        let capability = &self.graph.topology().capabilities[at];
        let parameters = Object::new()
            .literal("capabilityName", &capability.name)
            .with("clusterName", self.cluster_name())
            .with("type", capability.kind.as_str())
            .with("roleArn", self.role_arn(capability.role))
            .with("configuration", capability.configuration.as_ref().map(literal_value))
            .literal("deletePropagationPolicy", &capability.delete_propagation)
            .with("tags", self.tag_map(&capability.tags));
        Draft::create(
            "eks",
            "CreateCapability",
            "DeleteCapability",
            format_args!("start capability {} ({})", capability.name, capability.kind),
            parameters,
        )
        .yields(&["CapabilityArn"])
        .until("the capability is ACTIVE")
        .permits(&["eks:DescribeCapability", "iam:PassRole"])
        .takes("capability.create")
    }
}
