//! Compute without node groups.

use std::collections::BTreeMap;

use super::reason::{WITH_AUTO_MODE, WRITTEN_BACK};
use crate::spec::Located;
use crate::spec::Status::{Blocks, Noted};
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
    AutoModeConfig = "AutoModeConfig", all(Noted(WITH_AUTO_MODE)) {
        enabled "enabled": bool => Blocks("Auto Mode adds a node role and takes the place of node groups and default add-ons"),
        node_pools "nodePools": Vec<Located<String>>,
        node_role_arn "nodeRoleARN": String,
        permissions_boundary_arn "permissionsBoundaryARN": String,
    }
}
