//! The dependency graph: resources joined by typed, reasoned edges.
//!
//! Create and delete are two relations over the same resources, each with its own edges. [`Graph::build`] makes both
//! from a [`Topology`]; what stands in `rules` says which edges there are, and `core/data/reasons.toml` says why.

mod builder;
mod cycle;
mod query;
mod resource;
mod rules;

use std::borrow::Cow;
use std::sync::Arc;

pub use cycle::{Cycle, Hop};
pub use query::Direction;
pub use resource::{Hidden, Resource, Subject};

use crate::catalog::Reason;
use crate::diagnostic::Report;
use crate::terms::{EdgeKind, Relation};
use crate::topology::Topology;
use crate::topology::pods::PodNeeds;

/// A resource's place in [`Graph::resources`].
pub type Index = u32;

/// A reason for an order, between two resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// What comes first (create) or goes first (delete).
    pub from: Index,
    /// What comes after.
    pub to: Index,
    /// Why, and what it means.
    pub reason: Reason,
    /// The set of which one is enough: an index into [`Graph::groups`].
    pub group: Option<u32>,
    /// The user's own words, on an edge of the user's own.
    pub note: Option<Arc<str>>,
}

impl Edge {
    /// The order that it belongs to.
    pub fn relation(&self) -> Relation {
        self.reason.relation()
    }

    /// What it means.
    pub fn kind(&self) -> EdgeKind {
        self.reason.kind()
    }
}

/// A cluster's resources and the edges between them.
#[derive(Debug)]
pub struct Graph<'t> {
    topology: &'t Topology,
    resources: Vec<Resource>,
    edges: Vec<Edge>,
    groups: Vec<Arc<str>>,
    report: Report,
}

impl<'t> Graph<'t> {
    /// The graph of a topology.
    pub fn build(topology: &'t Topology) -> Self {
        rules::build(topology)
    }

    /// What was found on the way, taken out: edges of the user's own that name nothing.
    pub fn take_findings(&mut self) -> Report {
        std::mem::take(&mut self.report)
    }

    /// What it was made from.
    pub fn topology(&self) -> &'t Topology {
        self.topology
    }

    /// The resources, by id.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// The edges of both relations, by `from`, `to` and reason code.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Names of the sets of which one is enough.
    pub fn groups(&self) -> &[Arc<str>] {
        &self.groups
    }

    /// The resource with this id.
    pub fn find(&self, id: &str) -> Option<Index> {
        let found = self.resources.binary_search_by(|resource| resource.id.as_str().cmp(id)).ok()?;
        Index::try_from(found).ok()
    }

    /// Why no node group takes these pods: a sentence for each.
    pub fn refusals(&self, needs: &PodNeeds) -> Vec<String> {
        rules::refusals(self.topology, needs)
    }

    /// True if there is a place for these pods, or something that makes one when they wait.
    pub fn has_place(&self, needs: &PodNeeds) -> bool {
        rules::has_place(self.topology, needs)
    }

    /// A resource by its place.
    pub fn resource(&self, index: Index) -> &Resource {
        &self.resources[index as usize]
    }

    /// An edge's id: stable as long as the two resources and the reason are the same.
    pub fn edge_id(&self, edge: &Edge) -> Arc<str> {
        let (from, to) = (self.resource(edge.from), self.resource(edge.to));
        [from.id.as_str(), ">", to.id.as_str(), "#", edge.reason.code()].concat().into()
    }

    /// An edge's reason as a sentence.
    pub fn sentence(&self, edge: &Edge) -> Cow<'static, str> {
        let sentence = edge.reason.sentence();
        match &edge.note {
            Some(note) => note.to_string().into(),
            None if !sentence.contains('{') => sentence.into(),
            None => {
                let sentence = sentence.replace("{from}", &self.resource(edge.from).called);
                sentence.replace("{to}", &self.resource(edge.to).called).into()
            }
        }
    }

    /// The resource whose step makes this one: itself, unless AWS makes it by itself.
    pub fn maker(&self, index: Index) -> Index {
        self.resource(index).made_by.unwrap_or(index)
    }
}
