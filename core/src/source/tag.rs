//! Explicit tags: `!!str`, `!!int`, ...

use saphyr_parser::Tag;

use super::node::Kind;
use super::resolve;

/// A tag as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Str,
    Int,
    Float,
    Bool,
    Null,
    Timestamp,
    /// `!`: resolve as if nothing stood there.
    Any,
    Collection,
    Merge,
    Unknown,
}

impl Meaning {
    pub(super) fn of(tag: &Tag) -> Self {
        let full = format!("{}{}", tag.handle, tag.suffix);
        if full == "!" {
            return Self::Any;
        }
        match full.strip_prefix("tag:yaml.org,2002:") {
            Some("str") => Self::Str,
            Some("int") => Self::Int,
            Some("float") => Self::Float,
            Some("bool") => Self::Bool,
            Some("null") => Self::Null,
            Some("timestamp") => Self::Timestamp,
            Some("map" | "seq" | "omap" | "set") => Self::Collection,
            Some("merge") => Self::Merge,
            _ => Self::Unknown,
        }
    }

    /// The kind of a scalar under this tag; an error names what the text is instead.
    pub(super) fn kind(self, text: &str) -> Result<Kind, &'static str> {
        let kind = resolve::plain(text);
        match (self, kind) {
            (Self::Any, kind) => Ok(kind),
            (Self::Int, Kind::Integer(_)) | (Self::Bool, Kind::Bool(_)) | (Self::Null, Kind::Null) => {
                Ok(kind)
            }
            (Self::Int, Kind::Float) if is_whole(text) => Ok(kind),
            (Self::Float, Kind::Float | Kind::Integer(_)) => Ok(Kind::Float),
            (Self::Int | Self::Float | Self::Bool | Self::Null, _) => Err(name(kind)),
            _ => Ok(Kind::String),
        }
    }
}

fn is_whole(text: &str) -> bool {
    !text.contains('.') && (text.contains(['x', 'X']) || !text.contains(['e', 'E']))
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "nothing",
        Kind::Bool(_) => "a boolean",
        Kind::Integer(_) => "a whole number",
        Kind::Float => "a number",
        Kind::String => "a string",
    }
}
