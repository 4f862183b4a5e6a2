//! Why properties go no further, where several share the reason.

pub(super) const VERSION_UPDATE: &str =
    "it matters when the version is updated, not when the cluster is made";
pub(super) const LISTING: &str = "it filters what eksctl lists and creates nothing";
pub(super) const WRITTEN_BACK: &str = "eksctl writes it and does not read it";
