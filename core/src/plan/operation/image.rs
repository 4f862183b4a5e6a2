//! Which image a launch template names.

use super::Calls;
use crate::catalog;
use crate::plan::literal::literal;
use crate::topology::compute::{NodeGroup, NodeGroupKind};

impl Calls<'_, '_> {
    /// The image of a launch template; none where EKS chooses it.
    pub(super) fn image(&self, group: &NodeGroup) -> Option<String> {
        if let Some(ami) = &group.image.ami {
            return Some(literal(ami));
        }
        if group.kind == NodeGroupKind::Managed {
            return None;
        }
        let version = self.graph.topology().cluster.version;
        let family = group.image.family.as_deref().unwrap_or_default();
        let known = group.image.variant.and_then(|variant| catalog::image_parameter(family, variant));
        Some(match known {
            // EC2 looks the parameter up when it starts an instance.
            Some(path) => format!("resolve:ssm:{}", path.replace("{version}", &version.to_string())),
            None => format!("${{unknown:{}}}", unknown_image(group)),
        })
    }
}

/// What an image that nobody knows offline is called among the unknowns.
pub(crate) fn unknown_image(group: &NodeGroup) -> String {
    format!("image of {}", group.name)
}
