//! Access entries, `aws-auth`, service accounts, Pod Identity associations, login providers.

use super::{Builder, Handles};
use crate::catalog::{Reason, reason};
use crate::graph::builder::New;
use crate::graph::{Index, Subject};
use crate::terms::ResourceKind as Kind;
use crate::topology::Origin;
use crate::topology::access::{AwsAuthSubject, Principal, STANDING_NAMESPACES};

pub(super) fn add_entries(builder: &mut Builder<'_>, handles: &mut Handles) {
    let access = &builder.topology.access;
    for (index, entry) in access.entries.iter().enumerate() {
        let new = New::customer(Kind::AccessEntry, &entry.name, &entry.origin, Subject::AccessEntry(index));
        let handle = builder.add(new.named("access entry"));
        builder.edge(handles.cluster, handle, reason::NEEDS_ACTIVE_CLUSTER);
        if let Principal::Role(role) = entry.principal {
            builder.edge(handles.roles[role], handle, reason::ENTRY_NEEDS_ROLE);
        }
        for (position, policy) in entry.policies.iter().enumerate() {
            let short = policy.arn.rsplit('/').next().unwrap_or(&policy.arn);
            let name = format!("{}.{short}", entry.name);
            let subject = Subject::AccessPolicy { entry: index, policy: position };
            let new = New::customer(Kind::AccessPolicyAssociation, &name, &policy.origin, subject);
            let association = builder.add(new.called(format!("{short} of {}", entry.name)));
            builder.edge(handle, association, reason::POLICY_NEEDS_ENTRY);
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
        let handle = builder.add(new.named("identity provider"));
        builder.edge(handles.cluster, handle, reason::NEEDS_ACTIVE_CLUSTER);
        let cluster = &builder.topology.cluster;
        if cluster.leaves_by_own_routes() {
            for &subnet in &cluster.subnets {
                builder.edges(&handles.egress[subnet], handle, reason::CONTROL_PLANE_NEEDS_EGRESS);
            }
        }
        handles.identity_providers.push(handle);
    }
    for (index, identity) in access.pod_identities.iter().enumerate() {
        let name = format!("{}.{}", identity.namespace, identity.service_account);
        let subject = Subject::PodIdentity(index);
        let new = New::customer(Kind::PodIdentityAssociation, &name, &identity.origin, subject);
        let called = format!("pod identity of {}/{}", identity.namespace, identity.service_account);
        let handle = builder.add(new.called(called));
        builder.edge(handles.cluster, handle, reason::NEEDS_ACTIVE_CLUSTER);
        builder.edge(handles.roles[identity.role], handle, reason::ASSOCIATION_NEEDS_ROLE);
        handles.associations.push(handle);
        handles.pod_identities.push(handle);
    }
}

/// `to` waits for the entries of a role that the input names.
pub(super) fn need_entries(
    builder: &mut Builder<'_>,
    handles: &Handles,
    role: usize,
    to: Index,
    reason: Reason,
) {
    for (entry, &at) in builder.topology.access.entries.iter().zip(&handles.entries) {
        if entry.principal == Principal::Role(role) {
            builder.edge(at, to, reason);
        }
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
                builder.edge(handles.roles[role], handle, reason::MAPPING_NEEDS_ROLE);
            }
        }
        handles.aws_auth = Some(handle);
        add_object(builder, handles, handle);
    }
    let namespaces = add_namespaces(builder);
    for (index, account) in access.service_accounts.iter().enumerate() {
        if account.role_only {
            handles.service_accounts.push(None);
            continue;
        }
        let name = format!("{}.{}", account.namespace, account.name);
        let new =
            New::kubernetes(Kind::ServiceAccount, &name, &account.origin, Subject::ServiceAccount(index));
        let handle =
            builder.add(new.called(format!("service account {}/{}", account.namespace, account.name)));
        if let Some(role) = account.role {
            builder.edge(handles.roles[role], handle, reason::ANNOTATION_NEEDS_ROLE);
        }
        builder.edge_if(find(&namespaces, &account.namespace), handle, reason::OBJECT_NEEDS_NAMESPACE);
        add_object(builder, handles, handle);
        handles.service_accounts.push(Some(handle));
    }
    for (index, grant) in access.service_grants.iter().enumerate() {
        let service = grant.service.service;
        let name = format!("{}.{service}", grant.namespace);
        let new = New::kubernetes(Kind::KubernetesRole, &name, &grant.origin, Subject::ServiceRole(index));
        let role = builder.add(new.called(format!("role {}/{service}", grant.namespace)));
        let subject = Subject::ServiceRoleBinding(index);
        let new = New::kubernetes(Kind::KubernetesRoleBinding, &name, &grant.origin, subject);
        let binding = builder.add(new.called(format!("role binding {}/{service}", grant.namespace)));
        builder.edge(role, binding, reason::BINDING_NEEDS_ROLE);
        for object in [role, binding] {
            builder.edge_if(find(&namespaces, &grant.namespace), object, reason::OBJECT_NEEDS_NAMESPACE);
            add_object(builder, handles, object);
        }
    }
    for (name, namespace) in namespaces {
        add_object(builder, handles, namespace);
        handles.namespaces.insert(name, namespace);
    }
}

fn find(namespaces: &[(&str, Index)], name: &str) -> Option<Index> {
    let at = namespaces.binary_search_by_key(&name, |&(name, _)| name).ok()?;
    Some(namespaces[at].1)
}

/// By name.
fn add_namespaces<'t>(builder: &mut Builder<'t>) -> Vec<(&'t str, Index)> {
    let mut namespaces = Vec::new();
    for (index, (name, origin)) in builder.topology.access.namespaces().into_iter().enumerate() {
        let new = New::kubernetes(Kind::Namespace, name, origin, Subject::Namespace(index));
        namespaces.push((name, builder.add(new.named("namespace"))));
    }
    namespaces
}

/// What stands in a namespace waits for it; one that no cluster has by itself is made once.
pub(super) fn add_namespace(
    builder: &mut Builder<'_>,
    handles: &mut Handles,
    name: &str,
    origin: &Origin,
    subject: Subject,
    within: Index,
) {
    if STANDING_NAMESPACES.contains(&name) {
        return;
    }
    let known = handles.namespaces.find(name);
    let namespace = known.unwrap_or_else(|| {
        let new = New::kubernetes(Kind::Namespace, name, origin, subject);
        let namespace = builder.add(new.named("namespace"));
        handles.namespaces.insert(name, namespace);
        add_object(builder, handles, namespace);
        namespace
    });
    builder.edge(namespace, within, reason::OBJECT_NEEDS_NAMESPACE);
}

/// What is made by the Kubernetes API waits for the cluster, and for somebody who may call it.
pub(super) fn add_object(builder: &mut Builder<'_>, handles: &mut Handles, handle: Index) {
    builder.edge(handles.cluster, handle, reason::OBJECT_NEEDS_CLUSTER);
    match handles.creator_admin {
        Some(admin) => builder.edge(admin, handle, reason::OBJECT_NEEDS_ADMIN),
        None if !handles.admins.is_empty() => {
            let name = format!("admin-for-{}", handles.objects.len());
            builder.any_of(&name, &handles.admins, handle, reason::OBJECT_NEEDS_ANY_ADMIN);
        }
        None => {}
    }
    handles.objects.push(handle);
}
