//! Node images, volumes, and closed lists of words.

use super::source::{Data, Source, option, some_date, some_version, table, variant};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmiFamily {
    name: String,
    os: String,
    x86_64: Option<String>,
    arm64: Option<String>,
    x86_64_nvidia: Option<String>,
    arm64_nvidia: Option<String>,
    x86_64_neuron: Option<String>,
    arm64_neuron: Option<String>,
    root_device: String,
    first_version: Option<String>,
    last_version: Option<String>,
    ended: Option<String>,
    #[serde(default)]
    unfit: Vec<String>,
    #[serde(rename = "source")]
    _source: Source,
}

pub(crate) fn ami_families(data: &Data) -> Result<String, String> {
    let rows = data.rows("ami_families.toml", |row: &AmiFamily| row.name.clone())?;
    let rows = rows.iter().map(|row| {
        format!(
            "AmiFamily {{ name: {:?}, os: Os::{}, x86_64: {}, arm64: {}, x86_64_nvidia: {}, arm64_nvidia: {}, x86_64_neuron: {}, arm64_neuron: {}, root_device: {:?}, first_version: {}, last_version: {}, ended: {}, unfit: &{:?} }}",
            row.name,
            variant(&row.os),
            option(row.x86_64.as_ref()),
            option(row.arm64.as_ref()),
            option(row.x86_64_nvidia.as_ref()),
            option(row.arm64_nvidia.as_ref()),
            option(row.x86_64_neuron.as_ref()),
            option(row.arm64_neuron.as_ref()),
            row.root_device,
            some_version(row.first_version.as_ref()),
            some_version(row.last_version.as_ref()),
            some_date(row.ended.as_ref()),
            row.unfit,
        )
    });
    Ok(table("{AmiFamily, Date, KubernetesVersion, Os}", "AMI_FAMILIES", "AmiFamily", rows))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ImageParameter {
    key: String,
    parameter: String,
}

pub(crate) fn image_parameters(data: &Data) -> Result<String, String> {
    let rows = data.rows("image_parameters.toml", |row: &ImageParameter| row.key.clone())?;
    let lines: String = rows.iter().map(|row| format!("{} {}\n", row.key, row.parameter)).collect();
    Ok(format!(
        "\n/// `FAMILY/VARIANT PARAMETER`.\npub(in crate::catalog) static IMAGE_PARAMETERS: &str = \"\\\n{lines}\";\n"
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VolumeType {
    name: String,
    min_gib: u32,
    max_gib: u32,
    min_iops: Option<u32>,
    max_iops: Option<u32>,
    iops_per_gib: Option<u32>,
    eksctl_max_iops: Option<u32>,
    min_throughput: Option<u32>,
    max_throughput: Option<u32>,
    eksctl_max_throughput: Option<u32>,
    boots: bool,
}

pub(crate) fn volume_types(data: &Data) -> Result<String, String> {
    let rows = data.rows("volume_types.toml", |row: &VolumeType| row.name.clone())?;
    let rows = rows.iter().map(|row| {
        format!(
            "VolumeType {{ name: {:?}, size_gib: {}, iops: {}, iops_per_gib: {:?}, eksctl_max_iops: {:?}, throughput: {}, eksctl_max_throughput: {:?}, boots: {} }}",
            row.name,
            range(row.min_gib, row.max_gib),
            some_range(row.min_iops, row.max_iops),
            row.iops_per_gib,
            row.eksctl_max_iops,
            some_range(row.min_throughput, row.max_throughput),
            row.eksctl_max_throughput,
            row.boots,
        )
    });
    Ok(table("VolumeType", "VOLUME_TYPES", "VolumeType", rows))
}

fn range(min: u32, max: u32) -> String {
    format!("({min}, {max})")
}

fn some_range(min: Option<u32>, max: Option<u32>) -> String {
    min.zip(max).map_or_else(|| "None".to_owned(), |(min, max)| format!("Some({})", range(min, max)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    key: String,
    values: Vec<String>,
    #[serde(rename = "source")]
    _source: Source,
}

pub(crate) fn lists(data: &Data) -> Result<String, String> {
    let rows = data.rows("lists.toml", |row: &List| row.key.clone())?;
    let rows = rows.iter().map(|row| format!("List {{ key: {:?}, values: &{:?} }}", row.key, row.values));
    Ok(table("List", "LISTS", "List", rows))
}
