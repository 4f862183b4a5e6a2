//! The answers of `why` and `impact` against the plan that they explain.

use std::collections::{BTreeMap, BTreeSet};

use eks_plan::api::{canonical, impact, why};
use eks_plan::terms::Relation;
use eks_plan_tests::{Network, Order, input, list, number, options, plan, text};
use serde_json::Value;

const DAY: &str = eks_plan_tests::TODAY;

const RICH: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: rich, region: us-west-2, version: '1.34'}
iam:
  withOIDC: true
  serviceAccounts:
  - metadata: {name: reader, namespace: jobs}
    attachPolicyARNs: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']
  podIdentityAssociations:
  - namespace: jobs
    serviceAccountName: writer
    permissionPolicyARNs: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']
addons:
- name: vpc-cni
  attachPolicyARNs: ['arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy']
- name: coredns
- name: kube-proxy
- name: eks-pod-identity-agent
- name: aws-ebs-csi-driver
  useDefaultPodIdentityAssociations: true
managedNodeGroups:
- {name: managed, privateNetworking: true}
- {name: tainted, taints: [{key: a, value: b, effect: NoSchedule}]}
nodeGroups:
- {name: own, desiredCapacity: 1}
fargateProfiles:
- {name: one, selectors: [{namespace: default}]}
- {name: two, selectors: [{namespace: kube-system}]}
secretsEncryption: {keyARN: 'arn:aws:kms:us-west-2:111122223333:key/0f0f0f0f-0000-0000-0000-000000000000'}
cloudWatch: {clusterLogging: {enableTypes: [audit], logRetentionInDays: 7}}
identityProviders:
- {type: oidc, name: login, issuerURL: 'https://login.example.com', clientID: kube}
";

fn ask(subject: &str, before: Option<&str>, relation: Relation) -> Value {
    let answer = why(&input(RICH), &options(DAY), subject, before, relation)
        .unwrap_or_else(|error| panic!("{subject} {before:?}: {error}"));
    serde_json::from_str(&canonical(&answer)).unwrap()
}

/// All reasons of a tree, the outer ones first.
fn reasons(answer: &Value) -> Vec<&Value> {
    let mut found: Vec<&Value> = list(answer, "reasons").iter().collect();
    let mut at = 0;
    while at < found.len() {
        found.extend(list(found[at], "reasons"));
        at += 1;
    }
    found
}

#[test]
fn every_step_is_explained_by_edges_of_the_plan() {
    let plan = plan(RICH, DAY);
    let edges: BTreeMap<&str, &Value> =
        list(&plan, "edges").iter().map(|edge| (text(edge, "id"), edge)).collect();
    let network = Network::of_resources(&plan, Order::Create, None);
    let steps = list(&plan, "steps");
    assert!(steps.len() > 80, "{}", steps.len());
    for step in steps {
        let answer = ask(text(step, "id"), None, Relation::Create);
        assert_eq!(text(&answer, "step"), text(step, "id"));
        let all = reasons(&answer);
        assert!(all.len() <= edges.len());
        let waits = list(step, "dependsOn").iter().any(|dependency| {
            dependency["edge"].as_str().is_some_and(|edge| text(edges[edge], "kind") != "exclusive")
        });
        assert!(!waits || !all.is_empty(), "{} waits for no reason", text(step, "id"));
        for reason in &all {
            let edge = edges.get(text(reason, "edge")).unwrap_or_else(|| panic!("{reason}"));
            for key in ["kind", "from", "to", "reasonCode", "reason", "evidence", "delaySeconds"] {
                assert_eq!(reason[key], edge[key], "{}: {key}", text(reason, "edge"));
            }
            assert_eq!(text(edge, "relation"), "create");
        }
        // What is named comes before what was asked about.
        let ancestors = network.ancestors(text(step, "resource"));
        for reason in list(&answer, "reasons") {
            let from =
                list(&plan, "resources").iter().find(|resource| resource["id"] == reason["from"]).unwrap();
            assert!(ancestors.contains(from["madeBy"].as_str().unwrap_or(text(from, "id"))));
        }
    }
}

#[test]
fn the_binding_reason_is_when_the_step_starts() {
    let plan = plan(RICH, DAY);
    let mut bound = 0;
    for resource in list(&plan, "resources") {
        let mut steps: Vec<&Value> =
            list(&plan, "steps").iter().filter(|step| step["resource"] == resource["id"]).collect();
        steps.sort_by_key(|step| number(step, "startSeconds"));
        let Some(first) = steps.first() else { continue };
        let answer = ask(text(resource, "id"), None, Relation::Create);
        let binding: Vec<&Value> =
            list(&answer, "reasons").iter().filter(|reason| reason["binding"] == true).collect();
        let last = list(&answer, "reasons").iter().map(|reason| number(reason, "satisfiedSeconds")).max();
        assert!(binding.iter().all(|reason| Some(number(reason, "satisfiedSeconds")) == last));
        assert_eq!(number(first, "startSeconds"), last.unwrap_or(0), "{}", text(first, "id"));
        bound += usize::from(!binding.is_empty());
    }
    assert!(bound > 50, "{bound}");
}

#[test]
fn before_shows_the_way_and_nothing_else() {
    let plan = plan(RICH, DAY);
    let network = Network::of_resources(&plan, Order::Create, None);
    for (after, before) in [
        ("managed-node-group/managed", "vpc/main"),
        ("managed-node-group/managed", "nat-gateway/usw2-az1"),
        ("add-on/coredns", "iam-role/cluster"),
        ("create:add-on/vpc-cni", "create:iam-oidc-provider/main"),
        ("service-account/jobs.reader", "cluster/rich"),
    ] {
        let answer = ask(after, Some(before), Relation::Create);
        assert_eq!((text(&answer, "step"), text(&answer, "before")), (after, before));
        let target = before.trim_start_matches("create:");
        let all = reasons(&answer);
        assert!(all.iter().any(|reason| text(reason, "from") == target), "{after} {before}");
        for reason in all {
            let from = text(reason, "from");
            let made = list(&plan, "resources").iter().find(|resource| text(resource, "id") == from).unwrap();
            let from = made["madeBy"].as_str().unwrap_or(from);
            assert!(from == target || network.ancestors(from).contains(target), "{from} is not on the way");
        }
    }
}

#[test]
fn what_does_not_come_before_is_refused() {
    for (after, before) in [
        ("vpc/main", "cluster/rich"),
        ("iam-role/cluster", "vpc/main"),
        ("nat-gateway/usw2-az1", "cluster/rich"),
    ] {
        let error = why(&input(RICH), &options(DAY), after, Some(before), Relation::Create).unwrap_err();
        assert!(error.message.contains(after) && error.message.contains(before), "{}", error.message);
    }
}

#[test]
fn unknown_names_get_suggestions() {
    for (asked, meant) in [("add-on/vpc-cn", "add-on/vpc-cni"), ("create:clusters/rich", "cluster/rich")] {
        let error = why(&input(RICH), &options(DAY), asked, None, Relation::Create).unwrap_err();
        assert!(error.message.contains(asked));
        assert!(error.suggestions.iter().any(|name| name == meant), "{asked}: {:?}", error.suggestions);
        assert!(impact(&input(RICH), &options(DAY), asked).is_err());
    }
    let error = why(&input("a: ["), &options(DAY), "vpc/main", None, Relation::Create).unwrap_err();
    assert!(error.suggestions.is_empty());
}

#[test]
fn deletion_has_reasons_of_its_own() {
    let plan = plan(RICH, DAY);
    let deletions: BTreeSet<&str> = list(&plan, "edges")
        .iter()
        .filter(|edge| text(edge, "relation") == "delete")
        .map(|edge| text(edge, "id"))
        .collect();
    let mut explained = BTreeSet::new();
    for resource in list(&plan, "resources") {
        let answer = ask(text(resource, "id"), None, Relation::Delete);
        for reason in reasons(&answer) {
            assert!(deletions.contains(text(reason, "edge")));
            explained.insert(text(reason, "edge").to_owned());
        }
    }
    assert!(explained.len() * 10 > deletions.len() * 9, "{} of {}", explained.len(), deletions.len());
    let answer = ask("vpc/main", Some("managed-node-group/managed"), Relation::Delete);
    assert!(reasons(&answer).iter().any(|reason| text(reason, "from") == "managed-node-group/managed"));
}

/// What a capability manages goes before it, and does not go as it goes.
#[test]
fn what_has_to_be_gone_before_its_maker_is_explained_by_itself() {
    let spec = include_str!("../../examples/specs/capabilities.yaml");
    let answer = why(&input(spec), &options(DAY), "cluster/platform", None, Relation::Delete).unwrap();
    let answer: Value = serde_json::from_str(&canonical(&answer)).unwrap();
    let mut seen = 0;
    for reason in
        reasons(&answer).into_iter().filter(|it| text(it, "from").starts_with("capability-resources/"))
    {
        seen += 1;
        assert!(list(reason, "reasons").is_empty(), "{reason}");
    }
    assert!(seen > 0);
    let answer = why(&input(spec), &options(DAY), "capability/delivery", None, Relation::Delete).unwrap();
    assert!(answer.reasons.iter().any(|it| it.from.as_ref() == "capability-resources/delivery"));
}

#[test]
fn impact_is_what_hangs_on_a_step() {
    let plan = plan(RICH, DAY);
    let network = Network::of_steps(&plan, None);
    let order: Vec<&str> = list(&plan, "steps").iter().map(|step| text(step, "id")).collect();
    for &id in order.iter().step_by(7) {
        let answer: Value =
            serde_json::from_str(&canonical(&impact(&input(RICH), &options(DAY), id).unwrap())).unwrap();
        let ids = |key| -> Vec<&str> { list(&answer, key).iter().filter_map(Value::as_str).collect() };
        let expected: Vec<&str> =
            order.iter().copied().filter(|other| network.ancestors(other).contains(id)).collect();
        assert_eq!(ids("waits"), expected, "{id}");
        assert!(ids("fails").iter().all(|other| expected.contains(other)));
    }
    // One member of a set may fail: another takes its place.
    let answer = impact(&input(RICH), &options(DAY), "managed-node-group/managed").unwrap();
    assert!(!answer.fails.iter().any(|step| step.as_ref() == "create:add-on/coredns"));
    let answer = impact(&input(RICH), &options(DAY), "cluster/rich").unwrap();
    assert!(answer.fails.iter().any(|step| step.as_ref() == "create:add-on/coredns"));
}
