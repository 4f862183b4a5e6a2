use crate::topology::cluster::AuthenticationMode;
use crate::topology::lower::testing::{found, lowered, only, policies, role};
use crate::topology::network::Peer;
use crate::topology::role::Trust;

const LOCAL: &str = "outpost: {controlPlaneOutpostARN: \"arn:aws:outposts:us-west-2:1:outpost/op-1\", controlPlaneInstanceType: m5.large}\n";

#[test]
fn a_local_cluster_is_private_and_comes_with_its_add_ons() {
    let (topology, found) = lowered(LOCAL);
    assert!(found.is_empty(), "{found:#?}");
    let (cluster, network) = (&topology.cluster, &topology.network);
    assert_eq!(cluster.outpost.as_ref().unwrap().instance_type.as_deref(), Some("m5.large"));
    assert_eq!((cluster.endpoint.public, cluster.endpoint.private), (false, true));
    assert_eq!(cluster.authentication_mode, AuthenticationMode::ConfigMap);
    assert!(topology.add_ons.is_empty());
    let names: Vec<_> = network.subnets.iter().map(|subnet| subnet.name.as_str()).collect();
    assert_eq!(names, ["public-outpost-zone", "private-outpost-zone"]);
    assert!(network.subnets.iter().all(|subnet| subnet.outpost.is_some()));
    assert_eq!(cluster.subnets, [1]);
    assert!(topology.unknowns.iter().any(|it| it.subject == "outpost-zone" && it.blocks));
    let role = role(&topology, "cluster");
    assert!(matches!(role.trust, Trust::Service { principal: "ec2.amazonaws.com", .. }));
    assert_eq!(policies(role), ["AmazonEKSLocalOutpostClusterPolicy"]);
    let etcd = lowered(&LOCAL.replace("m5.large}", "m5.large, etcdInstanceType: c5.large}")).0;
    assert_eq!(etcd.cluster.authentication_mode, AuthenticationMode::ApiAndConfigMap);
}

#[test]
fn without_a_way_out_the_instances_use_the_endpoints() {
    let (topology, found) = lowered(&format!("{LOCAL}privateCluster: {{enabled: true}}\n"));
    assert_eq!(found.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["EP0443"], "{found:#?}");
    assert!(!topology.cluster.endpoint.close_public_last && !topology.cluster.endpoint.public);
    let services: Vec<_> = topology.network.endpoints.iter().map(|endpoint| endpoint.service).collect();
    for service in ["ec2messages", "logs", "secretsmanager", "ssm", "ssmmessages", "sts"] {
        assert!(services.contains(&service), "{service}");
    }
    let open: Vec<_> =
        topology.network.rules.iter().filter(|rule| matches!(rule.from, Peer::Cidr(_))).collect();
    assert_eq!((open.len(), open[0].name.as_str()), (1, "private-subnet-private-outpost-zone"));
}

#[test]
fn what_an_outpost_does_not_have_is_refused() {
    let wrong = |rest: &str| found(&format!("{LOCAL}{rest}\n")).join(" ");
    assert_eq!(wrong("addons: [{name: vpc-cni}]"), "EP1001 addons");
    assert_eq!(
        wrong("secretsEncryption: {keyARN: \"arn:aws:kms:us-west-2:1:key/k\"}"),
        "EP1001 secretsEncryption"
    );
    assert_eq!(wrong("iam: {withOIDC: true}"), "EP1001 iam.withOIDC");
    assert_eq!(wrong("managedNodeGroups: [{name: a}]"), "EP1001 managedNodeGroups");
    assert_eq!(wrong("availabilityZones: [usw2-az1, usw2-az2]"), "EP1001 availabilityZones");
    assert_eq!(
        wrong("vpc: {clusterEndpoints: {publicAccess: true}}"),
        "EP1001 vpc.clusterEndpoints.publicAccess"
    );
    assert_eq!(
        wrong("accessConfig: {bootstrapClusterCreatorAdminPermissions: false}"),
        "EP1001 accessConfig.bootstrapClusterCreatorAdminPermissions"
    );
    let bad = LOCAL.replace("arn:aws:outposts", "arn:aws:ec2");
    assert_eq!(found(&bad), ["EP0107 outpost.controlPlaneOutpostARN"]);
    assert_eq!(found("outpost: {controlPlaneOutpostARN: \"\"}\n"), ["EP0106 outpost"]);
    let spread = LOCAL.replace("m5.large}", "m5.large, controlPlanePlacement: {spreadLevel: host}}");
    assert_eq!(found(&spread), ["EP1002 outpost.controlPlanePlacement.spreadLevel"]);
}

const OWN: &str = "vpc: {id: vpc-1, controlPlaneSubnetIDs: [subnet-1, subnet-2], subnets: {private: {a: {id: subnet-1, az: usw2-az1}, b: {id: subnet-2, az: usw2-az2}, rack: {id: subnet-3, az: usw2-az1}}}}\n";

fn nodes(rest: &str) -> String {
    format!(
        "nodeGroups: [{{name: rack, outpostARN: \"arn:aws:outposts:us-west-2:1:outpost/op-1\", privateNetworking: true{rest}}}]\n"
    )
}

#[test]
fn nodes_on_an_outpost_have_its_types_volumes_and_subnets() {
    let (topology, wrong) = lowered(&format!("{OWN}{}", nodes(", instanceType: m5.large, subnets: [rack]")));
    assert!(wrong.is_empty(), "{wrong:#?}");
    let group = &topology.node_groups[0];
    assert!(group.outpost.is_some());
    assert_eq!(topology.network.subnets[group.subnets[0]].outpost, group.outpost);
    assert!(topology.cluster.subnets.iter().all(|&at| topology.network.subnets[at].outpost.is_none()));
    assert!(topology.add_ons.iter().any(|add_on| add_on.name == "vpc-cni"));
    let untold = lowered(&format!("{OWN}{}", nodes(", subnets: [rack]"))).0;
    let subject = "instance type of node group rack";
    assert!(untold.unknowns.iter().any(|it| it.subject == subject && it.blocks && it.command.is_some()));
    let unnamed = only(&format!("{OWN}{}", nodes(", instanceType: m5.large")));
    assert!(unnamed.help.unwrap().contains("outpost-arn"));
    let told = OWN.replace("controlPlaneSubnetIDs: [subnet-1, subnet-2], ", "");
    assert_eq!(
        found(&format!("{told}{}", nodes(", instanceType: m5.large, subnets: [rack]"))),
        ["EP0403 vpc.subnets.private.rack"]
    );
}

#[test]
fn a_new_vpc_is_extended_onto_the_outpost() {
    let (topology, wrong) = lowered(&nodes(", instanceType: m5.large"));
    assert!(wrong.is_empty(), "{wrong:#?}");
    let network = &topology.network;
    let on: Vec<_> = network.subnets.iter().filter(|subnet| subnet.outpost.is_some()).collect();
    assert_eq!(on.len(), 2);
    assert_eq!(on[1].cidr.unwrap().to_string(), "192.168.224.0/19");
    assert!(network.route_table_of(7).is_some() && topology.cluster.subnets.len() == 6);
    assert_eq!(topology.node_groups[0].subnets, [7]);
    let wrong = |rest: &str| found(&nodes(rest)).join(" ");
    assert_eq!(wrong(", instanceType: m5.large, volumeType: gp3"), "EP1005 nodeGroups[0].volumeType");
    let twice = "managedNodeGroups: [{name: a, outpostARN: \"arn:aws:outposts:us-west-2:1:outpost/op-1\"}]\n";
    assert_eq!(found(twice), ["EP1005 managedNodeGroups[0].outpostARN"]);
}
