use crate::diagnostic::{Code, Diagnostic};
use crate::source::{self, Limits};
use crate::spec;
use crate::topology::lower::testing::{policies, role};
use crate::topology::workload::{Content, Release, Workload, WorkloadIdentity};
use crate::topology::{Topology, lower};

const ADD_ONS: &str = "addons: [{name: vpc-cni}, {name: coredns}, {name: kube-proxy}, {name: eks-pod-identity-agent}]\n\
                       managedNodeGroups: [{name: main}]\n";

/// Lowers a cluster with this in its document, and these workloads.
fn lowered(cluster: &str, workloads: &str) -> (Topology, Vec<Diagnostic>) {
    let text = format!(
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n\
         metadata: {{name: demo, region: us-west-2, version: \"1.35\"}}\n{cluster}\
         ---\napiVersion: eks-plan/v1alpha1\nkind: PlanConfig\nworkloads: {workloads}\n"
    );
    let source = source::read("cluster.yaml", &text, &Limits::default());
    assert!(!source.report.has_errors(), "{:#?}", source.report);
    let (spec, report) = spec::decode(&source.documents, None);
    assert!(!report.has_errors(), "{report:#?}");
    let (topology, report) = lower(&spec.expect("a cluster"));
    (topology.expect("a topology"), report.into_sorted())
}

fn clean(cluster: &str, workloads: &str) -> Topology {
    let (topology, found) = lowered(cluster, workloads);
    assert!(found.is_empty(), "{found:#?}");
    topology
}

fn codes(cluster: &str, workloads: &str) -> Vec<Code> {
    lowered(cluster, workloads).1.iter().map(|it| it.code).collect()
}

fn workload<'t>(topology: &'t Topology, name: &str) -> &'t Workload {
    topology.workloads.iter().find(|it| it.name == name).unwrap_or_else(|| panic!("no {name}"))
}

fn release(workload: &Workload) -> &Release {
    match &workload.content {
        Content::Release(release) => release,
        Content::Objects(_) => panic!("{} is no release", workload.name),
    }
}

fn after<'t>(topology: &'t Topology, name: &str) -> Vec<&'t str> {
    workload(topology, name).after.iter().map(|&at| topology.workloads[at].name.as_str()).collect()
}

#[test]
fn a_name_of_the_catalogue_is_enough() {
    let topology = clean(ADD_ONS, "[{name: aws-load-balancer-controller}]");
    let it = workload(&topology, "aws-load-balancer-controller");
    let release = release(it);
    assert_eq!(
        (release.chart.as_str(), it.namespace.as_str()),
        ("aws-load-balancer-controller", "kube-system")
    );
    assert_eq!(release.values["clusterName"], "demo");
    assert_eq!(release.values["serviceAccount"]["name"], "aws-load-balancer-controller");
    assert!(matches!(it.identity, WorkloadIdentity::PodIdentity(_)));
    let policies = policies(role(&topology, "workload.aws-load-balancer-controller"));
    assert_eq!(policies, ["inline:PolicyAWSLoadBalancerController"]);
}

#[test]
fn what_is_written_wins_over_the_catalogue() {
    let topology = clean(
        ADD_ONS,
        "[{name: external-dns, version: 1.0.0, namespace: dns, values: {serviceAccount: {labels: {a: b}}}, \
          needs: {identity: {serviceAccount: own, roleARN: 'arn:aws:iam::111122223333:role/dns'}}}]",
    );
    let it = workload(&topology, "external-dns");
    assert_eq!((release(it).version.as_deref(), it.namespace.as_str()), (Some("1.0.0"), "dns"));
    assert_eq!(release(it).values["serviceAccount"]["labels"]["a"], "b");
    assert_eq!(release(it).values["serviceAccount"]["name"], "own");
    assert_eq!(topology.access.pod_identities[0].service_account, "own");
}

#[test]
fn one_name_may_stand_for_several_charts() {
    let topology = clean(ADD_ONS, "[{name: istio}]");
    assert_eq!(after(&topology, "istiod"), ["istio-base"]);
    assert_eq!(after(&topology, "istio-gateway"), ["istio-base", "istiod"]);
    assert_eq!(workload(&topology, "istio-gateway").load_balancers[0].name, "istio-gateway");
    let (topology, _) = lowered(ADD_ONS, "[{name: efk}]");
    let names: Vec<_> = topology.workloads.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["fluent-bit", "opensearch", "opensearch-dashboards", "storage-class-gp3"]);
    assert!(topology.assumptions.iter().any(|it| it.subject == "workloads.efk"));
}

#[test]
fn volumes_want_a_driver_and_a_class() {
    let (topology, found) = lowered(ADD_ONS, "[{name: opensearch}]");
    assert_eq!(found.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::WorkloadLacks]);
    assert_eq!(release(workload(&topology, "opensearch")).values["persistence"]["storageClass"], "gp3");
    assert_eq!(after(&topology, "opensearch"), ["storage-class-gp3"]);
    let own = "[{name: opensearch, needs: {volumes: [{name: data, storageClass: fast}]}}]";
    let (topology, _) = lowered(ADD_ONS, own);
    assert!(after(&topology, "opensearch").is_empty());
}

#[test]
fn objects_follow_what_brings_their_kinds() {
    let manifest = "{apiVersion: cert-manager.io/v1, kind: ClusterIssuer, metadata: {name: ca}}";
    let topology =
        clean(ADD_ONS, &format!("[{{name: issuers, manifests: [{manifest}]}}, {{name: cert-manager}}]"));
    assert_eq!(after(&topology, "issuers"), ["cert-manager"]);
    assert_eq!(workload(&topology, "issuers").objects()[0].name, "clusterissuer.ca");
    assert_eq!(
        codes(ADD_ONS, &format!("[{{name: issuers, manifests: [{manifest}]}}]")),
        [Code::WorkloadLacks]
    );
    let twice = format!(
        "[{{name: cert-manager}}, {{name: issuers, manifests: [{manifest}, {manifest}, {{kind: x}}]}}]"
    );
    assert_eq!(codes(ADD_ONS, &twice), [Code::FieldValue, Code::FieldValue]);
}

#[test]
fn what_cannot_be_installed_is_refused() {
    for (workloads, code) in [
        ("[{name: karpenter}]", Code::FieldValue),
        ("[{name: metrics-server}, {name: shop}]", Code::FieldMissing),
        ("[{name: shop, chart: shop}]", Code::FieldMissing),
        ("[{name: argo-cd, needs: {after: [nothing]}}]", Code::DependencyUnknown),
        ("[{name: argo-cd, needs: {ports: [70000]}}]", Code::FieldValue),
        ("[{name: argo-cd, needs: {endpoints: [moon]}}]", Code::FieldValue),
        ("[{name: argo-cd}, {name: argo-cd}]", Code::AddOnTwice),
        ("[{name: istiod}]", Code::WorkloadLacks),
    ] {
        assert!(codes(ADD_ONS, workloads).contains(&code), "{workloads}: {:?}", codes(ADD_ONS, workloads));
    }
    let both = "addons: [{name: metrics-server}]\nmanagedNodeGroups: [{name: main}]\n";
    assert!(codes(both, "[{name: metrics-server}]").contains(&Code::FieldValue));
    let no_way = "addonsConfig: {disableDefaultAddons: true}\naddons: [{name: vpc-cni}]\n";
    assert!(codes(no_way, "[{name: cluster-autoscaler}]").contains(&Code::AddOnNoRights));
}

#[test]
fn without_the_agent_rights_come_by_the_issuer() {
    let cluster = "iam: {withOIDC: true}\nmanagedNodeGroups: [{name: main}]\n";
    let topology = clean(cluster, "[{name: cluster-autoscaler}]");
    let it = workload(&topology, "cluster-autoscaler");
    assert!(matches!(it.identity, WorkloadIdentity::ServiceAccount(_)));
    assert_eq!(release(it).values["rbac"]["serviceAccount"]["create"], false);
}

#[test]
fn a_port_that_no_rule_opens_gets_one() {
    let own = format!("{ADD_ONS}nodeGroups: [{{name: own, securityGroups: {{withShared: false}}}}]\n");
    let (topology, _) = lowered(&own, "[{name: argo-cd, needs: {ports: [80, 8443]}}]");
    let rules = &workload(&topology, "argo-cd").rules;
    let names: Vec<_> = rules.iter().map(|&at| topology.network.rules[at].name.as_str()).collect();
    assert_eq!(names, ["node-group.own.workloads", "node-group.own.port-80"]);
    let (topology, _) = lowered(ADD_ONS, "[{name: argo-cd, needs: {ports: [80]}}]");
    assert!(workload(&topology, "argo-cd").rules.is_empty(), "EKS opens the cluster security group");
}

#[test]
fn a_cluster_without_a_way_out_lacks_images_and_endpoints() {
    let cluster = "privateCluster: {enabled: true}\nmanagedNodeGroups: [{name: main, privateNetworking: true}]\n\
                   addons: [{name: eks-pod-identity-agent}, {name: vpc-cni}, {name: coredns}, {name: kube-proxy}]\n";
    let (topology, found) = lowered(cluster, "[{name: aws-load-balancer-controller}]");
    let lacks: Vec<_> = found.iter().filter(|it| it.code == Code::WorkloadLacks).collect();
    assert_eq!(lacks.len(), 2, "{found:#?}");
    assert_eq!(release(workload(&topology, "aws-load-balancer-controller")).values["enableWaf"], false);
}

#[test]
fn a_node_class_without_a_way_out_names_an_instance_profile() {
    let class = |spec: &str| {
        let inside =
            "privateCluster: {enabled: true}\nmanagedNodeGroups: [{name: main, privateNetworking: true}]\n";
        let object = format!(
            "{{apiVersion: karpenter.k8s.aws/v1, kind: EC2NodeClass, metadata: {{name: default}}, spec: {spec}}}"
        );
        let (_, found) = lowered(inside, &format!("[{{name: pools, manifests: [{object}]}}]"));
        found.iter().any(|it| it.code == Code::WorkloadLacks && it.message.contains("IAM has no endpoint"))
    };
    assert!(class("{role: nodes}") && !class("{instanceProfile: nodes}"));
}

#[test]
fn the_image_of_the_autoscaler_goes_with_the_cluster() {
    let says = |values: &str| {
        let (topology, found) =
            lowered(ADD_ONS, &format!("[{{name: cluster-autoscaler, values: {values}}}]"));
        let open = topology.unknowns.iter().any(|it| it.subject == "image of cluster-autoscaler");
        (open, found.iter().any(|it| it.code == Code::ChartTooOld))
    };
    assert_eq!(says("{}"), (true, false));
    assert_eq!(says("{image: {tag: v1.35.1}}"), (false, false));
    assert_eq!(says("{image: {tag: v1.34.1}}"), (false, true));
}

#[test]
fn karpenter_brings_what_eksctl_makes() {
    let cluster = "iam: {withOIDC: true}\nkarpenter: {version: v1.14.1, withSpotInterruptionQueue: true}\n\
                   managedNodeGroups: [{name: main}]\n";
    let topology = clean(cluster, "[]");
    let karpenter = topology.karpenter.as_ref().expect("Karpenter");
    assert_eq!(karpenter.queue.as_deref(), Some("demo"));
    assert_eq!(karpenter.instance_profile, "eksctl-KarpenterNodeInstanceProfile-demo");
    assert_eq!(karpenter.rules.len(), 4);
    let node = &topology.roles[karpenter.node_role];
    assert_eq!(node.role_name, "eksctl-KarpenterNodeRole-demo");
    assert!(topology.access.entries.iter().any(|it| it.kind == "EC2_LINUX"));
    let release = release(workload(&topology, "karpenter"));
    assert_eq!(release.version.as_deref(), Some("1.14.1"));
    assert_eq!(release.values["settings"]["interruptionQueue"], "demo");
    assert_eq!(release.values["serviceAccount"]["create"], false);
    let controller = policies(role(&topology, "workload.karpenter"));
    assert_eq!(controller, ["inline:KarpenterControllerPolicy", "inline:KarpenterInterruptionQueue"]);
}

#[test]
fn karpenter_is_refused_where_eksctl_or_the_matrix_refuses_it() {
    let with = |rest: &str| codes(&format!("{rest}managedNodeGroups: [{{name: main}}]\n"), "[]");
    assert_eq!(with("iam: {withOIDC: true}\nkarpenter: {version: 1.6.0}\n"), [Code::ChartTooOld]);
    assert_eq!(with("iam: {withOIDC: true}\nkarpenter: {version: new}\n"), [Code::KarpenterVersion]);
    assert_eq!(
        with("iam: {withOIDC: true}\nkarpenter: {version: 0.19.0}\n"),
        [Code::ChartTooOld, Code::KarpenterVersion]
    );
    assert!(with("karpenter: {version: 1.14.1}\n").contains(&Code::AccessNoOidc));
}

#[test]
fn flux_needs_a_provider_and_flags() {
    let topology =
        clean(&format!("{ADD_ONS}gitops: {{flux: {{gitProvider: github, flags: {{owner: a}}}}}}\n"), "[]");
    assert_eq!(topology.flux.expect("Flux").pods.namespace, "flux-system");
    let found = codes(&format!("{ADD_ONS}gitops: {{flux: {{gitProvider: github}}}}\n"), "[]");
    assert_eq!(found, [Code::FieldMissing]);
}
