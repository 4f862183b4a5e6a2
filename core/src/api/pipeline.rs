//! The way from texts to a topology, stage by stage.

use serde_json::Value;

use super::Input;
use crate::catalog::{self, Date};
use crate::check::{self, Subject};
use crate::control::{self, Baseline, Control};
use crate::diagnostic::{Report, Severity, Unread};
use crate::document::Assumption;
use crate::document::check::Check;
use crate::document::plan::Plan;
use crate::graph::Graph;
use crate::plan::{self, Request};
use crate::spec::{self, DateText, Located, PlanConfig, Spec};
use crate::topology::{self, Topology};

/// What a call is made with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The options proper; they win over a `PlanConfig` among the inputs.
    pub config: PlanConfig,
    /// A text that holds a `PlanConfig`; it wins over one among the inputs, and `config` wins over it.
    pub config_file: Option<Input>,
    /// The date to plan for if nothing else gives one. Without it the catalog's date counts.
    pub today: Option<DateText>,
    /// Findings that were there before; `check` passes over them.
    pub baseline: Option<Baseline>,
}

impl Options {
    /// Options from JSON text, as a host language hands them over.
    ///
    /// # Errors
    ///
    /// The findings, if one of them is an error.
    pub fn from_json(text: &str) -> Result<Self, Report> {
        Ok(Self { config: PlanConfig::from_json(text)?, ..Self::default() })
    }

    /// Options from a JSON object.
    ///
    /// # Errors
    ///
    /// The findings, if one of them is an error.
    pub fn from_value(options: &Value) -> Result<Self, Report> {
        Ok(Self { config: PlanConfig::from_value(options)?, ..Self::default() })
    }
}

/// What stands beside the topology, once the inputs went as far as they could. Its findings are told once.
pub(super) struct Lowered {
    spec: Option<Spec>,
    /// The options alone; those that counted stand in the spec, if there is one.
    options: PlanConfig,
    /// What the user decided about findings.
    control: Control,
    /// What was found until the topology stood.
    report: Report,
    /// Where values stand that could not be read.
    unread: Unread,
    as_of: Date,
    input_fingerprint: String,
}

impl Lowered {
    /// Reads inputs; the topology is there if they went as far as that.
    pub(super) fn new(inputs: &[Input], options: &Options) -> (Option<Topology>, Self) {
        let mut report = Report::default();
        let mut documents = Vec::new();
        let mut texts = Vec::new();
        for input in inputs {
            let source = input.read();
            texts.push((input.as_text().unwrap_or_default(), source.documents.len(), source.comments));
            documents.extend(source.documents);
            report.extend(source.report);
        }
        let mut control = Control::default();
        let mut base = PlanConfig::default();
        if let Some(file) = &options.config_file {
            let source = file.read();
            control.add_text(
                file.as_text().unwrap_or_default(),
                source.documents.clone(),
                source.comments.clone(),
            );
            match PlanConfig::from_source(source) {
                Ok(config) => base = config,
                Err(found) => report.extend(found),
            }
        }
        let config = PlanConfig::merge(base, &options.config);
        let (spec, found) = spec::decode(&documents, Some(&config));
        report.extend(found);
        control.add_config(spec.as_ref().map_or(&config, |spec| &spec.config));
        for (text, count, comments) in texts {
            control.add_text(text, documents.drain(..count).collect(), comments);
        }
        let mut lowered = Self {
            control,
            spec: None,
            options: config,
            unread: report.unread(),
            report,
            as_of: catalog::DATE,
            input_fingerprint: plan::input_fingerprint(inputs.iter().map(Input::canonical)),
        };
        let Some(mut spec) = spec else {
            lowered.as_of = date(lowered.options.as_of.as_deref().or(options.today.as_ref()));
            return (None, lowered);
        };
        let mut assumed = None;
        if let (None, Some(today)) = (&spec.config.as_of, &options.today) {
            assumed = Some(Assumption {
                subject: "asOf".to_owned(),
                value: today.to_string(),
                why: "no date was given".to_owned(),
                source: "today's date".to_owned(),
            });
            spec.config.as_of = Some(Located { value: today.clone(), ..Located::default() });
        }
        let (mut topology, found) = topology::lower(&spec);
        lowered.report.extend(found);
        lowered.as_of = date(spec.config.as_of.as_deref());
        lowered.spec = Some(spec);
        if let Some(topology) = &mut topology {
            topology.assumptions.extend(assumed);
        }
        (topology, lowered)
    }

    /// The plan with all its parts.
    pub(super) fn plan(mut self, topology: Option<&Topology>) -> Plan {
        match topology {
            Some(topology) => self.plan_of(&mut Graph::build(topology)),
            None => plan::without_topology(self.request(None)),
        }
    }

    /// The canonical text of the plan with all its parts.
    pub(super) fn text(mut self, topology: Option<&Topology>) -> String {
        match topology {
            Some(topology) => {
                let mut graph = Graph::build(topology);
                let request = self.request(Some(&mut graph));
                plan::create_text(&graph, request)
            }
            None => plan::canonical(&self.plan(None)),
        }
    }

    /// Findings alone.
    pub(super) fn findings(mut self, mut graph: Option<Graph<'_>>) -> Check {
        let request = self.request(graph.as_mut());
        plan::findings(graph.as_ref(), request)
    }

    /// The plan of a graph that was built of the topology.
    pub(super) fn plan_of(mut self, graph: &mut Graph<'_>) -> Plan {
        let request = self.request(Some(graph));
        plan::create(graph, request)
    }

    /// The parts of the plan that were asked for; nothing asks for all.
    pub(super) fn sections(&self) -> Option<Vec<spec::PlanSection>> {
        let sections = self.config().sections.as_ref()?;
        Some(sections.value.iter().map(|section| section.value).collect())
    }

    /// The least grave findings to list.
    pub(super) fn min_severity(&self) -> Option<Severity> {
        self.config().min_severity.as_ref().map(|level| control::severity(level.value))
    }

    fn config(&self) -> &PlanConfig {
        self.spec.as_ref().map_or(&self.options, |spec| &spec.config)
    }

    fn request(&mut self, mut graph: Option<&mut Graph<'_>>) -> Request<'_> {
        let mut report = std::mem::take(&mut self.report);
        let control = std::mem::take(&mut self.control);
        if let Some(graph) = &mut graph {
            report.extend(graph.take_findings());
        }
        let mut unknowns = Vec::new();
        if let Some(spec) = &self.spec {
            let subject = Subject::new(spec, &self.unread, self.as_of, graph.as_deref());
            report.extend(check::run(&subject));
            unknowns = check::unknowns(&subject);
        }
        Request {
            config: self.config(),
            as_of: self.as_of,
            input_fingerprint: self.input_fingerprint.clone(),
            report,
            unknowns,
            unread: &self.unread,
            control,
        }
    }
}

fn date(text: Option<&DateText>) -> Date {
    text.and_then(|text| text.parse().ok()).unwrap_or(catalog::DATE)
}
