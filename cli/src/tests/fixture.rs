//! Plans made by hand, so that the renderers are tested on what they read and on nothing else. The times are invented.

use std::sync::Arc;

use eks_plan::diagnostic::{Code, Diagnostic, Evidence, Path, Place, Position, Span};
use eks_plan::document::plan::*;
use eks_plan::document::{Assumption, Origin, Unknown};
use eks_plan::terms::*;

use super::drafts::{drafts, plan_of};
use super::topology::topology;
use eks_plan::api::Input;

pub(super) const TEXT: &str = "\
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: demo
  region: eu-west-1
  version: 1.35
vpc:
  nat:
    gateway: Single
managedNodeGroups:
  - name: general
    instanceType: m6i.large
    desiredCapacity: 3
  - name: spot
    spotInstance: true
    instanceTypes: [m6i.large, m5.large]
";

pub(super) fn input() -> Input {
    Input::text("cluster.yaml", TEXT)
}

/// The place of a word of `TEXT`.
pub(super) fn place(path: Path, word: &str) -> Place {
    let at = TEXT.find(word).unwrap();
    let position = |offset: usize| Position {
        line: TEXT[..offset].matches('\n').count() as u32 + 1,
        column: (offset - TEXT[..offset].rfind('\n').map_or(0, |at| at + 1)) as u32 + 1,
        offset: offset as u32,
    };
    let span = Span { file: "cluster.yaml".into(), start: position(at), end: position(at + word.len()) };
    Place { path, span: Some(span) }
}

pub(super) fn origin() -> Origin {
    Origin { kind: OriginType::Default, path: None, span: None }
}

pub(super) fn evidence() -> Evidence {
    Evidence { source: "EKS guide".into(), locator: "CoreDNS".into(), date: "2026-11-22".into() }
}

/// A plan without steps.
pub(super) fn empty() -> Plan {
    Plan {
        format_version: "1.0",
        generator: Generator { name: "eks-plan", version: "0.0.0" },
        fingerprint: String::new(),
        input_fingerprint: String::new(),
        goal: Goal::Create,
        as_of: "2026-11-22".into(),
        catalog: CatalogRevision { revision: "0", date: "2026-11-20".into() },
        executable: true,
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

fn assumption(subject: &str, value: &str) -> Assumption {
    let (why, source) = ("nothing was given".to_owned(), "eksctl's default".to_owned());
    Assumption { subject: subject.into(), value: value.into(), why, source }
}

/// The common cluster, with all that an answer can hold.
pub(crate) fn demo(groups: usize) -> Plan {
    let mut plan = plan_of(&drafts(groups));
    plan.cluster = Some(ClusterHeader {
        name: "demo".into(),
        region: "eu-west-1".into(),
        version: "1.35".into(),
        account: None,
        partition: "aws".into(),
    });
    plan.topology = Some(topology(3, groups));
    plan.assumptions = vec![
        assumption("zones", "euw1-az1, euw1-az2, euw1-az3"),
        assumption("add-on versions", "EKS default"),
    ];
    plan.unknowns = vec![Unknown {
        subject: "account quota of elastic IPs".into(),
        why: "quotas belong to the account".into(),
        command: Some(
            "aws service-quotas get-service-quota --service-code ec2 --quota-code L-0263D0A3".into(),
        ),
        blocks: false,
    }];
    let nat = Path::ROOT.key("vpc").key("nat").key("gateway");
    let spot = Path::ROOT.key("managedNodeGroups").index(1);
    plan.diagnostics = vec![
        Diagnostic::new(
            Code::NetworkFieldIgnored,
            &place(nat, "Single"),
            "one NAT gateway serves three zones",
        )
        .label(&place(Path::ROOT, "gateway"), "private nodes in all zones lose egress when one zone fails")
        .help("`HighlyAvailable` makes one per zone"),
        Diagnostic::new(
            Code::FieldNotModelled,
            &place(spot, "spotInstance"),
            "the field `spotInstance` is not modelled yet",
        ),
    ];
    plan.summary.create = plan.resources.len() as u32;
    plan.summary.warnings = 1;
    plan
}

/// A change with what a person has to look at twice.
pub(super) fn change() -> Plan {
    let mut plan = demo(0);
    plan.goal = Goal::Change;
    plan.steps.retain(|one| one.wave >= 2 && !one.resource.starts_with("route-table"));
    plan.summary = Summary { update: 3, delete: 1, irreversible: 1, gates: 1, create: 9, ..plan.summary };
    for one in &mut plan.steps {
        one.runs_from = if one.resource.starts_with("add-on") { RunsFrom::Vpc } else { RunsFrom::Anywhere };
        let (action, title) = match one.resource.as_ref() {
            "cluster/demo" => (Action::Update, "update cluster demo to Kubernetes 1.36"),
            "add-on/coredns" => (Action::Update, "update add-on coredns"),
            "add-on/vpc-cni" => (Action::Gate, "wait for an approval of vpc-cni"),
            "managed-node-group/spot" => (Action::Delete, "delete managed node group spot"),
            _ => continue,
        };
        (one.action, one.title) = (action, title.into());
        if action == Action::Update && one.wave == 2 {
            one.reversibility = Reversibility::Irreversible;
        }
    }
    plan
}

/// The same with an error, so that it cannot be carried out.
pub(super) fn refused() -> Plan {
    let mut plan = demo(0);
    plan.diagnostics.insert(0, version_error());
    plan.summary.errors = 1;
    plan.executable = false;
    plan
}

pub(super) fn version_error() -> Diagnostic {
    let at = place(Path::ROOT.key("metadata").key("version"), "1.35");
    let mut error = Diagnostic::new(
        Code::VersionUnquoted,
        &at,
        "the Kubernetes version `1.35` is not quoted: YAML reads a number",
    )
    .help("quote it, so that `1.30` does not become `1.3`")
    .fix("quote the version", at.span.as_ref(), "\"1.35\"", true)
    .refused_by("eksctl");
    error.evidence = Some(evidence());
    error
}

pub(super) fn arc(text: &str) -> Arc<str> {
    text.into()
}
