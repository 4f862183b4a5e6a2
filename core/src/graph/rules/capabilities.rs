//! Capabilities: their role, their way into the cluster, and what they leave behind.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::builder::New;
use crate::graph::{Index, Subject};
use crate::terms::ResourceKind as Kind;
use crate::topology::access::Principal;

pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    for (index, capability) in topology.capabilities.iter().enumerate() {
        let subject = Subject::Capability(index);
        let new = New::customer(Kind::Capability, &capability.name, &capability.origin, subject);
        let handle = builder.add(new.named("capability"));
        builder.edge(handles.cluster, handle, reason::CAPABILITY_NEEDS_CLUSTER);
        builder.edge(handles.roles[capability.role], handle, reason::CAPABILITY_NEEDS_ROLE);
        let policies = &handles.role_policies[capability.role];
        builder.edges(policies, handle, reason::CAPABILITY_NEEDS_POLICY);
        let managed = New::in_cluster(
            Kind::CapabilityResources,
            &capability.name,
            handle,
            Subject::CapabilityResources(index),
        );
        let managed = builder.add(managed.called(format!("what {} manages", capability.name)));
        builder.edge(managed, handle, reason::MANAGED_BEFORE_CAPABILITY);
        let entry = entry(builder, handles, capability.role, handle);
        for (position, policy) in capability.policies.iter().enumerate() {
            let short = policy.arn.rsplit('/').next().unwrap_or(&policy.arn);
            let name = format!("capability.{}.{short}", capability.name);
            let subject = Subject::CapabilityPolicy { capability: index, policy: position };
            let new = New::customer(Kind::AccessPolicyAssociation, &name, &policy.origin, subject);
            let association = builder.add(new.called(format!("{short} of {}", capability.name)));
            builder.edge(handles.cluster, association, reason::NEEDS_ACTIVE_CLUSTER);
            builder.edge(entry, association, reason::POLICY_NEEDS_ENTRY);
            builder.edge(managed, association, reason::MANAGED_BEFORE_RIGHT);
            handles.associations.push(association);
        }
        handles.capabilities.push(handle);
    }
}

/// The entry of the capability's role: a written one comes first, else EKS makes one with the first that takes the role.
fn entry(builder: &mut Builder<'_>, handles: &mut Handles, role: usize, capability: Index) -> Index {
    let topology = builder.topology;
    let is_its = |principal: &Principal| match principal {
        Principal::Role(other) => *other == role,
        Principal::Arn(arn) => topology.roles[role].existing.as_ref() == Some(arn),
    };
    let mut entries = topology.access.entries.iter().zip(&handles.entries);
    if let Some((_, &entry)) = entries.find(|(entry, _)| is_its(&entry.principal)) {
        builder.edge(entry, capability, reason::ENTRY_BEFORE_CAPABILITY);
        return entry;
    }
    let name = &topology.roles[role].name;
    handles.eks_entries.get_or_add(name, || {
        let subject = Subject::EksMadeEntry(role);
        let new = New::aws(Kind::AccessEntry, &format!("eks.{name}"), capability, subject);
        builder.add(new.called_by("the entry that EKS makes for", &topology.roles[role].purpose))
    })
}
