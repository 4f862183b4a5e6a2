//! Plans made by hand, so that the renderers are tested on what they read and on nothing else. The times are invented.

use std::collections::BTreeMap;
use std::sync::Arc;

use eks_plan::diagnostic::{Code, Diagnostic, Evidence, Path, Place, Position, Span};
use eks_plan::document::plan::*;
use eks_plan::document::{Assumption, Origin, Unknown};
use eks_plan::terms::*;

use super::topology::topology;
use crate::facade::Input;

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
    Input { name: "cluster.yaml".into(), text: TEXT.into() }
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

/// A step to be: kind, name, p50, what it waits for by resource id.
pub(super) struct Draft {
    kind: ResourceKind,
    name: String,
    seconds: u32,
    after: Vec<String>,
}

impl Draft {
    fn id(&self) -> String {
        format!("{}/{}", self.kind, self.name)
    }
}

pub(super) fn draft(kind: ResourceKind, name: &str, seconds: u32, after: &[&str]) -> Draft {
    Draft { kind, name: name.into(), seconds, after: after.iter().map(|one| (*one).to_owned()).collect() }
}

/// About forty steps of a common cluster, and `groups` more node groups.
pub(super) fn drafts(groups: usize) -> Vec<Draft> {
    use ResourceKind::*;
    let mut all = vec![
        draft(Vpc, "main", 5, &[]),
        draft(InternetGateway, "main", 3, &[]),
        draft(InternetGatewayAttachment, "main", 2, &["vpc/main", "internet-gateway/main"]),
        draft(IamRole, "cluster", 10, &[]),
        draft(IamRolePolicy, "cluster-AmazonEKSClusterPolicy", 10, &["iam-role/cluster"]),
        draft(IamRole, "nodes", 10, &[]),
        draft(IamRolePolicy, "nodes-AmazonEKSWorkerNodePolicy", 10, &["iam-role/nodes"]),
        draft(IamRolePolicy, "nodes-AmazonEC2ContainerRegistryPullOnly", 10, &["iam-role/nodes"]),
        draft(ElasticIp, "nat", 3, &["internet-gateway-attachment/main"]),
        draft(SecurityGroup, "control-plane", 3, &["vpc/main"]),
        draft(SecurityGroup, "shared-nodes", 3, &["vpc/main"]),
        draft(LogGroup, "cluster", 2, &[]),
    ];
    for side in ["public", "private"] {
        for zone in 1..=3 {
            let name = format!("{side}-euw1-az{zone}");
            all.push(draft(Subnet, &name, 4, &["vpc/main"]));
            all.push(draft(
                RouteTableAssociation,
                &name,
                2,
                &[&format!("subnet/{name}"), &format!("route-table/{side}")],
            ));
        }
        all.push(draft(RouteTable, side, 3, &["vpc/main"]));
    }
    all.push(draft(NatGateway, "main", 105, &["elastic-ip/nat", "subnet/public-euw1-az1"]));
    all.push(draft(Route, "public", 2, &["route-table/public", "internet-gateway-attachment/main"]));
    all.push(draft(Route, "private", 2, &["route-table/private", "nat-gateway/main"]));
    let cluster = [
        "iam-role-policy/cluster-AmazonEKSClusterPolicy",
        "subnet/private-euw1-az3",
        "security-group/control-plane",
        "log-group/cluster",
    ];
    all.push(draft(Cluster, "demo", 580, &cluster));
    all.push(draft(AccessEntry, "admins", 3, &["cluster/demo"]));
    all.push(draft(AccessPolicyAssociation, "admins", 2, &["access-entry/admins"]));
    all.push(draft(IamOidcProvider, "demo", 3, &["cluster/demo"]));
    for name in ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"] {
        all.push(draft(AddOn, name, 20, &["cluster/demo"]));
    }
    let mut names = vec!["general".to_owned(), "spot".to_owned()];
    names.extend((0..groups).map(|index| format!("team-{index:03}")));
    for name in &names {
        all.push(draft(LaunchTemplate, name, 3, &["security-group/shared-nodes"]));
        let after = [
            format!("launch-template/{name}"),
            "add-on/vpc-cni".into(),
            "add-on/kube-proxy".into(),
            "route/private".into(),
        ];
        let after: Vec<&str> = after.iter().map(String::as_str).collect();
        all.push(draft(ManagedNodeGroup, name, if name == "general" { 135 } else { 120 }, &after));
    }
    all.push(draft(AddOn, "coredns", 30, &["managed-node-group/general"]));
    all.push(draft(AddOn, "metrics-server", 25, &["managed-node-group/general"]));
    all
}

/// A plan of these steps, each as early as it can be.
pub(super) fn plan_of(drafts: &[Draft]) -> Plan {
    let index: BTreeMap<String, usize> = drafts.iter().enumerate().map(|(at, one)| (one.id(), at)).collect();
    let mut placed: Vec<Option<(u32, u64, u64)>> = vec![None; drafts.len()];
    fn visit(
        at: usize,
        drafts: &[Draft],
        index: &BTreeMap<String, usize>,
        placed: &mut [Option<(u32, u64, u64)>],
    ) -> (u32, u64, u64) {
        if let Some(done) = placed[at] {
            return done;
        }
        let (mut wave, mut start) = (0, 0);
        for before in &drafts[at].after {
            let (w, _, finish) = visit(index[before], drafts, index, placed);
            wave = wave.max(w + 1);
            start = start.max(finish);
        }
        let done = (wave, start, start + u64::from(drafts[at].seconds));
        placed[at] = Some(done);
        done
    }
    let placed: Vec<_> = (0..drafts.len()).map(|at| visit(at, drafts, &index, &mut placed)).collect();
    let end = placed.iter().map(|one| one.2).max().unwrap_or(0);
    let mut path = Vec::new();
    let mut here = placed.iter().position(|one| one.2 == end);
    while let Some(at) = here {
        path.push(at);
        here = drafts[at].after.iter().map(|id| index[id]).find(|before| placed[*before].2 == placed[at].1);
    }
    path.reverse();
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|at| (placed[*at].0, drafts[*at].id()));
    let steps: Vec<Step> =
        order.iter().map(|at| step(&drafts[*at], placed[*at], path.contains(at))).collect();
    let resources = drafts.iter().map(resource).chain(hidden()).collect();
    let count = placed.iter().map(|one| one.0 + 1).max().unwrap_or(0);
    let waves = (0..count).map(|wave| Wave {
        index: wave,
        start_seconds: steps
            .iter()
            .filter(|one| one.wave == wave)
            .map(|one| one.start_seconds)
            .min()
            .unwrap_or(0),
        finish_seconds: steps
            .iter()
            .filter(|one| one.wave == wave)
            .map(|one| one.finish_seconds)
            .max()
            .unwrap_or(0),
        steps: steps.iter().filter(|one| one.wave == wave).map(|one| one.id.clone()).collect(),
    });
    Plan {
        waves: waves.collect(),
        totals: Some(Totals {
            steps: steps.len() as u32,
            waves: count,
            p50_seconds: end,
            p90_seconds: end * 14 / 10,
            sequential_seconds: drafts.iter().map(|one| u64::from(one.seconds)).sum(),
            assumed_seconds: 163,
        }),
        critical_path: Some(CriticalPath {
            seconds: end,
            steps: path.iter().map(|at| format!("create:{}", drafts[*at].id()).into()).collect(),
            edges: Vec::new(),
        }),
        steps,
        resources,
        ..empty()
    }
}

fn step(draft: &Draft, (wave, start, finish): (u32, u64, u64), critical: bool) -> Step {
    let guess = matches!(draft.kind, ResourceKind::ManagedNodeGroup | ResourceKind::AddOn);
    Step {
        id: format!("create:{}", draft.id()).into(),
        title: format!("create {} {}", draft.kind, draft.name),
        action: Action::Create,
        resource: draft.id().into(),
        operation: None,
        depends_on: draft
            .after
            .iter()
            .map(|id| Dependency { step: format!("create:{id}").into(), edge: None })
            .collect(),
        any_of: Vec::new(),
        wave,
        lane: None,
        ready: Ready { waiter: None, condition: "it is there".into(), timeout_seconds: 1800 },
        yields: Vec::new(),
        estimate: Estimate {
            p50_seconds: draft.seconds,
            p90_seconds: draft.seconds * 3 / 2,
            source: if guess { "assumed" } else { "measured: an invented figure" }.into(),
            n: None,
        },
        start_seconds: start,
        accepted_seconds: None,
        finish_seconds: finish,
        slack_seconds: 0,
        critical,
        permissions: Vec::new(),
        runs_from: RunsFrom::Anywhere,
        undo: None,
        reversibility: Reversibility::Reversible,
        disruption: "none",
        replaces: None,
        before: None,
        after: None,
        reason: "the spec asks for it".into(),
    }
}

fn resource(draft: &Draft) -> Resource {
    use ResourceKind::*;
    Resource {
        id: draft.id().into(),
        kind: draft.kind,
        name: draft.name.clone(),
        owner: Owner::Customer,
        origin: origin(),
        existing: false,
        made_by: None,
        billed: match draft.kind {
            Cluster | NatGateway | ElasticIp | ManagedNodeGroup => Billed::Hourly,
            LogGroup => Billed::Usage,
            _ => Billed::No,
        },
        properties: Default::default(),
        steps: vec![format!("create:{}", draft.id()).into()],
    }
}

fn hidden() -> impl Iterator<Item = Resource> {
    use ResourceKind::*;
    [ApiServers, Etcd, Scheduler, ControllerManager, ControlPlaneLoadBalancer, CrossAccountEnis]
        .into_iter()
        .map(|kind| {
            let mut made = resource(&draft(kind, "demo", 0, &[]));
            made.owner = Owner::Aws;
            made.made_by = Some("cluster/demo".into());
            made
        })
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
        summary: Summary {
            create: 0,
            update: 0,
            replace: 0,
            delete: 0,
            irreversible: 0,
            gates: 0,
            errors: 0,
            warnings: 0,
        },
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
    }
}

fn assumption(subject: &str, value: &str) -> Assumption {
    let (why, source) = ("nothing was given".to_owned(), "eksctl's default".to_owned());
    Assumption { subject: subject.into(), value: value.into(), why, source }
}

/// The common cluster, with all that an answer can hold.
pub(super) fn demo(groups: usize) -> Plan {
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
        Diagnostic::new(Code::FieldBlocks, &place(nat, "Single"), "one NAT gateway serves three zones")
            .label(
                &place(Path::ROOT, "gateway"),
                "private nodes in all zones lose egress when one zone fails",
            )
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
