//! How many of each thing the plan has, against what an account may have.

use std::borrow::Cow;

use super::remedy::most_at;
use crate::catalog::{self, Quota};
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic, Place, Report, Severity};
use crate::topology::Topology;
use crate::topology::add_on::AddOnIdentity;
use crate::topology::compute::NodeGroupKind;
use crate::topology::network::Network;

/// How many there are of what a quota is about.
struct Count {
    /// The key of the quota.
    key: &'static str,
    number: u64,
    /// What is counted.
    what: Cow<'static, str>,
    place: Option<Place>,
}

impl Count {
    fn new(
        key: &'static str,
        number: impl TryInto<u64>,
        what: impl Into<Cow<'static, str>>,
        place: Option<&Place>,
    ) -> Self {
        Self { key, number: number.try_into().unwrap_or(u64::MAX), what: what.into(), place: place.cloned() }
    }
}

/// What the options say of a quota, else what a new account has.
pub(super) fn limit(subject: &Subject<'_>, key: &str) -> Option<(u64, Option<Place>)> {
    let said = subject.config.quotas.as_ref().and_then(|quotas| quotas.value.get(key));
    Some((u64::from(subject.quota(key)?), said.map(|said| said.at.clone())))
}

/// Counts everything that has a quota.
pub(super) fn of_the_plan(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let mut counts = of_cluster(subject, topology);
    counts.extend(of_network(topology));
    counts.extend(of_groups(subject, topology));
    counts.extend(of_profiles(topology));
    for count in counts {
        compare(subject, &count, report);
    }
}

fn compare(subject: &Subject<'_>, count: &Count, report: &mut Report) {
    let (Some(quota), Some((limit, said))) = (catalog::quota(count.key), limit(subject, count.key)) else {
        return;
    };
    if count.number <= limit {
        return;
    }
    let place = count.place.clone().or_else(|| subject.cluster.metadata.as_ref().map(|it| it.at.clone()));
    let (number, what) = (count.number, &count.what);
    let told_of = |code, message: String| {
        Diagnostic::new(code, &place.clone().unwrap_or_default(), message)
            .arg("quota", count.key)
            .arg("count", number.to_string())
            .arg("limit", limit.to_string())
    };
    if !quota.adjustable && said.is_none() {
        let message = format!("there are {number} {what}, and AWS takes no more than {limit}");
        report.push(
            told_of(Code::QuotaHard, message).help(format!("keep {limit} of them: nobody can have more")),
        );
        return;
    }
    let whose = if said.is_some() { "the account may have" } else { "a new account may have" };
    let mut told = told_of(Code::QuotaExceeded, format!("there are {number} {what}, and {whose} {limit}"));
    match said {
        Some(place) => {
            told.severity = Severity::Error;
            told = told.label(&place, "the limit of the account").help(asking(quota));
        }
        None => {
            told = told.help(format!(
                "{}; if the account has more already, say how many in a PlanConfig: `quotas: {{ {}: {number} }}`",
                asking(quota),
                count.key
            ));
        }
    }
    report.push(told);
}

/// How to get more.
fn asking(quota: &Quota) -> String {
    if quota.adjustable {
        "ask for more in Service Quotas before, or plan fewer".to_owned()
    } else {
        "plan fewer".to_owned()
    }
}

fn of_cluster(subject: &Subject<'_>, topology: &Topology) -> Vec<Count> {
    let access = &topology.access;
    let spec = subject.cluster;
    let of_add_ons = topology.add_ons.iter().map(|add_on| match &add_on.identity {
        AddOnIdentity::PodIdentity(associations) => associations.len(),
        _ => 0,
    });
    let associations = access.pod_identities.len() + of_add_ons.sum::<usize>();
    let roles = topology.roles.iter().filter(|role| role.existing.is_none()).count();
    let iam = spec.iam.as_ref().map(|iam| &iam.at);
    let entries = spec.access_config.as_ref().map(|access| &access.at);
    vec![
        Count::new("clustersPerRegion", 1, "clusters", None),
        Count::new("accessEntriesPerCluster", access.entries.len(), "access entries", entries),
        Count::new("podIdentityAssociationsPerCluster", associations, "Pod Identity associations", iam),
        Count::new("iamRolesPerAccount", roles, "IAM roles", iam),
        Count::new(
            "iamOidcProvidersPerAccount",
            usize::from(access.oidc_provider.is_some()),
            "IAM OIDC providers",
            iam,
        ),
    ]
}

fn of_network(topology: &Topology) -> Vec<Count> {
    let network = &topology.network;
    let vpc = network.vpc.origin.place.as_ref();
    let gateways = &network.nat_gateways;
    let nat = gateways.first().and_then(|gateway| gateway.origin.place.as_ref()).or(vpc);
    let interfaces = network.endpoints.iter().filter(|endpoint| !endpoint.gateway).count();
    let in_one_zone =
        gateways.iter().map(|one| gateways.iter().filter(|it| it.subnet == one.subnet).count()).max();
    let mut counts = vec![
        Count::new("vpcsPerRegion", usize::from(!network.is_existing()), "VPCs", vpc),
        Count::new(
            "internetGatewaysPerRegion",
            usize::from(network.internet_gateway),
            "internet gateways",
            vpc,
        ),
        Count::new("elasticIpsPerRegion", gateways.len(), "elastic IPs, one for each NAT gateway", nat),
        Count::new("natGatewaysPerZone", in_one_zone.unwrap_or(0), "NAT gateways in a zone", nat),
        Count::new("interfaceEndpointsPerVpc", interfaces, "interface endpoints", vpc),
    ];
    counts.extend(of_rules(network));
    if let Some(remote) = &network.remote {
        let place = remote.origin.place.as_ref();
        let routes = remote.gateway.iter().flat_map(|gateway| &gateway.routes);
        let mut tables = vec![0_usize; network.route_tables.len()];
        for route in routes {
            if let Some(count) = tables.get_mut(route.table) {
                *count += 1;
            }
        }
        // The routes of the VPC itself and of the way out are there too.
        let most = tables.into_iter().max().map_or(0, |most| most + 2);
        counts.push(Count::new("routesPerRouteTable", most, "routes in a route table", place));
    }
    counts
}

/// The limit holds for each group, and for each direction of its own.
fn of_rules(network: &Network) -> Option<Count> {
    let mut numbers = vec![[0_usize; 2]; network.security_groups.len()];
    for rule in &network.rules {
        if let Some(number) =
            numbers.get_mut(rule.group).and_then(|group| group.get_mut(usize::from(rule.egress)))
        {
            *number += 1;
        }
    }
    let (at, most) =
        numbers.iter().map(|pair| pair[0].max(pair[1])).enumerate().max_by_key(|(_, most)| *most)?;
    let group = network.security_groups.get(at)?;
    let place =
        network.rules.iter().filter(|rule| rule.group == at).find_map(|rule| rule.origin.place.as_ref());
    let what = format!("rules in security group `{}`", group.name);
    Some(Count::new("rulesPerSecurityGroup", most, what, place))
}

fn of_groups(subject: &Subject<'_>, topology: &Topology) -> Vec<Count> {
    let managed = || topology.node_groups.iter().filter(|group| group.kind == NodeGroupKind::Managed);
    let list = subject.cluster.managed_node_groups.as_ref().map(|list| &list.at);
    let mut counts =
        vec![Count::new("managedNodeGroupsPerCluster", managed().count(), "managed node groups", list)];
    for group in managed() {
        let place = most_at(subject, group);
        let what = format!("nodes at most in node group `{}`", group.name);
        counts.push(Count::new("nodesPerManagedNodeGroup", group.sizes.max, what, place.as_ref()));
        let types = format!("instance types in node group `{}`", group.name);
        let origin = group.origin.place.as_ref();
        counts.push(Count::new(
            "instanceTypesPerManagedNodeGroup",
            group.instance_types.len(),
            types,
            origin,
        ));
    }
    // Each node has one interface at the least.
    let nodes: u64 = topology.node_groups.iter().map(|group| u64::from(group.sizes.max)).sum();
    let groups = list.or(subject.cluster.node_groups.as_ref().map(|list| &list.at));
    counts.push(Count::new(
        "networkInterfacesPerRegion",
        nodes,
        "network interfaces, one for each node at least",
        groups,
    ));
    counts
}

fn of_profiles(topology: &Topology) -> Vec<Count> {
    let profiles = &topology.fargate_profiles;
    let first = profiles.first().and_then(|profile| profile.origin.place.as_ref());
    let mut counts = vec![Count::new("fargateProfilesPerCluster", profiles.len(), "Fargate profiles", first)];
    for profile in profiles {
        let place = profile.origin.place.as_ref();
        let selectors = format!("selectors in Fargate profile `{}`", profile.name);
        counts.push(Count::new("selectorsPerFargateProfile", profile.selectors.len(), selectors, place));
        let labels = profile.selectors.iter().map(|selector| selector.labels.len()).max().unwrap_or(0);
        let what = format!("labels in a selector of Fargate profile `{}`", profile.name);
        counts.push(Count::new("labelPairsPerFargateSelector", labels, what, place));
    }
    counts
}
