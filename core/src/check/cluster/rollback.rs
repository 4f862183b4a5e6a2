//! How long an update may take before it is rolled back.

use crate::check::Subject;
use crate::diagnostic::{Code, Report};

/// Minutes that EKS takes: 2 hours to 7 days (botocore 1.44.5, eks, `RollbackConfig`).
const MINUTES: std::ops::RangeInclusive<i64> = 120..=10080;

pub(super) fn timeout(subject: &Subject<'_>, report: &mut Report) {
    let metadata = subject.cluster.metadata.as_ref();
    let config = metadata.and_then(|metadata| metadata.rollback_config.as_ref());
    let Some(minutes) = config.and_then(|config| config.timeout_minutes.as_ref()) else { return };
    if !MINUTES.contains(&minutes.value) {
        let near = minutes.value.clamp(*MINUTES.start(), *MINUTES.end());
        let found = report
            .raise(
                Code::FieldValue,
                &minutes.at,
                format_args!("an update cannot be given {} minutes", minutes.value),
            )
            .arg("value", &minutes.value.to_string());
        let help = format!(
            "write {} (2 hours) to {} (7 days) minutes; the nearest is {near}",
            MINUTES.start(),
            MINUTES.end()
        );
        let title = format!("write `{near}`");
        found.help(help).fix(title, minutes.at.span.as_ref(), &near.to_string(), false);
    }
}
