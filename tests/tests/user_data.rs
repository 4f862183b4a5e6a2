//! What instances are told when they start, for each kind of image.

use eks_plan::api::Options;
use eks_plan_tests::{list, plan_with, text};
use serde_json::Value;

const HEAD: &str = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n\
                    metadata: {name: demo, region: us-west-2, version: '1.34'}\n";

/// The data of the launch template of the one node group.
fn template(groups: &str) -> Value {
    let options = Options::from_json(r#"{"asOf": "2026-11-22"}"#).unwrap();
    let plan = plan_with(&format!("{HEAD}{groups}"), &options);
    assert_eq!(plan["summary"]["errors"], 0, "{:?}", plan["diagnostics"]);
    let step =
        list(&plan, "steps").iter().find(|step| text(step, "id") == "create:launch-template/a").unwrap();
    step["operation"]["parameters"]["LaunchTemplateData"].clone()
}

fn user_data(groups: &str) -> Option<String> {
    template(groups)["UserData"].as_str().map(str::to_owned)
}

fn says(groups: &str, parts: &[&str]) {
    let text = user_data(groups).unwrap_or_default();
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

fn says_not(groups: &str, parts: &[&str]) {
    let text = user_data(groups).unwrap_or_default();
    for part in parts {
        assert!(!text.contains(part), "`{part}` is in:\n{text}");
    }
}

const ENDPOINT: &str = "${create:cluster/demo.Endpoint}";

#[test]
fn amazon_linux_2023_merges_documents() {
    let own = "nodeGroups: [{name: a, maxPodsPerNode: 20, clusterDNS: 10.0.0.10, kubeletExtraConfig: {kubeReserved: {cpu: 300m}}, \
               preBootstrapCommands: [\"echo $HOME\"], taints: {k: \"v:NoSchedule\"}}]";
    says(
        own,
        &[
            ENDPOINT,
            "      maxPods: 20\n",
            "      clusterDNS: [\"10.0.0.10\"]\n",
            "      kubeReserved: {\"cpu\":\"300m\"}\n",
            "echo $$HOME\n",
            "--register-with-taints=k=v:NoSchedule",
        ],
    );
    let managed = "managedNodeGroups: [{name: a, maxPodsPerNode: 20}]";
    says(managed, &["kind: NodeConfig", "maxPods: 20"]);
    says_not(managed, &["cluster:", "flags:"]);
    assert_eq!(user_data("managedNodeGroups: [{name: a}]"), None);
    let image = "managedNodeGroups: [{name: a, ami: ami-1, amiFamily: AmazonLinux2023, \
                 overrideBootstrapCommand: \"kind: NodeConfig\"}]";
    says(image, &[ENDPOINT, "--node-labels=", "application/node.eks.aws\n\nkind: NodeConfig"]);
}

#[test]
fn bottlerocket_is_told_in_toml() {
    let own = "nodeGroups: [{name: a, amiFamily: BottlerocketFips, labels: {a.b/c: d}, bottlerocket: {settings: {motd: \"$x\", \
               kubernetes: {allowed-unsafe-sysctls: [a, b]}}}}]";
    says(
        own,
        &[
            "[settings]\nmotd = \"$$x\"\n\n[settings.kubernetes]\nallowed-unsafe-sysctls = [\"a\", \"b\"]\napi-server = ",
            ENDPOINT,
            "\n\n[settings.kubernetes.node-labels]\n\"a.b/c\" = \"d\"\n",
        ],
    );
    let managed =
        "managedNodeGroups: [{name: a, amiFamily: Bottlerocket, bottlerocket: {enableAdminContainer: true}}]";
    assert_eq!(user_data(managed).unwrap(), "[settings.host-containers.admin]\nenabled = true\n");
    assert_eq!(user_data("managedNodeGroups: [{name: a, amiFamily: Bottlerocket}]"), None);
    says("managedNodeGroups: [{name: a, amiFamily: Bottlerocket, ami: ami-1}]", &[ENDPOINT]);
}

#[test]
fn ubuntu_runs_a_script() {
    let own =
        "nodeGroups: [{name: a, amiFamily: Ubuntu2204, clusterDNS: 10.0.0.10, kubeletExtraConfig: {a: 1}}]";
    says(
        own,
        &[
            "/etc/eks/bootstrap.sh 'demo'",
            "--dns-cluster-ip '10.0.0.10'",
            "{\"a\":1}",
            "snap restart kubelet-eks",
        ],
    );
    let command =
        "nodeGroups: [{name: a, amiFamily: Ubuntu2204, ami: ami-1, overrideBootstrapCommand: \"run me\"}]";
    says(command, &["CLUSTER_NAME='demo'", ENDPOINT, "bootstrap.helper.sh", "\nrun me\n"]);
    says_not(command, &["/etc/eks/bootstrap.sh 'demo'"]);
    let managed = "managedNodeGroups: [{name: a, amiFamily: Ubuntu2204, ami: ami-1, overrideBootstrapCommand: \"run me\"}]";
    says(managed, &["\nrun me\n"]);
    says_not(managed, &[ENDPOINT]);
}

#[test]
fn windows_runs_its_own_script() {
    let windows = "amiFamily: WindowsServer2022CoreContainer";
    let own = format!(
        "nodeGroups: [{{name: a, {windows}, labels: {{os: win}}, containerRuntime: containerd, preBootstrapCommands: [first]}}]"
    );
    says(
        &own,
        &[
            "<powershell>\n[string]$$EKSBootstrapScriptFile",
            "\nfirst\n& $$EKSBootstrapScriptFile -EKSClusterName 'demo'",
            "-ServiceCIDR '${create:cluster/demo.ServiceIpv4Cidr}' -ContainerRuntime 'containerd' -KubeletExtraArgs '--node-labels=",
            "os=win'",
        ],
    );
    let managed = format!("managedNodeGroups: [{{name: a, {windows}, preBootstrapCommands: [first]}}]");
    assert_eq!(user_data(&managed).unwrap(), "<powershell>\nfirst\n</powershell>\n");
    assert_eq!(user_data(&format!("managedNodeGroups: [{{name: a, {windows}}}]")), None);
}

#[test]
fn the_rest_of_the_template_is_written_too() {
    let data = template(
        "managedNodeGroups: [{name: a, instancePrefix: p, placement: {groupName: near}, \
         additionalVolumes: [{volumeName: /dev/sdb, volumeSize: 7, snapshotID: snap-1}]}]",
    );
    assert_eq!(data["Placement"]["GroupName"], "near");
    let volume = &data["BlockDeviceMappings"][1];
    assert_eq!(volume["DeviceName"], "/dev/sdb");
    assert_eq!((&volume["Ebs"]["VolumeSize"], &volume["Ebs"]["SnapshotId"]), (&7.into(), &"snap-1".into()));
    let tag = &data["TagSpecifications"][0]["Tags"][0];
    assert_eq!((&tag["Key"], &tag["Value"]), (&"Name".into(), &"p-demo-a-Node".into()));
}

#[test]
fn efa_has_an_interface_on_each_card() {
    let data = template(
        "managedNodeGroups: [{name: a, instanceType: p4d.24xlarge, efaEnabled: true, privateNetworking: true}]",
    );
    assert_eq!(data["Placement"]["GroupName"], "${create:placement-group/node-group.a.GroupName}");
    let cards: Vec<_> = data["NetworkInterfaces"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["NetworkCardIndex"].as_u64(), it["DeviceIndex"].as_u64(), it["InterfaceType"].as_str()))
        .collect();
    let efa = Some("efa");
    assert_eq!(
        cards,
        [(Some(0), Some(0), efa), (Some(1), Some(1), efa), (Some(2), Some(1), efa), (Some(3), Some(1), efa)]
    );
    assert!(data["SecurityGroupIds"].is_null(), "they stand on the interfaces");
}

/// The titles of the steps of a resource.
fn titles(groups: &str, resource: &str) -> Vec<String> {
    let options = Options::from_json(r#"{"asOf": "2026-11-22"}"#).unwrap();
    let plan = plan_with(&format!("{HEAD}{groups}"), &options);
    let steps = list(&plan, "steps").iter().filter(|step| text(step, "resource") == resource);
    steps.map(|step| text(step, "title").to_owned()).collect()
}

#[test]
fn the_neuron_plugin_is_given_its_rights_first() {
    let titles = titles("managedNodeGroups: [{name: a, instanceType: inf2.xlarge}]", "device-plugin/neuron");
    let parts = ["the service account", "the role", "the role's binding", "the pods"];
    assert_eq!(titles, parts.map(|part| format!("make {part} of the Neuron device plugin")));
}

#[test]
fn windows_addresses_have_an_object_where_the_cni_does_not_say_it() {
    let windows = "managedNodeGroups: [{name: l}, {name: a, amiFamily: WindowsServer2022CoreContainer}]\n";
    assert!(titles(windows, "windows-ipam/main").is_empty());
    let own = format!("{windows}addons: [{{name: vpc-cni, configurationValues: 'env: {{}}'}}]\n");
    assert_eq!(titles(&own, "windows-ipam/main"), ["turn addresses for Windows pods on"]);
}
