use serde_json::json;

use super::*;

fn asked(verb: &str, sources: &Value, request: &Value) -> Result<Value, Failure> {
    call(verb, &sources.to_string(), &request.to_string()).map(|text| serde_json::from_str(&text).unwrap())
}

fn code(sources: &Value) -> String {
    asked("plan", sources, &json!({})).unwrap_err().code
}

const TEXT: &str =
    "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: eu-west-1}\n";

#[test]
fn a_text_keeps_its_name() {
    let source = json!({"name": "a.yaml", "text": format!("{TEXT}x: 1\n")});
    let found = asked("check", &json!([source]), &json!({}));
    assert_eq!(found.unwrap()["diagnostics"][0]["span"]["file"], "a.yaml");
}

#[test]
fn an_object_is_the_spec_that_it_says() {
    let object = json!({
        "apiVersion": "eksctl.io/v1alpha5",
        "kind": "ClusterConfig",
        "metadata": {"name": "a", "region": "eu-west-1"},
    });
    let steps = |source| asked("plan", &json!([source]), &json!({})).unwrap()["steps"].clone();
    let object = json!({"name": "", "json": object.to_string()});
    assert_eq!(steps(object), steps(json!({"name": "", "text": TEXT})));
}

#[test]
fn a_verb_may_read_nothing() {
    assert_eq!(asked("version", &json!([]), &json!({})).unwrap()["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn what_is_no_source_is_a_wrong_input() {
    let sources = [
        json!({}),
        json!([1]),
        json!([{"name": "a"}]),
        json!([{"text": ""}]),
        json!([{"name": "a", "text": 1}]),
        json!([{"name": "a", "json": "{"}]),
        json!([{"name": "a", "text": "", "json": "{}"}]),
    ];
    for sources in sources {
        assert_eq!(code(&sources), "wrong-input", "{sources}");
    }
    assert_eq!(call("plan", "[", "{}").unwrap_err().code, "wrong-input");
}

#[test]
fn an_unknown_option_is_the_cores_to_refuse() {
    let source = json!({"name": "", "text": TEXT});
    let failure = asked("plan", &json!([source]), &json!({"asof": "2026-01-01"})).unwrap_err();
    assert!(failure.message.contains("asof"), "{failure}");
}
