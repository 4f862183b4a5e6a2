//! Where something stands: in the text (`Span`) and in the document (`Path`).

use std::fmt::{self, Write as _};
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A place in a text. Lines and columns count from 1, columns in UTF-16 units, the offset in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in UTF-16 units, from 1.
    pub column: u32,
    /// Bytes from the start of the file.
    pub offset: u32,
}

/// A stretch of a text, its end excluded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// The name that the caller gave the text.
    pub file: Arc<str>,
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// A step into a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// The member of a mapping.
    Key(Arc<str>),
    /// The item of a list, from 0.
    Index(u32),
}

/// The way from the document to one of its values. Cheap to copy and to extend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Path(Option<Arc<Link>>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    parent: Path,
    segment: Segment,
}

impl Path {
    /// The document itself.
    pub const ROOT: Path = Path(None);

    /// The member `key` of the value here.
    pub fn key(&self, key: impl Into<Arc<str>>) -> Path {
        self.push(Segment::Key(key.into()))
    }

    /// The item `index` of the list here.
    pub fn index(&self, index: usize) -> Path {
        self.push(Segment::Index(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// The value that this one stands in.
    pub fn parent(&self) -> Option<&Path> {
        self.0.as_deref().map(|link| &link.parent)
    }

    /// True if `other` is this value, or one that this value stands in.
    pub fn starts_with(&self, other: &Path) -> bool {
        let mut here = Some(self);
        while let Some(path) = here {
            if path == other {
                return true;
            }
            here = path.parent();
        }
        false
    }

    /// The steps, outermost first.
    pub fn segments(&self) -> Vec<&Segment> {
        let mut segments = Vec::new();
        let mut here = self;
        while let Some(link) = here.0.as_deref() {
            segments.push(&link.segment);
            here = &link.parent;
        }
        segments.reverse();
        segments
    }

    /// The same way as a JSON Pointer (RFC 6901).
    pub fn pointer(&self) -> String {
        let mut text = String::new();
        for segment in self.segments() {
            match segment {
                Segment::Key(key) => {
                    text.push('/');
                    text.push_str(&key.replace('~', "~0").replace('/', "~1"));
                }
                Segment::Index(index) => {
                    let _ = write!(text, "/{index}");
                }
            }
        }
        text
    }

    fn push(&self, segment: Segment) -> Path {
        Path(Some(Arc::new(Link { parent: self.clone(), segment })))
    }
}

impl fmt::Display for Path {
    /// Dotted, with indexes: `managedNodeGroups[0].labels["a.b"]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.segments().into_iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) if is_plain(key) && position == 0 => f.write_str(key)?,
                Segment::Key(key) if is_plain(key) => write!(f, ".{key}")?,
                Segment::Key(key) => {
                    write!(f, "[{}]", serde_json::to_string(key.as_ref()).unwrap_or_default())?
                }
            }
        }
        Ok(())
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Path {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Path".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// The place of what nobody wrote.
pub static NOWHERE: Place = Place { path: Path::ROOT, span: None };

/// Where a value of the input stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// In the document.
    pub path: Path,
    /// In the text, if the input was a text.
    pub span: Option<Span>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_as_people_write_it() {
        let path = Path::ROOT.key("managedNodeGroups").index(0).key("labels").key("a.b");
        assert_eq!(path.to_string(), r#"managedNodeGroups[0].labels["a.b"]"#);
        assert_eq!(path.pointer(), "/managedNodeGroups/0/labels/a.b");
        assert_eq!(Path::ROOT.key("a/b").key("c~d").pointer(), "/a~1b/c~0d");
        assert_eq!(Path::ROOT.to_string(), "");
    }
}
