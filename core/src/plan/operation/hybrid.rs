//! Calls for hybrid nodes: the gateway's attachment, routes, Roles Anywhere; and what only the user does.

use serde_json::Value;

use super::{Calls, Draft, listed};
use crate::document::json::{Object, one};
use crate::plan::literal::literal;
use crate::topology::hybrid::{Gateway, GatewayKind, Provider};

impl Calls<'_, '_> {
    fn gateway(&self) -> Option<&Gateway> {
        self.graph.topology().network.remote.as_ref()?.gateway.as_ref()
    }

    pub(super) fn remote_attachment(&self) -> Option<Draft> {
        let gateway = self.gateway()?;
        let (id, vpc) = (literal(&gateway.id), self.vpc_id());
        let title = format!("attach the VPC to {}", gateway.id);
        Some(match gateway.kind {
            GatewayKind::Transit => {
                let parameters = Object::new()
                    .with("TransitGatewayId", id)
                    .with("VpcId", vpc)
                    .with("SubnetIds", self.subnet_ids(&gateway.subnets))
                    .with(
                        "TagSpecifications",
                        self.ec2_tags("transit-gateway-attachment", "remote-networks", None),
                    );
                Draft::create("ec2", "CreateTransitGatewayVpcAttachment", title, parameters)
                    .yields(&["TransitGatewayAttachmentId"])
                    .until("the attachment is available")
                    .permits(&["ec2:CreateTags"])
                    .takes("transit-gateway-attachment.create")
                    .undo("ec2", "DeleteTransitGatewayVpcAttachment")
            }
            GatewayKind::VirtualPrivate => {
                let parameters = Object::new().with("VpnGatewayId", id).with("VpcId", vpc);
                Draft::create("ec2", "AttachVpnGateway", title, parameters)
                    .until("the gateway is attached")
                    .takes("vpn-gateway.attach")
                    .undo("ec2", "DetachVpnGateway")
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
            .with(member, literal(&gateway.id));
        let title = format!("route {} of {table} to {}", route.destination, gateway.id);
        let draft = Draft::create("ec2", "CreateRoute", title, parameters);
        Some(draft.takes("route.create").undo("ec2", "DeleteRoute"))
    }

    pub(super) fn trust_anchor(&self) -> Option<Draft> {
        let anchor = self.graph.topology().hybrid.as_ref()?.trust_anchor.as_ref()?;
        let data = Object::new().with("x509CertificateData", literal(&anchor.certificate));
        let source = Object::new().with("sourceType", "CERTIFICATE_BUNDLE").with("sourceData", data);
        let parameters = Object::new()
            .with("name", self.anywhere_name("ca"))
            .with("enabled", true)
            .with("source", source)
            .with("tags", self.anywhere_tags());
        let title = "make the trust anchor of the hybrid nodes".to_owned();
        Some(
            Draft::create("rolesanywhere", "CreateTrustAnchor", title, parameters)
                .yields(&["TrustAnchorArn"])
                .permits(&["rolesanywhere:TagResource"])
                .takes("roles-anywhere.create")
                .undo("rolesanywhere", "DeleteTrustAnchor"),
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
        let title = "make the Roles Anywhere profile of the hybrid nodes".to_owned();
        Some(
            Draft::create("rolesanywhere", "CreateProfile", title, parameters)
                .yields(&["ProfileArn"])
                .permits(&["iam:PassRole", "rolesanywhere:TagResource"])
                .takes("roles-anywhere.create")
                .undo("rolesanywhere", "DeleteProfile"),
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
            Draft::gate("join the hybrid nodes with nodeadm, on each host".to_owned(), condition)
                .takes("hybrid-nodes.join"),
        )
    }
}
