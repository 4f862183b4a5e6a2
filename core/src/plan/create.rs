//! The plan that brings a cluster up.

use super::any_of::{self, Lanes, Settled, Unsettled};
use super::steps::Steps;
use super::write::Writer;
use super::{Request, fingerprint, topology};
use crate::catalog;
use crate::control::Control;
use crate::diagnostic::{Code, Diagnostic, Place, Report, Severity, Unread};
use crate::document::check::Check;
use crate::document::plan::{CatalogRevision, ClusterHeader, Generator, Plan, Summary};
use crate::document::{Assumption, Unknown};
use crate::graph::{Cycle, Graph};
use crate::terms::{Action, Goal, Relation, Reversibility};

/// Makes the plan of a graph. With a cycle topology, resources and edges stand; steps, waves and critical path are empty.
pub fn create(graph: &Graph<'_>, request: Request<'_>) -> Plan {
    let mut plan = unsigned(graph, request);
    fingerprint::sign(&mut plan);
    plan
}

/// The canonical text of [`create`]'s plan.
pub(crate) fn create_text(graph: &Graph<'_>, request: Request<'_>) -> String {
    fingerprint::sign(&mut unsigned(graph, request))
}

/// What [`create`] would say about its plan, without making it.
pub(crate) fn findings(graph: Option<&Graph<'_>>, request: Request<'_>) -> Check {
    let mut said = Said {
        report: request.report,
        unread: request.unread,
        assumptions: Vec::new(),
        unknowns: request.unknowns,
    };
    if let Some(graph) = graph {
        // Only a cycle through resources that have steps leaves the plan without an order.
        if graph.is_cyclic(Relation::Create) {
            let steps = Steps::new(graph, request.config);
            order(graph, &steps, &Lanes::new(request.config), &mut said.report);
        }
        said.add(graph);
    }
    said.report.silence(said.unread);
    let judged = request.control.judge(said.report);
    Check {
        ok: judged.count(Severity::Error) == 0,
        diagnostics: judged.diagnostics,
        assumptions: said.assumptions,
        unknowns: said.unknowns,
        suppressed: judged.suppressed,
        hidden: 0,
        baseline: None,
    }
}

/// What is said about a plan.
struct Said<'a> {
    report: Report,
    unread: &'a Unread,
    assumptions: Vec<Assumption>,
    unknowns: Vec<Unknown>,
}

impl Said<'_> {
    fn add(&mut self, graph: &Graph<'_>) {
        let topology = graph.topology();
        topology::findings(graph, &mut self.report);
        self.unknowns.extend(topology.unknowns.iter().cloned());
        topology::unknowns(graph, &mut self.unknowns);
        self.assumptions.extend(topology.assumptions.iter().cloned());
        self.assumptions.sort_by(|a, b| (&a.subject, &a.value).cmp(&(&b.subject, &b.value)));
        self.unknowns.sort_by(|a, b| a.subject.cmp(&b.subject));
    }
}

/// The schedule; nothing if there is none, which is reported.
fn order(graph: &Graph<'_>, steps: &Steps, lanes: &Lanes, report: &mut Report) -> Option<Settled> {
    match any_of::settle(steps, lanes) {
        Ok(settled) => return Some(settled),
        Err(Unsettled::Cyclic) => {
            graph.cycles(Relation::Create).iter().for_each(|cycle| report.push(describe(graph, cycle)));
        }
        Err(Unsettled::Network(error)) => {
            report.push(Diagnostic::new(Code::ScheduleTooLarge, &Place::default(), error.to_string()));
        }
    }
    None
}

fn unsigned(graph: &Graph<'_>, request: Request<'_>) -> Plan {
    let mut steps = Steps::new(graph, request.config);
    let lanes = Lanes::new(request.config);
    let mut said = Said {
        report: request.report,
        unread: request.unread,
        assumptions: Vec::new(),
        unknowns: request.unknowns,
    };
    let settled = order(graph, &steps, &lanes, &mut said.report);
    said.add(graph);
    let topology = graph.topology();
    let mut plan = empty(request.as_of, request.input_fingerprint);
    plan.cluster = Some(ClusterHeader {
        name: topology.cluster.name.clone(),
        region: topology.cluster.region.clone(),
        version: topology.cluster.version.to_string(),
        account: topology.cluster.account.clone(),
        partition: topology.cluster.partition.clone(),
    });
    plan.topology = Some(topology::document(graph));
    write(&mut plan, graph, &mut steps, &lanes, settled.as_ref());
    finish(plan, said, request.control)
}

fn write(plan: &mut Plan, graph: &Graph<'_>, steps: &mut Steps, lanes: &Lanes, settled: Option<&Settled>) {
    let mut writer = Writer::new(graph, steps, lanes);
    plan.resources = writer.resources(settled.is_some());
    if let Some(settled) = settled {
        plan.steps = writer.steps(settled);
        plan.waves = writer.waves(settled);
        plan.critical_path = writer.critical_path(settled);
        plan.totals = Some(writer.totals(settled));
    }
    plan.edges = writer.edges();
}

/// A plan of an input that could not be lowered.
pub fn without_topology(request: Request<'_>) -> Plan {
    let said = Said {
        report: request.report,
        unread: request.unread,
        assumptions: Vec::new(),
        unknowns: request.unknowns,
    };
    let mut plan = finish(empty(request.as_of, request.input_fingerprint), said, request.control);
    fingerprint::sign(&mut plan);
    plan
}

fn empty(as_of: catalog::Date, input_fingerprint: String) -> Plan {
    Plan {
        format_version: "1.0",
        generator: Generator { name: "eks-plan", version: env!("CARGO_PKG_VERSION") },
        fingerprint: String::new(),
        input_fingerprint,
        goal: Goal::Create,
        as_of: as_of.to_string(),
        catalog: catalog_revision(),
        executable: false,
        summary: Summary::default(),
        cluster: None,
        topology: None,
        resources: Vec::new(),
        edges: Vec::new(),
        steps: Vec::new(),
        waves: Vec::new(),
        critical_path: None,
        totals: None,
        assumptions: Vec::new(),
        unknowns: Vec::new(),
        diagnostics: Vec::new(),
        suppressed: Vec::new(),
    }
}

fn finish(mut plan: Plan, said: Said<'_>, control: Control) -> Plan {
    let Said { mut report, unread, assumptions, unknowns } = said;
    report.silence(unread);
    let judged = control.judge(report);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let mut summary = Summary {
        errors: count(judged.count(Severity::Error)),
        warnings: count(judged.count(Severity::Warning)),
        ..Summary::default()
    };
    for step in &plan.steps {
        summary.irreversible += u32::from(step.reversibility == Reversibility::Irreversible);
        summary.gates += u32::from(step.action == Action::Gate);
    }
    for first in plan.resources.iter().filter_map(|resource| resource.steps.first()) {
        let verb = first.split_once(':').map_or("", |(verb, _)| verb);
        summary.create += u32::from(verb == Action::Create.as_str());
        summary.update += u32::from(verb == Action::Update.as_str());
        summary.delete += u32::from(verb == Action::Delete.as_str());
    }
    plan.summary = summary;
    plan.executable =
        !judged.blocks && !plan.steps.is_empty() && unknowns.iter().all(|unknown| !unknown.blocks);
    plan.assumptions = assumptions;
    plan.unknowns = unknowns;
    plan.diagnostics = judged.diagnostics;
    plan.suppressed = judged.suppressed;
    plan
}

/// A cycle as a finding: the way round, each hop with its reason, and where to cut it.
fn describe(graph: &Graph<'_>, cycle: &Cycle) -> Diagnostic {
    let (mut names, mut hops) = (Vec::new(), Vec::new());
    for hop in &cycle.hops {
        let (from, to) = (graph.resource(hop.from), graph.resource(hop.to));
        names.push(from.id.as_str());
        hops.push(format!("`{}` comes before `{}`: {}", from.id, to.id, graph.sentence(&hop.edge)));
    }
    let message = format!("{} resources wait for each other: {}", names.len(), names.join(" before "));
    let place =
        graph.topology().dependencies.first().map(|dependency| dependency.place.clone()).unwrap_or_default();
    let mut diagnostic =
        Diagnostic::new(Code::DependencyCycle, &place, message).arg("cycle", names.join(" > "));
    let cut = &cycle.hops[cycle.cut];
    diagnostic = diagnostic.help(format!(
        "the softest edge to cut is `{}` before `{}`; the whole way round: {}",
        graph.resource(cut.from).id,
        graph.resource(cut.to).id,
        hops.join("; ")
    ));
    for name in names {
        diagnostic = diagnostic.resource(name);
    }
    diagnostic
}

/// Which facts a plan rests on.
pub(crate) fn catalog_revision() -> CatalogRevision {
    CatalogRevision { revision: catalog::REVISION, date: catalog::DATE.to_string() }
}
