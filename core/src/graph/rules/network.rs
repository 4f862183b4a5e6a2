//! VPC, subnets, routes, NAT gateways, endpoints, security groups and their rules.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::Index;
use crate::graph::Subject;
use crate::graph::builder::New;
use crate::terms::ResourceKind as Kind;
use crate::topology::Origin;
use crate::topology::network::{CLUSTER_SECURITY_GROUP, Ipv6Target, Peer, Target};

pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let network = &builder.topology.network;
    let vpc = &network.vpc;
    let called = vpc.existing.as_deref().filter(|id| !id.is_empty()).unwrap_or("the VPC");
    handles.vpc = builder.add(
        New::customer(Kind::Vpc, "main", &vpc.origin, Subject::Vpc)
            .called(called)
            .existing(vpc.existing.as_deref()),
    );
    let block = network.ipv6.as_ref().map(|ipv6| {
        let new = New::customer(Kind::VpcCidrBlock, "ipv6", &ipv6.origin, Subject::Ipv6Block);
        let block = builder.add(new.called("the IPv6 block of the VPC"));
        builder.edge(handles.vpc, block, reason::NEEDS_VPC);
        block
    });
    for (index, subnet) in network.subnets.iter().enumerate() {
        let new = New::customer(Kind::Subnet, &subnet.name, &subnet.origin, Subject::Subnet(index));
        let handle = builder.add(new.named("subnet").existing(subnet.existing.as_deref()));
        if subnet.existing.is_none() {
            builder.edge(handles.vpc, handle, reason::NEEDS_VPC);
        }
        builder.edge_if(block.filter(|_| subnet.ipv6.is_some()), handle, reason::SUBNET_NEEDS_IPV6_BLOCK);
        handles.subnets.push(handle);
    }
    let attachment = network.internet_gateway.then(|| add_internet_gateway(builder, handles.vpc));
    handles.attachment = attachment;
    let nat = add_nat_gateways(builder, handles, attachment);
    add_routes(builder, handles, attachment, &nat);
    for (index, group) in network.security_groups.iter().enumerate() {
        if index == CLUSTER_SECURITY_GROUP {
            handles.security_groups.push(Index::MAX); // EKS makes it: `cluster::add` fills it in
            continue;
        }
        let new =
            New::customer(Kind::SecurityGroup, &group.name, &group.origin, Subject::SecurityGroup(index));
        let handle = builder.add(new.named("security group").existing(group.existing.as_deref()));
        if group.existing.is_none() {
            builder.edge(handles.vpc, handle, reason::NEEDS_VPC);
        }
        handles.security_groups.push(handle);
    }
}

fn add_internet_gateway(builder: &mut Builder<'_>, vpc: Index) -> Index {
    let origin = Origin::default_value();
    let gateway = builder.add(
        New::customer(Kind::InternetGateway, "main", &origin, Subject::InternetGateway)
            .called("the internet gateway"),
    );
    let attachment = builder.add(
        New::customer(Kind::InternetGatewayAttachment, "main", &origin, Subject::InternetGatewayAttachment)
            .called("the internet gateway's attachment"),
    );
    builder.edge(gateway, attachment, reason::ATTACHMENT_NEEDS_GATEWAY);
    builder.edge(vpc, attachment, reason::NEEDS_VPC);
    attachment
}

fn add_nat_gateways(builder: &mut Builder<'_>, handles: &Handles, attachment: Option<Index>) -> Vec<Index> {
    let network = &builder.topology.network;
    let mut nat = Vec::with_capacity(network.nat_gateways.len());
    for (index, gateway) in network.nat_gateways.iter().enumerate() {
        let address = builder.add(
            New::customer(Kind::ElasticIp, &gateway.name, &gateway.origin, Subject::ElasticIp(index))
                .named("the address of NAT gateway"),
        );
        let handle = builder.add(
            New::customer(Kind::NatGateway, &gateway.name, &gateway.origin, Subject::NatGateway(index))
                .named("NAT gateway"),
        );
        builder.edge(address, handle, reason::NAT_NEEDS_ADDRESS);
        builder.edge(handles.subnets[gateway.subnet], handle, reason::NAT_NEEDS_SUBNET);
        builder.edge_if(attachment, handle, reason::NAT_NEEDS_ATTACHMENT);
        nat.push(handle);
    }
    nat
}

fn add_routes(builder: &mut Builder<'_>, handles: &mut Handles, attachment: Option<Index>, nat: &[Index]) {
    let network = &builder.topology.network;
    let mut tables = Vec::with_capacity(network.route_tables.len());
    let mut egress = vec![Vec::new(); network.subnets.len()];
    let mut public_path = Vec::new();
    let mut ipv6_routes = Vec::new();
    let egress_only = network.egress_only_gateway.then(|| {
        let subject = Subject::EgressOnlyInternetGateway;
        let new = New::customer(Kind::EgressOnlyInternetGateway, "main", &Origin::default_value(), subject);
        let gateway = builder.add(new.called("the egress-only internet gateway"));
        builder.edge(handles.vpc, gateway, reason::NEEDS_VPC);
        gateway
    });
    for (index, table) in network.route_tables.iter().enumerate() {
        let origin = Origin::default_value();
        let handle = builder.add(
            New::customer(Kind::RouteTable, &table.name, &origin, Subject::RouteTable(index))
                .named("route table"),
        );
        builder.edge(handles.vpc, handle, reason::NEEDS_VPC);
        let route = table.default_route.map(|target| {
            let name = format!("{}-default", table.name);
            let route = builder.add(
                New::customer(Kind::Route, &name, &origin, Subject::DefaultRoute(index))
                    .called_by("the default route of", &table.name),
            );
            builder.edge(handle, route, reason::NEEDS_ROUTE_TABLE);
            match target {
                Target::InternetGateway => builder.edge_if(attachment, route, reason::ROUTE_NEEDS_ATTACHMENT),
                Target::NatGateway(gateway) => builder.edge(nat[gateway], route, reason::ROUTE_NEEDS_NAT),
            }
            route
        });
        let ipv6_route = table.ipv6_route.map(|target| {
            let name = format!("{}-default-ipv6", table.name);
            let new = New::customer(Kind::Route, &name, &origin, Subject::Ipv6Route(index));
            let route = builder.add(new.called_by("the IPv6 route of", &table.name));
            builder.edge(handle, route, reason::NEEDS_ROUTE_TABLE);
            match target {
                Ipv6Target::InternetGateway => {
                    builder.edge_if(attachment, route, reason::ROUTE_NEEDS_ATTACHMENT);
                }
                Ipv6Target::EgressOnlyGateway => {
                    builder.edge_if(egress_only, route, reason::ROUTE_NEEDS_EGRESS_GATEWAY);
                }
            }
            route
        });
        for &subnet in &table.subnets {
            let name = &network.subnets[subnet].name;
            let association = builder.add(
                New::customer(
                    Kind::RouteTableAssociation,
                    name,
                    &origin,
                    Subject::RouteTableAssociation { table: index, subnet },
                )
                .named("the route table association of subnet"),
            );
            builder.edge(handle, association, reason::NEEDS_ROUTE_TABLE);
            builder.edge(handles.subnets[subnet], association, reason::ASSOCIATION_NEEDS_SUBNET);
            egress[subnet].extend(route);
            egress[subnet].push(association);
        }
        if let (Some(route), Some(Target::InternetGateway)) = (route, table.default_route) {
            public_path.push((index, route));
        }
        ipv6_routes.extend(ipv6_route.map(|route| (index, route)));
        tables.push(handle);
    }
    for (gateway, &handle) in network.nat_gateways.iter().zip(nat) {
        let table = network.route_table_of(gateway.subnet);
        if public_path.iter().any(|&(index, _)| Some(index) == table) {
            builder.edges(&egress[gateway.subnet], handle, reason::NAT_NEEDS_ROUTE);
        }
    }
    // NAT gateways speak IPv4 alone; nodes leave by both.
    for (table, route) in ipv6_routes {
        for &subnet in &network.route_tables[table].subnets {
            egress[subnet].push(route);
        }
    }
    handles.egress = egress;
    handles.route_tables = tables;
}

/// Endpoints and rules: they need the security groups, and of these EKS makes one with the cluster.
pub(super) fn add_rules(builder: &mut Builder<'_>, handles: &mut Handles) {
    let network = &builder.topology.network;
    for (index, endpoint) in network.endpoints.iter().enumerate() {
        let handle = builder.add(
            New::customer(Kind::VpcEndpoint, endpoint.service, &endpoint.origin, Subject::VpcEndpoint(index))
                .named("endpoint"),
        );
        builder.edge(handles.vpc, handle, reason::NEEDS_VPC);
        builder.edges_at(&handles.subnets, &endpoint.subnets, handle, reason::ENDPOINT_NEEDS_SUBNET);
        let (all, tables) = (&handles.route_tables, &endpoint.route_tables);
        builder.edges_at(all, tables, handle, reason::ENDPOINT_NEEDS_ROUTE_TABLE);
        let group = endpoint.security_group.map(|group| handles.security_groups[group]);
        builder.edge_if(group, handle, reason::ENDPOINT_NEEDS_SECURITY_GROUP);
        handles.endpoints.push(handle);
    }
    for (index, rule) in network.rules.iter().enumerate() {
        let handle = builder.add(
            New::customer(
                Kind::SecurityGroupRule,
                &rule.name,
                &rule.origin,
                Subject::SecurityGroupRule(index),
            )
            .named("rule"),
        );
        builder.edge(handles.security_groups[rule.group], handle, reason::RULE_NEEDS_GROUP);
        match rule.from {
            Peer::Group(peer) if peer != rule.group => {
                builder.edge(handles.security_groups[peer], handle, reason::RULE_NEEDS_PEER);
            }
            Peer::Group(_) | Peer::Cidr(_) | Peer::Cidr6(_) => {}
        }
        handles.rules.push(handle);
    }
}
