//! Node groups down to the last property.

use serde_json::{Value, json};

use crate::topology::compute::*;
use crate::topology::lower::testing::{clean, found};

fn group(written: &str) -> NodeGroup {
    clean(written).node_groups.remove(0)
}

#[test]
fn further_volumes_have_a_device_each() {
    let group = group(
        "nodeGroups: [{name: a, additionalVolumes: [{volumeName: /dev/sdc, volumeSize: 10, volumeType: io2, \
         volumeEncrypted: true, volumeKmsKeyID: k, snapshotID: snap-1}, {volumeName: /dev/sdb}]}]",
    );
    let devices: Vec<_> = group.more_volumes.iter().map(|volume| volume.device.as_deref().unwrap()).collect();
    assert_eq!(devices, ["/dev/sdb", "/dev/sdc"]);
    let [b, c] = &group.more_volumes[..] else { panic!() };
    assert_eq!((b.size_gib, b.iops, b.throughput), (Some(80), Some(3000), Some(125)));
    assert_eq!((c.size_gib, c.iops, c.throughput), (Some(10), Some(100), None));
    assert_eq!(
        (c.kms_key.as_deref(), c.snapshot.as_deref(), c.encrypted),
        (Some("k"), Some("snap-1"), Some(true))
    );
    let wrong = found(
        "nodeGroups: [{name: a, additionalVolumes: [{volumeSize: 10}, {volumeName: /dev/xvda}, \
         {volumeName: /dev/sdb, volumeType: st1, volumeIOPS: 3000}]}]",
    );
    assert_eq!(
        wrong,
        ["EP0106 nodeGroups[0].additionalVolumes[0]", "EP0107 nodeGroups[0].additionalVolumes[1].volumeName",]
    );
}

#[test]
fn both_disks_of_bottlerocket_are_encrypted() {
    let devices = |written: &str| -> Vec<String> {
        let group = group(&format!("managedNodeGroups: [{{name: a, amiFamily: Bottlerocket, {written}}}]"));
        group
            .volumes()
            .map(|volume| format!("{} {:?}", volume.device.clone().unwrap(), volume.size_gib))
            .collect()
    };
    assert_eq!(devices("volumeEncrypted: true"), ["/dev/xvdb Some(80)", "/dev/xvda None"]);
    assert_eq!(devices("volumeEncrypted: false"), ["/dev/xvdb Some(80)"]);
    assert_eq!(devices("volumeEncrypted: true, volumeName: /dev/xvdz"), ["/dev/xvdz Some(80)"]);
}

#[test]
fn instances_are_named_as_eksctl_names_them() {
    let name = |written: &str| group(&format!("nodeGroups: [{{name: a{written}}}]")).instance_name;
    assert_eq!(name(""), "demo-a-Node");
    assert_eq!(name(", instancePrefix: blue"), "blue-demo-a-Node");
    assert_eq!(name(", instanceName: worker"), "worker");
    assert_eq!(name(", instanceName: worker, instancePrefix: blue"), "blue-worker");
}

#[test]
fn a_placement_group_needs_a_name() {
    let placed = group("managedNodeGroups: [{name: a, placement: {groupName: near}}]");
    assert_eq!(placed.placement, Some(Placement::Existing("near".into())));
    assert_eq!(
        found("nodeGroups: [{name: a, placement: {groupName: \"\"}}]"),
        ["EP0106 nodeGroups[0].placement"]
    );
}

#[test]
fn auto_scaling_groups_take_what_is_written() {
    let made = group(
        "nodeGroups: [{name: a, classicLoadBalancerNames: [lb], targetGroupARNs: [t], maxInstanceLifetime: 86400, \
         asgSuspendProcesses: [Launch, AZRebalance], asgMetricsCollection: [{granularity: 1Minute, metrics: [B, A]}]}]",
    );
    assert_eq!(
        serde_json::to_value(&made.settings).unwrap(),
        json!({ "LoadBalancerNames": ["lb"], "MaxInstanceLifetime": 86400, "TargetGroupARNs": ["t"] })
    );
    assert_eq!(made.scaling.suspended, ["AZRebalance", "Launch"]);
    assert_eq!(made.scaling.metrics, [["A", "B"]]);
    let wrong = found(
        "nodeGroups: [{name: a, maxInstanceLifetime: 60, asgSuspendProcesses: [Lunch], \
         asgMetricsCollection: [{granularity: 5Minute}]}]",
    );
    assert_eq!(
        wrong,
        [
            "EP0107 nodeGroups[0].maxInstanceLifetime",
            "EP0107 nodeGroups[0].asgSuspendProcesses[0]",
            "EP0107 nodeGroups[0].asgMetricsCollection[0].granularity",
        ]
    );
}

#[test]
fn labels_and_taints_become_tags_that_the_autoscaler_reads() {
    let tags = group(
        "managedNodeGroups: [{name: a, propagateASGTags: true, labels: {x: z}, \
         taints: [{key: k, value: v, effect: NoSchedule}]}]",
    )
    .scaling
    .template_tags;
    let prefix = "k8s.io/cluster-autoscaler/node-template";
    assert_eq!(tags[&format!("{prefix}/label/x")], "z");
    assert_eq!(tags[&format!("{prefix}/taint/k")], "v:NoSchedule");
    assert!(group("managedNodeGroups: [{name: a, labels: {x: z}}]").scaling.template_tags.is_empty());
    let many: Vec<String> = (0..50).map(|n| format!("l{n}: v")).collect();
    let text = format!("nodeGroups: [{{name: a, propagateASGTags: true, labels: {{{}}}}}]", many.join(", "));
    assert_eq!(found(&text), ["EP0532 nodeGroups[0].propagateASGTags"]);
}

#[test]
fn an_override_of_node_repair_is_whole_and_possible() {
    let repair = |overrides: &str| {
        format!(
            "managedNodeGroups: [{{name: a, nodeRepairConfig: {{enabled: true, nodeRepairConfigOverrides: [{overrides}]}}}}]\naddons: [{{name: eks-node-monitoring-agent}}]"
        )
    };
    let whole = "{nodeMonitoringCondition: NetworkingReady, nodeUnhealthyReason: InterfaceNotUp, \
                 minRepairWaitTimeMins: 15, repairAction: Reboot}";
    let settings = group(&repair(whole)).settings;
    assert_eq!(
        settings["nodeRepairConfig"]["nodeRepairConfigOverrides"],
        json!([{
            "minRepairWaitTimeMins": 15,
            "nodeMonitoringCondition": "NetworkingReady",
            "nodeUnhealthyReason": "InterfaceNotUp",
            "repairAction": "Reboot",
        }])
    );
    let silent = found(repair(whole).split_once('\n').unwrap().0);
    assert_eq!(silent, ["EP0505 managedNodeGroups[0].nodeRepairConfig.nodeRepairConfigOverrides"]);
    let place = "managedNodeGroups[0].nodeRepairConfig.nodeRepairConfigOverrides[0]";
    let part = "{nodeMonitoringCondition: Net, nodeUnhealthyReason: I, minRepairWaitTimeMins: 0, repairAction: Terminate}";
    let wrong = [format!("EP0107 {place}.minRepairWaitTimeMins"), format!("EP0107 {place}.repairAction")];
    assert_eq!(found(&repair(part)), wrong);
    assert_eq!(
        found(&repair("{nodeMonitoringCondition: Net, nodeUnhealthyReason: I, repairAction: Reboot}")),
        [format!("EP0106 {place}")]
    );
}

#[test]
fn bottlerocket_gets_the_settings_of_the_user_and_of_the_group() {
    let settings = |kind: &str, written: &str| {
        let group =
            group(&format!("{kind}: [{{name: a, amiFamily: Bottlerocket, labels: {{x: z}}, {written}}}]"));
        let mut settings = Value::Object(group.bottlerocket);
        if let Some(labels) = settings.pointer_mut("/kubernetes/node-labels").and_then(Value::as_object_mut) {
            labels.retain(|key, _| !key.starts_with("alpha"));
        }
        settings
    };
    assert_eq!(
        settings(
            "nodeGroups",
            "clusterDNS: 10.0.0.10, maxPodsPerNode: 20, taints: {k: \"v:NoSchedule\"}, \
             bottlerocket: {enableAdminContainer: true, settings: {motd: hi, kubernetes: {\"a.b\": c}}}"
        ),
        json!({
            "host-containers": { "admin": { "enabled": true } },
            "kubernetes": {
                "a.b": "c",
                "cluster-dns-ip": "10.0.0.10",
                "max-pods": 20,
                "node-labels": { "x": "z" },
                "node-taints": { "k": ["v:NoSchedule"] },
            },
            "motd": "hi",
        })
    );
    assert_eq!(settings("managedNodeGroups", "spot: false"), json!({}));
    assert_eq!(
        settings("managedNodeGroups", "maxPodsPerNode: 20, ssh: {publicKeyName: k}"),
        json!({ "host-containers": { "admin": { "enabled": true } }, "kubernetes": { "max-pods": 20 } })
    );
    let own =
        "bottlerocket: {enableAdminContainer: true, settings: {host-containers: {admin: {enabled: false}}}}";
    assert_eq!(settings("nodeGroups", own)["host-containers"]["admin"]["enabled"], false);
}

#[test]
fn settings_of_bottlerocket_that_cannot_be_are_refused() {
    let of = |kind: &str, written: &str| found(&format!("{kind}: [{{name: a, {written}}}]"));
    let at = "nodeGroups[0].bottlerocket";
    assert_eq!(of("nodeGroups", "bottlerocket: {settings: {motd: hi}}"), [format!("EP0524 {at}")]);
    let shadow =
        "amiFamily: Bottlerocket, bottlerocket: {settings: {kubernetes: {max-pods: 1, node-labels: {}}}}";
    assert_eq!(of("nodeGroups", shadow).len(), 2);
    let by_eks = "amiFamily: Bottlerocket, bottlerocket: {settings: {kubernetes: {cluster-name: x}}}";
    assert_eq!(of("nodeGroups", by_eks), [""; 0]);
    assert_eq!(of("managedNodeGroups", by_eks), ["EP0525 managedNodeGroups[0].bottlerocket.settings"]);
    let twice = "amiFamily: Bottlerocket, bottlerocket: {enableAdminContainer: true, settings: {host-containers: {admin: {enabled: false}}}}";
    assert_eq!(
        of("managedNodeGroups", twice),
        ["EP0525 managedNodeGroups[0].bottlerocket.enableAdminContainer"]
    );
    let commands = "amiFamily: Bottlerocket, preBootstrapCommands: [go], overrideBootstrapCommand: run";
    assert_eq!(of("nodeGroups", commands).len(), 2);
}

#[test]
fn the_kubelet_keeps_what_is_eks_own() {
    let kubelet =
        group("nodeGroups: [{name: a, kubeletExtraConfig: {kubeReserved: {cpu: 300m}, maxPods: 3}}]").kubelet;
    assert_eq!(Value::Object(kubelet), json!({ "kubeReserved": { "cpu": "300m" }, "maxPods": 3 }));
    let place = "nodeGroups[0].kubeletExtraConfig";
    assert_eq!(found("nodeGroups: [{name: a, kubeletExtraConfig: {kind: X}}]"), [format!("EP0526 {place}")]);
    assert_eq!(
        found("nodeGroups: [{name: a, amiFamily: Bottlerocket, kubeletExtraConfig: {a: 1}}]"),
        [format!("EP0524 {place}")]
    );
    assert_eq!(found("nodeGroups: [{name: a, clusterDNS: nowhere}]"), ["EP0107 nodeGroups[0].clusterDNS"]);
    assert_eq!(
        found("nodeGroups: [{name: a, containerRuntime: dockerd}]"),
        ["EP0107 nodeGroups[0].containerRuntime"]
    );
}
