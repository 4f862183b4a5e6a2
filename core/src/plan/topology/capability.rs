//! Capabilities as the document has them.

use super::View;
use crate::document::topology::Capability;
use crate::id::ResourceId;
use crate::terms::{Owner, ResourceKind};
use crate::topology::capability;

impl View<'_, '_> {
    pub(super) fn capability(&self, capability: &capability::Capability) -> Capability {
        let short = |arn: &str| arn.rsplit('/').next().unwrap_or(arn).to_owned();
        Capability {
            id: ResourceId::new(ResourceKind::Capability, &capability.name).to_string(),
            name: capability.name.clone(),
            kind: capability.kind.as_str(),
            role: self.roles[capability.role].clone(),
            access_policies: capability.policies.iter().map(|policy| short(&policy.arn)).collect(),
            owner: Owner::Aws,
            delete_propagation_policy: capability.delete_propagation.clone(),
            origin: capability.origin.document(),
        }
    }
}
