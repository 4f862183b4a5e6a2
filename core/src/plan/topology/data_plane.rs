//! The customer's network as the document has it.

use super::View;
use crate::document::topology::{
    DataPlane, EniConfig, NatGateway, PodNetwork, SecurityGroup, Subnet, Vpc, VpcEndpoint, Zone,
};
use crate::id::{ResourceId, in_byte_order};
use crate::terms::{Owner, ResourceKind};
use crate::topology::network::ZoneKind;

/// Addresses that AWS keeps of every subnet.
const RESERVED_ADDRESSES: u32 = 5;

impl View<'_, '_> {
    pub(super) fn data_plane(&self) -> DataPlane {
        let network = &self.graph.topology().network;
        let ipv6 = network.ipv6.as_ref().map(|ipv6| match &ipv6.own {
            Some(own) => own.cidr.to_string(),
            None => "amazon".to_owned(),
        });
        DataPlane {
            owner: Owner::Customer,
            vpc: Vpc {
                id: ResourceId::new(ResourceKind::Vpc, "main").to_string(),
                cidr: network.vpc.cidr.map(|cidr| cidr.to_string()),
                ipv6_cidr: ipv6,
                existing: network.is_existing(),
                origin: network.vpc.origin.document(),
            },
            zones: self.zones(),
            subnets: self.subnets(),
            nat_gateways: self.nat_gateways(),
            endpoints: self.endpoints(),
            pods: self.pods(),
            security_groups: self.security_groups(),
        }
    }

    fn zones(&self) -> Vec<Zone> {
        let mut zones = Vec::new();
        for zone in &self.graph.topology().network.zones {
            zones.push(Zone {
                id: zone.key().to_owned(),
                name: zone.name.clone().filter(|_| zone.id.is_some()),
                kind: match zone.kind {
                    ZoneKind::Availability => None,
                    ZoneKind::Local => Some("local-zone"),
                    ZoneKind::Wavelength => Some("wavelength-zone"),
                },
            });
        }
        zones
    }

    /// By id.
    fn subnets(&self) -> Vec<Subnet> {
        let topology = self.graph.topology();
        let network = &topology.network;
        let own_block = network.ipv6.as_ref().and_then(|ipv6| ipv6.own.as_ref());
        let mut subnets = Vec::new();
        for at in in_byte_order(&self.subnets) {
            let subnet = &network.subnets[at];
            subnets.push(Subnet {
                id: self.subnets[at].to_owned(),
                zone: subnet.zone.map(|zone| network.zones[zone].key().to_owned()),
                cidr: subnet.cidr.map(|cidr| cidr.to_string()),
                ipv6_cidr: subnet
                    .ipv6
                    .and_then(|place| own_block?.subnet(place))
                    .map(|cidr| cidr.to_string()),
                dual_stack: subnet.ipv6.is_some(),
                visibility: if subnet.public { "public" } else { "private" },
                cluster_subnet: topology.cluster.subnets.contains(&at),
                usable_addresses: subnet.cidr.map(|cidr| {
                    let all = 1_u64 << (32 - u32::from(cidr.prefix_len()));
                    u32::try_from(all).unwrap_or(u32::MAX).saturating_sub(RESERVED_ADDRESSES)
                }),
                outpost: subnet.outpost.clone(),
                existing: subnet.existing.is_some(),
                origin: subnet.origin.document(),
            });
        }
        subnets
    }

    fn nat_gateways(&self) -> Vec<NatGateway> {
        let network = &self.graph.topology().network;
        let mut gateways = Vec::new();
        for gateway in &network.nat_gateways {
            let mut serves = Vec::new();
            for &zone in &gateway.serves {
                serves.push(network.zones[zone].key().to_owned());
            }
            gateways.push(NatGateway {
                id: ResourceId::new(ResourceKind::NatGateway, &gateway.name).to_string(),
                subnet: self.subnets[gateway.subnet].to_owned(),
                serves,
            });
        }
        gateways
    }

    fn endpoints(&self) -> Vec<VpcEndpoint> {
        let mut endpoints = Vec::new();
        for endpoint in &self.graph.topology().network.endpoints {
            endpoints.push(VpcEndpoint {
                id: ResourceId::new(ResourceKind::VpcEndpoint, endpoint.service).to_string(),
                service: endpoint.service_name.clone(),
                kind: if endpoint.gateway { "Gateway" } else { "Interface" },
                why: endpoint.why.to_owned(),
            });
        }
        endpoints
    }

    /// By id.
    fn security_groups(&self) -> Vec<SecurityGroup> {
        let mut groups = Vec::new();
        for at in in_byte_order(&self.security_groups) {
            let group = &self.graph.topology().network.security_groups[at];
            groups.push(SecurityGroup {
                id: self.security_groups[at].to_owned(),
                purpose: group.purpose.clone(),
                owner: if group.made_by_eks { Owner::Aws } else { Owner::Customer },
                existing: group.existing.is_some(),
            });
        }
        groups
    }

    fn pods(&self) -> PodNetwork {
        let pods = &self.graph.topology().pod_network;
        let mut eni_configs = Vec::new();
        for config in &pods.eni_configs {
            eni_configs.push(EniConfig {
                id: ResourceId::new(ResourceKind::EniConfig, &config.name).to_string(),
                name: config.name.clone(),
                subnet: self.subnets[config.subnet].to_owned(),
                security_groups: super::at(&self.security_groups, &config.security_groups),
            });
        }
        PodNetwork { custom_networking: pods.custom, prefix_delegation: pods.prefixes, eni_configs }
    }
}
