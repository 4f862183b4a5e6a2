//! Name, region and version.

use super::reason::VERSION_UPDATE;
use crate::spec::Status::Noted;
use crate::spec::section::section;
use crate::spec::{Map, VersionText};

section! {
    /// What the cluster is called and where it is.
    Metadata = "ClusterMeta", required("name", "region") {
        name "name": String,
        annotations "annotations": Map<String> => Noted("eksctl ignores it"),
        force_update_version "forceUpdateVersion": bool => Noted(VERSION_UPDATE),
        region "region": String,
        rollback_config "rollbackConfig": RollbackConfig => Noted(VERSION_UPDATE),
        tags "tags": Map<String>,
        version "version": VersionText,
    }
}

section! {
    /// How an update of the version is rolled back.
    RollbackConfig = "RollbackConfig", all(Noted(VERSION_UPDATE)) {
        timeout_minutes "timeoutMinutes": i64,
    }
}
