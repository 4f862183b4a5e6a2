//! Text to nodes: YAML and JSON, with the place of every key and value.
//!
//! eksctl reads text with goyaml.v2 into JSON, and that into its types. Plain scalars are therefore resolved as
//! goyaml.v2 does it: YAML 1.1's booleans (`yes`, `on`, `y`), octal numbers (`0755`), `_` in numbers; dates stay text. Keys
//! become text, as in JSON: `yes` is `true`, `0x10` is `16`.
//!
//! Where the reading differs from eksctl's:
//!
//! - A whole number beyond 64 bits with sign is a [`Kind::Float`]; its raw text is kept.
//! - A key that is a fraction keeps its raw text; eksctl shortens it (`1.30` to `1.3`).
//! - Keys that are equal as text are duplicates (`1` and `"1"`); the first is kept. eksctl refuses equal keys too, but these
//!   only if they have one type.
//! - Merged members come last; of several `<<` the first wins.
//! - `!!binary` is not decoded. It and unknown tags are warned about, and such a scalar is a string, as for eksctl.
//! - Structure is YAML 1.2: U+0085, U+2028 and U+2029 end no line, and brackets nest at most 255 deep.
//! - In JSON, escaped surrogate pairs and tabs between tokens are understood, as eksctl's JSON decoder does it.

mod build;
mod bytes;
mod comments;
mod json;
mod magnitude;
mod mapping;
mod node;
mod places;
mod properties;
mod read;
mod resolve;
mod scalar;
mod syntax;
mod tag;

pub use bytes::{Utf8Problem, decode_utf8};
pub use comments::Comment;
pub use json::from_json;
pub use node::{Entry, Kind, Node, Scalar, Value};
pub use read::read;
pub(crate) use scalar::quoted;

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

impl Limits {
    /// Collections within collections, unless a caller says otherwise.
    pub const DEPTH: usize = 64;
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, depth: Self::DEPTH, nodes: 50_000, alias_nodes: 10_000 }
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
    /// The comments that speak to the planner, `# eks-plan: ...`, in the order of the text.
    pub comments: Vec<Comment>,
    /// What was found; at most 1,000 findings of one code.
    pub report: Report,
}
