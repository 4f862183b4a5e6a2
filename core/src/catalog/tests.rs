use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn version(text: &str) -> KubernetesVersion {
    text.parse().unwrap()
}

fn ascending<'a>(keys: impl IntoIterator<Item = &'a str>) {
    let keys: Vec<&str> = keys.into_iter().collect();
    assert!(!keys.is_empty());
    for pair in keys.windows(2) {
        assert!(pair[0] < pair[1], "{pair:?}");
    }
}

#[test]
fn all_tables_are_sorted_and_unique() {
    ascending(add_ons().iter().map(|row| row.name));
    ascending(ami_families().iter().map(|row| row.name));
    ascending(durations().iter().map(|row| row.key));
    ascending(endpoint_services().iter().map(|row| row.key));
    let types: Vec<String> = instance_types().map(InstanceType::name).collect();
    ascending(types.iter().map(String::as_str));
    ascending(partitions().iter().map(|row| row.name));
    ascending(quotas().iter().map(|row| row.key));
    ascending(reason::ALL.iter().map(|row| row.code()));
    ascending(regions().iter().map(|row| row.name));
    ascending(lists().iter().map(|row| row.key));
    lists().iter().for_each(|row| ascending(row.values.iter().copied()));
    ascending(node_pools().iter().map(|row| row.name));
    ascending(roles().iter().map(|row| row.key));
    ascending(volume_types().iter().map(|row| row.name));
    assert!(kubernetes_releases().is_sorted_by(|a, b| a.version < b.version));
    assert!(well_known_policies().is_sorted_by(|a, b| (a.scope, a.name) < (b.scope, b.name)));
}

#[test]
fn what_answers_quote_cites_a_source() {
    let sources = (durations().iter().map(|row| row.source))
        .chain(reason::ALL.iter().flat_map(|row| [row.source(), row.locator()]))
        .chain(workloads().iter().map(|row| row.source));
    for source in sources {
        assert!(source.len() > 3, "{source:?}");
    }
}

#[test]
fn what_a_row_names_is_there() {
    for row in add_ons() {
        for need in row.needs {
            assert!(add_on(need).is_some(), "{} needs {need}", row.name);
        }
        for key in row.endpoints {
            assert!(endpoint_service(key).is_some(), "{} calls {key}", row.name);
        }
    }
    for row in reason::ALL {
        assert!(
            row.delay().is_none_or(|key| duration(key).is_some_and(|found| found.key == key)),
            "{}",
            row.code()
        );
        assert_eq!(day(row.date()).to_string(), row.date());
    }
    for row in well_known_policies() {
        assert!(row.managed.len() + row.inline.len() > 0, "{}", row.name);
        for text in row.inline.iter().filter_map(|policy| policy.document) {
            let document: serde_json::Value = serde_json::from_str(text).unwrap();
            assert!(document["Statement"].as_array().is_some_and(|all| !all.is_empty()), "{}", row.name);
        }
    }
    for row in ami_families() {
        assert!(
            row.first_version.zip(row.last_version).is_none_or(|(first, last)| first <= last),
            "{}",
            row.name
        );
    }
}

#[test]
fn all_dates_are_days_of_the_calendar_in_order() {
    let exists = |date: Date| assert_eq!(day(&date.to_string()), date);
    exists(DATE);
    for row in kubernetes_releases() {
        let dates: Vec<Date> =
            [row.released, row.standard_ends, row.extended_ends].into_iter().flatten().collect();
        dates.iter().copied().for_each(exists);
        assert!(dates.is_sorted_by(|a, b| a < b), "{}", row.version);
    }
}

#[test]
fn the_revision_is_twelve_hex_digits() {
    assert_eq!(REVISION.len(), 12);
    assert!(REVISION.bytes().all(|byte| byte.is_ascii_hexdigit()));
}

#[test]
fn dates_know_the_calendar() {
    for text in ["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01"] {
        assert_eq!(day(text).to_string(), text);
    }
    for text in ["2023-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00"] {
        assert_eq!(text.parse::<Date>(), Err(ParseDateError::Day), "{text}");
    }
    for text in ["", "2026-1-01", "2026/01/01", "26-01-01", "2026-01-011", "+026-01-01", "２026-01-01"] {
        assert_eq!(text.parse::<Date>(), Err(ParseDateError::Form), "{text}");
    }
}

#[test]
fn days_between_dates_count_leap_days() {
    assert_eq!(day("2024-02-28").days_until(day("2024-03-01")), 2);
    assert_eq!(day("2023-02-28").days_until(day("2023-03-01")), 1);
    assert_eq!(day("2000-01-01").days_until(day("2001-01-01")), 366);
    assert_eq!(day("1900-01-01").days_until(day("1901-01-01")), 365);
    assert_eq!(day("2026-11-22").days_until(day("2026-12-02")), 10);
    assert_eq!(day("2027-01-01").days_until(day("2026-12-31")), -1);
    assert_eq!(day("1970-01-01").days_until(day("2026-11-22")), 20_779);
    assert_eq!(Date::new(0, 0, 0).days_until(Date::new(0, 0, 0)), 0);
}

#[test]
fn versions_are_numbers_and_not_decimals() {
    assert_ne!(version("1.3"), version("1.30"));
    assert!(version("1.9") < version("1.10"));
    assert_eq!(version("1.30").to_string(), "1.30");
    assert_eq!(version("1.30").next(), version("1.31"));
    assert_eq!(version("1.30").previous(), Some(version("1.29")));
    assert_eq!(version("1.0").previous(), None);
    for text in ["", "1", "1.", ".30", "1.30.2", "v1.30", "1.03", "1.+3", "1. 3", "1.99999", "latest"] {
        assert_eq!(text.parse::<KubernetesVersion>(), Err(ParseVersionError), "{text}");
    }
}

#[test]
fn dates_and_versions_are_text_in_documents() {
    assert_eq!(serde_json::to_string(&version("1.30")).unwrap(), "\"1.30\"");
    assert_eq!(serde_json::from_str::<Date>("\"2026-11-22\"").unwrap(), day("2026-11-22"));
    assert!(serde_json::from_str::<KubernetesVersion>("1.30").is_err());
    assert!(serde_json::from_str::<Date>("\"2026-02-30\"").is_err());
}

#[test]
fn support_follows_the_calendar() {
    let today = day("2026-11-22");
    let on = |text: &str, as_of| support(version(text), as_of);
    assert_eq!(on("1.37", today), Support::Standard);
    assert_eq!(on("1.34", today), Support::Standard);
    assert_eq!(on("1.31", today), Support::Extended);
    assert_eq!(on("1.30", today), Support::Unsupported);
    assert_eq!(on("1.20", today), Support::Unsupported);
    assert_eq!(on("1.3", today), Support::Unsupported);
    assert_eq!(on("1.99", today), Support::Unknown);
    assert_eq!(on("1.34", day("2026-12-01")), Support::Standard);
    assert_eq!(on("1.34", day("2026-12-02")), Support::Extended);
    assert_eq!(on("1.34", day("2027-12-02")), Support::Unsupported);
    assert_eq!(on("1.34", day("2025-10-01")), Support::Unreleased);
    assert_eq!(kubernetes_release(version("1.37")).map(|row| row.computed), Some(true));
}

#[test]
fn the_default_is_eksctls_and_the_latest_depends_on_the_day() {
    assert_eq!(default_kubernetes_version(), version("1.34"));
    assert_eq!(latest_kubernetes_version(day("2026-11-22")), version("1.37"));
    assert_eq!(latest_kubernetes_version(day("2026-10-01")), version("1.36"));
    assert_eq!(latest_kubernetes_version(day("1999-01-01")), kubernetes_releases()[0].version);
}

#[test]
fn regions_are_those_of_eksctl_and_more() {
    assert_eq!(regions().iter().filter(|region| region.eksctl).count(), 45);
    let without = regions().iter().filter(|region| region.eksctl && !region.metrics_server_default);
    assert_eq!(without.count(), 10);
    assert!(regions().iter().all(|region| region.eksctl || !region.metrics_server_default));
    assert_eq!(region("cn-north-1").map(|found| found.dns_suffix), Some("amazonaws.com.cn"));
    assert!(region("us-east-9").is_none());
    for row in regions() {
        ascending_zones(row);
        assert!(partition(row.partition).is_some());
    }
}

fn ascending_zones(region: &Region) {
    assert!(region.zones.is_sorted_by(|a, b| a.id < b.id), "{}", region.name);
    for zone in region.zones {
        assert!(zone.name.is_empty() || zone.name.starts_with(region.name), "{}", zone.id);
    }
}

#[test]
fn three_zones_take_no_control_plane() {
    let zones = regions().iter().flat_map(|region| region.zones);
    let refused: Vec<&str> = zones.filter(|zone| !zone.control_plane).map(|zone| zone.id).collect();
    assert_eq!(refused, ["cac1-az3", "use1-az3", "usw1-az2"]);
}

#[test]
fn pods_fit_by_addresses() {
    let max_pods = |name: &str| instance_type(name).map(InstanceType::max_pods);
    assert_eq!(max_pods("m5.large"), Some(29));
    assert_eq!(max_pods("t3.medium"), Some(17));
    assert_eq!(max_pods("c5.18xlarge"), Some(737));
    assert_eq!(max_pods("p5.48xlarge"), Some(100));
    assert_eq!(max_pods("m5.huge"), None);
}

#[test]
fn instance_types_know_their_hardware() {
    let get = |name: &str| instance_type(name).unwrap();
    assert_eq!(get("m6g.large").architectures(), [Architecture::Arm64]);
    assert_eq!(get("t2.medium").hypervisor(), Hypervisor::Xen);
    assert_eq!(get("m5.metal").hypervisor(), Hypervisor::Metal);
    assert_eq!(
        (get("g5.12xlarge").gpus(), get("g5.12xlarge").gpu_manufacturer()),
        (4, Some(GpuManufacturer::Nvidia))
    );
    assert_eq!(
        ["inf2.xlarge", "trn1.32xlarge", "g5.xlarge"].map(|name| get(name).neuron_devices()),
        [1, 16, 0]
    );
    assert_eq!(
        ["p5.48xlarge", "m5.large", "i7ie.48xlarge"].map(|name| get(name).efa_interfaces()),
        [32, 0, 1]
    );
    assert!(get("p5.48xlarge").efa_on_first_card() && !get("p6-b300.48xlarge").efa_on_first_card());
    assert!(get("m5.large").spot());
}

#[test]
fn a_duration_falls_back_to_its_prefix() {
    assert_eq!(duration("cluster.create").map(|row| row.basis), Some(Basis::Measured { n: 10 }));
    assert_eq!(duration("add-on.create.metrics-server").map(|row| row.key), Some("add-on.create"));
    assert_eq!(duration("add-on.create.vpc-cni").map(|row| row.key), Some("add-on.create.vpc-cni"));
    assert_eq!(duration("managed-node-group.create.windows").map(|row| row.basis), Some(Basis::Assumed));
    assert!(duration("no.such.step").is_none());
    assert!(duration("").is_none());
}

#[test]
fn add_ons_of_eksctl_are_marked() {
    let names = |of: fn(&AddOn) -> bool| -> Vec<&str> {
        add_ons().iter().filter(|row| of(row)).map(|row| row.name).collect()
    };
    assert_eq!(names(|row| row.default), ["coredns", "kube-proxy", "metrics-server", "vpc-cni"]);
    assert_eq!(names(|row| row.default_in_auto_mode), ["metrics-server"]);
    assert_eq!(names(|row| row.before_nodes), ["coredns", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"]);
    assert!(add_on("coredns").is_some_and(|row| row.needs_capacity && !row.runs_on_each_node));
    assert_eq!(add_on("adot").map(|row| row.needs), Some(&["cert-manager"][..]));
}

#[test]
fn endpoint_services_have_the_prefix_of_their_partition() {
    let name = |key: &str, of: &str| endpoint_service_name(key, region(of).unwrap());
    assert_eq!(name("ec2", "us-west-2"), "com.amazonaws.us-west-2.ec2");
    assert_eq!(name("ecr.api", "cn-north-1"), "cn.com.amazonaws.cn-north-1.ecr.api");
    assert_eq!(name("s3", "cn-north-1"), "com.amazonaws.cn-north-1.s3");
    assert_eq!(name("autoscaling", "cn-north-1"), "com.amazonaws.cn-north-1.autoscaling");
    assert_eq!(name("autoscaling", "us-iso-east-1"), "gov.ic.c2s.us-iso-east-1.autoscaling");
    assert_eq!(name("sts", "us-isob-east-1"), "com.amazonaws.us-isob-east-1.sts");
    assert_eq!(name("ecr.dkr", "eu-isoe-west-1"), "uk.adc-e.cloud.eu-isoe-west-1.ecr.dkr");
    assert_eq!(name("ec2", "us-isof-south-1"), "com.amazonaws.us-isof-south-1.ec2");
    let required = endpoint_services().iter().filter(|row| row.required_by_eksctl).map(|row| row.key);
    assert_eq!(required.collect::<Vec<_>>(), ["ec2", "ecr.api", "ecr.dkr", "s3", "sts"]);
}

#[test]
fn quotas_roles_images_and_policies_are_found() {
    assert_eq!(quota("managedNodeGroupsPerCluster").map(|row| row.value), Some(30));
    assert!(role("node").is_some_and(|row| row.policies.contains(&"AmazonEKSWorkerNodePolicy")));
    assert_eq!(ami_families().len(), 18);
    assert_eq!(ami_family("AmazonLinux2").and_then(|row| row.last_version), Some(version("1.32")));
    assert_eq!(ami_family("AmazonLinux2023").and_then(|row| row.arm64_neuron), None);
    let controller = well_known_policy(PolicyScope::ServiceAccount, "awsLoadBalancerController");
    assert!(controller.is_some_and(|row| row.inline.len() == 1));
    assert!(well_known_policy(PolicyScope::NodeGroup, "efsCSIController").is_none());
    assert_eq!(reason("nodes-need-cni"), Some(reason::NODES_NEED_CNI));
    assert_eq!(reason("no-such-reason"), None);
}

#[test]
fn images_of_eks_are_in_the_registry_of_the_region() {
    assert_eq!(image_account("us-west-2"), "602401143452");
    assert_eq!(image_account("eu-south-1"), "590381155156");
    assert!(device_plugins().iter().all(|plugin| plugin.image.contains(':')));
}
