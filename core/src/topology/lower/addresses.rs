//! Whether nodes in public subnets that stand already get public addresses, as far as somebody looked.

use super::context::Context;
use super::network::{is_ipv6, observed};
use crate::diagnostic::{Code, Phase};
use crate::spec::{Located, ObservedSubnet};
use crate::topology::cluster::Cluster;
use crate::topology::compute::{NodeGroup, NodeGroupKind};
use crate::topology::network::Network;

/// Compares what was observed of subnets with what nodes need of them.
pub(super) fn check(cx: &mut Context<'_>, network: &Network, cluster: &Cluster, groups: &[NodeGroup]) {
    for group in groups {
        check_public_addresses(cx, network, cluster, group);
    }
}

fn seen<'s>(cx: &Context<'s>, network: &Network, at: usize) -> Option<&'s Located<ObservedSubnet>> {
    observed(cx, network.subnets.get(at)?.existing.as_deref()?)
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
        let finding = cx
            .report
            .raise(
                Code::NetworkNoPublicAddresses,
                &flag.at,
                format_args!("nodes of `{}` get no public address in the public subnet `{name}`", group.name),
            )
            .arg("subnet", name)
            .help("turn `MapPublicIpOnLaunch` of the subnet on, or write `privateNetworking: true`")
            .phase(Phase::Call);
        if by_eksctl {
            finding.refused_by("eksctl");
        }
    }
}

#[cfg(test)]
mod tests {
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
