//! What a suppression speaks for.

use std::ops::Range;
use std::sync::Arc;

use super::identity::Origin;
use super::pattern::{self, Step};
use crate::diagnostic::{Diagnostic, Path, Span};
use crate::source::{Comment, Node, Value};

/// What a suppression speaks for.
#[derive(Debug, Clone)]
pub(super) enum Scope {
    /// Everything.
    All,
    /// What a path names, and all below.
    Pattern(Vec<Step>),
    /// A part of a text.
    Text {
        file: Arc<str>,
        /// Where the document begins that it is in.
        document: u32,
        part: Part,
    },
}

/// A part of a document.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// A key or an item, and all below.
    Below { path: Path, range: Range<u32> },
    /// What begins on a line, and the values that this line names or ends.
    Line { line: u32, values: Vec<Path> },
    /// Nothing comes behind the comment.
    Nothing,
}

impl Scope {
    /// What a comment speaks for; nothing if its text holds no document.
    pub(super) fn of_comment(text: &str, origins: &[Origin], comment: &Comment) -> Option<Scope> {
        let at = comment.span.start.offset;
        let own = |origin: &&Origin| match (comment.alone, &origin.root.span) {
            // What stands alone speaks for what follows.
            (true, Some(span)) => at < span.end.offset,
            (_, Some(_)) => origin.range.contains(&at),
            _ => false,
        };
        let origin = origins.iter().find(own).or_else(|| origins.last())?;
        let look = Look { text, at, line: comment.span.start.line };
        let part = if !comment.alone {
            let mut values = Vec::new();
            look.on_line(&origin.root, &Path::ROOT, &mut values);
            Part::Line { line: look.line, values }
        } else if origin.root.span.as_ref().is_some_and(|span| at < span.start.offset) {
            if is_left_behind(text, origins, origin, at) { Part::Nothing } else { Part::Whole }
        } else {
            look.following(&origin.root, &Path::ROOT)
                .map_or(Part::Nothing, |(path, range)| Part::Below { path, range })
        };
        Some(Scope::Text { file: Arc::clone(&comment.span.file), document: origin.range.start, part })
    }

    /// True if it speaks for the finding.
    pub(super) fn covers(&self, finding: &Diagnostic, origins: &[Origin]) -> bool {
        match self {
            Scope::All => true,
            Scope::Pattern(steps) => pattern::covers(steps, &finding.path),
            Scope::Text { file, document, part } => {
                let own = |origin: &&Origin| origin.range.start == *document && origin.file == *file;
                let inside = origins.iter().find(own).is_some_and(|origin| origin.holds(finding));
                inside && part.covers(finding)
            }
        }
    }
}

/// True if the comment still belongs to the document before: a `---` stands between it and this one.
fn is_left_behind(text: &str, origins: &[Origin], origin: &Origin, at: u32) -> bool {
    let is_first = origins.first().is_some_and(|first| first.range == origin.range);
    let end = origin.root.span.as_ref().map_or(at, |span| span.start.offset);
    let offset = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let between = text.get(offset(at)..offset(end)).unwrap_or_default();
    !is_first && between.split(['\n', '\r']).any(|line| line.starts_with("---"))
}

impl Part {
    fn covers(&self, finding: &Diagnostic) -> bool {
        let start = finding.span.as_ref().map(|span| span.start);
        match self {
            Part::Whole => true,
            Part::Nothing => false,
            Part::Below { path, range } => {
                finding.path.starts_with(path) || start.is_some_and(|start| range.contains(&start.offset))
            }
            Part::Line { line, values } => {
                start.is_some_and(|start| start.line == *line) || values.contains(&finding.path)
            }
        }
    }
}

/// A search around a comment.
struct Look<'a> {
    text: &'a str,
    at: u32,
    line: u32,
}

/// A member or an item, its key counted in.
struct Child<'n> {
    node: &'n Node,
    path: Path,
    start: u32,
    line: u32,
    end: u32,
    last_line: u32,
}

impl Look<'_> {
    /// The first key or item behind the comment, the outermost of those that begin there.
    fn following(&self, node: &Node, path: &Path) -> Option<(Path, Range<u32>)> {
        for child in children(node, path) {
            if child.end < self.at {
                continue;
            }
            if child.start > self.at {
                return Some((child.path, child.start..child.end + 1));
            }
            let is_behind = |span: &Span| span.start.offset > self.at;
            let value_is_behind = child.node.span.as_ref().is_some_and(is_behind);
            if value_is_behind && !self.is_block(child.node) {
                return Some((child.path, child.start..child.end + 1));
            }
            if let Some(found) = self.following(child.node, &child.path) {
                return Some(found);
            }
        }
        None
    }

    /// The values that the comment's line names, and that begin below it; and those that end on it and begin above it.
    fn on_line(&self, node: &Node, path: &Path, values: &mut Vec<Path>) {
        for child in children(node, path) {
            if child.last_line < self.line || child.start > self.at {
                continue;
            }
            let Some(span) = &child.node.span else { continue };
            let named = child.line == self.line && span.start.offset > self.at;
            let ended =
                span.end.line == self.line && span.start.line < self.line && span.end.offset <= self.at;
            if named || ended && !self.is_block(child.node) {
                values.push(child.path.clone());
            }
            self.on_line(child.node, &child.path, values);
        }
    }

    /// True if it is a collection without brackets.
    fn is_block(&self, node: &Node) -> bool {
        let start = node.span.as_ref().and_then(|span| usize::try_from(span.start.offset).ok());
        let is_open =
            start.and_then(|start| self.text.get(start..)).is_some_and(|text| !text.starts_with(['[', '{']));
        node.as_scalar().is_none() && is_open
    }
}

/// The members or items that stand in the text of the node; what an alias or `<<` brings stands elsewhere.
fn children<'n>(node: &'n Node, path: &Path) -> Vec<Child<'n>> {
    let mut children = Vec::new();
    match &node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                let (Some(key), Some(value)) = (&entry.key_span, &entry.value.span) else { continue };
                children.push(child(&entry.value, path.key(Arc::clone(&entry.key)), key, value));
            }
        }
        Value::Sequence(items) => {
            for (at, item) in items.iter().enumerate() {
                let Some(span) = &item.span else { continue };
                children.push(child(item, path.index(at), span, span));
            }
        }
        Value::Scalar(_) => {}
    }
    let own = node.span.as_ref().map(|own| own.start.offset..=own.end.offset);
    children.retain(|child| own.as_ref().is_some_and(|own| own.contains(&child.start)));
    children
}

fn child<'n>(node: &'n Node, path: Path, first: &Span, value: &Span) -> Child<'n> {
    let end = value.end.max(first.end);
    Child {
        node,
        path,
        start: first.start.offset,
        line: first.start.line,
        end: end.offset,
        last_line: end.line,
    }
}
