//! The door for host languages: a verb by its name, text in and text out.

use eks_plan::api::{self, Failure, Input, Options, VERBS, call};
use serde_json::{Value, json};

const SPEC: &str = "\
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: demo, region: eu-west-1, version: \"1.35\" }
managedNodeGroups: [{ name: general }]
";

fn input() -> [Input; 1] {
    [Input::text("-", SPEC)]
}

fn answer(verb: &str, request: &Value) -> Result<Value, Failure> {
    call(verb, &input(), &request.to_string()).map(|text| serde_json::from_str(&text).unwrap())
}

fn refused(verb: &str, request: &Value) -> (String, String) {
    let failure = answer(verb, request).unwrap_err();
    (failure.code, failure.message)
}

#[test]
fn every_verb_answers() {
    let step = "create:managed-node-group/general";
    for verb in VERBS {
        let request = match verb.name {
            "why" | "impact" => json!({ "step": step }),
            "render" => json!({ "form": "sarif" }),
            "explain" => json!({ "code": "EP0104" }),
            "schema" => json!({ "name": "plan" }),
            _ => json!({}),
        };
        let text = call(verb.name, &input(), &request.to_string())
            .unwrap_or_else(|error| panic!("{}: {error}", verb.name));
        assert_eq!(verb.document, verb.name != "render" && verb.name != "baseline", "{}", verb.name);
        assert!(!text.is_empty(), "{}", verb.name);
    }
}

#[test]
fn the_text_is_that_of_the_typed_call() {
    let options = Options::from_json(r#"{"asOf":"2026-11-22","sections":["waves"]}"#).unwrap();
    let text = call("plan", &input(), r#"{"sections":["waves"],"asOf":"2026-11-22"}"#);
    assert_eq!(text, Ok(api::canonical(&api::plan(&input(), &options))));
    assert_eq!(text, Ok(api::plan_json(&input(), &options)));
}

#[test]
fn arguments_and_options_stand_side_by_side() {
    let request =
        json!({ "step": "managed-node-group/general", "before": "cluster/demo", "asOf": "2026-11-22" });
    let answer = answer("why", &request);
    assert!(answer.is_ok_and(|why| why["before"] == "cluster/demo"));
}

#[test]
fn wrong_use_is_refused_with_a_code() {
    let found = |code: &str, message: &str| (code.to_owned(), message.to_owned());
    assert_eq!(refused("plam", &json!({})), found("no-such-verb", "there is no verb `plam`"));
    assert_eq!(refused("why", &json!({})), found("wrong-argument", "`why`: missing field `step`"));
    assert_eq!(
        refused("plan", &json!({ "asof": "2026-11-22" })),
        found("EP0104", "asof: `asof` is not a known field; a field with a similar name exists: `asOf`")
    );
    assert_eq!(
        refused("version", &json!({ "asOf": 1 })),
        found("wrong-argument", "`version`: there is no argument `asOf`")
    );
    assert_eq!(
        refused("explain", &json!({ "code": "EP9999" })),
        found("no-such-code", "there is no code `EP9999`; `codes` lists all")
    );
    assert_eq!(refused("check", &json!({ "baseline": "{" })).0, "wrong-baseline");
    assert_eq!(refused("impact", &json!({ "step": "cluster/x" })).0, "no-such-id");
    assert_eq!(call("plan", &input(), "{").unwrap_err().code, "wrong-argument");
    assert_eq!(refused("plan", &json!([])).0, "EP0105");
}

#[test]
fn a_plan_can_be_refused_for_its_findings() {
    assert!(call("planOrThrow", &input(), "{}").is_ok());
    let wrong = [Input::text("-", SPEC.replace("\"1.35\"", "1.35"))];
    let failure = call("planOrThrow", &wrong, "{}").unwrap_err();
    assert_eq!(failure.code, "EP0108");
    assert_eq!(failure.diagnostics.len(), 1, "errors alone");
    assert!(failure.message.starts_with("metadata.version: the version `1.35` is a number; "), "{failure}");
}

#[test]
fn an_input_without_a_name_gets_one() {
    let wrong = SPEC.replace("\"1.35\"", "1.35");
    let file = |name: &str, request: &str| {
        let check: Value =
            serde_json::from_str(&call("check", &[Input::text(name, &wrong)], request).unwrap()).unwrap();
        check["diagnostics"][0]["span"]["file"].as_str().unwrap().to_owned()
    };
    assert_eq!(file("", "{}"), "-");
    assert_eq!(file("", r#"{"sourceName":"form"}"#), "form");
    assert_eq!(file("a.yaml", r#"{"sourceName":"form"}"#), "a.yaml");
}

#[test]
fn an_object_is_planned_as_its_text_but_without_places() {
    let object = json!({
        "kind": "ClusterConfig", "apiVersion": "eksctl.io/v1alpha5",
        "metadata": { "version": "1.35", "region": "eu-west-1", "name": "demo" },
        "managedNodeGroups": [{ "name": "general" }],
    });
    let plan = api::plan(&[Input::object("-", object.clone())], &Options::default());
    let of_text = api::plan(&input(), &Options::default());
    assert_eq!(plan.fingerprint, of_text.fingerprint);
    assert_ne!(plan.input_fingerprint, of_text.input_fingerprint);
    assert!(plan.diagnostics.iter().all(|finding| finding.span.is_none()));
    let again = Input::object_from_json("-", &object.to_string()).unwrap();
    assert_eq!(api::plan(&[again], &Options::default()), plan);
}

#[test]
fn an_object_nested_too_deep_is_a_finding() {
    let text = format!("{}1{}", r#"{"a":"#.repeat(100), "}".repeat(100));
    let deep = Input::object_from_json("-", &text).unwrap();
    let check = api::check(&[deep], &Options::default());
    assert_eq!(check.diagnostics[0].code.as_str(), "EP0004");
}
