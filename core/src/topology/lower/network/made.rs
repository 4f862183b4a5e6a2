//! How parts are entered in a network.

use crate::diagnostic::Place;
use crate::topology::Origin;
use crate::topology::network::{CLUSTER_SECURITY_GROUP, Network, Peer, Rule, SecurityGroup, Subnet};

impl Subnet {
    /// A subnet of which no more is known.
    #[inline(never)]
    pub(in crate::topology::lower) fn new(name: String, public: bool, origin: Origin) -> Self {
        Self {
            name,
            aliases: Vec::new(),
            existing: None,
            public,
            set_apart: false,
            zone: None,
            cidr: None,
            ipv6: None,
            outpost: None,
            origin,
        }
    }
}

impl Network {
    /// Enters a security group of the plan's, and returns its index.
    pub(in crate::topology::lower) fn add_group(
        &mut self,
        name: String,
        purpose: String,
        origin: Origin,
    ) -> usize {
        self.security_groups.push(SecurityGroup {
            name,
            existing: None,
            purpose,
            made_by_eks: false,
            origin,
        });
        self.security_groups.len() - 1
    }

    /// The index of the security group that stands already under this id: one for all that use it.
    pub(in crate::topology::lower) fn use_group(&mut self, id: &str, purpose: &str, place: &Place) -> usize {
        let found = self.security_groups.iter().position(|group| group.existing.as_deref() == Some(id));
        found.unwrap_or_else(|| {
            let at = self.add_group(id.to_owned(), purpose.to_owned(), Origin::field(place));
            self.security_groups[at].existing = Some(id.to_owned());
            at
        })
    }

    /// The route tables of private subnets.
    pub(in crate::topology::lower) fn private_route_tables(&self) -> Vec<usize> {
        let is_private = |at: &usize| self.subnets.get(*at).is_some_and(|subnet| !subnet.public);
        let mut tables = Vec::new();
        for (at, table) in self.route_tables.iter().enumerate() {
            if table.subnets.iter().any(is_private) {
                tables.push(at);
            }
        }
        tables
    }

    /// The first group that the control plane's interfaces carry beside the cluster security group.
    pub(in crate::topology::lower) fn control_plane_group(&self) -> usize {
        self.control_plane_groups.first().copied().unwrap_or(CLUSTER_SECURITY_GROUP)
    }

    /// Enters a rule that lets a peer into a group: on ports of TCP, or with whatever it says.
    #[inline(never)]
    pub(in crate::topology::lower) fn allow(
        &mut self,
        name: String,
        group: usize,
        from: Peer,
        ports: Option<(u16, u16)>,
        purpose: &str,
        origin: &Origin,
    ) -> &mut Rule {
        let at = self.rules.len();
        self.rules.push(Rule {
            name,
            group,
            egress: false,
            from,
            protocol: if ports.is_some() { "tcp" } else { "-1" },
            ports,
            purpose: purpose.to_owned(),
            origin: origin.clone(),
        });
        &mut self.rules[at]
    }
}
