//! Parts outside the region: hybrid nodes and Outposts.

use super::node_group_part::Placement;
use crate::spec::Located;
use crate::spec::section::section;

section! {
    /// Networks of hybrid nodes.
    RemoteNetworkConfig = "RemoteNetworkConfig" {
        iam "iam": RemoteNodesIam,
        remote_node_networks "remoteNodeNetworks": Vec<Located<RemoteNetwork>>,
        remote_pod_networks "remotePodNetworks": Vec<Located<RemoteNetwork>>,
        vpc_gateway_id "vpcGatewayID": String,
    }
}

section! {
    /// One network of hybrid nodes or their pods.
    RemoteNetwork = "RemoteNetwork" {
        cidrs "cidrs": Vec<Located<String>>,
    }
}

section! {
    /// How hybrid nodes get credentials.
    RemoteNodesIam = "RemoteNodesIAM" {
        ca_bundle_cert "caBundleCert": String,
        provider "provider": String,
        role_arn "roleARN": String,
    }
}

section! {
    /// A control plane on an Outpost.
    Outpost = "Outpost" {
        control_plane_instance_type "controlPlaneInstanceType": String,
        control_plane_outpost_arn "controlPlaneOutpostARN": String,
        control_plane_placement "controlPlanePlacement": Placement,
        etcd_instance_type "etcdInstanceType": String,
        etcd_placement "etcdPlacement": Placement,
    }
}
