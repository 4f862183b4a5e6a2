//! What holds for the plan of every spec, tried on specs by chance.

use std::collections::{BTreeMap, BTreeSet};

use eks_plan::api::Options;
use eks_plan_tests::{
    Network, Order, faults, json, list, number, plan_with, random_options, random_spec, text,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

/// Specs with their options and plans. The same ones every time.
fn for_all(cases: u32, holds: impl Fn(&Value, &Value, &Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let bytes = || proptest::collection::vec(any::<u8>(), 0..320);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&(bytes(), bytes()), |(first, second)| {
        let spec = random_spec(&first);
        let options = random_options(&second, &spec);
        let plan = plan_with(&json(&spec), &Options::from_json(&options.to_string()).expect("options"));
        holds(&spec, &options, &plan).map_err(|error| match error {
            TestCaseError::Fail(why) => TestCaseError::fail(format!("{why}\n{options}\n{spec}")),
            reject => reject,
        })
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn specs_by_chance_are_plannable() {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let counts = std::cell::RefCell::new(&mut seen);
    for_all(300, |spec, options, plan| {
        let errors: Vec<&Value> =
            list(plan, "diagnostics").iter().filter(|found| text(found, "severity") == "error").collect();
        prop_assert!(errors.is_empty(), "{errors:?}");
        prop_assert!(!list(plan, "steps").is_empty());
        let mut counts = counts.borrow_mut();
        for key in [
            "managedNodeGroups",
            "nodeGroups",
            "fargateProfiles",
            "addons",
            "privateCluster",
            "identityProviders",
        ] {
            if spec.get(key).is_some() {
                *counts.entry(key).or_default() += 1;
            }
        }
        for key in ["dependencies", "maxParallel"] {
            if options.get(key).is_some() {
                *counts.entry(key).or_default() += 1;
            }
        }
        Ok(())
    });
    // The specs would prove little if they were all alike.
    assert_eq!(seen.len(), 8, "{seen:?}");
    assert!(seen.values().all(|&count| count >= 20), "{seen:?}");
}

#[test]
fn a_second_scheduler_agrees() {
    for_all(300, |_, options, plan| {
        let capacity = |lane: &str| options["maxParallel"][lane].as_u64().map_or(1, |cap| cap as usize);
        let faults = faults(plan, capacity);
        prop_assert!(faults.is_empty(), "{faults:#?}");
        Ok(())
    });
}

#[test]
fn edges_are_kept() {
    for_all(200, |_, _, plan| {
        let (resources, steps) = (by_id(plan, "resources"), by_id(plan, "steps"));
        let ids = |key: &str| -> Vec<&str> { list(plan, key).iter().map(|item| text(item, "id")).collect() };
        for key in ["resources", "edges"] {
            prop_assert!(
                ids(key).windows(2).all(|pair| pair[0] < pair[1]),
                "{key} are not sorted or not unique"
            );
        }
        prop_assert_eq!(steps.len(), list(plan, "steps").len());
        let mut sets: BTreeMap<(&str, &str), Vec<bool>> = BTreeMap::new();
        for edge in list(plan, "edges") {
            let id = text(edge, "id");
            prop_assert_eq!(
                id,
                format!("{}>{}#{}", text(edge, "from"), text(edge, "to"), text(edge, "reasonCode"))
            );
            let maker = |end: &str| {
                let resource = resources[text(edge, end)];
                resource["madeBy"].as_str().map_or(resource, |maker| resources[maker])
            };
            let (from, to) = (maker("from"), maker("to"));
            if text(edge, "relation") == "delete" || text(from, "id") == text(to, "id") {
                continue;
            }
            // Between the last step of `from` and the first of `to`, as they run.
            let ran = |resource: &Value| -> Vec<&Value> {
                let mut all: Vec<&Value> =
                    list(resource, "steps").iter().filter_map(Value::as_str).map(|id| steps[id]).collect();
                all.sort_by_key(|step| (number(step, "wave"), number(step, "startSeconds")));
                all
            };
            let (Some(&last), Some(&first)) = (ran(from).last(), ran(to).first()) else { continue };
            let until = if text(edge, "until") == "accepted" { "acceptedSeconds" } else { "finishSeconds" };
            let kept = number(last, until) + number(edge, "delaySeconds") <= number(first, "startSeconds");
            match edge["group"].as_str() {
                Some(group) => sets.entry((group, text(first, "id"))).or_default().push(kept),
                None => prop_assert!(kept, "{id}"),
            }
        }
        for (set, kept) in sets {
            prop_assert!(kept.contains(&true), "no member of {set:?} comes first");
        }
        Ok(())
    });
}

#[test]
fn order_and_tokens_hold() {
    for_all(120, |_, _, plan| {
        let network = Network::of_steps(plan, None);
        let mut done: BTreeSet<&str> = BTreeSet::new();
        let yields: BTreeMap<&str, Vec<&str>> = list(plan, "steps")
            .iter()
            .map(|step| (text(step, "id"), list(step, "yields").iter().filter_map(Value::as_str).collect()))
            .collect();
        for step in list(plan, "steps") {
            let id = text(step, "id");
            for dependency in list(step, "dependsOn") {
                prop_assert!(done.contains(text(dependency, "step")), "{id} stands before what it waits for");
            }
            let ancestors = network.ancestors(id);
            for (other, output) in tokens(&step["operation"]) {
                prop_assert!(
                    ancestors.contains(other.as_str()),
                    "{id} uses {other}, which does not come before it"
                );
                prop_assert!(
                    yields[other.as_str()].contains(&output.as_str()),
                    "{other} does not yield {output}"
                );
            }
            done.insert(id);
        }
        prop_assert!(Network::of_resources(plan, Order::Create, None).is_acyclic());
        prop_assert!(Network::of_resources(plan, Order::Delete, None).is_acyclic());
        for resource in list(plan, "resources") {
            let made = resource["existing"] == true || text(resource, "owner") == "aws";
            prop_assert!(made == list(resource, "steps").is_empty(), "{}", text(resource, "id"));
        }
        Ok(())
    });
}

#[test]
fn lanes_never_overlap_and_slow_things_do() {
    for_all(200, |_, _, plan| {
        for lane in ["cluster-update", "fargate-profile"] {
            let mut spans: Vec<(u64, u64)> = list(plan, "steps")
                .iter()
                .filter(|step| text(step, "lane") == lane)
                .map(|step| (number(step, "startSeconds"), number(step, "finishSeconds")))
                .collect();
            spans.sort_unstable();
            prop_assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{lane}: {spans:?}");
        }
        let steps = by_id(plan, "steps");
        let cluster = steps["create:cluster/drawn"];
        for (id, step) in &steps {
            if id.starts_with("create:nat-gateway/") {
                let overlap = number(step, "startSeconds") < number(cluster, "finishSeconds")
                    && number(cluster, "startSeconds") < number(step, "finishSeconds");
                prop_assert!(overlap, "{id} and the control plane wait for each other");
            }
        }
        Ok(())
    });
}

#[test]
fn a_cap_of_one_says_what_it_is() {
    let bytes: Vec<u8> = Vec::new();
    let mut spec = random_spec(&bytes);
    spec["managedNodeGroups"] = serde_json::json!([{ "name": "one" }, { "name": "two" }]);
    let options = r#"{"maxParallel": {"managed-node-group": 1}}"#;
    let plan = plan_with(&json(&spec), &Options::from_json(options).expect("options"));
    let between: Vec<&str> = list(&plan, "edges")
        .iter()
        .filter(|edge| text(edge, "kind") == "exclusive")
        .map(|edge| text(edge, "reasonCode"))
        .collect();
    assert_eq!(between.len(), 1, "{between:?}");
    assert!(!between.contains(&"one-cluster-update"));
}

fn by_id<'a>(plan: &'a Value, key: &str) -> BTreeMap<&'a str, &'a Value> {
    list(plan, key).iter().map(|item| (text(item, "id"), item)).collect()
}

/// Steps and outputs that tokens anywhere in a value name.
fn tokens(value: &Value) -> Vec<(String, String)> {
    match value {
        Value::String(text) => {
            let mut found = Vec::new();
            let mut rest = text.as_str();
            while let Some(at) = rest.find('$') {
                rest = &rest[at + 1..];
                if let Some(token) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                    rest = token.1;
                    if let Some((step, output)) = token
                        .0
                        .rsplit_once('.')
                        .filter(|(step, _)| step.contains(":") && !step.starts_with("unknown:"))
                    {
                        found.push((step.to_owned(), output.to_owned()));
                    }
                } else {
                    rest = rest.strip_prefix('$').unwrap_or(rest);
                }
            }
            found
        }
        Value::Array(items) => items.iter().flat_map(tokens).collect(),
        Value::Object(members) => members.values().flat_map(tokens).collect(),
        _ => Vec::new(),
    }
}
