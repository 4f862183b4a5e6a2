//! What runs on the cluster beside add-ons: capabilities, Karpenter, Flux.

use super::access::AccessPolicy;
use crate::spec::section::section;
use crate::spec::{Document, Located, Map};

section! {
    /// An EKS capability.
    Capability = "Capability", required("name", "type") {
        name "name": String,
        access_policies "accessPolicies": Vec<Located<AccessPolicy>>,
        attach_policy "attachPolicy": Document,
        attach_policy_arns "attachPolicyARNs": Vec<Located<String>>,
        configuration "configuration": CapabilityConfiguration,
        delete_propagation_policy "deletePropagationPolicy": String,
        permissions_boundary "permissionsBoundary": String,
        role_arn "roleArn": String,
        tags "tags": Map<String>,
        kind "type": String,
    }
}

section! {
    /// Settings of one kind of capability.
    CapabilityConfiguration = "CapabilityConfiguration" {
        argocd "argocd": ArgoCd,
    }
}

section! {
    /// Settings of Argo CD.
    ArgoCd = "ArgoCDConfiguration" {
        namespace "namespace": String,
        aws_idc "awsIdc": ArgoCdIdentityCenter,
        network_access "networkAccess": ArgoCdNetworkAccess,
        rbac_role_mappings "rbacRoleMappings": Vec<Located<ArgoCdRoleMapping>>,
    }
}

section! {
    /// The Identity Center instance of Argo CD.
    ArgoCdIdentityCenter = "ArgoCDAWSIDC", required("idcInstanceArn") {
        idc_instance_arn "idcInstanceArn": String,
        idc_region "idcRegion": String,
    }
}

section! {
    /// VPC endpoints of Argo CD.
    ArgoCdNetworkAccess = "ArgoCDNetworkAccess" {
        vpce_ids "vpceIds": Vec<Located<String>>,
    }
}

section! {
    /// Who has a role in Argo CD.
    ArgoCdRoleMapping = "ArgoCDRoleMapping", required("role", "identities") {
        identities "identities": Vec<Located<SsoIdentity>>,
        role "role": String,
    }
}

section! {
    /// A user or group of Identity Center.
    SsoIdentity = "SSOIdentity", required("id", "type") {
        id "id": String,
        kind "type": String,
    }
}

section! {
    /// Karpenter, installed by eksctl.
    Karpenter = "Karpenter", required("version") {
        create_service_account "createServiceAccount": bool,
        default_instance_profile "defaultInstanceProfile": String,
        version "version": String,
        with_spot_interruption_queue "withSpotInterruptionQueue": bool,
    }
}

section! {
    /// GitOps tools.
    GitOps = "GitOps" {
        flux "flux": Flux,
    }
}

section! {
    /// Flux, bootstrapped by eksctl.
    Flux = "Flux" {
        flags "flags": Map<String>,
        git_provider "gitProvider": String,
    }
}
