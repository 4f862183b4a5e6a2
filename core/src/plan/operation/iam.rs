//! IAM calls: roles, policies, instance profiles, the OIDC provider.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Calls, Draft};
use crate::catalog;
use crate::plan::draft::literal;
use crate::topology::role::{PolicyContent, Role, Trust};
use crate::topology::workload::KARPENTER_NODE;

/// The most characters that IAM allows in the name of an instance profile.
const LONGEST_PROFILE_NAME: usize = 128;

impl Calls<'_, '_> {
    pub(super) fn role(&self, at: usize) -> Draft {
        let role = &self.graph.topology().roles[at];
        let parameters = json!({
            "RoleName": literal(&role.role_name),
            "AssumeRolePolicyDocument": self.trust(&role.trust).to_string(),
            "Description": literal(&role.purpose),
            "PermissionsBoundary": role.boundary.as_deref().map(literal),
            "Tags": self.tag_list(&role.tags),
        });
        Draft::create("iam", "CreateRole", format!("make {}", role.purpose), parameters)
            .yields(&["RoleArn", "RoleName"])
            .waiter("RoleExists", "the role is there")
            .permits(&["iam:TagRole"])
            .takes("iam-role.create")
            .undo("iam", "DeleteRole")
    }

    fn trust(&self, trust: &Trust) -> Value {
        let statement = match trust {
            Trust::Service { principal, actions } => json!({
                "Effect": "Allow",
                "Principal": { "Service": principal },
                "Action": match actions {
                    [one] => json!(one),
                    several => json!(several),
                },
            }),
            Trust::PodIdentity => json!({
                "Effect": "Allow",
                "Principal": { "Service": "pods.eks.amazonaws.com" },
                "Action": ["sts:AssumeRole", "sts:TagSession"],
            }),
            Trust::ServiceAccount { namespace, name } => {
                let issuer = self.cluster_output("OpenIdConnectIssuer");
                let provider =
                    format!("arn:{}:iam::{}:oidc-provider/{issuer}", self.partition(), self.account());
                let subject = literal(&format!("system:serviceaccount:{namespace}:{name}"));
                let test = if name.contains(['*', '?']) { "StringLike" } else { "StringEquals" };
                let mut conditions = BTreeMap::new();
                conditions.insert("StringEquals", json!({ format!("{issuer}:aud"): "sts.amazonaws.com" }));
                let wanted = conditions.entry(test).or_insert_with(|| json!({}));
                wanted[format!("{issuer}:sub")] = subject.into();
                json!({
                    "Effect": "Allow",
                    "Principal": { "Federated": provider },
                    "Action": "sts:AssumeRoleWithWebIdentity",
                    "Condition": conditions,
                })
            }
            Trust::RolesAnywhere => {
                let role = catalog::role("hybrid.roles-anywhere");
                let anchor = self.trust_anchor.map(|anchor| self.output(anchor, "TrustAnchorArn"));
                json!({
                    "Effect": "Allow",
                    "Principal": { "Service": role.map(|role| role.principals) },
                    "Action": role.map(|role| role.actions),
                    "Condition": { "ArnEquals": { "aws:SourceArn": anchor } },
                })
            }
            Trust::Unknown => Value::Null,
        };
        json!({ "Version": "2012-10-17", "Statement": [statement] })
    }

    pub(super) fn role_policy(&self, role: usize, at: usize) -> Draft {
        let role = &self.graph.topology().roles[role];
        let policy = &role.policies[at];
        let arn = match &policy.content {
            PolicyContent::AwsManaged(name) => {
                format!("arn:{}:iam::aws:policy/{}", self.partition(), literal(name))
            }
            PolicyContent::Arn(arn) => literal(arn),
            PolicyContent::Inline(document) => {
                let parameters = json!({
                    "RoleName": literal(&role.role_name),
                    "PolicyName": literal(&policy.name),
                    "PolicyDocument": literal(&document.to_string()),
                });
                let title = format!("give {} the right {}", role.purpose, policy.name);
                return Draft::create("iam", "PutRolePolicy", title, parameters)
                    .takes("iam-role-policy.create")
                    .undo("iam", "DeleteRolePolicy");
            }
        };
        let parameters = json!({ "RoleName": literal(&role.role_name), "PolicyArn": arn });
        Draft::create(
            "iam",
            "AttachRolePolicy",
            format!("attach {} to {}", policy.name, role.purpose),
            parameters,
        )
        .takes("iam-role-policy.create")
        .undo("iam", "DetachRolePolicy")
    }

    pub(super) fn instance_profile(&self, at: usize) -> Vec<Draft> {
        let role = &self.graph.topology().roles[at];
        let name = literal(&self.instance_profile_name(role));
        let parameters = json!({ "InstanceProfileName": name, "Tags": self.tag_list(&role.tags) });
        let title = format!("make the instance profile of {}", role.purpose);
        let create = Draft::create("iam", "CreateInstanceProfile", title, parameters)
            .yields(&["InstanceProfileArn"])
            .waiter("InstanceProfileExists", "the instance profile is there")
            .permits(&["iam:TagInstanceProfile"])
            .takes("instance-profile.create")
            .undo("iam", "DeleteInstanceProfile");
        let parameters = json!({ "InstanceProfileName": name, "RoleName": literal(&role.role_name) });
        let title = format!("put {} into its instance profile", role.purpose);
        let add = Draft::update("iam", "AddRoleToInstanceProfile", title, parameters)
            .permits(&["iam:PassRole"])
            .takes("instance-profile.update")
            .undo("iam", "RemoveRoleFromInstanceProfile");
        vec![create, add]
    }

    /// That of the role; a role that stands already may have a profile of its name, so the plan's is named apart.
    fn instance_profile_name(&self, role: &Role) -> String {
        let karpenter = self.graph.topology().karpenter.as_ref();
        if let Some(karpenter) = karpenter.filter(|_| role.name == KARPENTER_NODE) {
            return karpenter.instance_profile.clone();
        }
        if role.existing.is_none() {
            return role.role_name.clone();
        }
        let cluster = &self.graph.topology().cluster;
        let name = format!("{}-{}-{}", role.role_name, cluster.name, cluster.region);
        name.chars().take(LONGEST_PROFILE_NAME).collect()
    }

    pub(super) fn oidc_provider(&self) -> Draft {
        let parameters = json!({
            "Url": self.cluster_output("OpenIdConnectIssuerUrl"),
            "ClientIDList": ["sts.amazonaws.com"],
            "Tags": self.tag_list(&BTreeMap::new()),
        });
        let title = "make the IAM OIDC provider of the cluster's issuer".to_owned();
        Draft::create("iam", "CreateOpenIDConnectProvider", title, parameters)
            .yields(&["OpenIDConnectProviderArn"])
            .permits(&["iam:TagOpenIDConnectProvider"])
            .takes("oidc-provider.create")
            .undo("iam", "DeleteOpenIDConnectProvider")
    }
}
