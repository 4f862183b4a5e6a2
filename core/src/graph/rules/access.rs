//! Access entries, `aws-auth`, service accounts, Pod Identity associations, login providers.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::builder::{New, Shared};
use crate::graph::{Index, Subject};
use crate::terms::ResourceKind as Kind;
use crate::topology::access::{AwsAuthSubject, Principal};

/// Namespaces that every cluster has.
const STANDING_NAMESPACES: [&str; 4] = ["default", "kube-node-lease", "kube-public", "kube-system"];

pub(super) fn add_entries(builder: &mut Builder<'_>, handles: &mut Handles) {
    let access = &builder.topology.access;
    for (index, entry) in access.entries.iter().enumerate() {
        let new = New::customer(Kind::AccessEntry, &entry.name, &entry.origin, Subject::AccessEntry(index));
        let handle = builder.add(new.called(format!("access entry {}", entry.name)));
        builder.edge(handles.cluster, handle, &reason::NEEDS_ACTIVE_CLUSTER);
        if let Principal::Role(role) = entry.principal {
            builder.edge(handles.roles[role], handle, &reason::ENTRY_NEEDS_ROLE);
        }
        for (position, policy) in entry.policies.iter().enumerate() {
            let short = policy.arn.rsplit('/').next().unwrap_or(&policy.arn);
            let name = format!("{}.{short}", entry.name);
            let subject = Subject::AccessPolicy { entry: index, policy: position };
            let new = New::customer(Kind::AccessPolicyAssociation, &name, &policy.origin, subject);
            let association = builder.add(new.called(format!("{short} of {}", entry.name)));
            builder.edge(handle, association, &reason::POLICY_NEEDS_ENTRY);
            handles.associations.push(association);
            if policy.is_cluster_admin() {
                handles.admins.push(association);
            }
        }
        handles.entries.push(handle);
    }
    for (index, provider) in access.identity_providers.iter().enumerate() {
        let subject = Subject::IdentityProvider(index);
        let new = New::customer(Kind::IdentityProvider, &provider.name, &provider.origin, subject);
        let handle = builder.add(new.called(format!("login provider {}", provider.name)));
        builder.edge(handles.cluster, handle, &reason::NEEDS_ACTIVE_CLUSTER);
        handles.identity_providers.push(handle);
    }
    for (index, identity) in access.pod_identities.iter().enumerate() {
        let name = format!("{}.{}", identity.namespace, identity.service_account);
        let subject = Subject::PodIdentity(index);
        let new = New::customer(Kind::PodIdentityAssociation, &name, &identity.origin, subject);
        let called = format!("pod identity of {}/{}", identity.namespace, identity.service_account);
        let handle = builder.add(new.called(called));
        builder.edge(handles.cluster, handle, &reason::NEEDS_ACTIVE_CLUSTER);
        builder.edge(handles.roles[identity.role], handle, &reason::ASSOCIATION_NEEDS_ROLE);
        handles.associations.push(handle);
        handles.pod_identities.push(handle);
    }
}

/// What is made by the Kubernetes API.
pub(super) fn add_objects(builder: &mut Builder<'_>, handles: &mut Handles) {
    let access = &builder.topology.access;
    if let Some(first) = access.aws_auth.first() {
        let new = New::kubernetes(Kind::AwsAuth, "main", &first.origin, Subject::AwsAuth);
        let handle = builder.add(new.called("aws-auth"));
        for entry in &access.aws_auth {
            if let AwsAuthSubject::Role(role) = entry.subject {
                builder.edge(handles.roles[role], handle, &reason::MAPPING_NEEDS_ROLE);
            }
        }
        handles.aws_auth = Some(handle);
        add_object(builder, handles, handle);
    }
    let mut namespaces = Shared::default();
    for (index, account) in access.service_accounts.iter().enumerate() {
        if account.role_only {
            continue;
        }
        let name = format!("{}.{}", account.namespace, account.name);
        let new =
            New::kubernetes(Kind::ServiceAccount, &name, &account.origin, Subject::ServiceAccount(index));
        let handle =
            builder.add(new.called(format!("service account {}/{}", account.namespace, account.name)));
        if let Some(role) = account.role {
            builder.edge(handles.roles[role], handle, &reason::ANNOTATION_NEEDS_ROLE);
        }
        if !STANDING_NAMESPACES.contains(&account.namespace.as_str()) {
            let namespace = namespaces.get_or_add(&account.namespace, || {
                let subject = Subject::Namespace(index);
                let new = New::kubernetes(Kind::Namespace, &account.namespace, &account.origin, subject);
                builder.add(new.called(format!("namespace {}", account.namespace)))
            });
            builder.edge(namespace, handle, &reason::OBJECT_NEEDS_NAMESPACE);
        }
        add_object(builder, handles, handle);
    }
    let namespaces: Vec<Index> = namespaces.iter().map(|(_, handle)| handle).collect();
    for namespace in namespaces {
        add_object(builder, handles, namespace);
    }
}

fn add_object(builder: &mut Builder<'_>, handles: &mut Handles, handle: Index) {
    builder.edge(handles.cluster, handle, &reason::OBJECT_NEEDS_CLUSTER);
    match handles.creator_admin {
        Some(admin) => builder.edge(admin, handle, &reason::OBJECT_NEEDS_ADMIN),
        None if !handles.admins.is_empty() => {
            let name = format!("admin-for-{}", handles.objects.len());
            builder.any_of(&name, &handles.admins, handle, &reason::OBJECT_NEEDS_ANY_ADMIN);
        }
        None => {}
    }
    handles.objects.push(handle);
}
