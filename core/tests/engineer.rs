//! What an engineer would look for first in a plan: calls that AWS takes, and waits that matter.

use eks_plan::api::{self, Input, Options};
use serde_json::Value;

fn plan(rest: &str) -> Value {
    plan_in("us-west-2", rest)
}

fn plan_in(region: &str, rest: &str) -> Value {
    let head = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n";
    let text = format!("{head}metadata: {{name: demo, region: {region}, version: \"1.34\"}}\n{rest}");
    let input = Input::text("cluster.yaml", text);
    serde_json::from_str(&api::plan_json(&[input], &Options::default())).unwrap()
}

fn step<'p>(plan: &'p Value, id: &str) -> &'p Value {
    let steps = plan["steps"].as_array().unwrap();
    steps.iter().find(|step| step["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

fn parameters<'p>(plan: &'p Value, id: &str) -> &'p Value {
    &step(plan, id)["operation"]["parameters"]
}

fn trust(plan: &Value, id: &str) -> Value {
    let text = parameters(plan, id)["AssumeRolePolicyDocument"].as_str().unwrap();
    serde_json::from_str::<Value>(text).unwrap()["Statement"][0].clone()
}

/// Codes of the edges of one relation between two resources.
fn codes(plan: &Value, relation: &str, from: &str, to: &str) -> Vec<String> {
    let edges = plan["edges"].as_array().unwrap().iter();
    let wanted = edges.filter(|it| it["relation"] == relation && it["from"] == from && it["to"] == to);
    wanted.map(|edge| edge["reasonCode"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn trust_policies_name_services_as_the_partition_does() {
    let nodes = "managedNodeGroups: [{name: a}]\n";
    let home = plan(nodes);
    assert_eq!(trust(&home, "create:iam-role/node-group.a")["Principal"]["Service"], "ec2.amazonaws.com");
    let actions = &trust(&home, "create:iam-role/cluster")["Action"];
    assert_eq!(actions, &serde_json::json!(["sts:AssumeRole", "sts:TagSession"]));
    let china = plan_in("cn-north-1", nodes);
    assert_eq!(trust(&china, "create:iam-role/node-group.a")["Principal"]["Service"], "ec2.amazonaws.com.cn");
    assert_eq!(trust(&china, "create:iam-role/cluster")["Principal"]["Service"], "eks.amazonaws.com");
}

#[test]
fn an_instance_profile_for_a_standing_role_has_a_name() {
    let plan = plan(
        "nodeGroups: [{name: a, iam: {instanceRoleARN: \"arn:aws:iam::123456789012:role/my/nodes\"}}]\n",
    );
    let id = "iam-instance-profile/arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fmy%2Fnodes";
    let made = parameters(&plan, &format!("create:{id}"));
    assert_eq!(made["InstanceProfileName"], "nodes-demo-us-west-2");
    let added = parameters(&plan, &format!("update:{id}"));
    assert_eq!(
        (&added["RoleName"], &added["InstanceProfileName"]),
        (&Value::from("nodes"), &made["InstanceProfileName"])
    );
}

#[test]
fn what_checks_a_role_waits_until_iam_has_spread_it() {
    let plan = plan(
        "addons: [{name: eks-pod-identity-agent}]\nnodeGroups: [{name: a}]\n\
         iam: {podIdentityAssociations: [{namespace: apps, serviceAccountName: s, permissionPolicy: {Statement: []}}]}\n",
    );
    let pairs = [
        ("iam-role/node-group.a", "access-entry/node-group.a"),
        ("iam-role/pod-identity.apps.s", "pod-identity-association/apps.s"),
        ("iam-instance-profile/node-group.a", "launch-template/a"),
    ];
    for (from, to) in pairs {
        let edges = plan["edges"].as_array().unwrap().iter();
        let edge = edges
            .filter(|it| it["relation"] == "create")
            .find(|it| it["from"] == from && it["to"] == to)
            .unwrap_or_else(|| panic!("no edge from {from} to {to}"));
        assert_eq!(edge["delaySeconds"], 10, "{from} -> {to}");
    }
}

#[test]
fn the_cni_has_its_association_before_the_first_node() {
    let plan = plan(
        "addons: [{name: eks-pod-identity-agent}]\n\
         iam: {podIdentityAssociations: [{namespace: kube-system, serviceAccountName: aws-node, \
         permissionPolicyARNs: [\"arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy\"]}]}\n\
         managedNodeGroups: [{name: a, iam: {attachPolicyARNs: [\"arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy\"]}}]\n",
    );
    let association = "pod-identity-association/kube-system.aws-node";
    assert_eq!(codes(&plan, "create", association, "add-on/vpc-cni"), ["add-on-needs-association"]);
    assert_eq!(codes(&plan, "create", "add-on/vpc-cni", "managed-node-group/a"), ["nodes-need-cni"]);
    assert_eq!(codes(&plan, "delete", "add-on/vpc-cni", association), ["association-outlives-add-on"]);
    let agent = "add-on/eks-pod-identity-agent";
    assert_eq!(codes(&plan, "delete", "add-on/vpc-cni", agent), ["agent-outlives-add-on"]);
    let association = parameters(&plan, "create:add-on/vpc-cni").get("podIdentityAssociations");
    assert_eq!(association, None, "it stands on its own");
}

#[test]
fn a_capacity_block_has_its_type_and_market_in_the_template() {
    let plan = plan(
        "managedNodeGroups:\n- name: a\n  instanceType: p5.48xlarge\n  instanceMarketOptions: {marketType: capacity-block}\n  \
         capacityReservation: {capacityReservationTarget: {capacityReservationID: cr-1}}\n- name: b\n",
    );
    let group = parameters(&plan, "create:managed-node-group/a");
    assert_eq!((group["capacityType"].as_str(), group.get("instanceTypes")), (Some("CAPACITY_BLOCK"), None));
    let data = &parameters(&plan, "create:launch-template/a")["LaunchTemplateData"];
    assert_eq!(
        (&data["InstanceType"], &data["InstanceMarketOptions"]["MarketType"]),
        (&Value::from("p5.48xlarge"), &Value::from("capacity-block"))
    );
    let target = &data["CapacityReservationSpecification"]["CapacityReservationTarget"];
    assert_eq!(target["CapacityReservationId"], "cr-1");
    let data = &parameters(&plan, "create:launch-template/b")["LaunchTemplateData"];
    let forbidden = ["InstanceType", "InstanceMarketOptions", "IamInstanceProfile", "NetworkInterfaces"];
    assert!(forbidden.iter().all(|key| data.get(key).is_none()), "{data}");
}

#[test]
fn the_cluster_autoscaler_finds_groups_of_ones_own_by_tags() {
    let plan =
        plan("nodeGroups: [{name: a, tags: {team: x}, iam: {withAddonPolicies: {autoScaler: true}}}]\n");
    let tags = parameters(&plan, "create:self-managed-node-group/a")["Tags"].as_array().unwrap();
    let keys: Vec<_> = tags.iter().filter_map(|tag| tag["Key"].as_str()).collect();
    assert!(
        keys.contains(&"k8s.io/cluster-autoscaler/enabled")
            && keys.contains(&"k8s.io/cluster-autoscaler/demo")
    );
    let data = &parameters(&plan, "create:launch-template/a")["LaunchTemplateData"];
    let volume = &data["TagSpecifications"][1];
    assert!(volume["Tags"].as_array().unwrap().iter().any(|tag| tag["Key"] == "team"), "{volume}");
}

#[test]
fn core_dns_on_fargate_waits_for_its_profile_alone() {
    let plan = plan(
        "managedNodeGroups: [{name: a}]\nfargateProfiles: [{name: f, selectors: [{namespace: kube-system}]}]\n",
    );
    assert_eq!(codes(&plan, "create", "fargate-profile/f", "add-on/coredns"), ["needs-schedulable-node"]);
    assert!(codes(&plan, "create", "managed-node-group/a", "add-on/coredns").is_empty());
    assert!(!codes(&plan, "create", "managed-node-group/a", "add-on/metrics-server").is_empty());
}

#[test]
fn the_network_and_the_control_plane_come_up_side_by_side() {
    let plan = plan("managedNodeGroups: [{name: a, privateNetworking: true}]\n");
    let edges = plan["edges"].as_array().unwrap().iter();
    let into_cluster = edges.filter(|it| it["relation"] == "create" && it["to"] == "cluster/demo");
    let kinds: Vec<_> = into_cluster.filter_map(|it| it["from"].as_str()?.split('/').next()).collect();
    assert!(!kinds.iter().any(|kind| kind.contains("nat") || kind.contains("route")), "{kinds:?}");
}

#[test]
fn gateways_are_detached_after_nodes_with_public_addresses() {
    let plan = plan("managedNodeGroups: [{name: a}, {name: b, privateNetworking: true}]\n");
    let attachment = "internet-gateway-attachment/main";
    assert_eq!(codes(&plan, "delete", "managed-node-group/a", attachment), ["nodes-before-detach"]);
    assert!(codes(&plan, "delete", "managed-node-group/b", attachment).is_empty());
}

#[test]
fn nodes_that_cannot_become_ready_are_found() {
    let found = |rest: &str| {
        let plan = plan(rest);
        let codes = plan["diagnostics"].as_array().unwrap().iter();
        codes.filter(|it| it["code"] == "EP0806").map(|it| it["message"].as_str().unwrap().to_owned()).next()
    };
    let nodes = "managedNodeGroups: [{name: a, privateNetworking: true}]\n";
    assert_eq!(found(nodes), None);
    assert!(
        found(&format!("addonsConfig: {{disableDefaultAddons: true}}\n{nodes}")).unwrap().contains("CNI")
    );
    assert!(found(&format!("vpc: {{nat: {{gateway: Disable}}}}\n{nodes}")).unwrap().contains("way out"));
    assert_eq!(found("vpc: {nat: {gateway: Disable}}\nmanagedNodeGroups: [{name: a}]\n"), None);
    assert_eq!(found(&format!("privateCluster: {{enabled: true}}\n{nodes}")), None);
    let narrow = "vpc: {publicAccessCIDRs: [\"203.0.113.0/24\"]";
    assert!(found(&format!("{narrow}}}\n{nodes}")).unwrap().contains("203.0.113.0/24"));
    let both = format!("{narrow}, clusterEndpoints: {{publicAccess: true, privateAccess: true}}}}\n{nodes}");
    assert_eq!(found(&both), None);
}

#[test]
fn auto_mode_is_turned_on_as_a_whole_and_its_pods_bring_up_nodes() {
    let auto = plan(
        "autoModeConfig: {enabled: true, nodePools: [system]}\nkubernetesNetworkConfig: {serviceIPv4CIDR: 172.20.0.0/16}\n",
    );
    let made = parameters(&auto, "create:cluster/demo");
    assert_eq!(
        made["computeConfig"],
        serde_json::json!({
            "enabled": true,
            "nodePools": ["system"],
            "nodeRoleArn": "${create:iam-role/auto-mode-node.RoleArn}",
        })
    );
    assert_eq!(made["storageConfig"], serde_json::json!({ "blockStorage": { "enabled": true } }));
    assert_eq!(
        made["kubernetesNetworkConfig"],
        serde_json::json!({ "serviceIpv4Cidr": "172.20.0.0/16", "elasticLoadBalancing": { "enabled": true } })
    );
    let pool =
        auto["resources"].as_array().unwrap().iter().find(|it| it["id"] == "node-pool/system").unwrap();
    assert_eq!((&pool["owner"], &pool["madeBy"]), (&"kubernetes".into(), &"cluster/demo".into()));
    let bare = plan("autoModeConfig: {enabled: true, nodePools: []}\n");
    assert_eq!(
        parameters(&bare, "create:cluster/demo")["computeConfig"],
        serde_json::json!({ "enabled": true })
    );
    assert!(parameters(&plan(""), "create:cluster/demo").get("computeConfig").is_none());
}

#[test]
fn a_capability_is_told_what_is_written_and_its_rights_follow() {
    let plan = plan(
        "capabilities: [{name: k, type: KRO, tags: {team: a}, accessPolicies: [{policyARN: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy', accessScope: {type: cluster}}]}]\n",
    );
    assert_eq!(
        parameters(&plan, "create:capability/k"),
        &serde_json::json!({
            "capabilityName": "k",
            "clusterName": "demo",
            "type": "KRO",
            "roleArn": "${create:iam-role/capability.k.RoleArn}",
            "deletePropagationPolicy": "RETAIN",
            "tags": { "team": "a" },
        })
    );
    let policy = "access-policy-association/capability.k.AmazonEKSEditPolicy";
    let given = parameters(&plan, &format!("create:{policy}"));
    assert_eq!(given["principalArn"], "${create:iam-role/capability.k.RoleArn}");
    assert_eq!(codes(&plan, "create", "access-entry/eks.capability.k", policy), ["policy-needs-entry"]);
    assert_eq!(
        codes(&plan, "delete", "capability-resources/k", "capability/k"),
        ["managed-before-capability"]
    );
}
