//! All calls: those of `calls.json`, and those that are made from the specs of the repository.

use std::fs;
use std::path::{Path, PathBuf};

use eks_plan::api::SCHEMAS;
use eks_plan::diagnostic::Code;
use eks_plan_tests::{corpus, examples, files, list, parse_all, text};
use serde_json::{Value, json};

use crate::call::{Call, Content, Source};

const FORMS: [&str; 4] = ["markdown", "sarif", "github", "junit"];

/// The calls, in an order that stays.
pub(crate) fn calls() -> Vec<Call> {
    let mut calls = written();
    for example in examples() {
        let own = Path::new("examples/specs").join(format!("{}.yaml", example.name));
        let folder =
            if root().join(&own).exists() { "examples/specs" } else { "tests/corpus/eksctl/examples" };
        let spec = Spec {
            name: format!("{folder}/{}.yaml", example.name),
            text: example.text,
            as_of: example.as_of,
        };
        spec.calls(&mut calls);
        spec.order(&mut calls);
        spec.objects(&mut calls);
    }
    for file in files(&corpus().join("broken"), "yaml") {
        let name = file.file_name().expect("a name").to_string_lossy();
        let text = fs::read_to_string(&file).expect("a text");
        let spec = Spec {
            name: format!("tests/corpus/broken/{name}"),
            text,
            as_of: eks_plan_tests::TODAY.to_owned(),
        };
        spec.calls(&mut calls);
    }
    for code in Code::ALL {
        calls.push(call(
            format!("explain/{code}"),
            "explain",
            Vec::new(),
            json!({ "code": code.to_string() }),
        ));
    }
    for name in SCHEMAS {
        calls.push(call(format!("schema/{name}"), "schema", Vec::new(), json!({ "name": name })));
    }
    for verb in ["codes", "version"] {
        calls.push(call(verb.to_owned(), verb, Vec::new(), json!({})));
    }
    calls
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn call(id: String, verb: &str, sources: Vec<Source>, request: Value) -> Call {
    Call { id, verb: verb.to_owned(), sources, request: request.to_string(), door: false }
}

/// A spec of the repository.
struct Spec {
    name: String,
    text: String,
    as_of: String,
}

impl Spec {
    fn call(&self, verb: &str, what: &str, request: Value) -> Call {
        let content = Content::Text { text: self.text.clone() };
        let source = Source { name: Some(self.name.clone()), content };
        call(format!("{verb}{what}/{}", self.name), verb, vec![source], self.dated(request))
    }

    fn dated(&self, mut request: Value) -> Value {
        request["asOf"] = self.as_of.as_str().into();
        request
    }

    /// What is asked of every spec, and what is asked of those with findings.
    fn calls(&self, calls: &mut Vec<Call>) {
        let check = self.call("check", "", json!({}));
        let found: Value = serde_json::from_str(&check.answer().expect("findings")).expect("JSON");
        calls.push(check);
        calls.extend(["plan", "topology"].map(|verb| self.call(verb, "", json!({}))));
        if list(&found, "diagnostics").is_empty() {
            return;
        }
        let baseline = self.call("baseline", "", json!({}));
        let known = baseline.answer().expect("a baseline");
        calls.push(baseline);
        calls.push(self.call("check", " with a baseline", json!({ "baseline": known })));
        calls.push(self.call("fix", "", json!({})));
        calls.extend(FORMS.map(|form| self.call("render", &format!(" {form}"), json!({ "form": form }))));
    }

    /// Why the last step is there and comes after another, both ways, and what fails with the first.
    fn order(&self, calls: &mut Vec<Call>) {
        let plan = self.call("plan", "", json!({})).answer().expect("a plan");
        let plan: Value = serde_json::from_str(&plan).expect("JSON");
        let steps = list(&plan, "steps");
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return };
        let (id, resource) = (text(last, "id"), text(last, "resource"));
        calls.push(self.call("why", "", json!({ "step": id })));
        calls.push(self.call("why", " going away", json!({ "step": resource, "relation": "delete" })));
        if let Some(before) = list(last, "dependsOn").first() {
            calls.push(self.call("why", " after", json!({ "step": id, "before": text(before, "step") })));
        }
        calls.push(self.call("impact", "", json!({ "step": text(first, "id") })));
    }

    /// The same documents as objects.
    fn objects(&self, calls: &mut Vec<Call>) {
        let documents: Vec<Value> = parse_all(&self.text);
        let source =
            |object: &Value| Source { name: None, content: Content::Object { object: object.clone() } };
        for verb in ["plan", "check"] {
            let sources = documents.iter().map(source).collect();
            calls.push(call(
                format!("{verb} of objects/{}", self.name),
                verb,
                sources,
                self.dated(json!({})),
            ));
        }
    }
}

/// The calls of `calls.json`. There a source is a `text`, an `object`, `levels` of a shape, or a `file`, whose path is its name
/// unless it is `unnamed`; a request is an object, or a `requestText`.
fn written() -> Vec<Call> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/calls.json");
    let calls: Value = serde_json::from_str(&fs::read_to_string(path).expect("calls.json")).expect("JSON");
    calls.as_array().expect("a list").iter().map(read).collect()
}

fn read(call: &Value) -> Call {
    let request = match &call["requestText"] {
        Value::String(text) => text.clone(),
        _ => call.get("request").map_or_else(|| "{}".to_owned(), Value::to_string),
    };
    Call {
        id: text(call, "id").to_owned(),
        verb: text(call, "verb").to_owned(),
        sources: list(call, "sources").iter().map(source).collect(),
        request,
        door: call["requestText"].is_string(),
    }
}

fn source(source: &Value) -> Source {
    let Some(file) = source["file"].as_str() else {
        return serde_json::from_value(source.clone()).expect("a source");
    };
    let text = fs::read_to_string(root().join(file)).expect("a file");
    let name = (source["unnamed"] != true).then(|| file.to_owned());
    Source { name, content: Content::Text { text } }
}

/// True if the request can be read, and holds this member.
#[cfg(test)]
fn asks(call: &Call, member: &str) -> bool {
    serde_json::from_str::<Value>(&call.request)
        .is_ok_and(|request| request.get(member).is_some_and(|value| !value.is_null()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use eks_plan::api::Misuse;

    use super::*;

    fn schema() -> Value {
        let path = root().join("schema/api.schema.json");
        serde_json::from_str(&fs::read_to_string(path).expect("the schema")).expect("JSON")
    }

    #[test]
    fn ids_are_unique() {
        let calls = written();
        assert_eq!(calls.iter().map(|call| &call.id).collect::<BTreeSet<_>>().len(), calls.len());
    }

    #[test]
    fn every_option_has_a_call() {
        let (schema, calls) = (schema(), written());
        let options = schema["$defs"]["Options"]["properties"].as_object().expect("options");
        let without = options.keys().filter(|option| !calls.iter().any(|call| asks(call, option)));
        assert_eq!(without.collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn every_verb_and_argument_has_a_call() {
        let (schema, calls) = (schema(), calls());
        for verb in list(&schema, "verbs") {
            let of: Vec<&Call> = calls.iter().filter(|call| call.verb == text(verb, "name")).collect();
            assert!(of.iter().any(|call| call.answer().is_ok()), "{}", verb["name"]);
            let arguments = text(&verb["arguments"], "$ref").trim_start_matches("#/$defs/");
            for argument in schema["$defs"][arguments]["properties"].as_object().into_iter().flatten() {
                assert!(of.iter().any(|call| asks(call, argument.0)), "{}: {}", verb["name"], argument.0);
            }
        }
    }

    #[test]
    fn every_misuse_but_a_fault_of_ours_has_a_call() {
        let misuses = written().into_iter().filter(|call| call.id.starts_with("misuse/"));
        let failures = misuses.filter_map(|call| call.answer().err());
        let codes: BTreeSet<String> = failures
            .map(|failure| text(&serde_json::from_str(&failure).expect("JSON"), "code").to_owned())
            .collect();
        let names = Misuse::ALL.iter().map(ToString::to_string);
        let without: Vec<String> = names.filter(|name| !codes.contains(name)).collect();
        // What is neither text nor object cannot be handed over in Rust, and nothing makes a fault.
        assert_eq!(without, ["wrong-input", "fault"]);
    }
}
