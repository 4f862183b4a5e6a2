use crate::topology::Topology;
use crate::topology::access::*;
use crate::topology::lower::testing::{clean, found, lowered, only, policies, role};
use crate::topology::role::Trust;

fn names(topology: &Topology) -> Vec<&str> {
    topology.access.entries.iter().map(|entry| entry.name.as_str()).collect()
}

#[test]
fn entries_are_named_by_their_principals_and_told_apart() {
    let topology = clean(
        "accessConfig:\n  accessEntries:\n\
         \x20 - {principalARN: \"arn:aws:iam::1:user/admin\"}\n\
         \x20 - {principalARN: \"arn:aws:iam::1:role/admin\", kubernetesGroups: [g2, g1], kubernetesUsername: u}\n\
         \x20 - {principalARN: \"arn:aws:iam::1:role/path/viewer\", accessPolicies: [{policyARN: \"arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy\", accessScope: {type: namespace, namespaces: [b, a]}}]}\n\
         \x20 - {principalARN: \"arn:aws:iam::2:role/twin\"}\n\
         \x20 - {principalARN: \"arn:aws:iam::3:role/twin\"}\n",
    );
    assert_eq!(
        names(&topology),
        ["arn:aws:iam::2:role/twin", "arn:aws:iam::3:role/twin", "role-admin", "user-admin", "viewer"]
    );
    let [.., admin, _, viewer] = &topology.access.entries[..] else { panic!() };
    assert_eq!((admin.kind.as_str(), admin.username.as_deref()), ("STANDARD", Some("u")));
    assert_eq!(admin.groups, ["g1", "g2"]);
    assert_eq!(viewer.policies[0].namespaces.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
}

#[test]
fn wrong_entries_are_reported_each_at_its_place() {
    let wrong = found(
        "accessConfig:\n  accessEntries:\n\
         \x20 - {principalARN: \"arn:aws:iam::1:role/a\"}\n\
         \x20 - {principalARN: \"arn:aws:iam::1:role/a\"}\n\
         \x20 - {type: STANDARD}\n\
         \x20 - {principalARN: \"arn:aws:iam::1:role/b\", type: EC2_LINUX, kubernetesUsername: u}\n\
         \x20 - {principalARN: \"arn:aws:iam::1:role/c\", type: EC2_LINUS}\n\
         \x20 - principalARN: arn:aws:iam::1:role/d\n\
         \x20   accessPolicies:\n\
         \x20   - {policyARN: \"arn:aws:iam::aws:policy/AdministratorAccess\", accessScope: {type: cluster}}\n\
         \x20   - {policyARN: \"arn:aws:eks::aws:cluster-access-policy/A\", accessScope: {type: cluster, namespaces: [a]}}\n\
         \x20   - {policyARN: \"arn:aws:eks::aws:cluster-access-policy/B\", accessScope: {type: namespace}}\n\
         \x20   - {policyARN: \"arn:aws:eks::aws:cluster-access-policy/C\"}\n",
    );
    let at = |rest: &str| format!("accessConfig.accessEntries{rest}");
    assert_eq!(
        wrong,
        [
            format!("EP0602 {}", at("[1]")),
            format!("EP0106 {}", at("[2]")),
            format!("EP0606 {}", at("[3].kubernetesUsername")),
            format!("EP0107 {}", at("[4].type")),
            format!("EP0607 {}", at("[5].accessPolicies[0].policyARN")),
            format!("EP0609 {}", at("[5].accessPolicies[1].accessScope")),
            format!("EP0609 {}", at("[5].accessPolicies[2].accessScope")),
            format!("EP0106 {}", at("[5].accessPolicies[3]")),
        ]
    );
}

#[test]
fn nodes_of_ones_own_are_let_in_by_entries() {
    let topology = clean(
        "managedNodeGroups: [{name: m}]\nnodeGroups:\n- {name: a}\n- {name: w, amiFamily: WindowsServer2022CoreContainer}\n\
         - {name: x, iam: {instanceRoleARN: \"arn:aws:iam::1:role/r\"}}\n- {name: z, iam: {instanceRoleARN: \"arn:aws:iam::1:role/r\"}}\n",
    );
    let entries: Vec<_> =
        topology.access.entries.iter().map(|it| (it.name.as_str(), it.kind.as_str())).collect();
    assert_eq!(entries, [("node-group.a", "EC2_LINUX"), ("node-group.w", "EC2_WINDOWS"), ("r", "EC2_LINUX")]);
    assert!(topology.access.aws_auth.is_empty());
    let a = topology.node_groups.iter().find(|group| group.name == "a").unwrap();
    assert_eq!(topology.access.entries[0].principal, Principal::Role(a.role.unwrap()));
}

#[test]
fn a_written_entry_for_a_node_role_is_the_only_one() {
    let rest = |kind: &str| {
        format!(
            "accessConfig: {{accessEntries: [{{principalARN: \"arn:aws:iam::1:role/r\", type: {kind}}}]}}\n\
             nodeGroups: [{{name: x, iam: {{instanceRoleARN: \"arn:aws:iam::1:role/r\"}}}}]\n"
        )
    };
    let topology = clean(&rest("EC2_LINUX"));
    assert_eq!(topology.access.entries.len(), 1);
    assert_eq!(topology.access.entries[0].principal, Principal::Role(topology.node_groups[0].role.unwrap()));
    assert_eq!(found(&rest("STANDARD")), ["EP0602 nodeGroups[0]"]);
}

#[test]
fn with_the_config_map_alone_nodes_are_in_aws_auth() {
    let topology = clean(
        "accessConfig: {authenticationMode: CONFIG_MAP}\nmanagedNodeGroups: [{name: m}]\n\
         nodeGroups: [{name: a}, {name: w, amiFamily: WindowsServer2022CoreContainer}]\n\
         iamIdentityMappings:\n- {account: \"111122223333\"}\n- {arn: \"arn:aws:iam::1:role/dev\", username: dev, groups: [g]}\n\
         - {serviceName: emr-containers, namespace: emr}\n",
    );
    assert!(topology.access.entries.is_empty());
    let auth = &topology.access.aws_auth;
    assert_eq!(auth.len(), 5);
    assert_eq!(auth[0].subject, AwsAuthSubject::Arn("arn:aws:iam::1:role/dev".into()));
    assert_eq!(auth[1].groups, ["system:bootstrappers", "system:nodes"]);
    assert_eq!(auth[1].username.as_deref(), Some("system:node:{{EC2PrivateDNSName}}"));
    assert_eq!(auth[2].groups, ["eks:kube-proxy-windows", "system:bootstrappers", "system:nodes"]);
    assert_eq!(auth[3].subject, AwsAuthSubject::Account("111122223333".into()));
    assert!(matches!(&auth[4].subject, AwsAuthSubject::Service { namespace, .. } if namespace == "emr"));
    assert_eq!(auth[4].username.as_deref(), Some("emr-containers"));
}

#[test]
fn a_service_is_let_into_a_namespace_once() {
    let mapping = "{serviceName: emr-containers, namespace: emr}";
    let topology = clean(&format!("iamIdentityMappings: [{mapping}, {mapping}]"));
    let [grant] = &topology.access.service_grants[..] else { panic!() };
    assert_eq!((grant.service.service, grant.namespace.as_str()), ("emr-containers", "emr"));
    let namespaces: Vec<_> = topology.access.namespaces().into_iter().map(|(name, _)| name).collect();
    assert_eq!(namespaces, ["emr"]);
    let unknown = found("iamIdentityMappings: [{serviceName: emr, namespace: emr}]");
    assert_eq!(unknown, ["EP0107 iamIdentityMappings[0].serviceName"]);
}

#[test]
fn each_mode_refuses_what_it_does_not_read() {
    let entries = "accessConfig: {authenticationMode: CONFIG_MAP, accessEntries: [{principalARN: \"arn:aws:iam::1:role/a\"}]}\n";
    assert_eq!(found(entries), ["EP0605 accessConfig.accessEntries"]);
    let mappings = "accessConfig: {authenticationMode: API}\niamIdentityMappings: [{account: \"1\"}]\n";
    assert_eq!(found(mappings), ["EP0605 iamIdentityMappings"]);
    let (topology, _) = lowered(mappings);
    assert!(topology.access.aws_auth.is_empty());
}

#[test]
fn an_arn_is_mapped_once_where_the_mapping_says_so() {
    let mapping = |more: &str| {
        let arn = "arn:aws:iam::111122223333:role/ops";
        format!(
            "iamIdentityMappings: [{{arn: \"{arn}\", username: a}}, {{arn: \"{arn}\", username: b{more}}}]\n"
        )
    };
    assert!(found(&mapping("")).is_empty());
    let twice = only(&mapping(", noDuplicateARNs: true"));
    assert_eq!(
        (twice.path.to_string().as_str(), twice.refused_by),
        ("iamIdentityMappings[1].arn", vec!["eksctl"])
    );
}

#[test]
fn mappings_are_about_one_subject() {
    let wrong = found(
        "iamIdentityMappings:\n- {}\n- {account: \"1\", arn: \"arn:aws:iam::1:role/a\"}\n- {serviceName: x}\n\
         - {account: \"1\", username: u}\n- {arn: \"arn:aws:iam::1:role/a\", namespace: n1}\n",
    );
    assert_eq!(
        wrong,
        [
            "EP0106 iamIdentityMappings[0]",
            "EP0618 iamIdentityMappings[1]",
            "EP0106 iamIdentityMappings[2]",
            "EP0618 iamIdentityMappings[3]",
            "EP0618 iamIdentityMappings[4].namespace"
        ]
    );
}

#[test]
fn service_accounts_get_roles_by_oidc() {
    let topology = clean(
        "iam:\n  withOIDC: true\n  serviceAccounts:\n\
         \x20 - metadata: {name: b, namespace: app, labels: {k: v}}\n\
         \x20   attachPolicyARNs: [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]\n\
         \x20   roleName: mine\n    roleOnly: true\n    permissionsBoundary: bound\n    subjectPattern: \"b-*\"\n\
         \x20 - {metadata: {name: a}, wellKnownPolicies: {autoScaler: true}}\n\
         \x20 - {metadata: {name: c}, attachRoleARN: \"arn:aws:iam::1:role/c\"}\n",
    );
    assert!(topology.access.oidc_provider.is_some());
    let accounts: Vec<_> = topology
        .access
        .service_accounts
        .iter()
        .map(|it| (it.namespace.as_str(), it.name.as_str(), it.role_only))
        .collect();
    assert_eq!(accounts, [("app", "b", true), ("default", "a", false), ("default", "c", false)]);
    let b = role(&topology, "irsa.app.b");
    assert_eq!((b.role_name.as_str(), b.boundary.as_deref()), ("mine", Some("bound")));
    assert_eq!(b.trust, Trust::ServiceAccount { namespace: "app".into(), name: "b-*".into() });
    assert_eq!(policies(b), ["AmazonS3ReadOnlyAccess"]);
    assert_eq!(policies(role(&topology, "irsa.default.a")), ["inline:PolicyAutoScaling"]);
    assert_eq!(role(&topology, "arn:aws:iam::1:role/c").trust, Trust::Unknown);
}

#[test]
fn service_accounts_that_cannot_be_are_reported() {
    let finding = only("iam: {serviceAccounts: [{metadata: {name: a}, attachPolicy: {Statement: []}}]}");
    assert_eq!((finding.code.as_str(), finding.path.to_string().as_str()), ("EP0601", "iam.serviceAccounts"));
    let wrong = found(
        "iam: {withOIDC: true, serviceAccounts: [{metadata: {name: a}}, {metadata: {name: a, namespace: default}}, {metadata: {labels: {a: b}}}]}",
    );
    assert_eq!(
        wrong,
        [
            "EP0603 iam.serviceAccounts[0]",
            "EP0602 iam.serviceAccounts[1]",
            "EP0106 iam.serviceAccounts[2].metadata"
        ]
    );
}

#[test]
fn the_partition_is_filled_into_known_policies() {
    let text = "iam: {withOIDC: true, serviceAccounts: [{metadata: {name: a}, wellKnownPolicies: {certManager: true}}]}";
    let topology = clean(text);
    let said = format!("{:?}", role(&topology, "irsa.default.a").policies);
    assert!(said.contains("arn:aws:route53:::change/*") && !said.contains("AWS::Partition"), "{said}");
}

#[test]
fn pod_identities_have_roles_of_their_own_or_standing_ones() {
    let topology = clean(
        "addons: [{name: eks-pod-identity-agent}]\niam:\n  podIdentityAssociations:\n\
         \x20 - {namespace: n1, serviceAccountName: b, roleARN: \"arn:aws:iam::1:role/r\", targetRoleARN: t, createServiceAccount: true}\n\
         \x20 - {namespace: n1, serviceAccountName: a, permissionPolicy: {Statement: []}, permissionPolicyName: mine, tags: {k: v}}\n",
    );
    let [a, b] = &topology.access.pod_identities[..] else { panic!() };
    assert_eq!((a.service_account.as_str(), b.target_role.as_deref()), ("a", Some("t")));
    let own = role(&topology, "pod-identity.n1.a");
    assert_eq!((own.trust.clone(), policies(own)), (Trust::PodIdentity, vec!["inline:mine".to_owned()]));
    assert_eq!(topology.roles[b.role].existing.as_deref(), Some("arn:aws:iam::1:role/r"));
    let [object] = &topology.access.service_accounts[..] else { panic!() };
    assert_eq!((object.name.as_str(), object.role), ("b", None));
    let wrong = found(
        "addons: [{name: eks-pod-identity-agent}]\niam: {podIdentityAssociations: [{namespace: n1, serviceAccountName: a}, {namespace: n1}, \
         {namespace: n1, serviceAccountName: b, roleARN: r, wellKnownPolicies: {autoScaler: true}}]}",
    );
    assert_eq!(
        wrong,
        [
            "EP0603 iam.podIdentityAssociations[0]",
            "EP0106 iam.podIdentityAssociations[1]",
            "EP0620 iam.podIdentityAssociations[2].roleARN"
        ]
    );
}

#[test]
fn identity_providers_are_passed_on_as_the_api_names_them() {
    let topology = clean(
        "identityProviders: [{type: oidc, name: p, issuerURL: \"https://i\", clientID: c, usernameClaim: email, \
         groupsPrefix: \"g:\", requiredClaims: {a: b}}]",
    );
    let [provider] = &topology.access.identity_providers[..] else { panic!() };
    let claims: Vec<_> = provider.claims.iter().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(claims, ["groupsPrefix=g:", "usernameClaim=email"]);
}
