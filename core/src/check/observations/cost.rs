//! What is billed without anybody asking for it. Prices change, so none is named.

use crate::check::Subject;
use crate::diagnostic::{Code, Report};
use crate::topology::Topology;

/// eksctl makes a NAT gateway by default, and puts nodes into public subnets by default.
pub(super) fn nat_serves_nobody(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology.filter(|topology| is_idle(topology)) else { return };
    let gateways = topology.network.nat_gateways.len();
    let at = subject.nat_gateway();
    let message = match gateways {
        1 => "the NAT gateway is billed by the hour, and nothing leaves by it: all nodes stand in public subnets".to_owned(),
        several => format!("{several} NAT gateways are billed by the hour, and nothing leaves by them: all nodes stand in public subnets"),
    };
    report
        .raise(Code::NoteNatIdle, at, message)
        .arg("gateways", &gateways.to_string())
        .help("write `privateNetworking: true` at the node groups, or `vpc: { nat: { gateway: Disable } }`");
}

/// True if there are NAT gateways, nodes, and nothing in the private subnets.
fn is_idle(topology: &Topology) -> bool {
    let network = &topology.network;
    let starts_nodes =
        topology.auto_mode.is_some() || topology.karpenter.is_some() || topology.cluster.outpost.is_some();
    let leaves = topology.cluster.leaves_by_own_routes()
        || topology.pod_network.custom
        || !topology.fargate_profiles.is_empty();
    let is_private = |&at: &usize| network.subnets.get(at).is_none_or(|subnet| !subnet.public);
    !network.nat_gateways.is_empty()
        && !topology.node_groups.is_empty()
        && !starts_nodes
        && !leaves
        && !topology.node_groups.iter().any(|group| group.subnets.iter().any(is_private))
}

/// Each interface endpoint is billed by the hour in each of its zones.
pub(super) fn endpoints_are_billed(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let interfaces = || topology.network.endpoints.iter().filter(|endpoint| !endpoint.gateway);
    let billed: usize = interfaces().map(|endpoint| endpoint.subnets.len()).sum();
    let number = interfaces().count();
    if number == 0 {
        return;
    }
    let at = subject.cluster.private_cluster.as_ref().map_or(subject.head(), |private| &private.at);
    let message = format!(
        "{number} interface endpoints stand in their subnets {billed} times, and each of those is billed by the hour"
    );
    let help = "let several clusters share one VPC and its endpoints (`privateCluster.skipEndpointCreation`), or leave by a NAT gateway";
    report
        .raise(Code::NoteEndpointsBilled, at, message)
        .arg("endpoints", &number.to_string())
        .arg("billed", &billed.to_string())
        .help(help);
}

/// A provisioned tier is billed whether it is used or not, and can only be left while the database is small.
pub(super) fn tier_is_billed(subject: &Subject<'_>, report: &mut Report) {
    let Some(tier) = subject.topology.and_then(|topology| topology.cluster.tier.as_deref()) else { return };
    if tier.eq_ignore_ascii_case("standard") {
        return;
    }
    let scaling = subject.cluster.control_plane_scaling_config.as_ref();
    let written = scaling.and_then(|scaling| scaling.tier.as_ref());
    let at = written.map_or(subject.head(), |tier| &tier.at);
    let message =
        format!("tier `{tier}` of the control plane is billed by the hour beside the cluster, used or not");
    let help = "begin with `standard`: a tier can be taken later, within minutes, and left again while etcd holds less than 8 GB";
    report.raise(Code::NoteTierBilled, at, message).arg("tier", tier).help(help);
}

/// CloudWatch keeps what it is given until somebody says how long.
pub(super) fn logs_are_kept_for_ever(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    if topology.cluster.log_types.is_empty() || topology.cluster.log_group.is_some() {
        return;
    }
    let logging = subject.cluster.cloud_watch.as_ref().and_then(|watch| watch.cluster_logging.as_ref());
    let kinds = logging.and_then(|logging| logging.enable_types.as_ref());
    let at = kinds.map_or(subject.head(), |kinds| &kinds.at);
    report
        .raise(Code::NoteLogsForEver, at, "the logs of the control plane are kept, and billed, for ever")
        .help("say how long in `cloudWatch.clusterLogging.logRetentionInDays`, as `90`");
}
