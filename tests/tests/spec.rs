//! From text to the typed document, by the public interface alone.

use std::path::PathBuf;

use eks_plan::diagnostic::{Code, Diagnostic, Severity};
use eks_plan::source::{self, Kind, Limits, Node, Scalar, Value};
use eks_plan::spec::{self, AmiFamily, NatGateway, PlanConfig, Spec};

fn read(text: &str) -> (Option<Spec>, Vec<Diagnostic>) {
    let source = source::read("cluster.yaml", text, &Limits::default());
    let (spec, mut report) = spec::decode(&source.documents, None);
    report.extend(source.report);
    (spec, report.into_sorted())
}

/// Reads a cluster whose document goes on with `rest`.
fn cluster(rest: &str) -> (Spec, Vec<Diagnostic>) {
    let head =
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: us-west-2}\n";
    let (spec, found) = read(&format!("{head}{rest}"));
    (spec.expect("a cluster"), found)
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.code.as_str()).collect()
}

/// The one finding, and the text after its first fix.
fn only(text: &str) -> (Diagnostic, Option<String>) {
    let (_, found) = read(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    let finding = found.into_iter().next().unwrap();
    let fixed = finding.fixes.first().map(|fix| {
        let mut fixed = text.to_owned();
        for edit in fix.edits.iter().rev() {
            fixed.replace_range(edit.span.start.offset as usize..edit.span.end.offset as usize, &edit.text);
        }
        fixed
    });
    (finding, fixed)
}

const HEAD: &str =
    "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: us-west-2}\n";

#[test]
fn eksctl_examples_are_read_without_an_error() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/eksctl/examples"));
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 49);
    let mut wrong = Vec::new();
    for file in files {
        let (spec, found) = read(&std::fs::read_to_string(&file).unwrap());
        assert!(spec.is_some(), "{}", file.display());
        let errors = found.iter().filter(|diagnostic| diagnostic.severity != Severity::Note);
        wrong.extend(errors.map(|d| {
            format!("{}: {} {} {}", file.file_name().unwrap().display(), d.code, d.path, d.message)
        }));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_written_is_there_with_its_place() {
    let (spec, found) = cluster(
        "vpc:\n  nat: {gateway: Single}\n  subnets:\n    private:\n      us-west-2a: {id: subnet-1}\nmanagedNodeGroups:\n- name: m\n  amiFamily: bottlerocket\n  labels: {b: x, a:}\n  desiredCapacity: 3\n",
    );
    assert!(found.is_empty(), "{found:#?}");
    let cluster = spec.cluster;
    let vpc = cluster.vpc.unwrap();
    assert_eq!(vpc.nat.as_ref().unwrap().gateway.as_ref().unwrap().value, NatGateway::Single);
    let subnet = &vpc.subnets.as_ref().unwrap().private.as_ref().unwrap()["us-west-2a"];
    assert_eq!(subnet.id.as_ref().unwrap().value, "subnet-1");
    assert_eq!(subnet.at.path.to_string(), "vpc.subnets.private.us-west-2a");
    let group = &cluster.managed_node_groups.as_ref().unwrap()[0];
    assert_eq!(group.base.ami_family.as_ref().unwrap().value, AmiFamily::Bottlerocket);
    assert_eq!(group.base.labels.as_ref().unwrap()["a"].value, "");
    let desired = group.base.desired_capacity.as_ref().unwrap();
    assert_eq!(
        (desired.value, desired.at.path.to_string()),
        (3, "managedNodeGroups[0].desiredCapacity".into())
    );
    assert_eq!(desired.at.span.as_ref().unwrap().start.line, 13);
    assert!(group.base.min_size.is_none(), "no default is applied");
}

#[test]
fn an_unknown_field_names_its_neighbour() {
    let (finding, fixed) = only(&format!("{HEAD}nodegroups: []\n"));
    assert_eq!((finding.code, finding.pointer.as_str()), (Code::FieldUnknown, "/nodegroups"));
    assert_eq!(finding.help.as_deref(), Some("a field with a similar name exists: `nodeGroups`"));
    assert!(finding.fixes[0].certain);
    assert_eq!(fixed.unwrap(), format!("{HEAD}nodeGroups: []\n"));

    let (finding, fixed) = only(&format!("{HEAD}nodeGroups:\n- {{name: a, \"labls\": {{}}}}\n"));
    assert!(!finding.fixes[0].certain);
    assert_eq!(fixed.unwrap(), format!("{HEAD}nodeGroups:\n- {{name: a, \"labels\": {{}}}}\n"));

    let (finding, fixed) = only(&format!("{HEAD}serviceAccounts: []\n"));
    assert_eq!(finding.help.as_deref(), Some("`serviceAccounts` is a field of `iam`"));
    assert_eq!(fixed, None);

    let (finding, fixed) = only(&format!("{HEAD}vpc: {{}}\nVpc: {{}}\n"));
    assert_eq!((finding.code, fixed), (Code::FieldUnknown, None), "the right one is there already");
}

#[test]
fn a_wrong_type_says_what_was_expected_and_found() {
    for (rest, message, fix) in [
        ("vpc: []\n", "expected a mapping, found a list", None),
        ("availabilityZones: us-west-2a\n", "expected a list, found a string", None),
        (
            "iam: {withOIDC: 'true'}\n",
            "expected `true` or `false`, found a string",
            Some("iam: {withOIDC: true}\n"),
        ),
        ("iam: {withOIDC: 1}\n", "expected `true` or `false`, found the number `1`", None),
        ("vpc: {id: 1.50}\n", "expected a string, found the number `1.50`", Some("vpc: {id: \"1.50\"}\n")),
        ("vpc: {id: {}}\n", "expected a string, found a mapping", None),
        (
            "nodeGroups: [{name: a, maxSize: \"3\"}]\n",
            "expected a whole number, found a string",
            Some("nodeGroups: [{name: a, maxSize: 3}]\n"),
        ),
        ("nodeGroups: [{name: a, maxSize: 3.0}]\n", "expected a whole number, found the number `3.0`", None),
        ("nodeGroups: [null]\n", "expected a mapping, found nothing", None),
        ("availabilityZones: [null]\n", "expected a string, found nothing", None),
        (
            "nodeGroups: [{name: a, labels: {x: yes}}]\n",
            "expected a string, found the boolean `yes`",
            Some("nodeGroups: [{name: a, labels: {x: \"yes\"}}]\n"),
        ),
    ] {
        let (finding, fixed) = only(&format!("{HEAD}{rest}"));
        assert_eq!(finding.code, Code::FieldType, "{rest}");
        // A truth value may be described by its meaning or its text.
        let message = message.replace("`yes`", "`true`");
        assert_eq!(finding.message, message, "{rest}");
        assert_eq!(fixed, fix.map(|fix| format!("{HEAD}{fix}")), "{rest}");
    }
}

#[test]
fn a_missing_field_is_reported_where_it_should_be() {
    let (finding, _) = only("apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a}\n");
    assert_eq!(
        (finding.code, finding.message.as_str()),
        (Code::FieldMissing, "`region` is missing in `metadata`")
    );
    let (finding, _) = only(&format!("{HEAD}managedNodeGroups: [{{name: ~}}]\n"));
    assert_eq!(finding.message, "`name` is missing in `managedNodeGroups[0]`");
    let (finding, _) = only("apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n");
    assert_eq!(finding.message, "`metadata` is missing");
    let (finding, _) = only(&format!("{HEAD}identityProviders: [{{type: oidc, name: a, clientId: b}}]\n"));
    assert_eq!(finding.message, "`issuerURL` is missing in `identityProviders[0]`");
}

#[test]
fn a_value_outside_a_closed_list_names_the_nearest() {
    let (finding, fixed) = only(&format!("{HEAD}vpc: {{nat: {{gateway: singel}}}}\n"));
    assert_eq!(finding.code, Code::FieldValue);
    assert_eq!(
        finding.help.as_deref(),
        Some("`Single` is near; allowed are `HighlyAvailable`, `Single`, `Disable`")
    );
    assert_eq!(fixed.unwrap(), format!("{HEAD}vpc: {{nat: {{gateway: Single}}}}\n"));
    assert!(!finding.fixes[0].certain);
    let (finding, _) = only(&format!("{HEAD}vpc: {{nat: {{gateway: 'single'}}}}\n"));
    assert!(finding.fixes[0].certain);
}

#[test]
fn an_unquoted_version_keeps_its_text() {
    let text = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: b, version: 1.30}\n";
    let (finding, fixed) = only(text);
    assert_eq!(finding.code, Code::VersionUnquoted);
    assert!(finding.fixes[0].certain);
    assert_eq!(fixed.unwrap(), text.replace("1.30", "\"1.30\""));
    let (spec, _) = read(text);
    let version = spec.unwrap().cluster.metadata.unwrap().value.version.unwrap();
    assert_eq!(&*version.value, "1.30");
}

#[test]
fn what_only_the_decoder_of_eksctl_takes_is_taken() {
    let (spec, found) =
        cluster("nodeGroups: [{name: a, taints: {k: 'v:NoSchedule', l: ':NoExecute', m: NoExecute}}]\n");
    assert!(found.is_empty(), "{found:#?}");
    let taints = spec.cluster.node_groups.unwrap().value.remove(0).value.taints.unwrap();
    let text =
        |field: &spec::Field<String>| field.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    let parts: Vec<_> =
        taints.iter().map(|t| &t.value).map(|t| (text(&t.key), text(&t.value), text(&t.effect))).collect();
    let expected = [("k", "v", "NoSchedule"), ("l", "", "NoExecute"), ("m", "", "NoExecute")];
    assert_eq!(parts, expected.map(|(k, v, e)| (k.to_owned(), v.to_owned(), e.to_owned())));

    let (_, found) = cluster("nodeGroups: [{name: a, taints: {k: 'a:b:c'}}]\n");
    assert_eq!(codes(&found), ["EP0107"]);
    let (_, found) = cluster("managedNodeGroups: [{name: a, taints: {k: 'v:NoSchedule'}}]\n");
    assert_eq!(codes(&found), ["EP0105"], "managed node groups take a list alone");

    let (spec, found) = cluster("vpc: {subnets: {public: {a: {ID: subnet-1, note: x}}}}\n");
    assert_eq!(codes(&found), ["EP0104"]);
    assert_eq!(found[0].severity, Severity::Warning, "eksctl skips it");
    let subnets = spec.cluster.vpc.unwrap().value.subnets.unwrap().value.public.unwrap();
    assert_eq!(subnets["a"].id.as_ref().unwrap().value, "subnet-1");
}

#[test]
fn what_is_not_modelled_is_said_and_an_idle_value_is_not() {
    let (spec, found) = cluster(
        "autoModeConfig: {enabled: false}\nlocalZones: []\nkubernetesNetworkConfig: {ipFamily: ipv4}\nnodeGroups: [{name: a, instanceSelector: {}}]\naddons: [{name: a, owners: [aws]}]\n",
    );
    assert_eq!(codes(&found), ["EP0201"], "{found:#?}");
    assert_eq!(spec.not_modelled[0].definition, "Addon");
}

#[test]
fn documents_are_told_apart() {
    for (text, expected) in [
        ("a: 1\n", vec!["EP0101"]),
        ("- a\n", vec!["EP0101"]),
        ("apiVersion: v1\nkind: ConfigMap\n", vec!["EP0101"]),
        ("apiVersion: eks-plan/v1alpha1\nkind: PlanConfig\n", vec!["EP0102"]),
        (&format!("{HEAD}---\n{HEAD}"), vec!["EP0103"]),
        (&HEAD.replace("eksctl.io/v1alpha5", "eksctl.io/v1alpha4"), vec!["EP0107"]),
        (&HEAD.replace("kind: ClusterConfig\n", ""), vec!["EP0106"]),
        (
            &HEAD.replace("apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n", ""),
            vec!["EP0106", "EP0106"],
        ),
        (&HEAD.replace("ClusterConfig", "clusterconfig"), vec!["EP0107"]),
        (&HEAD.replace("kind: ClusterConfig", "kind: [ClusterConfig]"), vec!["EP0107", "EP0105"]),
    ] {
        let (spec, found) = read(text);
        let mut sorted = codes(&found);
        sorted.sort_unstable();
        let mut expected = expected;
        expected.sort_unstable();
        assert_eq!(sorted, expected, "{text}\n{found:#?}");
        let is_cluster = text.contains("metadata");
        assert_eq!(spec.is_some(), is_cluster, "{text}");
    }
    let help = |text| read(text).1.remove(0).help.unwrap();
    assert!(help("AWSTemplateFormatVersion: x\nResources: {}\n").contains("CloudFormation"));
    assert!(help("terraform: {}\n").contains("Terraform"));
    assert!(help("apiVersion: v1\nkind: Pod\n").contains("Kubernetes manifest"));
    assert!(help("apiVersion: v1\nkind: ClusterConfg\n").contains("`ClusterConfig`"));
    let (_, found) = read(&format!("{HEAD}---\n{HEAD}"));
    assert_eq!(found[0].labels[0].span.as_ref().unwrap().start.line, 1);
    assert_eq!(found[0].span.as_ref().unwrap().start.line, 5);
}

#[test]
fn options_win_over_the_document() {
    let text = format!(
        "{HEAD}---\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nasOf: 2026-01-31\naccount: '111122223333'\nzones: [use1-az1, use1-az2]\nmaxParallel: {{a: 1, b: 2}}\nobserved: {{vpc: {{id: vpc-1, subnets: {{s-1: {{public: true, cidr: 10.0.1.0/24}}}}}}}}\n"
    );
    let options = r#"{"asOf": "2026-02-28", "zones": ["use1-az4"], "maxParallel": {"b": 3, "c": 4}, "observed": {"vpc": {"cidr": "10.0.0.0/16"}}}"#;
    let options = PlanConfig::from_json(options).unwrap();
    let documents = source::read("-", &text, &Limits::default()).documents;
    let (spec, report) = spec::decode(&documents, Some(&options));
    assert!(!report.has_errors(), "{report:?}");
    let config = spec.unwrap().config;
    assert_eq!(config.as_of.as_ref().map(|date| date.parts()), Some((2026, 2, 28)));
    assert_eq!(config.account.as_ref().map(|account| account.to_string()).as_deref(), Some("111122223333"));
    assert_eq!(config.zones.unwrap().iter().map(|zone| zone.as_str()).collect::<Vec<_>>(), ["use1-az4"]);
    let caps = config.max_parallel.unwrap().value;
    let caps: Vec<_> = caps.iter().map(|(key, value)| (key.as_str(), value.value)).collect();
    assert_eq!(caps, [("a", 1), ("b", 3), ("c", 4)]);
    let vpc = config.observed.unwrap().value.vpc.unwrap().value;
    assert_eq!((vpc.id.unwrap().as_str(), vpc.cidr.unwrap().as_str()), ("vpc-1", "10.0.0.0/16"));
    assert_eq!(vpc.subnets.unwrap()["s-1"].cidr.as_ref().unwrap().value, "10.0.1.0/24");
}

#[test]
fn options_that_are_wrong_or_not_supported_are_refused() {
    for (text, code) in [
        (r#"{"pods": {"a": {"cpuMillis": 250}}}"#, "EP0106"),
        (r#"{"workloads": [{"chart": "a"}]}"#, "EP0106"),
        (r#"{"workloads": [{"name": "a", "needs": {"identity": {}}}]}"#, "EP0106"),
        (r#"{"skew": "relaxed"}"#, "EP0202"),
        (r#"{"asOf": "2026-02-30"}"#, "EP0107"),
        (r#"{"account": "123"}"#, "EP0107"),
        (r#"{"account": 111122223333}"#, "EP0105"),
        (r#"{"quotas": {"a": -1}}"#, "EP0105"),
        (r#"{"maxParallel": {"a": -1}}"#, "EP0105"),
        (r#"{"maxParallel": {"a": 4294967296}}"#, "EP0105"),
        (r#"{"durations": {"a": {"source": "x"}}}"#, "EP0106"),
        (r#"{"dependencies": [{"before": "a"}]}"#, "EP0106"),
        (r#"{"kind": "ClusterConfig"}"#, "EP0107"),
        (r#"{"asof": "2026-01-01"}"#, "EP0104"),
        (r#"{"observed": {"instances": []}}"#, "EP0104"),
        (r#"[]"#, "EP0105"),
        (r#"{"#, "EP0001"),
    ] {
        let found = PlanConfig::from_json(text).unwrap_err().into_sorted();
        assert_eq!(codes(&found), [code], "{text}");
    }
    assert!(PlanConfig::from_json("{}").is_ok());
    assert!(PlanConfig::from_text("-", "asOf: 2026-01-01\nworkloads: ~\n").is_ok());
    let found = PlanConfig::from_text("p.yaml", "asOf: today\n").unwrap_err().into_sorted();
    assert_eq!(
        found[0].span.as_ref().map(|span| (span.file.as_ref(), span.start.column)),
        Some(("p.yaml", 7))
    );
}

#[test]
fn the_schema_of_plan_config_holds_its_table() {
    let schema = PlanConfig::json_schema();
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["observed"]["$ref"], "#/$defs/Observed");
    assert_eq!(schema["$defs"]["Dependency"]["required"], serde_json::json!(["before", "after"]));
    assert_eq!(schema["properties"]["maxParallel"]["additionalProperties"]["maximum"], u32::MAX);
    for (name, property) in schema["properties"].as_object().unwrap() {
        let text = property["description"].as_str().unwrap();
        assert!(text.ends_with(['.', '`']) && text.len() > 10, "{name}: {text}");
        assert_eq!(
            text.starts_with("Not supported yet"),
            ["prices", "skew", "gates", "pins"].contains(&name.as_str()),
            "{name}"
        );
    }
}

/// Puts `value` in the place of the node that is reached after `left` others; false if there are fewer.
fn replace(node: &mut Node, left: &mut usize, value: &Value) -> bool {
    if *left == 0 {
        node.value = value.clone();
        return true;
    }
    *left -= 1;
    match &mut node.value {
        Value::Scalar(_) => false,
        Value::Sequence(items) => items.iter_mut().any(|item| replace(item, left, value)),
        Value::Mapping(entries) => entries.iter_mut().any(|entry| replace(&mut entry.value, left, value)),
    }
}

#[test]
fn any_value_in_any_place_is_survived_and_has_a_place() {
    let scalar = |kind, text: &str| Value::Scalar(Scalar { kind, text: text.into() });
    let values = [
        scalar(Kind::Null, "null"),
        scalar(Kind::Bool(true), "yes"),
        scalar(Kind::Integer(-1), "-1"),
        scalar(Kind::Float, "1e400"),
        scalar(Kind::String, "::é\u{1F600}"),
        Value::Sequence(vec![Node { value: scalar(Kind::Null, "~"), span: None }]),
        Value::Mapping(Vec::new()),
    ];
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/eksctl/examples"));
    let mut tried = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let documents = source::read("-", &text, &Limits::default()).documents;
        for position in 0.. {
            let value = &values[position % values.len()];
            let mut changed = documents.clone();
            let mut left = position;
            if !changed.iter_mut().any(|document| replace(&mut document.root, &mut left, value)) {
                break;
            }
            tried += 1;
            let (spec, report) = spec::decode(&changed, None);
            assert!(spec.is_some() || report.has_errors() || position == 0);
            for finding in report.into_sorted() {
                // The item of the list above is the one node without a place.
                assert!(finding.span.is_some() || finding.pointer.ends_with("/0"), "{finding:?}");
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

#[test]
fn a_text_of_mistakes_alone_stays_cheap() {
    let keys: String = (0..5_000).map(|number| format!("nodeGroup{number}: 1\n")).collect();
    let (_, found) = read(&format!("{HEAD}{keys}"));
    assert_eq!(found.len(), 1001);
    assert!(found.iter().any(|finding| finding.message == "4000 further findings are left out"));
    let documents = "---\na: 1\n".repeat(5000);
    let (spec, found) = read(&documents);
    assert!(spec.is_none());
    assert_eq!(found.len(), 1001);
}
