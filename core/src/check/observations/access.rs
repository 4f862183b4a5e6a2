//! Who can reach the cluster, and what is written down of it.

use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// The public endpoint takes calls from everywhere unless it is told from where.
pub(super) fn endpoint_is_open(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let endpoint = &topology.cluster.endpoint;
    let is_open = |range: &String| range == "0.0.0.0/0" || range == "::/0";
    let ranges = &endpoint.public_cidrs;
    if !endpoint.public || endpoint.close_public_last || !(ranges.is_empty() || ranges.iter().any(is_open)) {
        return;
    }
    let ranges = subject.cluster.vpc.as_ref().and_then(|vpc| vpc.public_access_cidrs.as_ref());
    let at = ranges.map_or(subject.head(), |ranges| &ranges.at);
    let message = "the API server answers anybody on the internet; only credentials keep them out";
    let help = if endpoint.private {
        "name your own ranges in `vpc.publicAccessCIDRs`"
    } else {
        "name your own ranges in `vpc.publicAccessCIDRs`, and turn `vpc.clusterEndpoints.privateAccess` on, so that nodes need none"
    };
    report.raise(Code::NoteEndpointOpen, at, message).help(help);
}

/// Without the audit log nobody can say afterwards who did what.
pub(super) fn audit_is_off(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    if topology.cluster.log_types.iter().any(|kind| kind == "audit") {
        return;
    }
    let logging = subject.cluster.cloud_watch.as_ref().and_then(|watch| watch.cluster_logging.as_ref());
    let kinds = logging.and_then(|logging| logging.enable_types.as_ref());
    let at = kinds.map_or(subject.head(), |kinds| &kinds.at);
    let message = "who did what in the cluster is not written down: the audit log is off";
    let help =
        "write `cloudWatch.clusterLogging.enableTypes: [audit, authenticator]`; it is billed by volume";
    report.raise(Code::NoteNoAudit, at, message).help(help);
}
