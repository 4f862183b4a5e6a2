//! What the launch template says beside the image: metadata, the root volume, and what is passed on.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::node_group::Written;
use crate::catalog::{self, Os};
use crate::topology::compute::{Image, LaunchTemplate, Volume};
use crate::topology::lower::context::Context;
use crate::topology::lower::named::written;

/// eksctl's default size of the root volume in GiB.
const SIZE_GIB: i64 = 80;

/// eksctl maps the volume that it sizes to the data disk of Bottlerocket.
const BOTTLEROCKET_DATA_DISK: &str = "/dev/xvdb";

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
    written(market.market_type.as_ref()).map(|market| market.value.as_str())
}

/// True if the nodes run on a capacity block.
pub(super) fn is_block(group: &Written<'_>) -> bool {
    market(group) == Some("capacity-block")
}

fn data(group: &Written<'_>) -> BTreeMap<&'static str, Value> {
    let base = group.base;
    let mut data = BTreeMap::new();
    if let Some(optimized) = &base.ebs_optimized {
        data.insert("EbsOptimized", optimized.value.into());
    }
    if let Some(monitoring) = &base.enable_detailed_monitoring {
        data.insert("Monitoring", json!({ "Enabled": monitoring.value }));
    }
    if let Some(reservation) = &base.capacity_reservation {
        let mut specification = Map::new();
        if let Some(preference) = written(reservation.capacity_reservation_preference.as_ref()) {
            specification
                .insert("CapacityReservationPreference".to_owned(), preference.value.as_str().into());
        }
        let target = reservation.capacity_reservation_target.as_ref();
        let id = target.and_then(|it| written(it.capacity_reservation_id.as_ref()));
        let arn = target.and_then(|it| written(it.capacity_reservation_resource_group_arn.as_ref()));
        let members = [("CapacityReservationId", id), ("CapacityReservationResourceGroupArn", arn)];
        let target: Map<_, _> = members
            .into_iter()
            .filter_map(|(key, text)| Some((key.to_owned(), text?.value.as_str().into())))
            .collect();
        if !target.is_empty() {
            specification.insert("CapacityReservationTarget".to_owned(), target.into());
        }
        data.insert("CapacityReservationSpecification", specification.into());
        if let Some(market) = market(group) {
            data.insert("InstanceMarketOptions", json!({ "MarketType": market }));
        }
    }
    if let Some(own) = group.self_managed() {
        if let Some(credits) = written(own.cpu_credits.as_ref()) {
            data.insert("CreditSpecification", json!({ "CpuCredits": credits.value }));
        }
        if let Some(enclave) = &own.enclave_enabled {
            data.insert("EnclaveOptions", json!({ "Enabled": enclave.value }));
        }
    }
    data
}

/// The root volume with eksctl's defaults.
pub(super) fn volume(cx: &mut Context<'_>, group: &Written<'_>, image: &Image) -> Volume {
    let base = group.base;
    let kind = base.volume_type.as_ref().map_or("gp3", |kind| kind.value.as_str());
    let (takes_iops, default_iops, takes_throughput) = match kind {
        "gp3" => (true, Some(3000), true),
        "io1" | "io2" => (true, Some(100), false),
        _ => (false, None, false),
    };
    let number = |field: &Option<crate::spec::Located<i64>>| field.as_ref().map(|field| field.value);
    if let Some(iops) = base.volume_iops.as_ref().filter(|_| !takes_iops) {
        let message = format!("node group `{}` gives `volumeIOPS` to a `{kind}` volume", group.name);
        cx.refuse(&iops.at, message, "remove it, or choose `gp3`, `io1` or `io2`");
    }
    if let Some(throughput) = base.volume_throughput.as_ref().filter(|_| !takes_throughput) {
        let message = format!("node group `{}` gives `volumeThroughput` to a `{kind}` volume", group.name);
        cx.refuse(&throughput.at, message, "remove it, or choose `gp3`");
    }
    if let Some(size) = base.volume_size.as_ref().filter(|size| size.value < 1) {
        let message = format!("the volume of node group `{}` has {} GiB", group.name, size.value);
        cx.refuse(&size.at, message, "write the size in GiB, 1 or more");
    }
    let bottlerocket =
        image.family.as_deref().and_then(catalog::ami_family).is_some_and(|it| it.os == Os::Bottlerocket);
    let device = written(base.volume_name.as_ref()).map(|name| name.value.clone());
    Volume {
        size_gib: number(&base.volume_size).filter(|&size| size > 0).unwrap_or(SIZE_GIB),
        kind: kind.to_owned(),
        iops: if takes_iops { number(&base.volume_iops).or(default_iops) } else { None },
        throughput: if takes_throughput { number(&base.volume_throughput).or(Some(125)) } else { None },
        encrypted: base.volume_encrypted.as_ref().map(|it| it.value),
        kms_key: written(base.volume_kms_key_id.as_ref()).map(|key| key.value.clone()),
        device: device.or_else(|| bottlerocket.then(|| BOTTLEROCKET_DATA_DISK.to_owned())),
    }
}
