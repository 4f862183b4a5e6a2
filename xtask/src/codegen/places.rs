//! Partitions, regions and zones.

use super::source::{Data, Source, option, table};
use serde::Deserialize;

const REGIONS: &str = "regions.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Partition {
    name: String,
    dns_suffix: String,
    endpoint_prefix: Option<String>,
    alternate_prefix: Option<String>,
    ec2_principal: Option<String>,
    #[serde(rename = "source")]
    _source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    name: String,
    partition: String,
    eksctl: bool,
    metrics_server_default: bool,
    zones: Zones,
    zone_ids: Vec<(String, String)>,
    #[serde(rename = "source")]
    _source: Source,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Zones {
    Seen,
    Pattern,
    Unknown,
}

#[derive(Deserialize)]
struct WithRefused {
    refused: Refused,
    no_fargate: Refused,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    zones: Vec<String>,
    #[serde(rename = "source")]
    _source: Source,
}

fn partition_rows(data: &Data) -> Result<Vec<Partition>, String> {
    data.rows("partitions.toml", |row: &Partition| row.name.clone())
}

pub(crate) fn partitions(data: &Data) -> Result<String, String> {
    let rows = partition_rows(data)?;
    let rows = rows.iter().map(|row| {
        format!(
            "Partition {{ name: {:?}, dns_suffix: {:?}, endpoint_prefix: {}, alternate_prefix: {}, ec2_principal: {} }}",
            row.name,
            row.dns_suffix,
            option(row.endpoint_prefix.as_ref()),
            option(row.alternate_prefix.as_ref()),
            option(row.ec2_principal.as_ref()),
        )
    });
    Ok(table("Partition", "PARTITIONS", "Partition", rows))
}

pub(crate) fn regions(data: &Data) -> Result<String, String> {
    let partitions = partition_rows(data)?;
    let sets = data.parse::<WithRefused>(REGIONS)?;
    let (refused, no_fargate) = (sets.refused.zones, sets.no_fargate.zones);
    let mut lines = Vec::new();
    for row in data.rows(REGIONS, |row: &Region| row.name.clone())? {
        let suffix = partitions.iter().find(|partition| partition.name == row.partition);
        let suffix = suffix.ok_or(format!("core/data/{REGIONS}: no partition `{}`", row.partition))?;
        if (row.zones == Zones::Unknown) != row.zone_ids.is_empty() {
            return Err(format!("core/data/{REGIONS}: `zones` and `zone_ids` of `{}` disagree", row.name));
        }
        let mut zones = row.zone_ids.clone();
        zones.sort();
        let zones: Vec<String> = zones
            .iter()
            .map(|(id, name)| {
                let control_plane = !refused.contains(id);
                let fargate = !no_fargate.contains(id);
                let computed = row.zones == Zones::Pattern;
                format!("Zone {{ id: {id:?}, name: {name:?}, control_plane: {control_plane}, fargate: {fargate}, computed: {computed} }}")
            })
            .collect();
        lines.push(format!(
            "Region {{ name: {:?}, partition: {:?}, dns_suffix: {:?}, zones: &[{}], eksctl: {}, metrics_server_default: {} }}",
            row.name,
            row.partition,
            suffix.dns_suffix,
            zones.join(", "),
            row.eksctl,
            row.metrics_server_default,
        ));
    }
    Ok(table("{Region, Zone}", "REGIONS", "Region", lines))
}
