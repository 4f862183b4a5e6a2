//! Calls for access entries, Pod Identity, login providers; objects for the Kubernetes API.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Calls, Draft};
use crate::plan::draft::literal;
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
        let groups: Vec<_> = entry.groups.iter().map(|group| literal(group)).collect();
        let parameters = json!({
            "clusterName": self.cluster_name(),
            "principalArn": self.principal(&entry.principal),
            "type": literal(&entry.kind),
            "kubernetesGroups": (!groups.is_empty()).then_some(groups),
            "username": entry.username.as_deref().map(literal),
            "tags": self.tag_map(&Default::default()),
        });
        Draft::create("eks", "CreateAccessEntry", format!("let {} in", entry.name), parameters)
            .yields(&["AccessEntryArn"])
            .takes("access-entry.create")
            .undo("eks", "DeleteAccessEntry")
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
            None => json!({ "type": "cluster" }),
            Some(namespaces) => {
                let namespaces: Vec<_> = namespaces.iter().map(|namespace| literal(namespace)).collect();
                json!({ "type": "namespace", "namespaces": namespaces })
            }
        };
        let parameters = json!({
            "clusterName": self.cluster_name(),
            "principalArn": principal,
            "policyArn": literal(&policy.arn),
            "accessScope": scope,
        });
        let short = policy.arn.rsplit('/').next().unwrap_or(&policy.arn);
        Draft::create("eks", "AssociateAccessPolicy", format!("give {name} {short}"), parameters)
            .takes("access-policy.create")
            .undo("eks", "DisassociateAccessPolicy")
    }

    pub(super) fn pod_identity(&self, at: usize) -> Draft {
        let identity = &self.graph.topology().access.pod_identities[at];
        let account = format!("{}/{}", identity.namespace, identity.service_account);
        let parameters = json!({
            "clusterName": self.cluster_name(),
            "namespace": literal(&identity.namespace),
            "serviceAccount": literal(&identity.service_account),
            "roleArn": self.role_arn(identity.role),
            "targetRoleArn": identity.target_role.as_deref().map(literal),
            "disableSessionTags": identity.disable_session_tags,
            "policy": identity.policy.as_deref().map(literal),
            "tags": self.tag_map(&identity.tags),
        });
        Draft::create(
            "eks",
            "CreatePodIdentityAssociation",
            format!("give pods of {account} their role"),
            parameters,
        )
        .yields(&["AssociationId"])
        .permits(&["iam:PassRole", "iam:GetRole"])
        .takes("pod-identity-association.create")
        .undo("eks", "DeletePodIdentityAssociation")
    }

    pub(super) fn identity_provider(&self, at: usize) -> Draft {
        let provider = &self.graph.topology().access.identity_providers[at];
        let mut oidc = json!({
            "identityProviderConfigName": literal(&provider.name),
            "issuerUrl": literal(&provider.issuer_url),
            "clientId": literal(&provider.client_id),
        });
        for (&name, value) in &provider.claims {
            oidc[name] = literal(value).into();
        }
        if !provider.required_claims.is_empty() {
            let claims = provider.required_claims.iter();
            oidc["requiredClaims"] = claims
                .map(|(key, value)| (literal(key), literal(value).into()))
                .collect::<Map<_, _>>()
                .into();
        }
        let parameters =
            json!({ "clusterName": self.cluster_name(), "oidc": oidc, "tags": self.tag_map(&provider.tags) });
        let title = format!("let users of {} log in", provider.name);
        Draft::create("eks", "AssociateIdentityProviderConfig", title, parameters)
            .until("the identity provider config is ACTIVE")
            .permits(&["eks:DescribeIdentityProviderConfig"])
            .takes("identity-provider.create")
            .lane("cluster-update")
            .undo("eks", "DisassociateIdentityProviderConfig")
            .reversibility(Reversibility::Costly)
    }

    pub(super) fn namespace(&self, at: usize) -> Draft {
        let (name, _) = self.graph.topology().access.namespaces()[at];
        self.namespace_called(name)
    }

    pub(super) fn namespace_called(&self, name: &str) -> Draft {
        let manifest =
            json!({ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": literal(name) } });
        Draft::apply(format!("make namespace {name}"), manifest)
    }

    pub(super) fn service_account(&self, at: usize) -> Draft {
        let account = &self.graph.topology().access.service_accounts[at];
        let texts = |map: &std::collections::BTreeMap<String, String>| -> Map<String, Value> {
            map.iter().map(|(key, value)| (literal(key), literal(value).into())).collect()
        };
        let mut annotations = texts(&account.annotations);
        if let Some(role) = account.role {
            annotations.insert("eks.amazonaws.com/role-arn".to_owned(), self.role_arn(role).into());
        }
        let mut metadata =
            json!({ "name": literal(&account.name), "namespace": literal(&account.namespace) });
        if !annotations.is_empty() {
            metadata["annotations"] = annotations.into();
        }
        if !account.labels.is_empty() {
            metadata["labels"] = texts(&account.labels).into();
        }
        let manifest = json!({ "apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata });
        Draft::apply(format!("make service account {}/{}", account.namespace, account.name), manifest)
    }

    pub(super) fn service_role(&self, at: usize) -> Draft {
        let grant = &self.graph.topology().access.service_grants[at];
        let mut manifest = rights("Role", grant);
        // The catalog's rules are JSON: its generator has read them.
        manifest["rules"] = serde_json::from_str(grant.service.rules).unwrap_or_default();
        Draft::apply(
            format!("say what {} may do in namespace {}", grant.service.service, grant.namespace),
            manifest,
        )
    }

    pub(super) fn service_role_binding(&self, at: usize) -> Draft {
        let grant = &self.graph.topology().access.service_grants[at];
        let mut manifest = rights("RoleBinding", grant);
        manifest["roleRef"] = json!({ "apiGroup": RIGHTS, "kind": "Role", "name": grant.service.username });
        manifest["subjects"] =
            json!([{ "apiGroup": RIGHTS, "kind": "User", "name": grant.service.username }]);
        Draft::apply(format!("let {} into namespace {}", grant.service.service, grant.namespace), manifest)
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
        let mut data = Map::new();
        for (key, text) in [("mapAccounts", accounts), ("mapRoles", roles), ("mapUsers", users)] {
            if !text.is_empty() {
                data.insert(key.to_owned(), text.into());
            }
        }
        let manifest = json!({
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": { "name": "aws-auth", "namespace": "kube-system" },
            "data": data,
        });
        let count = entries.len();
        let title = if count == 1 {
            "write 1 entry of aws-auth".to_owned()
        } else {
            format!("write {count} entries of aws-auth")
        };
        Draft::apply(title, manifest)
    }
}

/// The head of an object that is about rights.
fn rights(kind: &str, grant: &ServiceGrant) -> Value {
    json!({
        "apiVersion": format!("{RIGHTS}/v1"),
        "kind": kind,
        "metadata": { "name": grant.service.username, "namespace": literal(&grant.namespace) },
    })
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
    Value::from(text).to_string()
}
