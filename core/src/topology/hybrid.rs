//! Hybrid nodes: machines on the customer's premises, and the way between them and the VPC.

use ipnet::Ipv4Net;

use super::Origin;

/// Networks on the customer's premises, and how the VPC reaches them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// Addresses of the nodes.
    pub nodes: Vec<Ipv4Net>,
    /// Addresses of their pods.
    pub pods: Vec<Ipv4Net>,
    /// What joins the VPC to them, if the plan attaches it.
    pub gateway: Option<Gateway>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Remote {
    /// All networks: those of the nodes, then those of the pods.
    pub fn all(&self) -> Vec<Ipv4Net> {
        [&self.nodes[..], &self.pods[..]].concat()
    }
}

/// A gateway to the customer's premises, which stands already, and what the plan joins to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gateway {
    /// Its id.
    pub id: String,
    /// What kind it is.
    pub kind: GatewayKind,
    /// Indexes of the subnets that a transit gateway's attachment stands in.
    pub subnets: Vec<usize>,
    /// Routes that lead to it.
    pub routes: Vec<Route>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A kind of gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayKind {
    /// A transit gateway, `tgw-...`.
    Transit,
    /// A virtual private gateway, `vgw-...`.
    VirtualPrivate,
}

/// A route to a remote network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Index of the route table.
    pub table: usize,
    /// The network.
    pub destination: Ipv4Net,
}

/// How hybrid nodes get into the cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hybrid {
    /// Who hands them credentials.
    pub provider: Provider,
    /// Index of their role.
    pub role: usize,
    /// The trust anchor of the customer's certificates, if the plan makes it and a profile of Roles Anywhere.
    pub trust_anchor: Option<TrustAnchor>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Who hands hybrid nodes their credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Systems Manager, by hybrid activations.
    Ssm,
    /// IAM Roles Anywhere, by certificates.
    RolesAnywhere,
}

impl Provider {
    /// What `nodeadm install --credential-provider` calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ssm => "ssm",
            Self::RolesAnywhere => "iam-ra",
        }
    }
}

/// What Roles Anywhere trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustAnchor {
    /// The certificate authority's certificate, as PEM.
    pub certificate: String,
    /// Where it comes from.
    pub origin: Origin,
}
