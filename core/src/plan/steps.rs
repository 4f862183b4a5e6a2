//! Steps before they are scheduled: the calls of every resource, and what each waits for.

use std::sync::Arc;

use super::draft::Draft;
use super::operation::Calls;
use crate::catalog::{self, Basis};
use crate::document::plan::Estimate;
use crate::graph::{Graph, Index};
use crate::id::in_byte_order;
use crate::spec::PlanConfig;
use crate::terms::{Readiness, Relation};

/// A step's place in [`Steps::all`].
pub(super) type StepIndex = u32;

/// A call of a resource.
pub(super) struct Step {
    pub(super) id: Arc<str>,
    pub(super) resource: Index,
    pub(super) draft: Draft,
    pub(super) estimate: Estimate,
    pub(super) timeout: u32,
}

/// What a step waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wait {
    pub(super) from: StepIndex,
    pub(super) to: StepIndex,
    /// The edge of the graph that it comes from; none between two steps of one resource.
    pub(super) edge: Option<usize>,
    pub(super) until_accepted: bool,
    pub(super) delay: u32,
    /// The same after the pessimistic settle time.
    pub(super) delay_p90: u32,
    /// The set of which one is enough.
    pub(super) group: Option<u32>,
}

/// All steps, in the byte order of their ids, and what each waits for.
pub(super) struct Steps {
    pub(super) all: Vec<Step>,
    pub(super) waits: Vec<Wait>,
    /// First and last step of each resource.
    pub(super) of_resource: Vec<Option<(StepIndex, StepIndex)>>,
}

impl Steps {
    pub(super) fn new(graph: &Graph<'_>, config: &PlanConfig) -> Self {
        let calls = Calls::new(graph);
        let mut estimates = Estimates { config, sources: vec![None; catalog::durations().len()] };
        let mut all: Vec<Step> = Vec::new();
        let mut chains = Vec::with_capacity(graph.resources().len());
        for (index, resource) in (0..).zip(graph.resources()) {
            let begin = all.len();
            for draft in calls.create(index) {
                let same = |step: &&Step| step.draft.action == draft.action;
                let ordinal = all[begin..].iter().filter(same).count() + 1;
                let id = resource.id.step(draft.action, ordinal);
                let (estimate, timeout) = estimates.get(&draft.duration);
                all.push(Step { id, resource: index, draft, estimate, timeout });
            }
            chains.push(begin..all.len());
        }
        let ids: Vec<&str> = all.iter().map(|step| &*step.id).collect();
        let order = in_byte_order(&ids);
        let mut place = vec![0; all.len()];
        for (new, &old) in (0..).zip(&order) {
            place[old] = new;
        }
        let mut slots: Vec<Option<Step>> = all.into_iter().map(Some).collect();
        let all = order.into_iter().filter_map(|old| slots[old].take()).collect();
        let mut steps = Self { all, waits: Vec::new(), of_resource: Vec::with_capacity(chains.len()) };
        for chain in chains {
            let places: &[StepIndex] = &place[chain];
            for pair in places.windows(2) {
                if let &[from, to] = pair {
                    let wait = Wait {
                        from,
                        to,
                        edge: None,
                        until_accepted: false,
                        delay: 0,
                        delay_p90: 0,
                        group: None,
                    };
                    steps.waits.push(wait);
                }
            }
            steps.of_resource.push(places.first().copied().zip(places.last().copied()));
        }
        steps.join(graph);
        steps
    }

    /// Every edge of the relation `create` between two resources that have steps, AWS's own counted as their makers'.
    fn join(&mut self, graph: &Graph<'_>) {
        for (place, edge) in graph.edges().iter().enumerate() {
            if edge.relation() != Relation::Create {
                continue;
            }
            let (from, to) = (graph.maker(edge.from), graph.maker(edge.to));
            let (Some((_, from)), Some((to, _))) =
                (self.of_resource[from as usize], self.of_resource[to as usize])
            else {
                continue;
            };
            if graph.maker(edge.from) == graph.maker(edge.to) {
                continue;
            }
            let settle = edge.reason.delay().and_then(catalog::duration);
            self.waits.push(Wait {
                from,
                to,
                edge: Some(place),
                until_accepted: edge.reason.until() == Some(Readiness::Accepted),
                delay: settle.map_or(0, |settle| settle.p50),
                delay_p90: settle.map_or(0, |settle| settle.p90),
                group: edge.group,
            });
        }
    }
}

/// Looks durations up, the caller's own first.
struct Estimates<'c> {
    config: &'c PlanConfig,
    /// What the document says of the source of each duration, in their order; many steps share a text.
    sources: Vec<Option<Arc<str>>>,
}

/// What is assumed of a step whose kind has no row.
const UNKNOWN_DURATION: (u32, u32) = (5, 15);

/// After how many seconds one gives up on a call that has no figure of its own: botocore's usual waiter.
const TIMEOUT: u32 = 600;

impl Estimates<'_> {
    fn get(&mut self, key: &str) -> (Estimate, u32) {
        let row = catalog::duration(key);
        let timeout = row.and_then(|row| row.timeout).unwrap_or(TIMEOUT);
        let own = self.config.durations.as_ref().and_then(|own| own.get(key));
        if let Some(own) = own {
            let p50 = own.p50_seconds.as_ref().map_or(0, |seconds| seconds.value);
            let p90 = own.p90_seconds.as_ref().map_or(p50, |seconds| seconds.value).max(p50);
            let said = own.source.as_ref().map_or("the caller", |source| source.value.as_str());
            let source = format!("assumed: given by {said}").into();
            return (Estimate { p50_seconds: p50, p90_seconds: p90, source, n: None }, timeout);
        }
        let estimate = match row {
            Some(row) => Estimate {
                p50_seconds: row.p50,
                p90_seconds: row.p90,
                source: self.source(row),
                n: match row.basis {
                    Basis::Measured { n } => Some(u32::from(n)),
                    Basis::Limit | Basis::Assumed => None,
                },
            },
            None => Estimate {
                p50_seconds: UNKNOWN_DURATION.0,
                p90_seconds: UNKNOWN_DURATION.1,
                source: "assumed: no source gives a figure".into(),
                n: None,
            },
        };
        (estimate, timeout)
    }

    fn source(&mut self, row: &catalog::Duration) -> Arc<str> {
        let place = catalog::durations().binary_search_by(|other| other.key.cmp(row.key));
        match place.ok().and_then(|at| self.sources.get_mut(at)) {
            Some(known) => known.get_or_insert_with(|| source(row).into()).clone(),
            None => source(row).into(),
        }
    }
}

fn source(row: &catalog::Duration) -> String {
    let basis = match row.basis {
        Basis::Measured { .. } => "measured",
        Basis::Limit => "limit",
        Basis::Assumed => "assumed",
    };
    format!("{basis}: {}", row.source)
}
