//! The calendar of Kubernetes versions.

use super::source::{Data, Source, some_date, table, version};
use serde::Deserialize;

const FILE: &str = "kubernetes_versions.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Release {
    version: String,
    released: Option<String>,
    standard_ends: Option<String>,
    extended_ends: Option<String>,
    computed: bool,
    #[serde(rename = "source")]
    _source: Source,
}

#[derive(Deserialize)]
struct Preset {
    default: Default,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Default {
    version: String,
    #[serde(rename = "source")]
    _source: Source,
}

pub(crate) fn releases(data: &Data) -> Result<String, String> {
    let rows = data.rows(FILE, |row: &Release| {
        row.version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u16>>()
    })?;
    let rows = rows.iter().map(|row| {
        format!(
            "KubernetesRelease {{ version: {}, released: {}, standard_ends: {}, extended_ends: {}, computed: {} }}",
            version(&row.version),
            some_date(row.released.as_ref()),
            some_date(row.standard_ends.as_ref()),
            some_date(row.extended_ends.as_ref()),
            row.computed,
        )
    });
    let text = table("{Date, KubernetesRelease, KubernetesVersion}", "RELEASES", "KubernetesRelease", rows);
    let default = version(&data.parse::<Preset>(FILE)?.default.version);
    Ok(format!("{text}\npub(in crate::catalog) const DEFAULT: KubernetesVersion = {default};\n"))
}
