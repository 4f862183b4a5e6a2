//! `PlanConfig`: what a user tells the planner beside the cluster itself.

use super::Status::Refused;
use super::context::Context;
use super::section::{Section, choice, section};
use super::{AccountId, Anything, DateText, Located, Map, Workload};
use crate::diagnostic::{Code, Path, Phase, Place, Report};
use crate::source::{self, Limits, Node};

const LATER: &str = "this version does not plan with it";

choice! {
    /// The version of the document.
    PlanConfigVersion { V1Alpha1 = "eks-plan/v1alpha1", }
}

choice! {
    /// The kind of the document.
    PlanConfigKind { PlanConfig = "PlanConfig", }
}

choice! {
    /// A part of the plan that can be asked for by name.
    PlanSection {
        /// What the cluster will be.
        Topology = "topology",
        /// The nodes of the graph.
        Resources = "resources",
        /// The edges of the graph.
        Edges = "edges",
        /// What is done.
        Steps = "steps",
        /// Steps of one depth.
        Waves = "waves",
        /// What the duration hangs on.
        CriticalPath = "criticalPath",
    }
}

choice! {
    /// How bad a finding is.
    Level {
        /// It fails the check.
        Error = "error",
        /// It is likely to fail, or a risk.
        Warning = "warning",
        /// It is information.
        Note = "note",
    }
}

section! {
    /// What a user tells the planner beside the cluster itself: the document `PlanConfig`, and the options of a call.
    PlanConfig = "PlanConfig" {
        /// The version of the document; needed in a stream of documents alone.
        api_version "apiVersion": PlanConfigVersion,
        /// The kind of the document; needed in a stream of documents alone.
        kind "kind": PlanConfigKind,
        /// The date to plan for; it moves the support calendar and windows. Default: the date of the catalog.
        as_of "asOf": DateText,
        /// The AWS account.
        account "account": AccountId,
        /// The AWS partition, such as `aws`.
        partition "partition": String,
        /// Zone ids by zone name, which differ from account to account.
        zone_ids "zoneIds": Map<String>,
        /// Ids of the zones to use.
        zones "zones": Vec<Located<String>>,
        /// What exists.
        observed "observed": Observed,
        /// Applications that the cluster is for.
        workloads "workloads": Vec<Located<Workload>>,
        /// Expected number and size of pods by the node group or the Fargate profile that takes them.
        pods "pods": Map<ExpectedPods>,
        /// Limits of the account, or what is left of them, by their names in the catalog.
        quotas "quotas": Map<u32>,
        /// How long steps take, by their names in the catalog.
        durations "durations": Map<DurationEstimate>,
        /// Prices of the account.
        prices "prices": Anything => Refused(LATER),
        /// How many steps of a lane run at the same time.
        max_parallel "maxParallel": Map<u32>,
        /// How strictly the skew of versions is judged.
        skew "skew": Anything => Refused(LATER),
        /// Approvals, bake times, windows and freezes.
        gates "gates": Anything => Refused(LATER),
        /// What has to wait for what, beyond what AWS asks for.
        dependencies "dependencies": Vec<Located<Dependency>>,
        /// Facts that the user asserts.
        pins "pins": Anything => Refused(LATER),
        /// How bad findings are, by their codes.
        severity "severity": Map<Level>,
        /// Findings that are accepted.
        suppress "suppress": Vec<Located<Suppression>>,
        /// The least grave findings to list. Default: `note`, which is all.
        min_severity "minSeverity": Level,
        /// The parts of the plan to return. Default: all.
        sections "sections": Vec<Located<PlanSection>>,
        /// What the text is called in findings. Default: `-`.
        source_name "sourceName": String,
    }
}

section! {
    /// What exists.
    Observed = "Observed" {
        /// The VPC that the cluster goes into.
        vpc "vpc": ObservedVpc,
        /// Outposts by their ARNs.
        outposts "outposts": Map<ObservedOutpost>,
    }
}

section! {
    /// An Outpost.
    ObservedOutpost = "ObservedOutpost" {
        /// The id or the name of its zone.
        zone "zone": String,
        /// The instance types that it has.
        instance_types "instanceTypes": Vec<Located<String>>,
    }
}

section! {
    /// An existing VPC.
    ObservedVpc = "ObservedVpc" {
        /// Its id.
        id "id": String,
        /// Its addresses.
        cidr "cidr": String,
        /// True if names are resolved in it.
        dns_support "dnsSupport": bool,
        /// True if its hosts get names.
        dns_hostnames "dnsHostnames": bool,
        /// Its subnets by id.
        subnets "subnets": Map<ObservedSubnet>,
    }
}

section! {
    /// An existing subnet.
    ObservedSubnet = "ObservedSubnet" {
        /// Its addresses.
        cidr "cidr": String,
        /// The id or the name of its zone.
        zone "zone": String,
        /// True if it has a route to an internet gateway.
        public "public": bool,
        /// How many addresses are free.
        free_addresses "freeAddresses": u32,
        /// True if an instance in it gets a public address.
        map_public_ip "mapPublicIp": bool,
    }
}

section! {
    /// Findings that are accepted.
    Suppression = "Suppression", required("code") {
        /// Their code.
        code "code": String,
        /// The value that they are about, and all below it; `*` stands for any key or index. Default: everywhere.
        path "path": String,
        /// Why they are accepted.
        reason "reason": String,
    }
}

section! {
    /// Pods that are expected on a node group or a Fargate profile.
    ExpectedPods = "ExpectedPods", required("count") {
        /// How many there are.
        count "count": u32,
        /// What each of them asks for, in thousandths of a CPU.
        cpu_millis "cpuMillis": u32,
        /// What each of them asks for, in MiB of memory.
        memory_mib "memoryMib": u32,
    }
}

section! {
    /// How long a step takes, in seconds.
    DurationEstimate = "DurationEstimate", required("p50Seconds") {
        /// Half of all runs take no longer.
        p50_seconds "p50Seconds": u32,
        /// Nine of ten runs take no longer. Default: `p50Seconds`.
        p90_seconds "p90Seconds": u32,
        /// Who measured it.
        source "source": String,
    }
}

section! {
    /// An order that the user asks for.
    Dependency = "Dependency", required("before", "after") {
        /// The id of the resource that comes first.
        before "before": String,
        /// The id of the resource that waits.
        after "after": String,
        /// Why.
        reason "reason": String,
    }
}

impl PlanConfig {
    /// Reads options from JSON text, as a host language hands them over; the findings have no place in the text.
    ///
    /// # Errors
    ///
    /// The findings, if one of them is an error.
    pub fn from_json(text: &str) -> Result<PlanConfig, Report> {
        match serde_json::from_str(text) {
            Ok(json) => Self::from_value(&json),
            Err(error) => {
                let mut report = Report::default();
                let message = format_args!("the options are not JSON: {error}");
                report.raise(Code::TextSyntax, &Place::default(), message).phase(Phase::Parse);
                Err(report)
            }
        }
    }

    /// Reads options from a JSON object; the findings have no place in the text.
    ///
    /// # Errors
    ///
    /// The findings, if one of them is an error.
    pub fn from_value(json: &serde_json::Value) -> Result<PlanConfig, Report> {
        Self::from_source(source::from_json(json, &Limits::default()))
    }

    /// Reads a file of its own, YAML or JSON, that findings call `name`.
    ///
    /// # Errors
    ///
    /// The findings, if one of them is an error.
    pub fn from_text(name: &str, text: &str) -> Result<PlanConfig, Report> {
        Self::from_source(source::read(name, text, &Limits::default()))
    }

    /// Reads a source of its own.
    ///
    /// # Errors
    ///
    /// The findings, if one of them is an error.
    pub fn from_source(source: source::Source) -> Result<PlanConfig, Report> {
        let mut cx = Context::default();
        let mut roots = source.documents.iter().map(|document| &document.root);
        let config = roots.next().and_then(|node| Self::read(node, &mut cx));
        if let Some(second) = roots.next() {
            let place = Place { path: Path::ROOT, span: second.span.clone() };
            let message = "expected one document, found several";
            cx.findings.raise(Code::DocumentTwice, &place, message).phase(Phase::Parse);
        }
        let mut report = source.report;
        report.extend(cx.findings.finish());
        match config {
            Some(config) if !report.has_errors() => Ok(config),
            _ => Err(report),
        }
    }

    pub(crate) fn read(node: &Node, cx: &mut Context) -> Option<PlanConfig> {
        super::root(node, cx)
    }

    /// Lets `over` win: mappings merge by key, lists and single values are replaced.
    #[must_use]
    pub fn merge(mut base: PlanConfig, over: &PlanConfig) -> PlanConfig {
        Section::merge(&mut base, over);
        base
    }

    /// Its JSON Schema (draft 2020-12).
    #[cfg(feature = "schema")]
    pub fn json_schema() -> serde_json::Value {
        super::json_schema::of::<PlanConfig>()
    }
}
