//! The control plane of a local cluster as the document has it.

use crate::document::topology::{ControlPlane, CrossAccountEnis, EtcdOnOutpost, OutpostControlPlane, Part};
use crate::terms::Owner;
use crate::topology::outpost::Outpost;

/// How many instances EKS starts; nobody may change it.
const INSTANCES: u32 = 3;

/// Puts the control plane onto the Outpost.
pub(super) fn place(plane: &mut ControlPlane, outpost: &Outpost) {
    let part = |exactly, note| Part { at_least: None, exactly, hidden: false, note };
    plane.owner = Owner::Customer;
    plane.zones = Vec::new();
    plane.api_servers = part(Some(INSTANCES), "on three instances in your account, which EKS runs");
    plane.etcd_members = match outpost.etcd {
        Some(_) => part(None, "on instances of their own in your account"),
        None => part(Some(INSTANCES), "beside the API servers, on the same three instances"),
    };
    plane.scheduler = part(None, "runs beside the API servers");
    plane.controller_manager = part(None, "runs beside the API servers");
    plane.load_balancer = part(Some(0), "none: the endpoint's name leads to the addresses of the instances");
    plane.auto_scaling = part(Some(0), "none: EKS does not make the instances larger");
    plane.outpost = Some(OutpostControlPlane {
        arn: outpost.arn.clone(),
        instances: INSTANCES,
        instance_type: outpost.instance_type.clone(),
        placement_group: outpost.placement_group.as_ref().map(|(name, _)| name.clone()),
        spread_level: outpost.spread.clone(),
        etcd: outpost.etcd.as_ref().map(|etcd| EtcdOnOutpost {
            instance_type: etcd.instance_type.clone(),
            spread_level: etcd.spread.clone(),
        }),
    });
}

/// The control plane stands in the customer's VPC itself, so nothing has to reach into it.
pub(super) fn no_enis() -> CrossAccountEnis {
    CrossAccountEnis {
        min: 0,
        max: 0,
        subnets: Vec::new(),
        security_groups: Vec::new(),
        free_addresses_per_subnet: 0,
        free_addresses_recommended: 0,
        carries: Vec::new(),
    }
}
