//! What the launch template says beside the image and the volumes: metadata, names, and what is passed on.

use serde_json::{Map, Value};

use super::efa;
use super::node_group::Written;
use crate::document::json::Object;
use crate::spec::CapacityReservation;
use crate::topology::compute::{LaunchTemplate, Placement};
use crate::topology::lower::context::{Context, owned};
use crate::topology::lower::named::filled;

/// A launch template of the plan's.
pub(super) fn made(group: &Written<'_>) -> LaunchTemplate {
    let base = group.base;
    let is = |switch: &Option<crate::spec::Located<bool>>, wanted: bool| {
        switch.as_ref().is_some_and(|switch| switch.value == wanted)
    };
    let no_pod_metadata = is(&base.disable_pod_imds, true);
    LaunchTemplate::Made {
        imds_v1: is(&base.disable_imds_v1, false) && !no_pod_metadata,
        hop_limit: if no_pod_metadata { 1 } else { 2 },
        data: data(group),
    }
}

fn market<'s>(group: &Written<'s>) -> Option<&'s str> {
    let market = group.base.instance_market_options.as_ref()?;
    filled(&market.market_type).map(|market| market.value.as_str())
}

/// True if the nodes run on a capacity block.
pub(super) fn is_block(group: &Written<'_>) -> bool {
    market(group) == Some("capacity-block")
}

fn data(group: &Written<'_>) -> Map<String, Value> {
    let base = group.base;
    let mut data = Object::new();
    if let Some(optimized) = &base.ebs_optimized {
        data.set("EbsOptimized", optimized.value);
    }
    if let Some(monitoring) = &base.enable_detailed_monitoring {
        data.set("Monitoring", Object::new().with("Enabled", monitoring.value));
    }
    if let Some(reservation) = &base.capacity_reservation {
        data.set("CapacityReservationSpecification", specification(reservation));
        if let Some(market) = market(group) {
            data.set("InstanceMarketOptions", Object::new().with("MarketType", market));
        }
    }
    if let Some(own) = group.self_managed() {
        if let Some(credits) = filled(&own.cpu_credits) {
            data.set("CreditSpecification", Object::new().with("CpuCredits", credits.as_str()));
        }
        if let Some(enclave) = &own.enclave_enabled {
            data.set("EnclaveOptions", Object::new().with("Enabled", enclave.value));
        }
    }
    data.into_members()
}

fn specification(reservation: &CapacityReservation) -> Object {
    let mut specification = Object::new();
    if let Some(preference) = filled(&reservation.capacity_reservation_preference) {
        specification.set("CapacityReservationPreference", preference.as_str());
    }
    if let Some(written) = &reservation.capacity_reservation_target {
        let mut target = Object::new();
        if let Some(id) = filled(&written.capacity_reservation_id) {
            target.set("CapacityReservationId", id.as_str());
        }
        if let Some(arn) = filled(&written.capacity_reservation_resource_group_arn) {
            target.set("CapacityReservationResourceGroupArn", arn.as_str());
        }
        if !target.is_empty() {
            specification.set("CapacityReservationTarget", target);
        }
    }
    specification
}

/// The tag `Name` of the instances, as eksctl puts it together.
pub(super) fn instance_name(cx: &Context<'_>, group: &Written<'_>) -> String {
    let chosen = owned(&group.base.instance_name);
    let name = chosen.unwrap_or_else(|| format!("{}-{}-Node", cx.name, group.name));
    match filled(&group.base.instance_prefix) {
        Some(prefix) => format!("{}-{name}", prefix.value),
        None => name,
    }
}

/// The placement group that the user names, or the one that EFA asks for.
pub(super) fn placement(cx: &mut Context<'_>, group: &Written<'_>) -> Option<Placement> {
    if group.has_own_template() {
        return None;
    }
    let Some(placement) = &group.base.placement else {
        // eksctl takes it that a reservation was made with a placement group.
        let is_reserved = group.managed().is_some() && group.base.capacity_reservation.is_some();
        return (efa::switch(group).is_some() && !is_reserved).then_some(Placement::Made);
    };
    match filled(&placement.group_name) {
        Some(name) => Some(Placement::Existing(name.value.clone())),
        None => {
            cx.missing(
                "groupName",
                &placement.at,
                format_args!("`placement` of node group `{}` names no placement group", group.name),
                "write the name of a placement group",
            );
            None
        }
    }
}
