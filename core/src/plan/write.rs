//! Resources, edges, steps and waves as the document has them.

use std::borrow::Cow;
use std::sync::Arc;

use super::any_of::{Lanes, Settled, accepted};
use super::cost::billed;
use super::steps::{Steps, Wait};
use super::{properties, steps::StepIndex};
use crate::catalog::reason;
use crate::diagnostic::Evidence;
use crate::document::plan::{AnyOf, CriticalPath, Dependency, Edge, Ready, Resource, Step, Totals, Wave};
use crate::graph::{self, Graph};
use crate::id::in_byte_order;
use crate::terms::{OriginType, Owner, ResourceKind, RunsFrom};

/// Writes a schedule down.
pub(super) struct Writer<'w, 't> {
    graph: &'w Graph<'t>,
    steps: &'w mut Steps,
    lanes: &'w Lanes,
    edge_ids: Vec<Arc<str>>,
    /// Exclusive edges that the schedule added.
    lane_edges: Vec<graph::Edge>,
}

impl<'w, 't> Writer<'w, 't> {
    pub(super) fn new(graph: &'w Graph<'t>, steps: &'w mut Steps, lanes: &'w Lanes) -> Self {
        let edge_ids = graph.edges().iter().map(|edge| graph.edge_id(edge)).collect();
        Self { graph, steps, lanes, edge_ids, lane_edges: Vec::new() }
    }

    /// All resources; `with_steps` is false where there is no order.
    pub(super) fn resources(&self, with_steps: bool) -> Vec<Resource> {
        let mut ids: Vec<Vec<Arc<str>>> = vec![Vec::new(); self.graph.resources().len()];
        if with_steps {
            for step in &self.steps.all {
                ids[step.resource as usize].push(step.id.clone());
            }
        }
        let mut rows = Vec::with_capacity(ids.len());
        for (resource, steps) in self.graph.resources().iter().zip(ids) {
            rows.push(Resource {
                id: resource.id.shared(),
                kind: resource.kind,
                name: resource.name.clone(),
                owner: resource.owner,
                origin: resource.origin.document(),
                existing: resource.existing,
                made_by: resource.made_by.map(|maker| self.graph.resource(maker).id.shared()),
                billed: billed(self.graph, resource),
                properties: properties::of(self.graph, resource),
                steps,
            });
        }
        rows
    }

    pub(super) fn edges(&self) -> Vec<Edge> {
        let mut ids = self.edge_ids.clone();
        for edge in &self.lane_edges {
            ids.push(self.graph.edge_id(edge));
        }
        let edges = self.graph.edges();
        let texts: Vec<&str> = ids.iter().map(|id| &**id).collect();
        let mut all = Vec::with_capacity(ids.len());
        for at in in_byte_order(&texts) {
            let edge = edges.get(at).unwrap_or_else(|| &self.lane_edges[at - edges.len()]);
            all.push(self.edge(edge, ids[at].clone()));
        }
        all
    }

    fn edge(&self, edge: &graph::Edge, id: Arc<str>) -> Edge {
        let reason = edge.reason;
        Edge {
            id,
            from: self.graph.resource(edge.from).id.shared(),
            to: self.graph.resource(edge.to).id.shared(),
            relation: reason.relation(),
            kind: reason.kind(),
            until: reason.until(),
            group: edge.group.and_then(|group| self.graph.groups().get(group as usize).cloned()),
            delay_seconds: reason.delay().and_then(crate::catalog::duration).map(|row| row.p50),
            retry_on: reason.retry().to_vec(),
            hard: reason.hard(),
            reason_code: reason.code(),
            reason: self.graph.sentence(edge),
            evidence: evidence(reason),
        }
    }

    pub(super) fn steps(&mut self, settled: &Settled) -> Vec<Step> {
        let schedule = &settled.schedule;
        let count = self.steps.all.len();
        let mut depends_on: Vec<Vec<Dependency>> = vec![Vec::new(); count];
        for wait in &settled.chosen {
            depends_on[wait.to as usize].push(self.dependency(wait));
        }
        for &(from, to) in &schedule.lane_links {
            if let Some(edge) = self.lane_edge(from, to) {
                let id = self.graph.edge_id(&edge);
                self.lane_edges.push(edge);
                depends_on[to as usize].push(Dependency { step: self.id(from), edge: Some(id) });
            }
        }
        let mut any_of = self.any_of();
        let mut rows: Vec<Step> = Vec::with_capacity(count);
        for &at in &schedule.order {
            let mut depends_on = std::mem::take(&mut depends_on[at as usize]);
            depends_on.sort_unstable_by(|a, b| (&a.step, &a.edge).cmp(&(&b.step, &b.edge)));
            rows.push(self.step(at, settled, depends_on, std::mem::take(&mut any_of[at as usize])));
        }
        // What is large is moved.
        for (row, &at) in rows.iter_mut().zip(&schedule.order) {
            let draft = &mut self.steps.all[at as usize].draft;
            row.title = std::mem::take(&mut draft.title);
            row.operation = draft.operation.take();
            row.ready.condition = std::mem::take(&mut draft.condition);
            row.permissions = std::mem::take(&mut draft.permissions);
        }
        rows
    }

    /// The sets of which each step needs one.
    fn any_of(&self) -> Vec<Vec<AnyOf>> {
        let groups = self.graph.groups();
        let mut sets: Vec<(Option<StepIndex>, Vec<Arc<str>>)> = vec![(None, Vec::new()); groups.len()];
        for wait in &self.steps.waits {
            if let Some(group) = wait.group {
                let (to, members) = &mut sets[group as usize];
                *to = Some(wait.to);
                // What one maker makes stands side by side.
                let step = self.id(wait.from);
                if members.last() != Some(&step) {
                    members.push(step);
                }
            }
        }
        let mut of_steps = vec![Vec::new(); self.steps.all.len()];
        for ((to, steps), group) in sets.into_iter().zip(groups) {
            if let Some(to) = to {
                of_steps[to as usize].push(AnyOf { group: group.clone(), steps });
            }
        }
        of_steps
    }

    /// A row without what is moved into it.
    fn step(
        &self,
        at: StepIndex,
        settled: &Settled,
        depends_on: Vec<Dependency>,
        any_of: Vec<AnyOf>,
    ) -> Step {
        let schedule = &settled.schedule;
        let place = at as usize;
        let step = &self.steps.all[place];
        let resource = self.graph.resource(step.resource);
        let draft = &step.draft;
        Step {
            id: step.id.clone(),
            title: String::new(),
            action: draft.action,
            resource: resource.id.shared(),
            operation: None,
            depends_on,
            any_of,
            wave: schedule.wave[place],
            lane: self.lanes.of(step, resource.kind.as_str()).map(Into::into),
            ready: Ready { waiter: draft.waiter, condition: Cow::default(), timeout_seconds: step.timeout },
            yields: draft.yields.to_vec(),
            estimate: step.estimate.clone(),
            start_seconds: schedule.start[place],
            accepted_seconds: Some(schedule.start[place] + u64::from(accepted(step.estimate.p50_seconds))),
            finish_seconds: schedule.finish[place],
            slack_seconds: schedule.slack[place],
            critical: schedule.critical[place],
            permissions: Vec::new(),
            runs_from: self.runs_from(resource),
            undo: draft.undo.clone(),
            reversibility: draft.reversibility,
            disruption: "none",
            replaces: None,
            before: None,
            after: None,
            reason: reason_of(resource),
        }
    }

    /// A call of the Kubernetes API needs a way to the endpoint; AWS's own APIs are open to anyone with credentials.
    fn runs_from(&self, resource: &graph::Resource) -> RunsFrom {
        let endpoint = &self.graph.topology().cluster.endpoint;
        match resource.owner {
            _ if resource.kind == ResourceKind::HybridNodes => RunsFrom::OnPremises,
            Owner::Kubernetes if !endpoint.public => RunsFrom::Vpc,
            _ => RunsFrom::Anywhere,
        }
    }

    fn dependency(&self, wait: &Wait) -> Dependency {
        let edge = wait.edge.and_then(|place| self.edge_ids.get(place).cloned());
        Dependency { step: self.id(wait.from), edge }
    }

    fn id(&self, at: StepIndex) -> Arc<str> {
        self.steps.all[at as usize].id.clone()
    }

    /// The exclusive edge between two steps of one lane; none between steps of one resource.
    fn lane_edge(&self, from: StepIndex, to: StepIndex) -> Option<graph::Edge> {
        let (a, b) = (&self.steps.all[from as usize], &self.steps.all[to as usize]);
        let why = match a.draft.lane {
            Some("fargate-profile") => reason::ONE_FARGATE_PROFILE,
            Some(_) => reason::ONE_CLUSTER_UPDATE,
            None => reason::ONE_AT_A_TIME,
        };
        (a.resource != b.resource).then_some(graph::Edge {
            from: a.resource,
            to: b.resource,
            reason: why,
            group: None,
            note: None,
        })
    }

    pub(super) fn waves(&self, settled: &Settled) -> Vec<Wave> {
        let schedule = &settled.schedule;
        let mut waves: Vec<Wave> = Vec::new();
        for &at in &schedule.order {
            let place = at as usize;
            let (start, finish) = (schedule.start[place], schedule.finish[place]);
            if waves.last().is_none_or(|wave| wave.index != schedule.wave[place]) {
                let index = schedule.wave[place];
                waves.push(Wave { index, start_seconds: start, finish_seconds: finish, steps: Vec::new() });
            }
            if let Some(wave) = waves.last_mut() {
                wave.start_seconds = wave.start_seconds.min(start);
                wave.finish_seconds = wave.finish_seconds.max(finish);
                wave.steps.push(self.id(at));
            }
        }
        waves
    }

    pub(super) fn critical_path(&self, settled: &Settled) -> Option<CriticalPath> {
        let schedule = &settled.schedule;
        if schedule.critical_path.is_empty() {
            return None;
        }
        let path = &schedule.critical_path;
        let mut before: Vec<Option<StepIndex>> = vec![None; self.steps.all.len()];
        for (&from, &to) in path.iter().zip(&path[1..]) {
            before[to as usize] = Some(from);
        }
        // The wait of each pair that was over last; of several the first edge.
        let mut binding: Vec<Option<&Wait>> = vec![None; before.len()];
        let over = |wait: &Wait| {
            let times = if wait.until_accepted { &schedule.accepted } else { &schedule.finish };
            (times[wait.from as usize] + u64::from(wait.delay), std::cmp::Reverse(wait.edge))
        };
        for wait in &settled.chosen {
            let best = &mut binding[wait.to as usize];
            if before[wait.to as usize] == Some(wait.from) && best.is_none_or(|best| over(wait) >= over(best))
            {
                *best = Some(wait);
            }
        }
        let mut edges = Vec::new();
        for (&from, &to) in path.iter().zip(&path[1..]) {
            edges.extend(match binding[to as usize] {
                Some(wait) => wait.edge.and_then(|place| self.edge_ids.get(place).cloned()),
                None => self.lane_edge(from, to).map(|edge| self.graph.edge_id(&edge)),
            });
        }
        let steps = schedule.critical_path.iter().map(|&at| self.id(at)).collect();
        Some(CriticalPath { seconds: schedule.finish_total, steps, edges })
    }

    pub(super) fn totals(&self, settled: &Settled) -> Totals {
        let schedule = &settled.schedule;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let p50 = |at: &StepIndex| u64::from(self.steps.all[*at as usize].estimate.p50_seconds);
        let assumed = |at: &&StepIndex| self.steps.all[**at as usize].estimate.n.is_none();
        let measured: u64 = schedule.critical_path.iter().filter(|at| !assumed(at)).map(p50).sum();
        Totals {
            steps: count(self.steps.all.len()),
            waves: schedule.wave.iter().max().map_or(0, |&last| last + 1),
            p50_seconds: schedule.finish_total,
            p90_seconds: settled.p90.max(schedule.finish_total),
            sequential_seconds: self.steps.all.iter().map(|step| u64::from(step.estimate.p50_seconds)).sum(),
            assumed_seconds: schedule.finish_total.saturating_sub(measured),
        }
    }
}

pub(crate) fn evidence(reason: crate::catalog::Reason) -> Evidence {
    Evidence { source: reason.source().into(), locator: reason.locator().into(), date: reason.date().into() }
}

fn reason_of(resource: &graph::Resource) -> Cow<'static, str> {
    match (resource.origin.kind, &resource.origin.place) {
        (OriginType::Field, Some(place)) if place.path == crate::diagnostic::Path::ROOT => {
            "asked for by the spec as a whole".into()
        }
        (OriginType::Field, Some(place)) => format!("asked for at `{}`", place.path).into(),
        (OriginType::Aws, _) => "AWS makes it by itself".into(),
        _ => "a default: nobody asked for it, and eksctl makes it too".into(),
    }
}
