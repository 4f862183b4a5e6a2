//! Capabilities as the document has them.

use super::View;
use crate::document::topology::Capability;
use crate::id::ResourceId;
use crate::terms::{Owner, ResourceKind};

impl View<'_, '_> {
    pub(super) fn capabilities(&self) -> Vec<Capability> {
        let mut all = Vec::new();
        for capability in &self.graph.topology().capabilities {
            let mut access_policies = Vec::new();
            for policy in &capability.policies {
                access_policies.push(policy.arn.rsplit('/').next().unwrap_or(&policy.arn).to_owned());
            }
            all.push(Capability {
                id: ResourceId::new(ResourceKind::Capability, &capability.name).to_string(),
                name: capability.name.clone(),
                kind: capability.kind.as_str(),
                role: self.roles[capability.role].to_owned(),
                access_policies,
                owner: Owner::Aws,
                delete_propagation_policy: capability.delete_propagation.clone(),
                origin: capability.origin.document(),
            });
        }
        all
    }
}
