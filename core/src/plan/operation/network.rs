//! EC2 calls for the network.

use serde_json::Value;

use super::{Calls, Draft};
use crate::document::json::{Object, one};
use crate::plan::literal::{literal, literal_option};
use crate::topology::network::{Peer, Target, UNKNOWN_ROUTE_TABLES};

impl Calls<'_, '_> {
    pub(super) fn vpc(&self) -> Vec<Draft> {
        let vpc = &self.graph.topology().network.vpc;
        let cidr = vpc.cidr.map(|cidr| cidr.to_string()).unwrap_or_default();
        let parameters = Object::new()
            .with("CidrBlock", cidr.as_str())
            .with("TagSpecifications", self.ec2_tags("vpc", "vpc", None));
        let create = Draft::create("ec2", "CreateVpc", format!("make VPC {cidr}"), parameters)
            .yields(&["VpcId"])
            .waiter("VpcAvailable", "the VPC is available")
            .permits(&["ec2:CreateTags"])
            .takes("vpc.create")
            .undo("ec2", "DeleteVpc");
        let id = self.vpc_id();
        let parameters =
            Object::new().with("VpcId", id).with("EnableDnsHostnames", Object::new().with("Value", true));
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
        let tags = self.ec2_tags("internet-gateway", "internet-gateway", None);
        let parameters = Object::new().with("TagSpecifications", tags);
        Draft::create("ec2", "CreateInternetGateway", "make an internet gateway".to_owned(), parameters)
            .yields(&["InternetGatewayId"])
            .waiter("InternetGatewayExists", "the internet gateway is there")
            .permits(&["ec2:CreateTags"])
            .takes("internet-gateway.create")
            .undo("ec2", "DeleteInternetGateway")
    }

    pub(super) fn attachment(&self) -> Draft {
        let gateway = self.output(self.internet_gateway, "InternetGatewayId");
        let parameters = Object::new().with("InternetGatewayId", gateway).with("VpcId", self.vpc_id());
        let title = "attach the internet gateway to the VPC".to_owned();
        Draft::create("ec2", "AttachInternetGateway", title, parameters)
            .takes("internet-gateway.attach")
            .undo("ec2", "DetachInternetGateway")
    }

    pub(super) fn subnet_calls(&self, at: usize) -> Vec<Draft> {
        let network = &self.graph.topology().network;
        let subnet = &network.subnets[at];
        let role = if subnet.public { "kubernetes.io/role/elb" } else { "kubernetes.io/role/internal-elb" };
        let mut parameters = Object::new()
            .with("VpcId", self.vpc_id())
            .with("TagSpecifications", self.ec2_tags("subnet", &subnet.name, Some(role)));
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
        let mut update = |title: String, attribute: &str, value: Value| {
            let parameters = Object::new().with("SubnetId", id.as_str()).with(attribute, value);
            let draft = Draft::update("ec2", "ModifySubnetAttribute", title, parameters);
            drafts.push(draft.takes("subnet.update"));
        };
        let on = Value::from(Object::new().with("Value", true));
        if subnet.public {
            let title = format!("let instances in {} have public addresses", subnet.name);
            update(title, "MapPublicIpOnLaunch", on.clone());
        }
        if subnet.ipv6.is_some() && network.ipv6.as_ref().is_some_and(|ipv6| ipv6.assigns) {
            let title = format!("give what starts in {} an IPv6 address", subnet.name);
            update(title, "AssignIpv6AddressOnCreation", on);
        }
        if let Some(hostnames) = &network.vpc.hostname_type {
            let title = format!("name hosts in {} by {hostnames}", subnet.name);
            update(title, "PrivateDnsHostnameTypeOnLaunch", hostnames.as_str().into());
        }
        drafts
    }

    pub(super) fn address(&self, at: usize) -> Draft {
        let name = &self.graph.topology().network.nat_gateways[at].name;
        let tags = self.ec2_tags("elastic-ip", &format!("nat-{name}"), None);
        let parameters = Object::new().with("Domain", "vpc").with("TagSpecifications", tags);
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
        let parameters = Object::new()
            .with("SubnetId", self.subnet(gateway.subnet))
            .with("AllocationId", self.output(self.addresses[at], "AllocationId"))
            .with("TagSpecifications", self.ec2_tags("natgateway", &format!("nat-{}", gateway.name), None));
        Draft::create("ec2", "CreateNatGateway", format!("make NAT gateway {}", gateway.name), parameters)
            .yields(&["NatGatewayId"])
            .waiter("NatGatewayAvailable", "the NAT gateway is available")
            .permits(&["ec2:CreateTags", "iam:CreateServiceLinkedRole"])
            .takes("nat-gateway.create")
            .undo("ec2", "DeleteNatGateway")
    }

    pub(super) fn route_table(&self, at: usize) -> Draft {
        let name = &self.graph.topology().network.route_tables[at].name;
        let parameters = Object::new()
            .with("VpcId", self.vpc_id())
            .with("TagSpecifications", self.ec2_tags("route-table", &format!("routes-{name}"), None));
        Draft::create("ec2", "CreateRouteTable", format!("make route table {name}"), parameters)
            .yields(&["RouteTableId"])
            .permits(&["ec2:CreateTags"])
            .takes("route-table.create")
            .undo("ec2", "DeleteRouteTable")
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
        let parameters = Object::new()
            .with("RouteTableId", self.route_table_id(table))
            .with("SubnetId", self.subnet(subnet));
        Draft::create("ec2", "AssociateRouteTable", title, parameters)
            .yields(&["AssociationId"])
            .takes("route.create")
            .undo("ec2", "DisassociateRouteTable")
    }

    pub(super) fn endpoint(&self, at: usize) -> Draft {
        let endpoint = &self.graph.topology().network.endpoints[at];
        let mut parameters = Object::new()
            .with("VpcId", self.vpc_id())
            .with("ServiceName", endpoint.service_name.as_str())
            .with("VpcEndpointType", if endpoint.gateway { "Gateway" } else { "Interface" })
            .with(
                "TagSpecifications",
                self.ec2_tags("vpc-endpoint", &format!("endpoint-{}", endpoint.service), None),
            );
        if endpoint.gateway {
            let mut tables: Vec<String> =
                endpoint.route_tables.iter().map(|&table| self.route_table_id(table)).collect();
            if tables.is_empty() {
                tables.push(format!("${{unknown:{UNKNOWN_ROUTE_TABLES}}}"));
            }
            parameters.set("RouteTableIds", tables);
        } else {
            parameters.set("PrivateDnsEnabled", true);
            parameters.set("SubnetIds", self.subnet_ids(&endpoint.subnets));
            parameters.set("SecurityGroupIds", self.security_group_ids(endpoint.security_group.as_slice()));
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
        let parameters = Object::new()
            .with("GroupName", format!("{}-{}", self.cluster_name(), literal(&group.name)))
            .with("Description", literal(&group.purpose))
            .with("VpcId", self.vpc_id())
            .with("TagSpecifications", self.ec2_tags("security-group", &group.name, None));
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
        Draft::create("ec2", api, format!("open rule {}", rule.name), parameters)
            .takes("security-group-rule.create")
            .undo("ec2", undo)
    }
}
