use super::lower;
use crate::catalog::Support;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{self, Limits};
use crate::spec::{self, PlanConfig};
use crate::topology::cluster::{AuthenticationMode, Cluster};
use crate::topology::lower::context::Context;
use crate::topology::lower::network;
use crate::topology::network::Network;

fn at(version: &str, rest: &str, config: &str) -> (Cluster, Network, Vec<Diagnostic>) {
    let text = format!(
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {{name: a, region: us-east-1, version: \"{version}\", tags: {{b: c}}}}\n{rest}"
    );
    let source = source::read("cluster.yaml", &text, &Limits::default());
    let options = PlanConfig::from_text("plan.yaml", config).unwrap();
    let (spec, report) = spec::decode(&source.documents, Some(&options));
    assert!(!report.has_errors(), "{report:#?}");
    let spec = spec.unwrap();
    let mut cx = Context::new(&spec).unwrap();
    let mut network = network::lower(&mut cx).unwrap();
    let mut roles = Vec::new();
    let cluster = lower(&mut cx, &mut network, &mut roles);
    assert!(cluster.role < roles.len());
    (cluster, network, cx.report.into_sorted())
}

fn from(rest: &str) -> (Cluster, Network, Vec<Diagnostic>) {
    at("1.36", rest, "asOf: \"2026-11-22\"\n")
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn defaults_are_eksctls() {
    let (cluster, network, found) = from("");
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!((cluster.endpoint.public, cluster.endpoint.private), (true, false));
    assert!(cluster.creator_is_admin && !cluster.fully_private && !cluster.endpoint.close_public_last);
    assert_eq!(cluster.authentication_mode, AuthenticationMode::ApiAndConfigMap);
    assert_eq!(cluster.subnets, [0, 1, 2, 3]);
    assert_eq!(cluster.security_groups, network.control_plane_groups);
    assert!(cluster.log_types.is_empty() && cluster.log_group.is_none() && cluster.components.is_empty());
    assert_eq!(cluster.tags.get("b").map(String::as_str), Some("c"));
    assert_eq!(cluster.support, Support::Standard);
}

#[test]
fn the_version_is_held_against_the_calendar() {
    let cases = [
        ("1.30", Support::Unsupported, "EP0302", Severity::Error, "`1.37`, `1.36`, `1.35`, `1.34`, `1.33`"),
        ("1.33", Support::Extended, "EP0304", Severity::Warning, "0.10: `1.37`, `1.36`, `1.35`, `1.34`"),
        ("1.99", Support::Unknown, "EP0303", Severity::Warning, "`1.37`"),
    ];
    for (version, support, code, severity, help) in cases {
        let (cluster, _, found) = at(version, "", "asOf: \"2026-11-22\"\n");
        assert_eq!((cluster.support, codes(&found)), (support, vec![code]), "{version}");
        assert_eq!(found[0].severity, severity);
        assert_eq!(found[0].path.to_string(), "metadata.version");
        assert!(found[0].help.as_ref().unwrap().contains(help), "{:?}", found[0].help);
    }
    let (cluster, _, found) = at("1.36", "", "asOf: \"2026-05-01\"\n");
    assert_eq!((cluster.support, codes(&found)), (Support::Unreleased, vec!["EP0303"]));
    assert!(found[0].message.contains("2026-06-02"));
}

#[test]
fn a_closed_api_server_is_refused() {
    let closed = "vpc: {clusterEndpoints: {publicAccess: false, privateAccess: false}}\n";
    assert_eq!(codes(&from(closed).2), ["EP0406"]);
    assert_eq!(codes(&from("vpc: {clusterEndpoints: {publicAccess: false}}\n").2), ["EP0406"]);
    let (cluster, _, found) = from("vpc: {clusterEndpoints: {publicAccess: false, privateAccess: true}}\n");
    assert_eq!((cluster.endpoint.public, cluster.endpoint.private, found.len()), (false, true, 0));
}

#[test]
fn public_ranges_are_network_addresses() {
    let (cluster, _, found) =
        from("vpc: {publicAccessCIDRs: [203.0.113.7/24, 203.0.113.0/24, 1.1.1.1/32, 1.1.1.1, \"::/0\"]}\n");
    assert_eq!(cluster.endpoint.public_cidrs, ["1.1.1.1/32", "203.0.113.0/24"]);
    assert_eq!(codes(&found), ["EP0107", "EP0430"]);
    let closed = "vpc: {publicAccessCIDRs: [1.1.1.1/32], clusterEndpoints: {publicAccess: false, privateAccess: true}}\n";
    assert_eq!(codes(&from(closed).2), ["EP0408"]);
}

#[test]
fn a_fully_private_cluster_closes_its_public_side_last() {
    let (cluster, network, found) = from("privateCluster: {enabled: true}\n");
    assert!(found.is_empty());
    let endpoint = &cluster.endpoint;
    assert!(cluster.fully_private && endpoint.public && endpoint.private && endpoint.close_public_last);
    assert!(cluster.subnets.iter().all(|&subnet| !network.subnets[subnet].public));
}

#[test]
fn the_control_plane_has_the_subnets_that_eksctl_gives_it() {
    let (cluster, _, found) = from("vpc: {controlPlaneOnPrivateSubnets: true}\n");
    assert_eq!((cluster.subnets, found.len()), (vec![2, 3], 0));
    let (cluster, _, _) = from("autoModeConfig: {enabled: true}\n");
    assert_eq!(cluster.subnets, [2, 3]);
    let (cluster, _, found) = from("vpc: {controlPlaneSubnetIDs: [subnet-1, subnet-2]}\n");
    assert_eq!((cluster.subnets, codes(&found)), (vec![4, 5], vec!["EP0407"]));
    let both = "vpc: {controlPlaneSubnetIDs: [subnet-1, subnet-2], controlPlaneOnPrivateSubnets: true}\n";
    assert_eq!(codes(&from(both).2), ["EP0407", "EP0424"]);
    let public = "vpc: {id: vpc-1, controlPlaneOnPrivateSubnets: true, subnets: {public: {a: {id: subnet-1}, b: {id: subnet-2}}}}\n";
    assert_eq!(codes(&from(public).2), ["EP0405"]);
}

#[test]
fn zones_that_eks_refuses_are_refused() {
    let (_, _, found) = from("availabilityZones: [use1-az1, use1-az3]\n");
    assert_eq!(codes(&found), ["EP0403"]);
    assert_eq!(found[0].path.to_string(), "availabilityZones[1]");
    assert!(found[0].help.as_ref().unwrap().contains("`use1-az1`, `use1-az2`, `use1-az4`"));
    let named = "zoneIds: {us-east-1e: use1-az3, us-east-1a: use1-az1}\nasOf: \"2026-11-22\"\n";
    assert_eq!(codes(&at("1.36", "availabilityZones: [us-east-1e, us-east-1a]\n", named).2), ["EP0403"]);
    assert_eq!(codes(&from("availabilityZones: [us-east-1a, us-east-1-bos-1a]\n").2), ["EP0403"]);
    let nodes_only = "vpc: {id: vpc-1, controlPlaneSubnetIDs: [subnet-1, subnet-2], subnets: {private: {a: {id: subnet-1, az: use1-az1}, b: {id: subnet-2, az: use1-az2}, c: {id: subnet-3, az: use1-az3}}}}\n";
    assert!(from(nodes_only).2.is_empty());
}

#[test]
fn existing_subnets_in_one_zone_are_refused() {
    let one = "vpc: {id: vpc-1, subnets: {private: {a: {id: subnet-1, az: us-east-1a}, b: {id: subnet-2, az: us-east-1a}}}}\n";
    assert_eq!(codes(&from(one).2), ["EP0402"]);
    let open =
        "vpc: {id: vpc-1, subnets: {private: {a: {id: subnet-1, az: us-east-1a}, b: {id: subnet-2}}}}\n";
    assert!(from(open).2.is_empty());
}

#[test]
fn logs_are_spelled_out_and_kept_for_a_time() {
    let all = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
    for types in ["[\"*\"]", "[all]", "[scheduler, all, api]"] {
        let (cluster, _, _) = from(&format!("cloudWatch: {{clusterLogging: {{enableTypes: {types}}}}}\n"));
        assert_eq!(cluster.log_types, all, "{types}");
        assert!(cluster.log_group.is_none());
    }
    let (cluster, _, found) =
        from("cloudWatch: {clusterLogging: {enableTypes: [audit, api, audit], logRetentionInDays: 60}}\n");
    assert_eq!((cluster.log_types, found.len()), (vec!["api".to_owned(), "audit".to_owned()], 0));
    let group = cluster.log_group.unwrap();
    assert_eq!((group.name.as_str(), group.retention_days), ("/aws/eks/a/cluster", 60));
    let (cluster, _, found) = from("cloudWatch: {clusterLogging: {logRetentionInDays: 60}}\n");
    assert_eq!((cluster.log_group, codes(&found)), (None, vec!["EP0909"]));
    let (_, _, found) = from("cloudWatch: {clusterLogging: {enableTypes: [api], logRetentionInDays: 61}}\n");
    assert_eq!(
        (codes(&found), found[0].help.as_deref()),
        (vec!["EP0910"], Some("the nearest number of days is 60"))
    );
}

#[test]
fn authentication_modes_are_three() {
    let mode = |text: &str| from(&format!("accessConfig: {{authenticationMode: {text}}}\n"));
    assert_eq!(mode("API").0.authentication_mode, AuthenticationMode::Api);
    assert_eq!(mode("CONFIG_MAP").0.authentication_mode, AuthenticationMode::ConfigMap);
    let (cluster, _, found) = mode("api");
    assert_eq!(cluster.authentication_mode, AuthenticationMode::ApiAndConfigMap);
    assert_eq!((codes(&found), found[0].severity), (vec!["EP0107"], Severity::Error));
    let (cluster, _, _) = from("accessConfig: {bootstrapClusterCreatorAdminPermissions: false}\n");
    assert!(!cluster.creator_is_admin);
}

#[test]
fn components_have_the_shapes_of_the_api() {
    let (cluster, _, found) = from(
        "kubeAPIServerConfig: {eventTTL: 30m, serviceNodePortRange: {minPort: 30000, maxPort: 31000}}\nkubeSchedulerConfig: {nodeResourcesFit: {scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 2}]}}}\nkubeControllerManagerConfig: {horizontalPodAutoscalerControllerConfig: {horizontalPodAutoscalerSyncPeriod: 10s}}\ncontrolPlaneScalingConfig: {tier: tier-xl}\n",
    );
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(
        serde_json::to_value(&cluster.components).unwrap(),
        serde_json::json!({
            "kubeApiServerConfig": {"eventTtl": "30m", "serviceNodePortRange": {"minPort": 30000, "maxPort": 31000}},
            "kubeControllerManagerConfig": {
                "horizontalPodAutoscalerControllerConfig": {"horizontalPodAutoscalerSyncPeriod": "10s"}
            },
            "kubeSchedulerConfig": {
                "nodeResourcesFit": {
                    "scoringStrategy": {"type": "MostAllocated", "resources": [{"name": "cpu", "weight": 2}]}
                }
            },
        })
    );
    let (cluster, _, _) = from("kubeAPIServerConfig: {}\nkubeSchedulerConfig: {nodeResourcesFit: {}}\n");
    assert!(cluster.components.is_empty());
    let period = "kubeControllerManagerConfig: {horizontalPodAutoscalerControllerConfig: {horizontalPodAutoscalerSyncPeriod: 10s}}\n";
    assert_eq!(codes(&from(period).2), ["EP0918"]);
    let ports = "kubeAPIServerConfig: {serviceNodePortRange: {minPort: 31000, maxPort: 30000}}\n";
    assert_eq!(codes(&from(ports).2), ["EP0107"]);
}

#[test]
fn the_service_range_is_a_network() {
    let range = |text: &str| from(&format!("kubernetesNetworkConfig: {{serviceIPv4CIDR: {text}}}\n"));
    let (cluster, _, found) = range("172.20.1.0/16");
    assert_eq!((cluster.service_cidr.as_deref(), found.len()), (Some("172.20.0.0/16"), 0));
    assert_eq!(codes(&range("nonsense").2), ["EP0107"]);
}

#[test]
fn what_is_chosen_reaches_the_cluster() {
    let (cluster, _, found) = from(
        "secretsEncryption: {keyARN: \"arn:aws:kms:us-east-1:1:key/k\"}\nupgradePolicy: {supportType: STANDARD}\nzonalShiftConfig: {enabled: true}\ncontrolPlaneScalingConfig: {tier: tier-xl}\nvpc: {controlPlaneEgressMode: CUSTOMER_ROUTED, controlPlaneOnPrivateSubnets: true}\n",
    );
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(cluster.secrets_key.unwrap().0, "arn:aws:kms:us-east-1:1:key/k");
    assert_eq!(cluster.support_policy.as_deref(), Some("STANDARD"));
    assert_eq!((cluster.zonal_shift, cluster.tier.as_deref()), (Some(true), Some("tier-xl")));
    assert_eq!(cluster.egress_mode.as_deref(), Some("CUSTOMER_ROUTED"));
    let (_, _, found) = from("controlPlaneScalingConfig: {tier: huge}\nvpc: {controlPlaneEgressMode: x}\n");
    assert_eq!(codes(&found), ["EP0107", "EP0107"]);
    assert!(found.iter().all(|finding| finding.severity == Severity::Warning));
}
