//! Calls for access entries, Pod Identity, login providers; objects for the Kubernetes API.

use std::fmt::Write as _;

use super::{Calls, Draft, manifest, metadata};
use crate::document::json::{self, Object, one};
use crate::plan::literal::{literal, literal_list, literal_map};
use crate::terms::Reversibility;
use crate::topology::access::{AccessPolicy, AwsAuthEntry, AwsAuthSubject, Principal, ServiceGrant};

/// The API group of roles and their bindings.
const RIGHTS: &str = "rbac.authorization.k8s.io";

impl Calls<'_, '_> {
    fn principal(&self, principal: &Principal) -> String {
        match principal {
            Principal::Arn(arn) => literal(arn),
            Principal::Role(role) => self.role_arn(*role),
        }
    }

    pub(super) fn access_entry(&self, at: usize) -> Draft {
        let entry = &self.graph.topology().access.entries[at];
        let groups = literal_list(&entry.groups);
        let parameters = self
            .of_cluster()
            .with("principalArn", self.principal(&entry.principal))
            .literal("type", &entry.kind)
            .with("kubernetesGroups", if groups.is_empty() { None } else { Some(groups) })
            .literal_option("username", &entry.username)
            .with("tags", self.cluster_tags());
        Draft::create(
            "eks",
            "CreateAccessEntry",
            "DeleteAccessEntry",
            format_args!("let {} in", entry.name),
            parameters,
        )
        .yields(&["AccessEntryArn"])
        .takes("access-entry.create")
    }

    pub(super) fn access_policy(&self, entry: usize, at: usize) -> Draft {
        let entry = &self.graph.topology().access.entries[entry];
        self.policy_association(&entry.name, self.principal(&entry.principal), &entry.policies[at])
    }

    /// The entry is EKS's own, which it makes with the capability.
    pub(super) fn capability_policy(&self, capability: usize, at: usize) -> Draft {
        let capability = &self.graph.topology().capabilities[capability];
        self.policy_association(&capability.name, self.role_arn(capability.role), &capability.policies[at])
    }

    fn policy_association(&self, name: &str, principal: String, policy: &AccessPolicy) -> Draft {
        let scope = match &policy.namespaces {
            None => Object::new().with("type", "cluster"),
            Some(namespaces) => {
                Object::new().with("type", "namespace").with("namespaces", literal_list(namespaces))
            }
        };
        let parameters = self
            .of_cluster()
            .with("principalArn", principal)
            .literal("policyArn", &policy.arn)
            .with("accessScope", scope);
        let short = policy.arn.rsplit('/').next().unwrap_or(&policy.arn);
        Draft::create(
            "eks",
            "AssociateAccessPolicy",
            "DisassociateAccessPolicy",
            format_args!("give {name} {short}"),
            parameters,
        )
        .takes("access-policy.create")
    }

    pub(super) fn pod_identity(&self, at: usize) -> Draft {
        let identity = &self.graph.topology().access.pod_identities[at];
        let account = format!("{}/{}", identity.namespace, identity.service_account);
        let parameters = self
            .of_cluster()
            .literal("namespace", &identity.namespace)
            .literal("serviceAccount", &identity.service_account)
            .with("roleArn", self.role_arn(identity.role))
            .literal_option("targetRoleArn", &identity.target_role)
            .with("disableSessionTags", identity.disable_session_tags)
            .literal_option("policy", &identity.policy)
            .with("tags", self.tag_map(&identity.tags));
        Draft::create(
            "eks",
            "CreatePodIdentityAssociation",
            "DeletePodIdentityAssociation",
            format_args!("give pods of {account} their role"),
            parameters,
        )
        .yields(&["AssociationId"])
        .permits(&["iam:PassRole", "iam:GetRole"])
        .takes("pod-identity-association.create")
    }

    pub(super) fn identity_provider(&self, at: usize) -> Draft {
        let provider = &self.graph.topology().access.identity_providers[at];
        let mut oidc = Object::new()
            .literal("identityProviderConfigName", &provider.name)
            .literal("issuerUrl", &provider.issuer_url)
            .literal("clientId", &provider.client_id);
        for (&name, value) in &provider.claims {
            oidc.set(name, literal(value));
        }
        if !provider.required_claims.is_empty() {
            oidc.set("requiredClaims", literal_map(&provider.required_claims));
        }
        let parameters = self.of_cluster().with("oidc", oidc).with("tags", self.tag_map(&provider.tags));
        Draft::create(
            "eks",
            "AssociateIdentityProviderConfig",
            "DisassociateIdentityProviderConfig",
            format_args!("let users of {} log in", provider.name),
            parameters,
        )
        .until("the identity provider config is ACTIVE")
        .permits(&["eks:DescribeIdentityProviderConfig"])
        .takes("identity-provider.create")
        .lane("cluster-update")
        .reversibility(Reversibility::Costly)
    }

    pub(super) fn namespace(&self, at: usize) -> Draft {
        let (name, _) = self.graph.topology().access.namespaces()[at];
        self.namespace_called(name)
    }

    pub(super) fn namespace_called(&self, name: &str) -> Draft {
        let manifest = manifest("v1", "Namespace", Object::new().literal("name", name));
        Draft::apply(format_args!("make namespace {name}"), manifest)
    }

    pub(super) fn service_account(&self, at: usize) -> Draft {
        let account = &self.graph.topology().access.service_accounts[at];
        let mut annotations = literal_map(&account.annotations);
        if let Some(role) = account.role {
            annotations.set("eks.amazonaws.com/role-arn", self.role_arn(role));
        }
        let mut metadata = metadata(&account.name, &account.namespace);
        if !annotations.is_empty() {
            metadata.set("annotations", annotations);
        }
        if !account.labels.is_empty() {
            metadata.set("labels", literal_map(&account.labels));
        }
        let manifest = manifest("v1", "ServiceAccount", metadata);
        Draft::apply(format_args!("make service account {}/{}", account.namespace, account.name), manifest)
    }

    pub(super) fn service_role(&self, at: usize) -> Draft {
        let grant = &self.graph.topology().access.service_grants[at];
        let mut manifest = rights("Role", grant);
        // The catalog's rules are JSON: its generator has read them.
        manifest.set("rules", json::read(grant.service.rules).unwrap_or_default());
        Draft::apply(
            format_args!("say what {} may do in namespace {}", grant.service.service, grant.namespace),
            manifest,
        )
    }

    pub(super) fn service_role_binding(&self, at: usize) -> Draft {
        let grant = &self.graph.topology().access.service_grants[at];
        let mut manifest = rights("RoleBinding", grant);
        manifest.set(
            "roleRef",
            Object::new().with("apiGroup", RIGHTS).with("kind", "Role").with("name", grant.service.username),
        );
        manifest.set(
            "subjects",
            one(Object::new()
                .with("apiGroup", RIGHTS)
                .with("kind", "User")
                .with("name", grant.service.username)),
        );
        Draft::apply(
            format_args!("let {} into namespace {}", grant.service.service, grant.namespace),
            manifest,
        )
    }

    pub(super) fn aws_auth(&self) -> Draft {
        let entries = &self.graph.topology().access.aws_auth;
        let (mut roles, mut users, mut accounts) = (String::new(), String::new(), String::new());
        for entry in entries {
            match &entry.subject {
                AwsAuthSubject::Role(role) => {
                    write_mapping(&mut roles, "rolearn", &self.role_arn(*role), entry)
                }
                AwsAuthSubject::Arn(arn) if arn.contains(":user/") => {
                    write_mapping(&mut users, "userarn", &literal(arn), entry);
                }
                AwsAuthSubject::Arn(arn) => write_mapping(&mut roles, "rolearn", &literal(arn), entry),
                AwsAuthSubject::Account(account) => {
                    let _ = writeln!(accounts, "- {}", quoted(&literal(account)));
                }
                AwsAuthSubject::Service { service, .. } => {
                    let (partition, account) = (self.partition(), self.account());
                    let arn = format!("arn:{partition}:iam::{account}:role/{}", service.role);
                    write_mapping(&mut roles, "rolearn", &arn, entry);
                }
            }
        }
        let mut data = Object::new();
        for (key, text) in [("mapAccounts", accounts), ("mapRoles", roles), ("mapUsers", users)] {
            if !text.is_empty() {
                data.set(key, text);
            }
        }
        let metadata = metadata("aws-auth", "kube-system");
        let manifest = manifest("v1", "ConfigMap", metadata).with("data", data);
        let count = entries.len();
        let entries = if count == 1 { "entry" } else { "entries" };
        Draft::apply(format_args!("write {count} {entries} of aws-auth"), manifest)
    }
}

/// The head of an object that is about rights.
fn rights(kind: &str, grant: &ServiceGrant) -> Object {
    manifest(&format!("{RIGHTS}/v1"), kind, metadata(grant.service.username, &grant.namespace))
}

fn write_mapping(text: &mut String, key: &str, arn: &str, entry: &AwsAuthEntry) {
    let _ = writeln!(text, "- {key}: {}", quoted(arn));
    if let Some(username) = &entry.username {
        let _ = writeln!(text, "  username: {}", quoted(&literal(username)));
    }
    if !entry.groups.is_empty() {
        text.push_str("  groups:\n");
        for group in &entry.groups {
            let _ = writeln!(text, "  - {}", quoted(&literal(group)));
        }
    }
}

/// A text as a YAML scalar: JSON's quoting is YAML's.
fn quoted(text: &str) -> String {
    json::text(&text.into())
}
