//! The customer's network: VPC, zones, subnets, routes, NAT gateways, endpoints, security groups.

use ipnet::{Ipv4Net, Ipv6Net};

use super::Origin;
use super::hybrid::Remote;

/// The network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The VPC.
    pub vpc: Vpc,
    /// IPv6 addresses that the plan gives it.
    pub ipv6: Option<Ipv6>,
    /// Zones of its subnets.
    pub zones: Vec<Zone>,
    /// Its subnets.
    pub subnets: Vec<Subnet>,
    /// True if the plan makes an internet gateway.
    pub internet_gateway: bool,
    /// True if the plan makes an egress-only internet gateway.
    pub egress_only_gateway: bool,
    /// NAT gateways that the plan makes.
    pub nat_gateways: Vec<NatGateway>,
    /// Route tables that the plan makes.
    pub route_tables: Vec<RouteTable>,
    /// VPC endpoints that the plan makes.
    pub endpoints: Vec<Endpoint>,
    /// Security groups, made or used.
    pub security_groups: Vec<SecurityGroup>,
    /// Indexes of the groups that the cross-account ENIs carry beside the cluster security group.
    pub control_plane_groups: Vec<usize>,
    /// Index of the group that self-managed nodes and interface endpoints share.
    pub shared_node_group: usize,
    /// Rules that the plan makes.
    pub rules: Vec<Rule>,
    /// Networks on the customer's premises.
    pub remote: Option<Remote>,
}

impl Network {
    /// True if the VPC stood before the plan.
    pub fn is_existing(&self) -> bool {
        self.vpc.existing.is_some()
    }

    /// The kind of zone that a subnet stands in; an availability zone where nobody said it.
    pub fn zone_kind(&self, subnet: usize) -> ZoneKind {
        let zone = self.subnets.get(subnet).and_then(|subnet| subnet.zone);
        zone.and_then(|zone| self.zones.get(zone)).map_or(ZoneKind::Availability, |zone| zone.kind)
    }

    /// Indexes of the subnets of which this is true.
    pub(crate) fn subnets_where(&self, takes: &dyn Fn(&Subnet) -> bool) -> Vec<usize> {
        let subnets = self.subnets.iter().enumerate();
        subnets.filter(|(_, subnet)| takes(subnet)).map(|(index, _)| index).collect()
    }

    /// The route table that the plan associates with a subnet.
    pub fn route_table_of(&self, subnet: usize) -> Option<usize> {
        self.route_tables.iter().position(|table| table.subnets.contains(&subnet))
    }
}

/// The VPC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vpc {
    /// Its id, if it stands already.
    pub existing: Option<String>,
    /// Its IPv4 block, where it is known.
    pub cidr: Option<Ipv4Net>,
    /// `ip-name` or `resource-name`, if it was chosen.
    pub hostname_type: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Vpc {
    /// Its id, if it stands already and somebody said which it is.
    pub(crate) fn id(&self) -> Option<&str> {
        self.existing.as_deref().filter(|id| !id.is_empty())
    }
}

/// IPv6 addresses of a VPC that the plan makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ipv6 {
    /// The user's own block; absent if Amazon gives one.
    pub own: Option<Ipv6Pool>,
    /// True if whatever starts in a subnet gets an IPv6 address.
    pub assigns: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// A block of addresses that the user brought to AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ipv6Pool {
    /// The block of the VPC.
    pub cidr: Ipv6Net,
    /// The pool that it is taken from.
    pub pool: String,
}

impl Ipv6Pool {
    /// The block of a subnet: the one at this place among those of /64.
    pub fn subnet(&self, place: usize) -> Option<Ipv6Net> {
        let bits = 64_u32.checked_sub(self.cidr.prefix_len().into())?;
        let place = u128::try_from(place).ok().filter(|place| place >> bits == 0)?;
        let first = u128::from(self.cidr.network());
        Ipv6Net::new((first + (place << 64)).into(), 64).ok()
    }
}

/// A zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// What names it in ids, unique in the network: its id, else its name, else `zone-1` and so on.
    pub key: String,
    /// Its id, as `euw1-az1`, where it is known.
    pub id: Option<String>,
    /// Its name in this account, where the input says it.
    pub name: Option<String>,
    /// What kind of zone it is.
    pub kind: ZoneKind,
}

/// A kind of zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneKind {
    /// An availability zone.
    Availability,
    /// A Local Zone.
    Local,
    /// A Wavelength Zone.
    Wavelength,
}

impl ZoneKind {
    /// What people call it.
    pub fn called(self) -> &'static str {
        match self {
            Self::Availability => "availability zone",
            Self::Local => "Local Zone",
            Self::Wavelength => "Wavelength Zone",
        }
    }
}

impl Zone {
    /// What names it in ids.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// A subnet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subnet {
    /// Its name, as `private-euw1-az1`; an existing one's id or the name that the spec gives it.
    pub name: String,
    /// Names by which node groups may call it: its key in the spec, its id, its zone.
    pub aliases: Vec<String>,
    /// Its id, if it stands already; empty if it stands but nobody said its id.
    pub existing: Option<String>,
    /// True if its default route leads to an internet gateway.
    pub public: bool,
    /// True if it is for the control plane or for pods alone, and no node group may stand in it by default.
    pub set_apart: bool,
    /// Index of its zone, where it is known.
    pub zone: Option<usize>,
    /// Its IPv4 block, where it is known.
    pub cidr: Option<Ipv4Net>,
    /// The place of its IPv6 block among the VPC's blocks of /64, if the plan gives it one.
    pub ipv6: Option<usize>,
    /// The ARN of the Outpost that it stands on.
    pub outpost: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A NAT gateway with its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NatGateway {
    /// Its name: the zone it stands in.
    pub name: String,
    /// Index of the public subnet that it stands in.
    pub subnet: usize,
    /// Indexes of the zones whose private subnets leave by it.
    pub serves: Vec<usize>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A route table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteTable {
    /// Its name: `public`, or `private-ZONE`.
    pub name: String,
    /// Indexes of the subnets that use it.
    pub subnets: Vec<usize>,
    /// Where its default route leads.
    pub default_route: Option<Target>,
    /// Where its default route for IPv6 leads.
    pub ipv6_route: Option<Ipv6Target>,
}

/// Where a route for IPv6 leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ipv6Target {
    /// To the internet gateway.
    InternetGateway,
    /// To the egress-only internet gateway.
    EgressOnlyGateway,
}

/// Where a route leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To the internet gateway.
    InternetGateway,
    /// To the NAT gateway of this index.
    NatGateway(usize),
}

/// A VPC endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The service's key, as `ecr.api`.
    pub service: &'static str,
    /// The service's name, as `com.amazonaws.eu-west-1.ecr.api`.
    pub service_name: String,
    /// True for a gateway endpoint.
    pub gateway: bool,
    /// What needs it.
    pub why: &'static str,
    /// Indexes of the subnets that an interface endpoint stands in.
    pub subnets: Vec<usize>,
    /// Indexes of the route tables that a gateway endpoint is entered in.
    pub route_tables: Vec<usize>,
    /// Index of an interface endpoint's security group.
    pub security_group: Option<usize>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityGroup {
    /// Its name in ids: `control-plane`, `shared-node`, `node-group.NAME`, `ssh.NAME`, `eks-cluster`, or an existing one's id.
    pub name: String,
    /// Its id, if it stands already.
    pub existing: Option<String>,
    /// What it is for.
    pub purpose: String,
    /// True for the cluster security group, which EKS makes.
    pub made_by_eks: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// The index of the cluster security group: always the first of the list.
pub const CLUSTER_SECURITY_GROUP: usize = 0;

/// What the route tables of existing private subnets are called among the unknowns.
pub const UNKNOWN_ROUTE_TABLES: &str = "route tables of the private subnets";

/// The port of HTTPS, which the Kubernetes API and those of AWS have too.
pub(crate) const HTTPS: (u16, u16) = (443, 443);

/// A rule of a security group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name in ids.
    pub name: String,
    /// Index of the group that it opens.
    pub group: usize,
    /// True if it lets out, false if it lets in.
    pub egress: bool,
    /// From whom, or to whom.
    pub from: Peer,
    /// `-1` for all, else `tcp`.
    pub protocol: &'static str,
    /// First and last port; absent for all.
    pub ports: Option<(u16, u16)>,
    /// What it is for.
    pub purpose: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// The other side of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peer {
    /// The security group of this index.
    Group(usize),
    /// An IPv4 block.
    Cidr(String),
    /// An IPv6 block.
    Cidr6(String),
}
