//! What becomes due.

use crate::catalog::{self, Support};
use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// Days before the end of standard support from which it is said. EKS announces an end 60 days before.
const AHEAD: i64 = 90;

/// The day on which a version needs an upgrade, or costs more, comes nearer.
pub(super) fn upgrade_is_due(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let cluster = &topology.cluster;
    let release = catalog::kubernetes_release(cluster.version);
    let Some(end) =
        release.and_then(|release| release.standard_ends).filter(|_| cluster.support == Support::Standard)
    else {
        return;
    };
    // With the other policy there is nothing to pay: EKS upgrades by itself, which the calendar says.
    if cluster.support_policy.as_deref() == Some("STANDARD") {
        return;
    }
    let days = subject.as_of.days_until(end);
    if days > AHEAD {
        return;
    }
    let metadata = subject.cluster.metadata.as_ref();
    let written = metadata.and_then(|metadata| metadata.version.as_ref());
    let at = written.map_or(subject.head(), |version| &version.at);
    let message = format!(
        "standard support of Kubernetes {} ends on {end}, {days} days after the plan: a cluster costs more from then on",
        cluster.version
    );
    let newest = catalog::latest_kubernetes_version(subject.as_of);
    report
        .raise(Code::NoteUpgradeDue, at, message)
        .arg("version", &cluster.version.to_string())
        .arg("ends", &end.to_string())
        .arg("days", &days.to_string())
        .help(format_args!(
            "begin with a later version, up to {newest}, or plan the upgrade before that day"
        ));
}
