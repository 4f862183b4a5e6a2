//! What a rule sees.

use crate::catalog::{self, Date, KubernetesVersion};
use crate::diagnostic::{NOWHERE, Path, Place, Unread};
use crate::graph::Graph;
use crate::spec::{ClusterConfig, Field, NodeGroupBase, PlanConfig, Spec, items};
use crate::topology::Topology;

/// The spec as written, and what was made of it.
#[derive(Debug)]
pub struct Subject<'s> {
    /// The cluster as written.
    pub cluster: &'s ClusterConfig,
    /// What the planner was told beside.
    pub config: &'s PlanConfig,
    /// The day of the plan.
    pub as_of: Date,
    /// The cluster resolved, if it could be.
    pub topology: Option<&'s Topology>,
    /// Its resources and edges.
    pub graph: Option<&'s Graph<'s>>,
    /// Where values stand that could not be read.
    unread: &'s Unread,
}

impl<'s> Subject<'s> {
    /// A spec, the places of it that could not be read, and what was made of it.
    pub fn new(spec: &'s Spec, unread: &'s Unread, as_of: Date, graph: Option<&'s Graph<'s>>) -> Self {
        let topology = graph.map(Graph::topology);
        Self { cluster: &spec.cluster, config: &spec.config, as_of, topology, graph, unread }
    }

    /// The Kubernetes version of the plan.
    pub fn version(&self) -> Option<KubernetesVersion> {
        self.topology.map(|topology| topology.cluster.version)
    }

    /// What the node groups of both kinds have in common, each with its place.
    pub(super) fn node_groups(&self) -> Vec<(&'s Place, &'s NodeGroupBase)> {
        let mut all = Vec::new();
        all.extend(items(&self.cluster.managed_node_groups).iter().map(|group| (&group.at, &group.base)));
        all.extend(items(&self.cluster.node_groups).iter().map(|group| (&group.at, &group.base)));
        all
    }

    /// Where the cluster's head stands.
    pub(super) fn head(&self) -> &'s Place {
        self.cluster.metadata.as_ref().map_or(&NOWHERE, |metadata| &metadata.at)
    }

    /// Where the NAT gateways are chosen, or else the cluster's head.
    pub(super) fn nat_gateway(&self) -> &'s Place {
        let nat = self.cluster.vpc.as_ref().and_then(|vpc| vpc.nat.as_ref());
        nat.and_then(|nat| nat.gateway.as_ref()).map_or(self.head(), |gateway| &gateway.at)
    }

    /// What the account may have of something, by its key in the catalog: as the options say, else as a new account.
    pub fn quota(&self, key: &str) -> Option<u32> {
        let said = self.config.quotas.as_ref().and_then(|quotas| quotas.value.get(key));
        said.map(|said| said.value).or_else(|| catalog::quota(key).map(|quota| quota.value))
    }

    /// True if the member `key` of the value at `owner` is absent; false if it stands there and could not be read.
    pub fn lacks<T>(&self, owner: &Place, key: &str, field: &Field<T>) -> bool {
        field.is_none() && (self.unread.is_empty() || self.is_read(&owner.path.key(key)))
    }

    /// True if nothing at this place, or below it, was found wrong while it was read.
    pub fn is_read(&self, path: &Path) -> bool {
        !self.unread.is_within(path)
    }
}
