//! How pods get their addresses, as the configuration of the VPC CNI says.

use super::Origin;
use crate::catalog::{Hypervisor, InstanceType};

/// Addresses in a block that a node takes at once.
const PREFIX: u32 = 16;

/// How pods get their addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PodNetwork {
    /// True if the configuration of the CNI says anything of it.
    pub configured: bool,
    /// True if nodes take blocks of /28 in place of single addresses.
    pub prefixes: bool,
    /// True if pods stand in subnets of their own.
    pub custom: bool,
    /// What the add-on tells nodes of those subnets.
    pub eni_configs: Vec<EniConfig>,
    /// Interfaces that a node keeps ready, if it was chosen.
    pub warm_interfaces: Option<u32>,
    /// Addresses that a node keeps ready, if it was chosen.
    pub warm_addresses: Option<u32>,
    /// Addresses that a node holds at the least, if it was chosen.
    pub least_addresses: Option<u32>,
}

/// The subnet and the security groups of pods on nodes of one kind: an `ENIConfig` that the add-on makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EniConfig {
    /// Its name: the zone, as a rule.
    pub name: String,
    /// Index of the subnet.
    pub subnet: usize,
    /// Indexes of the security groups; empty for those of the node.
    pub security_groups: Vec<usize>,
    /// Where it comes from.
    pub origin: Origin,
}

impl PodNetwork {
    /// True if nodes of this type take blocks: only Nitro can.
    pub fn takes_prefixes(&self, of: InstanceType) -> bool {
        self.prefixes && of.hypervisor() != Hypervisor::Xen
    }

    /// Pods that get an address on a node of this type, with the two that use the host's network. With custom networking
    /// the first interface holds no pods. EKS recommends no more than 110, and 250 beyond 30 vCPUs. Source: EKS user
    /// guide, choosing an instance type; EKS best practices guide, prefix mode.
    pub fn max_pods(&self, of: InstanceType) -> u32 {
        if !self.custom && !self.takes_prefixes(of) {
            return of.max_pods();
        }
        let interfaces =
            u32::from(of.network_interfaces()) - u32::from(self.custom && of.network_interfaces() > 0);
        let slots = u32::from(of.ipv4_per_interface()).saturating_sub(1);
        let each = if self.takes_prefixes(of) { slots * PREFIX } else { slots };
        (interfaces * each + 2).min(if of.vcpus() > 30 { 250 } else { 110 })
    }

    /// Addresses of its own subnet that an idle node of this type holds. Source: amazon-vpc-cni-k8s, docs/eni-and-ip-target.md.
    pub fn idle_addresses(&self, of: InstanceType) -> u32 {
        if self.custom {
            return 1;
        }
        if self.takes_prefixes(of) {
            return 1 + PREFIX;
        }
        if self.warm_addresses.is_some() || self.least_addresses.is_some() {
            return 1 + self.warm_addresses.unwrap_or(0).max(self.least_addresses.unwrap_or(0));
        }
        let interfaces = 1_u32.saturating_add(self.warm_interfaces.unwrap_or(1));
        interfaces.min(u32::from(of.network_interfaces())) * u32::from(of.ipv4_per_interface())
    }

    /// Addresses of the pods' own subnets that an idle node of this type holds; none where pods share the subnet of
    /// their node. An interface takes all its addresses there, its own among them. Source: the same.
    pub fn idle_pod_addresses(&self, of: InstanceType) -> u32 {
        if !self.custom {
            return 0;
        }
        if self.takes_prefixes(of) {
            return 1 + PREFIX;
        }
        if self.warm_addresses.is_some() || self.least_addresses.is_some() {
            return 1 + self.warm_addresses.unwrap_or(0).max(self.least_addresses.unwrap_or(0));
        }
        let most = u32::from(of.network_interfaces()).saturating_sub(1);
        self.warm_interfaces.unwrap_or(1).max(1).min(most) * u32::from(of.ipv4_per_interface())
    }
}
