//! What IPv6 asks of nodes.

use std::fmt;

use super::node_group::Written;
use crate::catalog::{self, Hypervisor};
use crate::diagnostic::Code;
use crate::topology::compute::NodeGroup;
use crate::topology::lower::context::Context;
use crate::topology::lower::network::is_ipv6;

/// Reports what cannot be a node of an IPv6 cluster.
pub(super) fn check(cx: &mut Context<'_>, group: &Written<'_>, lowered: &NodeGroup) {
    if !is_ipv6(cx.spec) {
        return;
    }
    let name = &group.name;
    let mut report = |message: fmt::Arguments<'_>, help: &str, by_eksctl: bool| {
        let finding = cx.report.raise(Code::ComputeIpv6, group.at, message).arg("name", name).help(help);
        if by_eksctl {
            finding.refused_by("eksctl");
        }
    };
    if group.self_managed().is_some() {
        report(
            format_args!("node group `{name}` is self-managed, and the cluster has IPv6"),
            "move it to `managedNodeGroups`",
            true,
        );
    }
    if lowered.image.windows {
        report(
            format_args!("node group `{name}` runs Windows, which gives pods no IPv6 addresses"),
            "take Linux nodes, or an IPv4 cluster",
            false,
        );
    }
    let old =
        |of: &&String| catalog::instance_type(of).is_some_and(|known| known.hypervisor() == Hypervisor::Xen);
    if let Some(old) = lowered.instance_types.iter().find(old) {
        report(
            format_args!("node group `{name}` has the type `{old}`, which is not built on Nitro"),
            "take a type that is: only they give pods IPv6 addresses",
            false,
        );
    }
}
