//! Objects of a host language.

use std::sync::Arc;

use super::node::{Entry, Kind, Node, Scalar, Value};
use super::{Document, Limits, Source};
use crate::diagnostic::{Code, Diagnostic, Path, Place};

/// Takes an object for a document. It has no spans; its numbers have the text that JSON gives them.
///
/// Values beyond a limit are reported, and nothing is read then.
pub fn from_json(value: &serde_json::Value, limits: &Limits) -> Source {
    let mut reader = Reader { limits, nodes: 0 };
    let mut source = Source::default();
    match reader.node(value, &Path::ROOT, 0) {
        Ok(root) => source.documents.push(Document { root }),
        Err(diagnostic) => source.report.push(*diagnostic),
    }
    source
}

struct Reader<'a> {
    limits: &'a Limits,
    nodes: usize,
}

impl Reader<'_> {
    fn node(
        &mut self,
        value: &serde_json::Value,
        path: &Path,
        depth: usize,
    ) -> Result<Node, Box<Diagnostic>> {
        self.count(path)?;
        let scalar = |kind, text: &str| Ok(Value::Scalar(Scalar { kind, text: Arc::from(text) }));
        let value = match value {
            serde_json::Value::Null => scalar(Kind::Null, "null"),
            serde_json::Value::Bool(value) => {
                scalar(Kind::Bool(*value), if *value { "true" } else { "false" })
            }
            serde_json::Value::Number(number) => {
                scalar(number.as_i64().map_or(Kind::Float, Kind::Integer), &number.to_string())
            }
            serde_json::Value::String(text) => scalar(Kind::String, text),
            serde_json::Value::Array(items) => {
                let depth = self.deeper(depth, path)?;
                let items = items.iter().enumerate();
                let nodes: Result<_, _> =
                    items.map(|(index, item)| self.node(item, &path.index(index), depth)).collect();
                nodes.map(Value::Sequence)
            }
            serde_json::Value::Object(members) => {
                let depth = self.deeper(depth, path)?;
                let mut entries = Vec::with_capacity(members.len());
                for (key, value) in members {
                    let key: Arc<str> = Arc::from(key.as_str());
                    let path = path.key(Arc::clone(&key));
                    self.count(&path)?;
                    entries.push(Entry { key, key_span: None, value: self.node(value, &path, depth)? });
                }
                Ok(Value::Mapping(entries))
            }
        }?;
        Ok(Node { value, span: None })
    }

    fn count(&mut self, path: &Path) -> Result<(), Box<Diagnostic>> {
        self.nodes += 1;
        let most = self.limits.nodes;
        if self.nodes <= most {
            return Ok(());
        }
        Err(self.beyond(Code::TextTooLarge, path, format!("the object holds more than {most} values"), most))
    }

    fn deeper(&self, depth: usize, path: &Path) -> Result<usize, Box<Diagnostic>> {
        let most = self.limits.depth;
        if depth < most {
            return Ok(depth + 1);
        }
        let message = format!("more than {most} collections stand within each other");
        Err(self.beyond(Code::TextTooDeep, path, message, most))
    }

    fn beyond(&self, code: Code, path: &Path, message: String, most: usize) -> Box<Diagnostic> {
        let place = Place { path: path.clone(), span: None };
        Box::new(Diagnostic::new(code, &place, message).arg("limit", most.to_string()))
    }
}
