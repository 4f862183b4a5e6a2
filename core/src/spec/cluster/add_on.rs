//! Add-ons.

use super::iam::{PodIdentityAssociation, WellKnownPolicies};
use super::reason::LISTING;
use crate::diagnostic::Place;
use crate::spec::Status::Noted;
use crate::spec::section::section;
use crate::spec::{Document, Located, Map};

section! {
    /// An EKS add-on.
    AddOn = "Addon", required("name") {
        name "name": String,
        attach_policy "attachPolicy": Document,
        attach_policy_arns "attachPolicyARNs": Vec<Located<String>>,
        configuration_values "configurationValues": String,
        namespace_config "namespaceConfig": AddOnNamespace,
        owners "owners": Vec<Located<String>> => Noted(LISTING),
        permissions_boundary "permissionsBoundary": String,
        pod_identity_associations "podIdentityAssociations": Vec<Located<PodIdentityAssociation>>,
        publishers "publishers": Vec<Located<String>> => Noted(LISTING),
        resolve_conflicts "resolveConflicts": String,
        service_account_role_arn "serviceAccountRoleARN": String,
        tags "tags": Map<String>,
        types "types": Vec<Located<String>> => Noted(LISTING),
        use_default_pod_identity_associations "useDefaultPodIdentityAssociations": bool,
        version "version": String,
        well_known_policies "wellKnownPolicies": WellKnownPolicies,
    }
}

impl AddOn {
    /// The fields that ask for a role by OIDC, with their places.
    pub fn by_oidc(&self) -> impl Iterator<Item = (&'static str, &Place)> {
        let role = self.service_account_role_arn.as_ref().filter(|arn| !arn.value.is_empty());
        let arns = self.attach_policy_arns.as_ref().filter(|arns| !arns.value.is_empty());
        let known = self.well_known_policies.as_ref().filter(|known| known.is_any());
        let ways = [
            role.map(|it| ("serviceAccountRoleARN", &it.at)),
            arns.map(|it| ("attachPolicyARNs", &it.at)),
            self.attach_policy.as_ref().map(|it| ("attachPolicy", &it.at)),
            known.map(|it| ("wellKnownPolicies", &it.at)),
        ];
        ways.into_iter().flatten()
    }

    /// The associations that are written for it.
    pub fn associations(&self) -> &[Located<PodIdentityAssociation>] {
        self.pod_identity_associations.as_ref().map_or(&[], |list| &list.value[..])
    }
}

section! {
    /// The namespace of an add-on.
    AddOnNamespace = "AddonNamespaceConfig" {
        namespace "namespace": String,
    }
}

section! {
    /// What holds for all add-ons.
    AddOnsConfig = "AddonsConfig" {
        auto_apply_pod_identity_associations "autoApplyPodIdentityAssociations": bool,
        disable_default_addons "disableDefaultAddons": bool,
    }
}
