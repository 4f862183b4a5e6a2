//! Networks on the customer's premises, and the gateway that leads to them (`builder/vpc_ipv4.go`).

use ipnet::Ipv4Net;

use super::{filled, ignored, is_fully_private, unknowns};
use crate::catalog;
use crate::diagnostic::{Code, Phase, Place, Severity};
use crate::spec::{Field, Located, RemoteNetwork, RemoteNetworkConfig, items};
use crate::topology::Origin;
use crate::topology::hybrid::{Gateway, GatewayKind, Remote, Route};
use crate::topology::lower::context::Context;
use crate::topology::lower::named::each_once;
use crate::topology::network::{HTTPS, Network, Peer};

type Networks = Field<Vec<Located<RemoteNetwork>>>;

/// Reads the remote networks; nothing if none is named.
pub(super) fn read(cx: &mut Context<'_>, network: &mut Network) {
    let Some(config) = cx.spec.remote_network_config.as_ref() else { return };
    let nodes = blocks(cx, "remoteNodeNetworks", &config.remote_node_networks);
    let pods = blocks(cx, "remotePodNetworks", &config.remote_pod_networks);
    check(cx, config);
    if nodes.is_empty() && pods.is_empty() {
        return;
    }
    network.remote = Some(Remote { nodes, pods, gateway: None, origin: Origin::field(&config.at) });
}

/// Joins the VPC to the gateway, with routes to every remote network in the private route tables.
pub(super) fn join(cx: &mut Context<'_>, network: &mut Network) {
    let Some(config) = cx.spec.remote_network_config.as_ref().filter(|_| network.remote.is_some()) else {
        return;
    };
    match filled(&config.vpc_gateway_id) {
        Some(id) if network.is_existing() => {
            let message = "`vpcGatewayID` goes with a VPC of the plan's, and the VPC stands already";
            let help = "leave it out, and see to the attachment and the routes of the VPC";
            cx.report
                .raise(Code::NetworkNewVpcOnly, &id.at, message)
                .arg("field", "remoteNetworkConfig.vpcGatewayID")
                .help(help);
        }
        Some(id) => attach(cx, network, id),
        None => say_routes(cx, config, network),
    }
}

/// Lets the remote networks in: the kubelet and pods there call the API server.
pub(super) fn open(network: &mut Network, group: usize) {
    let Some(remote) = &network.remote else { return };
    let origin = remote.origin.clone();
    for block in &remote.all() {
        let name = format!("control-plane-remote-{}-{}", block.network(), block.prefix_len());
        let purpose = format!("nodes and pods in {block} call the Kubernetes API");
        network.allow(name, group, Peer::Cidr(block.to_string()), Some(HTTPS), &purpose, &origin);
    }
}

/// A group that stands already is left alone, and must let the remote networks in.
pub(super) fn say_group(cx: &mut Context<'_>, network: &Network, group: &str) {
    if network.remote.is_some() {
        let why =
            format_args!("it must let the remote networks in on port 443, and the plan leaves it alone");
        let which = format!("--filters Name=group-id,Values={group}");
        let command = unknowns::ask(
            cx,
            "describe-security-group-rules",
            &which,
            "SecurityGroupRules[].[CidrIpv4,FromPort]",
        );
        cx.unknown(format_args!("rules of security group {group}"), why, command, false);
    }
}

fn attach(cx: &mut Context<'_>, network: &mut Network, id: &Located<String>) {
    let kind = if id.starts_with("tgw-") {
        GatewayKind::Transit
    } else if id.starts_with("vgw-") {
        GatewayKind::VirtualPrivate
    } else {
        cx.refuse(
            &id.at,
            format_args!("`{}` is neither a transit gateway nor a virtual private gateway", id.value),
            "write the id of one, `tgw-...` or `vgw-...`",
        );
        return;
    };
    if is_fully_private(cx.spec) {
        let why = "eksctl leaves out the attachment and the routes of a fully private cluster, and its nodes do not work without them";
        let subject = format_args!("remoteNetworkConfig.vpcGatewayID");
        cx.assume(subject, id, why, "EKS user guide, hybrid-nodes-networking");
    }
    let subnets = match kind {
        GatewayKind::Transit => network.subnets_where(&|subnet| !subnet.public),
        GatewayKind::VirtualPrivate => Vec::new(),
    };
    let tables = network.private_route_tables();
    let Some(remote) = &mut network.remote else { return };
    let mut routes = Vec::new();
    for &table in &tables {
        for &destination in &remote.all() {
            routes.push(Route { table, destination });
        }
    }
    let gateway = Gateway { id: id.value.clone(), kind, subnets, routes, origin: Origin::field(&id.at) };
    if kind == GatewayKind::Transit {
        let which = format!("--transit-gateway-ids {}", id.value);
        let query = "TransitGateways[].Options.AutoAcceptSharedAttachments";
        let command = unknowns::ask(cx, "describe-transit-gateways", &which, query);
        let why = format_args!(
            "if the gateway is of another account, that account may have to accept the attachment first"
        );
        cx.unknown(format_args!("acceptance of {}", id.value), why, command, false);
    }
    remote.gateway = Some(gateway);
}

/// Nobody said how the VPC reaches the remote networks.
fn say_routes(cx: &mut Context<'_>, config: &Located<RemoteNetworkConfig>, network: &Network) {
    if network.is_existing() {
        let command = network.vpc.id().and_then(|id| {
            let which = format!("--filters Name=vpc-id,Values={id}");
            unknowns::ask(cx, "describe-route-tables", &which, "RouteTables[].Routes")
        });
        let why = format_args!(
            "the control plane reaches nodes and pods on the premises by routes of the VPC, which stands already"
        );
        cx.unknown(format_args!("routes to the remote networks"), why, command, false);
        return;
    }
    let message = "no gateway is named, so nothing in the VPC leads to the remote networks";
    let help = "name a transit gateway or a virtual private gateway in `vpcGatewayID`, or join them after the plan: until then the API server reaches no kubelet there";
    cx.report.raise(Code::NetworkNoWayToPremises, &config.at, message).help(help).phase(Phase::Run);
}

/// The blocks of one list in their order, each once.
fn blocks(cx: &mut Context<'_>, field: &str, networks: &Networks) -> Vec<Ipv4Net> {
    let Some(list) = networks.as_ref() else { return Vec::new() };
    if let Some(second) = list.value.get(1) {
        cx.report
            .raise(
                Code::HybridListLong,
                &second.at,
                format_args!("`{field}` has {} entries, and EKS takes one", list.value.len()),
            )
            .arg("field", field)
            .help("write all blocks into `cidrs` of one entry");
    }
    let mut all = Vec::new();
    for text in list.value.iter().flat_map(|network| items(&network.cidrs)) {
        let Ok(block) = text.parse::<Ipv4Net>() else {
            cx.refuse(
                &text.at,
                format_args!("`{}` is no IPv4 network", text.value),
                "write it with its prefix, as `10.80.0.0/16`",
            );
            continue;
        };
        let block = block.trunc();
        if !is_private(&block) {
            let help = "choose a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16";
            cx.report
                .raise(
                    Code::HybridRange,
                    &text.at,
                    format_args!("`{block}` is not of the private ranges that hybrid nodes may have"),
                )
                .arg("cidr", &text.value)
                .help(help);
        }
        all.push(block);
    }
    too_many(cx, field, &list.at, all.len());
    each_once(&mut all);
    all
}

/// The quota is the account's: what the user says of it is certain, the default is not.
fn too_many(cx: &mut Context<'_>, field: &str, at: &Place, blocks: usize) {
    let key = if field == "remoteNodeNetworks" { "remoteNodeNetworkCidrs" } else { "remotePodNetworkCidrs" };
    let said = cx.config.quotas.as_ref().and_then(|quotas| quotas.value.get(key)).map(|said| said.value);
    let Some(most) = said.or_else(|| catalog::quota(key).map(|quota| quota.value)) else { return };
    if blocks > usize::try_from(most).unwrap_or(usize::MAX) {
        let finding = cx
            .report
            .raise(
                Code::HybridRangesMany,
                at,
                format_args!("`{field}` has {blocks} blocks, and the account may have {most} of them"),
            )
            .arg("field", field)
            .help(format_args!(
            "join neighbouring blocks, or have the quota raised and say so in `quotas: {{ {key}: {blocks} }}`"
        ));
        if said.is_some() {
            finding.severity(Severity::Error);
        }
    }
}

/// What eksctl and EKS ask for beside the blocks themselves.
fn check(cx: &mut Context<'_>, config: &Located<RemoteNetworkConfig>) {
    // What is written and cannot be read is another finding.
    let is_bare = |networks: &Networks| items(networks).iter().all(|it| items(&it.cidrs).is_empty());
    let (nodes, pods) = (is_bare(&config.remote_node_networks), is_bare(&config.remote_pod_networks));
    if nodes && pods {
        let empties = config.remote_node_networks.is_some() && config.remote_pod_networks.is_some();
        if empties {
            let why = "both lists are empty, which takes networks away from a cluster that has some";
            ignored(cx, "remoteNetworkConfig", &config.at, why);
            return;
        }
    }
    let outpost = cx.spec.outpost.as_ref();
    let missing = match outpost {
        None => nodes.then_some("remoteNodeNetworks"),
        Some(_) => (nodes && pods).then_some("remotePodNetworks"),
    };
    if let Some(field) = missing {
        cx.missing(
            field,
            &config.at,
            format_args!("`remoteNetworkConfig.{field}` names no network"),
            "write the addresses on the premises, as `- cidrs: [\"10.80.0.0/16\"]`",
        );
    }
}

fn is_private(block: &Ipv4Net) -> bool {
    block.network().is_private() && block.broadcast().is_private()
}
