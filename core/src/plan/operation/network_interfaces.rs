//! The network interfaces of a launch template.

use serde_json::{Map, Value, json};

use super::Calls;
use crate::topology::compute::{NodeGroup, NodeGroupKind};
use crate::topology::network::ZoneKind;

impl Calls<'_, '_> {
    /// Security groups and what carries them: interfaces for nodes of one's own and for EFA, else the groups alone.
    pub(super) fn network_interfaces(&self, group: &NodeGroup, data: &mut Map<String, Value>) {
        let groups: Vec<_> = group.security_groups.iter().map(|&at| self.security_group(at)).collect();
        let self_managed = group.kind == NodeGroupKind::SelfManaged;
        if let Some(interfaces) = group.efa.as_ref().filter(|interfaces| !interfaces.is_empty()) {
            let interfaces = interfaces.iter().map(|interface| {
                let mut value = json!({
                    // The first card has the primary interface; on each further one it is the second.
                    "DeviceIndex": u8::from(interface.card > 0),
                    "NetworkCardIndex": interface.card,
                    "Groups": groups,
                });
                if interface.efa {
                    value["InterfaceType"] = "efa".into();
                }
                value
            });
            data.insert("NetworkInterfaces".to_owned(), interfaces.collect());
        } else if self_managed {
            data.insert(
                "NetworkInterfaces".to_owned(),
                json!([{
                    "DeviceIndex": 0,
                    (self.public_address(group)): !group.private_networking,
                    "Groups": groups,
                }]),
            );
        } else if !groups.is_empty() {
            data.insert("SecurityGroupIds".to_owned(), groups.into());
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
