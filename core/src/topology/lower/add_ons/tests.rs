use crate::topology::Topology;
use crate::topology::add_on::{AddOn, AddOnIdentity};
use crate::topology::lower::testing::{clean, found, lowered, only, policies, role};
use crate::topology::role::Trust;

fn add_on<'t>(topology: &'t Topology, name: &str) -> &'t AddOn {
    topology.add_ons.iter().find(|add_on| add_on.name == name).unwrap()
}

fn names(topology: &Topology) -> Vec<&str> {
    topology.add_ons.iter().map(|add_on| add_on.name.as_str()).collect()
}

const OIDC: &str = "iam: {withOIDC: true}\n";

#[test]
fn the_defaults_of_eksctl_are_added_unless_written_or_disabled() {
    let topology = clean("");
    assert_eq!(names(&topology), ["coredns", "kube-proxy", "metrics-server", "vpc-cni"]);
    assert!(add_on(&topology, "coredns").before_nodes && add_on(&topology, "coredns").needs_capacity);
    assert!(!add_on(&topology, "metrics-server").before_nodes);
    let topology =
        clean("addons: [{name: CoreDNS, version: v1.11.1-eksbuild.4}, {name: snapshot-controller}]");
    assert_eq!(
        names(&topology),
        ["coredns", "kube-proxy", "metrics-server", "snapshot-controller", "vpc-cni"]
    );
    assert_eq!(add_on(&topology, "coredns").version.as_deref(), Some("v1.11.1-eksbuild.4"));
    assert!(names(&clean("addonsConfig: {disableDefaultAddons: true}")).is_empty());
}

#[test]
fn versions_that_eks_chooses_are_said_once() {
    let topology = clean("addons: [{name: coredns, version: latest}, {name: kube-proxy, version: \"\"}]");
    assert_eq!(add_on(&topology, "coredns").version, None);
    let unknown: Vec<_> = topology.unknowns.iter().filter(|it| it.subject == "add-on versions").collect();
    assert_eq!(unknown.len(), 1);
    assert!(!unknown[0].blocks);
    let command = "aws eks describe-addon-versions --region us-west-2 --kubernetes-version 1.34 --query";
    assert!(unknown[0].command.as_deref().unwrap().starts_with(command));
    assert_eq!(topology.assumptions.iter().filter(|it| it.subject == "add-on versions").count(), 1);
    assert!(clean("addonsConfig: {disableDefaultAddons: true}").unknowns.is_empty());
}

#[test]
fn the_cni_has_its_rights_from_the_nodes_or_by_oidc() {
    let topology = clean("managedNodeGroups: [{name: a}]");
    assert_eq!(add_on(&topology, "vpc-cni").identity, AddOnIdentity::NodeRole);
    let topology = clean(&format!("{OIDC}managedNodeGroups: [{{name: a}}]"));
    let AddOnIdentity::Irsa(at) = add_on(&topology, "vpc-cni").identity else { panic!() };
    assert_eq!(
        topology.roles[at].trust,
        Trust::ServiceAccount { namespace: "kube-system".into(), name: "aws-node".into() }
    );
    assert_eq!(policies(&topology.roles[at]), ["AmazonEKS_CNI_Policy"]);
    let replaced = "managedNodeGroups: [{name: a, iam: {attachPolicyARNs: [\"arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy\"]}}]";
    let finding = only(replaced);
    assert_eq!(finding.code.as_str(), "EP0704");
    assert_eq!(add_on(&lowered(replaced).0, "vpc-cni").identity, AddOnIdentity::None);
}

#[test]
fn an_existing_node_role_is_taken_to_carry_the_right_of_the_cni_alone() {
    let nodes = "managedNodeGroups: [{name: a, iam: {instanceRoleARN: \"arn:aws:iam::1:role/r\"}}]\n";
    let topology = clean(nodes);
    assert_eq!(add_on(&topology, "vpc-cni").identity, AddOnIdentity::NodeRole);
    assert!(topology.assumptions.iter().any(|it| it.subject == "rights of add-on vpc-cni"));
    assert_eq!(found(&format!("{nodes}addons: [{{name: aws-ebs-csi-driver}}]")), ["EP0704 addons[0].name"]);
}

#[test]
fn rights_come_by_pod_identity_where_it_is_wished() {
    let topology = clean(
        "addonsConfig: {autoApplyPodIdentityAssociations: true}\naddons: [{name: eks-pod-identity-agent}, {name: aws-ebs-csi-driver}]\n",
    );
    let AddOnIdentity::PodIdentity(made) = &add_on(&topology, "aws-ebs-csi-driver").identity else {
        panic!()
    };
    assert_eq!(made[0].service_account, "ebs-csi-controller-sa");
    let own = &topology.roles[made[0].role];
    assert_eq!(
        (own.name.as_str(), &own.trust),
        ("add-on.aws-ebs-csi-driver.ebs-csi-controller-sa", &Trust::PodIdentity)
    );
    assert_eq!(policies(own), ["AmazonEBSCSIDriverPolicy"]);
    assert!(matches!(add_on(&topology, "vpc-cni").identity, AddOnIdentity::PodIdentity(_)));
    assert_eq!(add_on(&topology, "eks-pod-identity-agent").identity, AddOnIdentity::None);
    let topology = clean(
        "addons: [{name: eks-pod-identity-agent}, {name: vpc-cni, podIdentityAssociations: [{serviceAccountName: aws-node, roleARN: \"arn:aws:iam::1:role/r\"}]}]",
    );
    let AddOnIdentity::PodIdentity(made) = &add_on(&topology, "vpc-cni").identity else { panic!() };
    assert_eq!(topology.roles[made[0].role].existing.as_deref(), Some("arn:aws:iam::1:role/r"));
}

#[test]
fn an_association_that_stands_alone_gives_an_add_on_its_rights() {
    let topology = clean(
        "addons: [{name: eks-pod-identity-agent}]\n\
         iam: {podIdentityAssociations: [{namespace: kube-system, serviceAccountName: aws-node, \
         permissionPolicyARNs: [\"arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy\"]}]}\n\
         managedNodeGroups: [{name: a, iam: {attachPolicyARNs: [\"arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy\"]}}]\n",
    );
    assert_eq!(add_on(&topology, "vpc-cni").identity, AddOnIdentity::Associated(0));
}

#[test]
fn core_dns_goes_to_fargate_where_a_profile_takes_it() {
    let configuration = |rest: &str| {
        let topology = clean(rest);
        let add_on = add_on(&topology, "coredns");
        (add_on.configuration.clone(), add_on.on_fargate)
    };
    let profile = |selector: &str| format!("fargateProfiles: [{{name: f, selectors: [{selector}]}}]\n");
    let fargate = Some("{\"computeType\":\"Fargate\"}".to_owned());
    assert_eq!(configuration(&profile("{namespace: kube-system}")), (fargate.clone(), true));
    let labelled = profile("{namespace: kube-system, labels: {k8s-app: kube-dns}}");
    assert_eq!(configuration(&labelled), (fargate, true));
    assert_eq!(configuration(&profile("{namespace: default}")), (None, false));
    let own = "addons: [{name: coredns, configurationValues: \"replicaCount: 3\"}]\n";
    let (kept, on_fargate) = configuration(&format!("{own}{}", profile("{namespace: kube-system}")));
    assert_eq!((kept.as_deref(), on_fargate), (Some("replicaCount: 3"), false));
    let own = "addons: [{name: coredns, configurationValues: \"computeType: fargate\"}]\n";
    assert!(configuration(&format!("{own}{}", profile("{namespace: kube-system}"))).1);
}

#[test]
fn windows_nodes_get_addresses_from_the_cni() {
    let windows = "managedNodeGroups: [{name: l}, {name: w, amiFamily: WindowsServer2022CoreContainer}]\n";
    let cni = |rest: &str| add_on(&clean(rest), "vpc-cni").configuration.clone();
    assert_eq!(cni(windows).as_deref(), Some("{\"enableWindowsIpam\":\"true\"}"));
    assert_eq!(cni("managedNodeGroups: [{name: l}]\n"), None);
    assert!(add_on(&clean(windows), "vpc-cni").windows_ipam);
    let own = "addons: [{name: vpc-cni, configurationValues: \"{}\"}]\n";
    assert_eq!(cni(&format!("{own}{windows}")).as_deref(), Some("{}"));
    assert!(!add_on(&clean(&format!("{own}{windows}")), "vpc-cni").windows_ipam);
}

#[test]
fn rights_come_by_oidc_where_they_are_written() {
    let topology = clean(&format!(
        "{OIDC}addons: [{{name: aws-ebs-csi-driver, wellKnownPolicies: {{ebsCSIController: true}}, permissionsBoundary: b}}]"
    ));
    let own = role(&topology, "add-on.aws-ebs-csi-driver");
    assert_eq!(
        (policies(own), own.boundary.as_deref()),
        (vec!["AmazonEBSCSIDriverPolicy".to_owned()], Some("b"))
    );
    let topology = clean(&format!("{OIDC}addons: [{{name: aws-efs-csi-driver}}]"));
    assert!(matches!(add_on(&topology, "aws-efs-csi-driver").identity, AddOnIdentity::Irsa(_)));
    let text = "addons: [{name: aws-ebs-csi-driver, attachPolicyARNs: [\"arn:aws:iam::aws:policy/X\"]}]";
    let finding = only(text);
    assert_eq!(
        (finding.code.as_str(), finding.path.to_string().as_str()),
        ("EP0704", "addons[0].attachPolicyARNs")
    );
    assert_eq!(add_on(&lowered(text).0, "aws-ebs-csi-driver").identity, AddOnIdentity::None);
}

#[test]
fn a_role_of_this_file_is_known_by_its_name() {
    let topology = clean(
        "iam: {withOIDC: true, serviceAccounts: [{metadata: {name: ebs-csi-controller-sa, namespace: kube-system}, \
         wellKnownPolicies: {ebsCSIController: true}, roleName: ebs, roleOnly: true}]}\n\
         addons: [{name: aws-ebs-csi-driver, serviceAccountRoleARN: \"arn:aws:iam::1:role/ebs\"}, \
         {name: vpc-cni, serviceAccountRoleARN: \"arn:aws:iam::1:role/other\"}]\n",
    );
    let AddOnIdentity::Irsa(at) = add_on(&topology, "aws-ebs-csi-driver").identity else { panic!() };
    assert_eq!(topology.roles[at].name, "irsa.kube-system.ebs-csi-controller-sa");
    let AddOnIdentity::Irsa(at) = add_on(&topology, "vpc-cni").identity else { panic!() };
    assert_eq!(topology.roles[at].existing.as_deref(), Some("arn:aws:iam::1:role/other"));
}

#[test]
fn rights_of_the_nodes_are_enough_if_all_nodes_have_them() {
    let nodes = |b: &str| {
        format!(
            "addons: [{{name: aws-ebs-csi-driver}}]\nmanagedNodeGroups:\n\
             - {{name: a, iam: {{withAddonPolicies: {{ebs: true}}}}}}\n- {{name: b, iam: {{withAddonPolicies: {{ebs: {b}}}}}}}\n"
        )
    };
    let topology = clean(&nodes("true"));
    assert_eq!(add_on(&topology, "aws-ebs-csi-driver").identity, AddOnIdentity::NodeRole);
    assert_eq!(found(&nodes("false")), ["EP0704 addons[0].name"]);
}

#[test]
fn two_ways_to_one_right_are_refused() {
    let wrong = found(&format!(
        "{OIDC}addons:\n\
         - {{name: vpc-cni, attachPolicyARNs: [\"arn:aws:iam::aws:policy/X\"], podIdentityAssociations: [{{serviceAccountName: a, roleARN: r}}]}}\n\
         - {{name: aws-ebs-csi-driver, serviceAccountRoleARN: \"arn:aws:iam::1:role/r\", attachPolicy: {{Statement: []}}}}\n\
         - {{name: aws-efs-csi-driver, useDefaultPodIdentityAssociations: true, podIdentityAssociations: [{{serviceAccountName: a, roleARN: r}}]}}\n\
         - {{name: eks-pod-identity-agent}}\n"
    ));
    assert_eq!(
        wrong,
        [
            "EP0703 addons[0].podIdentityAssociations",
            "EP0703 addons[1].attachPolicy",
            "EP0703 addons[2].useDefaultPodIdentityAssociations"
        ]
    );
}

#[test]
fn wrong_add_ons_are_reported_each_at_its_place() {
    let wrong = found(
        "addons:\n- {name: coredns, configurationValues: \"replicaCount: 3\", resolveConflicts: overwrite}\n- {name: CoreDNS}\n\
         - {name: vpc-cny}\n- {name: kube-proxy, configurationValues: \"[1]\", resolveConflicts: never}\n\
         - {name: eks-pod-identity-agent, podIdentityAssociations: [{serviceAccountName: a, roleARN: r}]}\n\
         - {name: aws-mountpoint-s3-csi-driver}\n",
    );
    assert_eq!(
        wrong,
        [
            "EP0702 addons[1]",
            "EP0701 addons[2].name",
            "EP0107 addons[3].configurationValues",
            "EP0107 addons[3].resolveConflicts",
            "EP0717 addons[4].podIdentityAssociations",
            "EP0704 addons[5].name",
        ]
    );
    let topology = lowered("addons: [{name: vpc-cny}]").0;
    let unknown = add_on(&topology, "vpc-cny");
    assert!(unknown.needs_capacity && !unknown.before_nodes);
    assert_eq!(
        clean("addons: [{name: coredns, resolveConflicts: overwrite}]").add_ons[0]
            .resolve_conflicts
            .as_deref(),
        Some("OVERWRITE")
    );
}
