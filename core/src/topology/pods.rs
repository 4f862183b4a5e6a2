//! What pods ask of the place that they run in.

use std::collections::BTreeMap;

use super::compute::Taint;
use crate::catalog::{Architecture, ComputeKind};

/// What the pods of an add-on or a workload need to find room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodNeeds {
    /// Their namespace: Fargate profiles select by it.
    pub namespace: String,
    /// Labels that they are known to carry: Fargate profiles select by them too.
    pub labels: BTreeMap<String, String>,
    /// Taints that they tolerate.
    pub tolerations: Vec<Toleration>,
    /// Labels that their node must carry.
    pub node_selector: BTreeMap<String, String>,
    /// Processors that their images are made for; empty if they are made for all.
    pub architectures: Vec<Architecture>,
    /// What they can run on.
    pub kinds: Vec<ComputeKind>,
    /// True if one runs on each node, so that a place without nodes of its own takes none.
    pub daemon_set: bool,
}

impl PodNeeds {
    /// Pods that ask for nothing in particular.
    pub fn anywhere(namespace: &str) -> Self {
        Self {
            namespace: namespace.to_owned(),
            labels: BTreeMap::new(),
            tolerations: Vec::new(),
            node_selector: BTreeMap::new(),
            architectures: Vec::new(),
            kinds: ComputeKind::ALL.to_vec(),
            daemon_set: false,
        }
    }

    /// The same, tolerating what this says.
    pub fn tolerating(mut self, toleration: Toleration) -> Self {
        self.tolerations.push(toleration);
        self
    }

    /// True if the taint keeps none of them away.
    pub fn tolerates(&self, taint: &Taint) -> bool {
        taint.effect == PREFERENCE || self.tolerations.iter().any(|it| it.tolerates(taint))
    }
}

/// The effect that only asks the scheduler to look elsewhere first.
const PREFERENCE: &str = "PreferNoSchedule";

/// A toleration; what is absent fits everything.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Toleration {
    /// The taint's key.
    pub key: Option<String>,
    /// The taint's value.
    pub value: Option<String>,
    /// The taint's effect.
    pub effect: Option<String>,
}

impl Toleration {
    /// Tolerates every taint with this key.
    pub fn of(key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..Self::default() }
    }

    fn tolerates(&self, taint: &Taint) -> bool {
        let fits = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        fits(&self.key, &taint.key) && fits(&self.value, &taint.value) && fits(&self.effect, &taint.effect)
    }
}
