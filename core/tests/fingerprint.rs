//! What is signed is the canonical text, less what is only said about a plan.

use eks_plan::api::{self, Input, Options};
use serde_json::Value;

const SPEC: &str = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: demo, region: eu-west-1, version: '1.35', \
                    tags: {origin: 'x,\"origin\":{\"', reason: y}}\nmanagedNodeGroups: [{name: general, labels: {origin: a}}]\n";

fn inputs(text: &str) -> [Input; 1] {
    [Input::text("-", text)]
}

#[test]
fn the_text_is_the_canonical_text_of_the_document() {
    for text in [SPEC, "", "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n"] {
        let plan = api::plan(&inputs(text), &Options::default());
        assert_eq!(api::plan_json(&inputs(text), &Options::default()), api::canonical(&plan));
    }
}

#[test]
fn only_typed_places_are_left_out() {
    let print = |text: &str| api::plan(&inputs(text), &Options::default()).fingerprint;
    assert_eq!(print(SPEC), print(&format!("# a comment moves every span\n\n{SPEC}")));
    assert_ne!(print(SPEC), print(&SPEC.replace("origin: a", "origin: b")));
    assert_ne!(print(SPEC), print(&SPEC.replace("reason: y", "reason: z")));
    assert_ne!(print(SPEC), print(&SPEC.replace("x,", "xx,")));
    let plan: Value = serde_json::from_str(&api::plan_json(&inputs(SPEC), &Options::default())).unwrap();
    assert_eq!(plan["fingerprint"].as_str().map(str::len), Some(64));
}
