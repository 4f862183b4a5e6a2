//! What the VPC CNI is told of the addresses of pods: it must be there before nodes start.

use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::Subject;
use crate::graph::builder::New;
use crate::terms::ResourceKind as Kind;

/// Makes the ENIConfigs, which the add-on writes into the cluster.
pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    let Some(cni) = handles.add_on(topology, "vpc-cni") else { return };
    if topology.pod_network.configured {
        handles.cni_config = Some(cni);
    }
    for (index, config) in topology.pod_network.eni_configs.iter().enumerate() {
        let new = New::aws(Kind::EniConfig, &config.name, cni, Subject::EniConfig(index));
        let handle = builder.add(new.named("the ENIConfig of"));
        builder.edge(handles.subnets[config.subnet], handle, reason::ENI_CONFIG_NEEDS_SUBNET);
        for &group in &config.security_groups {
            let group = handles.security_groups[group];
            builder.edge(group, handle, reason::ENI_CONFIG_NEEDS_SECURITY_GROUP);
        }
        handles.eni_configs.push(handle);
    }
}
