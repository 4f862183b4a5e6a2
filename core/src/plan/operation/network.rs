//! EC2 calls for the network.

use serde_json::{Value, json};

use super::{Calls, Draft};
use crate::plan::draft::literal;
use crate::topology::network::{Peer, Target};

impl Calls<'_, '_> {
    pub(super) fn vpc(&self) -> Vec<Draft> {
        let vpc = &self.graph.topology().network.vpc;
        let cidr = vpc.cidr.map(|cidr| cidr.to_string()).unwrap_or_default();
        let parameters = json!({ "CidrBlock": cidr, "TagSpecifications": self.ec2_tags("vpc", "vpc", &[]) });
        let create = Draft::create("ec2", "CreateVpc", format!("make VPC {cidr}"), parameters)
            .yields(&["VpcId"])
            .waiter("VpcAvailable", "the VPC is available")
            .permits(&["ec2:CreateTags"])
            .takes("vpc.create")
            .undo("ec2", "DeleteVpc");
        let id = self.output(self.vpc, "VpcId");
        let parameters = json!({ "VpcId": id, "EnableDnsHostnames": { "Value": true } });
        let update = Draft::update(
            "ec2",
            "ModifyVpcAttribute",
            "turn DNS hostnames of the VPC on".to_owned(),
            parameters,
        )
        .takes("vpc.update");
        vec![create, update]
    }

    pub(super) fn internet_gateway(&self) -> Draft {
        let tags = self.ec2_tags("internet-gateway", "internet-gateway", &[]);
        let parameters = json!({ "TagSpecifications": tags });
        Draft::create("ec2", "CreateInternetGateway", "make an internet gateway".to_owned(), parameters)
            .yields(&["InternetGatewayId"])
            .waiter("InternetGatewayExists", "the internet gateway is there")
            .permits(&["ec2:CreateTags"])
            .takes("internet-gateway.create")
            .undo("ec2", "DeleteInternetGateway")
    }

    pub(super) fn attachment(&self) -> Draft {
        let gateway = self.output(self.internet_gateway, "InternetGatewayId");
        let parameters = json!({ "InternetGatewayId": gateway, "VpcId": self.output(self.vpc, "VpcId") });
        let title = "attach the internet gateway to the VPC".to_owned();
        Draft::create("ec2", "AttachInternetGateway", title, parameters)
            .takes("internet-gateway.attach")
            .undo("ec2", "DetachInternetGateway")
    }

    pub(super) fn subnet_calls(&self, at: usize) -> Vec<Draft> {
        let network = &self.graph.topology().network;
        let subnet = &network.subnets[at];
        let role = if subnet.public { "kubernetes.io/role/elb" } else { "kubernetes.io/role/internal-elb" };
        let mut parameters = json!({
            "VpcId": self.output(self.vpc, "VpcId"),
            "TagSpecifications": self.ec2_tags("subnet", &subnet.name, &[(role, "1")]),
        });
        if let Some(cidr) = subnet.cidr {
            parameters["CidrBlock"] = cidr.to_string().into();
        }
        if let Some(cidr) = self.ipv6_cidr(at) {
            parameters["Ipv6CidrBlock"] = cidr;
        }
        if let Some(zone) = subnet.zone.map(|zone| &network.zones[zone]) {
            let (member, value) = match (&zone.id, &zone.name) {
                (Some(id), _) => ("AvailabilityZoneId", literal(id)),
                (None, Some(name)) => ("AvailabilityZone", literal(name)),
                (None, None) => ("AvailabilityZone", format!("${{unknown:{}}}", zone.key)),
            };
            parameters[member] = value.into();
        }
        if let Some(outpost) = &subnet.outpost {
            parameters["OutpostArn"] = literal(outpost).into();
        }
        let cidr = subnet.cidr.map(|cidr| format!(" {cidr}")).unwrap_or_default();
        let title = format!("make subnet {}{cidr}", subnet.name);
        let mut drafts = vec![
            Draft::create("ec2", "CreateSubnet", title, parameters)
                .yields(&["SubnetId"])
                .waiter("SubnetAvailable", "the subnet is available")
                .permits(&["ec2:CreateTags"])
                .takes("subnet.create")
                .undo("ec2", "DeleteSubnet"),
        ];
        let id = self.subnet(at);
        let update = |title: String, parameters: Value| {
            Draft::update("ec2", "ModifySubnetAttribute", title, parameters).takes("subnet.update")
        };
        if subnet.public {
            let title = format!("let instances in {} have public addresses", subnet.name);
            drafts.push(update(title, json!({ "SubnetId": id, "MapPublicIpOnLaunch": { "Value": true } })));
        }
        if subnet.ipv6.is_some() && network.ipv6.as_ref().is_some_and(|ipv6| ipv6.assigns) {
            let title = format!("give what starts in {} an IPv6 address", subnet.name);
            let parameters = json!({ "SubnetId": id, "AssignIpv6AddressOnCreation": { "Value": true } });
            drafts.push(update(title, parameters));
        }
        if let Some(hostnames) = &network.vpc.hostname_type {
            let title = format!("name hosts in {} by {hostnames}", subnet.name);
            drafts
                .push(update(title, json!({ "SubnetId": id, "PrivateDnsHostnameTypeOnLaunch": hostnames })));
        }
        drafts
    }

    pub(super) fn address(&self, at: usize) -> Draft {
        let name = &self.graph.topology().network.nat_gateways[at].name;
        let tags = self.ec2_tags("elastic-ip", &format!("nat-{name}"), &[]);
        let parameters = json!({ "Domain": "vpc", "TagSpecifications": tags });
        Draft::create(
            "ec2",
            "AllocateAddress",
            format!("allocate the address of NAT gateway {name}"),
            parameters,
        )
        .yields(&["AllocationId"])
        .permits(&["ec2:CreateTags"])
        .takes("elastic-ip.create")
        .undo("ec2", "ReleaseAddress")
    }

    pub(super) fn nat_gateway(&self, at: usize) -> Draft {
        let gateway = &self.graph.topology().network.nat_gateways[at];
        let parameters = json!({
            "SubnetId": self.subnet(gateway.subnet),
            "AllocationId": self.output(self.addresses[at], "AllocationId"),
            "TagSpecifications": self.ec2_tags("natgateway", &format!("nat-{}", gateway.name), &[]),
        });
        Draft::create("ec2", "CreateNatGateway", format!("make NAT gateway {}", gateway.name), parameters)
            .yields(&["NatGatewayId"])
            .waiter("NatGatewayAvailable", "the NAT gateway is available")
            .permits(&["ec2:CreateTags", "iam:CreateServiceLinkedRole"])
            .takes("nat-gateway.create")
            .undo("ec2", "DeleteNatGateway")
    }

    pub(super) fn route_table(&self, at: usize) -> Draft {
        let name = &self.graph.topology().network.route_tables[at].name;
        let parameters = json!({
            "VpcId": self.output(self.vpc, "VpcId"),
            "TagSpecifications": self.ec2_tags("route-table", &format!("routes-{name}"), &[]),
        });
        Draft::create("ec2", "CreateRouteTable", format!("make route table {name}"), parameters)
            .yields(&["RouteTableId"])
            .permits(&["ec2:CreateTags"])
            .takes("route-table.create")
            .undo("ec2", "DeleteRouteTable")
    }

    pub(super) fn default_route(&self, at: usize) -> Option<Draft> {
        let table = &self.graph.topology().network.route_tables[at];
        let mut parameters = json!({
            "RouteTableId": self.output(self.route_tables[at], "RouteTableId"),
            "DestinationCidrBlock": "0.0.0.0/0",
        });
        let target = match table.default_route? {
            Target::InternetGateway => {
                parameters["GatewayId"] = self.output(self.internet_gateway, "InternetGatewayId").into();
                "the internet gateway".to_owned()
            }
            Target::NatGateway(gateway) => {
                parameters["NatGatewayId"] = self.output(self.nat_gateways[gateway], "NatGatewayId").into();
                format!("NAT gateway {}", self.graph.topology().network.nat_gateways[gateway].name)
            }
        };
        let title = format!("route {} to {target}", table.name);
        let draft = Draft::create("ec2", "CreateRoute", title, parameters);
        Some(draft.takes("route.create").undo("ec2", "DeleteRoute"))
    }

    pub(super) fn association(&self, table: usize, subnet: usize) -> Draft {
        let network = &self.graph.topology().network;
        let title = format!(
            "give subnet {} the routes of {}",
            network.subnets[subnet].name, network.route_tables[table].name
        );
        let parameters = json!({
            "RouteTableId": self.output(self.route_tables[table], "RouteTableId"),
            "SubnetId": self.subnet(subnet),
        });
        Draft::create("ec2", "AssociateRouteTable", title, parameters)
            .yields(&["AssociationId"])
            .takes("route.create")
            .undo("ec2", "DisassociateRouteTable")
    }

    pub(super) fn endpoint(&self, at: usize) -> Draft {
        let endpoint = &self.graph.topology().network.endpoints[at];
        let mut parameters = json!({
            "VpcId": self.output(self.vpc, "VpcId"),
            "ServiceName": endpoint.service_name,
            "VpcEndpointType": if endpoint.gateway { "Gateway" } else { "Interface" },
            "TagSpecifications": self.ec2_tags("vpc-endpoint", &format!("endpoint-{}", endpoint.service), &[]),
        });
        if endpoint.gateway {
            let tables = endpoint.route_tables.iter();
            parameters["RouteTableIds"] = if endpoint.route_tables.is_empty() {
                json!([format!("${{unknown:{}}}", crate::topology::network::UNKNOWN_ROUTE_TABLES)])
            } else {
                tables.map(|&table| self.output(self.route_tables[table], "RouteTableId")).collect()
            };
        } else {
            parameters["PrivateDnsEnabled"] = true.into();
            parameters["SubnetIds"] = endpoint.subnets.iter().map(|&subnet| self.subnet(subnet)).collect();
            let groups = endpoint.security_group.iter();
            parameters["SecurityGroupIds"] = groups.map(|&group| self.security_group(group)).collect();
        }
        let kind = if endpoint.gateway { "gateway" } else { "interface" };
        Draft::create(
            "ec2",
            "CreateVpcEndpoint",
            format!("make the endpoint for {}", endpoint.service),
            parameters,
        )
        .yields(&["VpcEndpointId"])
        .until("the endpoint is available")
        .permits(&["ec2:CreateTags", "route53:AssociateVPCWithHostedZone"])
        .takes(format!("vpc-endpoint.create.{kind}"))
        .undo("ec2", "DeleteVpcEndpoints")
    }

    pub(super) fn security_group_call(&self, at: usize) -> Draft {
        let group = &self.graph.topology().network.security_groups[at];
        let parameters = json!({
            "GroupName": format!("{}-{}", self.cluster_name(), literal(&group.name)),
            "Description": literal(&group.purpose),
            "VpcId": self.output(self.vpc, "VpcId"),
            "TagSpecifications": self.ec2_tags("security-group", &group.name, &[]),
        });
        Draft::create("ec2", "CreateSecurityGroup", format!("make security group {}", group.name), parameters)
            .yields(&["GroupId"])
            .waiter("SecurityGroupExists", "the security group is there")
            .permits(&["ec2:CreateTags"])
            .takes("security-group.create")
            .undo("ec2", "DeleteSecurityGroup")
    }

    pub(super) fn rule(&self, at: usize) -> Draft {
        let rule = &self.graph.topology().network.rules[at];
        let purpose = literal(&rule.purpose);
        let mut permission = json!({ "IpProtocol": rule.protocol });
        if let Some((first, last)) = rule.ports {
            permission["FromPort"] = first.into();
            permission["ToPort"] = last.into();
        }
        match &rule.from {
            Peer::Group(group) => {
                permission["UserIdGroupPairs"] =
                    json!([{ "GroupId": self.security_group(*group), "Description": purpose }]);
            }
            Peer::Cidr(cidr) => {
                permission["IpRanges"] = json!([{ "CidrIp": literal(cidr), "Description": purpose }]);
            }
            Peer::Cidr6(cidr) => {
                permission["Ipv6Ranges"] = json!([{ "CidrIpv6": literal(cidr), "Description": purpose }]);
            }
        }
        let parameters = json!({ "GroupId": self.security_group(rule.group), "IpPermissions": [permission] });
        let (api, undo) = match rule.egress {
            true => ("AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress"),
            false => ("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"),
        };
        Draft::create("ec2", api, format!("open rule {}", rule.name), parameters)
            .takes("security-group-rule.create")
            .undo("ec2", undo)
    }
}
