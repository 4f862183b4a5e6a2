//! EC2 calls for the network.

use std::fmt;

use serde_json::Value;

use super::{Calls, Draft};
use crate::document::json::{Object, one};
use crate::plan::literal::{literal, literal_option};
use crate::topology::network::{Peer, Target, UNKNOWN_ROUTE_TABLES};

impl Calls<'_, '_> {
    pub(super) fn vpc(&self) -> Vec<Draft> {
        let vpc = &self.graph.topology().network.vpc;
        let cidr = vpc.cidr.map(|cidr| cidr.to_string()).unwrap_or_default();
        let parameters = self.tagged(Object::new().with("CidrBlock", cidr.as_str()), "vpc", "vpc");
        let create =
            Draft::create("ec2", "CreateVpc", "DeleteVpc", format_args!("make VPC {cidr}"), parameters)
                .yields(&["VpcId"])
                .waiter("VpcAvailable", "the VPC is available")
                .takes("vpc.create");
        let parameters = self.in_vpc().with("EnableDnsHostnames", Object::new().with("Value", true));
        let update = Draft::update(
            "ec2",
            "ModifyVpcAttribute",
            format_args!("turn DNS hostnames of the VPC on"),
            parameters,
        )
        .takes("vpc.update");
        vec![create, update]
    }

    pub(super) fn internet_gateway(&self) -> Draft {
        let parameters = self.tagged(Object::new(), "internet-gateway", "internet-gateway");
        Draft::create(
            "ec2",
            "CreateInternetGateway",
            "DeleteInternetGateway",
            format_args!("make an internet gateway"),
            parameters,
        )
        .yields(&["InternetGatewayId"])
        .waiter("InternetGatewayExists", "the internet gateway is there")
        .takes("internet-gateway.create")
    }

    pub(super) fn attachment(&self) -> Draft {
        let gateway = self.output(self.internet_gateway, "InternetGatewayId");
        let parameters = Object::new().with("InternetGatewayId", gateway).with("VpcId", self.vpc_id());
        Draft::create(
            "ec2",
            "AttachInternetGateway",
            "DetachInternetGateway",
            format_args!("attach the internet gateway to the VPC"),
            parameters,
        )
        .takes("internet-gateway.attach")
    }

    pub(super) fn subnet_calls(&self, at: usize) -> Vec<Draft> {
        let network = &self.graph.topology().network;
        let subnet = &network.subnets[at];
        let role = if subnet.public { "kubernetes.io/role/elb" } else { "kubernetes.io/role/internal-elb" };
        let mut parameters = self.tagged_as(self.in_vpc(), "subnet", &subnet.name, Some(role));
        if let Some(cidr) = subnet.cidr {
            parameters.set("CidrBlock", cidr.to_string());
        }
        parameters.set("Ipv6CidrBlock", self.ipv6_cidr(at));
        if let Some(zone) = subnet.zone.map(|zone| &network.zones[zone]) {
            let (member, value) = match (&zone.id, &zone.name) {
                (Some(id), _) => ("AvailabilityZoneId", literal(id)),
                (None, Some(name)) => ("AvailabilityZone", literal(name)),
                (None, None) => ("AvailabilityZone", format!("${{unknown:{}}}", zone.key)),
            };
            parameters.set(member, value);
        }
        parameters.set("OutpostArn", literal_option(&subnet.outpost));
        let cidr = subnet.cidr.map(|cidr| format!(" {cidr}")).unwrap_or_default();
        let mut drafts = vec![
            Draft::create(
                "ec2",
                "CreateSubnet",
                "DeleteSubnet",
                format_args!("make subnet {}{cidr}", subnet.name),
                parameters,
            )
            .yields(&["SubnetId"])
            .waiter("SubnetAvailable", "the subnet is available")
            .takes("subnet.create"),
        ];
        let id = self.subnet(at);
        let mut update = |title: fmt::Arguments<'_>, attribute: &str, value: Value| {
            let parameters = Object::new().with("SubnetId", id.as_str()).with(attribute, value);
            let draft = Draft::update("ec2", "ModifySubnetAttribute", title, parameters);
            drafts.push(draft.takes("subnet.update"));
        };
        let on = Value::from(Object::new().with("Value", true));
        if subnet.public {
            update(
                format_args!("let instances in {} have public addresses", subnet.name),
                "MapPublicIpOnLaunch",
                on.clone(),
            );
        }
        if subnet.ipv6.is_some() && network.ipv6.as_ref().is_some_and(|ipv6| ipv6.assigns) {
            update(
                format_args!("give what starts in {} an IPv6 address", subnet.name),
                "AssignIpv6AddressOnCreation",
                on,
            );
        }
        if let Some(hostnames) = &network.vpc.hostname_type {
            update(
                format_args!("name hosts in {} by {hostnames}", subnet.name),
                "PrivateDnsHostnameTypeOnLaunch",
                hostnames.as_str().into(),
            );
        }
        drafts
    }

    pub(super) fn address(&self, at: usize) -> Draft {
        let name = &self.graph.topology().network.nat_gateways[at].name;
        let parameters = Object::new().with("Domain", "vpc");
        let parameters = self.tagged(parameters, "elastic-ip", &format!("nat-{name}"));
        Draft::create(
            "ec2",
            "AllocateAddress",
            "ReleaseAddress",
            format_args!("allocate the address of NAT gateway {name}"),
            parameters,
        )
        .yields(&["AllocationId"])
        .takes("elastic-ip.create")
    }

    pub(super) fn nat_gateway(&self, at: usize) -> Draft {
        let gateway = &self.graph.topology().network.nat_gateways[at];
        let parameters = Object::new()
            .with("SubnetId", self.subnet(gateway.subnet))
            .with("AllocationId", self.output(self.addresses[at], "AllocationId"));
        let parameters = self.tagged(parameters, "natgateway", &format!("nat-{}", gateway.name));
        Draft::create(
            "ec2",
            "CreateNatGateway",
            "DeleteNatGateway",
            format_args!("make NAT gateway {}", gateway.name),
            parameters,
        )
        .yields(&["NatGatewayId"])
        .waiter("NatGatewayAvailable", "the NAT gateway is available")
        .permits(&["iam:CreateServiceLinkedRole"])
        .takes("nat-gateway.create")
    }

    pub(super) fn route_table(&self, at: usize) -> Draft {
        let name = &self.graph.topology().network.route_tables[at].name;
        let parameters = self.tagged(self.in_vpc(), "route-table", &format!("routes-{name}"));
        Draft::create(
            "ec2",
            "CreateRouteTable",
            "DeleteRouteTable",
            format_args!("make route table {name}"),
            parameters,
        )
        .yields(&["RouteTableId"])
        .takes("route-table.create")
    }

    pub(super) fn default_route(&self, at: usize) -> Option<Draft> {
        let table = &self.graph.topology().network.route_tables[at];
        let mut parameters = Object::new()
            .with("RouteTableId", self.route_table_id(at))
            .with("DestinationCidrBlock", "0.0.0.0/0");
        let target = match table.default_route? {
            Target::InternetGateway => {
                parameters.set("GatewayId", self.output(self.internet_gateway, "InternetGatewayId"));
                "the internet gateway".to_owned()
            }
            Target::NatGateway(gateway) => {
                parameters.set("NatGatewayId", self.output(self.nat_gateways[gateway], "NatGatewayId"));
                format!("NAT gateway {}", self.graph.topology().network.nat_gateways[gateway].name)
            }
        };
        let draft = Draft::create(
            "ec2",
            "CreateRoute",
            "DeleteRoute",
            format_args!("route {} to {target}", table.name),
            parameters,
        );
        Some(draft.takes("route.create"))
    }

    pub(super) fn association(&self, table: usize, subnet: usize) -> Draft {
        let network = &self.graph.topology().network;
        let parameters = Object::new()
            .with("RouteTableId", self.route_table_id(table))
            .with("SubnetId", self.subnet(subnet));
        Draft::create(
            "ec2",
            "AssociateRouteTable",
            "DisassociateRouteTable",
            format_args!(
                "give subnet {} the routes of {}",
                network.subnets[subnet].name, network.route_tables[table].name
            ),
            parameters,
        )
        .yields(&["AssociationId"])
        .takes("route.create")
    }

    pub(super) fn endpoint(&self, at: usize) -> Draft {
        let endpoint = &self.graph.topology().network.endpoints[at];
        let mut parameters = self
            .in_vpc()
            .with("ServiceName", endpoint.service_name.as_str())
            .with("VpcEndpointType", if endpoint.gateway { "Gateway" } else { "Interface" });
        if endpoint.gateway {
            let mut tables = self.each(&endpoint.route_tables, Self::route_table_id);
            if tables.is_empty() {
                tables.push(format!("${{unknown:{UNKNOWN_ROUTE_TABLES}}}"));
            }
            parameters.set("RouteTableIds", tables);
        } else {
            parameters.set("PrivateDnsEnabled", true);
            parameters.set("SubnetIds", self.subnet_ids(&endpoint.subnets));
            parameters.set("SecurityGroupIds", self.security_group_ids(endpoint.security_group.as_slice()));
        }
        let parameters = self.tagged(parameters, "vpc-endpoint", &format!("endpoint-{}", endpoint.service));
        let kind = if endpoint.gateway { "gateway" } else { "interface" };
        Draft::create(
            "ec2",
            "CreateVpcEndpoint",
            "DeleteVpcEndpoints",
            format_args!("make the endpoint for {}", endpoint.service),
            parameters,
        )
        .yields(&["VpcEndpointId"])
        .until("the endpoint is available")
        .permits(&["route53:AssociateVPCWithHostedZone"])
        .takes(format!("vpc-endpoint.create.{kind}"))
    }

    pub(super) fn security_group_call(&self, at: usize) -> Draft {
        let group = &self.graph.topology().network.security_groups[at];
        let parameters = self
            .in_vpc()
            .with("GroupName", format!("{}-{}", self.cluster_name(), literal(&group.name)))
            .literal("Description", &group.purpose);
        let parameters = self.tagged(parameters, "security-group", &group.name);
        Draft::create(
            "ec2",
            "CreateSecurityGroup",
            "DeleteSecurityGroup",
            format_args!("make security group {}", group.name),
            parameters,
        )
        .yields(&["GroupId"])
        .waiter("SecurityGroupExists", "the security group is there")
        .takes("security-group.create")
    }

    pub(super) fn rule(&self, at: usize) -> Draft {
        let rule = &self.graph.topology().network.rules[at];
        let purpose = literal(&rule.purpose);
        let mut permission = Object::new().with("IpProtocol", rule.protocol);
        if let Some((first, last)) = rule.ports {
            permission.set("FromPort", first);
            permission.set("ToPort", last);
        }
        let (list, member, peer) = match &rule.from {
            Peer::Group(group) => ("UserIdGroupPairs", "GroupId", self.security_group(*group)),
            Peer::Cidr(cidr) => ("IpRanges", "CidrIp", literal(cidr)),
            Peer::Cidr6(cidr) => ("Ipv6Ranges", "CidrIpv6", literal(cidr)),
        };
        permission.set(list, one(Object::new().with(member, peer).with("Description", purpose)));
        let parameters = Object::new()
            .with("GroupId", self.security_group(rule.group))
            .with("IpPermissions", one(permission));
        let (api, undo) = match rule.egress {
            true => ("AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress"),
            false => ("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"),
        };
        Draft::create("ec2", api, undo, format_args!("open rule {}", rule.name), parameters)
            .takes("security-group-rule.create")
    }
}
