//! Add-ons: their rights, what they need from each other, and where their pods run.

use super::{Builder, Handles, capacity};
use crate::catalog::{self, reason};
use crate::graph::builder::New;
use crate::graph::{Index, Subject};
use crate::terms::ResourceKind as Kind;
use crate::topology::add_on::{AddOn, AddOnIdentity};

/// The add-on that hands credentials to pods.
const POD_IDENTITY_AGENT: &str = "eks-pod-identity-agent";

pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let add_ons = &builder.topology.add_ons;
    for (index, add_on) in add_ons.iter().enumerate() {
        let new = New::customer(Kind::AddOn, &add_on.name, &add_on.origin, Subject::AddOn(index));
        let handle = builder.add(new.called(&add_on.name));
        builder.edge(handles.cluster, handle, reason::NEEDS_ACTIVE_CLUSTER);
        add_rights(builder, handles, add_on, handle);
        add_endpoints(builder, handles, add_on, handle);
        handles.add_ons.push(handle);
    }
    for (index, add_on) in add_ons.iter().enumerate() {
        let needs = catalog::add_on(&add_on.name).map_or(&[][..], |known| known.needs);
        for (other, needed) in add_ons.iter().enumerate() {
            let (from, to) = (handles.add_ons[other], handles.add_ons[index]);
            let by_agent =
                matches!(add_on.identity, AddOnIdentity::PodIdentity(_) | AddOnIdentity::Associated(_));
            if needed.name == POD_IDENTITY_AGENT && by_agent {
                builder.edge(from, to, reason::ADD_ON_NEEDS_AGENT);
            } else if needed.name != POD_IDENTITY_AGENT && needs.contains(&needed.name.as_str()) {
                builder.edge(from, to, reason::ADD_ON_NEEDS_ADD_ON);
            }
        }
    }
}

/// Endpoints by which pods of the add-on reach AWS; those on each node start with it, and it needs all of them.
fn add_endpoints(builder: &mut Builder<'_>, handles: &Handles, add_on: &AddOn, handle: Index) {
    if add_on.before_nodes {
        return;
    }
    let known = catalog::add_on(&add_on.name).map_or(&[][..], |known| known.endpoints);
    let by_identity = match add_on.identity {
        AddOnIdentity::None | AddOnIdentity::NodeRole => None,
        AddOnIdentity::Irsa(_) => Some("sts"),
        AddOnIdentity::PodIdentity(_) | AddOnIdentity::Associated(_) => Some("eks-auth"),
    };
    for (endpoint, &at) in builder.topology.network.endpoints.iter().zip(&handles.endpoints) {
        if known.contains(&endpoint.service) || by_identity == Some(endpoint.service) {
            builder.edge(at, handle, reason::ADD_ON_NEEDS_ENDPOINT);
        }
    }
}

fn add_rights(builder: &mut Builder<'_>, handles: &Handles, add_on: &AddOn, handle: Index) {
    let mut need_role = |role: usize| {
        builder.edge(handles.roles[role], handle, reason::ADD_ON_NEEDS_ROLE);
        builder.edges(&handles.role_policies[role], handle, reason::ADD_ON_NEEDS_POLICY);
    };
    match &add_on.identity {
        AddOnIdentity::None | AddOnIdentity::NodeRole => {}
        AddOnIdentity::Irsa(role) => {
            need_role(*role);
            builder.edge_if(handles.oidc_provider, handle, reason::ADD_ON_NEEDS_PROVIDER);
        }
        AddOnIdentity::PodIdentity(associations) => associations.iter().for_each(|it| need_role(it.role)),
        AddOnIdentity::Associated(at) => {
            builder.edge(handles.pod_identities[*at], handle, reason::ADD_ON_NEEDS_ASSOCIATION);
            let role = builder.topology.access.pod_identities[*at].role;
            builder.edges(&handles.role_policies[role], handle, reason::ADD_ON_NEEDS_POLICY);
        }
    }
}

/// Pods of these add-ons need somewhere to run: any one node group or node pool that takes them, or a Fargate profile.
pub(super) fn add_capacity(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    for (add_on, &handle) in topology.add_ons.iter().zip(&handles.add_ons) {
        if add_on.needs_capacity {
            let name = format!("schedulable-for-{}", add_on.name);
            let members = capacity::members(topology, handles, &add_on.pod_needs());
            capacity::seat(builder, handles, &name, &members, handle, reason::NEEDS_SCHEDULABLE_NODE);
        }
    }
}
