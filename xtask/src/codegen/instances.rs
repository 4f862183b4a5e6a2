//! Instance types: one line per type in the data file.

use super::source::{Data, sorted, variant};
use serde::Deserialize;

const FILE: &str = "instance_types.toml";

const COLUMNS: [&str; 12] = [
    "name",
    "vcpus",
    "memory_mib",
    "architectures",
    "hypervisor",
    "interfaces",
    "ipv4_per_interface",
    "gpus",
    "gpu_manufacturer",
    "efa_interfaces",
    "neuron_devices",
    "flags",
];

/// A row is one short line: field names on each of them would be four times the text.
const HEAD: &str = "
use crate::catalog::{Architecture, GpuManufacturer, Hypervisor, InstanceType};

macro_rules! maker {
    (-) => { None };
    ($maker:ident) => { Some(GpuManufacturer::$maker) };
}

macro_rules! instance_types {
    ($($name:literal $vcpus:literal $memory:literal [$($architecture:ident)+] $hypervisor:ident
       $interfaces:literal $addresses:literal $gpus:literal $maker:tt
       $efas:literal $neurons:literal $plain:literal $current:literal $spot:literal $storage:literal;)+) => {
        pub(in crate::catalog) static INSTANCE_TYPES: &[InstanceType] = &[$(InstanceType {
            name: $name,
            vcpus: $vcpus,
            memory_mib: $memory,
            architectures: &[$(Architecture::$architecture),+],
            hypervisor: Hypervisor::$hypervisor,
            network_interfaces: $interfaces,
            ipv4_per_interface: $addresses,
            gpus: $gpus,
            gpu_manufacturer: maker!($maker),
            efa_interfaces: $efas,
            efa_on_first_card: !$plain,
            neuron_devices: $neurons,
            current_generation: $current,
            spot: $spot,
            instance_storage: $storage,
        }),+];
    };
}

instance_types! {
";

type Row = (String, u16, u32, String, String, u8, u8, u8, String, u8, u8, String);

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
    let mut text = HEAD.to_owned();
    for row in &rows {
        text = text + "    " + &line(row)? + ";\n";
    }
    Ok(text + "}\n")
}

fn line(row: &Row) -> Result<String, String> {
    let (
        name,
        vcpus,
        memory,
        architectures,
        hypervisor,
        interfaces,
        addresses,
        gpus,
        maker,
        efas,
        neurons,
        flags,
    ) = row;
    if let Some(flag) = flags.chars().find(|flag| !"csdp".contains(*flag)) {
        return Err(format!("core/data/{FILE}: `{name}` has the unknown flag `{flag}`"));
    }
    let architectures: Vec<String> =
        architectures.split('+').map(|name| variant(&name.replace("_mac", "-mac"))).collect();
    let maker = if maker.is_empty() { "-".to_owned() } else { variant(&maker.to_lowercase()) };
    let flags = ["p", "c", "s", "d"].map(|flag| flags.contains(flag).to_string());
    Ok(format!(
        "{name:?} {vcpus} {memory} [{}] {} {interfaces} {addresses} {gpus} {maker} {efas} {neurons} {}",
        architectures.join(" "),
        variant(hypervisor),
        flags.join(" "),
    ))
}
