//! Roles and policies.

use super::reason::WRITTEN_BACK;
use crate::spec::Status::Noted;
use crate::spec::section::section;
use crate::spec::{Document, Located, Map};

section! {
    /// Roles of the cluster and of its workloads.
    Iam = "ClusterIAM" {
        fargate_pod_execution_role_arn "fargatePodExecutionRoleARN": String,
        fargate_pod_execution_role_permissions_boundary "fargatePodExecutionRolePermissionsBoundary": String,
        pod_identity_associations "podIdentityAssociations": Vec<Located<PodIdentityAssociation>>,
        service_accounts "serviceAccounts": Vec<Located<ServiceAccount>>,
        service_role_arn "serviceRoleARN": String,
        service_role_permissions_boundary "serviceRolePermissionsBoundary": String,
        vpc_resource_controller_policy "vpcResourceControllerPolicy": bool,
        with_oidc "withOIDC": bool,
    }
}

section! {
    /// A service account with an IAM role by OIDC (IRSA).
    ServiceAccount = "ClusterIAMServiceAccount" {
        metadata "metadata": ServiceAccountMetadata,
        attach_policy "attachPolicy": Document,
        attach_policy_arns "attachPolicyARNs": Vec<Located<String>>,
        attach_role_arn "attachRoleARN": String,
        permissions_boundary "permissionsBoundary": String,
        role_name "roleName": String,
        role_only "roleOnly": bool,
        status "status": ServiceAccountStatus => Noted(WRITTEN_BACK),
        subject_pattern "subjectPattern": String,
        tags "tags": Map<String>,
        well_known_policies "wellKnownPolicies": WellKnownPolicies,
    }
}

section! {
    /// Name and labels of a service account.
    ServiceAccountMetadata = "ClusterIAMMeta" {
        name "name": String,
        namespace "namespace": String,
        annotations "annotations": Map<String>,
        labels "labels": Map<String>,
    }
}

section! {
    /// What eksctl writes back.
    ServiceAccountStatus = "ClusterIAMServiceAccountStatus", all(Noted(WRITTEN_BACK)) {
        capabilities "capabilities": Vec<Located<String>>,
        role_arn "roleARN": String,
        stack_name "stackName": String,
        tags "tags": Map<String>,
    }
}

section! {
    /// A role for a service account by EKS Pod Identity.
    PodIdentityAssociation = "PodIdentityAssociation" {
        namespace "namespace": String,
        create_service_account "createServiceAccount": bool,
        disable_session_tags "disableSessionTags": bool,
        permission_policy "permissionPolicy": Document,
        permission_policy_arns "permissionPolicyARNs": Vec<Located<String>>,
        permission_policy_name "permissionPolicyName": String,
        permissions_boundary_arn "permissionsBoundaryARN": String,
        policy "policy": String,
        role_arn "roleARN": String,
        role_name "roleName": String,
        service_account_name "serviceAccountName": String,
        tags "tags": Map<String>,
        target_role_arn "targetRoleARN": String,
        well_known_policies "wellKnownPolicies": WellKnownPolicies,
    }
}

section! {
    /// Policies that eksctl knows by name.
    WellKnownPolicies = "WellKnownPolicies" {
        auto_scaler "autoScaler": bool,
        aws_load_balancer_controller "awsLoadBalancerController": bool,
        cert_manager "certManager": bool,
        ebs_csi_controller "ebsCSIController": bool,
        efs_csi_controller "efsCSIController": bool,
        external_dns "externalDNS": bool,
        image_builder "imageBuilder": bool,
    }
}

impl WellKnownPolicies {
    /// True if one of them is switched on.
    pub fn is_any(&self) -> bool {
        let switches = [
            &self.auto_scaler,
            &self.aws_load_balancer_controller,
            &self.cert_manager,
            &self.ebs_csi_controller,
            &self.efs_csi_controller,
            &self.external_dns,
            &self.image_builder,
        ];
        switches.into_iter().any(|switch| switch.as_ref().is_some_and(|switch| switch.value))
    }
}
