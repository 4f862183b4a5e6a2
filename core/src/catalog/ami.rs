//! Families of node images.

use super::generated::amis::AMI_FAMILIES;
use super::generated::image_parameters::IMAGE_PARAMETERS;
use super::{Date, KubernetesVersion, find};
use crate::terms::terms;

terms! {
    /// What a node runs.
    Os {
        /// Linux with a writable root.
        Linux = "linux",
        /// Bottlerocket, configured by settings instead of scripts.
        Bottlerocket = "bottlerocket",
        /// Windows Server.
        Windows = "windows",
    }
}

/// A family of node images as eksctl names it. The `Option` fields are AMI types of the EKS API; `None` where the
/// family has no image for that hardware, or no AMI type of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmiFamily {
    /// The name, such as `AmazonLinux2023`.
    pub name: &'static str,
    /// What the node runs.
    pub os: Os,
    /// For x86 without accelerator.
    pub x86_64: Option<&'static str>,
    /// For Arm without accelerator.
    pub arm64: Option<&'static str>,
    /// For x86 with NVIDIA GPUs.
    pub x86_64_nvidia: Option<&'static str>,
    /// For Arm with NVIDIA GPUs.
    pub arm64_nvidia: Option<&'static str>,
    /// For x86 with Neuron devices.
    pub x86_64_neuron: Option<&'static str>,
    /// For Arm with Neuron devices.
    pub arm64_neuron: Option<&'static str>,
    /// The device that eksctl maps the root volume to.
    pub root_device: &'static str,
    /// The oldest Kubernetes version that it is made for; `None` where the source names none.
    pub first_version: Option<KubernetesVersion>,
    /// The newest one, included.
    pub last_version: Option<KubernetesVersion>,
    /// The day after which AWS publishes no new image; `None` while it does.
    pub ended: Option<Date>,
    /// Families of instance types that its images do not boot on.
    pub unfit: &'static [&'static str],
}

/// All families, by name.
pub fn ami_families() -> &'static [AmiFamily] {
    AMI_FAMILIES
}

/// The family with this name.
pub fn ami_family(name: &str) -> Option<&'static AmiFamily> {
    find(AMI_FAMILIES, name, |row| row.name)
}

/// The public SSM parameter that names a family's newest image for a variant (`x86_64`, `arm64_nvidia`, ...);
/// `{version}` in it stands for the Kubernetes version.
pub fn image_parameter(family: &str, variant: &str) -> Option<&'static str> {
    let parameter = |line: &'static str| {
        line.strip_prefix(family)?.strip_prefix('/')?.strip_prefix(variant)?.strip_prefix(' ')
    };
    IMAGE_PARAMETERS.lines().find_map(parameter)
}
