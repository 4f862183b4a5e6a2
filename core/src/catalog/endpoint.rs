//! Endpoint services that a VPC without a way to the internet can need.

use super::generated::endpoints::ENDPOINT_SERVICES;
use super::{Region, find, partition};

/// An AWS service that a VPC can reach through an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndpointService {
    /// The last part of its name, such as `ecr.api`.
    pub key: &'static str,
    /// A gateway endpoint, which costs nothing and sits in route tables; else an interface in subnets.
    pub gateway: bool,
    /// eksctl makes it for every fully private cluster.
    pub required_by_eksctl: bool,
    /// eksctl makes it when the control plane is on an Outpost.
    pub required_on_outposts: bool,
    /// eksctl makes it on request.
    pub optional_in_eksctl: bool,
    /// Its name begins with the partition's own prefix in China.
    pub prefix_in_china: bool,
    /// Its name begins with the partition's own prefix in isolated partitions.
    pub prefix_in_iso: bool,
    /// What it is for.
    pub why: &'static str,
}

/// All known endpoint services, by key.
pub fn endpoint_services() -> &'static [EndpointService] {
    ENDPOINT_SERVICES
}

/// The endpoint service with this key.
pub fn endpoint_service(key: &str) -> Option<&'static EndpointService> {
    find(ENDPOINT_SERVICES, key, |row| row.key)
}

/// The full name of a service in a region, such as `com.amazonaws.us-west-2.ec2`, with the prefixes of China and of
/// isolated partitions where eksctl knows of one. Unknown keys have the common prefix.
pub fn endpoint_service_name(key: &str, region: &Region) -> String {
    let prefix = own_prefix(key, region).unwrap_or("com.amazonaws");
    format!("{prefix}.{}.{key}", region.name)
}

fn own_prefix(key: &str, region: &Region) -> Option<&'static str> {
    let service = endpoint_service(key)?;
    let partition = partition(region.partition)?;
    let has_own = match partition.name {
        "aws-cn" => service.prefix_in_china,
        name => name.starts_with("aws-iso") && service.prefix_in_iso,
    };
    let alternate = partition.alternate_prefix.filter(|_| matches!(key, "ecr.api" | "ecr.dkr"));
    has_own.then(|| alternate.or(partition.endpoint_prefix)).flatten()
}
