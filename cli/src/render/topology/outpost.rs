//! The control plane of a local cluster.

use eks_plan::document::topology::OutpostControlPlane;

use super::frame::Frame;
use crate::render::style::{Page, Role};

/// Its instances, and where they stand.
pub(crate) fn instances(page: &mut Page, frame: &Frame, outpost: &OutpostControlPlane) {
    let kind = outpost.instance_type.as_deref().unwrap_or("a type that the Outpost has");
    let etcd = match &outpost.etcd {
        Some(etcd) => format!("API server on each; etcd on instances of its own ({})", etcd.instance_type),
        None => "API server and etcd member on each".to_owned(),
    };
    frame.text(
        page,
        &[
            (Role::Strong, format!("{} instances of {kind}", outpost.instances)),
            (Role::Plain, format!(": {etcd}")),
        ],
    );
    let name = outpost.arn.rsplit('/').next().unwrap_or(&outpost.arn);
    let group = outpost.placement_group.as_ref().map(|group| format!(" · placement group {group}"));
    let spread = outpost.spread_level.as_ref().map(|level| format!(" · spread by {level}"));
    let more: String = group.into_iter().chain(spread).collect();
    frame.text(page, &[(Role::Dim, format!("Outpost {name}{more}"))]);
    frame.text(page, &[]);
}
