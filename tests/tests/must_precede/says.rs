//! What a plan says of two resources beside their order: why, how long it settles, how far the first has to be.

use std::collections::BTreeMap;

use eks_plan_tests::{Order, list, number, text};
use serde_json::Value;

use super::{makers, pairs};
use Order::{Create, Delete};

/// An edge of this kind leads from the first to the second, whatever else orders them. These are pairs whose order follows from other
/// edges too, mostly since AWS makes one of them with the other.
const SAYS: &[(Order, &str, &str, &str)] = &[
    (Create, "subnet/?", "cluster/rich", "reference"),
    (Create, "security-group/control-plane", "cluster/rich", "reference"),
    (Create, "subnet/?", "cross-account-enis/rich", "reference"),
    (Create, "security-group/control-plane", "cross-account-enis/?", "reference"),
    (Create, "security-group/eks-cluster", "cross-account-enis/?", "reference"),
    (Create, "cross-account-enis/?", "managed-node-group/?", "network-path"),
    (Create, "cross-account-enis/?", "self-managed-node-group/?", "network-path"),
    (Create, "subnet/private-?", "cluster/local", "reference"),
    (Create, "security-group/eks-cluster", "control-plane-instances/main", "reference"),
    (Create, "subnet/private-?", "control-plane-instances/main", "reference"),
    (Create, "control-plane-instances/main", "self-managed-node-group/?", "network-path"),
    (Create, "eni-config/default", "managed-node-group/?", "readiness"),
    (Create, "vpc-endpoint/ec2", "add-on/aws-ebs-csi-driver", "network-path"),
    (Create, "cluster/?", "managed-node-group/?", "version"),
    (Create, "cluster/?", "hybrid-nodes/main", "readiness"),
    (Create, "cluster/?", "service-account/?", "readiness"),
    (Create, "cluster/?", "namespace/?", "readiness"),
    (Create, "cluster/?", "aws-auth/main", "readiness"),
    (Create, "access-entry/cluster-creator", "service-account/?", "auth"),
    (Create, "identity-provider/?", "cluster-setting/endpoint-access", "exclusive"),
    (Delete, "self-managed-node-group/?", "pod-enis/main", "out-of-band"),
];

/// Between the end of the first and the beginning of the second some seconds pass, since IAM or EKS has to spread what was done.
const SETTLES: &[(&str, &str)] = &[
    ("iam-role-policy/cluster.?", "cluster/?"),
    ("iam-role-policy/node-group.=.?", "managed-node-group/*"),
    ("iam-role-policy/node-group.=.?", "self-managed-node-group/*"),
    ("iam-role-policy/fargate-pod-execution.?", "fargate-profile/?"),
    ("iam-role-policy/add-on.=.?", "add-on/*"),
    ("iam-role/node-group.=", "access-entry/node-group.*"),
    ("iam-role/pod-identity.=", "pod-identity-association/*"),
    ("iam-instance-profile/node-group.=", "launch-template/*"),
    ("access-entry/node-group.=", "self-managed-node-group/*"),
    ("access-policy-association/admin.AmazonEKSClusterAdminPolicy", "namespace/?"),
    ("access-entry/hybrid-nodes", "hybrid-nodes/main"),
    ("iam-role-policy/hybrid-nodes.?", "hybrid-nodes/main"),
    ("iam-role/capability.=", "capability/*"),
    ("iam-role-policy/capability.=.?", "capability/*"),
    ("iam-role/auto-mode-node", "cluster/auto"),
    ("iam-role-policy/auto-mode-node.?", "add-on/snapshot-controller"),
    ("pod-identity-association/kube-system.efs-csi-controller-sa", "add-on/aws-efs-csi-driver"),
    ("iam-role-policy/workload.=.?", "helm-release/*"),
    ("iam-role-policy/karpenter-node.?", "helm-release/karpenter"),
    ("access-entry/karpenter-node", "helm-release/karpenter"),
    (
        "pod-identity-association/kube-system.aws-load-balancer-controller",
        "helm-release/aws-load-balancer-controller",
    ),
];

/// The second waits until the first is accepted and no longer: its pods need the nodes that are to come.
const ACCEPTED: &[(&str, &str)] = &[
    ("add-on/kube-proxy", "managed-node-group/?"),
    ("add-on/kube-proxy", "self-managed-node-group/?"),
    ("add-on/eks-pod-identity-agent", "add-on/?-csi-driver"),
];

/// With these texts EKS refuses the second until IAM has spread the first: the table is from the retries of Terraform's provider.
const RETRIES: &[(&str, &str, &str)] = &[
    ("iam-role/cluster", "cluster/rich", "does not exist"),
    ("iam-role/cluster", "cluster/rich", "Error in role params"),
    (
        "iam-role/cluster",
        "cluster/rich",
        "Role could not be assumed because the trusted entity is not correct",
    ),
    (
        "iam-role-policy/cluster.?",
        "cluster/rich",
        "The provided role doesn't have the Amazon EKS Managed Policies",
    ),
    ("iam-role-policy/cluster.?", "cluster/rich", "IAM role's policy must include"),
    (
        "iam-role-policy/fargate-pod-execution.?",
        "fargate-profile/?",
        "Misconfigured PodExecutionRole Trust Policy",
    ),
    (
        "iam-role/node-group.=",
        "access-entry/node-group.*",
        "The specified principalArn is invalid: invalid principal",
    ),
    ("iam-role/pod-identity.=", "pod-identity-association/*", "Role provided in the request does not exist"),
    ("iam-role/capability.=", "capability/*", "The trust policy for the provided role is invalid"),
];

/// The first pair of each row that a plan says otherwise of, with one reason code left out.
pub(crate) fn unsaid(plan: &Value, without: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for &(order, first, second, kind) in SAYS {
        let relation = if order == Create { "create" } else { "delete" };
        let says = |first: &str, second: &str| {
            list(plan, "edges").iter().any(|edge| {
                (text(edge, "from"), text(edge, "to")) == (first, second)
                    && (text(edge, "relation"), text(edge, "kind")) == (relation, kind)
                    && without != Some(text(edge, "reasonCode"))
            })
        };
        let wrong = pairs(plan, first, second).into_iter().find(|&(first, second)| !says(first, second));
        found.extend(wrong.map(|(first, second)| format!("{first} to {second}: {kind}")));
    }
    found
}

/// The first pair of each row that does not settle, with the delay of one reason left out.
fn unsettled(plan: &Value, without: Option<&str>) -> Vec<String> {
    let makers = makers(plan);
    let maker = |id: &'_ str| makers.get(id).copied().unwrap_or(id).to_owned();
    let mut after: BTreeMap<String, Vec<(String, u64)>> = BTreeMap::new();
    for edge in list(plan, "edges").iter().filter(|edge| text(edge, "relation") == "create") {
        let delay = if without == Some(text(edge, "reasonCode")) { 0 } else { number(edge, "delaySeconds") };
        let (from, to) = (maker(text(edge, "from")), maker(text(edge, "to")));
        if from != to {
            after.entry(from).or_default().push((to, delay));
        }
    }
    let mut found = Vec::new();
    for &(first, second) in SETTLES {
        let wrong = pairs(plan, first, second).into_iter().find(|&(first, second)| {
            !settles(&after, first, second, &mut BTreeMap::new()).unwrap_or_default()
        });
        found.extend(wrong.map(|(first, second)| format!("{first} has no time to settle before {second}")));
    }
    found
}

/// Whether a way from one to the other has a delay; nothing if there is no way.
fn settles<'a>(
    after: &'a BTreeMap<String, Vec<(String, u64)>>,
    from: &'a str,
    to: &str,
    known: &mut BTreeMap<&'a str, Option<bool>>,
) -> Option<bool> {
    if from == to {
        return Some(false);
    }
    if let Some(&known) = known.get(from) {
        return known;
    }
    let mut best = None;
    for (next, delay) in after.get(from).into_iter().flatten() {
        let found = settles(after, next, to, known).map(|settled| settled || *delay > 0);
        best = best.max(found);
    }
    known.insert(from, best);
    best
}

#[test]
fn what_is_said_is_said() {
    for plan in super::plans() {
        let wrong = [unsaid(&plan, None), unsettled(&plan, None)].concat();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", plan["cluster"]["name"]);
    }
}

#[test]
fn every_row_is_about_some_pair() {
    let plans = super::plans();
    let rows = SAYS.iter().map(|&(_, first, second, _)| (first, second));
    let rows = rows.chain(SETTLES.iter().copied()).chain(ACCEPTED.iter().copied());
    let idle: Vec<_> = rows
        .filter(|(first, second)| plans.iter().all(|plan| pairs(plan, first, second).is_empty()))
        .collect();
    assert!(idle.is_empty(), "{idle:#?}");
}

#[test]
fn a_delay_that_is_gone_is_noticed() {
    let plans = super::plans();
    let delayed = eks_plan::catalog::reason::ALL
        .iter()
        .filter(|reason| reason.delay().is_some() && reason.relation().as_str() == "create");
    let is_shown =
        |code| plans.iter().flat_map(|plan| list(plan, "edges")).any(|edge| text(edge, "reasonCode") == code);
    let unnoticed: Vec<_> = delayed
        .map(|reason| reason.code())
        .filter(|code| is_shown(*code) && plans.iter().all(|plan| unsettled(plan, Some(code)).is_empty()))
        .collect();
    assert!(
        unnoticed.is_empty(),
        "nobody notices that these no longer wait: {unnoticed:#?}; add rows to SETTLES"
    );
}

#[test]
fn texts_that_say_that_iam_is_not_ready_stand_at_their_edges() {
    for plan in super::plans() {
        for &(first, second, retry) in RETRIES {
            for (first, second) in pairs(&plan, first, second) {
                let mut edges = list(&plan, "edges").iter();
                let has = edges.any(|edge| {
                    (text(edge, "from"), text(edge, "to")) == (first, second)
                        && list(edge, "retryOn").iter().any(|text| text == retry)
                });
                assert!(has, "{first} to {second}: {retry}");
            }
        }
    }
}

#[test]
fn what_needs_nodes_is_not_waited_for_longer_than_it_takes_to_accept_it() {
    for plan in super::plans() {
        for &(first, second) in ACCEPTED {
            for (first, second) in pairs(&plan, first, second) {
                let mut edges = list(&plan, "edges").iter().filter(|edge| {
                    (text(edge, "from"), text(edge, "to"), text(edge, "relation"))
                        == (first, second, "create")
                });
                assert!(edges.all(|edge| text(edge, "until") == "accepted"), "{first} to {second}");
            }
        }
    }
}
