use serde_json::{Value, json};

use super::*;

fn asked(verb: &str, sources: Value, request: &Value) -> Result<Value, Failure> {
    call(verb, sources, &request.to_string()).map(|text| serde_json::from_str(&text).unwrap())
}

fn code(sources: Value) -> String {
    asked("plan", sources, &json!({})).unwrap_err().code
}

const TEXT: &str =
    "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: eu-west-1}\n";

#[test]
fn a_text_keeps_its_name() {
    let found = asked("check", json!([{"name": "a.yaml", "text": format!("{TEXT}x: 1\n")}]), &json!({}));
    assert_eq!(found.unwrap()["diagnostics"][0]["span"]["file"], "a.yaml");
}

#[test]
fn an_object_is_the_spec_that_it_says() {
    let object = json!({
        "apiVersion": "eksctl.io/v1alpha5",
        "kind": "ClusterConfig",
        "metadata": {"name": "a", "region": "eu-west-1"},
    });
    let steps = |source| asked("plan", json!([source]), &json!({})).unwrap()["steps"].clone();
    assert_eq!(steps(json!({"object": object})), steps(json!({"text": TEXT})));
}

#[test]
fn a_verb_may_read_nothing() {
    assert_eq!(asked("version", json!([]), &json!({})).unwrap()["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn what_is_no_source_is_a_wrong_input() {
    for sources in [json!({}), json!([1]), json!([{"name": "a"}]), json!([{"text": 1}])] {
        assert_eq!(code(sources.clone()), "wrong-input", "{sources}");
    }
    assert_eq!(code(json!([{"text": "", "object": {}}])), "wrong-input");
}

#[test]
fn an_unknown_option_is_the_cores_to_refuse() {
    let failure = asked("plan", json!([{"text": TEXT}]), &json!({"asof": "2026-01-01"})).unwrap_err();
    assert!(failure.message.contains("asof"), "{failure}");
}
