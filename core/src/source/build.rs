//! From the parser's events to nodes, within the limits.

use std::sync::Arc;

use saphyr_parser::{Event, Tag};

use super::mapping::{Mapping, Pending};
use super::node::{Entry, Kind, Node, Scalar, Value};
use super::places::Places;
use super::read::Patches;
use super::syntax::too_deep;
use super::{Document, Limits, Source};
use crate::diagnostic::{Code, Diagnostic, Path, Place, Position, Span};

/// Findings of one code that are worth their memory.
const MOST_FINDINGS: usize = 1_000;

/// Why reading ends before the text does.
pub(super) struct Stop;

enum Items {
    List(Vec<Node>),
    Map(Mapping),
}

/// A collection that is still open.
struct Frame {
    items: Items,
    start: Position,
    anchor: usize,
    size: Size,
}

/// How much a node asks for.
#[derive(Clone, Copy, Default)]
pub(super) struct Size {
    /// Itself and all below.
    pub(super) nodes: usize,
    /// Collections within collections; 0 for a scalar.
    pub(super) depth: usize,
}

struct Anchored {
    node: Node,
    size: Size,
    merge: bool,
}

/// A node that is complete, with what its parent must know.
pub(super) struct Complete {
    pub(super) node: Node,
    pub(super) span: Span,
    pub(super) size: Size,
    pub(super) merge: bool,
}

pub(super) struct Builder<'a> {
    pub(super) places: &'a Places<'a>,
    limits: &'a Limits,
    pub(super) patches: &'a Patches,
    source: Source,
    root: Option<Node>,
    stack: Vec<Frame>,
    /// By their numbers.
    anchors: Vec<(usize, Anchored)>,
    nodes: usize,
    alias_nodes: usize,
    found: Vec<(Code, usize)>,
    /// The end of the last token that was read.
    pub(super) end: Position,
    pub(super) empty: Arc<str>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(places: &'a Places<'a>, limits: &'a Limits, patches: &'a Patches) -> Self {
        Self {
            places,
            limits,
            patches,
            source: Source::default(),
            root: None,
            stack: Vec::new(),
            anchors: Vec::new(),
            nodes: 0,
            alias_nodes: 0,
            found: Vec::new(),
            end: places.position(0),
            empty: Arc::from(""),
        }
    }

    pub(super) fn finish(self) -> Source {
        self.source
    }

    /// Reports a finding, unless there are very many with its code.
    pub(super) fn found(&mut self, diagnostic: Diagnostic) {
        let code = diagnostic.code;
        match self.found.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) if *count >= MOST_FINDINGS => return,
            Some((_, count)) => *count += 1,
            None => self.found.push((code, 1)),
        }
        self.source.report.push(diagnostic);
    }

    /// Where reading is: the innermost value whose beginning was read.
    pub(super) fn path(&self) -> Path {
        let mut path = Path::ROOT;
        for frame in &self.stack {
            path = match &frame.items {
                Items::List(items) => path.index(items.len()),
                Items::Map(Mapping { pending: Pending::Value(key, _), .. }) => path.key(Arc::clone(key)),
                Items::Map(Mapping { pending: Pending::Refused(Some(key)), .. }) => path.key(Arc::clone(key)),
                Items::Map(_) => path,
            };
        }
        path
    }

    /// Takes the next event; `start` and `end` are bytes.
    pub(super) fn event(&mut self, event: Event<'_>, start: usize, end: usize) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(explicit) => {
                self.anchors.clear();
                if explicit {
                    self.end = self.places.position(end);
                }
            }
            Event::DocumentEnd => {
                let root = self.root.take();
                self.source.documents.extend(root.map(|root| Document { root }));
            }
            Event::Scalar(text, style, anchor, tag) => {
                let complete = self.scalar(&text, style, anchor, tag.as_deref(), start, end);
                self.keep(anchor, &complete)?;
                self.add(complete)?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.open(Items::List(Vec::new()), anchor, tag.as_deref(), start)?;
            }
            Event::MappingStart(anchor, tag) => {
                self.open(Items::Map(Mapping::default()), anchor, tag.as_deref(), start)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(start, end)?,
            Event::Alias(id) => self.alias(id, start, end)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
        }
        Ok(())
    }

    fn open(&mut self, items: Items, anchor: usize, tag: Option<&Tag>, start: usize) -> Result<(), Stop> {
        if let Some(tag) = tag {
            self.tag(tag, start, false);
        }
        let mut start = self.value_start(anchor, tag, start);
        let is_member = matches!(self.stack.last(), Some(Frame { items: Items::Map(_), .. }));
        if is_member && matches!(items, Items::List(_)) {
            // The parser points behind the first `-` of a list that is not indented.
            start = self.indicator([b'-', b'-'], start);
        }
        if self.stack.len() >= self.limits.depth {
            return Err(self.too_deep(start));
        }
        let start = self.places.position(start);
        self.count(1, start)?;
        self.stack.push(Frame { items, start, anchor, size: Size { nodes: 1, depth: 1 } });
        Ok(())
    }

    fn close(&mut self, start: usize, end: usize) -> Result<(), Stop> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let is_flow = self.places.slice(start, end).starts_with([']', '}']);
        let (value, first) = match frame.items {
            Items::List(items) => (Value::Sequence(items), None),
            Items::Map(mapping) => {
                let first = mapping.entries.first().and_then(|entry| entry.key_span.as_ref());
                let first = first.map(|span| span.start).filter(|_| !is_flow);
                (Value::Mapping(mapping.finish()), first)
            }
        };
        let end = if is_flow { self.places.position(start + 1) } else { self.end };
        let span = self.places.between(first.unwrap_or(frame.start), end);
        let node = Node { value, span: Some(span.clone()) };
        let complete = Complete { node, span, size: frame.size, merge: false };
        self.keep(frame.anchor, &complete)?;
        self.attach(complete)
    }

    /// Keeps a copy for the aliases to come.
    fn keep(&mut self, anchor: usize, complete: &Complete) -> Result<(), Stop> {
        if anchor > 0 {
            if complete.size.depth > 0 {
                self.count(complete.size.nodes, complete.span.start)?;
            }
            let Complete { node, size, merge, .. } = complete;
            let anchored = Anchored { node: node.clone(), size: *size, merge: *merge };
            let position = self.anchors.partition_point(|(other, _)| *other < anchor);
            self.anchors.insert(position, (anchor, anchored));
        }
        Ok(())
    }

    fn alias(&mut self, id: usize, start: usize, end: usize) -> Result<(), Stop> {
        let span = self.places.span(start, end);
        let name = self.places.slice(start, end);
        let position = self.anchors.binary_search_by_key(&id, |(anchor, _)| *anchor);
        let Some((_, anchored)) = position.ok().and_then(|position| self.anchors.get(position)) else {
            let place = Place { path: self.path(), span: Some(span.clone()) };
            let diagnostic = if self.stack.iter().any(|frame| frame.anchor == id) {
                let message = format!("the alias `{name}` stands inside the value that it names");
                Diagnostic::new(Code::TextAliasBomb, &place, message)
            } else {
                unknown_alias(&place, name)
            };
            self.found(diagnostic);
            let scalar = Scalar { kind: Kind::Null, text: Arc::clone(&self.empty) };
            let node = Node { value: Value::Scalar(scalar), span: Some(span.clone()) };
            return self.add(Complete { node, span, size: Size { nodes: 1, depth: 0 }, merge: false });
        };
        let size = anchored.size;
        if self.stack.len() + size.depth > self.limits.depth {
            return Err(self.too_deep(start));
        }
        self.alias_nodes = self.alias_nodes.saturating_add(size.nodes);
        if self.alias_nodes > self.limits.alias_nodes {
            let place = Place { path: self.path(), span: Some(span) };
            let most = self.limits.alias_nodes;
            let message = format!("with the alias `{name}`, aliases make more than {most} values");
            self.found(
                Diagnostic::new(Code::TextAliasBomb, &place, message)
                    .arg("limit", most.to_string())
                    .help("write the values out, or use fewer aliases within anchored values"),
            );
            return Err(Stop);
        }
        let merge = anchored.merge;
        let mut node = anchored.node.clone();
        node.span = Some(span.clone());
        self.add(Complete { node, span, size, merge })
    }

    /// Counts a node that was not counted yet, and hands it to the collection that it stands in.
    fn add(&mut self, complete: Complete) -> Result<(), Stop> {
        self.count(complete.size.nodes, complete.span.start)?;
        self.attach(complete)
    }

    fn attach(&mut self, complete: Complete) -> Result<(), Stop> {
        self.end = self.end.max(complete.span.end);
        let Some(frame) = self.stack.last_mut() else {
            let is_empty = complete.node.is_null() && complete.span.start == complete.span.end;
            self.root = (!is_empty).then_some(complete.node);
            return Ok(());
        };
        frame.size.nodes = frame.size.nodes.saturating_add(complete.size.nodes);
        frame.size.depth = frame.size.depth.max(complete.size.depth + 1);
        match &mut frame.items {
            Items::List(items) => items.push(complete.node),
            Items::Map(mapping) => match std::mem::take(&mut mapping.pending) {
                Pending::Key => self.key(complete),
                Pending::Value(key, span) => {
                    mapping.push(Entry { key, key_span: Some(span), value: complete.node });
                }
                Pending::Merge => {
                    if !mapping.merge(complete.node) {
                        let place = Place { path: self.path(), span: Some(complete.span) };
                        let message = "the value of `<<` is neither a mapping nor a list of mappings";
                        self.found(Diagnostic::new(Code::TextMergeKey, &place, message).help(
                            "name a mapping, as in `<<: *anchor`; quote the key if it is meant as text",
                        ));
                    }
                }
                Pending::Refused(_) => {}
            },
        }
        Ok(())
    }

    fn key(&mut self, complete: Complete) {
        let span = complete.span;
        let (pending, found) = match (&complete.node.value, complete.merge) {
            (Value::Scalar(_), true) => (Pending::Merge, None),
            (Value::Scalar(Scalar { kind: Kind::Null, .. }), _) => {
                (Pending::Refused(None), Some("a key is nothing; eksctl takes text alone".to_owned()))
            }
            (Value::Scalar(scalar), _) => match self.place_key(scalar, &span) {
                Ok(key) => (Pending::Value(key, span.clone()), None),
                Err(key) => (Pending::Refused(Some(key)), None),
            },
            _ => {
                let what = complete.node.describe();
                (Pending::Refused(None), Some(format!("a key is {what}; eksctl takes text alone")))
            }
        };
        if let Some(message) = found {
            let place = Place { path: self.path(), span: Some(span.clone()) };
            let mut diagnostic = Diagnostic::new(Code::TextKeyNotScalar, &place, message);
            if self
                .places
                .slice(self.places.byte_of(span.start), self.places.byte_of(span.end))
                .starts_with('{')
            {
                diagnostic = diagnostic.help("a template in `{{ }}` has to be rendered first");
            }
            self.found(diagnostic);
        }
        if let Some(Frame { items: Items::Map(mapping), .. }) = self.stack.last_mut() {
            mapping.pending = pending;
        }
    }

    /// The key as text; `Err` if it stands in the mapping already.
    fn place_key(&mut self, scalar: &Scalar, span: &Span) -> Result<Arc<str>, Arc<str>> {
        let key = match scalar.kind {
            Kind::Bool(value) => Arc::from(if value { "true" } else { "false" }),
            Kind::Integer(value) => Arc::from(value.to_string()),
            _ => Arc::clone(&scalar.text),
        };
        let Some(Frame { items: Items::Map(mapping), .. }) = self.stack.last() else { return Ok(key) };
        let Some(first) = mapping.find(&key) else { return Ok(key) };
        let path = self.path().key(Arc::clone(&key));
        let first = Place { path: path.clone(), span: first.key_span.clone() };
        let place = Place { path, span: Some(span.clone()) };
        let diagnostic =
            Diagnostic::new(Code::TextDuplicateKey, &place, format!("the key `{key}` stands here again"))
                .arg("key", key.as_ref())
                .label(&first, "first here")
                .help("keep one of the two");
        self.found(diagnostic);
        Err(key)
    }

    fn count(&mut self, more: usize, at: Position) -> Result<(), Stop> {
        self.nodes = self.nodes.saturating_add(more);
        if self.nodes <= self.limits.nodes {
            return Ok(());
        }
        let most = self.limits.nodes;
        let place = Place { path: self.path(), span: Some(self.places.between(at, at)) };
        let message = format!("the text holds more than {most} values");
        let diagnostic = Diagnostic::new(Code::TextTooLarge, &place, message).arg("limit", most.to_string());
        self.found(diagnostic);
        Err(Stop)
    }

    fn too_deep(&mut self, start: usize) -> Stop {
        let most = self.limits.depth;
        let place = Place { path: self.path(), span: Some(self.places.span(start, start)) };
        let diagnostic = too_deep(&place, most);
        self.found(diagnostic);
        Stop
    }
}

/// An alias that names no anchor.
pub(super) fn unknown_alias(place: &Place, name: &str) -> Diagnostic {
    let anchor = name.trim_start_matches('*');
    Diagnostic::new(Code::TextUnknownAlias, place, format!("no anchor `&{anchor}` stands before this alias"))
        .arg("anchor", anchor)
        .help(format!("define it with `&{anchor}` before; quote the text if no alias is meant"))
}
