//! Names in the options that mean something only to the catalogue: an unknown one would be ignored without a word.

use super::context::Context;
use super::named::{closest, names};
use crate::catalog;
use crate::diagnostic::{Code, Place};
use crate::terms::ResourceKind;

/// Reports names that nothing is called by.
pub(super) fn check(cx: &mut Context<'_>) {
    let config = cx.config;
    if let Some(durations) = &config.durations {
        let known = names(catalog::durations(), |row| row.key);
        for (name, value) in durations.iter() {
            unknown(cx, "durations", name, &value.at, &known);
        }
    }
    if let Some(quotas) = &config.quotas {
        let known = names(catalog::quotas(), |row| row.key);
        for (name, value) in quotas.iter() {
            unknown(cx, "quotas", name, &value.at, &known);
        }
    }
    let Some(parallel) = &config.max_parallel else { return };
    let known = names(ResourceKind::ALL, |kind| kind.as_str());
    for (name, value) in parallel.iter() {
        if name == ResourceKind::FargateProfile.as_str() {
            cx.refuse(
                &value.at,
                "EKS takes one Fargate profile of a cluster at a time, whatever the cap",
                "leave `fargate-profile` out of `maxParallel`",
            );
        }
        unknown(cx, "maxParallel", name, &value.at, &known);
    }
}

fn unknown(cx: &mut Context<'_>, field: &str, name: &str, at: &Place, known: &[&str]) {
    if let Some((1.., nearest)) = closest(name, known) {
        cx.report
            .raise(Code::FieldUnknown, at, format_args!("`{field}` knows no `{name}`"))
            .arg("field", field)
            .arg("name", name)
            .help(format_args!("the nearest name is `{nearest}`"));
    }
}
