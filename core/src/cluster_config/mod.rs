//! A `ClusterConfig` built in code.
//!
//! The types are those of eksctl's schema under their own names, spelled as Rust does: `ClusterVPC` is [`ClusterVpc`], `vpcGatewayID` is
//! `vpc_gateway_id`. What is left at its default is not written, and `apiVersion` and `kind` write themselves.
//!
//! ```
//! use eks_plan::api::{Input, Options, plan};
//! use eks_plan::cluster_config::{AmiFamily, ClusterConfig, ClusterMeta, ManagedNodeGroup};
//!
//! let workers = ManagedNodeGroup {
//!     name: "workers".into(),
//!     ami_family: Some(AmiFamily::Bottlerocket),
//!     desired_capacity: Some(3),
//!     ..Default::default()
//! };
//! let config = ClusterConfig {
//!     metadata: ClusterMeta { name: "demo".into(), region: "eu-west-1".into(), ..Default::default() },
//!     managed_node_groups: vec![workers],
//!     ..Default::default()
//! };
//! let plan = plan(&[Input::object("demo", &config)], &Options::default());
//! assert_eq!(plan.summary.errors, 0);
//! assert!(plan.steps.iter().any(|step| &*step.resource == "managed-node-group/workers"));
//! ```
//!
//! Findings in it have paths and no places: there is no text that they could point into.

#[rustfmt::skip]
mod generated;
#[cfg(test)]
mod tests;

pub use generated::*;

use serde::{Serialize, Serializer};
use serde_json::Value;

impl From<&ClusterConfig> for Value {
    fn from(config: &ClusterConfig) -> Self {
        // Texts, numbers and maps with text keys: nothing that JSON cannot hold.
        serde_json::to_value(config).unwrap_or_default()
    }
}

impl From<ClusterConfig> for Value {
    fn from(config: ClusterConfig) -> Self {
        (&config).into()
    }
}

/// A number that JSON does not have (`NaN`) is written as text, so that it is found and does not vanish.
fn number<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) if !number.is_finite() => serializer.serialize_str(&number.to_string()),
        number => number.serialize(serializer),
    }
}
