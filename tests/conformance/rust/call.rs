//! A call as a line of JSON, and how Rust carries it out.

use eks_plan::api::{self, Failure, Input, Object};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A call.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Call {
    pub(crate) id: String,
    pub(crate) verb: String,
    pub(crate) sources: Vec<Source>,
    /// The request as JSON text, as the door of each binding takes it.
    pub(crate) request: String,
    /// True if only the door takes it: the request is no object that a host language builds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) door: bool,
}

/// What a call reads; without a name it is handed over without one.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Source {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(flatten)]
    pub(crate) content: Content,
}

/// What a source holds.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Content {
    Text {
        text: String,
    },
    Object {
        object: Value,
    },
    /// Collections within each other, which each runtime builds by itself: JSON parsers refuse so many.
    Nested {
        levels: usize,
        of: Shape,
    },
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shape {
    List,
    Mapping,
}

/// An answer, or a failure as its canonical text.
pub(crate) type Answer = Result<String, String>;

impl Call {
    pub(crate) fn answer(&self) -> Answer {
        let inputs: Vec<Input> = self.sources.iter().map(Source::input).collect();
        api::call(&self.verb, &inputs, &self.request).map_err(|failure| text(&failure))
    }
}

fn text(failure: &Failure) -> String {
    serde_json::to_string(failure).expect("a failure is JSON")
}

impl Source {
    fn input(&self) -> Input {
        let name = self.name.clone().unwrap_or_default();
        let object = match &self.content {
            Content::Text { text } => return Input::text(name, text.as_str()),
            Content::Object { object } => object.clone(),
            Content::Nested { levels, of } => nested(*levels, *of),
        };
        let Object(object) = Object::deserialize(object).expect("values of JSON are read");
        Input::object(name, object)
    }
}

/// `{"deep": [[[1]]]}`, or `{"deep": {"a": {"a": 1}}}`.
fn nested(levels: usize, of: Shape) -> Value {
    let wrap = |inner: Value| match of {
        Shape::List => Value::Array(vec![inner]),
        Shape::Mapping => serde_json::json!({ "a": inner }),
    };
    serde_json::json!({ "deep": (0..levels).fold(Value::from(1), |inner, _| wrap(inner)) })
}
