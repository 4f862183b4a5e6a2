//! IAM roles: their names, and those that stand already.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::auto_mode;
use super::context::{Context, copied, list, texts};
use super::named::{each_once, filled, written};
use super::policies::Policies;
use crate::catalog;
use crate::diagnostic::{Code, Place};
use crate::spec::{Located, PodIdentityAssociation};
use crate::topology::Origin;
use crate::topology::role::{PolicyContent, Role, Trust};
use crate::topology::workload::KARPENTER_NODE;

/// The most characters that IAM allows in the name of a role.
const LONGEST_NAME: usize = 64;

/// EC2 as a principal, in most partitions.
const EC2: &str = "ec2.amazonaws.com";

/// The name in IAM of the role for `part`: the same for the same cluster, and never too long.
pub(super) fn role_name(cx: &Context<'_>, part: &str) -> String {
    let whole = format!("{}-{}-{part}", cx.name, cx.region);
    if whole.len() <= LONGEST_NAME && whole.chars().all(allowed) {
        return whole;
    }
    shortened(&whole, &whole)
}

/// The beginning of a name in letters that IAM takes, and a hash in place of the rest.
fn shortened(name: &str, hashed: &str) -> String {
    let mut short = String::new();
    for c in name.chars().take(LONGEST_NAME - 9) {
        short.push(if allowed(c) { c } else { '-' });
    }
    format!("{short}-{}", short_hash(hashed))
}

/// True if IAM takes the character in the name of a role.
fn allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+=,.@_-".contains(c)
}

/// Why IAM refuses the name of a role, if it does.
fn name_problem(name: &str) -> Option<String> {
    let length = name.chars().count();
    if length > LONGEST_NAME {
        return Some(format!("has {length} characters, and IAM takes {LONGEST_NAME}"));
    }
    name.chars().find(|c| !allowed(*c)).map(|c| format!("has `{c}`, which IAM does not take"))
}

/// The first eight hexadecimal digits of the SHA-256 of a text.
fn short_hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    format!("{:08x}", u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]))
}

/// A role that the plan makes.
pub(super) struct NewRole<'s> {
    /// Its name in ids.
    pub(super) name: String,
    /// Its name in IAM, if it was chosen.
    pub(super) role_name: Option<&'s Located<String>>,
    pub(super) purpose: String,
    pub(super) trust: Trust,
    pub(super) policies: Policies,
    pub(super) boundary: Option<&'s Located<String>>,
    pub(super) instance_profile: bool,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) origin: Origin,
}

impl<'s> NewRole<'s> {
    /// A role whose name in IAM nobody chose.
    #[inline(never)]
    pub(super) fn new(
        name: String,
        purpose: String,
        trust: Trust,
        policies: Policies,
        origin: Origin,
    ) -> NewRole<'s> {
        NewRole {
            name,
            role_name: None,
            purpose,
            trust,
            policies,
            boundary: None,
            instance_profile: false,
            tags: BTreeMap::new(),
            origin,
        }
    }

    /// What to do about a name that IAM refuses; that of Karpenter's nodes is made of the cluster's.
    fn name_help(&self) -> &'static str {
        match self.name.as_str() {
            KARPENTER_NODE => {
                "Karpenter's nodes get a role of the cluster's name: give the cluster a shorter one"
            }
            _ => "write up to 64 letters, digits and `+=,.@_-`, or leave the name out",
        }
    }

    /// Adds it to the list. A name that was chosen and that IAM would refuse is reported.
    pub(super) fn add(self, cx: &mut Context<'_>, roles: &mut Vec<Role>) -> usize {
        let chosen = written(self.role_name);
        let mut role_name = chosen.map_or_else(|| role_name(cx, &self.name), |name| name.value.clone());
        let taken = cx.role_names.get(&role_name.to_ascii_lowercase()).and_then(|&at| roles.get(at));
        match (chosen, taken) {
            (Some(name), Some(other)) => {
                cx.report
                    .raise(
                        Code::RoleNameTaken,
                        &name.at,
                        format_args!("the role name `{role_name}` is taken by {}", other.purpose),
                    )
                    .arg("name", &role_name)
                    .help("give each role a name of its own, or leave the name out");
            }
            (Some(name), None) => {
                if let Some(problem) = name_problem(&role_name) {
                    cx.report
                        .raise(
                            Code::RoleName,
                            &name.at,
                            format_args!("the role name `{role_name}` {problem}"),
                        )
                        .arg("name", &role_name)
                        .help(self.name_help());
                }
            }
            (None, Some(_)) => {
                role_name = shortened(&role_name, &format!("{role_name} {}", self.name));
            }
            _ => {}
        }
        cx.role_names.entry(role_name.to_ascii_lowercase()).or_insert(roles.len());
        roles.push(Role {
            name: self.name,
            role_name,
            existing: None,
            purpose: self.purpose,
            trust: self.trust,
            policies: self.policies.0,
            boundary: copied(written(self.boundary)),
            instance_profile: self.instance_profile,
            tags: self.tags,
            origin: self.origin,
        });
        roles.len() - 1
    }
}

impl Trust {
    /// The pods of a service account take it.
    pub(super) fn account(namespace: &str, name: &str) -> Self {
        Self::ServiceAccount { namespace: namespace.to_owned(), name: name.to_owned() }
    }
}

/// The role that stands already under this ARN; one for all that use it.
pub(super) fn existing(roles: &mut Vec<Role>, arn: &Located<String>, purpose: &str) -> usize {
    if let Some(at) = by_arn(roles, arn) {
        return at;
    }
    roles.push(Role {
        name: arn.value.clone(),
        role_name: last_part(arn).to_owned(),
        existing: Some(arn.value.clone()),
        purpose: purpose.to_owned(),
        trust: Trust::Unknown,
        policies: Vec::new(),
        boundary: None,
        instance_profile: false,
        tags: BTreeMap::new(),
        origin: Origin::field(&arn.at),
    });
    roles.len() - 1
}

/// The index of the role that stands already under this ARN, if it is entered.
pub(super) fn by_arn(roles: &[Role], arn: &str) -> Option<usize> {
    roles.iter().position(|role| role.existing.as_deref() == Some(arn))
}

/// The last part of an ARN: the name of the role or policy.
pub(super) fn last_part(arn: &str) -> &str {
    arn.rsplit(['/', ':']).next().unwrap_or(arn)
}

/// The service that takes the role which the catalog has under this key. EC2 goes by another name in some partitions.
pub(super) fn service(cx: &Context<'_>, key: &str) -> Trust {
    let Some(role) = catalog::role(key) else { return Trust::Unknown };
    let here = catalog::partition(&cx.partition).and_then(|partition| partition.ec2_principal);
    role.principals.first().map_or(Trust::Unknown, |&principal| Trust::Service {
        principal: if principal == EC2 { here.unwrap_or(EC2) } else { principal },
        actions: role.actions,
    })
}

/// Reports a role that would be allowed nothing.
pub(super) fn check_rights(cx: &mut Context<'_>, policies: &Policies, what: &str, at: &Place, sources: &str) {
    if policies.is_empty() {
        cx.refuse_as(
            Code::AccessNoPolicy,
            at,
            format_args!("the role of {what} would have no rights"),
            format_args!("add one of {sources}"),
        );
    }
}

/// The role of the cluster.
pub(super) fn cluster(cx: &mut Context<'_>, roles: &mut Vec<Role>) -> usize {
    const PURPOSE: &str = "the role of the cluster";
    let iam = cx.spec.iam.as_ref();
    if let Some(arn) = written(iam.and_then(|iam| iam.service_role_arn.as_ref())) {
        return existing(roles, arn, PURPOSE);
    }
    let origin = Origin::default_value();
    let switch = iam.and_then(|iam| iam.vpc_resource_controller_policy.as_ref());
    let mut policies = Policies::default();
    let key = match (super::outpost::is_local(cx), auto_mode::switch(cx).is_some()) {
        (true, _) => "cluster.outpost",
        (false, true) => "cluster.auto-mode",
        (false, false) => "cluster",
    };
    for name in catalog::role(key).map_or(&[][..], |role| role.policies) {
        match switch {
            Some(switch) if *name == "AmazonEKSVPCResourceController" && !switch.value => {}
            Some(switch) if *name == "AmazonEKSVPCResourceController" => {
                policies.aws_managed(name, &Origin::field(&switch.at));
            }
            _ => policies.aws_managed(name, &origin),
        }
    }
    let trust = service(cx, key);
    let mut role = NewRole::new("cluster".to_owned(), PURPOSE.to_owned(), trust, policies, origin);
    role.boundary = iam.and_then(|iam| iam.service_role_permissions_boundary.as_ref());
    role.add(cx, roles)
}

/// True if all these policies of AWS's stand on the role.
pub(super) fn carries(role: &Role, names: &[&str]) -> bool {
    let held = |name: &str| {
        role.policies
            .iter()
            .any(|policy| matches!(&policy.content, PolicyContent::AwsManaged(held) if held == name))
    };
    names.iter().all(|name| held(name))
}

/// The written list as texts, sorted.
pub(super) fn sorted(texts: Option<&Located<Vec<Located<String>>>>) -> Vec<String> {
    let mut all = list(texts);
    each_once(&mut all);
    all
}

/// The role of a Pod Identity association: one that stands already, or one of its own. Nothing if neither is described.
pub(super) fn pod_identity(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    association: &Located<PodIdentityAssociation>,
    name: String,
    purpose: String,
) -> Option<usize> {
    let mut policies = Policies::default();
    policies.by_arns(cx, association.permission_policy_arns.as_ref());
    policies.document(association.permission_policy.as_ref(), association.permission_policy_name.as_ref());
    policies.switched_on(cx, association.well_known_policies.as_ref());
    if let Some(arn) = filled(&association.role_arn) {
        if !policies.is_empty() {
            cx.report
                .raise(
                    Code::PodIdentityTwoSources,
                    &arn.at,
                    format_args!("{purpose} stands already and is given policies"),
                )
                .arg("role", &arn.value)
                .help("remove `roleARN`, or the policies; the role is taken");
        }
        return Some(existing(roles, arn, &purpose));
    }
    if policies.is_empty() {
        cx.report
            .raise(Code::AccessNoPolicy, &association.at, format_args!("{purpose} would have no rights"))
            .help(
                "add one of `roleARN`, `permissionPolicyARNs`, `permissionPolicy` and `wellKnownPolicies`; \
                 the association is left out",
            );
        return None;
    }
    let origin = Origin::field(&association.at);
    let mut role = NewRole::new(name, purpose, Trust::PodIdentity, policies, origin);
    role.role_name = association.role_name.as_ref();
    role.boundary = association.permissions_boundary_arn.as_ref();
    role.tags = texts(association.tags.as_ref());
    Some(role.add(cx, roles))
}
