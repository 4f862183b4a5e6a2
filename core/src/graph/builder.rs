//! Collects resources and edges, then puts both into their order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Edge, Graph, Index, Resource, Subject};
use crate::catalog::Reason;
use crate::diagnostic::Report;
use crate::id::{ResourceId, in_byte_order};
use crate::terms::{EdgeKind, Owner, ResourceKind};
use crate::topology::{Origin, Topology};

/// A graph that is being built. Resources are known by the order in which they were added.
pub(super) struct Builder<'t> {
    pub(super) topology: &'t Topology,
    resources: Vec<New>,
    edges: Vec<Edge>,
    groups: Vec<Arc<str>>,
}

/// A resource about to be added. Behind a pointer, and each word about it is a function of its own: every rule makes some.
pub(super) struct New(Box<Resource>);

impl New {
    /// A resource of the customer's, made by the plan.
    #[inline(never)]
    pub(super) fn customer(kind: ResourceKind, name: &str, origin: &Origin, subject: Subject) -> Self {
        Self::owned(Owner::Customer, kind, name, origin, subject)
    }

    /// An object inside the cluster, made by the plan.
    #[inline(never)]
    pub(super) fn kubernetes(kind: ResourceKind, name: &str, origin: &Origin, subject: Subject) -> Self {
        Self::owned(Owner::Kubernetes, kind, name, origin, subject)
    }

    /// What AWS makes by itself when `maker` is made.
    #[inline(never)]
    pub(super) fn aws(kind: ResourceKind, name: &str, maker: Index, subject: Subject) -> Self {
        Self::owned(Owner::Aws, kind, name, &Origin::aws(), subject).made_by(maker)
    }

    /// What something inside the cluster makes by itself when `maker` is made.
    #[inline(never)]
    pub(super) fn in_cluster(kind: ResourceKind, name: &str, maker: Index, subject: Subject) -> Self {
        Self::owned(Owner::Kubernetes, kind, name, &Origin::aws(), subject).made_by(maker)
    }

    #[inline(never)]
    fn owned(owner: Owner, kind: ResourceKind, name: &str, origin: &Origin, subject: Subject) -> Self {
        Self(Box::new(Resource {
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
        }))
    }

    fn made_by(mut self, maker: Index) -> Self {
        self.0.made_by = Some(maker);
        self
    }

    /// Somebody else's than its kind's.
    pub(super) fn owned_by(mut self, owner: Owner) -> Self {
        self.0.owner = owner;
        self
    }

    /// What people call it in a sentence.
    #[inline(never)]
    pub(super) fn called(mut self, name: impl Into<String>) -> Self {
        self.0.called = name.into();
        self
    }

    /// The same: what it is, and its name.
    #[inline(never)]
    pub(super) fn named(mut self, what: &str) -> Self {
        self.0.called = [what, " ", &self.0.name].concat();
        self
    }

    /// The same: what it is, and a name that people give it.
    #[inline(never)]
    pub(super) fn called_by(self, what: &str, name: &str) -> Self {
        self.called([what, " ", name].concat())
    }

    /// Marks what stands already; `known` is its id or ARN, empty if the input does not say it.
    #[inline(never)]
    pub(super) fn existing(mut self, known: Option<&str>) -> Self {
        if let Some(known) = known {
            self.0.existing = true;
            self.0.known = (!known.is_empty()).then(|| known.to_owned());
        }
        self
    }
}

impl<'t> Builder<'t> {
    pub(super) fn new(topology: &'t Topology) -> Self {
        Self { topology, resources: Vec::new(), edges: Vec::new(), groups: Vec::new() }
    }

    #[inline(never)]
    pub(super) fn add(&mut self, new: New) -> Index {
        self.resources.push(new);
        Index::try_from(self.resources.len() - 1).unwrap_or(Index::MAX)
    }

    /// Joins two resources, and in the other relation by the reason that `reason` names for it.
    #[inline(never)]
    pub(super) fn edge(&mut self, from: Index, to: Index, reason: Reason) {
        self.edges.push(Edge { from, to, reason, group: None, note: None });
        if let Some(on_delete) = reason.on_delete() {
            self.edges.push(Edge { from: to, to: from, reason: on_delete, group: None, note: None });
        }
    }

    /// The same if there is one to come first.
    #[inline(never)]
    pub(super) fn edge_if(&mut self, from: Option<Index>, to: Index, reason: Reason) {
        if let Some(from) = from {
            self.edge(from, to, reason);
        }
    }

    /// The same for each that comes first.
    #[inline(never)]
    pub(super) fn edges(&mut self, from: &[Index], to: Index, reason: Reason) {
        for &from in from {
            self.edge(from, to, reason);
        }
    }

    /// The same for those of `all` that stand at `places`.
    #[inline(never)]
    pub(super) fn edges_at(&mut self, all: &[Index], places: &[usize], to: Index, reason: Reason) {
        for &place in places {
            self.edge(all[place], to, reason);
        }
    }

    /// `to` needs one of `members`.
    #[inline(never)]
    pub(super) fn any_of(&mut self, name: &str, members: &[Index], to: Index, reason: Reason) {
        let group = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        self.groups.push(name.into());
        for &from in members {
            self.edges.push(Edge { from, to, reason, group: Some(group), note: None });
            if let Some(on_delete) = reason.on_delete() {
                let group = (on_delete.kind() == EdgeKind::AnyOf).then_some(group);
                self.edges.push(Edge { from: to, to: from, reason: on_delete, group, note: None });
            }
        }
    }

    /// Resources by id, edges by place and code; what was said twice is said once.
    pub(super) fn finish(self) -> Graph<'t> {
        let Self { topology, resources, mut edges, groups } = self;
        let ids: Vec<&str> = resources.iter().map(|new| new.0.id.as_str()).collect();
        let order = in_byte_order(&ids);
        let mut place = vec![0 as Index; resources.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = Index::try_from(new).unwrap_or(Index::MAX);
        }
        let mut slots: Vec<Option<New>> = resources.into_iter().map(Some).collect();
        let mut sorted = Vec::with_capacity(slots.len());
        for old in order {
            if let Some(New(mut resource)) = slots[old].take() {
                resource.made_by = resource.made_by.map(|maker| place[maker as usize]);
                sorted.push(*resource);
            }
        }
        for edge in &mut edges {
            edge.from = place[edge.from as usize];
            edge.to = place[edge.to as usize];
        }
        sort(&mut edges);
        let mut once: Vec<Edge> = Vec::with_capacity(edges.len());
        for edge in edges {
            let is_said = once.last().is_some_and(|last| {
                (last.from, last.to, last.reason, &last.note) == (edge.from, edge.to, edge.reason, &edge.note)
            });
            if edge.from != edge.to && !is_said {
                once.push(edge);
            }
        }
        Graph { topology, resources: sorted, edges: once, groups, report: Report::default() }
    }
}

/// Edges by place, code and set.
#[inline(never)]
pub(super) fn sort(edges: &mut [Edge]) {
    edges.sort_by_key(|edge| (edge.from, edge.to, edge.reason, edge.group));
}

/// Hands out the resource of a name that several parts share.
#[derive(Default)]
pub(super) struct Shared(BTreeMap<String, Index>);

impl Shared {
    pub(super) fn get_or_add(&mut self, key: &str, add: impl FnOnce() -> Index) -> Index {
        self.find(key).unwrap_or_else(|| self.insert(key, add()))
    }

    #[inline(never)]
    pub(super) fn insert(&mut self, key: &str, index: Index) -> Index {
        self.0.insert(key.to_owned(), index);
        index
    }

    #[inline(never)]
    pub(super) fn find(&self, key: &str) -> Option<Index> {
        self.0.get(key).copied()
    }
}
