//! Where the Kubernetes version stands in the support calendar.

use crate::catalog::{self, KubernetesVersion, Support};
use crate::diagnostic::{Code, Diagnostic};
use crate::topology::lower::context::Context;

pub(super) fn look_up(cx: &mut Context<'_>) -> Support {
    let (version, day) = (cx.version, cx.as_of);
    let support = catalog::support(version, day);
    let metadata = cx.spec.metadata.as_ref();
    let written = metadata.and_then(|metadata| metadata.version.as_ref()).map(|version| &version.at);
    let place = written.or(metadata.map(|metadata| &metadata.at)).cloned().unwrap_or_default();
    let said = |code, message: String| {
        let finding = Diagnostic::new(code, &place, message).arg("version", version.to_string());
        finding.arg("asOf", day.to_string())
    };
    let supported = named(|support| matches!(support, Support::Standard | Support::Extended), cx);
    let row = catalog::kubernetes_release(version);
    match support {
        Support::Standard => {}
        Support::Extended => {
            let since =
                row.and_then(|row| row.standard_ends).map_or_else(String::new, |day| format!(" since {day}"));
            let standard = named(|support| support == Support::Standard, cx);
            let policy = cx.spec.upgrade_policy.as_ref().and_then(|policy| policy.support_type.as_ref());
            if let Some(policy) = policy.filter(|policy| policy.value == crate::spec::SupportType::Standard) {
                let message = format!(
                    "with `supportType: STANDARD` a cluster may not stay at Kubernetes {version}, which is in extended support{since}"
                );
                let finding = Diagnostic::new(Code::VersionSupportPolicy, &policy.at, message)
                    .arg("version", version.to_string())
                    .label(&place, "the version is written here");
                let help =
                    format!("write a version in standard support, or `supportType: EXTENDED`: {standard}");
                cx.report.push(finding.help(help));
                return support;
            }
            let message = format!("Kubernetes {version} is in extended support{since}");
            let help =
                format!("it costs 0.60 USD an hour; a version in standard support costs 0.10: {standard}");
            cx.report.push(said(Code::VersionExtended, message).help(help));
        }
        Support::Unsupported => {
            let message = format!("EKS does not support Kubernetes {version} on {day}");
            cx.report
                .push(said(Code::VersionUnsupported, message).help(format!("supported then: {supported}")));
        }
        Support::Unreleased | Support::Unknown => {
            let message = match row.and_then(|row| row.released).filter(|_| support == Support::Unreleased) {
                Some(release) => format!("Kubernetes {version} comes to EKS on {release}, after {day}"),
                None => format!("the catalog does not know Kubernetes {version} on EKS"),
            };
            cx.report.push(
                said(Code::VersionUnknown, message).help(format!("known to be supported then: {supported}")),
            );
        }
    }
    support
}

/// Versions that stand so on the day of the plan, newest first.
fn named(is: impl Fn(Support) -> bool, cx: &Context<'_>) -> String {
    let stands = |version: &KubernetesVersion| is(catalog::support(*version, cx.as_of));
    let versions = catalog::kubernetes_releases().iter().rev().map(|row| row.version).filter(stands);
    let names: Vec<_> = versions.map(|version| format!("`{version}`")).collect();
    if names.is_empty() { "none that the catalog knows".to_owned() } else { names.join(", ") }
}
