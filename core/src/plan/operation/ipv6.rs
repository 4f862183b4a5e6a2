//! EC2 calls for IPv6.

use serde_json::Value;

use super::{Calls, Draft};
use crate::document::json::Object;
use crate::plan::literal::literal;
use crate::topology::network::Ipv6Target;

/// What the association of Amazon's block yields: the block, and those of /64 that the subnets take of it, by their
/// places. No cluster has more than 16 subnets.
const OUTPUTS: [&str; 17] = [
    "Ipv6CidrBlock",
    "Ipv6SubnetCidr0",
    "Ipv6SubnetCidr1",
    "Ipv6SubnetCidr2",
    "Ipv6SubnetCidr3",
    "Ipv6SubnetCidr4",
    "Ipv6SubnetCidr5",
    "Ipv6SubnetCidr6",
    "Ipv6SubnetCidr7",
    "Ipv6SubnetCidr8",
    "Ipv6SubnetCidr9",
    "Ipv6SubnetCidr10",
    "Ipv6SubnetCidr11",
    "Ipv6SubnetCidr12",
    "Ipv6SubnetCidr13",
    "Ipv6SubnetCidr14",
    "Ipv6SubnetCidr15",
];

impl Calls<'_, '_> {
    pub(super) fn ipv6_block(&self) -> Option<Draft> {
        let network = &self.graph.topology().network;
        let mut parameters = self.in_vpc();
        let (title, outputs): (_, &'static [&'static str]) = match &network.ipv6.as_ref()?.own {
            Some(own) => {
                parameters.set("Ipv6CidrBlock", own.cidr.to_string());
                parameters.set("Ipv6Pool", literal(&own.pool));
                (format!("give the VPC the IPv6 block {}", own.cidr), &[])
            }
            None => {
                parameters.set("AmazonProvidedIpv6CidrBlock", true);
                let last = network.subnets.iter().filter_map(|subnet| subnet.ipv6).max();
                let count = last.map_or(1, |last| last + 2).min(OUTPUTS.len());
                ("give the VPC an IPv6 block of Amazon's".to_owned(), &OUTPUTS[..count])
            }
        };
        let draft = Draft::create(
            "ec2",
            "AssociateVpcCidrBlock",
            "DisassociateVpcCidrBlock",
            format_args!("{title}"),
            parameters,
        );
        Some(
            draft
                .yields(outputs)
                .until("the state of the block is `associated`")
                .takes("vpc-cidr-block.create"),
        )
    }

    /// The IPv6 block of a subnet; nothing if it has none.
    pub(super) fn ipv6_cidr(&self, at: usize) -> Option<Value> {
        let network = &self.graph.topology().network;
        let (ipv6, place) = (network.ipv6.as_ref()?, network.subnets[at].ipv6?);
        match &ipv6.own {
            Some(own) => own.subnet(place).map(|cidr| cidr.to_string().into()),
            None => Some(self.output(self.ipv6_block, OUTPUTS.get(place + 1)?).into()),
        }
    }

    pub(super) fn egress_only_gateway(&self) -> Draft {
        let parameters = self.tagged(self.in_vpc(), "egress-only-internet-gateway", "egress-only");
        Draft::create(
            "ec2",
            "CreateEgressOnlyInternetGateway",
            "DeleteEgressOnlyInternetGateway",
            format_args!("make an egress-only internet gateway"),
            parameters,
        )
        .yields(&["EgressOnlyInternetGatewayId"])
        .takes("egress-only-internet-gateway.create")
    }

    pub(super) fn ipv6_route(&self, at: usize) -> Option<Draft> {
        let table = &self.graph.topology().network.route_tables[at];
        let mut parameters = Object::new()
            .with("RouteTableId", self.route_table_id(at))
            .with("DestinationIpv6CidrBlock", "::/0");
        let target = match table.ipv6_route? {
            Ipv6Target::InternetGateway => {
                parameters.set("GatewayId", self.output(self.internet_gateway, "InternetGatewayId"));
                "the internet gateway"
            }
            Ipv6Target::EgressOnlyGateway => {
                let gateway = self.output(self.egress_only_gateway, "EgressOnlyInternetGatewayId");
                parameters.set("EgressOnlyInternetGatewayId", gateway);
                "the egress-only internet gateway"
            }
        };
        let draft = Draft::create(
            "ec2",
            "CreateRoute",
            "DeleteRoute",
            format_args!("route IPv6 of {} to {target}", table.name),
            parameters,
        );
        Some(draft.takes("route.create"))
    }
}
