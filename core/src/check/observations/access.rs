//! Who can reach the cluster, and what is written down of it.

use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::Field;

/// Where the value stands, or else the cluster's head.
pub(super) fn place<T>(subject: &Subject<'_>, field: Option<&Field<T>>) -> Place {
    let written = field.and_then(|field| field.as_ref()).map(|value| value.at.clone());
    written
        .or_else(|| subject.cluster.metadata.as_ref().map(|metadata| metadata.at.clone()))
        .unwrap_or_default()
}

/// The public endpoint takes calls from everywhere unless it is told from where.
pub(super) fn endpoint_is_open(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let endpoint = &topology.cluster.endpoint;
    let is_open = |range: &String| range == "0.0.0.0/0" || range == "::/0";
    let ranges = &endpoint.public_cidrs;
    if !endpoint.public || endpoint.close_public_last || !(ranges.is_empty() || ranges.iter().any(is_open)) {
        return;
    }
    let vpc = subject.cluster.vpc.as_ref();
    let at = place(subject, vpc.map(|vpc| &vpc.public_access_cidrs));
    let message = "the API server answers anybody on the internet; only credentials keep them out";
    let help = if endpoint.private {
        "name your own ranges in `vpc.publicAccessCIDRs`"
    } else {
        "name your own ranges in `vpc.publicAccessCIDRs`, and turn `vpc.clusterEndpoints.privateAccess` on, so that nodes need none"
    };
    report.raise(Code::NoteEndpointOpen, &at, message).help(help);
}

/// Without the audit log nobody can say afterwards who did what.
pub(super) fn audit_is_off(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    if topology.cluster.log_types.iter().any(|kind| kind == "audit") {
        return;
    }
    let logging = subject.cluster.cloud_watch.as_ref().and_then(|watch| watch.cluster_logging.as_ref());
    let at = place(subject, logging.map(|logging| &logging.enable_types));
    let message = "who did what in the cluster is not written down: the audit log is off";
    let help =
        "write `cloudWatch.clusterLogging.enableTypes: [audit, authenticator]`; it is billed by volume";
    report.raise(Code::NoteNoAudit, &at, message).help(help);
}
