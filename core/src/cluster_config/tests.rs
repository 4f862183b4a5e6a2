use serde_json::{Value, json};

use super::{ClusterConfig, ClusterMeta, NodeGroup, NodeGroupInstancesDistribution, Taints};

/// What is left of a document that goes through the types.
fn through(document: Value) -> Value {
    serde_json::from_value::<ClusterConfig>(document).unwrap().into()
}

#[test]
fn no_property_of_the_schema_is_lost() {
    let text = include_str!("../../../tests/corpus/cluster-config/every-property.json");
    let all: Value = serde_json::from_str(text).unwrap();
    assert_eq!(through(all.clone()), all);
}

#[test]
fn what_is_left_out_is_not_written() {
    let metadata = ClusterMeta { name: "demo".into(), region: "eu-west-1".into(), ..Default::default() };
    let config = ClusterConfig { metadata, ..Default::default() };
    assert_eq!(
        Value::from(config),
        json!({
            "apiVersion": "eksctl.io/v1alpha5",
            "kind": "ClusterConfig",
            "metadata": { "name": "demo", "region": "eu-west-1" },
        })
    );
}

#[test]
fn taints_are_a_list_or_a_mapping() {
    let group = |taints: Value| json!({ "nodeGroups": [{ "name": "a", "taints": taints }] });
    for taints in [json!([{ "key": "a", "effect": "NoSchedule" }]), json!({ "a": "b:NoSchedule" })] {
        assert_eq!(through(group(taints.clone()))["nodeGroups"][0]["taints"], taints);
    }
    let config = ClusterConfig {
        node_groups: vec![NodeGroup { taints: Some(Taints::List(Vec::new())), ..Default::default() }],
        ..Default::default()
    };
    assert_eq!(Value::from(config)["nodeGroups"][0]["taints"], json!([]));
}

#[test]
fn a_list_that_is_empty_on_purpose_is_written() {
    let none = json!({ "enabled": true, "nodePools": [] });
    assert_eq!(through(json!({ "autoModeConfig": none.clone() }))["autoModeConfig"], none);
}

#[test]
fn a_price_that_is_no_number_is_found() {
    let distribution = NodeGroupInstancesDistribution { max_price: Some(f64::NAN), ..Default::default() };
    let group = NodeGroup { instances_distribution: Some(distribution), ..Default::default() };
    let config = ClusterConfig { node_groups: vec![group], ..Default::default() };
    assert_eq!(Value::from(config)["nodeGroups"][0]["instancesDistribution"]["maxPrice"], "NaN");
}
