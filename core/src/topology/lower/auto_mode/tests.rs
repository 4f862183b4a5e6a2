use crate::diagnostic::Severity;
use crate::topology::Topology;
use crate::topology::auto_mode::AutoMode;
use crate::topology::lower::testing::{clean, found, lowered, policies, role};

const ON: &str = "enabled: true";

fn on(rest: &str) -> String {
    format!("autoModeConfig: {{{ON}{rest}}}\n")
}

fn auto_mode(topology: &Topology) -> &AutoMode {
    topology.auto_mode.as_ref().unwrap()
}

fn pools(topology: &Topology) -> Vec<&str> {
    auto_mode(topology).pools.iter().map(|pool| pool.known.name).collect()
}

#[test]
fn both_node_pools_and_their_role_come_by_default() {
    let topology = clean(&on(""));
    assert_eq!(pools(&topology), ["general-purpose", "system"]);
    let [general, system] = &auto_mode(&topology).pools[..] else { panic!() };
    assert!(general.taints.is_empty());
    assert_eq!((system.taints[0].key.as_str(), system.known.architectures.len()), ("CriticalAddonsOnly", 2));
    assert_eq!(
        policies(role(&topology, "auto-mode-node")),
        [
            "AmazonEC2ContainerRegistryPullOnly",
            "AmazonEKSWorkerNodeMinimalPolicy",
            "AmazonElasticContainerRegistryPublicReadOnly"
        ]
    );
    assert!(policies(role(&topology, "cluster")).contains(&"AmazonEKSComputePolicy".to_owned()));
    let names: Vec<_> = topology.add_ons.iter().map(|add_on| add_on.name.as_str()).collect();
    assert_eq!(names, ["metrics-server"]);
    assert!(topology.add_ons[0].needs_capacity);
    let private = |&at: &usize| !topology.network.subnets[at].public;
    assert!(topology.cluster.subnets.iter().all(private));
}

#[test]
fn no_node_pool_is_a_choice_and_wants_no_role() {
    let topology = clean(&on(", nodePools: []"));
    assert!(pools(&topology).is_empty());
    assert_eq!(auto_mode(&topology).node_role, None);
    for field in ["nodeRoleARN", "permissionsBoundaryARN"] {
        let text = on(&format!(", nodePools: [], {field}: \"arn:aws:iam::1:role/r\""));
        assert_eq!(found(&text), [format!("EP1201 autoModeConfig.{field}")]);
    }
}

#[test]
fn the_role_that_is_named_is_taken() {
    let topology = clean(&on(", nodePools: [system], nodeRoleARN: \"arn:aws:iam::1:role/nodes\""));
    let at = auto_mode(&topology).node_role.unwrap();
    assert_eq!(topology.roles[at].existing.as_deref(), Some("arn:aws:iam::1:role/nodes"));
    let topology = clean(&on(", permissionsBoundaryARN: \"arn:aws:iam::1:policy/b\""));
    assert_eq!(role(&topology, "auto-mode-node").boundary.as_deref(), Some("arn:aws:iam::1:policy/b"));
    let both =
        ", nodeRoleARN: \"arn:aws:iam::1:role/r\", permissionsBoundaryARN: \"arn:aws:iam::1:policy/b\"";
    assert_eq!(found(&on(both)), ["EP1202 autoModeConfig.permissionsBoundaryARN"]);
}

#[test]
fn what_does_not_go_together_is_said() {
    let role = "nodeRoleARN: \"arn:aws:iam::1:role/r\"";
    for (text, expected) in [
        (on(", nodePools: [gpu]"), "EP0107 autoModeConfig.nodePools[0]"),
        (on(", nodePools: [system, system]"), "EP1203 autoModeConfig.nodePools[1]"),
        (format!("autoModeConfig: {{enabled: false, {role}}}\n"), "EP1201 autoModeConfig.nodeRoleARN"),
        (
            format!("{}accessConfig: {{authenticationMode: CONFIG_MAP}}\n", on("")),
            "EP1204 autoModeConfig.enabled",
        ),
        (format!("{}addons: [{{name: vpc-cni}}]\n", on("")), "EP0510 addons[0].name"),
        (format!("{}managedNodeGroups: [{{name: a}}]\n", on("")), "EP0510 managedNodeGroups[0]"),
        (
            format!(
                "{}accessConfig: {{accessEntries: [{{principalARN: \"arn:aws:iam::1:role/r\"}}]}}\n",
                on(&format!(", {role}"))
            ),
            "EP0602 accessConfig.accessEntries[0]",
        ),
    ] {
        assert_eq!(found(&text), [expected], "{text}");
    }
    let idle = clean("autoModeConfig: {enabled: false}\n");
    assert!(idle.auto_mode.is_none());
}

#[test]
fn node_groups_beside_it_need_the_core_add_ons_and_a_second_command_of_eksctl() {
    let text = format!(
        "{}addons: [{{name: coredns}}, {{name: kube-proxy}}, {{name: VPC-CNI}}]\nmanagedNodeGroups: [{{name: a}}]\n",
        on("")
    );
    let (topology, found) = lowered(&text);
    let [finding] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((finding.code.as_str(), finding.severity), ("EP0510", Severity::Warning));
    assert_eq!(topology.node_groups.len(), 1);
}

#[test]
fn a_cluster_role_that_stands_has_to_be_looked_at() {
    let topology = clean(&format!("{}iam: {{serviceRoleARN: \"arn:aws:iam::1:role/c\"}}\n", on("")));
    let unknown = topology.unknowns.iter().find(|it| it.subject.contains("Auto Mode")).unwrap();
    assert!(!unknown.blocks && unknown.command.as_deref().unwrap().ends_with("--role-name c"));
}
