//! Specs that have between them nearly every reason for an order.

use eks_plan::api::Options;
use eks_plan_tests::plan_with;
use serde_json::Value;

use super::standing;

const OPEN: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: rich, region: us-west-2, version: '1.34'}
vpc: {nat: {gateway: HighlyAvailable}, controlPlaneEgressMode: CUSTOMER_ROUTED}
iam:
  withOIDC: true
  serviceAccounts:
  - metadata: {name: reader, namespace: jobs}
    attachPolicyARNs: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']
  podIdentityAssociations:
  - {namespace: jobs, serviceAccountName: writer, permissionPolicyARNs: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']}
accessConfig:
  bootstrapClusterCreatorAdminPermissions: false
  accessEntries:
  - principalARN: arn:aws:iam::111122223333:role/admin
    accessPolicies:
    - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
      accessScope: {type: cluster}
  - principalARN: arn:aws:iam::111122223333:role/git
capabilities:
- name: ack
  type: ACK
  attachPolicyARNs: ['arn:aws:iam::aws:policy/AmazonS3FullAccess']
  accessPolicies:
  - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy
    accessScope: {type: namespace, namespaces: [jobs]}
- {name: compose, type: KRO}
- name: argo
  type: ARGOCD
  roleArn: arn:aws:iam::111122223333:role/git
  configuration:
    argocd:
      awsIdc: {idcInstanceArn: 'arn:aws:sso:::instance/ssoins-1'}
      rbacRoleMappings: [{role: ADMIN, identities: [{id: admins, type: SSO_GROUP}]}]
addons:
- {name: vpc-cni, configurationValues: 'env: {}', attachPolicyARNs: ['arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy']}
- {name: coredns}
- {name: kube-proxy}
- {name: metrics-server}
- {name: eks-pod-identity-agent}
- {name: cert-manager}
- {name: adot}
- {name: aws-ebs-csi-driver, useDefaultPodIdentityAssociations: true}
- {name: snapshot-controller}
managedNodeGroups:
- {name: managed, privateNetworking: true}
- {name: user-second, instanceType: g5.xlarge}
- {name: windows, amiFamily: WindowsServer2022CoreContainer}
nodeGroups:
- {name: own, desiredCapacity: 1, ssh: {allow: true, publicKeyPath: key.pub}, volumeSize: 80, volumeEncrypted: true, volumeKmsKeyID: 'arn:aws:kms:us-west-2:111122223333:key/volumes', placement: {groupName: near}, additionalVolumes: [{volumeName: /dev/sdb, volumeEncrypted: true, volumeKmsKeyID: 'arn:aws:kms:us-west-2:111122223333:key/cache'}]}
- {name: user-first, instanceType: c5n.18xlarge, efaEnabled: true, privateNetworking: true}
fargateProfiles:
- {name: one, selectors: [{namespace: default}]}
- {name: two, selectors: [{namespace: default}]}
secretsEncryption: {keyARN: 'arn:aws:kms:us-west-2:111122223333:key/secrets'}
cloudWatch: {clusterLogging: {enableTypes: [audit], logRetentionInDays: 7}}
identityProviders:
- {type: oidc, name: login, issuerURL: 'https://login.example.com', clientID: kube}
";

const PRIVATE: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: closed, region: us-west-2, version: '1.34'}
privateCluster: {enabled: true, additionalEndpointServices: [autoscaling]}
addons:
- {name: eks-pod-identity-agent}
- {name: aws-ebs-csi-driver, useDefaultPodIdentityAssociations: true}
iam:
  withOIDC: true
  serviceAccounts:
  - metadata: {name: reader, namespace: jobs}
    attachPolicyARNs: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']
managedNodeGroups:
- {name: inside, privateNetworking: true}
fargateProfiles:
- {name: one, selectors: [{namespace: default}]}
identityProviders:
- {type: oidc, name: login, issuerURL: 'https://login.example.com', clientID: kube}
";

const MAPPED: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: mapped, region: us-west-2, version: '1.34'}
accessConfig: {authenticationMode: CONFIG_MAP}
iamIdentityMappings:
- {arn: 'arn:aws:iam::111122223333:role/dev', username: dev, groups: [developers]}
- {serviceName: emr-containers, namespace: spark}
managedNodeGroups:
- {name: beside}
- {name: shared, iam: {instanceRoleARN: 'arn:aws:iam::111122223333:role/shared'}}
nodeGroups:
- {name: mapped}
- {name: sharing, iam: {instanceRoleARN: 'arn:aws:iam::111122223333:role/shared'}}
";

const SIX: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: six, region: us-west-2, version: '1.34'}
kubernetesNetworkConfig: {ipFamily: IPv6}
iam: {withOIDC: true}
addons: [{name: vpc-cni}, {name: coredns}, {name: kube-proxy}]
managedNodeGroups:
- {name: six, privateNetworking: true}
- {name: open}
";

const HYBRID: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: factory, region: us-west-2, version: '1.34'}
privateCluster: {enabled: true}
remoteNetworkConfig:
  iam: {provider: ira, caBundleCert: 'PEM'}
  vpcGatewayID: tgw-0123456789abcdef0
  remoteNodeNetworks: [{cidrs: [10.80.0.0/16]}]
  remotePodNetworks: [{cidrs: [10.85.0.0/16]}]
";

const LOCAL: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: local, region: us-west-2, version: '1.34'}
privateCluster: {enabled: true}
outpost:
  controlPlaneOutpostARN: arn:aws:outposts:us-west-2:111122223333:outpost/op-1
  controlPlaneInstanceType: m5.large
  controlPlanePlacement: {groupName: spread}
nodeGroups: [{name: rack, instanceType: m5.large, privateNetworking: true}]
";

const OPEN_LOCAL: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: open-local, region: us-west-2, version: '1.34'}
outpost:
  controlPlaneOutpostARN: arn:aws:outposts:us-west-2:111122223333:outpost/op-1
  controlPlaneInstanceType: m5.large
  etcdInstanceType: c5.large
";

const APART: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: apart, region: us-west-2, version: '1.34'}
vpc: {id: vpc-1, subnets: {private: {us-west-2a: {id: subnet-a}, us-west-2b: {id: subnet-b}}}}
addons:
- name: vpc-cni
  configurationValues: '{env: {AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: \"true\"}, eniConfig:
    {create: true, region: us-west-2, subnets: {default: {id: subnet-pods, securityGroups: [sg-pods]}}}}'
managedNodeGroups:
- {name: apart, privateNetworking: true}
";

const TOPPED: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: topped, region: us-west-2, version: '1.35', tags: {karpenter.sh/discovery: topped}}
iam: {withOIDC: true}
accessConfig:
  bootstrapClusterCreatorAdminPermissions: false
  accessEntries:
  - principalARN: arn:aws:iam::111122223333:role/admin
    accessPolicies:
    - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
      accessScope: {type: cluster}
addons:
- {name: vpc-cni}
- {name: coredns}
- {name: kube-proxy}
- {name: metrics-server}
- {name: eks-pod-identity-agent}
- {name: aws-ebs-csi-driver, useDefaultPodIdentityAssociations: true}
karpenter: {version: 1.14.1, createServiceAccount: true, withSpotInterruptionQueue: true}
gitops: {flux: {gitProvider: github, flags: {owner: example, repository: fleet}}}
managedNodeGroups:
- {name: managed, privateNetworking: true}
nodeGroups:
- {name: own, desiredCapacity: 1}
---
apiVersion: eks-plan/v1alpha1
kind: PlanConfig
workloads:
- {name: istio}
- {name: opensearch}
- {name: aws-load-balancer-controller}
- {name: argo-cd, needs: {after: [metrics-server]}}
- name: pools
  manifests:
  - {apiVersion: karpenter.k8s.aws/v1, kind: EC2NodeClass, metadata: {name: default}}
  - {apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: default}, spec: {template: {metadata: {labels: {batch: 'on'}}}}}
- name: batch
  chart: batch
  repository: https://charts.example.com
  version: 1.0.0
  namespace: batch
  needs: {after: [pools], capacity: {nodeSelector: {batch: 'on'}}}
";

const AUTO: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: auto, region: us-west-2, version: '1.34'}
autoModeConfig: {enabled: true}
addons:
- {name: snapshot-controller}
";

/// The plans on which the tables are tried; together they have nearly all reasons.
pub(crate) fn plans() -> Vec<Value> {
    let own_order = r#"{"asOf": "2026-11-22", "dependencies": [{"before": "self-managed-node-group/user-first", "after": "managed-node-group/user-second", "reason": "asked for"}]}"#;
    let plain = r#"{"asOf": "2026-11-22"}"#;
    let scaled = r#"{"asOf": "2026-11-22", "workloads": [{"name": "cluster-autoscaler", "needs": {"identity": {"serviceAccount": "cluster-autoscaler", "by": "irsa"}}}]}"#;
    let auto_inside = format!("{AUTO}privateCluster: {{enabled: true}}\n");
    let plans = [
        (OPEN, own_order),
        (PRIVATE, scaled),
        (MAPPED, plain),
        (SIX, plain),
        (HYBRID, plain),
        (TOPPED, plain),
        (LOCAL, plain),
        (OPEN_LOCAL, plain),
        (APART, plain),
        (AUTO, plain),
        (&auto_inside, plain),
    ]
    .map(|(spec, options)| plan_with(spec, &Options::from_json(options).unwrap()));
    let mut plans = Vec::from(plans);
    plans.push(standing::plan());
    for plan in &plans {
        // What eksctl alone refuses, as nodes without a CNI of eksctl's, may be planned all the same.
        let errors = plan["diagnostics"].as_array().unwrap().iter().filter(|it| it["severity"] == "error");
        let errors: Vec<_> = errors.filter(|it| it["refusedBy"].is_null()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    plans
}
