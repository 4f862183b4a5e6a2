//! A step before it has a place in the order.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::document::plan::{Operation, Undo};
use crate::terms::{Action, Reversibility};

/// A call and what is known of it by itself.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) action: Action,
    pub(crate) title: String,
    /// Moved into the document when that is written.
    pub(crate) operation: Option<Operation>,
    pub(crate) yields: &'static [&'static str],
    pub(crate) waiter: Option<&'static str>,
    pub(crate) condition: Cow<'static, str>,
    /// A key of the catalogue's durations.
    pub(crate) duration: Cow<'static, str>,
    pub(crate) lane: Option<&'static str>,
    pub(crate) permissions: Vec<Cow<'static, str>>,
    pub(crate) undo: Option<Undo>,
    pub(crate) reversibility: Reversibility,
}

impl Draft {
    /// A call of an AWS API that makes something; `parameters` is an object.
    pub(crate) fn create(service: &'static str, api: &'static str, title: String, parameters: Value) -> Self {
        Self::aws(Action::Create, service, api, title, parameters)
    }

    /// A call of an AWS API that changes what stands.
    pub(crate) fn update(service: &'static str, api: &'static str, title: String, parameters: Value) -> Self {
        Self::aws(Action::Update, service, api, title, parameters)
    }

    fn aws(
        action: Action,
        service: &'static str,
        api: &'static str,
        title: String,
        parameters: Value,
    ) -> Self {
        let parameters = match parameters {
            Value::Object(mut members) => {
                members.retain(|_, value| !value.is_null());
                members
            }
            _ => Map::new(),
        };
        Self {
            action,
            title,
            operation: Some(Operation::Aws { service, api, parameters }),
            yields: &[],
            waiter: None,
            condition: "the call succeeds".into(),
            duration: "".into(),
            lane: None,
            permissions: vec![permission(service, api).into()],
            undo: None,
            reversibility: Reversibility::Reversible,
        }
    }

    /// An object given to the Kubernetes API.
    pub(crate) fn apply(title: String, manifest: Value) -> Self {
        Self {
            action: Action::Create,
            title,
            operation: Some(Operation::Kubernetes { service: "kubernetes", api: "apply", manifest }),
            yields: &[],
            waiter: None,
            condition: "the API server has taken the object".into(),
            duration: "kubernetes.create".into(),
            lane: None,
            permissions: vec!["eks:AccessKubernetesApi".into()],
            undo: Some(Undo { service: "kubernetes", api: "delete" }),
            reversibility: Reversibility::Reversible,
        }
    }

    /// What a person does and a plan cannot.
    pub(crate) fn gate(title: String, condition: String) -> Self {
        Self {
            action: Action::Gate,
            title,
            operation: None,
            yields: &[],
            waiter: None,
            condition: condition.into(),
            duration: "".into(),
            lane: None,
            permissions: Vec::new(),
            undo: None,
            reversibility: Reversibility::Reversible,
        }
    }

    /// A Helm release.
    pub(crate) fn helm(
        title: String,
        release: String,
        namespace: String,
        chart: String,
        repository: String,
        version: Option<String>,
        values: BTreeMap<String, Value>,
    ) -> Self {
        let operation = Operation::Helm {
            service: "helm",
            api: "upgrade",
            release,
            namespace,
            chart,
            repository,
            version,
            values,
        };
        Self {
            operation: Some(operation),
            condition: "Helm has waited for all of the release to be ready".into(),
            duration: "helm-release.create".into(),
            undo: Some(Undo { service: "helm", api: "uninstall" }),
            ..Self::apply(title, Value::Null)
        }
    }

    /// A program that must run; `duration` is for the caller to say.
    pub(crate) fn command(title: String, program: &str, arguments: Vec<String>) -> Self {
        let operation = Operation::Command { service: "command", program: program.to_owned(), arguments };
        Self { operation: Some(operation), undo: None, ..Self::apply(title, Value::Null) }
    }

    pub(crate) fn yields(mut self, outputs: &'static [&'static str]) -> Self {
        self.yields = outputs;
        self
    }

    pub(crate) fn waiter(mut self, waiter: &'static str, condition: impl Into<Cow<'static, str>>) -> Self {
        self.waiter = Some(waiter);
        self.condition = condition.into();
        self
    }

    pub(crate) fn until(mut self, condition: impl Into<Cow<'static, str>>) -> Self {
        self.condition = condition.into();
        self
    }

    pub(crate) fn takes(mut self, duration: impl Into<Cow<'static, str>>) -> Self {
        self.duration = duration.into();
        self
    }

    pub(crate) fn lane(mut self, lane: &'static str) -> Self {
        self.lane = Some(lane);
        self
    }

    pub(crate) fn permits(mut self, permissions: &[&'static str]) -> Self {
        self.permissions.extend(permissions.iter().map(|&text| text.into()));
        self
    }

    pub(crate) fn undo(mut self, service: &'static str, api: &'static str) -> Self {
        self.undo = Some(Undo { service, api });
        self
    }

    pub(crate) fn reversibility(mut self, reversibility: Reversibility) -> Self {
        self.reversibility = reversibility;
        self
    }
}

/// The IAM action that allows a call.
fn permission(service: &str, api: &str) -> String {
    [service, ":", api].concat()
}

/// A literal text for a parameter: a dollar sign is written twice, since one begins a token.
pub(crate) fn literal(text: &str) -> String {
    if text.contains('$') { text.replace('$', "$$") } else { text.to_owned() }
}

/// A literal document for a parameter.
pub(crate) fn literal_value(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(literal(text)),
        Value::Array(items) => items.iter().map(literal_value).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), literal_value(value)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}
