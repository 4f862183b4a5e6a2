//! What the configuration of the VPC CNI says of the addresses of pods: subnets of their own, blocks, what is kept ready.

use std::fmt;

use super::ipv6::CNI;
use crate::catalog::{self, Hypervisor};
use crate::diagnostic::{Code, Phase, Place};
use crate::source::{self, Limits, Node};
use crate::spec::Located;
use crate::topology::Origin;
use crate::topology::add_on::AddOn;
use crate::topology::compute::{NodeGroup, NodeGroupKind};
use crate::topology::lower::context::Context;
use crate::topology::lower::named::each_once;
use crate::topology::lower::network::{is_ipv6, set_apart};
use crate::topology::network::Network;
use crate::topology::pod_network::{EniConfig, PodNetwork};

/// Turns custom networking on.
const CUSTOM: &str = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";

/// Turns blocks of addresses on.
const PREFIXES: &str = "ENABLE_PREFIX_DELEGATION";

/// The label of a node that names its ENIConfig.
const LABEL: &str = "ENI_CONFIG_LABEL_DEF";

/// The label that holds the zone's name.
const ZONE: &str = "topology.kubernetes.io/zone";

/// The ENIConfig of nodes that are told of none.
const DEFAULT: &str = "default";

/// Reads the configuration; subnets and security groups that it names are entered in the network.
pub(in crate::topology::lower) fn lower(
    cx: &mut Context<'_>,
    network: &mut Network,
    groups: &[NodeGroup],
    add_ons: &[AddOn],
) -> PodNetwork {
    let Some(cni) = add_ons.iter().find(|add_on| add_on.name == CNI) else { return PodNetwork::default() };
    let pods = configured(cx, network, groups, cni).unwrap_or_default();
    for group in groups {
        check_max_pods(cx, group, &pods);
    }
    pods
}

fn configured(
    cx: &mut Context<'_>,
    network: &mut Network,
    groups: &[NodeGroup],
    cni: &AddOn,
) -> Option<PodNetwork> {
    let text = cni.configuration.as_ref()?;
    let place = place(cx).or_else(|| cni.origin.place.clone()).unwrap_or_default();
    let read = source::read("configurationValues", text, &Limits::default());
    let root = &read.documents.first()?.root;
    let env = root.get("env");
    let value = |key: &str| {
        let scalar = env.and_then(|env| env.get(key)).and_then(Node::as_scalar);
        scalar.map(|scalar| scalar.text.to_string())
    };
    let is_on = |key: &str| value(key).is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let mut number = |key: &str| {
        let text = value(key)?;
        let number = text.parse::<u32>().ok();
        if number.is_none() {
            cx.refuse(
                &place,
                format_args!("`{key}` of the CNI is `{text}`"),
                "write a whole number in quotation marks",
            );
        }
        number
    };
    let mut pods = PodNetwork {
        warm_interfaces: number("WARM_ENI_TARGET"),
        warm_addresses: number("WARM_IP_TARGET"),
        least_addresses: number("MINIMUM_IP_TARGET"),
        prefixes: is_on(PREFIXES),
        custom: is_on(CUSTOM),
        ..PodNetwork::default()
    };
    if let Some(config) = root.get("eniConfig") {
        add_eni_configs(cx, network, &mut pods, config, &place);
    }
    pods.configured = pods.prefixes || pods.custom;
    if pods.custom {
        check_custom(cx, network, groups, &pods, value(LABEL).as_deref(), &place);
    }
    check_prefixes(cx, groups, &pods, &place);
    Some(pods)
}

/// Where the configuration is written.
fn place(cx: &Context<'_>) -> Option<Place> {
    let add_ons = cx.spec.addons.as_ref()?;
    let is_cni = |name: &Located<String>| name.value.eq_ignore_ascii_case(CNI);
    let item = add_ons.value.iter().find(|item| item.name.as_ref().is_some_and(is_cni))?;
    item.configuration_values.as_ref().map(|text| text.at.clone())
}

fn add_eni_configs(
    cx: &mut Context<'_>,
    network: &mut Network,
    pods: &mut PodNetwork,
    config: &Node,
    place: &Place,
) {
    let text = |node: Option<&Node>| node.and_then(Node::as_scalar).map(|scalar| scalar.text.to_string());
    if text(config.get("create")).is_none_or(|create| create != "true") {
        return;
    }
    if !pods.custom {
        cx.report
            .raise(
                Code::NetworkFieldIgnored,
                place,
                format_args!("`eniConfig` has no effect: `{CUSTOM}` is not `true`"),
            )
            .arg("field", "eniConfig")
            .phase(Phase::Run);
        return;
    }
    if let Some(region) = text(config.get("region")).filter(|region| *region != cx.region) {
        cx.report
            .raise(
                Code::FieldValue,
                place,
                format_args!("`eniConfig` is for region `{region}`, and the cluster is in `{}`", cx.region),
            )
            .help(format_args!("write `{}`", cx.region));
    }
    let entries = config.get("subnets").and_then(Node::as_mapping).unwrap_or_default();
    if !entries.is_empty() && !network.is_existing() {
        let message = "the subnets of pods stand already, and the nodes get a VPC of the plan's";
        let help = "name the VPC of these subnets in `vpc.id`, and the nodes' subnets in `vpc.subnets`";
        cx.report.raise(Code::NetworkTwoVpcs, place, message).help(help).phase(Phase::Run);
        return;
    }
    for entry in entries {
        let Some(id) = text(entry.value.get("id")).filter(|id| !id.is_empty()) else {
            cx.refuse(
                place,
                format_args!("`eniConfig` names no subnet for `{}`", entry.key),
                "write the `id` of a subnet",
            );
            continue;
        };
        let id = Located { value: id, at: place.clone() };
        let Some(subnet) = set_apart(cx, network, &id, "pods") else { continue };
        let groups = entry.value.get("securityGroups").and_then(Node::as_sequence).unwrap_or_default();
        let mut security_groups = Vec::new();
        for group in groups {
            if let Some(id) = text(Some(group)).filter(|id| !id.is_empty()) {
                security_groups.push(network.use_group(&id, "a security group of pods", place));
            }
        }
        each_once(&mut security_groups);
        let name = entry.key.to_string();
        let after = pods.eni_configs.iter().position(|other| other.name > name);
        let config = EniConfig { name, subnet, security_groups, origin: Origin::field(place) };
        pods.eni_configs.insert(after.unwrap_or(pods.eni_configs.len()), config);
    }
}

fn check_custom(
    cx: &mut Context<'_>,
    network: &Network,
    groups: &[NodeGroup],
    pods: &PodNetwork,
    label: Option<&str>,
    place: &Place,
) {
    if is_ipv6(cx.spec) {
        let message = "custom networking is for IPv4 addresses, and pods of the cluster have IPv6 ones";
        cx.refuse(place, message, format_args!("leave `{CUSTOM}` out"));
    }
    if let Some(group) = groups.iter().find(|group| group.image.windows) {
        cx.refuse(
            place,
            format_args!("node group `{}` runs Windows, which knows no custom networking", group.name),
            format_args!("leave `{CUSTOM}` or the group out"),
        );
    }
    let has = |name: &str| pods.eni_configs.iter().any(|config| config.name == name);
    let mut never = |message: fmt::Arguments<'_>, help: &str| {
        cx.report.raise(Code::NodesNeverReady, place, message).help(help).phase(Phase::Run);
    };
    if pods.eni_configs.is_empty() {
        never(
            format_args!("custom networking is on and no ENIConfig is made: no pod gets an address"),
            "add `eniConfig` with `create: true` and a subnet for each zone",
        );
        return;
    }
    match label {
        None if !has(DEFAULT) => never(
            format_args!("no node is told which ENIConfig it takes, and none is called `default`"),
            "set `ENI_CONFIG_LABEL_DEF` to `topology.kubernetes.io/zone`",
        ),
        Some(ZONE) => {
            let mut missing: Vec<&str> = Vec::new();
            for subnet in groups.iter().flat_map(|group| &group.subnets) {
                let zone = network.subnets.get(*subnet).and_then(|subnet| network.zones.get(subnet.zone?));
                missing.extend(zone.and_then(|zone| zone.name.as_deref()).filter(|name| !has(name)));
            }
            each_once(&mut missing);
            for name in &missing {
                never(
                    format_args!(
                        "nodes in zone `{name}` find no ENIConfig of that name: their pods get no address"
                    ),
                    "add a subnet for the zone to `eniConfig.subnets`",
                );
            }
        }
        None | Some(_) => {}
    }
    check_zones(cx, network, pods, place);
}

/// A pod's interface stands in the zone of its node.
fn check_zones(cx: &mut Context<'_>, network: &Network, pods: &PodNetwork, place: &Place) {
    for config in &pods.eni_configs {
        let zone = network.subnets[config.subnet].zone.and_then(|zone| network.zones.get(zone));
        let Some(zone) = zone.filter(|zone| zone.name.is_some() && zone.name.as_ref() != Some(&config.name))
        else {
            continue;
        };
        let is_zone = network.zones.iter().any(|zone| zone.name.as_ref() == Some(&config.name));
        if is_zone {
            cx.refuse(
                place,
                format_args!(
                    "ENIConfig `{}` names the subnet `{}`, which is in zone `{}`",
                    config.name,
                    network.subnets[config.subnet].name,
                    zone.name.as_deref().unwrap_or(&zone.key)
                ),
                "name a subnet of the zone",
            );
        }
    }
}

fn check_prefixes(cx: &mut Context<'_>, groups: &[NodeGroup], pods: &PodNetwork, place: &Place) {
    if !pods.prefixes {
        return;
    }
    for group in groups {
        for name in &group.instance_types {
            let known = catalog::instance_type(name);
            let Some(old) = known.filter(|it| it.hypervisor() == Hypervisor::Xen) else { continue };
            let (kind, name) = (old.name(), &group.name);
            cx.report.raise(Code::NetworkFieldIgnored, place, format_args!(
                "`{PREFIXES}` has no effect on `{kind}` of node group `{name}`: it is not built on Nitro"
            )).arg("field", PREFIXES).help("take a type that is").phase(Phase::Run);
        }
    }
}

/// EKS counts for its own images in managed groups; other nodes take the number of their type, whatever the CNI does.
fn check_max_pods(cx: &mut Context<'_>, group: &NodeGroup, pods: &PodNetwork) {
    let (mut fit, mut usual) = (u32::MAX, u32::MAX);
    for name in &group.instance_types {
        let Some(known) = catalog::instance_type(name) else { continue };
        fit = fit.min(pods.max_pods(known));
        usual = usual.min(known.max_pods());
    }
    if fit == u32::MAX {
        return;
    }
    let counted = group.kind == NodeGroupKind::Managed && group.image.ami.is_none();
    let name = &group.name;
    let (message, help) = match group.max_pods {
        Some(most) if most > fit => (
            format!(
                "`maxPodsPerNode` of node group `{name}` is {most}, and a node has addresses for {fit} pods"
            ),
            format!("write {fit} or less, turn `{PREFIXES}` of `vpc-cni` on, or take a larger type"),
        ),
        None if pods.configured && !counted => {
            if usual == fit {
                return;
            }
            (
                format!("nodes of `{name}` take {usual} pods by their type, and have addresses for {fit}"),
                format!("write `maxPodsPerNode: {fit}`"),
            )
        }
        Some(_) | None => return,
    };
    let place = group.origin.place();
    cx.report.raise(Code::ComputePods, place, message).arg("nodeGroup", name).help(help).phase(Phase::Run);
}

#[cfg(test)]
mod tests {
    use crate::catalog;
    use crate::topology::lower::testing::{clean, found, lowered};

    const VPC: &str =
        "vpc: {id: vpc-1, subnets: {private: {us-west-2a: {id: subnet-a}, us-west-2b: {id: subnet-b}}}}\n";
    const ENV: &str =
        "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: \"true\", ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone";
    const ZONES: &str = "us-west-2a: {id: subnet-p, securityGroups: [sg-p]}, us-west-2b: {id: subnet-q}";

    fn add_on(env: &str, subnets: &str) -> String {
        let config = format!(
            "{{env: {{{env}}}, eniConfig: {{create: true, region: us-west-2, subnets: {{{subnets}}}}}}}"
        );
        format!("addons: [{{name: vpc-cni, configurationValues: '{config}'}}]\n")
    }

    fn group(more: &str) -> String {
        format!("managedNodeGroups: [{{name: a, instanceType: m5.large, privateNetworking: true{more}}}]\n")
    }

    #[test]
    fn pods_get_subnets_of_their_own() {
        let topology = clean(&format!("{VPC}{}{}", add_on(ENV, ZONES), group("")));
        let pods = &topology.pod_network;
        let names: Vec<_> = pods.eni_configs.iter().map(|config| config.name.as_str()).collect();
        assert_eq!(names, ["us-west-2a", "us-west-2b"]);
        let subnet = &topology.network.subnets[pods.eni_configs[0].subnet];
        assert_eq!((subnet.name.as_str(), subnet.set_apart), ("subnet-p", true));
        assert_eq!(topology.network.security_groups[pods.eni_configs[0].security_groups[0]].name, "sg-p");
        assert_eq!(topology.node_groups[0].subnets.len(), 2);
        assert_eq!(topology.cluster.subnets.len(), 2);
    }

    #[test]
    fn pods_are_counted_as_the_user_guide_does() {
        let topology = |text: String| clean(&text).pod_network;
        let large = catalog::instance_type("m5.large").unwrap();
        let prefixes = "ENABLE_PREFIX_DELEGATION: \"true\"";
        let env =
            |env: &str| format!("addons: [{{name: vpc-cni, configurationValues: '{{env: {{{env}}}}}'}}]\n");
        assert_eq!(topology(String::new()).max_pods(large), 29);
        assert_eq!(topology(format!("{VPC}{}", add_on(ENV, ZONES))).max_pods(large), 20);
        assert_eq!(topology(env(prefixes)).max_pods(large), 110);
        assert_eq!(topology(env(prefixes)).max_pods(catalog::instance_type("m5.24xlarge").unwrap()), 250);
        assert_eq!(topology(env(prefixes)).max_pods(catalog::instance_type("m4.large").unwrap()), 20);
    }

    #[test]
    fn nodes_that_find_no_config_never_give_an_address() {
        let with = |env: &str, subnets: &str| found(&format!("{VPC}{}{}", add_on(env, subnets), group("")));
        const AT: &str = "EP0806 addons[0].configurationValues";
        assert_eq!(with(ENV, ZONES), [""; 0]);
        assert_eq!(with(ENV, ""), [AT]);
        assert_eq!(with(ENV, "us-west-2a: {id: subnet-p}"), [AT]);
        let unlabelled = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: \"true\"";
        assert_eq!(with(unlabelled, ZONES), [AT]);
        assert_eq!(with(unlabelled, "default: {id: subnet-p}"), [""; 0]);
        assert_eq!(with("X: \"1\"", ZONES), ["EP0408 addons[0].configurationValues"]);
        assert_eq!(
            with(ENV, &ZONES.replace("{id: subnet-q}", "{}")),
            ["EP0107 addons[0].configurationValues", AT]
        );
        let elsewhere = add_on(ENV, ZONES).replace("region: us-west-2", "region: us-east-1");
        assert_eq!(found(&format!("{VPC}{elsewhere}")), ["EP0107 addons[0].configurationValues"]);
        assert_eq!(found(&add_on(ENV, ZONES))[0], "EP0407 addons[0].configurationValues");
    }

    #[test]
    fn a_subnet_of_pods_stands_in_the_zone_of_its_nodes() {
        let seen = "---\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nzoneIds: {us-west-2a: usw2-az2, us-west-2b: usw2-az1}\n\
                    observed: {vpc: {subnets: {subnet-p: {zone: usw2-az1}, subnet-q: {zone: usw2-az1}}}}\n";
        let all = found(&format!("{VPC}{}{}{seen}", add_on(ENV, ZONES), group("")));
        assert_eq!(all, ["EP0107 addons[0].configurationValues"]);
    }

    #[test]
    fn what_knows_no_such_network_is_refused() {
        let six = "kubernetesNetworkConfig: {ipFamily: IPv6}\niam: {withOIDC: true}\n";
        let named = add_on(ENV, ZONES).replace("addons: [", "addons: [{name: coredns}, {name: kube-proxy}, ");
        assert_eq!(found(&format!("{VPC}{six}{named}")), ["EP0107 addons[2].configurationValues"]);
        let windows =
            format!("{VPC}{}{}", add_on(ENV, ZONES), group(", amiFamily: WindowsServer2022CoreContainer"));
        assert!(found(&windows).contains(&"EP0107 addons[0].configurationValues".to_owned()));
        let xen = "addons: [{name: vpc-cni, configurationValues: '{env: {ENABLE_PREFIX_DELEGATION: \"true\"}}'}]\n\
                   managedNodeGroups: [{name: a, instanceType: m4.large}]\n";
        assert_eq!(found(xen), ["EP0408 addons[0].configurationValues"]);
        let odd = "addons: [{name: vpc-cni, configurationValues: '{env: {WARM_IP_TARGET: many}}'}]\n";
        assert_eq!(found(odd), ["EP0107 addons[0].configurationValues"]);
    }

    #[test]
    fn numbers_of_pods_fit_their_addresses() {
        let most = |pods: u32| {
            format!("managedNodeGroups: [{{name: a, instanceType: m5.large, maxPodsPerNode: {pods}}}]\n")
        };
        assert_eq!(found(&most(29)), [""; 0]);
        assert_eq!(found(&most(30)), ["EP0506 managedNodeGroups[0]"]);
        let prefixes =
            "addons: [{name: vpc-cni, configurationValues: '{env: {ENABLE_PREFIX_DELEGATION: \"true\"}}'}]\n";
        assert_eq!(found(&format!("{prefixes}{}", most(110))), [""; 0]);
        let own = |more: &str| format!("{prefixes}nodeGroups: [{{name: a, instanceType: m5.large{more}}}]\n");
        assert_eq!(found(&own("")), ["EP0506 nodeGroups[0]"]);
        assert_eq!(found(&own(", maxPodsPerNode: 110")), [""; 0]);
        let (_, all) = lowered(&format!("{VPC}{}{}", add_on(ENV, ZONES), group(", maxPodsPerNode: 29")));
        assert_eq!(all[0].help.as_deref().map(|help| help.contains("write 20")), Some(true));
    }
}
