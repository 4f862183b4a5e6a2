//! Every property of eksctl's schema is accounted for, and none is invented.

use std::collections::{BTreeMap, BTreeSet};

use eks_plan::spec::{Definition, Kind, Property, Status, definitions};
use serde_json::Value;

/// What eksctl's decoder takes though its schema asks for more: (definition, property that is not required).
const NOT_REQUIRED: [(&str, &str); 5] = [
    // Judged with the document, which may lack them and is read all the same.
    ("ClusterConfig", "apiVersion"),
    ("ClusterConfig", "kind"),
    // An instance selector takes the place of the list.
    ("NodeGroupInstancesDistribution", "instanceTypes"),
    // On an Outpost networks of pods are enough.
    ("RemoteNetworkConfig", "remoteNodeNetworks"),
    ("RemoteNetworkConfig", "vpcGatewayID"),
];

/// Definitions of the schema that are an alias or a free mapping and have no properties.
const WITHOUT_PROPERTIES: [&str; 12] = [
    "ARN",
    "AZSubnetMapping",
    "FluxFlags",
    "InlineDocument",
    "VPCGateway",
    "github.com|aws|aws-sdk-go-v2|aws|arn.ARN",
    "github.com|aws|aws-sdk-go-v2|service|eks|types.AccessScopeType",
    "github.com|aws|aws-sdk-go-v2|service|eks|types.AuthenticationMode",
    "github.com|aws|aws-sdk-go-v2|service|eks|types.ResolveConflicts",
    "github.com|weaveworks|eksctl|pkg|utils|ipnet.IPNet",
    "k8s.io|api|core|v1.TaintEffect",
    "taintsWrapper",
];

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/eksctl/schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The definitions with the members of nameless bases counted as their own.
fn ours() -> Vec<(&'static Definition, Vec<&'static Property>)> {
    let all = definitions();
    let mut ours: Vec<_> = all
        .iter()
        .map(|&definition| {
            let shared =
                definition.base.filter(|base| base.name.is_empty()).map_or(&[][..], |b| b.properties);
            (definition, definition.properties.iter().chain(shared).collect())
        })
        .collect();
    // A base with a name of its own is a definition of its own.
    for base in all.iter().filter_map(|definition| definition.base).filter(|base| !base.name.is_empty()) {
        ours.push((base, base.properties.iter().collect()));
    }
    ours
}

#[test]
fn all_properties_of_the_schema_are_accounted_for() {
    let schema = schema();
    let definitions = schema["definitions"].as_object().unwrap();
    assert_eq!(definitions.len(), 89);
    let mut theirs = BTreeSet::new();
    let mut without = Vec::new();
    for (name, definition) in definitions {
        match definition["properties"].as_object() {
            Some(properties) => theirs.extend(properties.keys().map(|key| (name.as_str(), key.as_str()))),
            None => without.push(name.as_str()),
        }
    }
    assert_eq!(theirs.len(), 422);
    assert_eq!(without, WITHOUT_PROPERTIES);

    let mut found = BTreeSet::new();
    for (definition, properties) in ours() {
        for property in properties {
            assert!(
                found.insert((definition.name, property.name)),
                "{}.{} twice",
                definition.name,
                property.name
            );
        }
    }
    assert_eq!(theirs.difference(&found).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "left out");
    assert_eq!(found.difference(&theirs).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "invented");
}

#[test]
fn required_properties_are_those_of_the_schema() {
    let schema = schema();
    let mut theirs = BTreeSet::new();
    for (name, definition) in schema["definitions"].as_object().unwrap() {
        for key in definition["required"].as_array().into_iter().flatten() {
            theirs.insert((name.as_str(), key.as_str().unwrap()));
        }
    }
    for pair in NOT_REQUIRED {
        assert!(theirs.remove(&pair), "{pair:?} is not required by the schema either");
    }
    let required = |d: &'static Definition| {
        let shared = d.base.filter(|base| base.name.is_empty()).map_or(&[][..], |base| base.required);
        d.required.iter().chain(shared).map(move |key| (d.name, *key))
    };
    let found: BTreeSet<_> = ours().into_iter().flat_map(|(definition, _)| required(definition)).collect();
    assert_eq!(found, theirs);
}

#[test]
fn kinds_and_closed_lists_are_those_of_the_schema() {
    let schema = schema();
    let mut lists = 0;
    for (definition, properties) in ours() {
        for property in properties {
            let theirs = &schema["definitions"][definition.name]["properties"][property.name];
            let place = format!("{}.{}", definition.name, property.name);
            let item = |value: &Value| {
                if value["items"].is_object() { value["items"].clone() } else { value.clone() }
            };
            let of = match property.kind {
                Kind::List { of } => *of,
                kind => kind,
            };
            if let Some(list) = item(theirs)["enum"].as_array() {
                lists += 1;
                let names: Vec<_> = list.iter().filter_map(Value::as_str).collect();
                match of {
                    Kind::Choice { of } => assert_eq!(of, names, "{place}"),
                    // `apiVersion` and `kind` decide what the document is, before its members are read.
                    _ => assert!(definition.name == "ClusterConfig" && names.len() == 1, "{place}"),
                }
                continue;
            }
            let right = match theirs["type"].as_str() {
                Some("string") => matches!(property.kind, Kind::Text),
                Some("boolean") => matches!(property.kind, Kind::Boolean),
                Some("integer") => matches!(property.kind, Kind::Integer),
                Some("number") => matches!(property.kind, Kind::Number),
                Some("array") => matches!(property.kind, Kind::List { .. }),
                Some("object") => matches!(property.kind, Kind::Map { .. }),
                _ => reference_matches(&theirs["$ref"], property.kind),
            };
            assert!(right, "{place}: {:?} is not {theirs}", property.kind);
        }
    }
    // Twelve properties and the items of one list.
    assert_eq!(lists, 13);
}

fn reference_matches(reference: &Value, kind: Kind) -> bool {
    let name = reference.as_str().unwrap().rsplit("definitions/").next().unwrap();
    match kind {
        Kind::Section { of } => of.name == name,
        Kind::Document => name == "InlineDocument",
        Kind::Map { of: Kind::Section { of } } => name == "AZSubnetMapping" && of.name == "AZSubnetSpec",
        Kind::Map { of: Kind::Text } => name == "FluxFlags",
        Kind::List { of: Kind::Section { of } } => name == "taintsWrapper" && of.name == "NodeGroupTaint",
        Kind::Text => name == "ARN" || name == "VPCGateway" || name.contains('|'),
        _ => false,
    }
}

#[test]
fn every_property_that_is_not_modelled_says_why() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (definition, properties) in ours() {
        for property in properties {
            let (name, reason) = match property.status {
                Status::Modelled => ("modelled", "-"),
                Status::Noted(reason) => ("noted", reason),
                Status::Refused(_) => panic!("{}.{} is refused", definition.name, property.name),
            };
            assert!(!reason.is_empty() && !reason.ends_with('.'), "{}.{}", definition.name, property.name);
            *counts.entry(name).or_default() += 1;
        }
    }
    println!("{counts:?}");
    assert_eq!(counts.values().sum::<usize>(), 422);
}
