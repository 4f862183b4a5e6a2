//! How many of each thing the plan has, against what an account may have.

use std::fmt::Display;

use super::remedy::most_at;
use crate::catalog::{self, Quota};
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report, Severity};
use crate::topology::Topology;
use crate::topology::add_on::AddOnIdentity;
use crate::topology::compute::NodeGroupKind;
use crate::topology::network::Network;

/// What the options say of a quota, else what a new account has.
pub(super) fn limit<'s>(subject: &Subject<'s>, key: &str) -> Option<(u64, Option<&'s Place>)> {
    let said = subject.config.quotas.as_ref().and_then(|quotas| quotas.value.get(key));
    Some((u64::from(subject.quota(key)?), said.map(|said| &said.at)))
}

/// Counts everything that has a quota.
pub(super) fn of_the_plan(subject: &Subject<'_>, report: &mut Report) {
    let Some(topology) = subject.topology else { return };
    let mut counts = Counts { subject, report };
    counts.of_cluster(topology);
    counts.of_network(topology);
    counts.of_groups(topology);
    counts.of_profiles(topology);
}

/// Compares counts with their quotas.
struct Counts<'a, 's> {
    subject: &'a Subject<'s>,
    report: &'a mut Report,
}

impl Counts<'_, '_> {
    /// There are so many of what the quota of this key is about.
    #[inline(never)]
    fn enter(&mut self, key: &'static str, number: u64, what: &dyn Display, place: Option<&Place>) {
        let (Some(quota), Some((limit, said))) = (catalog::quota(key), limit(self.subject, key)) else {
            return;
        };
        if number > limit {
            let place = place.unwrap_or(self.subject.head());
            exceeded(self.report, quota, [number, limit], what, place, said);
        }
    }

    fn of_cluster(&mut self, topology: &Topology) {
        let access = &topology.access;
        let spec = self.subject.cluster;
        let mut associations = access.pod_identities.len();
        for add_on in &topology.add_ons {
            if let AddOnIdentity::PodIdentity(of_add_on) = &add_on.identity {
                associations += of_add_on.len();
            }
        }
        let roles = topology.roles.iter().filter(|role| role.existing.is_none()).count();
        let iam = spec.iam.as_ref().map(|iam| &iam.at);
        let entries = spec.access_config.as_ref().map(|access| &access.at);
        let providers = u64::from(access.oidc_provider.is_some());
        self.enter("clustersPerRegion", 1, &"clusters", None);
        self.enter("accessEntriesPerCluster", many(access.entries.len()), &"access entries", entries);
        self.enter(
            "podIdentityAssociationsPerCluster",
            many(associations),
            &"Pod Identity associations",
            iam,
        );
        self.enter("iamRolesPerAccount", many(roles), &"IAM roles", iam);
        self.enter("iamOidcProvidersPerAccount", providers, &"IAM OIDC providers", iam);
    }

    fn of_network(&mut self, topology: &Topology) {
        let network = &topology.network;
        let vpc = network.vpc.origin.place.as_ref();
        let gateways = &network.nat_gateways;
        let nat = gateways.first().and_then(|gateway| gateway.origin.place.as_ref()).or(vpc);
        let interfaces = network.endpoints.iter().filter(|endpoint| !endpoint.gateway).count();
        let mut in_one_zone = 0;
        for one in gateways {
            in_one_zone = in_one_zone.max(gateways.iter().filter(|it| it.subnet == one.subnet).count());
        }
        let (new, joined) = (u64::from(!network.is_existing()), u64::from(network.internet_gateway));
        self.enter("vpcsPerRegion", new, &"VPCs", vpc);
        self.enter("internetGatewaysPerRegion", joined, &"internet gateways", vpc);
        self.enter(
            "elasticIpsPerRegion",
            many(gateways.len()),
            &"elastic IPs, one for each NAT gateway",
            nat,
        );
        self.enter("natGatewaysPerZone", many(in_one_zone), &"NAT gateways in a zone", nat);
        self.enter("interfaceEndpointsPerVpc", many(interfaces), &"interface endpoints", vpc);
        self.of_rules(network);
        if let Some(remote) = &network.remote {
            let mut tables = vec![0; network.route_tables.len()];
            let mut most = 0;
            for route in remote.gateway.iter().flat_map(|gateway| &gateway.routes) {
                if let Some(count) = tables.get_mut(route.table) {
                    *count += 1;
                    most = most.max(*count);
                }
            }
            // The routes of the VPC itself and of the way out are there too.
            let most = if tables.is_empty() { 0 } else { most + 2 };
            self.enter(
                "routesPerRouteTable",
                many(most),
                &"routes in a route table",
                remote.origin.place.as_ref(),
            );
        }
    }

    /// The limit holds for each group, and for each direction of its own.
    fn of_rules(&mut self, network: &Network) {
        let mut numbers = vec![[0_usize; 2]; network.security_groups.len()];
        for rule in &network.rules {
            let group = numbers.get_mut(rule.group);
            if let Some(number) = group.and_then(|group| group.get_mut(usize::from(rule.egress))) {
                *number += 1;
            }
        }
        let numbers = numbers.iter().map(|pair| pair[0].max(pair[1])).enumerate();
        let Some((at, most)) = numbers.max_by_key(|(_, most)| *most) else { return };
        let Some(group) = network.security_groups.get(at) else { return };
        let mut rules = network.rules.iter().filter(|rule| rule.group == at);
        let place = rules.find_map(|rule| rule.origin.place.as_ref());
        self.enter(
            "rulesPerSecurityGroup",
            many(most),
            &format_args!("rules in security group `{}`", group.name),
            place,
        );
    }

    fn of_groups(&mut self, topology: &Topology) {
        let list = self.subject.cluster.managed_node_groups.as_ref().map(|list| &list.at);
        let (mut managed, mut nodes) = (0, 0);
        for group in &topology.node_groups {
            let most = u64::from(group.sizes.max);
            nodes += most;
            if group.kind != NodeGroupKind::Managed {
                continue;
            }
            managed += 1;
            let (name, place) = (&group.name, most_at(self.subject, group));
            self.enter(
                "nodesPerManagedNodeGroup",
                most,
                &format_args!("nodes at most in node group `{name}`"),
                place,
            );
            let (types, origin) = (many(group.instance_types.len()), group.origin.place.as_ref());
            self.enter(
                "instanceTypesPerManagedNodeGroup",
                types,
                &format_args!("instance types in node group `{name}`"),
                origin,
            );
        }
        self.enter("managedNodeGroupsPerCluster", managed, &"managed node groups", list);
        // Each node has one interface at the least.
        let groups = list.or(self.subject.cluster.node_groups.as_ref().map(|list| &list.at));
        let what = "network interfaces, one for each node at least";
        self.enter("networkInterfacesPerRegion", nodes, &what, groups);
    }

    fn of_profiles(&mut self, topology: &Topology) {
        let profiles = &topology.fargate_profiles;
        let first = profiles.first().and_then(|profile| profile.origin.place.as_ref());
        self.enter("fargateProfilesPerCluster", many(profiles.len()), &"Fargate profiles", first);
        for profile in profiles {
            let (name, place) = (&profile.name, profile.origin.place.as_ref());
            self.enter(
                "selectorsPerFargateProfile",
                many(profile.selectors.len()),
                &format_args!("selectors in Fargate profile `{name}`"),
                place,
            );
            let mut labels = 0;
            for selector in &profile.selectors {
                labels = labels.max(selector.labels.len());
            }
            self.enter(
                "labelPairsPerFargateSelector",
                many(labels),
                &format_args!("labels in a selector of Fargate profile `{name}`"),
                place,
            );
        }
    }
}

fn exceeded(
    report: &mut Report,
    quota: &Quota,
    [number, limit]: [u64; 2],
    what: &dyn Display,
    place: &Place,
    said: Option<&Place>,
) {
    let (code, whose) = match said {
        Some(_) => (Code::QuotaExceeded, "the account may have"),
        None if quota.adjustable => (Code::QuotaExceeded, "a new account may have"),
        None => (Code::QuotaHard, "AWS takes no more than"),
    };
    let found = report
        .raise(code, place, format_args!("there are {number} {what}, and {whose} {limit}"))
        .arg("quota", quota.key)
        .arg("count", &number.to_string())
        .arg("limit", &limit.to_string())
        .label(said, "the limit of the account");
    match said {
        Some(_) => found.severity(Severity::Error).help(asking(quota)),
        None if quota.adjustable => found.help(format_args!(
            "{}; if the account has more already, say how many in a PlanConfig: `quotas: {{ {}: {number} }}`",
            asking(quota),
            quota.key
        )),
        None => found.help(format_args!("keep {limit} of them: nobody can have more")),
    };
}

fn many(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// How to get more.
fn asking(quota: &Quota) -> &'static str {
    if quota.adjustable { "ask for more in Service Quotas before, or plan fewer" } else { "plan fewer" }
}
