//! What may change nothing, what may change only places, and what must change the fingerprint.

use eks_plan_tests::{
    Draw, Example, examples, json, parse, parse_all, plan, plan_text, random_spec, shuffle_keys,
    shuffle_sets, text,
};
use serde_json::{Value, json};

/// Bytes that look like chance and are the same every time.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| next()).collect()
}

fn rich() -> Vec<Example> {
    let drawn = (0..20).map(|seed| Example {
        name: format!("drawn-{seed}"),
        text: json(&random_spec(&noise(seed + 1, 320))),
        as_of: eks_plan_tests::TODAY.to_owned(),
    });
    examples().into_iter().chain(drawn).collect()
}

/// Takes away what layout may change: the fingerprint of the bytes and everything that says where something stands.
/// `positions` also takes away paths, which hold positions in lists.
fn without_places(value: &mut Value, positions: bool) {
    let top = value.as_object_mut().expect("a plan");
    top.remove("inputFingerprint");
    fn places(value: &mut Value, positions: bool) {
        match value {
            Value::Object(members) => {
                members.remove("span");
                if positions {
                    // Messages cite paths, and so do their arguments.
                    for key in ["path", "pointer", "message", "args"] {
                        members.remove(key);
                    }
                }
                members.values_mut().for_each(|value| places(value, positions));
            }
            Value::Array(items) => items.iter_mut().for_each(|value| places(value, positions)),
            _ => {}
        }
    }
    for key in ["diagnostics", "resources", "topology"] {
        if key == "diagnostics" {
            places(&mut top[key], positions);
            // Their order is that of the text, which is what changes.
            if let Some(found) = top[key].as_array_mut() {
                found.sort_by_key(Value::to_string);
            }
        } else {
            origins(&mut top[key], &|origin| places(origin, positions));
        }
    }
    if positions {
        // It is asked about on its own.
        top.remove("fingerprint");
        // Its sentence names the path that asked for it.
        for step in top["steps"].as_array_mut().expect("steps") {
            step.as_object_mut().expect("a step").remove("reason");
        }
    }
}

/// Calls `change` for the typed members `origin`: those of resources and of parts of the topology, not those of properties.
fn origins(value: &mut Value, change: &dyn Fn(&mut Value)) {
    match value {
        Value::Object(members) => {
            for (key, value) in members.iter_mut() {
                match key.as_str() {
                    "origin" => change(value),
                    "properties" => {}
                    _ => origins(value, change),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| origins(item, change)),
        _ => {}
    }
}

fn assert_same(name: &str, what: &str, first: &Value, second: &Value) {
    assert_eq!(
        first["fingerprint"],
        second["fingerprint"],
        "{name}: {what}: {}",
        first_difference(first, second, "")
    );
    assert_same_but_for_places(name, what, first, second, false);
}

fn assert_same_but_for_places(name: &str, what: &str, first: &Value, second: &Value, positions: bool) {
    let (mut first, mut second) = (first.clone(), second.clone());
    without_places(&mut first, positions);
    without_places(&mut second, positions);
    // Findings are compared one by one, so that the message is about the one that differs.
    let all = [&first, &second].map(|plan| plan["diagnostics"].as_array().expect("findings").clone());
    assert_eq!(all[0], all[1], "{name}: {what}");
    assert!(first == second, "{name}: {what}: {}", first_difference(&first, &second, ""));
}

/// Where two documents differ first, what is never compared left out.
fn first_difference(first: &Value, second: &Value, path: &str) -> String {
    const APART: [&str; 4] = ["inputFingerprint", "fingerprint", "origin", "diagnostics"];
    let mut found = match (first, second) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            let compared = a.iter().filter(|(key, _)| !APART.contains(&key.as_str()));
            compared.map(|(key, value)| first_difference(value, &b[key], &format!("{path}.{key}"))).collect()
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.map(|(at, (a, b))| first_difference(a, b, &format!("{path}[{at}]"))).collect()
        }
        _ if first == second => Vec::new(),
        _ => vec![format!("{path}: {first} and {second}")],
    };
    found.retain(|found: &String| !found.is_empty());
    found.into_iter().next().unwrap_or_default()
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    for example in rich() {
        assert_eq!(
            plan_text(&example.text, &example.as_of),
            plan_text(&example.text, &example.as_of),
            "{}",
            example.name
        );
    }
}

#[test]
fn line_ends_and_comments_move_places_only() {
    for example in rich() {
        let first = plan(&example.text, &example.as_of);
        let crlf = example.text.replace("\r\n", "\n").replace('\n', "\r\n");
        assert_same(&example.name, "CRLF", &first, &plan(&crlf, &example.as_of));
        // A block scalar would take the lines for its own.
        if !example.text.contains('|') {
            let airy = example.text.replace('\n', "\n\n# a comment\n");
            assert_same(&example.name, "comments", &first, &plan(&airy, &example.as_of));
        }
        let commented = format!("# first\n\n{}\n# last\n", example.text);
        let second = plan(&commented, &example.as_of);
        assert_same(&example.name, "a comment", &first, &second);
        assert_ne!(first["inputFingerprint"], second["inputFingerprint"]);
    }
}

#[test]
fn json_and_key_order_move_places_only() {
    // A stream of two documents has no form as one JSON text.
    let single = rich().into_iter().filter(|example| !example.text.contains("kind: PlanConfig"));
    for (seed, example) in (1..).zip(single) {
        let first = plan(&example.text, &example.as_of);
        let document = parse(&example.text);
        assert_same(&example.name, "as JSON", &first, &plan(&json(&document), &example.as_of));
        for round in 0..2 {
            let bytes = noise(seed * 2 + round, 2000);
            let shuffled = shuffle_keys(&document, &mut Draw::new(&bytes));
            assert_same(&example.name, "keys in another order", &first, &plan(&shuffled, &example.as_of));
        }
    }
}

#[test]
fn the_order_of_sets_moves_places_only() {
    for (example, first, second) in reordered() {
        assert_same_but_for_places(&example, "sets in another order", &first, &second, true);
    }
}

#[test]
fn the_order_of_sets_does_not_move_the_fingerprint() {
    let moved: Vec<String> = reordered()
        .into_iter()
        .filter(|(_, first, second)| first["fingerprint"] != second["fingerprint"])
        .map(|(name, first, second)| format!("{name}: {}", first_difference(&first, &second, "")))
        .collect();
    assert!(moved.is_empty(), "{} plans\n{}", moved.len(), moved.join("\n"));
}

/// Names, plans, and plans of the same with sets in another order.
fn reordered() -> Vec<(String, Value, Value)> {
    let mut all = Vec::new();
    for (seed, example) in (1..).zip(rich()) {
        let documents = parse_all(&example.text);
        let first = plan(&example.text, &example.as_of);
        for round in 0..2 {
            let bytes = noise(seed * 3 + round, 2000);
            let mut draw = Draw::new(&bytes);
            let shuffled: Vec<_> = documents.iter().map(|it| shuffle_sets(it, &mut draw)).collect();
            if shuffled != documents {
                let text = shuffled.iter().map(json).collect::<Vec<_>>().join("\n---\n");
                all.push((example.name.clone(), first.clone(), plan(&text, &example.as_of)));
            }
        }
    }
    assert!(all.len() > 50);
    all
}

#[test]
fn anchors_mean_what_they_stand_for() {
    let head =
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: us-west-2}\n";
    let short = format!(
        "{head}managedNodeGroups:\n- &first\n  name: one\n  labels: &labels {{a: b}}\n- <<: *first\n  name: two\n"
    );
    let long = format!(
        "{head}managedNodeGroups:\n- name: one\n  labels: {{a: b}}\n- name: two\n  labels: {{a: b}}\n"
    );
    let (short, long) = (plan(&short, eks_plan_tests::TODAY), plan(&long, eks_plan_tests::TODAY));
    assert_eq!(short["summary"]["errors"], 0);
    assert_same("two groups", "anchors", &short, &long);
}

fn base() -> Value {
    json!({
        "apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig",
        "metadata": { "name": "a", "region": "us-west-2", "version": "1.34" },
        "managedNodeGroups": [{ "name": "one", "instanceType": "m5.large", "desiredCapacity": 2, "tags": { "team": "a" } }],
    })
}

#[test]
fn what_is_built_moves_the_fingerprint() {
    let first = plan(&json(&base()), eks_plan_tests::TODAY);
    let group = |key: &str, value: Value| {
        let mut document = base();
        document["managedNodeGroups"][0][key] = value;
        document
    };
    let mut cases = vec![
        group("instanceType", json!("m5.xlarge")),
        group("desiredCapacity", json!(3)),
        group("tags", json!({ "team": "b" })),
        group("labels", json!({ "a": "b" })),
        group("privateNetworking", json!(true)),
        group("volumeSize", json!(100)),
        group("name", json!("two")),
    ];
    for (pointer, value) in [
        ("version", json!("1.35")),
        ("region", json!("us-east-2")),
        ("name", json!("b")),
        ("tags", json!({ "a": "b" })),
    ] {
        let mut document = base();
        document["metadata"][pointer] = value;
        cases.push(document);
    }
    let mut seen = vec![text(&first, "fingerprint").to_owned()];
    for case in cases {
        let plan = plan(&json(&case), eks_plan_tests::TODAY);
        let fingerprint = text(&plan, "fingerprint").to_owned();
        assert!(!seen.contains(&fingerprint), "{case}");
        seen.push(fingerprint);
    }
}

#[test]
fn what_is_only_said_does_not_move_the_fingerprint() {
    let mut base = base();
    base["fargateProfiles"] = json!([{ "name": "pods", "selectors": [{ "namespace": "jobs" }] }]);
    let first = plan(&json(&base), eks_plan_tests::TODAY);
    // Not modelled, and said so in a note; it is never sent.
    let mut noted = base.clone();
    noted["fargateProfiles"][0]["status"] = json!("ACTIVE");
    let noted = plan(&json(&noted), eks_plan_tests::TODAY);
    assert!(noted["diagnostics"].as_array().unwrap().len() > first["diagnostics"].as_array().unwrap().len());
    assert_eq!(first["fingerprint"], noted["fingerprint"], "{}", first_difference(&first, &noted, ""));
    // An unknown field is an error, and changes neither what is built nor the fingerprint.
    let mut wrong = base;
    wrong["unheardOf"] = json!(1);
    let wrong = plan(&json(&wrong), eks_plan_tests::TODAY);
    assert_eq!((&wrong["executable"], &wrong["fingerprint"]), (&json!(false), &first["fingerprint"]));
}
