//! IAM calls: roles, policies, instance profiles, the OIDC provider.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Calls, Draft};
use crate::catalog;
use crate::document::json::{Object, one, text, texts};
use crate::plan::literal::literal;
use crate::topology::role::{PolicyContent, Role, Trust};
use crate::topology::workload::KARPENTER_NODE;

/// The most characters that IAM allows in the name of an instance profile.
const LONGEST_PROFILE_NAME: usize = 128;

impl Calls<'_, '_> {
    pub(super) fn role(&self, at: usize) -> Draft {
        let role = &self.graph.topology().roles[at];
        let parameters = Object::new()
            .literal("RoleName", &role.role_name)
            .with("AssumeRolePolicyDocument", self.trust(&role.trust))
            .literal("Description", &role.purpose)
            .literal_option("PermissionsBoundary", &role.boundary)
            .with("Tags", self.tag_list(&role.tags));
        Draft::create("iam", "CreateRole", "DeleteRole", format_args!("make {}", role.purpose), parameters)
            .yields(&["RoleArn", "RoleName"])
            .waiter("RoleExists", "the role is there")
            .permits(&["iam:TagRole"])
            .takes("iam-role.create")
    }

    fn trust(&self, trust: &Trust) -> String {
        match trust {
            Trust::Service { principal, actions } => {
                let actions = match actions {
                    [one] => Value::from(*one),
                    several => texts(several),
                };
                policy(allow("Service", *principal).with("Action", actions))
            }
            Trust::PodIdentity => {
                let actions = texts(&["sts:AssumeRole", "sts:TagSession"]);
                policy(allow("Service", "pods.eks.amazonaws.com").with("Action", actions))
            }
            Trust::ServiceAccount { namespace, name } => {
                let issuer = self.cluster_output("OpenIdConnectIssuer");
                let provider =
                    format!("arn:{}:iam::{}:oidc-provider/{issuer}", self.partition(), self.account());
                let audience = Object::new().with(&format!("{issuer}:aud"), "sts.amazonaws.com");
                let subject_key = format!("{issuer}:sub");
                let subject = literal(&format!("system:serviceaccount:{namespace}:{name}"));
                let conditions = if name.contains(['*', '?']) {
                    let like = Object::new().with(&subject_key, subject);
                    Object::new().with("StringEquals", audience).with("StringLike", like)
                } else {
                    Object::new().with("StringEquals", audience.with(&subject_key, subject))
                };
                let statement = allow("Federated", provider).with("Action", "sts:AssumeRoleWithWebIdentity");
                policy(statement.with("Condition", conditions))
            }
            Trust::RolesAnywhere => {
                let role = catalog::role("hybrid.roles-anywhere");
                let anchor = self.trust_anchor.map(|anchor| self.output(anchor, "TrustAnchorArn"));
                let condition = Object::new().with("aws:SourceArn", anchor);
                let statement = allow("Service", role.map(|role| texts(role.principals)))
                    .with("Action", role.map(|role| texts(role.actions)))
                    .with("Condition", Object::new().with("ArnEquals", condition));
                policy(statement)
            }
            Trust::Unknown => policy(Value::Null),
        }
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
                let parameters = Object::new()
                    .literal("RoleName", &role.role_name)
                    .literal("PolicyName", &policy.name)
                    .literal("PolicyDocument", &text(document));
                return Draft::create(
                    "iam",
                    "PutRolePolicy",
                    "DeleteRolePolicy",
                    format_args!("give {} the right {}", role.purpose, policy.name),
                    parameters,
                )
                .takes("iam-role-policy.create");
            }
        };
        let parameters = Object::new().literal("RoleName", &role.role_name).with("PolicyArn", arn);
        Draft::create(
            "iam",
            "AttachRolePolicy",
            "DetachRolePolicy",
            format_args!("attach {} to {}", policy.name, role.purpose),
            parameters,
        )
        .takes("iam-role-policy.create")
    }

    pub(super) fn instance_profile(&self, at: usize) -> Vec<Draft> {
        let role = &self.graph.topology().roles[at];
        let name = literal(&self.instance_profile_name(role));
        let parameters =
            Object::new().with("InstanceProfileName", name.as_str()).with("Tags", self.tag_list(&role.tags));
        let create = Draft::create(
            "iam",
            "CreateInstanceProfile",
            "DeleteInstanceProfile",
            format_args!("make the instance profile of {}", role.purpose),
            parameters,
        )
        .yields(&["InstanceProfileArn"])
        .waiter("InstanceProfileExists", "the instance profile is there")
        .permits(&["iam:TagInstanceProfile"])
        .takes("instance-profile.create");
        let parameters = Object::new().with("InstanceProfileName", name).literal("RoleName", &role.role_name);
        let add = Draft::update(
            "iam",
            "AddRoleToInstanceProfile",
            format_args!("put {} into its instance profile", role.purpose),
            parameters,
        )
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
        let parameters = Object::new()
            .with("Url", self.cluster_output("OpenIdConnectIssuerUrl"))
            .with("ClientIDList", one("sts.amazonaws.com"))
            .with("Tags", self.tag_list(&BTreeMap::new()));
        Draft::create(
            "iam",
            "CreateOpenIDConnectProvider",
            "DeleteOpenIDConnectProvider",
            format_args!("make the IAM OIDC provider of the cluster's issuer"),
            parameters,
        )
        .yields(&["OpenIDConnectProviderArn"])
        .permits(&["iam:TagOpenIDConnectProvider"])
        .takes("oidc-provider.create")
    }
}

/// A statement that allows something to somebody.
pub(super) fn allow(kind: &str, principal: impl Into<Value>) -> Object {
    let principal = Object::new().with(kind, principal);
    Object::new().with("Effect", "Allow").with("Principal", principal)
}

/// The text of a policy of one statement.
pub(super) fn policy(statement: impl Into<Value>) -> String {
    Object::new().with("Version", "2012-10-17").with("Statement", one(statement)).text()
}
