//! The plan as a document: what `--format json` prints and every binding returns. Its fields are fixed in `docs/contract.md`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use super::check::Suppressed;
use super::topology::Topology;
use super::{Assumption, Origin, Unknown, document};
use crate::diagnostic::{Diagnostic, Evidence};
use crate::terms::{Action, Billed, EdgeKind, Goal, Owner, Readiness, Relation, ResourceKind};
use crate::terms::{Reversibility, RunsFrom};

document! {
    /// A plan.
    Plan {
        /// `1.0`; a minor step only adds.
        format_version: &'static str,
        /// Who made it.
        generator: Generator,
        /// SHA-256 of what is planned; comments, key order and layout of the input do not change it.
        fingerprint: String,
        /// SHA-256 of the input's bytes.
        input_fingerprint: String,
        /// What it is for.
        goal: Goal,
        /// The day for which calendar facts were looked up, `YYYY-MM-DD`.
        as_of: String,
        /// The facts it rests on.
        catalog: CatalogRevision,
        /// False when an error-level finding stands or an unknown blocks.
        executable: bool,
        /// What a bot needs.
        summary: Summary,
        /// Which cluster; null when the input could not be lowered.
        cluster: Option<ClusterHeader>,
        /// What it will be; null when the input could not be lowered.
        topology: Option<Topology>,
        /// Its parts, by id.
        resources: Vec<Resource>,
        /// What joins them, both relations, by id.
        edges: Vec<Edge>,
        /// What is done, in one topological order: by wave, longest remaining time first, then id.
        steps: Vec<Step>,
        /// Steps of one depth.
        waves: Vec<Wave>,
        /// What the duration hangs on; null without steps.
        critical_path: Option<CriticalPath>,
        /// Sums; null without steps.
        totals: Option<Totals>,
        /// What was chosen for want of input.
        assumptions: Vec<Assumption>,
        /// What cannot be known offline.
        unknowns: Vec<Unknown>,
        /// All findings that stand.
        diagnostics: Vec<Diagnostic>,
        /// Findings that were accepted.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        suppressed: Vec<Suppressed>,
    }
    /// The program that made a document.
    Generator {
        /// Its name.
        name: &'static str,
        /// Its version.
        version: &'static str,
    }
    /// The dated facts that a plan rests on.
    CatalogRevision {
        /// A hash of the facts.
        revision: &'static str,
        /// When they were gathered, `YYYY-MM-DD`.
        date: String,
    }
    /// Counts.
    #[derive(Default)]
    Summary {
        /// Resources that are created.
        create: u32,
        /// Resources that are changed in place.
        update: u32,
        /// Resources that are replaced.
        replace: u32,
        /// Resources that are removed.
        delete: u32,
        /// Steps that cannot be taken back.
        irreversible: u32,
        /// Steps that wait for a person or a time.
        gates: u32,
        /// Findings of level error.
        errors: u32,
        /// Findings of level warning.
        warnings: u32,
    }
    /// The cluster in one line.
    ClusterHeader {
        /// Its name.
        name: String,
        /// Its region.
        region: String,
        /// Its Kubernetes version.
        version: String,
        /// The account, where it is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        account: Option<String>,
        /// The partition, as `aws`.
        partition: String,
    }
    /// A resource or an operation: a node of the graph.
    Resource {
        /// `kind/name`.
        id: Arc<str>,
        /// Its kind.
        kind: ResourceKind,
        /// Its name, as people say it.
        name: String,
        /// Who makes and may change it.
        owner: Owner,
        /// Where it comes from.
        origin: Origin,
        /// True if it stands already.
        existing: bool,
        /// The resource whose making makes it, for what AWS makes by itself.
        #[serde(skip_serializing_if = "Option::is_none")]
        made_by: Option<Arc<str>>,
        /// How it is billed.
        billed: Billed,
        /// What is known of it.
        properties: Map<String, Value>,
        /// Ids of its steps.
        steps: Vec<Arc<str>>,
    }
    /// A reason for an order, between two resources.
    Edge {
        /// Stable.
        id: Arc<str>,
        /// What comes first (create) or goes first (delete).
        from: Arc<str>,
        /// What comes after.
        to: Arc<str>,
        /// Which of the two orders.
        relation: Relation,
        /// What it means.
        kind: EdgeKind,
        /// How far `from` has to be.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Readiness>,
        /// The set of which one is enough.
        #[serde(skip_serializing_if = "Option::is_none")]
        group: Option<Arc<str>>,
        /// Seconds to wait after that.
        #[serde(skip_serializing_if = "Option::is_none")]
        delay_seconds: Option<u32>,
        /// Texts of errors with which the call is refused until then, and made again.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        retry_on: Vec<&'static str>,
        /// False if breaking it costs time or safety, not success.
        hard: bool,
        /// Why, for programs.
        reason_code: &'static str,
        /// Why, for people.
        reason: Cow<'static, str>,
        /// How we know.
        evidence: Evidence,
    }
    /// A call and its waiting until ready.
    Step {
        /// `action:resource-id`, with `#2`, `#3` where one resource has several.
        id: Arc<str>,
        /// What it does, for people.
        title: String,
        /// What it does.
        action: Action,
        /// To what.
        resource: Arc<str>,
        /// The call; null for gates.
        operation: Option<Operation>,
        /// What it waits for, and by which edge.
        depends_on: Vec<Dependency>,
        /// Sets of which one was enough; the chosen one stands in `dependsOn`.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        any_of: Vec<AnyOf>,
        /// Its depth, from 0.
        wave: u32,
        /// What it must not overlap with.
        #[serde(skip_serializing_if = "Option::is_none")]
        lane: Option<Arc<str>>,
        /// When it is done.
        ready: Ready,
        /// Outputs that other steps use.
        yields: Vec<&'static str>,
        /// How long it takes.
        estimate: Estimate,
        /// Earliest start.
        start_seconds: u64,
        /// When its call is accepted.
        #[serde(skip_serializing_if = "Option::is_none")]
        accepted_seconds: Option<u64>,
        /// Earliest finish.
        finish_seconds: u64,
        /// By how much it may be late.
        slack_seconds: u64,
        /// True if it may not be late.
        critical: bool,
        /// Rights that the call needs, as far as they follow from it; never claimed complete.
        permissions: Vec<Cow<'static, str>>,
        /// Where it must be run from.
        runs_from: RunsFrom,
        /// The call that takes it back.
        #[serde(skip_serializing_if = "Option::is_none")]
        undo: Option<Undo>,
        /// Whether it can be taken back.
        reversibility: Reversibility,
        /// What stops meanwhile.
        disruption: &'static str,
        /// The step that removes what this one replaces.
        #[serde(skip_serializing_if = "Option::is_none")]
        replaces: Option<Arc<str>>,
        /// The state before.
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<Value>,
        /// The state after.
        #[serde(skip_serializing_if = "Option::is_none")]
        after: Option<Value>,
        /// Why it is there.
        reason: Cow<'static, str>,
    }
    /// A step that has to be done before, and why.
    Dependency {
        /// Its id.
        step: Arc<str>,
        /// The edge it comes from; absent between two steps of one resource.
        #[serde(skip_serializing_if = "Option::is_none")]
        edge: Option<Arc<str>>,
    }
    /// A set of steps of which one is enough.
    AnyOf {
        /// The set's name.
        group: Arc<str>,
        /// All its members.
        steps: Vec<Arc<str>>,
    }
    /// When a step is done.
    Ready {
        /// The AWS waiter that tells, by botocore's name.
        #[serde(skip_serializing_if = "Option::is_none")]
        waiter: Option<&'static str>,
        /// What has to hold, for people.
        condition: Cow<'static, str>,
        /// After which one gives up.
        timeout_seconds: u32,
    }
    /// How long something takes.
    Estimate {
        /// Half of the time it takes no longer.
        p50_seconds: u32,
        /// Nine times of ten it takes no longer.
        p90_seconds: u32,
        /// Begins with `measured`, `limit` or `assumed`.
        source: Arc<str>,
        /// How many were measured.
        #[serde(skip_serializing_if = "Option::is_none")]
        n: Option<u32>,
    }
    /// The call that takes a step back.
    Undo {
        /// Its service.
        service: &'static str,
        /// Its name.
        api: &'static str,
    }
    /// All steps of one depth.
    Wave {
        /// From 0.
        index: u32,
        /// The earliest start.
        start_seconds: u64,
        /// The last finish.
        finish_seconds: u64,
        /// Their ids.
        steps: Vec<Arc<str>>,
    }
    /// The chain of steps that the duration hangs on.
    CriticalPath {
        /// Its length.
        seconds: u64,
        /// Its steps.
        steps: Vec<Arc<str>>,
        /// The edges between them.
        edges: Vec<Arc<str>>,
    }
    /// Sums.
    Totals {
        /// How many steps.
        steps: u32,
        /// How many waves.
        waves: u32,
        /// The last finish.
        p50_seconds: u64,
        /// The last finish if everything takes its p90.
        p90_seconds: u64,
        /// What one after another would take.
        sequential_seconds: u64,
        /// The part of the critical path whose estimate nobody measured.
        assumed_seconds: u64,
    }
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Operation {
    /// Of an AWS API, by botocore's names and shapes.
    #[cfg_attr(feature = "schema", schemars(title = "AwsOperation"))]
    Aws {
        /// As `eks`.
        service: &'static str,
        /// As `CreateCluster`.
        api: &'static str,
        /// Its parameters; what is not known before a step has run is a token.
        parameters: Map<String, Value>,
    },
    /// Of the Kubernetes API.
    #[cfg_attr(feature = "schema", schemars(title = "KubernetesOperation"))]
    Kubernetes {
        /// `kubernetes`.
        service: &'static str,
        /// As `apply`.
        api: &'static str,
        /// The object.
        manifest: Value,
    },
    /// Of Helm.
    #[cfg_attr(feature = "schema", schemars(title = "HelmOperation"))]
    Helm {
        /// `helm`.
        service: &'static str,
        /// As `upgrade`.
        api: &'static str,
        /// The release.
        release: String,
        /// The namespace that it goes into; a step before makes it.
        namespace: String,
        /// The chart.
        chart: String,
        /// Where it comes from.
        repository: String,
        /// Which one.
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<String>,
        /// What it is told.
        values: BTreeMap<String, Value>,
    },
    /// A program that must run.
    #[cfg_attr(feature = "schema", schemars(title = "CommandOperation"))]
    Command {
        /// `command`.
        service: &'static str,
        /// The program.
        program: String,
        /// Its arguments.
        arguments: Vec<String>,
    },
}
