//! How an add-on gets its rights: by what is written, else by what eksctl would choose.

use super::ipv6;
use crate::catalog::{self, AddOnIam};
use crate::diagnostic::{Code, NOWHERE};
use crate::spec::{AddOn as Written, Located, PodIdentityAssociation};
use crate::topology::Origin;
use crate::topology::access::PodIdentity;
use crate::topology::add_on::{AddOnAssociation, AddOnIdentity};
use crate::topology::compute::NodeGroup;
use crate::topology::lower::context::Context;
use crate::topology::lower::named::{self, Named, filled};
use crate::topology::lower::network::is_ipv6;
use crate::topology::lower::policies::Policies;
use crate::topology::lower::roles::{self, NewRole};
use crate::topology::role::{Role, Trust};

/// The add-on that hands credentials to pods, and cannot be handed any.
pub(in crate::topology::lower) const AGENT: &str = "eks-pod-identity-agent";

/// Those to which eksctl gives a role by OIDC of its own accord.
const GIVEN_BY_OIDC: [&str; 3] = ["aws-ebs-csi-driver", "aws-efs-csi-driver", "vpc-cni"];

/// The namespace of an add-on of which nothing is known.
const NAMESPACE: &str = "kube-system";

/// What the cluster offers to add-ons.
pub(super) struct Surroundings<'t> {
    pub(super) has_oidc: bool,
    pub(super) pod_identities: &'t [PodIdentity],
    pub(super) node_groups: &'t [NodeGroup],
}

/// The rights of an add-on that is written, or of one that is there by default.
pub(super) fn choose(
    cx: &mut Context<'_>,
    around: &Surroundings<'_>,
    roles: &mut Vec<Role>,
    name: &str,
    item: Option<&Located<Written>>,
) -> AddOnIdentity {
    let known = catalog::add_on(name).and_then(|known| known.iam.as_ref());
    if let Some(item) = item {
        check_ways(cx, name, item);
        let associations = item.associations();
        if name == AGENT && !associations.is_empty() {
            let place = item.pod_identity_associations.as_ref().map_or(&item.at, |list| &list.at);
            cx.report
                .raise(
                    Code::PodIdentityAgentRights,
                    place,
                    format_args!("add-on `{AGENT}` cannot get rights from itself"),
                )
                .help("remove `podIdentityAssociations`: it takes the role of the nodes");
            return AddOnIdentity::None;
        }
        if !associations.is_empty() {
            return explicit(cx, roles, name, associations);
        }
        if let Some(field) = item.by_oidc().next() {
            if around.has_oidc {
                return AddOnIdentity::Irsa(irsa(cx, roles, name, item, known));
            }
            cx.report
                .raise(
                    Code::AddOnNoRights,
                    field.1,
                    format_args!("add-on `{name}` is given rights by OIDC, which is off: it gets none"),
                )
                .arg("addOn", name)
                .help("write `iam.withOIDC: true`, or give the rights by `podIdentityAssociations`");
            return from_nodes(cx, around, roles, name, known).unwrap_or(AddOnIdentity::None);
        }
    }
    let Some(known) = known else { return AddOnIdentity::None };
    if let Some(identity) = by_default(cx, around, roles, name, item, known) {
        return identity;
    }
    let is_told = name == ipv6::CNI && cx.report.errors().any(|it| it.code == Code::NetworkIpv6CniRights);
    if known.required && !is_told {
        report_no_rights(cx, name, item, known);
    }
    AddOnIdentity::None
}

/// Rights come in one way: by associations, by their default, or by one source for a role by OIDC.
fn check_ways(cx: &mut Context<'_>, name: &str, item: &Located<Written>) {
    let mut ways: Vec<_> = item.by_oidc().collect();
    if let Some(list) = item.pod_identity_associations.as_ref().filter(|list| !list.value.is_empty()) {
        ways.push(("podIdentityAssociations", &list.at));
    }
    if let Some(default) = item.use_default_pod_identity_associations.as_ref().filter(|it| it.value) {
        ways.push(("useDefaultPodIdentityAssociations", &default.at));
    }
    if let [first, second, ..] = &ways[..] {
        cx.report
            .raise(
                Code::AddOnIdentity,
                second.1,
                format_args!("add-on `{name}` is given rights by `{}` and by `{}`", first.0, second.0),
            )
            .arg("addOn", name)
            .label(first.1, "the other way")
            .help("remove one of the two");
    }
}

fn explicit(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    name: &str,
    list: &[Located<PodIdentityAssociation>],
) -> AddOnIdentity {
    let mut items = Vec::with_capacity(list.len());
    for (index, association) in list.iter().enumerate() {
        report_ignored(cx, name, association);
        match filled(&association.service_account_name) {
            Some(account) => items.push(Named { name: account.value.clone(), at: &association.at, index }),
            None => {
                cx.missing(
                    "serviceAccountName",
                    &association.at,
                    format_args!("a Pod Identity association of add-on `{name}` has no service account"),
                    "add `serviceAccountName`",
                );
            }
        }
    }
    let what = format!("for add-on `{name}`, Pod Identity association of");
    let items = named::sort(cx, items, Code::AccessNameTwice, &what);
    let mut made = Vec::with_capacity(items.len());
    for Named { name: account, index, .. } in &items {
        let item = &list[*index];
        let purpose = format!("the role of add-on {name} for {account}");
        if let Some(role) = roles::pod_identity(cx, roles, item, format!("add-on.{name}.{account}"), purpose)
        {
            made.push(AddOnAssociation { service_account: account.clone(), role });
        }
    }
    AddOnIdentity::PodIdentity(made)
}

/// `CreateAddon` takes a service account and a role, and eksctl passes no more.
fn report_ignored(cx: &mut Context<'_>, name: &str, association: &Located<PodIdentityAssociation>) {
    let written = [
        ("createServiceAccount", association.create_service_account.as_ref().map(|it| &it.at)),
        ("disableSessionTags", association.disable_session_tags.as_ref().map(|it| &it.at)),
        ("policy", association.policy.as_ref().map(|it| &it.at)),
        ("targetRoleARN", association.target_role_arn.as_ref().map(|it| &it.at)),
    ];
    for &(field, at) in &written {
        let Some(at) = at else { continue };
        let help =
            "remove it, or write the association in `iam.podIdentityAssociations` instead of the add-on's";
        cx.report
            .raise(
                Code::AddOnFieldIgnored,
                at,
                format_args!("`{field}` has no effect on an association of add-on `{name}`"),
            )
            .arg("addOn", name)
            .arg("field", field)
            .help(help);
    }
}

/// The role by OIDC that is written: one that this file makes, one that stands already, or one of the add-on's own.
fn irsa(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    name: &str,
    item: &Located<Written>,
    known: Option<&AddOnIam>,
) -> usize {
    let purpose = format!("the role of add-on {name}");
    if let Some(arn) = filled(&item.service_account_role_arn) {
        let role_name = roles::last_part(arn);
        // A role of another account is not this file's, whatever its name.
        let account = arn.split(':').nth(4);
        let ours = cx.account.as_deref().is_none_or(|ours| account == Some(ours));
        let made =
            roles.iter().position(|role| ours && role.existing.is_none() && role.role_name == role_name);
        return made.unwrap_or_else(|| roles::existing(roles, arn, &purpose));
    }
    let mut policies = Policies::default();
    policies.by_arns(cx, item.attach_policy_arns.as_ref());
    policies.document(item.attach_policy.as_ref(), None);
    policies.switched_on(cx, item.well_known_policies.as_ref());
    let chosen = item.namespace_config.as_ref().and_then(|config| filled(&config.namespace));
    let chosen = chosen.map(|namespace| namespace.value.as_str());
    let namespace = chosen.or(known.and_then(|known| known.namespace)).unwrap_or(NAMESPACE);
    let account = known.and_then(|known| known.service_account);
    if account.is_none() {
        cx.assume(
            format_args!("service account of add-on {name}"),
            &format!("any of {namespace}"),
            "no source says which service account it has",
            "the role trusts the namespace",
        );
    }
    let trust = Trust::account(namespace, account.unwrap_or("*"));
    own(cx, roles, format!("add-on.{name}"), purpose, trust, policies, Some(item), Origin::field(&item.at))
}

#[allow(clippy::too_many_arguments, reason = "a role has that many parts")]
fn own(
    cx: &mut Context<'_>,
    roles: &mut Vec<Role>,
    name: String,
    purpose: String,
    trust: Trust,
    policies: Policies,
    item: Option<&Located<Written>>,
    origin: Origin,
) -> usize {
    let mut role = NewRole::new(name, purpose, trust, policies, origin);
    role.boundary = item.and_then(|item| item.permissions_boundary.as_ref());
    role.add(cx, roles)
}

/// What eksctl would choose where no rights are written.
fn by_default(
    cx: &mut Context<'_>,
    around: &Surroundings<'_>,
    roles: &mut Vec<Role>,
    name: &str,
    item: Option<&Located<Written>>,
    known: &AddOnIam,
) -> Option<AddOnIdentity> {
    let is_its = |it: &PodIdentity| {
        Some(it.service_account.as_str()) == known.service_account
            && it.namespace == known.namespace.unwrap_or(NAMESPACE)
    };
    if let Some(at) = around.pod_identities.iter().position(is_its) {
        return Some(AddOnIdentity::Associated(at));
    }
    let mine = item.and_then(|item| item.use_default_pod_identity_associations.as_ref());
    let config = cx.spec.addons_config.as_ref();
    let all = config.and_then(|config| config.auto_apply_pod_identity_associations.as_ref());
    let is_on = |wish: &&Located<bool>| wish.value;
    let wish = mine.filter(is_on).or(all.filter(is_on));
    if let (Some(account), Some(namespace), false) =
        (known.service_account, known.namespace, known.policies.is_empty())
    {
        let purpose = format!("the role of add-on {name}");
        let recommended = |cx: &mut Context<'_>, origin: &Origin| {
            let mut policies = Policies::default();
            if name == ipv6::CNI && is_ipv6(cx.spec) {
                policies.of_add_on(cx, ipv6::POLICY, origin);
            } else {
                known.policies.iter().for_each(|policy| policies.aws_managed(policy, origin));
            }
            policies
        };
        if let Some(wish) = wish.filter(|_| known.pod_identity) {
            let origin = Origin::field(&wish.at);
            let (part, policies) = (format!("add-on.{name}.{account}"), recommended(cx, &origin));
            let role = own(cx, roles, part, purpose, Trust::PodIdentity, policies, item, origin);
            let service_account = account.to_owned();
            return Some(AddOnIdentity::PodIdentity(vec![AddOnAssociation { service_account, role }]));
        }
        if around.has_oidc && GIVEN_BY_OIDC.contains(&name) {
            let origin = item.map_or_else(Origin::default_value, |item| Origin::field(&item.at));
            let trust = Trust::account(namespace, account);
            let policies = recommended(cx, &Origin::default_value());
            let role = own(cx, roles, format!("add-on.{name}"), purpose, trust, policies, item, origin);
            return Some(AddOnIdentity::Irsa(role));
        }
    }
    from_nodes(cx, around, roles, name, Some(known))
}

/// The rights of the nodes, if all of them have what the add-on needs.
fn from_nodes(
    cx: &mut Context<'_>,
    around: &Surroundings<'_>,
    roles: &[Role],
    name: &str,
    known: Option<&AddOnIam>,
) -> Option<AddOnIdentity> {
    let known = known.filter(|known| !known.policies.is_empty())?;
    if around.node_groups.is_empty() {
        // Without nodes there are no pods of the CNI that could want rights.
        return (name == "vpc-cni").then_some(AddOnIdentity::NodeRole);
    }
    let mut unseen = Vec::new();
    for group in around.node_groups {
        match group.role.and_then(|role| roles.get(role)).filter(|role| role.existing.is_none()) {
            Some(role) if name == ipv6::CNI && is_ipv6(cx.spec) => {
                if !ipv6::assigns_addresses(role) {
                    return None;
                }
            }
            Some(role) if roles::carries(role, known.policies) => {}
            // Roles for nodes carry the rights of the CNI by custom, and those of no other add-on.
            None if name == "vpc-cni" => unseen.push(group.name.as_str()),
            _ => return None,
        }
    }
    if !unseen.is_empty() {
        let why = format!("the roles of these node groups stand already: {}", unseen.join(", "));
        cx.assume(
            format_args!("rights of add-on {name}"),
            "on the roles of the nodes",
            &why,
            "what EKS asks of such roles",
        );
    }
    Some(AddOnIdentity::NodeRole)
}

fn report_no_rights(cx: &mut Context<'_>, name: &str, item: Option<&Located<Written>>, known: &AddOnIam) {
    let place = item.map_or(&NOWHERE, |item| item.name.as_ref().map_or(&item.at, |name| &name.at));
    let policies = named::names(known.policies, |policy| roles::last_part(policy));
    let message = match policies.is_empty() {
        _ if name == ipv6::CNI && is_ipv6(cx.spec) => {
            format!("add-on `{name}` needs to assign IPv6 addresses to the nodes and gets no rights")
        }
        true => format!("add-on `{name}` needs rights that only its user can write down, and gets none"),
        false => format!("add-on `{name}` needs `{}` and gets no rights", policies.join("` and `")),
    };
    let help = match (known.pod_identity && !policies.is_empty(), policies.is_empty()) {
        (true, _) => "write `useDefaultPodIdentityAssociations: true`, and add `eks-pod-identity-agent`",
        (false, false) => "write `iam.withOIDC: true` and `attachPolicyARNs`, or `podIdentityAssociations`",
        (false, true) => "write `podIdentityAssociations` with a `permissionPolicy`",
    };
    cx.report.raise(Code::AddOnNoRights, place, message).arg("addOn", name).help(help);
}
