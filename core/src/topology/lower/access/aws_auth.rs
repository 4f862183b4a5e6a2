//! Entries of the ConfigMap `aws-auth`.

use crate::catalog;
use crate::diagnostic::{Code, Path, Phase};
use crate::seen::Names;
use crate::spec::{IamIdentityMapping, Located};
use crate::topology::Origin;
use crate::topology::access::{AwsAuthEntry, AwsAuthSubject, ServiceGrant};
use crate::topology::cluster::AuthenticationMode;
use crate::topology::compute::{NodeGroup, NodeGroupKind};
use crate::topology::lower::context::{Context, owned};
use crate::topology::lower::named::{each_once, filled, names, quoted};
use crate::topology::lower::roles::{by_arn, sorted};
use crate::topology::role::Role;

/// The user name of a node, in which the authenticator fills in the name of the instance.
const NODE: &str = "system:node:{{EC2PrivateDNSName}}";

pub(super) fn lower(
    cx: &mut Context<'_>,
    mode: AuthenticationMode,
    node_groups: &[NodeGroup],
    roles: &[Role],
) -> Vec<AwsAuthEntry> {
    let mut entries = match mode {
        AuthenticationMode::ConfigMap => of_nodes(node_groups),
        AuthenticationMode::ApiAndConfigMap | AuthenticationMode::Api => Vec::new(),
    };
    let list = cx.spec.iam_identity_mappings.as_ref();
    if mode == AuthenticationMode::Api {
        if let Some(list) = list.filter(|list| !list.value.is_empty()) {
            let message =
                "identity mappings do not count with `authenticationMode: API`: `aws-auth` is not read";
            let found = cx.report.raise(Code::AccessModeIgnores, &list.at, message);
            let help = "write `accessConfig.accessEntries`, or `authenticationMode: API_AND_CONFIG_MAP`";
            super::label_mode(cx.spec, found.help(help));
        }
        return entries;
    }
    let written_list = list.map_or(&[][..], |list| &list.value[..]);
    check_duplicates(cx, written_list);
    for mapping in written_list {
        if let Some(subject) = subject(cx, roles, mapping) {
            let username = match &subject {
                AwsAuthSubject::Service { service, .. } => Some(service.username.to_owned()),
                _ => owned(&mapping.username),
            };
            entries.push(AwsAuthEntry {
                subject,
                username,
                groups: sorted(mapping.groups.as_ref()),
                origin: Origin::field(&mapping.at),
            });
        }
    }
    entries.sort_unstable_by(|a, b| key(a, roles).cmp(&key(b, roles)));
    entries
}

/// Reports an ARN that is mapped before, where the mapping forbids it.
fn check_duplicates(cx: &mut Context<'_>, list: &[Located<IamIdentityMapping>]) {
    let mut mapped = Names::default();
    for mapping in list {
        let Some(arn) = filled(&mapping.arn) else { continue };
        let forbids = mapping.no_duplicate_arns.as_ref().is_some_and(|it| it.value);
        if !mapped.enter(&arn.value) && forbids {
            cx.report
                .raise(
                    Code::FieldValue,
                    &arn.at,
                    format_args!("`{}` is mapped before, and `noDuplicateARNs` forbids it", arn.value),
                )
                .arg("arn", &arn.value)
                .help("write one mapping with all its groups, or leave `noDuplicateARNs` out")
                .phase(Phase::Run)
                .refused_by("eksctl");
        }
    }
}

/// Nodes of one's own; for managed ones EKS writes the entries.
fn of_nodes(node_groups: &[NodeGroup]) -> Vec<AwsAuthEntry> {
    let mut entries: Vec<AwsAuthEntry> = Vec::new();
    for group in node_groups.iter().filter(|group| group.kind == NodeGroupKind::SelfManaged) {
        let Some(role) = group.role else { continue };
        let subject = AwsAuthSubject::Role(role);
        let mut wanted = vec!["system:bootstrappers".to_owned(), "system:nodes".to_owned()];
        if group.image.windows {
            wanted.insert(0, "eks:kube-proxy-windows".to_owned());
        }
        match entries.iter_mut().find(|entry| entry.subject == subject) {
            Some(entry) => {
                entry.groups.extend(wanted);
                each_once(&mut entry.groups);
            }
            None => entries.push(AwsAuthEntry {
                subject,
                username: Some(NODE.to_owned()),
                groups: wanted,
                origin: Origin::default_value(),
            }),
        }
    }
    entries
}

/// Whom a mapping is about: exactly one of an ARN, an account and a service.
fn subject(
    cx: &mut Context<'_>,
    roles: &[Role],
    mapping: &Located<IamIdentityMapping>,
) -> Option<AwsAuthSubject> {
    let arn = filled(&mapping.arn);
    let account = filled(&mapping.account);
    let service = filled(&mapping.service_name);
    let namespace = filled(&mapping.namespace);
    let groups = !sorted(mapping.groups.as_ref()).is_empty();
    let identity = groups || filled(&mapping.username).is_some();
    match (arn, account, service) {
        (Some(arn), None, None) => {
            if let Some(namespace) = namespace {
                let message = "`namespace` goes with `serviceName`";
                cx.report
                    .raise(Code::MappingMixed, &namespace.at, message)
                    .help("remove it, or write `serviceName`");
            }
            Some(
                by_arn(roles, arn)
                    .map_or_else(|| AwsAuthSubject::Arn(arn.value.clone()), AwsAuthSubject::Role),
            )
        }
        (None, Some(account), None) => {
            if identity || namespace.is_some() {
                let help = "remove all but `account`: each principal keeps its own name";
                cx.report
                    .raise(
                        Code::MappingMixed,
                        &mapping.at,
                        format_args!(
                            "the mapping of account `{}` names more than the account",
                            account.value
                        ),
                    )
                    .arg("account", &account.value)
                    .help(help);
            }
            Some(AwsAuthSubject::Account(account.value.clone()))
        }
        (None, None, Some(service)) => match namespace {
            Some(namespace) => known_service(cx, service)
                .map(|service| AwsAuthSubject::Service { service, namespace: namespace.value.clone() }),
            None => {
                cx.missing(
                    "namespace",
                    &mapping.at,
                    format_args!("the mapping of service `{}` has no namespace", service.value),
                    "add the namespace that the service may use",
                );
                None
            }
        },
        (None, None, None) => {
            let message = "an identity mapping names nobody";
            cx.missing("arn", &mapping.at, message, "write `arn`, `account` or `serviceName`");
            None
        }
        _ => {
            let message = "an identity mapping names more than one of an ARN, an account and a service";
            cx.report.raise(Code::MappingMixed, &mapping.at, message).help("write one mapping for each");
            None
        }
    }
}

fn known_service(cx: &mut Context<'_>, service: &Located<String>) -> Option<&'static catalog::ServiceGrant> {
    let known = catalog::service_grant(service);
    if known.is_none() {
        let names = names(catalog::service_grants(), |known| known.service);
        cx.refuse(
            &service.at,
            format_args!("service `{}` is not one that is let into a namespace", service.value),
            format_args!("known are {}", quoted(&names)),
        );
    }
    known
}

/// What services get in their namespaces: each once, however often it is mapped.
pub(super) fn service_grants(entries: &[AwsAuthEntry]) -> Vec<ServiceGrant> {
    let mut grants: Vec<ServiceGrant> = Vec::new();
    for entry in entries {
        let AwsAuthSubject::Service { service, namespace } = &entry.subject else { continue };
        let key = (namespace.as_str(), service.service);
        let after = grants.iter().position(|it| (it.namespace.as_str(), it.service.service) >= key);
        let at = after.unwrap_or(grants.len());
        if grants.get(at).is_none_or(|it| (it.namespace.as_str(), it.service.service) != key) {
            let (namespace, origin) = (namespace.clone(), entry.origin.clone());
            grants.insert(at, ServiceGrant { service, namespace, origin });
        }
    }
    grants
}

type Key<'k> = (u8, &'k str, &'k str, Option<&'k str>, &'k [String], Option<&'k Path>);

fn key<'k>(entry: &'k AwsAuthEntry, roles: &'k [Role]) -> Key<'k> {
    let (kind, name, namespace) = match &entry.subject {
        AwsAuthSubject::Role(role) => (0, roles.get(*role).map_or("", |it| it.name.as_str()), ""),
        AwsAuthSubject::Arn(arn) => (0, arn.as_str(), ""),
        AwsAuthSubject::Account(account) => (1, account.as_str(), ""),
        AwsAuthSubject::Service { service, namespace } => (2, service.service, namespace.as_str()),
    };
    let place = entry.origin.place.as_ref().map(|place| &place.path);
    (kind, name, namespace, entry.username.as_deref(), &entry.groups, place)
}
