//! Placement groups: where the instances of a node group stand to each other.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::builder::New;
use crate::graph::{Index, Subject};
use crate::terms::ResourceKind as Kind;
use crate::topology::compute::{NodeGroup, Placement};

/// The placement group that the launch template names; one that stands already is shared by all that name it.
pub(super) fn add(
    builder: &mut Builder<'_>,
    handles: &mut Handles,
    index: usize,
    group: &NodeGroup,
    template: Index,
) {
    let Some(placement) = &group.placement else { return };
    let (name, known) = match placement {
        Placement::Existing(name) => (name.clone(), Some(name.as_str())),
        Placement::Made => (format!("node-group.{}", group.name), None),
    };
    let new = New::customer(Kind::PlacementGroup, &name, &group.origin, Subject::PlacementGroup(index));
    let new = new.named("placement group").existing(known);
    let handle = match known {
        Some(_) => handles.keys.get_or_add(&format!("placement-group {name}"), || builder.add(new)),
        None => builder.add(new),
    };
    builder.edge(handle, template, reason::TEMPLATE_NEEDS_PLACEMENT_GROUP);
}
