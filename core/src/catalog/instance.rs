//! Instance types of Amazon EC2.

use std::sync::LazyLock;

use super::find;
use super::generated::instances::*;
use crate::terms::terms;

terms! {
    /// What a processor can run.
    Architecture {
        /// 64-bit Arm.
        Arm64 = "arm64",
        /// 64-bit Arm of a Mac.
        Arm64Mac = "arm64_mac",
        /// 32-bit x86.
        I386 = "i386",
        /// 64-bit x86.
        X86_64 = "x86_64",
        /// 64-bit x86 of a Mac.
        X86_64Mac = "x86_64_mac",
    }
}

terms! {
    /// What an instance runs on.
    Hypervisor {
        /// AWS Nitro.
        Nitro = "nitro",
        /// Xen, in older types.
        Xen = "xen",
        /// No hypervisor.
        Metal = "metal",
    }
}

terms! {
    /// Who made the GPUs.
    GpuManufacturer {
        /// AMD.
        Amd = "amd",
        /// NVIDIA.
        Nvidia = "nvidia",
    }
}

/// An instance type. Figures are those of EC2's `DescribeInstanceTypes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceType {
    /// The name, such as `m5.large`.
    pub name: &'static str,
    /// Virtual CPUs.
    pub vcpus: u16,
    /// Memory in MiB.
    pub memory_mib: u32,
    /// What it can run.
    pub architectures: &'static [Architecture],
    /// What it runs on.
    pub hypervisor: Hypervisor,
    /// Network interfaces of network card 0, the only card that the VPC CNI counts.
    pub network_interfaces: u8,
    /// IPv4 addresses of each of them.
    pub ipv4_per_interface: u8,
    /// Whole GPUs; 0 beside a manufacturer is a fraction of one.
    pub gpus: u8,
    /// Who made the GPUs.
    pub gpu_manufacturer: Option<GpuManufacturer>,
    /// The most interfaces of the Elastic Fabric Adapter, one on a network card; 0 without it.
    pub efa_interfaces: u8,
    /// Network card 0 takes one of them.
    pub efa_on_first_card: bool,
    /// Inferentia or Trainium devices.
    pub neuron_devices: u8,
    /// It can be had as Spot.
    pub spot: bool,
}

impl InstanceType {
    /// True if it has Inferentia or Trainium devices.
    pub fn has_neuron(&self) -> bool {
        self.neuron_devices > 0
    }

    /// Pods that fit by addresses when each pod has a secondary IPv4 address: one address of each interface is its
    /// own, and two pods use the host's network. Not capped by vCPUs.
    pub fn max_pods(&self) -> u32 {
        u32::from(self.network_interfaces) * u32::from(self.ipv4_per_interface).saturating_sub(1) + 2
    }
}

/// The rows, made of the columns when the first of them is asked for.
static INSTANCE_TYPES: LazyLock<Vec<InstanceType>> = LazyLock::new(|| {
    let names: &'static str = names().leak();
    let mut rows = Vec::with_capacity(VCPUS.len());
    for (at, name) in names.lines().enumerate() {
        rows.push(InstanceType {
            name,
            vcpus: VCPUS[at],
            memory_mib: MEMORY_MIB[at],
            architectures: ARCHITECTURE_SETS[usize::from(ARCHITECTURES[at])],
            hypervisor: HYPERVISORS[at],
            network_interfaces: NETWORK_INTERFACES[at],
            ipv4_per_interface: IPV4_PER_INTERFACE[at],
            gpus: GPUS[at],
            gpu_manufacturer: GPU_MANUFACTURERS[at],
            efa_interfaces: EFA_INTERFACES[at],
            efa_on_first_card: EFA_ON_FIRST_CARD[at],
            neuron_devices: NEURON_DEVICES[at],
            spot: SPOT[at],
        });
    }
    rows
});

/// The names, one a line.
fn names() -> String {
    let mut names = String::new();
    for line in FAMILIES.lines() {
        let (family, sizes) = line.split_once(' ').unwrap_or_default();
        for size in sizes.split(' ') {
            names.extend([family, ".", size, "\n"]);
        }
    }
    names
}

/// All instance types, by name.
pub fn instance_types() -> &'static [InstanceType] {
    &INSTANCE_TYPES
}

/// The instance type with this name.
pub fn instance_type(name: &str) -> Option<&'static InstanceType> {
    find(instance_types(), name, |row| row.name)
}
