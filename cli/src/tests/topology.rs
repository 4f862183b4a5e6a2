//! Topologies made by hand.

use eks_plan::document::topology::*;
use eks_plan::terms::Owner;

use super::fixture::origin;

fn part(note: &'static str) -> Part {
    Part { at_least: None, exactly: None, hidden: true, note }
}

fn subnet(name: &str, zone: usize, cidr: String, visibility: &'static str) -> Subnet {
    Subnet {
        id: format!("subnet/{name}"),
        zone: Some(format!("euw1-az{zone}")),
        cidr: Some(cidr),
        ipv6_cidr: None,
        dual_stack: false,
        visibility,
        cluster_subnet: visibility == "private",
        usable_addresses: Some(8187),
        outpost: None,
        existing: false,
        origin: origin(),
    }
}

fn group(
    name: &str,
    zones: usize,
    sizes: (u32, u32, u32),
    types: &[&str],
    capacity: &'static str,
) -> Compute {
    Compute {
        id: format!("managed-node-group/{name}"),
        kind: "managed-node-group",
        name: name.into(),
        zones: (1..=zones).map(|zone| format!("euw1-az{zone}")).collect(),
        subnets: Vec::new(),
        sizes: Some(Sizes { min: sizes.0, desired: sizes.1, max: sizes.2 }),
        instance_types: types.iter().map(|one| (*one).to_owned()).collect(),
        architectures: Vec::new(),
        capacity: Some(capacity),
        ami_family: Some("AmazonLinux2023".into()),
        max_pods: None,
        taints: Vec::new(),
        selectors: Vec::new(),
        outpost: None,
        premises: None,
        managed: Managed { nodes: Owner::Aws, scaling_group: Owner::Aws, access: Owner::Aws },
        origin: origin(),
    }
}

/// A common cluster in so many zones, with so many node groups more.
pub(super) fn topology(zones: usize, groups: usize) -> Topology {
    let mut subnets = Vec::new();
    for (side, offset) in [("public", 0), ("private", zones)] {
        for zone in 1..=zones {
            let cidr = format!("192.168.{}.0/19", (zone - 1 + offset) * 32 % 256);
            subnets.push(subnet(&format!("{side}-euw1-az{zone}"), zone, cidr, side));
        }
    }
    let mut compute = vec![
        group("general", zones, (3, 3, 3), &["m6i.large"], "on-demand"),
        group("spot", zones.min(2), (2, 2, 10), &["m6i.large", "m5.large"], "spot"),
    ];
    compute.extend(
        (0..groups)
            .map(|index| group(&format!("team-{index:03}"), 1, (1, 2, 3), &["m6i.large"], "on-demand")),
    );
    Topology {
        control_plane: control_plane(),
        cross_account_enis: CrossAccountEnis {
            min: 2,
            max: 4,
            subnets: subnets.iter().filter(|one| one.cluster_subnet).map(|one| one.id.clone()).collect(),
            security_groups: vec!["security-group/cluster".into(), "security-group/control-plane".into()],
            free_addresses_per_subnet: 6,
            free_addresses_recommended: 16,
            carries: Vec::new(),
        },
        data_plane: DataPlane {
            owner: Owner::Customer,
            vpc: Vpc {
                id: "vpc/main".into(),
                cidr: Some("192.168.0.0/16".into()),
                ipv6_cidr: None,
                existing: false,
                origin: origin(),
            },
            zones: (1..=zones)
                .map(|zone| Zone { id: format!("euw1-az{zone}"), name: None, kind: None })
                .collect(),
            nat_gateways: vec![NatGateway {
                id: "nat-gateway/main".into(),
                subnet: "subnet/public-euw1-az1".into(),
                serves: (1..=zones).map(|zone| format!("euw1-az{zone}")).collect(),
            }],
            subnets,
            endpoints: vec![VpcEndpoint {
                id: "vpc-endpoint/s3".into(),
                service: "com.amazonaws.eu-west-1.s3".into(),
                kind: "Gateway",
                why: "images are pulled from S3".into(),
            }],
            pods: PodNetwork { custom_networking: false, prefix_delegation: false, eni_configs: Vec::new() },
            security_groups: vec![SecurityGroup {
                id: "security-group/cluster".into(),
                purpose: "nodes and control plane".into(),
                owner: Owner::Aws,
                existing: false,
            }],
        },
        compute,
        identity: identity(),
        add_ons: ["coredns", "kube-proxy", "vpc-cni"].into_iter().map(add_on).collect(),
        capabilities: Vec::new(),
        workloads: Vec::new(),
        integrations: vec![Integration {
            service: "CloudWatch",
            purpose: "logs of the control plane".into(),
            endpoints: Vec::new(),
        }],
    }
}

fn control_plane() -> ControlPlane {
    let zone = |name, holds| HiddenZone { name, chosen_by: Owner::Aws, hidden: true, holds };
    ControlPlane {
        owner: Owner::Aws,
        zones: vec![
            zone("A", vec!["API server", "etcd member"]),
            zone("B", vec!["API server", "etcd member"]),
            zone("C", vec!["etcd member"]),
        ],
        api_servers: part("at least two"),
        etcd_members: part("three"),
        scheduler: part("one leads"),
        controller_manager: part("one leads"),
        load_balancer: part("a Network Load Balancer"),
        auto_scaling: part("scales by itself"),
        auto_mode: None,
        tier: "standard".into(),
        endpoint: Endpoint {
            public: true,
            private: true,
            cidrs: vec!["0.0.0.0/0".into()],
            public_until_last: None,
        },
        ip_family: "ipv4",
        version: "1.35".into(),
        support: Support {
            status: "standard".into(),
            standard_ends: Some("2027-03-27".into()),
            extended_ends: Some("2028-03-27".into()),
            policy: "EXTENDED".into(),
        },
        outpost: None,
    }
}

fn identity() -> Identity {
    Identity {
        authentication_mode: "API_AND_CONFIG_MAP".into(),
        creator_is_admin: true,
        oidc_provider: true,
        roles: vec![Role {
            id: "iam-role/cluster".into(),
            purpose: "the cluster".into(),
            policies: Vec::new(),
            existing: false,
        }],
        access_entries: vec!["access-entry/admins".into()],
        service_accounts: vec!["kube-system/ebs-csi".into()],
        pod_identities: Vec::new(),
        aws_auth_entries: 0,
        identity_providers: Vec::new(),
    }
}

fn add_on(name: &str) -> AddOn {
    AddOn {
        name: name.into(),
        version: (name == "coredns").then(|| "v1.12.4-eksbuild.1".into()),
        before_nodes: name != "coredns",
        identity: if name == "vpc-cni" { "irsa" } else { "none" },
        origin: origin(),
    }
}

/// A VPC that stands already and of which little is known.
pub(super) fn existing() -> Topology {
    let mut topology = topology(2, 0);
    let plane = &mut topology.data_plane;
    plane.vpc =
        Vpc { id: "vpc/vpc-0a1b2c3d".into(), cidr: None, ipv6_cidr: None, existing: true, origin: origin() };
    for (index, subnet) in plane.subnets.iter_mut().enumerate() {
        subnet.id = format!("subnet/subnet-0{index}f1e2d3c4b5a6978");
        subnet.cidr = None;
        subnet.existing = true;
        subnet.zone = if index == 3 { None } else { subnet.zone.take() };
    }
    plane.nat_gateways.clear();
    topology
}
