//! EKS capabilities: controllers that AWS runs outside the cluster.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Origin;
use super::access::AccessPolicy;
use crate::terms::terms;

terms! {
    /// A kind of capability. A cluster has at most one of each.
    CapabilityKind {
        /// AWS Controllers for Kubernetes: AWS resources as objects of the cluster.
        Ack = "ACK",
        /// Argo CD: what stands in Git is brought into the cluster.
        ArgoCd = "ARGOCD",
        /// kro: several objects behind one.
        Kro = "KRO",
    }
}

/// An EKS capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capability {
    /// Its name.
    pub name: String,
    /// Which controllers it runs.
    pub kind: CapabilityKind,
    /// Index of the role that its controllers take.
    pub role: usize,
    /// What becomes of what it manages when it goes.
    pub delete_propagation: String,
    /// Its settings, as `CreateCapability` takes them.
    pub configuration: Option<Value>,
    /// Rights in the cluster beside those that EKS gives it.
    pub policies: Vec<AccessPolicy>,
    /// Tags beside the cluster's.
    pub tags: BTreeMap<String, String>,
    /// Where it comes from.
    pub origin: Origin,
}
