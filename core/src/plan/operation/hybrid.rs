//! Calls for hybrid nodes: the gateway's attachment, routes, Roles Anywhere; and what only the user does.

use serde_json::Value;

use super::{Calls, Draft, listed};
use crate::document::json::{Object, one};
use crate::topology::hybrid::{Gateway, GatewayKind, Provider};

impl Calls<'_, '_> {
    fn gateway(&self) -> Option<&Gateway> {
        self.graph.topology().network.remote.as_ref()?.gateway.as_ref()
    }

    pub(super) fn remote_attachment(&self) -> Option<Draft> {
        let gateway = self.gateway()?;
        Some(match gateway.kind {
            GatewayKind::Transit => {
                let parameters = self
                    .in_vpc()
                    .literal("TransitGatewayId", &gateway.id)
                    .with("SubnetIds", self.subnet_ids(&gateway.subnets));
                let parameters = self.tagged(parameters, "transit-gateway-attachment", "remote-networks");
                Draft::create(
                    "ec2",
                    "CreateTransitGatewayVpcAttachment",
                    "DeleteTransitGatewayVpcAttachment",
                    format_args!("attach the VPC to {}", gateway.id),
                    parameters,
                )
                .yields(&["TransitGatewayAttachmentId"])
                .until("the attachment is available")
                .takes("transit-gateway-attachment.create")
            }
            GatewayKind::VirtualPrivate => {
                let parameters = self.in_vpc().literal("VpnGatewayId", &gateway.id);
                Draft::create(
                    "ec2",
                    "AttachVpnGateway",
                    "DetachVpnGateway",
                    format_args!("attach the VPC to {}", gateway.id),
                    parameters,
                )
                .until("the gateway is attached")
                .takes("vpn-gateway.attach")
            }
        })
    }

    pub(super) fn remote_route(&self, at: usize) -> Option<Draft> {
        let gateway = self.gateway()?;
        let route = gateway.routes.get(at)?;
        let table = &self.graph.topology().network.route_tables[route.table].name;
        let member = match gateway.kind {
            GatewayKind::Transit => "TransitGatewayId",
            GatewayKind::VirtualPrivate => "GatewayId",
        };
        let parameters = Object::new()
            .with("RouteTableId", self.route_table_id(route.table))
            .with("DestinationCidrBlock", route.destination.to_string())
            .literal(member, &gateway.id);
        let draft = Draft::create(
            "ec2",
            "CreateRoute",
            "DeleteRoute",
            format_args!("route {} of {table} to {}", route.destination, gateway.id),
            parameters,
        );
        Some(draft.takes("route.create"))
    }

    pub(super) fn trust_anchor(&self) -> Option<Draft> {
        let anchor = self.graph.topology().hybrid.as_ref()?.trust_anchor.as_ref()?;
        let data = Object::new().literal("x509CertificateData", &anchor.certificate);
        let source = Object::new().with("sourceType", "CERTIFICATE_BUNDLE").with("sourceData", data);
        let parameters = Object::new()
            .with("name", self.anywhere_name("ca"))
            .with("enabled", true)
            .with("source", source)
            .with("tags", self.anywhere_tags());
        Some(
            Draft::create(
                "rolesanywhere",
                "CreateTrustAnchor",
                "DeleteTrustAnchor",
                format_args!("make the trust anchor of the hybrid nodes"),
                parameters,
            )
            .yields(&["TrustAnchorArn"])
            .permits(&["rolesanywhere:TagResource"])
            .takes("roles-anywhere.create"),
        )
    }

    pub(super) fn anywhere_profile(&self) -> Option<Draft> {
        let hybrid = self.graph.topology().hybrid.as_ref()?;
        let parameters = Object::new()
            .with("name", self.anywhere_name("hybrid-nodes"))
            .with("enabled", true)
            .with("roleArns", one(self.role_arn(hybrid.role)))
            .with("acceptRoleSessionName", true)
            .with("tags", self.anywhere_tags());
        Some(
            Draft::create(
                "rolesanywhere",
                "CreateProfile",
                "DeleteProfile",
                format_args!("make the Roles Anywhere profile of the hybrid nodes"),
                parameters,
            )
            .yields(&["ProfileArn"])
            .permits(&["iam:PassRole", "rolesanywhere:TagResource"])
            .takes("roles-anywhere.create"),
        )
    }

    fn anywhere_name(&self, part: &str) -> String {
        format!("{}-{part}", self.cluster_name())
    }

    fn anywhere_tags(&self) -> Value {
        listed(&self.graph.topology().cluster.tags, ["key", "value"])
    }

    /// Machines on the premises are the user's to join.
    pub(super) fn hybrid_nodes(&self) -> Option<Draft> {
        let topology = self.graph.topology();
        let hybrid = topology.hybrid.as_ref()?;
        let by = match hybrid.provider {
            Provider::Ssm => "the id and code of a hybrid activation for their role",
            Provider::RolesAnywhere => "the host's certificate, the trust anchor, the profile and their role",
        };
        let condition = format!(
            "every host has run `nodeadm install {} --credential-provider {}` and `nodeadm init` with {by}; a CNI (Cilium or Calico) runs, and the nodes are Ready",
            topology.cluster.version,
            hybrid.provider.as_str(),
        );
        Some(
            Draft::gate(format_args!("join the hybrid nodes with nodeadm, on each host"), condition)
                .takes("hybrid-nodes.join"),
        )
    }
}
