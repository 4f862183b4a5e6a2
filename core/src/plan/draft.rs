//! A step before it has a place in the order.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

use serde_json::{Map, Value};

use crate::document::json::Object;
use crate::document::plan::{Operation, Undo};
use crate::terms::{Action, Reversibility};

/// The parameter by which EC2 tags what it makes; the caller needs the right to tag.
pub(crate) const TAGS: &str = "TagSpecifications";

/// A call and what is known of it by itself. Behind a pointer, and each word about it is a function of its own: there are hundreds.
#[derive(Debug)]
pub(crate) struct Draft(Box<Facts>);

/// What a [`Draft`] says.
#[derive(Debug)]
pub(crate) struct Facts {
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

impl Deref for Draft {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.0
    }
}

impl DerefMut for Draft {
    fn deref_mut(&mut self) -> &mut Facts {
        &mut self.0
    }
}

impl Draft {
    /// A call of an AWS API that makes something, and the call that undoes it.
    #[inline(never)]
    pub(crate) fn create(
        service: &'static str,
        api: &'static str,
        undo: &'static str,
        title: fmt::Arguments<'_>,
        parameters: Object,
    ) -> Self {
        Self::aws(Action::Create, service, api, title, parameters).undo(service, undo)
    }

    /// A call of an AWS API that changes what stands.
    #[inline(never)]
    pub(crate) fn update(
        service: &'static str,
        api: &'static str,
        title: fmt::Arguments<'_>,
        parameters: Object,
    ) -> Self {
        Self::aws(Action::Update, service, api, title, parameters)
    }

    fn aws(
        action: Action,
        service: &'static str,
        api: &'static str,
        title: fmt::Arguments<'_>,
        parameters: Object,
    ) -> Self {
        let mut draft = Self::new(action, title, "the call succeeds".into());
        draft.permissions.push([service, ":", api].concat().into());
        let parameters = parameters.known().into_members();
        if parameters.contains_key(TAGS) {
            draft.permissions.push("ec2:CreateTags".into());
        }
        draft.operation = Some(Operation::Aws { service, api, parameters });
        draft
    }

    /// An object given to the Kubernetes API.
    pub(crate) fn apply(title: fmt::Arguments<'_>, manifest: impl Into<Value>) -> Self {
        let operation =
            Operation::Kubernetes { service: "kubernetes", api: "apply", manifest: manifest.into() };
        Self::in_cluster(title, operation)
            .until("the API server has taken the object")
            .takes("kubernetes.create")
            .undo("kubernetes", "delete")
    }

    /// What a person does and a plan cannot.
    pub(crate) fn gate(title: fmt::Arguments<'_>, condition: String) -> Self {
        Self::new(Action::Gate, title, condition.into())
    }

    /// A Helm release.
    pub(crate) fn helm(
        title: fmt::Arguments<'_>,
        release: String,
        namespace: String,
        chart: String,
        repository: String,
        version: Option<String>,
        values: Map<String, Value>,
    ) -> Self {
        let mut members = BTreeMap::new();
        for (name, value) in values {
            members.insert(name, value);
        }
        let operation = Operation::Helm {
            service: "helm",
            api: "upgrade",
            release,
            namespace,
            chart,
            repository,
            version,
            values: members,
        };
        Self::in_cluster(title, operation)
            .until("Helm has waited for all of the release to be ready")
            .takes("helm-release.create")
            .undo("helm", "uninstall")
    }

    /// A program that must run; how long it takes and until when one waits is for the caller to say.
    pub(crate) fn command(title: fmt::Arguments<'_>, program: &str, arguments: Vec<String>) -> Self {
        let program = program.to_owned();
        Self::in_cluster(title, Operation::Command { service: "command", program, arguments })
    }

    /// What needs the Kubernetes API.
    #[inline(never)]
    fn in_cluster(title: fmt::Arguments<'_>, operation: Operation) -> Self {
        let mut draft =
            Self::new(Action::Create, title, Cow::default()).permits(&["eks:AccessKubernetesApi"]);
        draft.operation = Some(operation);
        draft
    }

    #[inline(never)]
    fn new(action: Action, title: fmt::Arguments<'_>, condition: Cow<'static, str>) -> Self {
        Self(Box::new(Facts {
            action,
            title: title.to_string(),
            operation: None,
            yields: &[],
            waiter: None,
            condition,
            duration: Cow::default(),
            lane: None,
            permissions: Vec::new(),
            undo: None,
            reversibility: Reversibility::Reversible,
        }))
    }

    #[inline(never)]
    pub(crate) fn yields(mut self, outputs: &'static [&'static str]) -> Self {
        self.yields = outputs;
        self
    }

    #[inline(never)]
    pub(crate) fn waiter(mut self, waiter: &'static str, condition: &'static str) -> Self {
        self.waiter = Some(waiter);
        self.condition = condition.into();
        self
    }

    #[inline(never)]
    pub(crate) fn until(mut self, condition: impl Into<Cow<'static, str>>) -> Self {
        self.condition = condition.into();
        self
    }

    #[inline(never)]
    pub(crate) fn takes(mut self, duration: impl Into<Cow<'static, str>>) -> Self {
        self.duration = duration.into();
        self
    }

    #[inline(never)]
    pub(crate) fn lane(mut self, lane: &'static str) -> Self {
        self.lane = Some(lane);
        self
    }

    #[inline(never)]
    pub(crate) fn permits(mut self, permissions: &[&'static str]) -> Self {
        self.permissions.extend(permissions.iter().map(|&text| Cow::from(text)));
        self
    }

    #[inline(never)]
    pub(crate) fn undo(mut self, service: &'static str, api: &'static str) -> Self {
        self.undo = Some(Undo { service, api });
        self
    }

    #[inline(never)]
    pub(crate) fn reversibility(mut self, reversibility: Reversibility) -> Self {
        self.reversibility = reversibility;
        self
    }
}
