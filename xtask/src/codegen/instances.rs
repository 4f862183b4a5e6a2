//! Instance types: one line per type in the data file.

use super::source::{Data, sorted, variant, variants};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;

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

/// A row is one short line: field names on each of them would be four times the text. The macro makes columns of them.
const HEAD: &str = "
use crate::catalog::{Architecture, GpuManufacturer, Hypervisor};

macro_rules! maker {
    (-) => { None };
    ($maker:ident) => { Some(GpuManufacturer::$maker) };
}

macro_rules! instance_types {
    ($($family:literal {
        $($size:literal $vcpus:literal $memory:literal $architectures:literal $hypervisor:ident
          $interfaces:literal $addresses:literal $gpus:literal $maker:tt
          $efas:literal $neurons:literal $plain:literal $spot:literal;)+
    })+) => {
        /// A line for each family: its name, then its sizes. Columns have a place for each of these, in this order.
        pub(in crate::catalog) static FAMILIES: &str = concat!($($family, $(\" \", $size,)+ \"\\n\"),+);
        pub(in crate::catalog) static VCPUS: &[u16] = &[$($($vcpus),+),+];
        pub(in crate::catalog) static MEMORY_MIB: &[u32] = &[$($($memory),+),+];
        pub(in crate::catalog) static ARCHITECTURES: &[u8] = &[$($($architectures),+),+];
        pub(in crate::catalog) static HYPERVISORS: &[Hypervisor] = &[$($(Hypervisor::$hypervisor),+),+];
        pub(in crate::catalog) static NETWORK_INTERFACES: &[u8] = &[$($($interfaces),+),+];
        pub(in crate::catalog) static IPV4_PER_INTERFACE: &[u8] = &[$($($addresses),+),+];
        pub(in crate::catalog) static GPUS: &[u8] = &[$($($gpus),+),+];
        pub(in crate::catalog) static GPU_MANUFACTURERS: &[Option<GpuManufacturer>] = &[$($(maker!($maker)),+),+];
        pub(in crate::catalog) static EFA_INTERFACES: &[u8] = &[$($($efas),+),+];
        pub(in crate::catalog) static EFA_ON_FIRST_CARD: &[bool] = &[$($(!$plain),+),+];
        pub(in crate::catalog) static NEURON_DEVICES: &[u8] = &[$($($neurons),+),+];
        pub(in crate::catalog) static SPOT: &[bool] = &[$($($spot),+),+];
    };
}
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
    let sets: BTreeSet<&str> = rows.iter().map(|row| row.3.as_str()).collect();
    let sets: Vec<&str> = sets.into_iter().collect();
    let mut text = format!("{HEAD}\n{}\ninstance_types! {{", architecture_sets(&sets));
    let mut family = "";
    for row in &rows {
        let Some((of, size)) = row.0.split_once('.') else {
            return Err(format!("core/data/{FILE}: `{}` is of no family", row.0));
        };
        if of != family {
            text += if family.is_empty() { "" } else { "\n    }" };
            text = text + &format!("\n    {of:?} {{");
            family = of;
        }
        text = text + "\n        " + &line(row, size, &sets)? + ";";
    }
    Ok(text + "\n    }\n}\n")
}

/// The few sets of what processors can run, which rows name by number.
fn architecture_sets(sets: &[&str]) -> String {
    let mut text = String::from("pub(in crate::catalog) static ARCHITECTURE_SETS: &[&[Architecture]] = &[\n");
    for set in sets {
        let names: Vec<String> = set.split('+').map(|name| name.replace("_mac", "-mac")).collect();
        let _ = writeln!(text, "    {},", variants("Architecture", &names));
    }
    text + "];\n"
}

fn line(row: &Row, size: &str, sets: &[&str]) -> Result<String, String> {
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
    let architectures = sets.iter().position(|set| set == architectures).unwrap_or_default();
    let maker = if maker.is_empty() { "-".to_owned() } else { variant(&maker.to_lowercase()) };
    let flags = ["p", "s"].map(|flag| flags.contains(flag).to_string());
    Ok(format!(
        "{size:?} {vcpus} {memory} {architectures} {} {interfaces} {addresses} {gpus} {maker} {efas} {neurons} {}",
        variant(hypervisor),
        flags.join(" "),
    ))
}
