//! The Elastic Fabric Adapter: its interfaces, and the one zone that its instances stand in.

use super::node_group::Written;
use crate::catalog;
use crate::diagnostic::Code;
use crate::spec::Located;
use crate::topology::compute::Interface;
use crate::topology::lower::context::Context;
use crate::topology::network::Network;

/// The switch, if it is on.
pub(super) fn switch<'s>(group: &Written<'s>) -> Option<&'s Located<bool>> {
    group.base.efa_enabled.as_ref().filter(|switch| switch.value)
}

/// The interfaces of an instance: as many as the smallest of the types has. Absent without EFA, and none if the
/// launch template is the user's.
pub(super) fn interfaces(
    cx: &mut Context<'_>,
    group: &Written<'_>,
    types: &[String],
) -> Option<Vec<Interface>> {
    let switch = switch(group)?;
    let mut smallest: Option<catalog::InstanceType> = None;
    for name in types {
        let Some(instance) = catalog::instance_type(name) else { continue };
        if instance.efa_interfaces() == 0 {
            let help = "choose instance types that have one, as `c5n.18xlarge` or `p5.48xlarge`";
            cx.refuse_as(
                Code::ComputeEfa,
                &switch.at,
                format_args!("`{}` of node group `{}` has no EFA", instance.name(), group.name),
                help,
            );
        } else if smallest.is_none_or(|it| instance.efa_interfaces() < it.efa_interfaces()) {
            smallest = Some(instance);
        }
    }
    if group.has_own_template() {
        return Some(Vec::new());
    }
    let Some(instance) = smallest else { return Some(vec![Interface { card: 0, efa: true }]) };
    let first = u8::from(!instance.efa_on_first_card());
    let mut interfaces = Vec::new();
    if first > 0 {
        interfaces.push(Interface { card: 0, efa: false });
    }
    for card in first..first.saturating_add(instance.efa_interfaces()) {
        interfaces.push(Interface { card, efa: true });
    }
    Some(interfaces)
}

/// Leaves the subnets of one zone: instances of one placement group cannot be spread over zones.
pub(super) fn one_zone(
    cx: &mut Context<'_>,
    network: &Network,
    group: &Written<'_>,
    subnets: Vec<usize>,
) -> Vec<usize> {
    if switch(group).is_none() {
        return subnets;
    }
    for &names in &[&group.base.subnets, &group.base.availability_zones] {
        if let Some(names) = names.as_ref().filter(|names| names.value.len() > 1) {
            let help = "name one zone or one subnet; instances talk over EFA within a zone alone";
            cx.refuse_as(
                Code::ComputeEfa,
                &names.at,
                format_args!("node group `{}` has EFA and names more than one place", group.name),
                help,
            );
        }
    }
    let Some(&first) = subnets.first() else { return subnets };
    let zone = network.subnets[first].zone;
    let mut kept = Vec::new();
    for &at in &subnets {
        if network.subnets[at].zone == zone {
            kept.push(at);
        }
    }
    let named = group.base.subnets.is_some() || group.base.availability_zones.is_some();
    if let Some(zone) = zone.filter(|_| !named) {
        let why = "instances talk over EFA within a zone alone, and `availabilityZones` does not say which";
        cx.assume(
            format_args!("zone of node group {}", group.name),
            network.zones[zone].key(),
            why,
            "the first of the cluster's",
        );
    }
    kept
}
