//! Why a step is there, why it comes after another, and what hangs on it.

use std::sync::Arc;

use super::pipeline::{Lowered, Options};
use super::{Input, Misuse};
use crate::catalog;
use crate::document::plan::Plan;
use crate::document::why::{Impact, Reason, RequestedAt, Why};
use crate::graph::{Edge, Graph, Index};
use crate::plan::evidence;
use crate::seen::Names;
use crate::terms::{EdgeKind, Readiness, Relation};

/// The question names nothing, or there is nothing to ask about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct WhyError {
    /// What it is, for programs.
    pub misuse: Misuse,
    /// What is wrong.
    pub message: String,
    /// Ids that may have been meant, nearest first.
    pub suggestions: Vec<String>,
}

impl WhyError {
    fn new(misuse: Misuse, message: impl Into<String>) -> Self {
        Self { misuse, message: message.into(), suggestions: Vec::new() }
    }

    fn no_plan() -> Self {
        Self::new(Misuse::NoPlan, "there is no plan to ask about: see the findings")
    }
}

/// Why `subject` waits; with `before`, why it comes after that one. Both are step ids or resource ids.
///
/// # Errors
///
/// If there is no graph, if an id names nothing, or if `subject` does not come after `before`.
pub fn why(
    inputs: &[Input],
    options: &Options,
    subject: &str,
    before: Option<&str>,
    relation: Relation,
) -> Result<Why, WhyError> {
    let (topology, lowered) = Lowered::new(inputs, options);
    let topology = topology.ok_or_else(WhyError::no_plan)?;
    let mut graph = Graph::build(&topology);
    let plan = lowered.plan_of(&mut graph);
    let asked = find(&graph, subject)?;
    let target = before.map(|before| find(&graph, before)).transpose()?;
    let lanes = lane_edges(&graph, &plan);
    let mut tree = Tree::new(&graph, &plan, &lanes, relation);
    if let Some(target) = target {
        tree.only_towards(target);
        if !tree.leads(asked) {
            return Err(WhyError::new(
                Misuse::NotAfter,
                format!(
                    "`{}` does not come after `{}`: neither waits for the other on this way",
                    graph.resource(asked).id,
                    graph.resource(target).id
                ),
            ));
        }
    }
    let reasons = tree.reasons(asked);
    let name = |index: Index| graph.resource(index).called.as_str();
    let summary = match (target, reasons.first()) {
        (Some(target), _) => format!("{} {} {}", name(asked), tree.verb(), name(target)),
        (None, Some(first)) => {
            let from = graph.find(&first.from).map_or("", name);
            format!("{} {} {from}: {}", name(asked), tree.verb(), first.reason)
        }
        (None, None) => format!("{} waits for nothing", name(asked)),
    };
    let id = |text: &str, index: Index| -> Arc<str> {
        if text.contains(':') && plan.steps.iter().any(|step| step.id.as_ref() == text) {
            text.into()
        } else {
            graph.resource(index).id.shared()
        }
    };
    Ok(Why {
        step: id(subject, asked),
        before: before.zip(target).map(|(before, target)| id(before, target)),
        relation,
        summary,
        reasons,
    })
}

/// What waits for `subject`, and what fails with it.
///
/// # Errors
///
/// If there is no plan, or if the id names nothing that has steps.
pub fn impact(inputs: &[Input], options: &Options, subject: &str) -> Result<Impact, WhyError> {
    let (topology, lowered) = Lowered::new(inputs, options);
    let topology = topology.ok_or_else(WhyError::no_plan)?;
    let mut graph = Graph::build(&topology);
    let plan = lowered.plan_of(&mut graph);
    let asked = graph.resource(graph.maker(find(&graph, subject)?));
    let start = plan
        .steps
        .iter()
        .find(|step| step.id.as_ref() == subject)
        .or_else(|| plan.steps.iter().find(|step| step.resource == asked.id.shared()))
        .ok_or_else(|| {
            let message = format!("`{}` has no step: it stands already", asked.id);
            WhyError::new(Misuse::NoStep, message)
        })?;
    let (mut hard, mut waiting, mut failing) = (Names::default(), Names::default(), Names::default());
    for edge in plan.edges.iter().filter(|edge| edge.hard) {
        hard.enter(&edge.id);
    }
    waiting.enter(&start.id);
    failing.enter(&start.id);
    let (mut waits, mut fails) = (Vec::new(), Vec::new());
    for step in plan.steps.iter().filter(|step| step.id != start.id) {
        if step.depends_on.iter().any(|dependency| waiting.has(&dependency.step)) {
            waiting.enter(&step.id);
            waits.push(step.id.clone());
        }
        let in_set = |id: &Arc<str>| step.any_of.iter().any(|set| set.steps.contains(id));
        let lost = step.any_of.iter().any(|set| set.steps.iter().all(|member| failing.has(member)));
        let broken = step.depends_on.iter().any(|dependency| {
            let hard = dependency.edge.as_deref().is_none_or(|edge| hard.has(edge));
            hard && failing.has(&dependency.step) && !in_set(&dependency.step)
        });
        if lost || broken {
            failing.enter(&step.id);
            fails.push(step.id.clone());
        }
    }
    Ok(Impact { step: start.id.clone(), waits, fails })
}

/// The resource that a step id or a resource id names.
fn find(graph: &Graph<'_>, text: &str) -> Result<Index, WhyError> {
    let id = text.split_once(':').map_or(text, |(_, id)| id);
    let id = id.split_once('#').map_or(id, |(id, _)| id);
    graph.find(id).ok_or_else(|| WhyError {
        misuse: Misuse::NoSuchId,
        message: format!("`{text}` names no step and no resource of this plan"),
        suggestions: graph.nearest(id).into_iter().map(str::to_owned).collect(),
    })
}

/// The exclusive edges that scheduling added: they stand in the plan and not in the graph.
fn lane_edges(graph: &Graph<'_>, plan: &Plan) -> Vec<Edge> {
    let exclusive = plan.edges.iter().filter(|edge| edge.kind == EdgeKind::Exclusive);
    let lanes = exclusive.filter_map(|edge| {
        let reason = catalog::reason(edge.reason_code)?;
        Some(Edge {
            from: graph.find(&edge.from)?,
            to: graph.find(&edge.to)?,
            reason,
            group: None,
            note: None,
        })
    });
    lanes.filter(|edge| !graph.edges().contains(edge)).collect()
}

/// Grows the tree of reasons; every resource is explained once, where it matters most.
struct Tree<'g, 't> {
    graph: &'g Graph<'t>,
    relation: Relation,
    /// When each resource is accepted and finished, in the plan's time; nothing if it has no steps.
    times: Vec<Option<(u64, u64)>>,
    /// Edges that the plan's steps rest on.
    chosen: Names,
    /// The edges that lead to each maker.
    edges: Vec<Vec<&'g Edge>>,
    /// Which resources are on the way to the one that was asked about; all if there is none.
    on_the_way: Option<Vec<bool>>,
    explained: Vec<bool>,
}

impl<'g, 't> Tree<'g, 't> {
    fn new(graph: &'g Graph<'t>, plan: &'g Plan, lanes: &'g [Edge], relation: Relation) -> Self {
        let count = graph.resources().len();
        let mut tree = Self {
            graph,
            relation,
            times: vec![None; count],
            chosen: Names::default(),
            edges: vec![Vec::new(); count],
            on_the_way: None,
            explained: vec![false; count],
        };
        for step in &plan.steps {
            if let Some(index) = graph.find(&step.resource).filter(|_| relation == Relation::Create) {
                let time = tree.times[index as usize].get_or_insert_default();
                *time = (time.0.max(step.accepted_seconds.unwrap_or(0)), time.1.max(step.finish_seconds));
            }
            for edge in step.depends_on.iter().filter_map(|it| it.edge.as_deref()) {
                tree.chosen.enter(edge);
            }
        }
        for edge in graph.edges().iter().chain(lanes).filter(|edge| edge.relation() == relation) {
            let (from, to) = (tree.holder(edge.from), tree.holder(edge.to));
            if from != to {
                tree.edges[to as usize].push(edge);
            }
        }
        tree
    }

    fn holder(&self, index: Index) -> Index {
        holder(self.graph, self.relation, index)
    }

    fn verb(&self) -> &'static str {
        match self.relation {
            Relation::Create => "waits for",
            Relation::Delete => "goes only after",
        }
    }

    fn only_towards(&mut self, target: Index) {
        let mut next = vec![Vec::new(); self.edges.len()];
        for edge in self.edges.iter().flatten() {
            next[self.holder(edge.from) as usize].push(self.holder(edge.to) as usize);
        }
        let mut way = vec![false; next.len()];
        let mut stack = vec![self.holder(target) as usize];
        while let Some(here) = stack.pop() {
            if !std::mem::replace(&mut way[here], true) {
                stack.extend(&next[here]);
            }
        }
        self.on_the_way = Some(way);
    }

    fn leads(&self, index: Index) -> bool {
        let holder = self.holder(index) as usize;
        self.on_the_way.as_ref().is_none_or(|way| way[holder])
    }

    fn reasons(&mut self, index: Index) -> Vec<Reason> {
        let index = self.holder(index) as usize;
        if std::mem::replace(&mut self.explained[index], true) {
            return Vec::new();
        }
        let mut edges: Vec<(Option<u64>, &Edge)> = Vec::new();
        for &edge in &self.edges[index] {
            if self.leads(edge.from) && !self.loses(edge) {
                edges.push((self.satisfied(edge), edge));
            }
        }
        // The one that is satisfied last comes first: it is what the step waits for.
        edges.sort_by_key(|(satisfied, edge)| (std::cmp::Reverse(*satisfied), edge.from, edge.reason));
        let last = edges.first().and_then(|(satisfied, _)| *satisfied);
        let mut reasons = Vec::with_capacity(edges.len());
        for (satisfied, edge) in edges {
            let binding = last.is_some() && satisfied == last;
            reasons.push(self.reason(edge, satisfied, binding));
        }
        reasons
    }

    /// True for members of a set that were not chosen: they are named beside the one that was.
    fn loses(&self, edge: &Edge) -> bool {
        let asked_for_all =
            self.on_the_way.is_some() || self.relation == Relation::Delete || self.chosen.is_empty();
        edge.group.is_some() && !asked_for_all && !self.chosen.has(&self.graph.edge_id(edge))
    }

    fn reason(&mut self, edge: &Edge, satisfied: Option<u64>, binding: bool) -> Reason {
        let from = self.graph.resource(edge.from);
        let mut any_of = Vec::new();
        for other in &self.edges[self.holder(edge.to) as usize] {
            if edge.group.is_some() && other.group == edge.group && other.from != edge.from {
                any_of.push(self.graph.resource(other.from).id.shared());
            }
        }
        Reason {
            edge: self.graph.edge_id(edge),
            kind: edge.kind(),
            reason_code: edge.reason.code(),
            reason: self.graph.sentence(edge),
            evidence: evidence(edge.reason),
            from: from.id.shared(),
            to: self.graph.resource(edge.to).id.shared(),
            any_of,
            delay_seconds: delay(edge),
            satisfied_seconds: satisfied,
            binding,
            requested_at: from
                .origin
                .place
                .as_ref()
                .map(|place| RequestedAt { path: place.path.clone(), span: place.span.clone() }),
            reasons: self.reasons(edge.from),
        }
    }

    fn satisfied(&self, edge: &Edge) -> Option<u64> {
        let (accepted, finished) = self.times[self.graph.maker(edge.from) as usize]?;
        let ready = if edge.reason.until() == Some(Readiness::Accepted) { accepted } else { finished };
        Some(ready + u64::from(delay(edge).unwrap_or(0)))
    }
}

/// Whose steps a resource comes and goes with: its maker's. What has to be gone before its maker goes by itself.
fn holder(graph: &Graph<'_>, relation: Relation, index: Index) -> Index {
    let maker = graph.maker(index);
    let before_it = |edge: &Edge| edge.relation() == relation && edge.from == index && edge.to == maker;
    let alone = relation == Relation::Delete && index != maker && graph.edges().iter().any(before_it);
    if alone { index } else { maker }
}

fn delay(edge: &Edge) -> Option<u32> {
    edge.reason.delay().and_then(crate::catalog::duration).map(|row| row.p50)
}
