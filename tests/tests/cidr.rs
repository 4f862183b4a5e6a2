//! The cases of eksctl about the cutting of a VPC.

use eks_plan::topology::{CidrError, split};
use serde_json::Value;

fn cases() -> Vec<Value> {
    let text = include_str!("../corpus/eksctl/cidr.json");
    let file: Value = serde_json::from_str(text).unwrap();
    file["cases"].as_array().unwrap().clone()
}

/// `(public, private)` as text, or the kind of the error.
fn run(cidr: &str, zones: usize) -> Result<(Vec<String>, Vec<String>), &'static str> {
    let cidr = cidr.parse().map_err(|_| "address")?;
    match split(cidr, zones) {
        Ok(blocks) => {
            Ok(blocks.iter().map(|(public, private)| (public.to_string(), private.to_string())).unzip())
        }
        Err(CidrError::VpcPrefix(_)) => Err("prefix"),
        Err(CidrError::Zones(_)) => Err("zones"),
        Err(CidrError::SubnetPrefix(_)) => Err("block"),
    }
}

#[test]
fn a_vpc_is_cut_as_eksctl_cuts_it() {
    let cases = cases();
    assert_eq!(cases.len(), 14);
    for case in cases {
        let zones = usize::try_from(case["zones"].as_u64().unwrap()).unwrap();
        let result = run(case["cidr"].as_str().unwrap(), zones);
        if let Some(error) = case["error"].as_str() {
            assert_eq!(result, Err(error), "{}", case["name"]);
            continue;
        }
        let (public, private) = result.unwrap_or_else(|error| panic!("{}: {error}", case["name"]));
        assert_eq!((public.len(), private.len()), (zones, zones), "{}", case["name"]);
        for (side, blocks) in [("public", public), ("private", private)] {
            if let Some(expected) = case[side].as_array() {
                let expected: Vec<_> = expected.iter().map(|block| block.as_str().unwrap()).collect();
                assert_eq!(blocks, expected, "{} {side}", case["name"]);
            }
        }
    }
}

#[test]
fn every_size_gives_disjoint_blocks_inside_the_vpc() {
    for prefix in 16..=24 {
        for zones in 1..=8 {
            let (public, private) = run(&format!("10.20.0.0/{prefix}"), zones).unwrap();
            let mut all: Vec<_> = public.into_iter().chain(private).collect();
            assert!(all.iter().all(|block| block.starts_with("10.20.")), "{all:?}");
            let bits = if zones > 4 { 4 } else { 3 };
            assert!(all.iter().all(|block| block.ends_with(&format!("/{}", prefix + bits))), "{all:?}");
            all.sort();
            all.dedup();
            assert_eq!(all.len(), 2 * zones);
        }
    }
    for prefix in [0, 8, 15, 25, 28, 32] {
        assert_eq!(run(&format!("10.20.0.0/{prefix}"), 3), Err("prefix"));
    }
}
