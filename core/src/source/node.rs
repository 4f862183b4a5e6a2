//! What a text holds, before anyone says what it should hold.

use std::sync::Arc;

use crate::diagnostic::Span;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands; `None` when the input was an object.
    pub span: Option<Span>,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A single value.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the text, keys unique.
    Mapping(Vec<Entry>),
}

/// A member of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key as text.
    pub key: Arc<str>,
    /// Where the key stands.
    pub key_span: Option<Span>,
    /// Its value.
    pub value: Node,
}

/// A single value: its text, and what eksctl's decoder takes it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// What it is taken for.
    pub kind: Kind,
    /// A string's content; otherwise the raw text.
    pub text: Arc<str>,
}

/// What a scalar is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Null,
    /// A truth value (`yes` and `on` are).
    Bool(bool),
    /// A whole number (`0755` is 493).
    Integer(i64),
    /// A number that is not whole, or too large; its raw text is all we keep.
    Float,
    /// A text.
    String,
}

impl Node {
    /// The scalar, if it is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_sequence(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if it is a mapping.
    pub fn as_mapping(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// The member `key`, if it is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_mapping()?.iter().find(|entry| entry.key.as_ref() == key).map(|entry| &entry.value)
    }

    /// True if it stands for nothing.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.kind == Kind::Null)
    }

    /// What a person would call it: `a list`, `the number 1.3`, ...
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Sequence(_) => "a list".to_owned(),
            Value::Mapping(_) => "a mapping".to_owned(),
            Value::Scalar(Scalar { kind, text }) => match kind {
                Kind::Null => "nothing".to_owned(),
                Kind::Bool(value) => format!("the boolean `{value}`"),
                Kind::Integer(_) | Kind::Float => format!("the number `{text}`"),
                Kind::String => "a string".to_owned(),
            },
        }
    }
}
