//! A tree of reasons made by hand.

use eks_plan::diagnostic::{Evidence, Path};
use eks_plan::document::why::{Impact, Reason, RequestedAt, Why};
use eks_plan::terms::{EdgeKind, Relation};

use super::fixture::{arc, evidence, place};

fn reason(kind: EdgeKind, text: &str, from: &str, to: &str, at: u64) -> Reason {
    Reason {
        edge: arc("e1"),
        kind,
        reason_code: "code",
        reason: text.to_owned().into(),
        evidence: evidence(),
        from: arc(from),
        to: arc(to),
        any_of: Vec::new(),
        delay_seconds: None,
        satisfied_seconds: Some(at),
        binding: false,
        requested_at: None,
        reasons: Vec::new(),
    }
}

pub(crate) fn why() -> Why {
    let (dns, group) = ("add-on/coredns", "managed-node-group/general");
    let mut cni = reason(
        EdgeKind::Readiness,
        "nodes become ready only with a network plugin",
        "add-on/vpc-cni",
        group,
        620,
    );
    cni.binding = true;
    cni.evidence = Evidence {
        source: "EKS troubleshooting".into(),
        locator: "NetworkPluginNotReady".into(),
        date: "2026-11-22".into(),
    };
    cni.reasons.push(reason(
        EdgeKind::Reference,
        "an add-on belongs to a cluster that is active",
        "cluster/demo",
        "add-on/vpc-cni",
        600,
    ));
    let mut policy = reason(
        EdgeKind::Permission,
        "the role must hold AmazonEKSWorkerNodePolicy before nodes can join",
        "iam-role-policy/nodes-AmazonEKSWorkerNodePolicy",
        group,
        20,
    );
    policy.delay_seconds = Some(10);
    let mut somewhere = reason(
        EdgeKind::AnyOf,
        "its pods need a node to run on, any of the cluster's will do",
        group,
        dns,
        755,
    );
    somewhere.binding = true;
    somewhere.any_of = vec![arc("managed-node-group/spot")];
    let at = place(Path::ROOT.key("managedNodeGroups").index(0), "general");
    somewhere.requested_at = Some(RequestedAt { path: at.path, span: at.span });
    somewhere.reasons = vec![cni, policy];
    let step = arc("create:add-on/coredns");
    let summary = "`coredns` waits for `general`: its pods need a node to run on".to_owned();
    Why { step, before: None, relation: Relation::Create, summary, reasons: vec![somewhere] }
}

pub(super) fn impact() -> Impact {
    let ids = ["create:add-on/coredns", "create:add-on/metrics-server", "create:managed-node-group/spot"];
    Impact {
        step: arc("create:managed-node-group/general"),
        waits: ids.map(arc).into(),
        fails: vec![arc(ids[0])],
    }
}
