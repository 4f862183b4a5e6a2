//! Objects that nodes need before they are of use: device plugins, and addresses for pods on Windows.

use super::access::add_object;
use super::{Builder, Handles};
use crate::catalog::reason;
use crate::graph::Subject;
use crate::graph::builder::New;
use crate::terms::ResourceKind as Kind;

pub(super) fn add(builder: &mut Builder<'_>, handles: &mut Handles) {
    let topology = builder.topology;
    for (index, plugin) in topology.device_plugins.iter().enumerate() {
        let new =
            New::kubernetes(Kind::DevicePlugin, plugin.name, &plugin.origin, Subject::DevicePlugin(index));
        let handle = builder.add(new.called(format!("the {} device plugin", plugin.title)));
        add_object(builder, handles, handle);
        for &group in &plugin.node_groups {
            builder.edge(handle, handles.node_groups[group], reason::NODES_NEED_DEVICE_PLUGIN);
        }
    }
    let Some(first) = topology.node_groups.iter().find(|group| group.image.windows) else { return };
    let cni = topology.add_ons.iter().position(|add_on| add_on.name == "vpc-cni");
    let before = match cni.filter(|&at| topology.add_ons[at].windows_ipam) {
        Some(cni) => handles.add_ons[cni],
        None => {
            let new = New::kubernetes(Kind::WindowsIpam, "main", &first.origin, Subject::WindowsIpam);
            let handle = builder.add(new.called("addresses for Windows pods"));
            add_object(builder, handles, handle);
            builder.edge_if(cni.map(|at| handles.add_ons[at]), handle, reason::IPAM_FOLLOWS_CNI);
            handle
        }
    };
    for (group, &at) in topology.node_groups.iter().zip(&handles.node_groups) {
        if group.image.windows {
            builder.edge(before, at, reason::WINDOWS_NODES_NEED_IPAM);
        }
    }
}
