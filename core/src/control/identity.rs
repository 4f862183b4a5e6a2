//! What a finding is called from run to run: its code, its path by names, its arguments. Lines may move meanwhile.

use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Segment};
use crate::source::{Document, Node};

/// A document of a text, and where it stands there.
#[derive(Debug)]
pub(super) struct Origin {
    pub(super) root: Node,
    pub(super) file: Arc<str>,
    /// From the end of the document before to the beginning of the one behind.
    pub(super) range: Range<u32>,
    /// True if it is a `PlanConfig`.
    pub(super) is_config: bool,
}

impl Origin {
    /// The documents of one text, in their order.
    pub(super) fn of(documents: Vec<Document>) -> Vec<Origin> {
        let mut origins: Vec<Origin> = Vec::with_capacity(documents.len());
        let mut end = 0;
        for Document { root } in documents {
            let (mut file, mut start) = (Arc::from(""), u32::MAX);
            let before = end;
            end = 0;
            if let Some(span) = &root.span {
                (file, start, end) = (Arc::clone(&span.file), span.start.offset, span.end.offset);
            }
            if let Some(last) = origins.last_mut() {
                last.range.end = start;
            }
            let is_config = text(root.get("kind")) == Some("PlanConfig");
            origins.push(Origin { root, file, range: before..u32::MAX, is_config });
        }
        origins
    }

    /// True if the finding is about this document; without a place it is about the cluster.
    pub(super) fn holds(&self, finding: &Diagnostic) -> bool {
        match &finding.span {
            Some(span) => self.file == span.file && self.range.contains(&span.start.offset),
            None => !self.is_config,
        }
    }
}

/// The finding's id: 16 hexadecimal digits.
pub(super) fn of(finding: &Diagnostic, origins: &[Origin]) -> String {
    let root = origins.iter().find(|origin| origin.holds(finding)).map(|origin| &origin.root);
    let cluster = origins.iter().find(|origin| !origin.is_config);
    let name = cluster.and_then(|origin| text(origin.root.get("metadata")?.get("name"))).unwrap_or_default();
    let path = named_path(finding, root);
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    part(finding.code.as_str());
    part(name);
    part(&path);
    for (name, value) in &finding.args {
        part(name);
        part(value);
    }
    let bytes = hash.finalize().into_iter().take(8);
    format!("{:016x}", bytes.fold(0_u64, |number, byte| number << 8 | u64::from(byte)))
}

/// The path, with names in the place of indexes where items have names.
fn named_path(finding: &Diagnostic, root: Option<&Node>) -> String {
    let segments = finding.path.segments();
    // Only what stands before the last index has to be looked up.
    let last = segments.iter().rposition(|segment| matches!(segment, Segment::Index(_)));
    let Some(last) = last else { return finding.path.to_string() };
    let mut node = root;
    let mut text = String::new();
    for (at, segment) in segments.into_iter().enumerate() {
        match segment {
            Segment::Key(key) => {
                text.push('.');
                text.push_str(key);
                node = node.filter(|_| at < last).and_then(|node| node.get(key));
            }
            Segment::Index(index) => {
                node = node.and_then(|node| node.as_sequence()?.get(usize::try_from(*index).ok()?));
                text.push('[');
                match node.and_then(label) {
                    Some(label) => text.push_str(&label),
                    None => text.push_str(&index.to_string()),
                }
                text.push(']');
            }
        }
    }
    text.trim_start_matches('.').to_owned()
}

/// What an item of a list is known by.
fn label(item: &Node) -> Option<String> {
    if item.as_scalar().is_some() {
        return text(Some(item)).map(str::to_owned);
    }
    if let Some(metadata) = item.get("metadata") {
        let name = text(metadata.get("name"))?;
        let namespace = text(metadata.get("namespace")).unwrap_or("default");
        return Some(format!("{namespace}/{name}"));
    }
    let known = ["name", "principalARN", "arn", "id", "code", "cidr"];
    known.iter().find_map(|key| text(item.get(key))).map(str::to_owned)
}

fn text(node: Option<&Node>) -> Option<&str> {
    node?.as_scalar().map(|scalar| scalar.text.as_ref()).filter(|text| !text.is_empty())
}
