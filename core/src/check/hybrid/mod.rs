//! Hybrid nodes: the networks on the premises, and who lets them in.

mod ranges;

use ipnet::Ipv4Net;

use super::network::block;
use super::{Rule, Subject};
use crate::diagnostic::{Code, Report};
use crate::spec::Located;
use crate::spec::items;

pub(super) const RULES: &[Rule] = &[ranges::apart, ranges::apart_from_default_services, let_in];

/// The blocks of the remote networks that can be read, those of the nodes first.
pub(super) fn blocks<'s>(subject: &Subject<'s>) -> Vec<(Ipv4Net, &'s Located<String>)> {
    let config = subject.cluster.remote_network_config.as_ref();
    let nodes = config.map_or(&[][..], |config| items(&config.remote_node_networks));
    let pods = config.map_or(&[][..], |config| items(&config.remote_pod_networks));
    let mut all = Vec::new();
    for text in nodes.iter().chain(pods).flat_map(|network| items(&network.cidrs)) {
        all.extend(block(text).map(|block| (block, text)));
    }
    all
}

/// A security group of the user's own is left as it is.
fn let_in(subject: &Subject<'_>, report: &mut Report) {
    let remote = blocks(subject);
    if remote.is_empty() {
        return;
    }
    let Some(vpc) = &subject.cluster.vpc else { return };
    let one = vpc.security_group.as_ref().filter(|id| !id.is_empty());
    let Some(group) = one.or(items(&vpc.control_plane_security_group_ids).first()) else { return };
    let message = format!("no rule is added to `{}`, which has to let the remote networks in", group.value);
    let list: Vec<_> = remote.iter().take(15).map(|(block, _)| format!("`{block}`")).collect();
    let help = format!("let {} in on TCP port 443", list.join(", "));
    report.raise(Code::HybridGroupClosed, &group.at, message).arg("group", &group.value).help(help);
}
