mod accelerators;
mod parts;

use crate::topology::compute::*;
use crate::topology::lower::testing::{clean, found, lowered, only, policies, role};
use crate::topology::network::{Network, Peer};

fn subnets(network: &Network, of: &[usize]) -> Vec<String> {
    of.iter().map(|&at| network.subnets[at].name.clone()).collect()
}

fn groups(network: &Network, of: &[usize]) -> Vec<String> {
    of.iter().map(|&at| network.security_groups[at].name.clone()).collect()
}

fn rules(network: &Network, part: &str) -> Vec<String> {
    let rules = network.rules.iter().filter(|rule| rule.name.contains(part));
    rules
        .map(|rule| {
            let from = match &rule.from {
                Peer::Group(at) => network.security_groups[*at].name.clone(),
                Peer::Cidr(cidr) | Peer::Cidr6(cidr) => cidr.clone(),
            };
            let (first, last) = rule.ports.unwrap_or((0, 65535));
            let way = if rule.egress { "->" } else { "<-" };
            format!("{} {way} {from} {first}-{last}", network.security_groups[rule.group].name)
        })
        .collect()
}

#[test]
fn an_empty_managed_group_gets_the_defaults_of_eksctl() {
    let topology = clean("managedNodeGroups: [{name: a, labels: {x: z}}]");
    let group = &topology.node_groups[0];
    assert_eq!(group.sizes, Sizes { min: 2, desired: 2, max: 2 });
    assert_eq!(group.instance_types, ["m5.large"]);
    assert_eq!(group.capacity, Capacity::OnDemand);
    assert_eq!(group.image.ami_type, Some("AL2023_x86_64_STANDARD"));
    assert_eq!(group.image.family.as_deref(), Some("AmazonLinux2023"));
    let volume = &group.volume;
    assert_eq!(
        (volume.size_gib, volume.kind.as_str(), volume.iops, volume.throughput),
        (Some(80), "gp3", Some(3000), Some(125))
    );
    assert_eq!(
        group.launch_template,
        LaunchTemplate::Made { imds_v1: false, hop_limit: 2, data: serde_json::Map::new() }
    );
    let labels: Vec<_> = group.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(labels, ["alpha.eksctl.io/cluster-name=demo", "alpha.eksctl.io/nodegroup-name=a", "x=z"]);
    assert!(group.subnets.iter().all(|&at| topology.network.subnets[at].public));
    assert_eq!(group.security_groups, [0]);
    assert_eq!(group.key_pair, None);
    assert!(topology.assumptions.iter().any(|it| it.subject == "instance type of node group a"));
}

#[test]
fn groups_stand_in_the_order_of_their_names_and_roles_follow() {
    let one = clean("managedNodeGroups: [{name: c}, {name: a}]\nnodeGroups: [{name: b}]");
    let other = clean("nodeGroups: [{name: b}]\nmanagedNodeGroups: [{name: a}, {name: c}]");
    let names: Vec<_> = one.node_groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    let names = |topology: &crate::topology::Topology| -> Vec<String> {
        topology.roles.iter().map(|role| format!("{} {}", role.name, role.role_name)).collect()
    };
    assert_eq!(names(&one), names(&other));
    assert_eq!(names(&one)[1], "node-group.a demo-us-west-2-node-group.a");
}

#[test]
fn the_second_of_two_names_is_left_out() {
    let text = "nodeGroups: [{name: a, minSize: 1}]\nmanagedNodeGroups: [{name: a, minSize: 3}]";
    let finding = only(text);
    assert_eq!(
        (finding.code.as_str(), finding.path.to_string().as_str()),
        ("EP0501", "managedNodeGroups[0]")
    );
    assert_eq!(finding.labels[0].path.to_string(), "nodeGroups[0]");
    let (topology, _) = lowered(text);
    assert_eq!(topology.node_groups.len(), 1);
    assert_eq!(topology.node_groups[0].kind, NodeGroupKind::SelfManaged);
}

#[test]
fn sizes_are_filled_in_and_bent_where_they_contradict() {
    let sizes = |kind: &str, written: &str| {
        let (topology, found) = lowered(&format!("{kind}: [{{name: a, {written}}}]"));
        let sizes = topology.node_groups[0].sizes;
        (sizes.min, sizes.desired, sizes.max, found.iter().map(|it| it.code.as_str()).collect::<Vec<_>>())
    };
    for kind in ["managedNodeGroups", "nodeGroups"] {
        assert_eq!(sizes(kind, "desiredCapacity: 3"), (3, 3, 3, vec![]), "{kind}");
        assert_eq!(sizes(kind, "minSize: 1"), (1, 1, 1, vec![]), "{kind}");
        assert_eq!(sizes(kind, "minSize: 1, maxSize: 5"), (1, 1, 5, vec![]), "{kind}");
        assert_eq!(sizes(kind, "minSize: 3, maxSize: 1"), (3, 3, 3, vec!["EP0502"]), "{kind}");
        assert_eq!(sizes(kind, "maxSize: 1"), (2, 2, 2, vec!["EP0502"]), "{kind}");
        assert_eq!(
            sizes(kind, "minSize: 2, desiredCapacity: 1, maxSize: 4"),
            (2, 2, 4, vec!["EP0502"]),
            "{kind}"
        );
        assert_eq!(
            sizes(kind, "minSize: 2, desiredCapacity: 9, maxSize: 4"),
            (2, 4, 4, vec!["EP0502"]),
            "{kind}"
        );
        assert_eq!(sizes(kind, "minSize: -1"), (0, 0, 0, vec!["EP0502"]), "{kind}");
    }
    assert_eq!(sizes("nodeGroups", "desiredCapacity: 0"), (0, 0, 0, vec![]));
    assert_eq!(sizes("managedNodeGroups", "desiredCapacity: 0"), (0, 0, 1, vec![]));
    assert_eq!(sizes("nodeGroups", "maxSize: 99999999999").3, ["EP0502"]);
}

#[test]
fn the_image_fits_family_and_hardware() {
    let image = |written: &str| {
        let (topology, found) = lowered(&format!("managedNodeGroups: [{{name: a, {written}}}]"));
        let codes: Vec<_> = found.iter().map(|it| it.code.as_str()).collect();
        (topology.node_groups[0].image.ami_type.unwrap_or("-"), codes.join(" "))
    };
    let ok = |ami: &'static str| (ami, String::new());
    assert_eq!(image("instanceType: m6g.large"), ok("AL2023_ARM_64_STANDARD"));
    assert_eq!(image("instanceType: g4dn.xlarge"), ok("AL2023_x86_64_NVIDIA"));
    assert_eq!(image("instanceTypes: [m5.large, g4dn.xlarge]"), ok("AL2023_x86_64_NVIDIA"));
    assert_eq!(image("instanceType: inf1.xlarge"), ok("AL2023_x86_64_NEURON"));
    assert_eq!(image("instanceType: g4dn.xlarge, amiFamily: Bottlerocket"), ok("BOTTLEROCKET_x86_64_NVIDIA"));
    assert_eq!(image("amiFamily: WindowsServer2022CoreContainer"), ok("WINDOWS_CORE_2022_x86_64"));
    assert_eq!(image("ami: ami-1"), ok("-"));
    assert_eq!(image("launchTemplate: {id: lt-1}"), ok("-"));
    assert_eq!(image("amiFamily: Ubuntu2404"), ok("-"));
    let wrong = |code: &str| ("-", code.to_owned());
    assert_eq!(image("instanceType: m6g.large, amiFamily: WindowsServer2022CoreContainer"), wrong("EP0504"));
    assert_eq!(image("instanceTypes: [m6g.large, m5.large]"), wrong("EP0504"));
    assert_eq!(image("instanceTypes: [inf1.xlarge, g4dn.xlarge]"), wrong("EP0504"));
    assert_eq!(image("amiFamily: AmazonLinux2").1, "EP0504");
    assert_eq!(image("ami: \"17\"").1, "EP0107");
    assert_eq!(image("instanceType: m5.larg"), ("AL2023_x86_64_STANDARD", "EP0503".to_owned()));
}

#[test]
fn an_unknown_type_is_a_warning_with_the_nearest_name() {
    let text = "nodeGroups: [{name: a, instanceType: m5.larg}]";
    let finding = only(text);
    assert_eq!(finding.help.as_deref(), Some("the nearest name is `m5.large`"));
    let (topology, _) = lowered(text);
    assert!(
        topology.assumptions.iter().any(|it| it.subject == "architecture of m5.larg" && it.value == "x86_64")
    );
    assert_eq!(topology.node_groups[0].image.ami_type, None);
}

#[test]
fn an_existing_template_says_what_the_group_does_not() {
    let topology = clean("managedNodeGroups: [{name: a, launchTemplate: {id: lt-1, version: \"3\"}}]");
    let group = &topology.node_groups[0];
    assert_eq!(
        group.launch_template,
        LaunchTemplate::Existing { id: "lt-1".into(), version: Some("3".into()) }
    );
    assert!(group.instance_types.is_empty());
    assert_eq!(group.image.family, None);
}

#[test]
fn capacity_is_bought_as_written() {
    assert_eq!(clean("managedNodeGroups: [{name: a, spot: true}]").node_groups[0].capacity, Capacity::Spot);
    let topology = clean(
        "nodeGroups: [{name: a, instanceType: mixed, instancesDistribution: {instanceTypes: [m5.large, m5a.large], \
         onDemandBaseCapacity: 1, maxPrice: 0.070, spotInstancePools: 2, capacityRebalance: true, \
         onDemandPercentageAboveBaseCapacity: 50, spotAllocationStrategy: lowest-price}}]",
    );
    let group = &topology.node_groups[0];
    assert_eq!(group.instance_types, ["m5.large", "m5a.large"]);
    let Capacity::Mixed(members) = &group.capacity else { panic!("{:?}", group.capacity) };
    let text = serde_json::to_string(members).unwrap();
    assert_eq!(
        text,
        r#"{"OnDemandBaseCapacity":1,"OnDemandPercentageAboveBaseCapacity":50,"SpotAllocationStrategy":"lowest-price","SpotInstancePools":2,"SpotMaxPrice":"0.070"}"#
    );
    assert_eq!(group.settings["CapacityRebalance"], true);
}

#[test]
fn metadata_and_volumes_follow_what_is_written() {
    let topology = clean(
        "nodeGroups:\n- {name: a, disableIMDSv1: false}\n- {name: b, disablePodIMDS: true, disableIMDSv1: false}\n\
         - {name: c, volumeType: gp2, volumeSize: 20}\n- {name: d, volumeType: io1}\n- {name: e, amiFamily: Bottlerocket}\n",
    );
    let of = |at: usize| &topology.node_groups[at];
    assert_eq!(
        of(0).launch_template,
        LaunchTemplate::Made { imds_v1: true, hop_limit: 2, data: serde_json::Map::new() }
    );
    assert_eq!(
        of(1).launch_template,
        LaunchTemplate::Made { imds_v1: false, hop_limit: 1, data: serde_json::Map::new() }
    );
    assert_eq!((of(2).volume.size_gib, of(2).volume.iops, of(2).volume.throughput), (Some(20), None, None));
    assert_eq!((of(3).volume.iops, of(3).volume.throughput), (Some(100), None));
    assert_eq!(of(4).volume.device.as_deref(), Some("/dev/xvdb"));
}

#[test]
fn taints_are_read_in_both_forms() {
    let taints = |text: &str| clean(text).node_groups[0].taints.clone();
    let list = taints(
        "nodeGroups: [{name: a, taints: [{key: k, value: v, effect: NoSchedule}, {key: b, effect: NoExecute}]}]",
    );
    let map = taints("nodeGroups: [{name: a, taints: {k: \"v:NoSchedule\", b: NoExecute}}]");
    assert_eq!(list, map);
    assert_eq!((list[0].key.as_str(), list[1].value.as_str(), list.len()), ("b", "v", 2));
    let wrong =
        found("managedNodeGroups: [{name: a, taints: [{key: k, effect: Never}, {effect: NoExecute}]}]");
    assert_eq!(
        wrong,
        ["EP0511 managedNodeGroups[0].taints[0].effect", "EP0511 managedNodeGroups[0].taints[1]"]
    );
}

#[test]
fn subnets_are_those_named_or_of_the_zones_or_all() {
    let of = |written: &str| {
        let (topology, found) = lowered(&format!(
            "availabilityZones: [usw2-az1, usw2-az2]\nmanagedNodeGroups: [{{name: a, {written}}}]"
        ));
        let codes: Vec<_> = found.iter().map(|it| it.code.as_str()).collect();
        (subnets(&topology.network, &topology.node_groups[0].subnets).join(" "), codes.join(" "))
    };
    let ok = |text: &str| (text.to_owned(), String::new());
    assert_eq!(of("privateNetworking: true"), ok("private-usw2-az1 private-usw2-az2"));
    assert_eq!(of("availabilityZones: [us-west-2b]"), ok("public-usw2-az1"));
    assert_eq!(of("availabilityZones: [usw2-az2], privateNetworking: true"), ok("private-usw2-az2"));
    assert_eq!(of("subnets: [us-west-2a], privateNetworking: true"), ok("private-usw2-az2"));
    assert_eq!(of("subnets: [public-usw2-az2, us-west-2b]"), ok("public-usw2-az1 public-usw2-az2"));
    assert_eq!(of("subnets: [private-usw2-az2]"), ("private-usw2-az2".into(), "EP0435".into()));
    assert_eq!(of("subnets: [public-usw2-az7]"), (String::new(), "EP0404".into()));
    assert_eq!(of("availabilityZones: [us-west-2z]"), (String::new(), "EP0404".into()));
    assert_eq!(
        of("availabilityZones: [us-west-2a], subnets: [us-west-2b]"),
        ("public-usw2-az1".into(), "EP0516".into())
    );
    let finding = only("managedNodeGroups: [{name: a, subnets: [public-usw2-az7]}]");
    assert!(finding.help.unwrap().contains("`public-usw2-az"));
}

#[test]
fn the_name_of_a_zone_is_looked_up_in_a_sample_account_at_last() {
    let topology = clean("managedNodeGroups: [{name: a, availabilityZones: [us-west-2a]}]");
    assert!(
        topology
            .assumptions
            .iter()
            .any(|it| it.subject == "zone us-west-2a" && it.value.starts_with("usw2-az"))
    );
    let written = clean(
        "availabilityZones: [us-west-2a, us-west-2b]\nmanagedNodeGroups: [{name: a, availabilityZones: [us-west-2a]}]",
    );
    assert_eq!(written.node_groups[0].subnets.len(), 1);
    assert!(written.assumptions.iter().all(|it| it.subject != "zone us-west-2a"));
}

#[test]
fn a_fully_private_cluster_has_private_nodes() {
    let topology = clean("privateCluster: {enabled: true}\nmanagedNodeGroups: [{name: a}]");
    let group = &topology.node_groups[0];
    assert!(group.private_networking);
    assert!(group.subnets.iter().all(|&at| !topology.network.subnets[at].public));
}

#[test]
fn the_node_role_has_the_policies_of_eksctl() {
    let of = |rest: &str| policies(role(&clean(rest), "node-group.a"));
    let plain =
        ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy", "AmazonSSMManagedInstanceCore"];
    assert_eq!(of("iam: {withOIDC: true}\nmanagedNodeGroups: [{name: a}]"), plain);
    assert!(of("managedNodeGroups: [{name: a}]").contains(&"AmazonEKS_CNI_Policy".to_owned()));
    let chosen = of(
        "iam: {withOIDC: true}\nnodeGroups: [{name: a, iam: {attachPolicyARNs: [\"arn:aws:iam::1:policy/Mine\", \
         \"arn:aws:iam::aws:policy/service-role/X\", \"arn:aws:iam::2:policy/Mine\"], attachPolicy: {Statement: []}, \
         withAddonPolicies: {autoScaler: true, ebs: true, efs: false}}}]",
    );
    let wanted = [
        "arn:Mine",
        "arn:arn:aws:iam::2:policy/Mine",
        "X",
        "inline:Policy1",
        "inline:PolicyAutoScaling",
        "AmazonEBSCSIDriverPolicy",
    ];
    assert_eq!(chosen, wanted);
}

#[test]
fn roles_that_stand_are_used_once() {
    let topology = clean(
        "iam: {withOIDC: true}\nmanagedNodeGroups:\n- {name: a, iam: {instanceRoleARN: \"arn:aws:iam::1:role/r\"}}\n\
         nodeGroups:\n- {name: b, iam: {instanceRoleARN: \"arn:aws:iam::1:role/r\"}}\n",
    );
    assert_eq!(topology.node_groups[0].role, topology.node_groups[1].role);
    let role = role(&topology, "arn:aws:iam::1:role/r");
    assert!(role.instance_profile && role.existing.is_some());
    let profile =
        clean("nodeGroups: [{name: a, iam: {instanceProfileARN: \"arn:aws:iam::1:instance-profile/p\"}}]");
    let group = &profile.node_groups[0];
    assert_eq!(
        (group.role, group.instance_profile.as_deref()),
        (None, Some("arn:aws:iam::1:instance-profile/p"))
    );
    assert!(profile.unknowns.iter().any(|it| it.subject == "role of instance profile p" && it.blocks));
    let wrong = found(
        "managedNodeGroups: [{name: a, iam: {instanceProfileARN: \"arn:aws:iam::1:instance-profile/p\"}}]",
    );
    assert_eq!(wrong, ["EP0523 managedNodeGroups[0].iam.instanceProfileARN"]);
}

#[test]
fn role_names_are_short_enough_and_unlike() {
    let long = "x".repeat(60);
    let topology =
        clean(&format!("nodeGroups: [{{name: {long}1}}, {{name: {long}2}}, {{name: ab}}, {{name: AB}}]"));
    let mut names: Vec<_> = topology.roles.iter().map(|role| role.role_name.to_lowercase()).collect();
    assert!(names.iter().all(|name| name.len() <= 64), "{names:?}");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), topology.roles.len());
    let wrong =
        found("nodeGroups: [{name: a, iam: {instanceRoleName: r}}, {name: b, iam: {instanceRoleName: r}}]\n");
    assert_eq!(wrong, ["EP0906 nodeGroups[1].iam.instanceRoleName"]);
}

#[test]
fn nodes_of_ones_own_have_security_groups_of_their_own() {
    let topology = clean("nodeGroups: [{name: a, securityGroups: {attachIDs: [sg-2, sg-1, sg-2]}}]");
    let network = &topology.network;
    assert_eq!(
        groups(network, &topology.node_groups[0].security_groups),
        ["shared-node", "node-group.a", "sg-1", "sg-2"]
    );
    assert_eq!(
        rules(network, "node-group.a"),
        [
            "node-group.a <- control-plane 1025-65535",
            "node-group.a <- control-plane 443-443",
            "control-plane <- node-group.a 443-443"
        ]
    );
    let topology = clean("nodeGroups: [{name: a, securityGroups: {withLocal: false, withShared: false}}]");
    assert!(topology.node_groups[0].security_groups.is_empty());
    assert!(rules(&topology.network, "node-group.a").is_empty());
}

#[test]
fn ssh_is_let_in_as_eksctl_does() {
    let of = |text: &str| {
        let topology = clean(text);
        let names = groups(&topology.network, &topology.node_groups[0].security_groups).join(" ");
        (names, rules(&topology.network, "ssh.a"), topology)
    };
    let (names, rules, topology) = of("managedNodeGroups: [{name: a, ssh: {allow: true}}]");
    assert_eq!(names, "eks-cluster ssh.a");
    assert_eq!(rules, ["ssh.a <- 0.0.0.0/0 22-22", "ssh.a <- ::/0 22-22"]);
    let pair = topology.node_groups[0].key_pair.as_ref().unwrap();
    assert_eq!(pair.name, "eksctl-demo-nodegroup-a");
    assert_eq!(pair.import, Some(PublicKey::File("~/.ssh/id_rsa.pub".into())));
    let unknown = topology.unknowns.iter().find(|it| it.subject == "public key ~/.ssh/id_rsa.pub").unwrap();
    assert!(!unknown.blocks && unknown.command.is_none());
    let (_, rules, topology) =
        of("managedNodeGroups: [{name: a, privateNetworking: true, ssh: {publicKey: ssh-rsa x}}]");
    assert_eq!(rules, ["ssh.a <- 192.168.0.0/16 22-22"]);
    assert_eq!(
        topology.node_groups[0].key_pair.as_ref().unwrap().import,
        Some(PublicKey::Text("ssh-rsa x".into()))
    );
    let (names, rules, topology) =
        of("nodeGroups: [{name: a, ssh: {publicKeyName: k, sourceSecurityGroupIds: [sg-1]}}]");
    assert_eq!(names, "shared-node node-group.a");
    assert_eq!(rules, ["node-group.a <- sg-1 22-22"]);
    assert_eq!(topology.node_groups[0].key_pair.as_ref().unwrap().import, None);
    let (names, rules, topology) = of("managedNodeGroups: [{name: a, ssh: {allow: false, publicKey: x}}]");
    assert_eq!((names.as_str(), rules.len(), &topology.node_groups[0].key_pair), ("eks-cluster", 0, &None));
}

#[test]
fn settings_are_named_as_the_api_does() {
    let topology = clean(
        "managedNodeGroups: [{name: a, updateConfig: {maxUnavailable: 2}, releaseVersion: r, \
         nodeRepairConfig: {enabled: true, maxParallelNodesRepairedCount: 1}}]",
    );
    assert_eq!(
        serde_json::to_string(&topology.node_groups[0].settings).unwrap(),
        r#"{"nodeRepairConfig":{"enabled":true,"maxParallelNodesRepairedCount":1},"releaseVersion":"r","updateConfig":{"maxUnavailable":2}}"#
    );
}

#[test]
fn fargate_profiles_share_a_role_and_stand_in_private_subnets() {
    let topology = clean(
        "iam: {fargatePodExecutionRolePermissionsBoundary: b}\nfargateProfiles:\n\
         - {name: b, selectors: [{namespace: x}]}\n- {name: a, selectors: [{namespace: yy, labels: {k: v}}, {namespace: x}]}\n\
         - {name: c, podExecutionRoleARN: \"arn:aws:iam::1:role/f\", selectors: [{namespace: z}], subnets: [private-usw2-az2]}\n",
    );
    let names: Vec<_> = topology.fargate_profiles.iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    let [a, b, c] = &topology.fargate_profiles[..] else { panic!() };
    assert_eq!(a.role, b.role);
    assert_eq!(a.selectors[0].namespace, "x");
    assert_eq!(
        subnets(&topology.network, &a.subnets),
        ["private-usw2-az1", "private-usw2-az2", "private-usw2-az3"]
    );
    assert_eq!(subnets(&topology.network, &c.subnets), ["private-usw2-az2"]);
    let own = role(&topology, "fargate-pod-execution");
    assert_eq!(policies(own), ["AmazonEKSFargatePodExecutionRolePolicy"]);
    assert_eq!(own.boundary.as_deref(), Some("b"));
    assert_eq!(topology.roles[c.role].name, "arn:aws:iam::1:role/f");
}

#[test]
fn fargate_profiles_that_cannot_be_are_reported() {
    let wrong = found(
        "fargateProfiles:\n- {name: a}\n- {name: b, selectors: [{namespace: x}], subnets: [public-usw2-az1, nowhere]}\n\
         - {name: b, selectors: [{namespace: x}]}\n- {name: eks-c, selectors: [{namespace: x}]}\n",
    );
    assert_eq!(
        wrong,
        [
            "EP0106 fargateProfiles[0]",
            "EP0107 fargateProfiles[1].subnets[0]",
            "EP0404 fargateProfiles[1].subnets[1]",
            "EP0501 fargateProfiles[2]",
            "EP0107 fargateProfiles[3].name"
        ]
    );
}
