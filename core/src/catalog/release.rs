//! The calendar of Kubernetes versions on EKS.

use super::generated::releases::{DEFAULT, RELEASES};
use super::{Date, KubernetesVersion};
use crate::terms::terms;

/// The dates of one version on EKS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KubernetesRelease {
    /// The version.
    pub version: KubernetesVersion,
    /// The first day on EKS.
    pub released: Option<Date>,
    /// The day on which standard support ends and, where there is one, extended support begins.
    pub standard_ends: Option<Date>,
    /// The day on which extended support ends; `None` for versions from before extended support.
    pub extended_ends: Option<Date>,
    /// The ends follow from the rule of 14 and 12 months and were not published when read.
    pub computed: bool,
}

terms! {
    /// How EKS supports a version on a day.
    Support {
        /// Not on EKS yet.
        Unreleased = "unreleased",
        /// At the normal price.
        Standard = "standard",
        /// At the higher price, until its end.
        Extended = "extended",
        /// No longer: EKS upgrades such a control plane by itself.
        Unsupported = "unsupported",
        /// The catalog does not know the version, or not its dates.
        Unknown = "unknown",
    }
}

/// All known versions, oldest first.
pub fn kubernetes_releases() -> &'static [KubernetesRelease] {
    RELEASES
}

/// The dates of a version.
pub fn kubernetes_release(version: KubernetesVersion) -> Option<&'static KubernetesRelease> {
    RELEASES.binary_search_by_key(&version, |row| row.version).ok().and_then(|at| RELEASES.get(at))
}

/// How EKS supports `version` on the day `as_of`. The day of an end is already past it, because the price changes
/// at 00:00 UTC. Versions older than the oldest known are unsupported; newer than the newest are unknown.
pub fn support(version: KubernetesVersion, as_of: Date) -> Support {
    let Some(row) = kubernetes_release(version) else {
        let ancient = RELEASES.first().is_some_and(|oldest| version < oldest.version);
        return if ancient { Support::Unsupported } else { Support::Unknown };
    };
    match (row.released, row.standard_ends) {
        (Some(released), _) if as_of < released => Support::Unreleased,
        (Some(_), Some(end)) if as_of < end => Support::Standard,
        (Some(_), Some(_)) if row.extended_ends.is_some_and(|end| as_of < end) => Support::Extended,
        (Some(_), Some(_)) => Support::Unsupported,
        _ => Support::Unknown,
    }
}

/// The version that eksctl takes when a config names none.
pub fn default_kubernetes_version() -> KubernetesVersion {
    DEFAULT
}

/// The newest version on EKS on that day; the oldest known one for days before it.
pub fn latest_kubernetes_version(as_of: Date) -> KubernetesVersion {
    let newest = RELEASES.iter().rev().find(|row| row.released.is_some_and(|day| day <= as_of));
    newest.or(RELEASES.first()).map_or(DEFAULT, |row| row.version)
}
