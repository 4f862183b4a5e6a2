//! The network interfaces of a launch template.

use serde_json::Value;

use super::Calls;
use crate::document::json::{Object, one};
use crate::topology::compute::{NodeGroup, NodeGroupKind};
use crate::topology::network::ZoneKind;

impl Calls<'_, '_> {
    /// Security groups and what carries them: interfaces for nodes of one's own and for EFA, else the groups alone.
    pub(super) fn network_interfaces(&self, group: &NodeGroup, data: &mut Object) {
        let groups = self.security_group_ids(&group.security_groups);
        let self_managed = group.kind == NodeGroupKind::SelfManaged;
        if let Some(interfaces) = group.efa.as_ref().filter(|interfaces| !interfaces.is_empty()) {
            let mut all: Vec<Value> = Vec::new();
            for interface in interfaces {
                let value = Object::new()
                    // The first card has the primary interface; on each further one it is the second.
                    .with("DeviceIndex", u32::from(interface.card > 0))
                    .with("NetworkCardIndex", interface.card)
                    .with("Groups", groups.clone())
                    .with("InterfaceType", if interface.efa { Some("efa") } else { None });
                all.push(value.known().into());
            }
            data.set("NetworkInterfaces", all);
        } else if self_managed {
            let interface = Object::new()
                .with("DeviceIndex", 0_u32)
                .with(self.public_address(group), !group.private_networking)
                .with("Groups", groups);
            data.set("NetworkInterfaces", one(interface));
        } else if !groups.is_empty() {
            data.set("SecurityGroupIds", groups);
        }
    }

    /// In a Wavelength Zone the carrier gives public addresses.
    fn public_address(&self, group: &NodeGroup) -> &'static str {
        let network = &self.graph.topology().network;
        let is_at_carrier = |&at: &usize| network.zone_kind(at) == ZoneKind::Wavelength;
        match !group.subnets.is_empty() && group.subnets.iter().all(is_at_carrier) {
            true => "AssociateCarrierIpAddress",
            false => "AssociatePublicIpAddress",
        }
    }
}
