//! Collects resources and edges, then puts both into their order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Edge, Graph, Index, Resource, Subject};
use crate::catalog::Reason;
use crate::diagnostic::Report;
use crate::id::ResourceId;
use crate::terms::{EdgeKind, Owner, ResourceKind};
use crate::topology::{Origin, Topology};

/// A graph that is being built. Resources are known by the order in which they were added.
pub(super) struct Builder<'t> {
    pub(super) topology: &'t Topology,
    resources: Vec<Resource>,
    edges: Vec<Edge>,
    groups: Vec<Arc<str>>,
}

/// A resource about to be added.
pub(super) struct New {
    resource: Resource,
}

impl New {
    /// A resource of the customer's, made by the plan.
    pub(super) fn customer(kind: ResourceKind, name: &str, origin: &Origin, subject: Subject) -> Self {
        Self::owned(Owner::Customer, kind, name, origin, subject)
    }

    /// An object inside the cluster, made by the plan.
    pub(super) fn kubernetes(kind: ResourceKind, name: &str, origin: &Origin, subject: Subject) -> Self {
        Self::owned(Owner::Kubernetes, kind, name, origin, subject)
    }

    /// What AWS makes by itself when `maker` is made.
    pub(super) fn aws(kind: ResourceKind, name: &str, maker: Index, subject: Subject) -> Self {
        let mut new = Self::owned(Owner::Aws, kind, name, &Origin::aws(), subject);
        new.resource.made_by = Some(maker);
        new
    }

    /// What something inside the cluster makes by itself when `maker` is made.
    pub(super) fn in_cluster(kind: ResourceKind, name: &str, maker: Index, subject: Subject) -> Self {
        let mut new = Self::owned(Owner::Kubernetes, kind, name, &Origin::aws(), subject);
        new.resource.made_by = Some(maker);
        new
    }

    fn owned(owner: Owner, kind: ResourceKind, name: &str, origin: &Origin, subject: Subject) -> Self {
        Self {
            resource: Resource {
                id: ResourceId::new(kind, name),
                kind,
                name: name.to_owned(),
                called: name.to_owned(),
                owner,
                origin: origin.clone(),
                existing: false,
                known: None,
                made_by: None,
                subject,
            },
        }
    }

    /// Somebody else's than its kind's.
    pub(super) fn owned_by(mut self, owner: Owner) -> Self {
        self.resource.owner = owner;
        self
    }

    /// What people call it in a sentence.
    pub(super) fn called(mut self, name: impl Into<String>) -> Self {
        self.resource.called = name.into();
        self
    }

    /// Marks what stands already; `known` is its id or ARN, empty if the input does not say it.
    pub(super) fn existing(mut self, known: Option<&str>) -> Self {
        if let Some(known) = known {
            self.resource.existing = true;
            self.resource.known = (!known.is_empty()).then(|| known.to_owned());
        }
        self
    }
}

impl<'t> Builder<'t> {
    pub(super) fn new(topology: &'t Topology) -> Self {
        Self { topology, resources: Vec::new(), edges: Vec::new(), groups: Vec::new() }
    }

    pub(super) fn add(&mut self, new: New) -> Index {
        self.resources.push(new.resource);
        Index::try_from(self.resources.len() - 1).unwrap_or(Index::MAX)
    }

    /// Joins two resources, and in the other relation by the reason that `reason` names for it.
    pub(super) fn edge(&mut self, from: Index, to: Index, reason: &'static Reason) {
        self.edges.push(Edge { from, to, reason, group: None, note: None });
        if let Some(on_delete) = reason.on_delete {
            self.edges.push(Edge { from: to, to: from, reason: on_delete, group: None, note: None });
        }
    }

    pub(super) fn edges(
        &mut self,
        from: impl IntoIterator<Item = Index>,
        to: Index,
        reason: &'static Reason,
    ) {
        for from in from {
            self.edge(from, to, reason);
        }
    }

    /// `to` needs one of `members`.
    pub(super) fn any_of(&mut self, name: &str, members: &[Index], to: Index, reason: &'static Reason) {
        let group = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        self.groups.push(name.into());
        for &from in members {
            self.edges.push(Edge { from, to, reason, group: Some(group), note: None });
            if let Some(on_delete) = reason.on_delete {
                let group = (on_delete.kind == EdgeKind::AnyOf).then_some(group);
                self.edges.push(Edge { from: to, to: from, reason: on_delete, group, note: None });
            }
        }
    }

    /// Resources by id, edges by place and code; what was said twice is said once.
    pub(super) fn finish(self) -> Graph<'t> {
        let Self { topology, resources, mut edges, groups } = self;
        let mut order: Vec<usize> = (0..resources.len()).collect();
        order.sort_by(|&a, &b| resources[a].id.cmp(&resources[b].id));
        let mut place = vec![0 as Index; resources.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = Index::try_from(new).unwrap_or(Index::MAX);
        }
        let mut slots: Vec<Option<Resource>> = resources.into_iter().map(Some).collect();
        let mut sorted = Vec::with_capacity(slots.len());
        for old in order {
            if let Some(mut resource) = slots[old].take() {
                resource.made_by = resource.made_by.map(|maker| place[maker as usize]);
                sorted.push(resource);
            }
        }
        for edge in &mut edges {
            edge.from = place[edge.from as usize];
            edge.to = place[edge.to as usize];
        }
        edges.retain(|edge| edge.from != edge.to);
        edges.sort_by(|a, b| {
            (a.from, a.to, a.reason.code, a.group).cmp(&(b.from, b.to, b.reason.code, b.group))
        });
        edges.dedup_by(|a, b| {
            (a.from, a.to, a.reason.code, &a.note) == (b.from, b.to, b.reason.code, &b.note)
        });
        Graph { topology, resources: sorted, edges, groups, report: Report::default() }
    }
}

/// Hands out the resource of a name that several parts share.
#[derive(Default)]
pub(super) struct Shared(BTreeMap<String, Index>);

impl Shared {
    pub(super) fn get_or_add(&mut self, key: &str, add: impl FnOnce() -> Index) -> Index {
        if let Some(&index) = self.0.get(key) {
            return index;
        }
        let index = add();
        self.0.insert(key.to_owned(), index);
        index
    }

    pub(super) fn find(&self, key: &str) -> Option<Index> {
        self.0.get(key).copied()
    }
}
