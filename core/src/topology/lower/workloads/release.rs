//! Helm releases: chart, version, and what the chart is told.

use serde_json::{Map, Value};

use super::{Item, Rights};
use crate::catalog;
use crate::diagnostic::{Code, Place};
use crate::document::json;
use crate::topology::lower::context::{Context, copied};
use crate::topology::lower::named::written;
use crate::topology::workload::{Computed, Release, WorkloadIdentity, set};

/// What stands in the catalogue's values for the id of the VPC.
const VPC: &str = "${vpc}";

pub(super) fn lower(
    cx: &mut Context<'_>,
    name: &str,
    fully_private: bool,
    item: Item<'_>,
    rights: &Rights,
) -> Release {
    let known = item.known;
    let field = |of: fn(&crate::spec::Workload) -> Option<&crate::spec::Located<String>>| {
        copied(item.written.and_then(|it| written(of(&it.value))))
    };
    let chart = field(|it| it.chart.as_ref());
    let repository = field(|it| it.repository.as_ref());
    let own = chart.is_some();
    if own && repository.is_none() {
        cx.missing(
            "repository",
            item.at,
            format_args!("the chart of workload `{name}` has no repository"),
            "write where `helm` finds it, as `https://...` or `oci://...`",
        );
    }
    let known_version = || known.filter(|_| !own).and_then(|known| known.version).map(str::to_owned);
    let asked = field(|it| it.version.as_ref());
    let mut release = Release {
        chart: chart.or(known.map(|known| known.chart.to_owned())).unwrap_or_default(),
        repository: repository.or(known.map(|known| known.repository.to_owned())).unwrap_or_default(),
        version: asked.clone().or_else(known_version),
        values: Map::new(),
        computed: Vec::new(),
    };
    say_version(cx, name, known.filter(|_| !own), asked.as_deref(), &release, item.at);
    let private = known.and_then(|known| known.private_values).filter(|_| fully_private);
    for text in [known.and_then(|known| known.values), private] {
        let Some(text) = text else { continue };
        let text = text.replace("${cluster}", &cx.name).replace("${region}", &cx.region);
        if let Ok(Value::Object(values)) = json::read(&text) {
            take(values, &mut Vec::new(), &mut release);
        }
    }
    if let (Some(path), Some(account)) = (known.and_then(|known| known.account_values), &rights.account) {
        give_account(path, account, rights.way, &mut release);
    }
    if let Some(values) = item.written.and_then(|it| it.values.as_ref()).and_then(|it| it.value.0.as_object())
    {
        release.computed.retain(|(path, _)| !says(values, path));
        merge(&mut release.values, values);
    }
    if let Some(way) = known.filter(|_| !own).and_then(|known| known.image_version) {
        check_image(cx, name, way, &release, item.at);
    }
    release
}

/// Values of the catalogue; what only a step can say is noted by its way.
fn take(values: Map<String, Value>, path: &mut Vec<String>, release: &mut Release) {
    for (key, value) in values {
        path.push(key);
        match value {
            Value::Object(inner) => take(inner, path, release),
            Value::String(text) if text == VPC => release.computed.push((path.clone(), Computed::Vpc)),
            other => set(&mut release.values, path, other),
        }
        path.pop();
    }
}

/// Tells the chart which service account its pods have.
pub(super) fn give_account(path: &str, account: &str, way: WorkloadIdentity, release: &mut Release) {
    let way_to = |last: &str| {
        let mut way = self::way(path);
        way.push(last.to_owned());
        way
    };
    set(&mut release.values, &way_to("name"), account.into());
    match way {
        WorkloadIdentity::None | WorkloadIdentity::PodIdentity(_) => {}
        WorkloadIdentity::ServiceAccount(_) => set(&mut release.values, &way_to("create"), false.into()),
        WorkloadIdentity::Role(role) => {
            let mut way = way_to("annotations");
            way.push("eks.amazonaws.com/role-arn".to_owned());
            release.computed.push((way, Computed::RoleArn(role)));
        }
    }
}

/// The way to a value of the chart.
pub(super) fn way(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}

/// True if a value stands at the end of the way, or something that is no mapping on it.
pub(super) fn says(values: &Map<String, Value>, path: &[String]) -> bool {
    match path {
        [] => true,
        [first, rest @ ..] => match values.get(first) {
            Some(Value::Object(inner)) => says(inner, rest),
            Some(_) => true,
            None => false,
        },
    }
}

/// Lets `over` win; mappings merge by key.
fn merge(base: &mut Map<String, Value>, over: &Map<String, Value>) {
    for (key, value) in over {
        match (base.get_mut(key), value) {
            (Some(Value::Object(base)), Value::Object(over)) => merge(base, over),
            _ => {
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

/// Writes down which version is taken, and how to look up one that nobody said.
fn say_version(
    cx: &mut Context<'_>,
    name: &str,
    known: Option<&catalog::Workload>,
    asked: Option<&str>,
    release: &Release,
    at: &Place,
) {
    match (&release.version, known) {
        (None, _) => {
            let why = format_args!("no version is written, and the catalogue knows none");
            cx.unknown(format_args!("chart version of {name}"), why, Some(look_up(release)), false);
        }
        (Some(version), Some(known)) if asked.is_none() => {
            let day = known.read.map_or(String::new(), |read| format!(", {read}"));
            let why = "no version was asked for: the newest that the catalogue has seen";
            cx.assume(
                format_args!("chart version of {name}"),
                version,
                why,
                &format!("{}{day}", known.source),
            );
        }
        (Some(version), Some(known)) => check_least(cx, name, known, version, at),
        (Some(_), None) => {}
    }
}

fn look_up(release: &Release) -> String {
    match release.repository.strip_prefix("oci://") {
        Some(_) => format!("helm show chart {}/{}", release.repository, release.chart),
        None => format!("helm search repo {} --repo {}", release.chart, release.repository),
    }
}

/// Reports a version that is too old for the cluster's.
pub(super) fn check_least(
    cx: &mut Context<'_>,
    name: &str,
    known: &catalog::Workload,
    version: &str,
    at: &Place,
) {
    let of = cx.version;
    let Some(&(_, least)) = known.least.iter().find(|(kubernetes, _)| *kubernetes == of) else {
        if !known.least.is_empty() {
            cx.unknown(
                format_args!("least version of {name}"),
                format_args!("the catalogue does not know which goes with Kubernetes {of}"),
                None,
                false,
            );
        }
        return;
    };
    if let (Some(is), Some(wanted)) = (numbers(version), numbers(least))
        && is < wanted
    {
        cx.report
            .raise(
                Code::ChartTooOld,
                at,
                format_args!(
                    "{name} {version} is too old for Kubernetes {of}, which goes with {least} and later"
                ),
            )
            .arg("version", version)
            .arg("least", least)
            .help(format_args!("write `{least}` or a later version"));
    }
}

/// Reports an image of another minor version than the cluster's; one that nobody says is not known.
fn check_image(cx: &mut Context<'_>, name: &str, way: &str, release: &Release, at: &Place) {
    let of = cx.version;
    let pointer = format!("/{}", way.replace('.', "/"));
    let values = Value::Object(release.values.clone());
    let Some(tag) = values.pointer(&pointer).and_then(Value::as_str) else {
        cx.unknown(format_args!("image of {name}"), format_args!(
            "its minor version is to be the cluster's, {of}, and the chart brings the one of its own release unless `values.{way}` says another"
        ), Some(look_up(release)), false);
        return;
    };
    let plain = tag.strip_prefix('v').unwrap_or(tag);
    if plain != of.to_string() && !plain.starts_with(&format!("{of}.")) {
        cx.report
            .raise(
                Code::ChartTooOld,
                at,
                format_args!("image `{tag}` of {name} does not go with Kubernetes {of}"),
            )
            .arg("version", tag)
            .help(format_args!("write `{way}: v{of}` and a patch version that was released"));
    }
}

/// The three numbers of a version; what is not there is zero. Nothing if it is no version.
pub(super) fn numbers(version: &str) -> Option<[u64; 3]> {
    let plain = version.strip_prefix('v').unwrap_or(version);
    let plain = plain.split(['-', '+']).next().unwrap_or(plain);
    let mut all = [0; 3];
    let mut parts = plain.split('.');
    for (at, part) in parts.by_ref().take(3).enumerate() {
        all[at] = part.parse().ok()?;
    }
    parts.next().is_none().then_some(all)
}
