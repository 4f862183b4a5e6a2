//! Instance types of Amazon EC2.

use std::sync::LazyLock;

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

/// An instance type: its row in the columns. Figures are those of EC2's `DescribeInstanceTypes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceType(usize);

impl InstanceType {
    /// The name, such as `m5.large`.
    pub fn name(self) -> String {
        let family = ALL_FAMILIES.iter().rfind(|family| family.first <= self.0);
        let named =
            family.and_then(|family| Some((family, family.sizes.split(' ').nth(self.0 - family.first)?)));
        named.map_or_else(String::new, |(family, size)| [family.name, ".", size].concat())
    }

    /// Virtual CPUs.
    pub fn vcpus(self) -> u16 {
        VCPUS[self.0]
    }

    /// Memory in MiB.
    pub fn memory_mib(self) -> u32 {
        MEMORY_MIB[self.0]
    }

    /// What it can run.
    pub fn architectures(self) -> &'static [Architecture] {
        ARCHITECTURE_SETS[usize::from(ARCHITECTURES[self.0])]
    }

    /// What it runs on.
    pub fn hypervisor(self) -> Hypervisor {
        HYPERVISORS[self.0]
    }

    /// Network interfaces of network card 0, the only card that the VPC CNI counts.
    pub fn network_interfaces(self) -> u8 {
        NETWORK_INTERFACES[self.0]
    }

    /// IPv4 addresses of each of them.
    pub fn ipv4_per_interface(self) -> u8 {
        IPV4_PER_INTERFACE[self.0]
    }

    /// Whole GPUs; 0 beside a manufacturer is a fraction of one.
    pub fn gpus(self) -> u8 {
        GPUS[self.0]
    }

    /// Who made the GPUs.
    pub fn gpu_manufacturer(self) -> Option<GpuManufacturer> {
        GPU_MANUFACTURERS[self.0]
    }

    /// The most interfaces of the Elastic Fabric Adapter, one on a network card; 0 without it.
    pub fn efa_interfaces(self) -> u8 {
        EFA_INTERFACES[self.0]
    }

    /// Network card 0 takes one of them.
    pub fn efa_on_first_card(self) -> bool {
        EFA_ON_FIRST_CARD[self.0]
    }

    /// Inferentia or Trainium devices.
    pub fn neuron_devices(self) -> u8 {
        NEURON_DEVICES[self.0]
    }

    /// It can be had as Spot.
    pub fn spot(self) -> bool {
        SPOT[self.0]
    }

    /// True if it has Inferentia or Trainium devices.
    pub fn has_neuron(self) -> bool {
        self.neuron_devices() > 0
    }

    /// Pods that fit by addresses when each pod has a secondary IPv4 address: one address of each interface is its
    /// own, and two pods use the host's network. Not capped by vCPUs.
    pub fn max_pods(self) -> u32 {
        u32::from(self.network_interfaces()) * u32::from(self.ipv4_per_interface()).saturating_sub(1) + 2
    }
}

/// What names of instance types begin with, and the sizes that follow.
struct Family {
    name: &'static str,
    /// Separated by spaces.
    sizes: &'static str,
    /// The row of the first of them.
    first: usize,
}

static ALL_FAMILIES: LazyLock<Vec<Family>> = LazyLock::new(|| {
    let (mut families, mut first) = (Vec::new(), 0);
    for line in FAMILIES.lines() {
        let (name, sizes) = line.split_once(' ').unwrap_or_default();
        families.push(Family { name, sizes, first });
        first += sizes.split(' ').count();
    }
    families
});

/// All instance types, by name.
pub fn instance_types() -> impl Iterator<Item = InstanceType> {
    (0..VCPUS.len()).map(InstanceType)
}

/// The instance type with this name.
pub fn instance_type(name: &str) -> Option<InstanceType> {
    let (family, size) = name.split_once('.')?;
    let family = ALL_FAMILIES.iter().find(|known| known.name == family)?;
    let at = family.sizes.split(' ').position(|known| known == size)?;
    Some(InstanceType(family.first + at))
}
