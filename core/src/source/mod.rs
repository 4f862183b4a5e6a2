//! Text to nodes: YAML and JSON, with the place of every key and value.

mod node;

pub use node::{Entry, Kind, Node, Scalar, Value};
