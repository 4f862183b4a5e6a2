//! EKS add-ons.

use std::collections::BTreeMap;

use super::Origin;
use super::pods::{PodNeeds, Toleration};
use crate::catalog::{self, ComputeKind};

/// An EKS add-on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddOn {
    /// Its name.
    pub name: String,
    /// Its version; absent when EKS chooses its default.
    pub version: Option<String>,
    /// Its configuration, as text.
    pub configuration: Option<String>,
    /// `NONE`, `OVERWRITE` or `PRESERVE`, if it was chosen.
    pub resolve_conflicts: Option<String>,
    /// The namespace, if it was chosen.
    pub namespace: Option<String>,
    /// How it gets its rights.
    pub identity: AddOnIdentity,
    /// Tags beside the cluster's.
    pub tags: BTreeMap<String, String>,
    /// True if nodes need it first.
    pub before_nodes: bool,
    /// True if it has pods that must find room before it is active.
    pub needs_capacity: bool,
    /// True if its pods are put on Fargate, and on no node.
    pub on_fargate: bool,
    /// True if its configuration gives pods on Windows their addresses.
    pub windows_ipam: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// The labels of CoreDNS's pods, by which Fargate profiles select them.
pub fn core_dns_labels() -> BTreeMap<String, String> {
    let labels = [("eks.amazonaws.com/component", "coredns"), ("k8s-app", "kube-dns")];
    labels.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
}

impl AddOn {
    /// What its pods need to find room.
    pub fn pod_needs(&self) -> PodNeeds {
        let known = catalog::add_on(&self.name);
        let iam = known.and_then(|known| known.iam.as_ref());
        let namespace = self.namespace.as_deref().or(iam.and_then(|iam| iam.namespace));
        let mut needs = PodNeeds::anywhere(namespace.unwrap_or(NAMESPACE))
            .tolerating(Toleration::of("CriticalAddonsOnly"));
        // What nobody has seen on Fargate is not taken to run there.
        let all = || ComputeKind::ALL.iter().copied().filter(|kind| *kind != ComputeKind::Fargate).collect();
        needs.kinds = known.map_or_else(all, |known| known.compute.to_vec());
        if self.name == "coredns" {
            needs.labels = core_dns_labels();
            needs.kinds.retain(|kind| (*kind == ComputeKind::Fargate) == self.on_fargate);
        }
        needs
    }
}

/// The namespace of an add-on of which nothing else is known.
const NAMESPACE: &str = "kube-system";

/// How an add-on gets its rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddOnIdentity {
    /// It needs none, or was given none.
    None,
    /// From the role of the nodes it runs on.
    NodeRole,
    /// From the role of this index, by OIDC.
    Irsa(usize),
    /// By Pod Identity associations that are made with it.
    PodIdentity(Vec<AddOnAssociation>),
    /// By a Pod Identity association that stands on its own: its index in the list of those.
    Associated(usize),
}

/// A Pod Identity association that is made with an add-on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddOnAssociation {
    /// The service account.
    pub service_account: String,
    /// Index of the role.
    pub role: usize,
}
