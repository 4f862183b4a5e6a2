//! Where the Kubernetes version stands in the support calendar.

use std::fmt;

use crate::catalog::{self, Date, KubernetesVersion, Support};
use crate::diagnostic::{Code, NOWHERE};
use crate::topology::lower::context::Context;

pub(super) fn look_up(cx: &mut Context<'_>) -> Support {
    let (version, day) = (cx.version, cx.as_of);
    let support = catalog::support(version, day);
    let metadata = cx.spec.metadata.as_ref();
    let written = metadata.and_then(|metadata| metadata.version.as_ref()).map(|version| &version.at);
    let place = written.or(metadata.map(|metadata| &metadata.at)).unwrap_or(&NOWHERE);
    let supported = named(|support| matches!(support, Support::Standard | Support::Extended), day);
    let mut tell = |code, message: fmt::Arguments<'_>, help: fmt::Arguments<'_>| {
        let finding = cx.report.raise(code, place, message).arg("version", &version.to_string());
        finding.arg("asOf", &day.to_string()).help(help);
    };
    let row = catalog::kubernetes_release(version);
    match support {
        Support::Standard => {}
        Support::Extended => {
            let since =
                row.and_then(|row| row.standard_ends).map_or_else(String::new, |day| format!(" since {day}"));
            let standard = named(|support| support == Support::Standard, day);
            let policy = cx.spec.upgrade_policy.as_ref().and_then(|policy| policy.support_type.as_ref());
            if let Some(policy) = policy.filter(|policy| policy.value == crate::spec::SupportType::Standard) {
                cx.report
                    .raise(Code::VersionSupportPolicy, &policy.at, format_args!(
                    "with `supportType: STANDARD` a cluster may not stay at Kubernetes {version}, which is in extended support{since}"
                ))
                    .arg("version", &version.to_string())
                    .label(place, "the version is written here")
                    .help(format_args!(
                        "write a version in standard support, or `supportType: EXTENDED`: {standard}"
                    ));
                return support;
            }
            tell(
                Code::VersionExtended,
                format_args!("Kubernetes {version} is in extended support{since}"),
                format_args!(
                    "it costs 0.60 USD an hour; a version in standard support costs 0.10: {standard}"
                ),
            );
        }
        Support::Unsupported => {
            tell(
                Code::VersionUnsupported,
                format_args!("EKS does not support Kubernetes {version} on {day}"),
                format_args!("supported then: {supported}"),
            );
        }
        Support::Unreleased | Support::Unknown => {
            let message = match row.and_then(|row| row.released).filter(|_| support == Support::Unreleased) {
                Some(release) => format!("Kubernetes {version} comes to EKS on {release}, after {day}"),
                None => format!("the catalog does not know Kubernetes {version} on EKS"),
            };
            tell(
                Code::VersionUnknown,
                format_args!("{message}"),
                format_args!("known to be supported then: {supported}"),
            );
        }
    }
    support
}

/// Versions that stand so on the day of the plan, newest first.
fn named(is: fn(Support) -> bool, day: Date) -> String {
    let stands = |version: &KubernetesVersion| is(catalog::support(*version, day));
    let mut names = Vec::new();
    for row in catalog::kubernetes_releases().iter().rev() {
        if stands(&row.version) {
            names.push(format!("`{}`", row.version));
        }
    }
    if names.is_empty() { "none that the catalog knows".to_owned() } else { names.join(", ") }
}
