//! Versions, and the calendar of their support.

use super::{Rule, Subject};
use crate::catalog::{self, Date, Support};
use crate::diagnostic::{Code, Report};

pub(super) const RULES: &[Rule] = &[ends_soon];

/// EKS announces the end of a version at least so many days before.
const NOTICE: i64 = 60;

/// The support that a cluster may use, and the day on which it ends.
fn ends_soon(subject: &Subject<'_>, report: &mut Report) {
    let Some(cluster) = subject.topology.map(|topology| &topology.cluster) else { return };
    let Some(release) = catalog::kubernetes_release(cluster.version) else { return };
    let policy = subject.cluster.upgrade_policy.as_ref().and_then(|policy| policy.support_type.as_ref());
    let stays = cluster.support_policy.as_deref() != Some("STANDARD");
    let ends = |day: Option<Date>| day.map(|day| (day, subject.as_of.days_until(day)));
    let soon = |day: &(Date, i64)| (1..=NOTICE).contains(&day.1);
    let (standard, extended) = (ends(release.standard_ends), ends(release.extended_ends));
    let metadata = subject.cluster.metadata.as_ref();
    let version = metadata.and_then(|metadata| metadata.version.as_ref()).map(|version| &version.at);
    let place = version.unwrap_or(subject.head());
    let of = cluster.version;
    let about = if release.computed { ", by the usual terms" } else { "" };
    let later = catalog::latest_kubernetes_version(subject.as_of);
    let (place, (day, left), which, instead) = match cluster.support {
        Support::Standard => {
            let Some(ends) = standard.filter(|day| soon(day) && !stays) else { return };
            let place = policy.map_or(place, |policy| &policy.at);
            (place, ends, "standard", ", or write `supportType: EXTENDED`")
        }
        Support::Extended => {
            let Some(ends) = extended.filter(soon) else { return };
            (place, ends, "extended", "")
        }
        Support::Unreleased | Support::Unsupported | Support::Unknown => return,
    };
    let message = format!(
        "EKS upgrades the control plane by itself on {day}, in {left} days: {which} support of Kubernetes {of} ends{about}"
    );
    report
        .raise(Code::VersionUpgradedByEks, place, message)
        .arg("version", &of.to_string())
        .arg("ends", &day.to_string())
        .help(format_args!("start with `{later}`{instead}"));
}
