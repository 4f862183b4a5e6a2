//! `eks-plan`: from an eksctl `ClusterConfig` to an ordered, reasoned, timed plan, without AWS.
#![forbid(unsafe_code)]

pub mod api;
pub mod catalog;
pub mod check;
pub mod cluster_config;
pub mod control;
pub mod diagnostic;
pub mod document;
pub mod fix;
pub mod graph;
pub mod id;
pub mod plan;
pub mod render;
mod seen;
pub mod source;
pub mod spec;
pub mod terms;
mod texts;
pub mod topology;
