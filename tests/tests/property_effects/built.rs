//! Specs that are built in code: their types say what the reader reads.

use std::collections::BTreeSet;

use eks_plan::api::{Input, Options, check};
use eks_plan::spec::Kind;
use eks_plan_tests::corpus;
use serde_json::{Value, json};

use crate::cases::{cases, set};
use crate::effect::Deeds;
use crate::spots::spots;
use crate::{is_within, place_of};

/// Lists that say something when they are empty, so that the types of Rust write an empty one too. The second is required.
const EMPTY_COUNTS: [&str; 2] = ["ArgoCDRoleMapping.identities", "AutoModeConfig.nodePools"];

/// A document in which each property of the types stands once. The types of each language are tried with it too.
fn every_property() -> Value {
    let path = corpus().join("cluster-config/every-property.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_property_is_in_the_types_wherever_it_can_stand() {
    let document = every_property();
    let missing = |path: &str| {
        let pointer = path.replace("[]", "/0").replace("{}", "/key").replace('.', "/");
        document.pointer(&format!("/{pointer}")).is_none()
    };
    let spots = spots();
    let names: BTreeSet<&str> = spots.iter().map(|spot| spot.name.as_str()).collect();
    assert_eq!(names.len(), 422);
    let missing: Vec<&str> =
        spots.iter().map(|spot| spot.path.as_str()).filter(|path| missing(path)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_the_types_allow_is_read() {
    let found = check(&[Input::object("all", every_property())], &Options::default()).diagnostics;
    let wrong = found.iter().filter(|found| ["EP0104", "EP0105"].contains(&found.code.as_str()));
    let wrong: Vec<String> = wrong.map(|found| format!("{} {}", found.path, found.message)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn where_the_types_leave_an_empty_list_out_none_says_the_same() {
    let cases = cases();
    let (mut tried, mut differ) = (0, BTreeSet::new());
    for spot in spots() {
        let empty = match spot.property.kind {
            Kind::List { .. } => json!([]),
            Kind::Map { .. } => json!({}),
            _ => continue,
        };
        let places: BTreeSet<(String, String)> = cases
            .iter()
            .filter(|case| case.path == spot.path || is_within(&case.path, &spot))
            .map(|case| (place_of(case, &spot), case.documents[1].to_string()))
            .collect();
        for (here, document) in places {
            let [empty, none] = [empty.clone(), Value::Null].map(|value| {
                let mut document: Value = serde_json::from_str(&document).unwrap();
                set(&mut document, &here, value);
                Deeds::of(&document)
            });
            tried += 1;
            let deeds = empty.differences(&none).iter().any(|part| *part != "finding");
            if deeds || !none.codes.is_subset(&empty.codes) {
                differ.insert(spot.name.clone());
            }
        }
    }
    assert!(tried > 300, "{tried}");
    assert_eq!(differ, EMPTY_COUNTS.map(str::to_owned).into());
}
