//! The customer's premises: what stands beyond the VPC.

use eks_plan::document::topology::{Premises, Topology};

use super::frame::Frame;
use crate::render::style::{Page, Role};

/// The premises, if nodes stand there.
pub(crate) fn of(topology: &Topology) -> Option<&Premises> {
    topology.compute.iter().find_map(|one| one.premises.as_ref())
}

/// The way there, and what stands there.
pub(crate) fn premises(page: &mut Page, premises: &Premises, private: bool) {
    let frame = Frame::new(page.width);
    let way = match &premises.gateway {
        Some(gateway) => format!("{gateway}: the API server reaches kubelets and pods there by it"),
        None => "your network: what leads there is not part of the plan".to_owned(),
    };
    let back = if private {
        "nodes there reach the API server by it"
    } else {
        "nodes there reach the API server by its public endpoint"
    };
    frame.between(page, &[(Role::Plain, way)]);
    frame.between(page, &[(Role::Plain, back.to_owned())]);
    frame.joined_top(page, "your premises");
    frame.text(page, &[(Role::Accent, "● hybrid nodes".to_owned()), (Role::Plain, blocks(premises))]);
    let by = if premises.credentials == "ssm" { "Systems Manager" } else { "IAM Roles Anywhere" };
    let text = format!("credentials by {by}; you install nodeadm and a CNI (Cilium or Calico)");
    frame.text(page, &[(Role::Dim, text)]);
    frame.bottom(page, false);
}

fn blocks(premises: &Premises) -> String {
    let nodes = premises.node_networks.join(", ");
    match premises.pod_networks.as_slice() {
        [] => format!(" in {nodes}"),
        pods => format!(" in {nodes}, pods in {}", pods.join(", ")),
    }
}
