//! Text to nodes: YAML and JSON, with the place of every key and value.

mod build;
mod bytes;
mod json;
mod mapping;
mod node;
mod places;
mod properties;
mod read;
mod resolve;
mod syntax;
mod tag;

pub use bytes::{Utf8Problem, decode_utf8};
pub use json::from_json;
pub use node::{Entry, Kind, Node, Scalar, Value};
pub use read::read;

use crate::diagnostic::Report;

/// How much a text may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text.
    pub bytes: usize,
    /// Collections within collections, aliases expanded.
    pub depth: usize,
    /// Keys and values, aliases expanded; a copy kept for an anchor counts too.
    pub nodes: usize,
    /// Those of them that aliases made.
    pub alias_nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, depth: 64, nodes: 1_000_000, alias_nodes: 100_000 }
    }
}

/// One document of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its value.
    pub root: Node,
}

/// What could be read, and what was found on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The documents, empty ones left out. After a syntax error those that were complete before it.
    pub documents: Vec<Document>,
    /// What was found.
    pub report: Report,
}
