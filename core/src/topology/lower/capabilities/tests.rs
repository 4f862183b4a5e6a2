use serde_json::json;

use crate::topology::Topology;
use crate::topology::capability::{Capability, CapabilityKind};
use crate::topology::lower::testing::{clean, found, only, policies, role};
use crate::topology::role::Trust;

const CENTER: &str = "awsIdc: {idcInstanceArn: \"arn:aws:sso:::instance/ssoins-1\"}";
const MAPPED: &str = "rbacRoleMappings: [{role: ADMIN, identities: [{id: a, type: SSO_GROUP}]}]";

fn one(topology: &Topology) -> &Capability {
    assert_eq!(topology.capabilities.len(), 1);
    &topology.capabilities[0]
}

#[test]
fn a_capability_takes_a_role_of_its_own_that_eks_trusts() {
    let topology = clean(
        "capabilities: [{name: ack, type: ACK, attachPolicyARNs: [\"arn:aws:iam::aws:policy/AmazonS3FullAccess\"], attachPolicy: {Statement: []}, permissionsBoundary: \"arn:aws:iam::1:policy/b\", tags: {team: a}}]\n",
    );
    let capability = one(&topology);
    let own = role(&topology, "capability.ack");
    assert_eq!(topology.roles[capability.role], *own);
    assert_eq!(policies(own), ["AmazonS3FullAccess", "inline:Policy1"]);
    assert_eq!(own.boundary.as_deref(), Some("arn:aws:iam::1:policy/b"));
    assert_eq!((capability.tags.get("team"), own.tags.get("team")), (Some(&"a".into()), Some(&"a".into())));
    let Trust::Service { principal, actions } = own.trust else { panic!() };
    assert_eq!(
        (principal, actions),
        ("capabilities.eks.amazonaws.com", &["sts:AssumeRole", "sts:TagSession"][..])
    );
    assert_eq!(capability.delete_propagation, "RETAIN");
    assert!(topology.assumptions.iter().any(|it| it.subject == "deletePropagationPolicy of capability ack"));
}

#[test]
fn a_role_that_stands_is_taken_as_it_is() {
    let arn = "roleArn: \"arn:aws:iam::1:role/r\", deletePropagationPolicy: RETAIN";
    let topology =
        clean(&format!("capabilities: [{{name: a, type: ACK, {arn}}}, {{name: k, type: KRO, {arn}}}]\n"));
    let [ack, kro] = &topology.capabilities[..] else { panic!() };
    assert_eq!((ack.kind, kro.kind, ack.role), (CapabilityKind::Ack, CapabilityKind::Kro, kro.role));
    assert_eq!(topology.roles[ack.role].existing.as_deref(), Some("arn:aws:iam::1:role/r"));
    assert!(topology.assumptions.iter().all(|it| !it.subject.contains("deletePropagationPolicy")));
    let both = format!(
        "capabilities: [{{name: a, type: ACK, {arn}, attachPolicyARNs: [\"arn:aws:iam::1:policy/p\"]}}]\n"
    );
    assert_eq!(found(&both), ["EP0107 capabilities[0].roleArn"]);
}

#[test]
fn argo_cd_knows_who_may_do_what() {
    let settings = format!(
        "namespace: argo, awsIdc: {{idcInstanceArn: arn, idcRegion: eu-west-1}}, networkAccess: {{vpceIds: [vpce-1]}}, {MAPPED}"
    );
    let topology = clean(&format!(
        "capabilities: [{{name: a, type: ARGOCD, configuration: {{argocd: {{{settings}}}}}}}]\n"
    ));
    assert_eq!(
        one(&topology).configuration,
        Some(json!({ "argoCd": {
            "awsIdc": { "idcInstanceArn": "arn", "idcRegion": "eu-west-1" },
            "namespace": "argo",
            "networkAccess": { "vpceIds": ["vpce-1"] },
            "rbacRoleMappings": [{ "role": "ADMIN", "identities": [{ "id": "a", "type": "SSO_GROUP" }] }],
        } }))
    );
    let argo = |settings: &str| {
        found(&format!(
            "capabilities: [{{name: a, type: ARGOCD, configuration: {{argocd: {{{settings}}}}}}}]\n"
        ))
    };
    let at = "capabilities[0].configuration.argocd";
    assert_eq!(argo(CENTER), [format!("EP0604 {at}")]);
    assert_eq!(argo(MAPPED), [format!("EP0106 {at}")]);
    let role = MAPPED.replace("ADMIN", "OWNER");
    assert!(argo(&format!("{CENTER}, {role}")).contains(&format!("EP0107 {at}.rbacRoleMappings[0].role")));
    let kind = MAPPED.replace("SSO_GROUP", "GROUP");
    let found_kind = argo(&format!("{CENTER}, {kind}"));
    assert!(
        found_kind.contains(&format!("EP0107 {at}.rbacRoleMappings[0].identities[0].type")),
        "{found_kind:?}"
    );
    assert_eq!(found("capabilities: [{name: a, type: ARGOCD}]\n"), ["EP0106 capabilities[0]"]);
    let wrong = format!("capabilities: [{{name: a, type: KRO, configuration: {{argocd: {{{CENTER}}}}}}}]\n");
    assert_eq!(found(&wrong), ["EP0107 capabilities[0].configuration.argocd"]);
}

#[test]
fn what_eks_would_refuse_is_said() {
    for (text, expected) in [
        ("[{name: a, type: FLUX}]", "EP0107 capabilities[0].type"),
        ("[{name: a.b, type: ACK}]", "EP0107 capabilities[0].name"),
        ("[{name: a, type: ACK}, {name: a, type: KRO}]", "EP0705 capabilities[1]"),
        ("[{name: a, type: ACK}, {name: b, type: ACK}]", "EP0705 capabilities[1]"),
        (
            "[{name: a, type: ACK, deletePropagationPolicy: DELETE}]",
            "EP0107 capabilities[0].deletePropagationPolicy",
        ),
        ("[{name: a, type: \"\"}]", "EP0106 capabilities[0]"),
    ] {
        assert_eq!(found(&format!("capabilities: {text}\n")), [expected], "{text}");
    }
    let mapped =
        only("accessConfig: {authenticationMode: CONFIG_MAP}\ncapabilities: [{name: a, type: ACK}]\n");
    assert_eq!(mapped.path.to_string(), "capabilities");
}

#[test]
fn rights_in_the_cluster_are_kept_with_their_scope() {
    let topology = clean(
        "capabilities: [{name: k, type: KRO, accessPolicies: [{policyARN: \"arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy\", accessScope: {type: namespace, namespaces: [apps]}}]}]\n",
    );
    let policy = &one(&topology).policies[0];
    assert_eq!(policy.namespaces.as_deref(), Some(&["apps".to_owned()][..]));
    assert_eq!(
        found(
            "capabilities: [{name: k, type: KRO, accessPolicies: [{policyARN: \"arn:aws:iam::aws:policy/p\"}]}]\n"
        ),
        ["EP0607 capabilities[0].accessPolicies[0].policyARN"]
    );
}
