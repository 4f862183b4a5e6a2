//! Parameters of control plane components (EKS user guide, control-plane-configuration; botocore 1.44.5, eks).

use crate::catalog::KubernetesVersion;
use crate::check::Subject;
use crate::diagnostic::{Code, Place, Report};
use crate::spec::Located;

/// The first version that takes them.
const FIRST: KubernetesVersion = KubernetesVersion::new(1, 31);

/// Seconds that events may be kept.
const EVENTS: Range = Range { least: 600, most: 3600, told: "10m to 60m" };

/// Seconds between two looks of the pod autoscaler.
const PERIOD: Range = Range { least: 10, most: 15, told: "10s to 15s" };

/// How the scheduler scores nodes.
const STRATEGIES: [&str; 2] = ["LeastAllocated", "MostAllocated"];

struct Range {
    least: u64,
    most: u64,
    told: &'static str,
}

/// Durations of one unit, in their ranges.
pub(super) fn durations(subject: &Subject<'_>, report: &mut Report) {
    let server = subject.cluster.kube_api_server_config.as_ref();
    if let Some(ttl) = server.and_then(|server| server.event_ttl.as_ref()) {
        duration(ttl, &EVENTS, "events are kept", report);
    }
    let controllers = subject.cluster.kube_controller_manager_config.as_ref();
    let autoscaler = controllers.and_then(|it| it.horizontal_pod_autoscaler_controller_config.as_ref());
    if let Some(period) = autoscaler.and_then(|it| it.horizontal_pod_autoscaler_sync_period.as_ref()) {
        duration(period, &PERIOD, "the pod autoscaler looks", report);
    }
}

fn duration(text: &Located<String>, range: &Range, what: &str, report: &mut Report) {
    if text.is_empty() || seconds(text).is_some_and(|it| (range.least..=range.most).contains(&it)) {
        return;
    }
    report
        .raise(
            Code::FieldValue,
            &text.at,
            format_args!("`{}` is no time that EKS takes for how {what}", text.value),
        )
        .arg("value", &text.value)
        .help(format_args!("write one number with its unit, from {}", range.told));
}

/// The seconds of `15s`, `30m` or `1h`.
fn seconds(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let factor = match text.get(digits.len()..)? {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(factor)
}

/// The strategy is one that the API has.
pub(super) fn scoring(subject: &Subject<'_>, report: &mut Report) {
    let scheduler = subject.cluster.kube_scheduler_config.as_ref();
    let fit = scheduler.and_then(|scheduler| scheduler.node_resources_fit.as_ref());
    let kind = fit.and_then(|fit| fit.scoring_strategy.as_ref()).and_then(|strategy| strategy.kind.as_ref());
    let Some(kind) = kind.filter(|kind| !kind.is_empty() && !STRATEGIES.contains(&kind.as_str())) else {
        return;
    };
    let found = report
        .raise(Code::FieldValue, &kind.at, format_args!("`{}` is no strategy of the scheduler", kind.value))
        .arg("value", &kind.value);
    let same = STRATEGIES.iter().find(|name| name.eq_ignore_ascii_case(kind));
    let title = format!("write `{}`", same.unwrap_or(&STRATEGIES[0]));
    let text = (*same.unwrap_or(&STRATEGIES[0])).to_owned();
    let found = found.fix(title, kind.at.span.as_ref(), &text, same.is_some());
    found.help(format_args!("these are: `{}`", STRATEGIES.join("`, `")));
}

/// None of them is taken for an early version.
pub(super) fn version(subject: &Subject<'_>, report: &mut Report) {
    let Some(version) = subject.version().filter(|version| *version < FIRST) else { return };
    let cluster = subject.cluster;
    let written = cluster.metadata.as_ref().and_then(|metadata| metadata.version.as_ref());
    let fields: [(&str, Option<&Place>); 3] = [
        ("kubeAPIServerConfig", cluster.kube_api_server_config.as_ref().map(|it| &it.at)),
        ("kubeControllerManagerConfig", cluster.kube_controller_manager_config.as_ref().map(|it| &it.at)),
        ("kubeSchedulerConfig", cluster.kube_scheduler_config.as_ref().map(|it| &it.at)),
    ];
    for (field, place) in fields.into_iter().filter_map(|(field, place)| Some((field, place?))) {
        report
            .raise(
                Code::ComponentNeedsVersion,
                place,
                format_args!("`{field}` needs Kubernetes {FIRST}, and the cluster has {version}"),
            )
            .arg("field", field)
            .label(written.map(|version| &version.at), "the version")
            .arg("version", &version.to_string())
            .help(format_args!("take Kubernetes {FIRST} or later, or remove it"));
    }
}
