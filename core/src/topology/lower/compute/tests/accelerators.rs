//! EFA, instance selectors, device plugins.

use crate::topology::Topology;
use crate::topology::compute::*;
use crate::topology::lower::testing::{clean, found, lowered, only};

fn plugins(topology: &Topology) -> Vec<&'static str> {
    topology.device_plugins.iter().map(|plugin| plugin.name).collect()
}

fn cards(group: &NodeGroup) -> Vec<(u8, bool)> {
    group.efa.iter().flatten().map(|interface| (interface.card, interface.efa)).collect()
}

#[test]
fn efa_takes_a_placement_group_a_zone_and_an_interface_on_each_card() {
    let topology = clean(
        "managedNodeGroups: [{name: a, instanceType: p4d.24xlarge, efaEnabled: true, privateNetworking: true}]",
    );
    let group = &topology.node_groups[0];
    assert_eq!(group.placement, Some(Placement::Made));
    assert_eq!(cards(group), [(0, true), (1, true), (2, true), (3, true)]);
    assert_eq!(group.subnets.len(), 1);
    assert!(topology.assumptions.iter().any(|it| it.subject == "zone of node group a"));
    assert_eq!(group.security_groups, [0], "since 1.33 EKS opens the cluster's group to EFA");
    assert_eq!(plugins(&topology), ["efa", "nvidia"]);
}

#[test]
fn nodes_of_ones_own_with_efa_get_a_group_that_is_open_to_itself() {
    let topology = clean(
        "nodeGroups: [{name: a, instanceType: c5n.18xlarge, efaEnabled: true, availabilityZones: [us-west-2a]}]",
    );
    let network = &topology.network;
    let rules: Vec<_> = network.rules.iter().filter(|rule| rule.name.starts_with("efa.")).collect();
    let ways: Vec<_> = rules.iter().map(|rule| (rule.name.as_str(), rule.egress, rule.protocol)).collect();
    assert_eq!(ways, [("efa.a.in", false, "-1"), ("efa.a.out", true, "-1")]);
    assert!(topology.node_groups[0].security_groups.contains(&rules[0].group));
    assert!(topology.assumptions.iter().all(|it| it.subject != "zone of node group a"));
    let closed = clean(
        "nodeGroups: [{name: a, instanceType: c5n.18xlarge, efaEnabled: true, securityGroups: {withLocal: false}}]",
    );
    assert!(closed.network.rules.iter().all(|rule| !rule.name.starts_with("efa.")));
}

#[test]
fn cards_without_efa_are_known() {
    let of = |name: &str| {
        let text = format!("managedNodeGroups: [{{name: a, instanceType: {name}, efaEnabled: true}}]");
        cards(&clean(&text).node_groups[0])
    };
    assert_eq!(of("i7ie.48xlarge"), [(0, true)]);
    let newest = of("p6-b300.48xlarge");
    assert_eq!((newest.len(), newest[0], newest[16]), (17, (0, false), (16, true)));
}

#[test]
fn a_reservation_and_a_named_group_come_with_their_place() {
    let placement = |written: &str| {
        let text = format!(
            "managedNodeGroups: [{{name: a, instanceType: c5n.18xlarge, efaEnabled: true, {written}}}]"
        );
        clean(&text).node_groups[0].placement.clone()
    };
    assert_eq!(placement("placement: {groupName: near}"), Some(Placement::Existing("near".into())));
    assert_eq!(placement("capacityReservation: {capacityReservationPreference: open}"), None);
}

#[test]
fn efa_that_cannot_be_is_refused() {
    let of = |written: &str| found(&format!("managedNodeGroups: [{{name: a, efaEnabled: true, {written}}}]"));
    assert_eq!(of("instanceType: m5.large"), ["EP0534 managedNodeGroups[0].efaEnabled"]);
    assert_eq!(
        of("instanceType: c5n.18xlarge, availabilityZones: [us-west-2a, us-west-2b]"),
        ["EP0534 managedNodeGroups[0].availabilityZones"]
    );
}

#[test]
fn a_selector_finds_types_in_the_catalogue() {
    let topology = clean(
        "nodeGroups: [{name: a, instanceSelector: {vCPUs: 2, memory: \"4\", gpus: 0, cpuArchitecture: arm64, deny: \"^t\"}}]\n\
         managedNodeGroups: [{name: b, instanceSelector: {vCPUs: 2, memory: 8GiB, allow: \"^m[67]i\\\\.\"}}]",
    );
    let types = |at: usize| topology.node_groups[at].instance_types.join(" ");
    assert_eq!(types(1), "m6i.large m7i.large");
    assert!(types(0).contains("c6g.large") && !types(0).contains("t4g"), "{}", types(0));
    assert_eq!(topology.node_groups[0].capacity, Capacity::Mixed(serde_json::Map::new()));
    let subject = "instance types of node group b";
    assert!(
        topology.assumptions.iter().any(|it| it.subject == subject && it.value == "m6i.large, m7i.large")
    );
    let unknown = topology.unknowns.iter().find(|it| it.subject == "offers for node group b").unwrap();
    assert!(!unknown.blocks && unknown.command.as_ref().unwrap().ends_with("Values=m6i.large,m7i.large"));
}

#[test]
fn accelerators_are_counted() {
    let types = |written: &str| {
        let text = format!("managedNodeGroups: [{{name: a, instanceSelector: {{{written}}}}}]");
        lowered(&text).0.node_groups[0].instance_types.join(" ")
    };
    assert_eq!(types("neuron_devices: 12"), "inf2.48xlarge");
    assert_eq!(types("neuron_devices: 16, allow: \"^trn1[.]\""), "trn1.32xlarge");
    assert!(types("gpus: 8, allow: ^p4").starts_with("p4d.24xlarge"));
    assert!(!types("vCPUs: 2, memory: \"8\", gpus: 0, allow: ^g").contains("g6f"));
}

#[test]
fn selectors_that_find_too_much_or_nothing_are_refused() {
    let of = |written: &str| found(&format!("managedNodeGroups: [{{name: a, {written}}}]"));
    let place = "EP0535 managedNodeGroups[0].instanceSelector";
    assert_eq!(of("instanceSelector: {vCPUs: 3}"), [place]);
    assert_eq!(of("instanceSelector: {vCPUs: 2, gpus: 0}"), [place]);
    assert_eq!(
        of("instanceSelector: {vCPUs: 2, memory: much}"),
        ["EP0107 managedNodeGroups[0].instanceSelector.memory"]
    );
    assert_eq!(
        of("instanceSelector: {vCPUs: 2, allow: \"(\"}"),
        ["EP0107 managedNodeGroups[0].instanceSelector.allow"]
    );
    assert_eq!(
        of("instanceType: m5.large, instanceSelector: {vCPUs: 2, memory: 8GiB, allow: ^m5d}"),
        ["EP0516 managedNodeGroups[0].instanceType"]
    );
    let finding = only("managedNodeGroups: [{name: a, instanceSelector: {vCPUs: 2, gpus: 0}}]");
    assert!(finding.help.unwrap().contains("`allow` or `deny`"));
}

#[test]
fn device_plugins_are_for_images_that_have_none() {
    let of = |written: &str| plugins(&clean(&format!("managedNodeGroups: [{{name: a, {written}}}]")));
    assert_eq!(of("instanceType: g5.xlarge"), ["nvidia"]);
    assert_eq!(of("instanceType: g5.xlarge, amiFamily: Bottlerocket"), [""; 0]);
    assert_eq!(of("instanceType: inf2.xlarge, amiFamily: Bottlerocket"), ["neuron"]);
    assert_eq!(of("instanceType: c5n.18xlarge, efaEnabled: true"), ["efa"]);
    assert_eq!(of("instanceType: c5n.18xlarge"), [""; 0]);
}

#[test]
fn a_device_plugin_runs_where_its_devices_are() {
    let topology = clean(
        "managedNodeGroups:\n- {name: a, instanceType: g5.xlarge, taints: [{key: team, value: ml, effect: NoExecute}, \
         {key: nvidia.com/gpu, effect: NoSchedule}, {key: soft, effect: PreferNoSchedule}]}\n\
         - {name: b, instanceTypes: [g6.xlarge, m5.xlarge]}\n- {name: c}\n",
    );
    let plugin = &topology.device_plugins[0];
    assert_eq!(plugin.node_groups, [0, 1]);
    assert_eq!(plugin.instance_types, ["g5.xlarge", "g6.xlarge"]);
    let tolerated: Vec<_> = plugin.tolerates.iter().map(|it| format!("{}:{}", it.key, it.effect)).collect();
    assert_eq!(tolerated, ["nvidia.com/gpu:NoSchedule", "team:NoExecute"]);
    let image = clean("nodeGroups: [{name: a, instanceType: c5n.18xlarge, efaEnabled: true}]").device_plugins
        [0]
    .image
    .clone();
    assert!(image.starts_with("602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/"), "{image}");
}
