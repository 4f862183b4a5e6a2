//! Which file a type stands in.

use std::collections::{BTreeMap, BTreeSet};

use super::Types;
use crate::codegen::bindings::model::{Named, Shape, Type};

/// The document, and what several areas use.
const COMMON: &str = "cluster";

/// Members of the document by the area that they belong to.
const AREAS: [(&str, &[&str]); 5] = [
    ("access", &["accessConfig", "iam", "iamIdentityMappings", "identityProviders"]),
    ("add_ons", &["addons", "addonsConfig", "capabilities", "gitops", "karpenter"]),
    (
        "control_plane",
        &[
            "cloudWatch",
            "controlPlaneScalingConfig",
            "kubeAPIServerConfig",
            "kubeControllerManagerConfig",
            "kubeSchedulerConfig",
            "outpost",
            "secretsEncryption",
            "upgradePolicy",
            "zonalShiftConfig",
        ],
    ),
    ("network", &["kubernetesNetworkConfig", "privateCluster", "remoteNetworkConfig", "vpc"]),
    ("nodes", &["autoModeConfig", "fargateProfiles", "managedNodeGroups", "nodeGroups"]),
];

/// The areas in their order, each with its types.
pub(super) fn areas<'a>(all: &Types<'a>) -> Result<BTreeMap<&'static str, Vec<&'a Named>>, String> {
    let document = all.get("ClusterConfig").ok_or("eksctl's schema has no ClusterConfig")?;
    let Shape::Record(members) = &document.shape else { return Err("a ClusterConfig is no record".into()) };
    let mut wanted: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for member in members {
        let area =
            AREAS.iter().find(|(_, of)| of.contains(&member.name.as_str())).map_or(COMMON, |(area, _)| area);
        let mut reached = BTreeSet::new();
        reach(all, &member.of, &mut reached);
        for name in reached {
            wanted.entry(name).or_default().insert(area);
        }
    }
    let mut areas: BTreeMap<&'static str, Vec<&Named>> = BTreeMap::new();
    for (name, named) in all {
        let area = match wanted.get(name).map(|areas| areas.iter().collect::<Vec<_>>()).as_deref() {
            Some([only]) => only,
            _ => COMMON,
        };
        areas.entry(area).or_default().push(named);
    }
    Ok(areas)
}

fn reach<'a>(all: &Types<'a>, of: &'a Type, seen: &mut BTreeSet<&'a str>) {
    match of {
        Type::List(of) | Type::Map(of) => reach(all, of, seen),
        Type::OneOf(members) => members.iter().for_each(|of| reach(all, of, seen)),
        Type::Named(name) if seen.insert(name) => match all.get(name.as_str()).map(|named| &named.shape) {
            Some(Shape::Record(fields)) => fields.iter().for_each(|field| reach(all, &field.of, seen)),
            Some(Shape::Alias(of)) => reach(all, of, seen),
            _ => {}
        },
        _ => {}
    }
}
