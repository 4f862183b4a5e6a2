use crate::topology::hybrid::{GatewayKind, Provider};
use crate::topology::lower::testing::{clean, found, lowered, policies, role};
use crate::topology::network::Peer;
use crate::topology::role::Trust;

const PRIVATE: &str = "vpc: {clusterEndpoints: {publicAccess: false, privateAccess: true}}\n";

fn remote(rest: &str) -> String {
    format!(
        "{PRIVATE}remoteNetworkConfig:\n  vpcGatewayID: tgw-1\n  remoteNodeNetworks: [{{cidrs: [10.80.0.0/16]}}]\n{rest}"
    )
}

#[test]
fn systems_manager_hands_out_credentials_unless_told_otherwise() {
    let topology = clean(&remote(""));
    let hybrid = topology.hybrid.as_ref().unwrap();
    assert_eq!((hybrid.provider, hybrid.trust_anchor.is_some()), (Provider::Ssm, false));
    let role = role(&topology, "hybrid-nodes");
    assert!(matches!(role.trust, Trust::Service { principal: "ssm.amazonaws.com", .. }));
    let wanted = [
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonSSMManagedInstanceCore",
        "inline:EKSDescribeCluster",
        "inline:SSMRolePolicy",
    ];
    assert_eq!(policies(role), wanted);
    assert!(topology.assumptions.iter().any(|it| it.subject == "remoteNetworkConfig.iam.provider"));
    assert!(topology.unknowns.iter().any(|it| it.why.contains("create-activation --iam-role") && !it.blocks));
    let entry = &topology.access.entries[0];
    assert_eq!((entry.name.as_str(), entry.kind.as_str()), ("hybrid-nodes", "HYBRID_LINUX"));
}

#[test]
fn the_way_to_the_premises_is_attached_routed_and_opened() {
    let topology = clean(&remote("  remotePodNetworks: [{cidrs: [10.85.0.0/16]}]\n"));
    let network = &topology.network;
    let gateway = network.remote.as_ref().unwrap().gateway.as_ref().unwrap();
    assert_eq!(gateway.kind, GatewayKind::Transit);
    assert!(gateway.subnets.iter().all(|&at| !network.subnets[at].public) && gateway.subnets.len() == 3);
    assert_eq!(gateway.routes.len(), 6);
    let open: Vec<_> = network.rules.iter().filter(|rule| matches!(rule.from, Peer::Cidr(_))).collect();
    assert_eq!(open.len(), 2);
    assert!(open.iter().all(|rule| rule.ports == Some((443, 443))));
    let vpn = clean(&remote("").replace("tgw-1", "vgw-1"));
    let gateway = vpn.network.remote.as_ref().unwrap().gateway.as_ref().unwrap();
    assert_eq!(
        (gateway.kind, gateway.subnets.len(), gateway.routes.len()),
        (GatewayKind::VirtualPrivate, 0, 3)
    );
    let twice = clean(&remote("").replace("vpc: {", "vpc: {extraCIDRs: [10.80.0.0/16], "));
    assert_eq!(twice.network.rules.iter().filter(|rule| matches!(rule.from, Peer::Cidr(_))).count(), 1);
}

#[test]
fn roles_anywhere_needs_a_certificate_and_an_own_role_needs_nothing() {
    let with = |iam: &str| remote(&format!("  iam: {iam}\n"));
    let topology = clean(&with("{provider: IRA, caBundleCert: PEM}"));
    assert_eq!(topology.hybrid.as_ref().unwrap().trust_anchor.as_ref().unwrap().certificate, "PEM");
    assert_eq!(role(&topology, "hybrid-nodes").trust, Trust::RolesAnywhere);
    assert_eq!(found(&with("{provider: ira}")), ["EP0106 remoteNetworkConfig.iam"]);
    assert_eq!(found(&with("{caBundleCert: PEM}")), ["EP1308 remoteNetworkConfig.iam.caBundleCert"]);
    assert_eq!(found(&with("{provider: kerberos}")), ["EP0107 remoteNetworkConfig.iam.provider"]);
    let (own, all) = lowered(&with("{provider: ira, roleARN: \"arn:aws:iam::1:role/h\"}"));
    assert_eq!(all.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["EP1309"]);
    assert!(own.hybrid.as_ref().unwrap().trust_anchor.is_none());
    assert_eq!(own.access.entries[0].kind, "HYBRID_LINUX");
}

#[test]
fn addresses_are_private_and_few() {
    let nodes = |cidrs: &str| remote("").replace("[10.80.0.0/16]", cidrs);
    let at = "remoteNetworkConfig.remoteNodeNetworks[0].cidrs[0]";
    assert_eq!(found(&nodes("[8.8.8.0/24]")), [format!("EP1304 {at}")]);
    assert_eq!(found(&nodes("[10.80.0.0]")), [format!("EP0107 {at}")]);
    let many: Vec<_> = (0..16).map(|n| format!("10.{n}.0.0/16")).collect();
    assert_eq!(
        found(&nodes(&format!("[{}]", many.join(", ")))),
        ["EP1306 remoteNetworkConfig.remoteNodeNetworks"]
    );
    let two =
        remote("").replace("[{cidrs: [10.80.0.0/16]}]", "[{cidrs: [10.80.0.0/16]}, {cidrs: [10.81.0.0/16]}]");
    assert_eq!(found(&two), ["EP1303 remoteNetworkConfig.remoteNodeNetworks[1]"]);
}

#[test]
fn what_keeps_hybrid_nodes_out_is_said() {
    let both = remote("").replace("publicAccess: false", "publicAccess: true");
    assert_eq!(found(&both), ["EP1310 vpc.clusterEndpoints"]);
    let none = remote("").replace("  vpcGatewayID: tgw-1\n", "");
    assert_eq!(found(&none), ["EP0409 remoteNetworkConfig"]);
    assert_eq!(found(&remote("").replace("tgw-1", "igw-1")), ["EP0107 remoteNetworkConfig.vpcGatewayID"]);
    let mapped = remote("accessConfig: {authenticationMode: CONFIG_MAP}\n");
    assert_eq!(found(&mapped), ["EP1302 accessConfig.authenticationMode"]);
    let empty = "remoteNetworkConfig: {remoteNodeNetworks: [], remotePodNetworks: []}\n";
    assert_eq!(found(empty), ["EP0408 remoteNetworkConfig"]);
    assert_eq!(found("remoteNetworkConfig: {iam: {provider: ssm}}\n"), ["EP0106 remoteNetworkConfig"]);
}

#[test]
fn an_existing_vpc_keeps_its_routes_and_groups() {
    let vpc = "vpc: {id: vpc-1, cidr: 10.0.0.0/16, securityGroup: sg-1, clusterEndpoints: {publicAccess: false, privateAccess: true}, subnets: {private: {a: {id: subnet-1, az: usw2-az1}, b: {id: subnet-2, az: usw2-az2}}}}\n";
    let spec = remote("").replace(PRIVATE, vpc);
    assert_eq!(found(&spec), ["EP0419 remoteNetworkConfig.vpcGatewayID"]);
    let (topology, found) = lowered(&spec.replace("  vpcGatewayID: tgw-1\n", ""));
    assert!(found.is_empty(), "{found:#?}");
    for subject in ["routes to the remote networks", "rules of security group sg-1"] {
        assert!(topology.unknowns.iter().any(|it| it.subject == subject && !it.blocks), "{subject}");
    }
    assert!(topology.network.rules.iter().all(|rule| !matches!(rule.from, Peer::Cidr(_))));
}
