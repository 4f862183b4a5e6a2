//! What the façade reads.

use std::borrow::Cow;

use serde_json::Value;

use super::object::Object;
use crate::document::json;
use crate::source::{self, Limits, Source};

/// A spec, or a `PlanConfig`, that a call reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What it is called in findings.
    pub name: String,
    /// What it holds.
    pub content: Content,
}

/// What an input holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// YAML or JSON text. Findings in it have places.
    Text(String),
    /// An object that a program built. Findings in it have paths and no places.
    Object(Value),
}

impl Input {
    /// A text, YAML or JSON.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), content: Content::Text(text.into()) }
    }

    /// An object. It counts as its canonical JSON text: compact, keys sorted.
    pub fn object(name: impl Into<String>, object: impl Into<Value>) -> Self {
        Self { name: name.into(), content: Content::Object(object.into()) }
    }

    /// An object as JSON text, as a host language writes its mappings.
    ///
    /// # Errors
    ///
    /// If the text is not JSON.
    pub fn object_from_json(name: impl Into<String>, text: &str) -> Result<Self, serde_json::Error> {
        let Object(value) = serde_json::from_str(text)?;
        Ok(Self::object(name, value))
    }

    /// The text, unless it is an object.
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Object(_) => None,
        }
    }

    /// The text; for an object its canonical one.
    pub(super) fn canonical(&self) -> Cow<'_, str> {
        match &self.content {
            Content::Text(text) => text.into(),
            Content::Object(value) => json::text(value).into(),
        }
    }

    pub(super) fn read(&self) -> Source {
        match &self.content {
            Content::Text(text) => source::read(&self.name, text, &Limits::default()),
            Content::Object(value) => source::from_json(value, &Limits::default()),
        }
    }
}
