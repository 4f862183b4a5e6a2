//! Names in the options that mean something only to the catalogue: an unknown one would be ignored without a word.

use super::context::Context;
use crate::catalog;
use crate::diagnostic::{Code, Place};
use crate::terms::ResourceKind;

/// Reports names that nothing is called by.
pub(super) fn check(cx: &mut Context<'_>) {
    let config = cx.config;
    for (name, value) in config.durations.iter().flat_map(|map| map.value.iter()) {
        let known = catalog::durations().iter().map(|row| row.key).collect();
        unknown(cx, "durations", name, &value.at, known);
    }
    for (name, value) in config.quotas.iter().flat_map(|map| map.value.iter()) {
        let known = catalog::quotas().iter().map(|row| row.key).collect();
        unknown(cx, "quotas", name, &value.at, known);
    }
    for (name, value) in config.max_parallel.iter().flat_map(|map| map.value.iter()) {
        if name == ResourceKind::FargateProfile.as_str() {
            cx.refuse(
                &value.at,
                "EKS takes one Fargate profile of a cluster at a time, whatever the cap",
                "leave `fargate-profile` out of `maxParallel`",
            );
        }
        let known = ResourceKind::ALL.iter().map(|kind| kind.as_str()).collect();
        unknown(cx, "maxParallel", name, &value.at, known);
    }
}

fn unknown(cx: &mut Context<'_>, field: &str, name: &str, at: &Place, known: Vec<&str>) {
    let nearest = known.into_iter().map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    if let Some((1.., nearest)) = nearest {
        cx.report
            .raise(Code::FieldUnknown, at, format_args!("`{field}` knows no `{name}`"))
            .arg("field", field)
            .arg("name", name)
            .help(format_args!("the nearest name is `{nearest}`"));
    }
}
