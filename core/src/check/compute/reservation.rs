//! Reserved capacity.

use super::group::{Group, written};
use crate::catalog;
use crate::check::Subject;
use crate::check::help::nearest;
use crate::diagnostic::{Code, Report};
use crate::spec::{InstanceMarketOptions, Located};

/// How reserved capacity is asked for.
pub(super) fn reservations(subject: &Subject<'_>, group: &Group<'_>, report: &mut Report) {
    reservation(group, report);
    if let Some(market) = &group.base.instance_market_options {
        block(subject, group, market, report);
    }
}

fn reservation(group: &Group<'_>, report: &mut Report) {
    let Some(reservation) = &group.base.capacity_reservation else { return };
    let preference = written(reservation.capacity_reservation_preference.as_ref());
    let name = group.name();
    if let Some(preference) = preference {
        let known = catalog::words("capacityReservationPreferences");
        if !known.contains(&preference.as_str()) {
            group
                .raise(
                    report,
                    Code::FieldValue,
                    &preference.at,
                    format_args!(
                        "`{}` of node group `{name}` is no way to use reservations",
                        preference.value
                    ),
                )
                .arg("preference", &preference.value)
                .help(nearest(preference, known));
        }
    }
    let Some(target) = &reservation.capacity_reservation_target else { return };
    if let Some(preference) = preference {
        group
            .raise(
                report,
                Code::ComputeReservation,
                &preference.at,
                format_args!("node group `{name}` names a reservation and says how it uses open ones"),
            )
            .label(&target.at, "the reservation is named here")
            .help("remove `capacityReservationPreference`");
    }
    let id = written(target.capacity_reservation_id.as_ref());
    let arn = written(target.capacity_reservation_resource_group_arn.as_ref());
    if let (Some(id), Some(arn)) = (id, arn) {
        group
            .raise(
                report,
                Code::ComputeReservation,
                &arn.at,
                format_args!("node group `{name}` names a reservation and a group of reservations"),
            )
            .label(&id.at, "the reservation stands here")
            .help("keep one of the two");
    }
}

/// A capacity block is one reservation of one instance type.
fn block(
    subject: &Subject<'_>,
    group: &Group<'_>,
    market: &Located<InstanceMarketOptions>,
    report: &mut Report,
) {
    let name = group.name();
    let kind = written(market.market_type.as_ref());
    let known = catalog::words("marketTypes");
    if let Some(kind) = kind.filter(|kind| !known.contains(&kind.as_str())) {
        group
            .raise(
                report,
                Code::FieldValue,
                &kind.at,
                format_args!("`{}` of node group `{name}` is no market", kind.value),
            )
            .arg("marketType", &kind.value)
            .help("write `capacity-block`, or remove it");
    }
    let reservation = &group.base.capacity_reservation;
    let is_missing = match reservation {
        None => subject.lacks(group.at, "capacityReservation", reservation),
        Some(it) => subject.lacks(&it.at, "capacityReservationTarget", &it.capacity_reservation_target),
    };
    if is_missing {
        group
            .raise(
                report,
                Code::ComputeReservation,
                &market.at,
                format_args!("node group `{name}` is to run on a capacity block and names none"),
            )
            .help(
                "write `capacityReservation: { capacityReservationTarget: { capacityReservationID: cr-… } }`",
            );
    }
    let list = group.type_list().filter(|list| group.managed.is_some() && list.value.len() > 1);
    if let Some(list) = list.filter(|_| kind.is_some()) {
        group
            .raise(
                report,
                Code::ComputeReservation,
                &list.at,
                format_args!(
                    "node group `{name}` runs on a capacity block and names {} instance types",
                    list.value.len()
                ),
            )
            .label(&market.at, "the capacity block is asked for here")
            .help("keep the type of the block");
    }
}
