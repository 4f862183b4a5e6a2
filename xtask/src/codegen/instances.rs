//! Instance types: one line per type in the data file.

use super::source::{Data, sorted, table, variant};
use serde::Deserialize;

const FILE: &str = "instance_types.toml";

const COLUMNS: [&str; 10] = [
    "name",
    "vcpus",
    "memory_mib",
    "architectures",
    "hypervisor",
    "interfaces",
    "ipv4_per_interface",
    "gpus",
    "gpu_manufacturer",
    "flags",
];

type Row = (String, u16, u32, String, String, u8, u8, u8, String, String);

#[derive(Deserialize)]
struct File {
    columns: Vec<String>,
    rows: Vec<Row>,
}

pub(crate) fn instance_types(data: &Data) -> Result<String, String> {
    let file = data.parse::<File>(FILE)?;
    if file.columns != COLUMNS {
        return Err(format!("core/data/{FILE}: `columns` are not {COLUMNS:?}"));
    }
    let rows = sorted(FILE, file.rows, |row| row.0.clone())?;
    let lines: Vec<String> = rows.iter().map(line).collect::<Result<_, _>>()?;
    Ok(table(
        "{Architecture, GpuManufacturer, Hypervisor, InstanceType}",
        "INSTANCE_TYPES",
        "InstanceType",
        lines,
    ))
}

fn line(row: &Row) -> Result<String, String> {
    let (name, vcpus, memory, architectures, hypervisor, interfaces, addresses, gpus, maker, flags) = row;
    if let Some(flag) = flags.chars().find(|flag| !"csden".contains(*flag)) {
        return Err(format!("core/data/{FILE}: `{name}` has the unknown flag `{flag}`"));
    }
    let architectures: Vec<String> = architectures
        .split('+')
        .map(|name| format!("Architecture::{}", variant(&name.replace("_mac", "-mac"))))
        .collect();
    let maker = if maker.is_empty() {
        "None".to_owned()
    } else {
        format!("Some(GpuManufacturer::{})", variant(&maker.to_lowercase()))
    };
    let has = |flag| flags.contains(flag);
    Ok(format!(
        "InstanceType {{ name: {name:?}, vcpus: {vcpus}, memory_mib: {memory}, architectures: &[{}], hypervisor: Hypervisor::{}, network_interfaces: {interfaces}, ipv4_per_interface: {addresses}, gpus: {gpus}, gpu_manufacturer: {maker}, neuron: {}, efa: {}, current_generation: {}, spot: {}, instance_storage: {} }}",
        architectures.join(", "),
        variant(hypervisor),
        has('n'),
        has('e'),
        has('c'),
        has('s'),
        has('d'),
    ))
}
