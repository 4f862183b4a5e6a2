//! The facts about the order in `docs/ordering.toml`: all of each source, and nothing named that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use eks_plan::catalog::reason;
use eks_plan::diagnostic::Code;

use eks_plan_tests::{list, text};
use serde_json::Value;

/// How many facts each source has; a row of a table is one, a paragraph as many as it says.
const FACTS: [(&str, usize); 32] = [
    ("E", 12),    // hard edges of eksctl's task order
    ("D", 8),     // its defects
    ("T", 28),    // quirks of terraform-aws-eks
    ("P-1", 8),   // the AWS provider
    ("P-2", 9),   // CDK
    ("P-3", 9),   // Pulumi
    ("P-4", 5),   // CAPA
    ("P-5", 5),   // all tools
    ("F-A4", 3),  // egress of the control plane
    ("F-A6", 10), // access and identity
    ("F-A8", 10), // Auto Mode
    ("F-A9", 5),  // capabilities
    ("F-B", 14),  // cross-account network interfaces
    ("F-C1", 10), // VPC and subnets
    ("F-C2", 5),  // tags
    ("F-C3", 5),  // rules of security groups
    ("F-C4", 9),  // without a way to the internet
    ("F-C5", 9),  // addresses of pods, Windows and accelerators
    ("F-C6", 8),  // at the edge
    ("F-D1", 24), // managed node groups
    ("F-D2", 5),  // self-managed nodes
    ("F-D3", 10), // Fargate
    ("F-D4", 5),  // Karpenter
    ("F-D5", 10), // roles
    ("F-E1", 9),  // the API of add-ons
    ("F-E2", 18), // add-ons one by one
    ("F-E3", 3),  // their order in tools
    ("F-E4", 9),  // other components
    ("K", 6),     // objects of Kubernetes
    ("F-H2", 10), // what runs at the same time
    ("F-I", 8),   // teardown
    ("F-L", 12),  // leftovers
];

/// The lanes of the contract.
const LANES: [&str; 2] = ["cluster-update", "fargate-profile"];

fn parts() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/ordering.toml");
    let facts: Value = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    list(&facts, "part").to_vec()
}

fn facts(parts: &[Value]) -> impl Iterator<Item = &Value> {
    parts.iter().flat_map(|part| list(part, "fact"))
}

#[test]
fn every_source_is_told_whole() {
    let parts = parts();
    let told: Vec<_> = parts.iter().map(|part| (text(part, "id"), list(part, "fact").len())).collect();
    assert_eq!(told, FACTS);
    let ids: BTreeSet<_> = facts(&parts).map(|fact| text(fact, "id")).collect();
    assert_eq!(ids.len(), FACTS.iter().map(|(_, count)| count).sum::<usize>());
}

#[test]
fn what_a_fact_names_is_there() {
    let codes: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let goals = ["change", "upgrade", "destroy"];
    for fact in facts(&parts()) {
        let id = text(fact, "id");
        let named = |key| list(fact, key).iter().filter_map(Value::as_str);
        assert!(named("reasons").all(|code| reason::reason(code).is_some()), "{id}");
        assert!(named("findings").all(|code| codes.contains(code)), "{id}");
        assert!(named("lanes").all(|lane| LANES.contains(&lane)), "{id}");
        assert!(fact.get("goal").is_none() || goals.contains(&text(fact, "goal")), "{id}");
        assert!(!text(fact, "source").is_empty(), "{id}");
    }
}

#[test]
fn a_lane_is_named_with_its_reason() {
    let of_lane = BTreeMap::from([
        ("cluster-update", "one-cluster-update"),
        ("fargate-profile", "one-fargate-profile"),
    ]);
    let parts = parts();
    for (lane, code) in of_lane {
        let has =
            |key: &str, name: &str| facts(&parts).any(|fact| list(fact, key).iter().any(|it| it == name));
        assert!(has("lanes", lane) && has("reasons", code), "{lane}");
    }
}

#[test]
fn every_hard_reason_is_of_a_fact_or_has_evidence_of_its_own() {
    let parts = parts();
    let named: BTreeSet<&str> =
        facts(&parts).flat_map(|fact| list(fact, "reasons")).filter_map(Value::as_str).collect();
    let hard = || reason::ALL.iter().filter(|reason| reason.hard());
    let bare: Vec<_> = hard()
        .filter(|reason| !named.contains(reason.code()))
        .filter(|reason| {
            reason.source().is_empty() || reason.locator().is_empty() || reason.date().len() != 10
        })
        .map(|reason| reason.code())
        .collect();
    assert!(bare.is_empty(), "{bare:?}");
    let of_facts = hard().filter(|reason| named.contains(reason.code())).count();
    println!("{of_facts} of {} hard reasons are of a fact", hard().count());
    assert!(of_facts * 100 >= hard().count() * 95, "{of_facts} of {}", hard().count());
}

#[test]
fn what_is_open_says_what_is_missing() {
    let parts = parts();
    let open: Vec<_> = facts(&parts).filter(|fact| text(fact, "became") == "open").collect();
    println!("{} facts are open", open.len());
    for fact in open {
        assert!(!text(fact, "note").is_empty(), "{}", text(fact, "id"));
    }
}
