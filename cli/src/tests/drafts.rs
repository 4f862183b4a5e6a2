//! Steps in short, and the plan that they make: each as early as it can be.

use std::collections::BTreeMap;

use eks_plan::document::plan::*;
use eks_plan::terms::*;

use super::fixture::{empty, origin};

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
