//! What only the account knows of a network that stands already, and how to ask it.

use ipnet::Ipv4Net;

use super::endpoints;
use crate::diagnostic::{Code, Phase};
use crate::document::Unknown;
use crate::spec::{self, Located, items};
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
    let names = names.join(", ");
    cx.unknown(
        format_args!("zones of the subnets"),
        format_args!("nobody said in which zone they stand: {names}"),
        command,
        false,
    );
}

/// Says that nobody told how nodes get out of subnets that stand already.
pub(super) fn routes_of_subnets(cx: &mut Context<'_>, network: &Network) {
    let spec = cx.spec;
    let has_none = items(&spec.node_groups).is_empty()
        && items(&spec.managed_node_groups).is_empty()
        && items(&spec.fargate_profiles).is_empty();
    if has_none || network.subnets.is_empty() {
        return;
    }
    let command = ask_about_tables(cx, network, |_| true, "RouteTables[].Routes");
    let why = format_args!(
        "nodes need a way out of them (a NAT gateway, an internet gateway or endpoints), and the input does not say whether there is one"
    );
    cx.unknown(format_args!("routes of the subnets"), why, command, false);
}

/// Says that nobody told whether load balancers find the subnets that stand already.
pub(super) fn tags_of_subnets(cx: &mut Context<'_>, network: &Network) {
    let asks =
        auto_mode::switch(cx).is_some() || endpoints::of_features(cx.spec).contains(&"elasticloadbalancing");
    if !asks || network.subnets.is_empty() {
        return;
    }
    let why = format_args!(
        "load balancers stand in public subnets with the tag `kubernetes.io/role/elb` and in private ones with `kubernetes.io/role/internal-elb`, and the input does not say which have them"
    );
    let command = ask_about_subnets(cx, network, "Subnets[].[SubnetId,Tags]");
    cx.unknown(format_args!("role tags of the subnets"), why, command, false);
}

/// Says that the VPC's id is unknown, which blocks once the plan makes something in it.
pub(super) fn vpc_id(cx: &mut Context<'_>, network: &Network) {
    if network.vpc.existing.as_deref() != Some("") {
        return;
    }
    let makes_group =
        network.security_groups.iter().any(|group| group.existing.is_none() && !group.made_by_eks);
    let has_own_nodes = !items(&cx.spec.node_groups).is_empty();
    let command = ids(network, |_| true).first().and_then(|id| {
        let which = format!("--subnet-ids {id}");
        ask(cx, "describe-subnets", &which, "Subnets[0].VpcId")
    });
    let blocks = makes_group || has_own_nodes || !network.endpoints.is_empty();
    let why = format_args!("the subnets are named and their VPC is not");
    cx.unknown(format_args!("vpc id"), why, command, blocks);
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
    let vpc = vpc.id();
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
    for (at, subnet) in network.subnets.iter().enumerate() {
        if used[at] {
            continue;
        }
        let subject = subject_of(&subnet.name);
        for unknown in &mut cx.unknowns {
            unknown.blocks &= unknown.subject != subject;
        }
    }
}

fn subject_of(name: &str) -> String {
    format!("id of subnet {name}")
}

/// Route tables of an existing VPC, which gateway endpoints are entered in.
pub(super) fn route_tables(cx: &mut Context<'_>, network: &Network) {
    let takes = |subnet: &Subnet| !subnet.public && !subnet.set_apart;
    let command = ask_about_tables(cx, network, takes, "RouteTables[].RouteTableId");
    let why = format_args!("the gateway endpoint is entered in them, and the VPC stands already");
    cx.unknown(format_args!("route tables of the private subnets"), why, command, true);
}

/// The command that shows the route tables of those subnets of which this is true.
fn ask_about_tables(
    cx: &Context<'_>,
    network: &Network,
    takes: fn(&Subnet) -> bool,
    query: &str,
) -> Option<String> {
    let ids = ids(network, takes);
    if ids.is_empty() {
        return None;
    }
    let which = format!("--filters Name=association.subnet-id,Values={}", ids.join(","));
    ask(cx, "describe-route-tables", &which, query)
}

/// The command that shows the subnets whose ids are known.
pub(super) fn ask_about_subnets(cx: &Context<'_>, network: &Network, query: &str) -> Option<String> {
    ask_about(cx, network, |_| true, query)
}

fn ask_about(cx: &Context<'_>, network: &Network, takes: fn(&Subnet) -> bool, query: &str) -> Option<String> {
    let ids = ids(network, takes);
    if ids.is_empty() {
        return None;
    }
    let which = format!("--subnet-ids {}", ids.join(" "));
    ask(cx, "describe-subnets", &which, query)
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
