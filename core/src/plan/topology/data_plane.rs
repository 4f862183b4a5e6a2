//! The customer's network as the document has it.

use super::View;
use crate::document::topology::{
    DataPlane, EniConfig, NatGateway, PodNetwork, SecurityGroup, Subnet, Vpc, VpcEndpoint, Zone,
};
use crate::id::ResourceId;
use crate::terms::{Owner, ResourceKind};
use crate::topology::network::ZoneKind;

/// Addresses that AWS keeps of every subnet.
const RESERVED_ADDRESSES: u32 = 5;

impl View<'_, '_> {
    pub(super) fn data_plane(&self) -> DataPlane {
        let topology = self.graph.topology();
        let network = &topology.network;
        let own_block = network.ipv6.as_ref().and_then(|ipv6| ipv6.own.as_ref());
        let ipv6 = network.ipv6.as_ref().map(|ipv6| match &ipv6.own {
            Some(own) => own.cidr.to_string(),
            None => "amazon".to_owned(),
        });
        let zones = network.zones.iter().map(|zone| Zone {
            id: zone.key().to_owned(),
            name: zone.name.clone().filter(|_| zone.id.is_some()),
            kind: match zone.kind {
                ZoneKind::Availability => None,
                ZoneKind::Local => Some("local-zone"),
                ZoneKind::Wavelength => Some("wavelength-zone"),
            },
        });
        let subnets = network.subnets.iter().enumerate().map(|(at, subnet)| Subnet {
            id: self.subnets[at].clone(),
            zone: subnet.zone.map(|zone| network.zones[zone].key().to_owned()),
            cidr: subnet.cidr.map(|cidr| cidr.to_string()),
            ipv6_cidr: subnet.ipv6.and_then(|place| own_block?.subnet(place)).map(|cidr| cidr.to_string()),
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
        let nat_gateways = network.nat_gateways.iter().map(|gateway| NatGateway {
            id: ResourceId::new(ResourceKind::NatGateway, &gateway.name).to_string(),
            subnet: self.subnets[gateway.subnet].clone(),
            serves: gateway.serves.iter().map(|&zone| network.zones[zone].key().to_owned()).collect(),
        });
        let endpoints = network.endpoints.iter().map(|endpoint| VpcEndpoint {
            id: ResourceId::new(ResourceKind::VpcEndpoint, endpoint.service).to_string(),
            service: endpoint.service_name.clone(),
            kind: if endpoint.gateway { "Gateway" } else { "Interface" },
            why: endpoint.why.to_owned(),
        });
        let groups = network.security_groups.iter().enumerate().map(|(at, group)| SecurityGroup {
            id: self.security_groups[at].clone(),
            purpose: group.purpose.clone(),
            owner: if group.made_by_eks { Owner::Aws } else { Owner::Customer },
            existing: group.existing.is_some(),
        });
        let mut subnets: Vec<Subnet> = subnets.collect();
        subnets.sort_by(|a, b| a.id.cmp(&b.id));
        let mut groups: Vec<SecurityGroup> = groups.collect();
        groups.sort_by(|a, b| a.id.cmp(&b.id));
        DataPlane {
            owner: Owner::Customer,
            vpc: Vpc {
                id: ResourceId::new(ResourceKind::Vpc, "main").to_string(),
                cidr: network.vpc.cidr.map(|cidr| cidr.to_string()),
                ipv6_cidr: ipv6,
                existing: network.is_existing(),
                origin: network.vpc.origin.document(),
            },
            zones: zones.collect(),
            subnets,
            nat_gateways: nat_gateways.collect(),
            endpoints: endpoints.collect(),
            pods: self.pods(),
            security_groups: groups,
        }
    }

    fn pods(&self) -> PodNetwork {
        let pods = &self.graph.topology().pod_network;
        let configs = pods.eni_configs.iter().map(|config| EniConfig {
            id: ResourceId::new(ResourceKind::EniConfig, &config.name).to_string(),
            name: config.name.clone(),
            subnet: self.subnets[config.subnet].clone(),
            security_groups: super::at(&self.security_groups, &config.security_groups),
        });
        PodNetwork {
            custom_networking: pods.custom,
            prefix_delegation: pods.prefixes,
            eni_configs: configs.collect(),
        }
    }
}
