use proptest::prelude::*;

use super::lower;
use crate::diagnostic::Diagnostic;
use crate::document::{Assumption, Unknown};
use crate::source::{self, Limits};
use crate::spec::{self, PlanConfig};
use crate::terms::OriginType;
use crate::topology::lower::context::Context;
use crate::topology::network::{CLUSTER_SECURITY_GROUP, Network, Peer, Target};

struct Lowered {
    network: Option<Network>,
    found: Vec<Diagnostic>,
    assumptions: Vec<Assumption>,
    unknowns: Vec<Unknown>,
}

impl Lowered {
    fn network(&self) -> &Network {
        self.network.as_ref().unwrap()
    }

    fn codes(&self) -> Vec<&'static str> {
        self.found.iter().map(|finding| finding.code.as_str()).collect()
    }

    fn assumed(&self, subject: &str) -> Option<&str> {
        self.assumptions.iter().find(|it| it.subject == subject).map(|it| it.value.as_str())
    }

    fn unknown(&self, subject: &str) -> Option<&Unknown> {
        self.unknowns.iter().find(|it| it.subject == subject)
    }

    fn subnets(&self) -> Vec<String> {
        let text =
            |cidr: &Option<ipnet::Ipv4Net>| cidr.map_or_else(|| "?".to_owned(), |cidr| cidr.to_string());
        self.network()
            .subnets
            .iter()
            .map(|subnet| format!("{} {}", subnet.name, text(&subnet.cidr)))
            .collect()
    }

    fn endpoints(&self) -> Vec<&str> {
        self.network().endpoints.iter().map(|endpoint| endpoint.service).collect()
    }
}

fn with(region: &str, rest: &str, config: &str) -> Lowered {
    let text = format!(
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {{name: a, region: {region}, version: \"1.34\"}}\n{rest}"
    );
    let source = source::read("cluster.yaml", &text, &Limits::default());
    let options = (!config.is_empty()).then(|| PlanConfig::from_text("plan.yaml", config).unwrap());
    let (spec, report) = spec::decode(&source.documents, options.as_ref());
    assert!(!report.has_errors(), "{report:#?}");
    let spec = spec.unwrap();
    let mut cx = Context::new(&spec).unwrap();
    let network = lower(&mut cx);
    let Context { report, assumptions, unknowns, incomplete, .. } = cx;
    let network = network.filter(|_| !incomplete);
    Lowered { network, found: report.into_sorted(), assumptions, unknowns }
}

fn from(rest: &str) -> Lowered {
    with("us-west-2", rest, "")
}

#[test]
fn zones_are_chosen_from_the_catalog_and_said_to_be() {
    let lowered = from("");
    assert_eq!(lowered.codes(), [""; 0]);
    assert_eq!(lowered.assumed("availabilityZones"), Some("usw2-az1, usw2-az2, usw2-az3"));
    assert_eq!(with("us-east-1", "", "").assumed("availabilityZones"), Some("use1-az1, use1-az2"));
    assert_eq!(with("us-west-1", "", "").assumed("availabilityZones"), Some("usw1-az1, usw1-az3"));
    assert_eq!(
        with("ca-central-1", "", "").assumed("availabilityZones"),
        Some("cac1-az1, cac1-az2, cac1-az4")
    );
    assert_eq!(with("us-east-1", "", "").network().zones.len(), 2);
}

#[test]
fn a_new_vpc_has_eksctls_addresses_and_names() {
    let lowered = from("");
    assert_eq!(
        lowered.subnets(),
        [
            "public-usw2-az1 192.168.0.0/19",
            "public-usw2-az2 192.168.32.0/19",
            "public-usw2-az3 192.168.64.0/19",
            "private-usw2-az1 192.168.96.0/19",
            "private-usw2-az2 192.168.128.0/19",
            "private-usw2-az3 192.168.160.0/19",
        ]
    );
    let network = lowered.network();
    assert!(network.internet_gateway && !network.is_existing());
    assert_eq!(lowered.assumed("vpc.cidr"), Some("192.168.0.0/16"));
    let tables: Vec<_> = network
        .route_tables
        .iter()
        .map(|table| (table.name.as_str(), table.subnets.clone(), table.default_route))
        .collect();
    assert_eq!(
        tables,
        [
            ("public", vec![0, 1, 2], Some(Target::InternetGateway)),
            ("private-usw2-az1", vec![3], Some(Target::NatGateway(0))),
            ("private-usw2-az2", vec![4], Some(Target::NatGateway(0))),
            ("private-usw2-az3", vec![5], Some(Target::NatGateway(0))),
        ]
    );
    let [gateway] = &network.nat_gateways[..] else { panic!("one gateway") };
    assert_eq!((gateway.name.as_str(), gateway.subnet, &gateway.serves[..]), ("usw2-az1", 0, &[0, 1, 2][..]));
    assert_eq!(gateway.origin.kind, OriginType::Default);
}

#[test]
fn zones_keep_the_order_of_the_text() {
    let lowered = from("availabilityZones: [us-west-2c, usw2-az1]\nvpc: {cidr: 10.1.2.3/24}\n");
    assert_eq!(
        lowered.subnets(),
        [
            "public-us-west-2c 10.1.2.0/27",
            "public-usw2-az1 10.1.2.32/27",
            "private-us-west-2c 10.1.2.64/27",
            "private-usw2-az1 10.1.2.96/27",
        ]
    );
    assert!(lowered.unknown("zone ids").is_some_and(|unknown| !unknown.blocks && unknown.command.is_some()));
    let subnet = &lowered.network().subnets[0];
    assert_eq!(subnet.origin.place.as_ref().unwrap().path.to_string(), "availabilityZones[0]");
}

#[test]
fn names_of_zones_get_their_ids_from_the_options() {
    let config = "zoneIds: {us-west-2a: usw2-az2, us-west-2b: usw2-az1}\n";
    let lowered = with("us-west-2", "availabilityZones: [us-west-2a, us-west-2b]\n", config);
    assert!(lowered.unknown("zone ids").is_none());
    assert_eq!(lowered.network().subnets[0].aliases, ["public-usw2-az2", "us-west-2a", "usw2-az2"]);
    let given =
        with("us-west-2", "availabilityZones: [us-west-2a, us-west-2b]\n", "zones: [usw2-az4, usw2-az3]\n");
    assert_eq!(
        given.network().zones.iter().map(|zone| zone.key()).collect::<Vec<_>>(),
        ["usw2-az4", "usw2-az3"]
    );
}

#[test]
fn one_zone_is_too_few_however_often_it_is_named() {
    for zones in ["[us-west-2a]", "[us-west-2a, us-west-2a]", "[us-west-2a, \"\"]"] {
        let lowered = from(&format!("availabilityZones: {zones}\n"));
        assert!(lowered.codes().contains(&"EP0402"), "{zones} {:?}", lowered.codes());
        assert_eq!(lowered.network().zones.len(), 1);
    }
    let lowered = from("availabilityZones: [us-west-2a, us-west-2a, us-west-2b]\n");
    assert_eq!(lowered.codes(), [""; 0]);
    assert_eq!(lowered.assumed("availabilityZones"), Some("us-west-2a, us-west-2b"));
    assert_eq!(lowered.subnets()[1], "public-us-west-2b 192.168.32.0/19");
}

#[test]
fn zones_of_other_regions_are_refused() {
    let lowered = from("availabilityZones: [eu-west-1a, euw1-az2, us-west-2a, usw2-az9]\n");
    assert_eq!(lowered.codes(), ["EP0107", "EP0107"]);
    assert_eq!(lowered.network().zones.len(), 2);
    assert!(from("availabilityZones: [eu-west-1a]\n").network.is_none());
}

#[test]
fn an_unknown_region_leaves_its_zones_open() {
    let lowered = with("xx-north-7", "", "");
    let network = lowered.network();
    assert_eq!(
        network.zones.iter().map(|zone| zone.key()).collect::<Vec<_>>(),
        ["zone-1", "zone-2", "zone-3"]
    );
    assert!(network.zones.iter().all(|zone| zone.id.is_none() && zone.name.is_none()));
    assert!(lowered.unknown("zone-1").is_some_and(|unknown| unknown.blocks));
    assert!(
        with("xx-north-7", "availabilityZones: [xx-north-7a, xxn7-az1]\n", "").unknown("zone-1").is_none()
    );
}

#[test]
fn a_vpc_that_cannot_be_cut_is_no_network() {
    let unread = ["10.0.0.0/33", "10.0.0.0", "::/16", "x", "300.0.0.0/16"].map(|cidr| (cidr, "EP0107"));
    for (cidr, code) in [("10.0.0.0/15", "EP0401"), ("10.0.0.0/25", "EP0401")].into_iter().chain(unread) {
        let lowered = from(&format!("vpc: {{cidr: \"{cidr}\"}}\n"));
        assert!(lowered.network.is_none(), "{cidr}");
        assert_eq!(lowered.codes(), [code], "{cidr}");
        assert_eq!(lowered.found[0].path.to_string(), "vpc.cidr");
    }
    for (number, fits) in [(8, true), (9, false), (500, false)] {
        let zones: Vec<_> = (1..=number).map(|zone| format!("usw2-az{zone}")).collect();
        let lowered = from(&format!("availabilityZones: [{}]\n", zones.join(", ")));
        assert_eq!(lowered.network.is_some(), fits, "{number}");
        assert_eq!(lowered.codes().contains(&"EP0401"), !fits, "{number}");
    }
}

#[test]
fn nat_gateways_are_as_many_as_asked_for() {
    let all = from("vpc: {nat: {gateway: HighlyAvailable}}\n");
    let places: Vec<_> =
        all.network().nat_gateways.iter().map(|gateway| (gateway.subnet, gateway.serves.clone())).collect();
    assert_eq!(places, [(0, vec![0]), (1, vec![1]), (2, vec![2])]);
    assert_eq!(all.network().route_tables[3].default_route, Some(Target::NatGateway(2)));
    let origin = &all.network().nat_gateways[0].origin;
    assert_eq!(origin.place.as_ref().unwrap().path.to_string(), "vpc.nat.gateway");
    let none = from("vpc: {nat: {gateway: Disable}}\n");
    assert!(none.network().nat_gateways.is_empty());
    assert_eq!(none.network().route_tables[1].default_route, None);
    assert!(none.network().internet_gateway);
}

const PRIVATE: &str = "privateCluster: {enabled: true}\n";

#[test]
fn a_fully_private_vpc_has_endpoints_and_no_way_out() {
    let lowered = from(PRIVATE);
    let network = lowered.network();
    assert!(!network.internet_gateway && network.nat_gateways.is_empty());
    assert_eq!(lowered.subnets()[0], "private-usw2-az1 192.168.96.0/19");
    assert_eq!(network.subnets.len(), 3);
    assert_eq!(network.route_tables.len(), 3);
    assert_eq!(lowered.endpoints(), ["ec2", "ecr.api", "ecr.dkr", "s3", "sts"]);
    let (s3, ec2) = (&network.endpoints[3], &network.endpoints[0]);
    assert_eq!((s3.gateway, &s3.route_tables[..], s3.security_group), (true, &[0, 1, 2][..], None));
    assert_eq!((&ec2.subnets[..], ec2.security_group), (&[0, 1, 2][..], Some(network.shared_node_group)));
    assert_eq!(ec2.service_name, "com.amazonaws.us-west-2.ec2");
    assert_eq!(lowered.assumed("privateCluster.endpoints"), None);
}

#[test]
fn endpoints_are_added_for_what_needs_them() {
    let logs = from(&format!("{PRIVATE}cloudWatch: {{clusterLogging: {{enableTypes: [api]}}}}\n"));
    assert!(logs.endpoints().contains(&"logs"));
    let more =
        from("privateCluster: {enabled: true, additionalEndpointServices: [autoscaling, autoscaling]}\n");
    assert_eq!(more.endpoints(), ["autoscaling", "ec2", "ecr.api", "ecr.dkr", "s3", "sts"]);
    let agent = from(&format!("{PRIVATE}addons: [{{name: eks-pod-identity-agent}}]\n"));
    assert_eq!(agent.assumed("privateCluster.endpoints"), Some("eks-auth"));
    assert_eq!(agent.network().endpoints[3].service, "eks-auth");
    assert_eq!(agent.network().endpoints[3].origin.kind, OriginType::Default);
    let balancer = from(&format!(
        "{PRIVATE}iam: {{serviceAccounts: [{{metadata: {{name: a}}, wellKnownPolicies: {{awsLoadBalancerController: true}}}}]}}\n"
    ));
    assert!(balancer.endpoints().contains(&"elasticloadbalancing"));
    let wrong = from("privateCluster: {enabled: true, additionalEndpointServices: [nonsense, xray]}\n");
    assert_eq!(wrong.codes(), ["EP0107", "EP0107"]);
    assert!(wrong.endpoints().contains(&"xray"));
}

#[test]
fn endpoints_that_are_not_to_be_made_are_named() {
    let lowered = from("privateCluster: {enabled: true, skipEndpointCreation: true}\n");
    assert!(lowered.network().endpoints.is_empty());
    assert_eq!(
        lowered.assumed("privateCluster.skipEndpointCreation"),
        Some("ec2, ecr.api, ecr.dkr, s3, sts")
    );
}

const EXISTING: &str = "vpc:\n  id: vpc-1\n  cidr: 10.0.0.0/8\n  subnets:\n    private:\n      us-west-2a: {id: subnet-a, cidr: 10.0.0.0/24}\n      us-west-2b: {id: subnet-b}\n    public:\n      front: {id: subnet-c, az: usw2-az3}\n      back: {id: subnet-d}\n";

#[test]
fn an_existing_vpc_is_taken_as_it_is() {
    let lowered = from(EXISTING);
    assert_eq!(lowered.codes(), [""; 0]);
    let network = lowered.network();
    assert_eq!(network.vpc.existing.as_deref(), Some("vpc-1"));
    assert!(!network.internet_gateway && network.nat_gateways.is_empty() && network.route_tables.is_empty());
    assert_eq!(lowered.subnets(), ["subnet-d ?", "subnet-c ?", "subnet-a 10.0.0.0/24", "subnet-b ?"]);
    assert_eq!(
        network.zones.iter().map(|zone| zone.key()).collect::<Vec<_>>(),
        ["usw2-az3", "us-west-2a", "us-west-2b"]
    );
    assert_eq!(network.subnets[1].aliases, ["subnet-c", "front", "usw2-az3"]);
    assert_eq!(network.subnets[0].zone, None);
    assert!(
        lowered
            .unknown("zones of the subnets")
            .unwrap()
            .command
            .as_ref()
            .unwrap()
            .contains("--subnet-ids subnet-d ")
    );
    let seen = "observed: {vpc: {subnets: {subnet-d: {zone: us-west-2d, cidr: 10.9.0.0/24}}}}\n";
    let lowered = with("us-west-2", EXISTING, seen);
    assert_eq!(lowered.subnets()[0], "subnet-d 10.9.0.0/24");
    assert!(lowered.unknown("zones of the subnets").is_none());
}

#[test]
fn what_nobody_said_of_an_existing_vpc_is_unknown() {
    let lowered = from("vpc: {subnets: {private: {a: {id: subnet-1}, b: {id: subnet-2}}}}\n");
    let unknown = lowered.unknown("vpc id").unwrap();
    assert!(unknown.blocks && unknown.command.as_ref().unwrap().contains("subnet-1"));
    let own = "vpc: {securityGroup: sg-1, sharedNodeSecurityGroup: sg-2, subnets: {private: {a: {id: subnet-1}, b: {id: subnet-2}}}}\n";
    assert!(!from(own).unknown("vpc id").unwrap().blocks);
    let lowered = from("vpc: {id: vpc-1, subnets: {private: {a: {cidr: 10.0.0.0/24}, b: {id: subnet-2}}}}\n");
    let unknown = lowered.unknown("id of subnet a").unwrap();
    assert!(
        unknown.blocks && unknown.command.as_ref().unwrap().contains("Name=cidr-block,Values=10.0.0.0/24")
    );
    assert_eq!(lowered.network().subnets[0].existing.as_deref(), Some(""));
    let lowered = from("vpc: {subnets: {private: {a: {cidr: 10.0.0.0/24}, b: {id: subnet-2}}}}\n");
    assert_eq!(lowered.codes(), ["EP0404"]);
}

#[test]
fn subnets_without_ids_have_names_of_their_own() {
    let zones = "{us-west-2a: {cidr: 10.0.0.0/24}, us-west-2b: {cidr: 10.0.1.0/24}}";
    let lowered = from(&format!("vpc: {{id: vpc-1, subnets: {{private: {zones}, public: {zones}}}}}\n"));
    let names: Vec<_> = lowered.network().subnets.iter().map(|subnet| subnet.name.as_str()).collect();
    assert_eq!(names, ["us-west-2a", "us-west-2b", "private-us-west-2a", "private-us-west-2b"]);
}

#[test]
fn too_few_subnets_are_refused() {
    for vpc in [
        "{id: vpc-1}",
        "{id: vpc-1, subnets: {}}",
        "{id: vpc-1, subnets: {private: {a: {id: subnet-1}}}}",
        "{id: vpc-1, subnets: {private: {a: {id: subnet-1}, b: {id: subnet-2}}, public: {c: {id: subnet-3}}}}",
    ] {
        assert_eq!(from(&format!("vpc: {vpc}\n")).codes(), ["EP0405"], "{vpc}");
    }
    let both = "{private: {a: {id: subnet-1}, b: {id: subnet-2}, c: {id: subnet-3}}, public: {d: {id: subnet-1}, e: {id: subnet-4}}}";
    assert_eq!(from(&format!("vpc: {{id: vpc-1, subnets: {both}}}\n")).codes(), ["EP0437"]);
    let public = "vpc: {id: vpc-1, subnets: {public: {a: {id: subnet-1}, b: {id: subnet-2}}}}\n";
    assert_eq!(from(&format!("{PRIVATE}{public}")).codes(), ["EP0405"]);
}

#[test]
fn fields_for_a_new_vpc_say_that_they_have_no_effect() {
    let lowered = from(&format!(
        "{EXISTING}  nat: {{gateway: Single}}\n  hostnameType: ip-name\navailabilityZones: [us-west-2a, us-west-2b]\n"
    ));
    let mut codes = lowered.codes();
    codes.sort_unstable();
    assert_eq!(codes, ["EP0408", "EP0419", "EP0419"]);
}

#[test]
fn a_fully_private_existing_vpc_needs_its_route_tables() {
    let lowered = from(&format!("{EXISTING}{PRIVATE}"));
    assert!(lowered.unknown("route tables of the private subnets").is_some_and(|unknown| unknown.blocks));
    let network = lowered.network();
    assert_eq!(network.endpoints[0].subnets, [2, 3]);
    let one = "vpc: {id: vpc-1, subnets: {private: {a: {id: subnet-1, az: us-west-2a}, b: {id: subnet-2, az: us-west-2a}, c: {id: subnet-3, az: us-west-2b}}}}\n";
    assert_eq!(from(&format!("{one}{PRIVATE}")).network().endpoints[0].subnets, [0, 2]);
}

#[test]
fn subnets_of_the_control_plane_alone_are_no_place_for_nodes() {
    let lowered = from(
        "vpc: {controlPlaneSubnetIDs: [subnet-1, subnet-2], controlPlaneSecurityGroupIDs: [sg-1, sg-2]}\n",
    );
    assert_eq!(lowered.codes(), ["EP0407"]);
    let network = lowered.network();
    assert_eq!(network.subnets.len(), 8);
    assert!(network.subnets[6..].iter().all(|subnet| subnet.set_apart && subnet.existing.is_some()));
    assert!(network.subnets[..6].iter().all(|subnet| !subnet.set_apart));
    let groups: Vec<_> = network
        .control_plane_groups
        .iter()
        .map(|&group| network.security_groups[group].name.as_str())
        .collect();
    assert_eq!(groups, ["sg-1", "sg-2"]);
    let known = from(&format!("{EXISTING}  controlPlaneSubnetIDs: [subnet-a, subnet-b]\n"));
    assert_eq!(known.network().subnets.len(), 4);
    assert_eq!(from("vpc: {controlPlaneSubnetIDs: [subnet-1, subnet-1]}\n").codes(), ["EP0405", "EP0407"]);
}

#[test]
fn security_groups_and_rules_are_eksctls() {
    let lowered = from("");
    let network = lowered.network();
    let names: Vec<_> = network.security_groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["eks-cluster", "control-plane", "shared-node"]);
    assert!(network.security_groups[CLUSTER_SECURITY_GROUP].made_by_eks);
    let rules: Vec<_> =
        network.rules.iter().map(|rule| (rule.name.as_str(), rule.group, rule.from.clone())).collect();
    assert_eq!(
        rules,
        [
            ("inter-node", 2, Peer::Group(2)),
            ("default-cluster-to-node", 2, Peer::Group(0)),
            ("node-to-default-cluster", 0, Peer::Group(2)),
        ]
    );
}

#[test]
fn extra_ranges_open_the_group_of_the_plan_alone() {
    let lowered = from("vpc: {extraCIDRs: [10.1.2.3/16, 10.1.0.0/16, nonsense]}\n");
    assert_eq!(lowered.codes(), ["EP0107"]);
    let rule = &lowered.network().rules[0];
    assert_eq!(
        (rule.name.as_str(), rule.group, rule.ports),
        ("control-plane-extra-10.1.0.0-16", 1, Some((443, 443)))
    );
    assert_eq!(rule.from, Peer::Cidr("10.1.0.0/16".to_owned()));
    assert_eq!(lowered.network().rules.len(), 4);
    let own = from("vpc: {extraCIDRs: [10.0.0.0/16], securityGroup: sg-1}\n");
    assert_eq!(own.codes(), ["EP0408"]);
    assert_eq!(own.network().rules.len(), 3);
    let twice = from("vpc: {securityGroup: sg-1, controlPlaneSecurityGroupIDs: [sg-2]}\n");
    assert_eq!(twice.codes(), ["EP0424"]);
}

#[test]
fn a_shared_group_that_stands_keeps_its_own_rules() {
    let names =
        |lowered: &Lowered| lowered.network().rules.iter().map(|rule| rule.name.clone()).collect::<Vec<_>>();
    let shared = from("vpc: {sharedNodeSecurityGroup: sg-1}\n");
    assert_eq!(names(&shared), ["default-cluster-to-node", "node-to-default-cluster"]);
    assert_eq!(
        shared.network().security_groups[shared.network().shared_node_group].existing.as_deref(),
        Some("sg-1")
    );
    let left = from("vpc: {sharedNodeSecurityGroup: sg-1, manageSharedNodeSecurityGroupRules: false}\n");
    assert!(left.network().rules.is_empty());
    let wrong = from("vpc: {manageSharedNodeSecurityGroupRules: false}\n");
    assert_eq!((wrong.codes(), names(&wrong)), (vec!["EP0425"], vec!["inter-node".to_owned()]));
    let same = from("vpc: {securityGroup: sg-1, sharedNodeSecurityGroup: sg-1}\n");
    assert_eq!(same.network().security_groups.len(), 2);
}

#[test]
fn names_stay_apart() {
    let lowered =
        from("vpc: {controlPlaneSubnetIDs: [public-usw2-az1, subnet-2], securityGroup: shared-node}\n");
    let network = lowered.network();
    assert_eq!(network.subnets[6].name, "control-plane-public-usw2-az1");
    let mut names: Vec<_> = network.security_groups.iter().map(|group| group.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["eks-cluster", "shared-node", "shared-node-2"]);
    let lowered = from("vpc: {id: vpc-1, subnets: {private: {a: {cidr: 10.0.0.0/24}, b: {id: a}}}}\n");
    let names: Vec<_> = lowered.network().subnets.iter().map(|subnet| subnet.name.as_str()).collect();
    assert_eq!(names, ["a", "private-a"]);
}

#[test]
fn commands_hold_nothing_that_a_shell_reads() {
    let lowered = from("vpc: {subnets: {private: {a: {id: \"x; rm -rf /\"}, b: {id: \"$(x)\"}}}}\n");
    assert_eq!(lowered.unknown("vpc id").unwrap().command, None);
    assert_eq!(lowered.unknown("zones of the subnets").unwrap().command, None);
}

#[test]
fn a_fully_private_vpc_has_no_use_for_nat() {
    assert_eq!(from(&format!("{PRIVATE}vpc: {{nat: {{gateway: Single}}}}\n")).codes(), ["EP0408"]);
}

#[test]
fn zones_known_by_id_get_the_name_that_the_options_say() {
    let lowered = with("us-west-2", "", "zoneIds: {us-west-2x: usw2-az2}\n");
    assert_eq!(lowered.network().zones[1].name.as_deref(), Some("us-west-2x"));
    assert_eq!(lowered.network().subnets[1].aliases, ["public-usw2-az2", "usw2-az2", "us-west-2x"]);
}

#[test]
fn many_subnets_are_no_trouble() {
    let subnets: String =
        (0..5_000).map(|n| format!("      s{n}: {{id: subnet-{n}, az: us-west-2-x-{n}a}}\n")).collect();
    let lowered = from(&format!("vpc:\n  id: vpc-1\n  subnets:\n    private:\n{subnets}"));
    assert_eq!((lowered.network().subnets.len(), lowered.network().zones.len()), (5_000, 5_000));
}

#[test]
fn the_same_input_gives_the_same_network() {
    let (one, two) = (from(EXISTING), from(EXISTING));
    assert_eq!(one.network, two.network);
    assert_eq!(one.found, two.found);
}

/// Texts that stand at the edge of what fields of a network hold.
fn odd() -> impl Strategy<Value = String> {
    const EDGE: &[&str] = &[
        "",
        "0.0.0.0/0",
        "255.255.255.255/32",
        "10.0.0.0/16",
        "10.0.0.0/24",
        "1.2.3.4",
        "::/0",
        "/",
        "us-west-2",
        "us-west-2a",
        "us-west-2-lax-1a",
        "usw2-az1",
        "usw2-az",
        "-az1",
        "subnet-1",
        "vpc-1",
        "eks-cluster",
        "ü/%",
    ];
    prop_oneof![
        prop::sample::select(EDGE).prop_map(str::to_owned),
        "\\PC{0,12}",
        "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,3}"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_lowering(texts in prop::collection::vec(odd(), 14), private in any::<bool>(), has_vpc in any::<bool>()) {
        let subnets = if has_vpc {
            serde_json::json!({"private": {texts[0].clone(): {"id": texts[1], "az": texts[2], "cidr": texts[3]}, texts[4].clone(): {}},
                "public": {texts[4].clone(): {"id": texts[1]}}})
        } else {
            serde_json::json!({})
        };
        let spec = serde_json::json!({
            "availabilityZones": [texts[5], texts[6], texts[5]],
            "privateCluster": {"enabled": private, "additionalEndpointServices": [texts[7]]},
            "vpc": {"id": if has_vpc { texts[8].as_str() } else { "" }, "cidr": texts[9], "subnets": subnets,
                "extraCIDRs": [texts[10]], "controlPlaneSubnetIDs": [texts[11], texts[1]], "securityGroup": texts[12],
                "sharedNodeSecurityGroup": texts[13], "publicAccessCIDRs": [texts[3]]},
        });
        let rest = spec.as_object().unwrap().iter().map(|(key, value)| format!("{key}: {value}\n")).collect::<String>();
        let lowered = with("us-west-2", &rest, "");
        if let Some(network) = &lowered.network {
            let names: std::collections::BTreeSet<_> = network.subnets.iter().map(|subnet| &subnet.name).collect();
            prop_assert_eq!(names.len(), network.subnets.len());
            let groups: std::collections::BTreeSet<_> = network.security_groups.iter().map(|group| &group.name).collect();
            prop_assert_eq!(groups.len(), network.security_groups.len());
        }
    }
}
