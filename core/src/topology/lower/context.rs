//! What every part of the lowering needs to know, and where it says what it found.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use crate::catalog::{self, Date, KubernetesVersion};
use crate::diagnostic::{Code, NOWHERE, Place, Raised, Report};
use crate::document::json::Object;
use crate::document::{Assumption, Unknown};
use crate::spec::{ClusterConfig, Field, Located, Map, NodeGroupBase, PlanConfig, Spec, filled, items};
use crate::topology::UserDependency;

use super::named::{closest, names};

/// The spec, the facts that follow from its head, and what was found.
pub(super) struct Context<'s> {
    pub(super) spec: &'s ClusterConfig,
    pub(super) config: &'s PlanConfig,
    pub(super) name: String,
    pub(super) region: String,
    /// What the catalog knows of the region; nothing if it does not know it.
    pub(super) known_region: Option<&'static catalog::Region>,
    pub(super) partition: String,
    pub(super) account: Option<String>,
    pub(super) as_of: Date,
    pub(super) version: KubernetesVersion,
    pub(super) report: Report,
    /// True if a part is missing that a topology has to have: what is found of the others is said all the same.
    pub(super) incomplete: bool,
    pub(super) assumptions: Vec<Assumption>,
    pub(super) unknowns: Vec<Unknown>,
    /// Which role has a name in IAM, in lower case: IAM does not tell case apart.
    pub(super) role_names: BTreeMap<String, usize>,
}

impl<'s> Context<'s> {
    /// Reads the head of the spec: name, region, version, date.
    pub(super) fn new(spec: &'s Spec) -> Result<Self, Report> {
        let mut report = Report::default();
        let place = spec.cluster.metadata.as_ref().map_or(&NOWHERE, |metadata| &metadata.at);
        let head = |field: fn(&crate::spec::Metadata) -> Option<&Located<String>>| {
            spec.cluster
                .metadata
                .as_ref()
                .and_then(|metadata| field(&metadata.value))
                .filter(|text| !text.is_empty())
        };
        let (name, region) = (head(|it| it.name.as_ref()), head(|it| it.region.as_ref()));
        for (field, value) in [("name", name), ("region", region)] {
            // A field that is absent was reported when the document was read; an empty one was not.
            let written = spec.cluster.metadata.as_ref().is_some_and(|metadata| match field {
                "name" => metadata.name.is_some(),
                _ => metadata.region.is_some(),
            });
            if value.is_none() && written {
                report
                    .raise(Code::FieldMissing, place, format_args!("`metadata.{field}` is empty"))
                    .arg("field", field);
            }
        }
        let (Some(name), Some(region)) = (name, region) else { return Err(report) };
        let mut cx = Self {
            spec: &spec.cluster,
            config: &spec.config,
            name: name.value.clone(),
            region: region.value.clone(),
            known_region: catalog::region(region),
            partition: String::new(),
            account: spec.config.account.as_ref().map(|account| account.to_string()),
            as_of: catalog::DATE,
            version: catalog::default_kubernetes_version(),
            report,
            incomplete: false,
            assumptions: Vec::new(),
            unknowns: Vec::new(),
            role_names: BTreeMap::new(),
        };
        cx.read_partition(region);
        cx.read_date();
        cx.read_version();
        Ok(cx)
    }

    fn read_partition(&mut self, region: &Located<String>) {
        self.partition = match (&self.config.partition, self.known_region) {
            (Some(partition), _) => partition.value.clone(),
            (None, Some(known)) => known.partition.to_owned(),
            (None, None) => {
                let regions = names(catalog::regions(), |region| region.name);
                let near = closest(region, &regions).map_or("", |(_, name)| name);
                self.report
                    .raise(
                        Code::RegionUnknown,
                        &region.at,
                        format_args!("region `{}` is not in the catalog", region.value),
                    )
                    .arg("region", &region.value)
                    .help(format_args!("the nearest known region is `{near}`"));
                "aws".to_owned()
            }
        };
    }

    fn read_date(&mut self) {
        match self.config.as_of.as_ref().and_then(|date| date.value.to_string().parse().ok()) {
            Some(date) => self.as_of = date,
            None => self.assume(
                format_args!("asOf"),
                &self.as_of.to_string(),
                "no date was given",
                "the catalog's date",
            ),
        }
    }

    fn read_version(&mut self) {
        let Some(written) = self.spec.metadata.as_ref().and_then(|metadata| metadata.version.as_ref()) else {
            let version = self.version.to_string();
            self.assume(
                format_args!("metadata.version"),
                &version,
                "no version was given",
                "eksctl's default, of the catalog",
            );
            return;
        };
        let text = written.value.to_string();
        match text.as_str() {
            "auto" | "latest" => {
                self.version = catalog::latest_kubernetes_version(self.as_of);
                let (version, why) =
                    (self.version.to_string(), format!("`{text}` was looked up for {}", self.as_of));
                let subject = format_args!("metadata.version");
                self.assume(subject, &version, &why, "the support calendar of the catalog");
            }
            _ => match text.parse() {
                Ok(version) => self.version = version,
                Err(error) => {
                    let default = self.version.to_string();
                    self.report
                        .raise(
                            Code::FieldValue,
                            &written.at,
                            format_args!("`{text}` is no Kubernetes version: {error}"),
                        )
                        .arg("value", &text)
                        .help(format_args!("write it as \"{default}\""));
                }
            },
        }
    }

    /// Writes down what was chosen for want of input.
    pub(super) fn assume(&mut self, subject: fmt::Arguments<'_>, value: &str, why: &str, source: &str) {
        let subject = subject.to_string();
        let (value, why, source) = (value.to_owned(), why.to_owned(), source.to_owned());
        self.assumptions.push(Assumption { subject, value, why, source });
    }

    /// Writes down what cannot be known offline. `subject` may stand in a token `${unknown:SUBJECT}`.
    pub(super) fn unknown(
        &mut self,
        subject: fmt::Arguments<'_>,
        why: fmt::Arguments<'_>,
        command: Option<String>,
        blocks: bool,
    ) {
        let subject = subject.to_string();
        if self.unknowns.iter().all(|unknown| unknown.subject != subject) {
            self.unknowns.push(Unknown { subject, why: why.to_string(), command, blocks });
        }
    }

    /// Reports an error-level value of a field.
    #[cfg_attr(feature = "sites", track_caller)]
    pub(super) fn refuse(&mut self, at: &Place, message: impl Display, help: impl Display) {
        self.report.raise(Code::FieldValue, at, message).help(help);
    }

    /// Reports what has a code of its own.
    #[cfg_attr(feature = "sites", track_caller)]
    pub(super) fn refuse_as(&mut self, code: Code, at: &Place, message: impl Display, help: impl Display) {
        self.report.raise(code, at, message).help(help);
    }

    /// Reports a member that has to be there, or to hold something.
    #[cfg_attr(feature = "sites", track_caller)]
    pub(super) fn missing(
        &mut self,
        field: &str,
        at: &Place,
        message: impl Display,
        help: impl Display,
    ) -> Raised<'_> {
        self.report.raise(Code::FieldMissing, at, message).arg("field", field).help(help)
    }

    /// The edges of the user's own.
    pub(super) fn dependencies(&self) -> Vec<UserDependency> {
        let mut all = Vec::new();
        for item in items(&self.config.dependencies) {
            if let (Some(before), Some(after)) = (&item.before, &item.after) {
                all.push(UserDependency {
                    before: before.value.clone(),
                    after: after.value.clone(),
                    reason: item.reason.as_ref().map_or_else(String::new, |reason| reason.value.clone()),
                    place: item.at.clone(),
                });
            }
        }
        all.sort_unstable_by(|a, b| {
            (&a.before, &a.after, &a.reason, &a.place.path).cmp(&(
                &b.before,
                &b.after,
                &b.reason,
                &b.place.path,
            ))
        });
        all
    }
}

/// A copy of the text of a property, unless it is absent or empty.
#[inline(never)]
pub(super) fn owned(field: &Field<String>) -> Option<String> {
    copied(filled(field))
}

/// A copy of the text, if there is one.
#[inline(never)]
pub(super) fn copied(text: Option<&Located<String>>) -> Option<String> {
    text.map(|text| text.value.clone())
}

/// What node groups of both kinds have, those that EKS manages first.
pub(super) fn node_groups(spec: &ClusterConfig) -> Vec<&NodeGroupBase> {
    let mut all = Vec::new();
    for group in items(&spec.managed_node_groups) {
        all.push(&group.base);
    }
    for group in items(&spec.node_groups) {
        all.push(&group.base);
    }
    all
}

/// A written map of texts.
pub(super) fn texts(map: Option<&Located<Map<String>>>) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    if let Some(map) = map {
        for (key, value) in map.iter() {
            texts.insert(key.clone(), value.value.clone());
        }
    }
    texts
}

/// A written list of texts.
pub(super) fn list(list: Option<&Located<Vec<Located<String>>>>) -> Vec<String> {
    let mut texts = Vec::new();
    for item in list.map_or(&[][..], |list| &list.value) {
        texts.push(item.value.clone());
    }
    texts
}

/// An object of those numbers that are written.
pub(super) fn members(fields: &[(&str, &Field<i64>)]) -> Object {
    let mut object = Object::new();
    for (key, number) in fields {
        if let Some(number) = number {
            object.set(key, number.value);
        }
    }
    object
}
