//! Compute without node groups.

use std::collections::BTreeMap;

use super::reason::WRITTEN_BACK;
use crate::spec::Located;
use crate::spec::Status::Noted;
use crate::spec::section::section;

section! {
    /// Pods that run on Fargate.
    FargateProfile = "FargateProfile", required("name") {
        name "name": String,
        pod_execution_role_arn "podExecutionRoleARN": String,
        selectors "selectors": Vec<Located<FargateProfileSelector>>,
        status "status": String => Noted(WRITTEN_BACK),
        subnets "subnets": Vec<Located<String>>,
        tags "tags": BTreeMap<String, Located<String>>,
    }
}

section! {
    /// Which pods a Fargate profile takes.
    FargateProfileSelector = "FargateProfileSelector", required("namespace") {
        namespace "namespace": String,
        labels "labels": BTreeMap<String, Located<String>>,
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
