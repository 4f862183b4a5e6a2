//! The network.

use crate::spec::Status::Noted;
use crate::spec::section::{choice, section};
use crate::spec::{Located, Map};

choice! {
    /// How many NAT gateways.
    NatGateway {
        /// One in each zone.
        HighlyAvailable = "HighlyAvailable",
        /// One for all zones.
        Single = "Single",
        /// None.
        Disable = "Disable",
    }
}

choice! {
    /// Which addresses pods and services have.
    IpFamily, any_case(true) {
        /// The default.
        Ipv4 = "IPv4",
        /// A cluster of its own kind.
        Ipv6 = "IPv6",
    }
}

section! {
    /// The network of the cluster: one to be made, or an existing one.
    Vpc = "ClusterVPC" {
        id "id": String,
        auto_allocate_ipv6 "autoAllocateIPv6": bool,
        cidr "cidr": String,
        cluster_endpoints "clusterEndpoints": ClusterEndpoints,
        control_plane_egress_mode "controlPlaneEgressMode": String,
        control_plane_on_private_subnets "controlPlaneOnPrivateSubnets": bool,
        control_plane_security_group_ids "controlPlaneSecurityGroupIDs": Vec<Located<String>>,
        control_plane_subnet_ids "controlPlaneSubnetIDs": Vec<Located<String>>,
        extra_cidrs "extraCIDRs": Vec<Located<String>>,
        extra_ipv6_cidrs "extraIPv6CIDRs": Vec<Located<String>>,
        hostname_type "hostnameType": String,
        ipv6_cidr "ipv6Cidr": String,
        ipv6_pool "ipv6Pool": String,
        manage_shared_node_security_group_rules "manageSharedNodeSecurityGroupRules": bool,
        nat "nat": Nat,
        public_access_cidrs "publicAccessCIDRs": Vec<Located<String>>,
        security_group "securityGroup": String,
        shared_node_security_group "sharedNodeSecurityGroup": String,
        subnets "subnets": Subnets,
    }
}

section! {
    /// How private subnets reach the internet.
    Nat = "ClusterNAT" {
        gateway "gateway": NatGateway,
    }
}

section! {
    /// Subnets by the zone or by any name.
    Subnets = "ClusterSubnets" {
        private "private": Map<Subnet>,
        public "public": Map<Subnet>,
    }
}

section! {
    /// One subnet: an existing one by its id, or one to be cut.
    Subnet = "AZSubnetSpec", loose(true) {
        id "id": String,
        az "az": String,
        cidr "cidr": String,
    }
}

section! {
    /// From where the Kubernetes API can be reached.
    ClusterEndpoints = "ClusterEndpoints" {
        private_access "privateAccess": bool,
        public_access "publicAccess": bool,
    }
}

section! {
    /// Addresses inside the cluster.
    KubernetesNetworkConfig = "KubernetesNetworkConfig" {
        ip_family "ipFamily": IpFamily,
        service_ipv4_cidr "serviceIPv4CIDR": String,
        service_ipv6_cidr "serviceIPv6CIDR": String => Noted("EKS chooses it, and eksctl only reads it back"),
    }
}

section! {
    /// A cluster without a way to the internet.
    PrivateCluster = "PrivateCluster" {
        additional_endpoint_services "additionalEndpointServices": Vec<Located<String>>,
        enabled "enabled": bool,
        skip_endpoint_creation "skipEndpointCreation": bool,
    }
}
