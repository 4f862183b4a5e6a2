//! What only the account knows of a network that stands already, and how to ask it.

use ipnet::Ipv4Net;

use super::endpoints;
use crate::diagnostic::{Code, Phase};
use crate::document::Unknown;
use crate::spec::{self, Located};
use crate::topology::cluster::Cluster;
use crate::topology::compute::{FargateProfile, NodeGroup};
use crate::topology::lower::auto_mode;
use crate::topology::lower::context::Context;
use crate::topology::network::{Network, Subnet, Vpc, Zone};
use crate::topology::pod_network::PodNetwork;

/// Says which existing subnets stand in no known zone.
pub(super) fn zones_of_subnets(cx: &mut Context<'_>, network: &Network) {
    let is_unknown = |subnet: &Subnet| subnet.zone.is_none();
    let mut names = Vec::new();
    for subnet in network.subnets.iter().filter(|subnet| is_unknown(subnet)) {
        names.push(subnet.name.as_str());
    }
    if names.is_empty() {
        return;
    }
    let command = ask_about(cx, network, is_unknown, "Subnets[].[SubnetId,AvailabilityZoneId]");
    let why = format!("nobody said in which zone they stand: {}", names.join(", "));
    cx.unknown("zones of the subnets", &why, command.as_deref(), false);
}

/// Says that nobody told how nodes get out of subnets that stand already.
pub(super) fn routes_of_subnets(cx: &mut Context<'_>, network: &Network) {
    let has_nodes = cx.spec.node_groups.as_ref().is_some_and(|groups| !groups.value.is_empty())
        || cx.spec.managed_node_groups.as_ref().is_some_and(|groups| !groups.value.is_empty())
        || cx.spec.fargate_profiles.as_ref().is_some_and(|profiles| !profiles.value.is_empty());
    if !has_nodes || network.subnets.is_empty() {
        return;
    }
    let ids = ids(network, |_| true);
    let which = format!("--filters Name=association.subnet-id,Values={}", ids.join(","));
    let command = (!ids.is_empty()).then(|| ask(cx, "describe-route-tables", &which, "RouteTables[].Routes"));
    let why = "nodes need a way out of them (a NAT gateway, an internet gateway or endpoints), and the input does not say whether there is one";
    cx.unknown("routes of the subnets", why, command.flatten().as_deref(), false);
}

/// Says that nobody told whether load balancers find the subnets that stand already.
pub(super) fn tags_of_subnets(cx: &mut Context<'_>, network: &Network) {
    let asks =
        auto_mode::switch(cx).is_some() || endpoints::of_features(cx.spec).contains(&"elasticloadbalancing");
    if !asks || network.subnets.is_empty() {
        return;
    }
    let why = "load balancers stand in public subnets with the tag `kubernetes.io/role/elb` and in private ones with `kubernetes.io/role/internal-elb`, and the input does not say which have them";
    let command = ask_about_subnets(cx, network, "Subnets[].[SubnetId,Tags]");
    cx.unknown("role tags of the subnets", why, command.as_deref(), false);
}

/// Says that the VPC's id is unknown, which blocks once the plan makes something in it.
pub(super) fn vpc_id(cx: &mut Context<'_>, network: &Network) {
    if network.vpc.existing.as_deref() != Some("") {
        return;
    }
    let makes_group =
        network.security_groups.iter().any(|group| group.existing.is_none() && !group.made_by_eks);
    let has_own_nodes = cx.spec.node_groups.as_ref().is_some_and(|groups| !groups.value.is_empty());
    let ids = ids(network, |_| true);
    let which = ids.first().map(|id| format!("--subnet-ids {id}"));
    let command = which.and_then(|which| ask(cx, "describe-subnets", &which, "Subnets[0].VpcId"));
    let blocks = makes_group || has_own_nodes || !network.endpoints.is_empty();
    cx.unknown("vpc id", "the subnets are named and their VPC is not", command.as_deref(), blocks);
}

/// A subnet that is known by its addresses or its zone alone.
pub(super) fn id_of_subnet(
    cx: &mut Context<'_>,
    vpc: &Vpc,
    name: &str,
    subnet: &Located<spec::Subnet>,
    cidr: Option<Ipv4Net>,
    zone: Option<&Zone>,
) {
    let vpc = vpc.existing.as_deref().filter(|id| !id.is_empty());
    if vpc.is_none() {
        cx.report
            .raise(
                Code::NetworkSubnetUnknown,
                &subnet.at,
                format_args!("subnet `{name}` has no id, and its VPC is not named"),
            )
            .help("name its `id`, or the VPC in `vpc.id`")
            .phase(Phase::Read);
    }
    let filter = match (cidr, zone) {
        (Some(cidr), _) => Some(format!("Name=cidr-block,Values={cidr}")),
        (None, Some(zone)) if zone.id.is_some() => {
            Some(format!("Name=availability-zone-id,Values={}", zone.key))
        }
        (None, Some(zone)) => Some(format!("Name=availability-zone,Values={}", zone.key)),
        (None, None) => None,
    };
    let command = vpc.zip(filter).and_then(|(vpc, filter)| {
        let which = format!("--filters Name=vpc-id,Values={vpc} {filter}");
        ask(cx, "describe-subnets", &which, "Subnets[].SubnetId")
    });
    // Names are unique, so nothing has to be looked for.
    cx.unknowns.push(Unknown {
        subject: subject_of(name),
        why: "the subnet is named without its id".to_owned(),
        command,
        blocks: true,
    });
}

/// The id of a subnet that nothing is put into does not have to be known.
pub(in crate::topology::lower) fn settle_ids(
    cx: &mut Context<'_>,
    network: &Network,
    cluster: &Cluster,
    groups: &[NodeGroup],
    profiles: &[FargateProfile],
    pods: &PodNetwork,
) {
    let mut used = vec![false; network.subnets.len()];
    let mut use_all = |subnets: &[usize]| subnets.iter().for_each(|&at| used[at] = true);
    use_all(&cluster.subnets);
    groups.iter().for_each(|group| use_all(&group.subnets));
    profiles.iter().for_each(|profile| use_all(&profile.subnets));
    network.endpoints.iter().for_each(|endpoint| use_all(&endpoint.subnets));
    pods.eni_configs.iter().for_each(|config| use_all(&[config.subnet]));
    for (subnet, _) in network.subnets.iter().zip(used).filter(|(_, used)| !used) {
        let subject = subject_of(&subnet.name);
        for unknown in cx.unknowns.iter_mut().filter(|unknown| unknown.subject == subject) {
            unknown.blocks = false;
        }
    }
}

fn subject_of(name: &str) -> String {
    format!("id of subnet {name}")
}

/// Route tables of an existing VPC, which gateway endpoints are entered in.
pub(super) fn route_tables(cx: &mut Context<'_>, network: &Network) {
    let ids = ids(network, |subnet| !subnet.public && !subnet.set_apart);
    let command = (!ids.is_empty()).then(|| {
        let which = format!("--filters Name=association.subnet-id,Values={}", ids.join(","));
        ask(cx, "describe-route-tables", &which, "RouteTables[].RouteTableId")
    });
    let why = "the gateway endpoint is entered in them, and the VPC stands already";
    cx.unknown("route tables of the private subnets", why, command.flatten().as_deref(), true);
}

/// The command that shows the subnets whose ids are known.
pub(super) fn ask_about_subnets(cx: &Context<'_>, network: &Network, query: &str) -> Option<String> {
    ask_about(cx, network, |_| true, query)
}

fn ask_about(cx: &Context<'_>, network: &Network, takes: fn(&Subnet) -> bool, query: &str) -> Option<String> {
    let ids = ids(network, takes);
    let which = format!("--subnet-ids {}", ids.join(" "));
    (!ids.is_empty()).then(|| ask(cx, "describe-subnets", &which, query)).flatten()
}

/// Ids of those subnets of which this is true.
fn ids(network: &Network, takes: fn(&Subnet) -> bool) -> Vec<&str> {
    let mut ids = Vec::new();
    for subnet in network.subnets.iter().filter(|subnet| takes(subnet)) {
        ids.extend(subnet.existing.as_deref().filter(|id| !id.is_empty()));
    }
    ids
}

/// A command that only reads; none if a name in it would mean something to a shell.
pub(super) fn ask(cx: &Context<'_>, operation: &str, which: &str, query: &str) -> Option<String> {
    let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || " -=.,/:_".contains(c));
    let gap = if which.is_empty() { "" } else { " " };
    (is_plain(&cx.region) && is_plain(which))
        .then(|| format!("aws ec2 {operation} --region {}{gap}{which} --query \"{query}\"", cx.region))
}
