//! Outposts: what of them the spec and the options say, and what cannot be on one.

mod rules;
#[cfg(test)]
mod tests;

use std::fmt;

use super::context::{Context, owned};
use super::named::{filled, names, quoted, written};
use crate::catalog;
use crate::diagnostic::{Code, Phase};
use crate::spec::{Located, ObservedOutpost, Outpost as Spec};
use crate::topology::Origin;
use crate::topology::network::{Network, Zone, ZoneKind};
use crate::topology::outpost::{EtcdInstances, Outpost, UNKNOWN_INSTANCE_TYPE};

pub(super) use rules::check;

/// What a zone is called that only the Outpost knows, and its unknown.
const UNKNOWN_ZONE: &str = "outpost-zone";

/// The Outpost that the control plane is to stand on.
pub(super) fn local<'s>(cx: &Context<'s>) -> Option<(&'s Located<Spec>, &'s Located<String>)> {
    let outpost = cx.spec.outpost.as_ref()?;
    Some((outpost, filled(&outpost.control_plane_outpost_arn)?))
}

/// True for a local cluster.
pub(super) fn is_local(cx: &Context<'_>) -> bool {
    local(cx).is_some()
}

/// The control plane of a local cluster, with eksctl's defaults.
pub(super) fn lower(cx: &mut Context<'_>) -> Option<Outpost> {
    let (outpost, arn) = local(cx)?;
    let instance_type = match filled(&outpost.control_plane_instance_type) {
        Some(name) => {
            offered(cx, arn, name);
            Some(name.value.clone())
        }
        None => smallest(cx, arn, format_args!("{UNKNOWN_INSTANCE_TYPE}")),
    };
    let placement = outpost.control_plane_placement.as_ref();
    let group = written(placement.and_then(|placement| placement.group_name.as_ref()));
    let spread = |placement: Option<&Located<crate::spec::Placement>>| {
        placement.and_then(|placement| owned(&placement.spread_level))
    };
    let etcd = filled(&outpost.etcd_instance_type);
    if let Some(name) = etcd {
        offered(cx, arn, name);
    }
    Some(Outpost {
        arn: arn.value.clone(),
        instance_type,
        placement_group: group.map(|group| (group.value.clone(), Origin::field(&group.at))),
        spread: spread(placement),
        etcd: etcd.map(|name| EtcdInstances {
            instance_type: name.value.clone(),
            spread: spread(outpost.etcd_placement.as_ref()),
        }),
        origin: Origin::field(&arn.at),
    })
}

fn observed<'s>(cx: &Context<'s>, arn: &str) -> Option<&'s Located<ObservedOutpost>> {
    cx.config.observed.as_ref()?.outposts.as_ref()?.get(arn)
}

/// The zone that an Outpost stands in; without an observation only the Outpost tells.
pub(super) fn zone(cx: &mut Context<'_>, arn: &str) -> Zone {
    if let Some(zone) = observed(cx, arn).and_then(|seen| filled(&seen.zone)) {
        let id = zone.contains("-az").then(|| zone.value.clone());
        let name = id.is_none().then(|| zone.value.clone());
        return Zone { key: zone.value.clone(), name, id, kind: ZoneKind::Availability };
    }
    let why = format_args!("an Outpost stands in one zone, and its subnets in the same");
    let command = ask(cx, "get-outpost", arn, "Outpost.AvailabilityZoneId");
    cx.unknown(format_args!("{UNKNOWN_ZONE}"), why, command, true);
    Zone { key: UNKNOWN_ZONE.to_owned(), id: None, name: None, kind: ZoneKind::Availability }
}

/// The smallest instance type that the Outpost has, as eksctl chooses; only the Outpost tells which it has.
pub(super) fn smallest(cx: &mut Context<'_>, arn: &str, subject: fmt::Arguments<'_>) -> Option<String> {
    let types = observed(cx, arn).and_then(|seen| seen.instance_types.as_ref());
    let size = |name: &str| catalog::instance_type(name).map_or(u16::MAX, |known| known.vcpus());
    let mut smallest: Option<&str> = None;
    for name in types.map_or(&[][..], |types| &types.value) {
        if smallest.is_none_or(|least| (size(name), name.as_str()) < (size(least), least)) {
            smallest = Some(name);
        }
    }
    if let Some(name) = smallest {
        cx.assume(
            subject,
            name,
            "no instance type was given",
            "the smallest of the Outpost, as eksctl takes",
        );
        return Some(name.to_owned());
    }
    let why =
        format_args!("none was given, and only the Outpost knows which it has; eksctl takes the smallest");
    let command = ask(cx, "get-outpost-instance-types", arn, "InstanceTypes[].InstanceType");
    cx.unknown(subject, why, command, true);
    None
}

/// Reports a type that the Outpost was seen not to have.
pub(super) fn offered(cx: &mut Context<'_>, arn: &str, name: &Located<String>) {
    let Some(types) = observed(cx, arn).and_then(|seen| seen.instance_types.as_ref()) else { return };
    if types.value.iter().all(|known| known.value != name.value) {
        let names = names(&types.value, |known| known.as_str());
        cx.report
            .raise(
                Code::OutpostTypeUnknown,
                &name.at,
                format_args!("the Outpost has no instance type `{}`", name.value),
            )
            .arg("type", &name.value)
            .help(format_args!("it has {}", quoted(&names)));
    }
}

/// Marks the subnets of a local cluster: all of them stand on its Outpost.
pub(super) fn mark(cx: &mut Context<'_>, network: &mut Network) {
    let Some((outpost, arn)) = local(cx) else { return };
    for subnet in &mut network.subnets {
        subnet.outpost = Some(arn.value.clone());
    }
    let mut ids: Vec<&str> = Vec::new();
    for subnet in &network.subnets {
        ids.extend(subnet.existing.as_deref());
    }
    if outpost.etcd_instance_type.is_none() && !ids.is_empty() {
        let why = format_args!(
            "all subnets of a local cluster stand on its Outpost, and only EC2 knows whether these do"
        );
        let command = format!(
            "aws ec2 describe-subnets --region {} --subnet-ids {} --query \"Subnets[].[SubnetId,OutpostArn]\"",
            cx.region,
            ids.join(" ")
        );
        cx.unknown(format_args!("Outpost of the subnets"), why, Some(command), false);
    }
}

/// EKS gives its own interfaces no place on an Outpost.
pub(super) fn check_control_plane(cx: &mut Context<'_>, network: &Network, subnets: &[usize]) {
    if is_local(cx) {
        return;
    }
    for subnet in subnets.iter().filter_map(|&at| network.subnets.get(at)).filter(|it| it.outpost.is_some()) {
        let place = subnet.origin.place();
        cx.report
            .raise(
                Code::NetworkZoneRefused,
                place,
                format_args!(
                    "subnet `{}` stands on an Outpost, and the control plane is told of it",
                    subnet.name
                ),
            )
            .arg("subnet", &subnet.name)
            .help("name the subnets of the region in `vpc.controlPlaneSubnetIDs`")
            .phase(Phase::Call);
    }
}

/// A command that only reads; none if a name in it would mean something to a shell.
pub(super) fn ask(cx: &Context<'_>, operation: &str, arn: &str, query: &str) -> Option<String> {
    let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-.:/_".contains(c));
    (is_plain(&cx.region) && is_plain(arn)).then(|| {
        format!("aws outposts {operation} --region {} --outpost-id {arn} --query \"{query}\"", cx.region)
    })
}
