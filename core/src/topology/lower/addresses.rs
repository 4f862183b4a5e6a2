//! Whether subnets that stand already have room for what is put into them, as far as somebody looked.

use super::context::Context;
use super::network::{is_ipv6, observed};
use crate::catalog;
use crate::diagnostic::{Code, Diagnostic, Phase, Severity};
use crate::spec::{Located, ObservedSubnet};
use crate::topology::cluster::{Cluster, ENI_ADDRESSES, ENI_ADDRESSES_RECOMMENDED};
use crate::topology::compute::{NodeGroup, NodeGroupKind};
use crate::topology::network::Network;
use crate::topology::pod_network::PodNetwork;

/// Compares what was observed of subnets with what the cluster and its nodes need.
pub(super) fn check(
    cx: &mut Context<'_>,
    network: &Network,
    cluster: &Cluster,
    groups: &[NodeGroup],
    pods: &PodNetwork,
) {
    for &at in &cluster.subnets {
        check_cluster_subnet(cx, network, at);
    }
    for group in groups {
        check_room(cx, network, group, pods);
        check_public_addresses(cx, network, cluster, group);
    }
}

fn seen<'s>(cx: &Context<'s>, network: &Network, at: usize) -> Option<&'s Located<ObservedSubnet>> {
    observed(cx, network.subnets.get(at)?.existing.as_deref()?)
}

fn check_cluster_subnet(cx: &mut Context<'_>, network: &Network, at: usize) {
    let Some(free) = seen(cx, network, at).and_then(|seen| seen.free_addresses.as_ref()) else { return };
    if free.value >= ENI_ADDRESSES_RECOMMENDED {
        return;
    }
    let is_too_few = free.value < ENI_ADDRESSES;
    let wanted = if is_too_few { "needs" } else { "should have" };
    let number = if is_too_few { ENI_ADDRESSES } else { ENI_ADDRESSES_RECOMMENDED };
    let name = &network.subnets[at].name;
    let message = format!(
        "subnet `{name}` of the control plane has {} free addresses and {wanted} {number}",
        free.value
    );
    let mut finding = Diagnostic::new(Code::NetworkAddressesFew, &free.at, message)
        .arg("subnet", name)
        .help("name other subnets in `vpc.controlPlaneSubnetIDs`; small ones of their own do")
        .phase(Phase::Call);
    if !is_too_few {
        finding.severity = Severity::Warning;
    }
    cx.report.push(finding);
}

/// What the nodes of a group hold from the start, against all that its subnets have.
fn check_room(cx: &mut Context<'_>, network: &Network, group: &NodeGroup, pods: &PodNetwork) {
    let types = group.instance_types.iter().filter_map(|name| catalog::instance_type(name));
    let Some(held) = types.map(|known| pods.idle_addresses(known)).min() else { return };
    let mut free = 0_u64;
    for &at in &group.subnets {
        match seen(cx, network, at).and_then(|seen| seen.free_addresses.as_ref()) {
            Some(some) => free += u64::from(some.value),
            None => return,
        }
    }
    let needed = u64::from(held) * u64::from(group.sizes.desired);
    if needed <= free || group.subnets.is_empty() {
        return;
    }
    let place = group.origin.place.clone().unwrap_or_default();
    let message = format!(
        "the {} nodes of `{}` hold {needed} addresses from the start, and its subnets have {free} free",
        group.sizes.desired, group.name
    );
    let mut finding = Diagnostic::new(Code::NetworkAddressesFew, &place, message)
        .arg("nodeGroup", &group.name)
        .help("name larger subnets, start fewer nodes, or set `WARM_IP_TARGET` of the CNI")
        .phase(Phase::Run);
    finding.severity = Severity::Warning;
    cx.report.push(finding);
}

/// EKS refuses nodes that are to be public in a subnet that gives no public addresses (`Ec2SubnetInvalidConfiguration`);
/// for groups of one's own eksctl does, unless the private endpoint is there.
fn check_public_addresses(cx: &mut Context<'_>, network: &Network, cluster: &Cluster, group: &NodeGroup) {
    let by_eksctl = group.kind == NodeGroupKind::SelfManaged;
    if group.private_networking || is_ipv6(cx.spec) || (by_eksctl && cluster.endpoint.private) {
        return;
    }
    for &at in group.subnets.iter().filter(|&&at| network.subnets[at].public) {
        let flag = seen(cx, network, at).and_then(|seen| seen.map_public_ip.as_ref());
        let Some(flag) = flag.filter(|flag| !flag.value) else { continue };
        let name = &network.subnets[at].name;
        let message =
            format!("nodes of `{}` get no public address in the public subnet `{name}`", group.name);
        let finding = Diagnostic::new(Code::NetworkNoPublicAddresses, &flag.at, message)
            .arg("subnet", name)
            .help("turn `MapPublicIpOnLaunch` of the subnet on, or write `privateNetworking: true`")
            .phase(Phase::Call);
        cx.report.push(if by_eksctl { finding.refused_by("eksctl") } else { finding });
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Severity;
    use crate::topology::lower::testing::{found, lowered};

    const VPC: &str = "vpc:\n  id: vpc-1\n  subnets:\n    private: {us-west-2a: {id: subnet-a}, us-west-2b: {id: subnet-b}}\n    \
                       public: {us-west-2a: {id: subnet-c}, us-west-2b: {id: subnet-d}}\n";

    /// The cluster with what was seen of its first private and its first public subnet.
    fn seen(rest: &str, private: &str, public: &str) -> String {
        format!(
            "{VPC}{rest}\n---\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nobserved: {{vpc: {{subnets: \
             {{subnet-a: {{{private}}}, subnet-b: {{freeAddresses: 20}}, subnet-c: {{{public}}}}}}}}}\n"
        )
    }

    #[test]
    fn the_control_plane_needs_six_addresses_and_likes_sixteen() {
        for (free, severity) in [(5, Some(Severity::Error)), (6, Some(Severity::Warning)), (16, None)] {
            let (_, all) = lowered(&seen("", &format!("freeAddresses: {free}"), ""));
            let severities: Vec<_> = all.iter().map(|finding| finding.severity).collect();
            assert_eq!(severities, severity.into_iter().collect::<Vec<_>>(), "{free}: {all:#?}");
            assert!(all.iter().all(|finding| finding.code.as_str() == "EP0411"));
        }
        let apart = VPC.replace("  subnets:", "  controlPlaneSubnetIDs: [subnet-b, subnet-c]\n  subnets:");
        let text = seen("", "freeAddresses: 0", "").replace(VPC, &apart);
        assert_eq!(found(&text), [""; 0]);
    }

    #[test]
    fn idle_nodes_hold_what_the_cni_keeps_ready() {
        let group = "managedNodeGroups: [{name: a, instanceType: m5.large, desiredCapacity: 3, privateNetworking: true}]";
        // Three nodes with two interfaces of ten addresses each.
        assert_eq!(found(&seen(group, "freeAddresses: 39", "")), ["EP0411 managedNodeGroups[0]"]);
        assert_eq!(found(&seen(group, "freeAddresses: 40", "")), [""; 0]);
        let warm = format!(
            "{group}\naddons: [{{name: vpc-cni, configurationValues: '{{env: {{WARM_IP_TARGET: \"2\"}}}}'}}]"
        );
        assert_eq!(found(&seen(&warm, "freeAddresses: 16", "")), [""; 0]);
    }

    #[test]
    fn public_nodes_need_public_addresses() {
        let managed = "managedNodeGroups: [{name: a}]";
        assert_eq!(
            found(&seen(managed, "", "mapPublicIp: false"))[0],
            "EP0412 observed.vpc.subnets.subnet-c.mapPublicIp"
        );
        assert_eq!(found(&seen(managed, "", "mapPublicIp: true")), [""; 0]);
        let inside = "managedNodeGroups: [{name: a, privateNetworking: true}]";
        assert_eq!(found(&seen(inside, "", "mapPublicIp: false")), [""; 0]);
        let (_, all) = lowered(&seen("nodeGroups: [{name: a}]", "", "mapPublicIp: false"));
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].refused_by, ["eksctl"]);
    }

    #[test]
    fn an_id_is_found_by_addresses_and_blocks_only_where_it_is_used() {
        let by_addresses = VPC.replace("{id: subnet-a}", "{cidr: 10.0.0.0/19}");
        let text = seen("", "cidr: 10.0.0.0/19", "").replace(VPC, &by_addresses);
        let (topology, _) = lowered(&text);
        assert!(topology.network.subnets.iter().any(|it| it.existing.as_deref() == Some("subnet-a")));
        assert!(topology.unknowns.iter().all(|unknown| !unknown.blocks), "{:#?}", topology.unknowns);
        let blocks = |text: &str| {
            let (topology, _) = lowered(text);
            let unknown = topology.unknowns.iter().find(|it| it.subject == "id of subnet us-west-2a");
            unknown.map(|unknown| unknown.blocks)
        };
        assert_eq!(blocks(&by_addresses), Some(true));
        let apart =
            by_addresses.replace("  subnets:", "  controlPlaneSubnetIDs: [subnet-b, subnet-c]\n  subnets:");
        assert_eq!(blocks(&apart), Some(false));
        assert_eq!(
            blocks(&format!("{apart}managedNodeGroups: [{{name: a, privateNetworking: true}}]")),
            Some(true)
        );
    }
}
