//! Compute without node groups.

use super::reason::WRITTEN_BACK;
use crate::spec::Status::Noted;
use crate::spec::section::section;
use crate::spec::{Located, Map};

section! {
    /// Pods that run on Fargate.
    FargateProfile = "FargateProfile", required("name") {
        name "name": String,
        pod_execution_role_arn "podExecutionRoleARN": String,
        selectors "selectors": Vec<Located<FargateProfileSelector>>,
        status "status": String => Noted(WRITTEN_BACK),
        subnets "subnets": Vec<Located<String>>,
        tags "tags": Map<String>,
    }
}

section! {
    /// Which pods a Fargate profile takes.
    FargateProfileSelector = "FargateProfileSelector", required("namespace") {
        namespace "namespace": String,
        labels "labels": Map<String>,
    }
}

section! {
    /// EKS Auto Mode.
    AutoModeConfig = "AutoModeConfig" {
        enabled "enabled": bool,
        node_pools "nodePools": Vec<Located<String>>,
        node_role_arn "nodeRoleARN": String,
        permissions_boundary_arn "permissionsBoundaryARN": String,
    }
}
