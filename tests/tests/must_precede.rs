//! Orders that hold whatever the rules of the graph are called, and whether they would notice if a rule were gone.
//!
//! The tables are from what the EKS user guide, the API models and eksctl's own task order say, not from our reasons.

#[path = "must_precede/says.rs"]
mod says;
#[path = "must_precede/standing.rs"]
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use eks_plan::api::Options;
use eks_plan_tests::{Network, Order, list, plan_with, text};
use serde_json::Value;

use Order::{Create, Delete};

/// `FIRST` comes before `SECOND`. `?` stands for anything; `*` too, and `=` in the other one for the same again.
const MUST_PRECEDE: &[(Order, &str, &str)] = &[
    // The network: an id is needed, or a way to the internet.
    (Create, "vpc/main", "subnet/p?"),
    (Create, "vpc/main", "security-group/control-plane"),
    (Create, "vpc/main", "security-group/shared-node"),
    (Create, "vpc/main", "security-group/node-group.?"),
    (Create, "vpc/main", "route-table/?"),
    (Create, "vpc/main", "vpc-endpoint/?"),
    (Create, "vpc/main", "internet-gateway-attachment/main"),
    (Create, "internet-gateway/main", "internet-gateway-attachment/main"),
    (Create, "internet-gateway-attachment/main", "route/public-default"),
    (Create, "internet-gateway-attachment/main", "nat-gateway/?"),
    (Create, "elastic-ip/=", "nat-gateway/*"),
    (Create, "subnet/public-=", "nat-gateway/*"),
    (Create, "route/public-default", "nat-gateway/?"),
    (Create, "route-table-association/public-=", "nat-gateway/*"),
    (Create, "nat-gateway/=", "route/private-*-default"),
    (Create, "route-table/*", "route/=-default"),
    (Create, "subnet/=", "route-table-association/*"),
    (Create, "route-table/private-=", "route-table-association/private-*"),
    (Create, "subnet/private-?", "vpc-endpoint/sts"),
    (Create, "security-group/shared-node", "vpc-endpoint/sts"),
    (Create, "route-table/private-?", "vpc-endpoint/s3"),
    (Create, "vpc/main", "vpc-cidr-block/ipv6"),
    (Create, "vpc/main", "egress-only-internet-gateway/main"),
    (Create, "vpc-cidr-block/ipv6", "subnet/?"),
    (Create, "egress-only-internet-gateway/main", "route/private-?-default-ipv6"),
    (Create, "internet-gateway-attachment/main", "route/public-default-ipv6"),
    (Create, "route-table/*", "route/=-default-ipv6"),
    (Create, "route/private-?-default-ipv6", "managed-node-group/six"),
    (Create, "security-group/control-plane", "security-group-rule/node-group.?.api"),
    (Create, "security-group/node-group.=", "security-group-rule/node-group.*.api"),
    (Create, "security-group/control-plane", "security-group-rule/node-group.?.https"),
    // The control plane.
    (Create, "iam-role/*", "iam-role-policy/=.?"),
    (Create, "iam-role/cluster", "cluster/?"),
    (Create, "iam-role-policy/cluster.?", "cluster/?"),
    (Create, "subnet/private-?", "cluster/?"),
    (Create, "subnet/public-?", "cluster/rich"),
    (Create, "security-group/control-plane", "cluster/?"),
    (Create, "log-group/?", "cluster/?"),
    (Create, "kms-key/?secrets", "cluster/?"),
    (Create, "cluster/?", "add-on/?"),
    (Create, "cluster/?", "access-entry/?"),
    (Create, "cluster/?", "pod-identity-association/?"),
    (Create, "cluster/?", "managed-node-group/?"),
    (Create, "cluster/?", "self-managed-node-group/?"),
    (Create, "cluster/?", "fargate-profile/?"),
    (Create, "cluster/?", "identity-provider/?"),
    (Create, "cluster/?", "iam-oidc-provider/main"),
    (Create, "cluster/?", "namespace/?"),
    (Create, "cluster/?", "aws-auth/main"),
    // Identity and access.
    (Create, "iam-oidc-provider/main", "iam-role/irsa.?"),
    (Create, "iam-oidc-provider/main", "iam-role/add-on.vpc-cni"),
    (Create, "iam-oidc-provider/main", "add-on/vpc-cni"),
    (Create, "iam-role/irsa.=", "service-account/*"),
    (Create, "namespace/=", "service-account/*.?"),
    (Create, "iam-role/pod-identity.=", "pod-identity-association/*"),
    (Create, "access-entry/=", "access-policy-association/*.?"),
    (Create, "access-policy-association/admin.AmazonEKSClusterAdminPolicy", "namespace/?"),
    (Create, "iam-role/node-group.=", "access-entry/node-group.*"),
    (Create, "iam-role/node-group.mapped", "aws-auth/main"),
    (Create, "kubernetes-role/=", "kubernetes-role-binding/*"),
    (Create, "namespace/=", "kubernetes-role/*.?"),
    // Nodes.
    (Create, "iam-role/node-group.=", "managed-node-group/*"),
    (Create, "iam-role-policy/node-group.=.?", "managed-node-group/*"),
    (Create, "iam-role-policy/node-group.=.?", "self-managed-node-group/*"),
    (Create, "iam-role/node-group.=", "iam-instance-profile/node-group.*"),
    (Create, "iam-instance-profile/node-group.=", "launch-template/*"),
    (Create, "launch-template/=", "managed-node-group/*"),
    (Create, "launch-template/=", "self-managed-node-group/*"),
    (Create, "security-group/node-group.=", "launch-template/*"),
    (Create, "key-pair/?", "launch-template/own"),
    (Create, "kms-key/?volumes", "launch-template/own"),
    (Create, "kms-key/?cache", "launch-template/own"),
    (Create, "placement-group/near", "launch-template/own"),
    (Create, "cluster/?", "launch-template/own"),
    (Create, "security-group-rule/node-group.=.?", "self-managed-node-group/*"),
    (Create, "access-entry/node-group.=", "self-managed-node-group/*"),
    (Create, "aws-auth/main", "self-managed-node-group/mapped"),
    (Create, "aws-auth/main", "managed-node-group/?"),
    (Create, "subnet/private-?", "managed-node-group/managed"),
    (Create, "route/private-?-default", "managed-node-group/managed"),
    (Create, "route-table-association/private-?", "managed-node-group/managed"),
    (Create, "nat-gateway/?", "managed-node-group/managed"),
    (Create, "vpc-endpoint/?", "managed-node-group/?"),
    (Create, "add-on/vpc-cni", "managed-node-group/?"),
    (Create, "add-on/vpc-cni", "self-managed-node-group/?"),
    (Create, "add-on/kube-proxy", "managed-node-group/?"),
    (Create, "device-plugin/nvidia", "managed-node-group/user-second"),
    (Create, "cluster/?", "device-plugin/nvidia"),
    (Create, "add-on/vpc-cni", "windows-ipam/main"),
    (Create, "windows-ipam/main", "managed-node-group/windows"),
    (Create, "placement-group/node-group.=", "launch-template/*"),
    (Create, "security-group-rule/efa.=.out", "self-managed-node-group/*"),
    (Create, "iam-role/fargate-pod-execution", "fargate-profile/?"),
    (Create, "iam-role-policy/fargate-pod-execution.?", "fargate-profile/?"),
    (Create, "subnet/private-?", "fargate-profile/?"),
    (Create, "route/private-?-default", "fargate-profile/?"),
    (Create, "fargate-profile/one", "fargate-profile/two"),
    // A local cluster on an Outpost.
    (Create, "subnet/private-?", "control-plane-instances/main"),
    (Create, "security-group/control-plane", "etcd-instances/main"),
    (Create, "placement-group/spread", "cluster/?"),
    (Create, "vpc-endpoint/secretsmanager", "cluster/local"),
    (Create, "security-group-rule/private-subnet-?", "cluster/local"),
    (Create, "nat-gateway/?", "cluster/open-local"),
    (Create, "route-table-association/private-?", "cluster/open-local"),
    (Create, "aws-auth/main", "self-managed-node-group/rack"),
    // Hybrid nodes.
    (Create, "transit-gateway/?", "transit-gateway-attachment/main"),
    (Create, "subnet/private-?", "transit-gateway-attachment/main"),
    (Create, "vpc/main", "transit-gateway-attachment/main"),
    (Create, "transit-gateway-attachment/main", "route/private-?-10.80.0.0-16"),
    (Create, "trust-anchor/hybrid-nodes", "iam-role/hybrid-nodes"),
    (Create, "iam-role/hybrid-nodes", "roles-anywhere-profile/hybrid-nodes"),
    (Create, "iam-role/hybrid-nodes", "access-entry/hybrid-nodes"),
    (Create, "cluster/?", "hybrid-nodes/main"),
    (Create, "access-entry/hybrid-nodes", "hybrid-nodes/main"),
    (Create, "iam-role-policy/hybrid-nodes.?", "hybrid-nodes/main"),
    (Create, "roles-anywhere-profile/hybrid-nodes", "hybrid-nodes/main"),
    (Create, "route/private-?-10.80.0.0-16", "hybrid-nodes/main"),
    (Create, "security-group-rule/control-plane-remote-?", "hybrid-nodes/main"),
    (Create, "add-on/kube-proxy", "hybrid-nodes/main"),
    (Create, "cluster-setting/endpoint-access", "hybrid-nodes/main"),
    // Add-ons.
    (Create, "iam-role/add-on.=", "add-on/*"),
    (Create, "iam-role-policy/add-on.=.?", "add-on/*"),
    (Create, "add-on/eks-pod-identity-agent", "add-on/aws-ebs-csi-driver"),
    (Create, "add-on/cert-manager", "add-on/adot"),
    (Create, "managed-node-group/managed", "add-on/coredns"),
    (Create, "self-managed-node-group/own", "add-on/metrics-server"),
    // Capabilities.
    (Create, "cluster/?", "capability/?"),
    (Create, "iam-role/capability.=", "capability/*"),
    (Create, "iam-role-policy/capability.=.?", "capability/*"),
    (Create, "access-entry/git", "capability/argo"),
    (Create, "capability/=", "access-policy-association/capability.*.?"),
    (Create, "capability/?", "identity-provider/?"),
    (Create, "vpc-endpoint/eks-auth", "add-on/aws-ebs-csi-driver"),
    (Create, "vpc-endpoint/ec2", "add-on/aws-ebs-csi-driver"),
    (Create, "route/private-?-default", "identity-provider/login"),
    // Pods in subnets of their own.
    (Create, "subnet/subnet-pods", "eni-config/default"),
    (Create, "security-group/sg-pods", "eni-config/default"),
    (Create, "eni-config/default", "managed-node-group/?"),
    (Delete, "pod-enis/main", "subnet/subnet-pods"),
    (Delete, "pod-enis/main", "security-group/sg-pods"),
    // Auto Mode: pods bring up nodes.
    (Create, "iam-role/auto-mode-node", "cluster/auto"),
    (Create, "iam-role-policy/auto-mode-node.?", "add-on/snapshot-controller"),
    (Create, "route/private-?-default", "add-on/snapshot-controller"),
    (Create, "vpc-endpoint/?", "add-on/snapshot-controller"),
    // What comes last.
    (Create, "managed-node-group/?", "cluster-setting/endpoint-access"),
    (Create, "add-on/?", "cluster-setting/endpoint-access"),
    (Create, "service-account/?", "cluster-setting/endpoint-access"),
    (Create, "managed-node-group/?", "identity-provider/?"),
    (Create, "self-managed-node-group/user-first", "managed-node-group/user-second"),
    // What runs on top.
    (Create, "access-policy-association/admin.AmazonEKSClusterAdminPolicy", "helm-release/?"),
    (Create, "namespace/batch", "helm-release/batch"),
    (Create, "self-managed-node-group/own", "helm-release/istiod"),
    (Create, "security-group-rule/node-group.own.workloads", "helm-release/istiod"),
    (Create, "add-on/coredns", "helm-release/istiod"),
    (Create, "helm-release/istio-base", "helm-release/istiod"),
    (Create, "helm-release/istiod", "helm-release/istio-gateway"),
    (Create, "helm-release/aws-load-balancer-controller", "helm-release/argo-cd"),
    (Create, "helm-release/aws-load-balancer-controller", "helm-release/istio-gateway"),
    (Create, "iam-role-policy/workload.=.?", "helm-release/*"),
    (
        Create,
        "pod-identity-association/kube-system.aws-load-balancer-controller",
        "helm-release/aws-load-balancer-controller",
    ),
    (Create, "add-on/eks-pod-identity-agent", "helm-release/aws-load-balancer-controller"),
    (Create, "add-on/aws-ebs-csi-driver", "helm-release/opensearch"),
    (Create, "kubernetes-object/storage-class-gp3.storageclass.gp3", "helm-release/opensearch"),
    (Create, "add-on/metrics-server", "helm-release/argo-cd"),
    (Create, "service-account/kube-system.cluster-autoscaler", "helm-release/cluster-autoscaler"),
    (Create, "vpc-endpoint/autoscaling", "helm-release/cluster-autoscaler"),
    (Create, "helm-release/karpenter", "kubernetes-object/pools.ec2nodeclass.default"),
    (Create, "kubernetes-object/pools.ec2nodeclass.default", "kubernetes-object/pools.nodepool.default"),
    (Create, "kubernetes-object/pools.nodepool.default", "helm-release/batch"),
    (Create, "iam-role/workload.karpenter", "helm-release/karpenter"),
    (Create, "iam-instance-profile/karpenter-node", "helm-release/karpenter"),
    (Create, "iam-role-policy/karpenter-node.?", "helm-release/karpenter"),
    (Create, "access-entry/karpenter-node", "helm-release/karpenter"),
    (Create, "queue/topped", "helm-release/karpenter"),
    (Create, "queue/topped", "event-rule/?"),
    (Create, "tag/eks-cluster.karpenter.sh%2Fdiscovery", "helm-release/karpenter"),
    (Create, "cluster/topped", "tag/eks-cluster.karpenter.sh%2Fdiscovery"),
    (Create, "add-on/?", "flux/flux-system"),
    (Create, "helm-release/?", "flux/flux-system"),
    (Create, "helm-release/cluster-autoscaler", "cluster-setting/endpoint-access"),
    // Teardown.
    (Delete, "kubernetes-object/pools.nodepool.default", "kubernetes-object/pools.ec2nodeclass.default"),
    (Delete, "kubernetes-object/pools.?", "helm-release/karpenter"),
    (Delete, "karpenter-nodes/default", "helm-release/karpenter"),
    (Delete, "karpenter-nodes/default", "managed-node-group/?"),
    (Delete, "karpenter-nodes/default", "iam-role/karpenter-node"),
    (Delete, "karpenter-nodes/default", "subnet/?"),
    (Delete, "helm-release/karpenter", "queue/topped"),
    (Delete, "helm-release/karpenter", "iam-instance-profile/karpenter-node"),
    (Delete, "helm-release/karpenter", "iam-role-policy/karpenter-node.?"),
    (Delete, "helm-release/karpenter", "access-entry/karpenter-node"),
    (Delete, "event-rule/?", "queue/topped"),
    (Delete, "load-balancer/istio-ingress.istio-gateway", "helm-release/aws-load-balancer-controller"),
    (Delete, "load-balancer/istio-ingress.istio-gateway", "managed-node-group/?"),
    (Delete, "load-balancer/istio-ingress.istio-gateway", "subnet/public-?"),
    (Delete, "load-balancer/istio-ingress.istio-gateway", "internet-gateway-attachment/main"),
    (Delete, "volume/logging.opensearch", "add-on/aws-ebs-csi-driver"),
    (Delete, "volume/logging.opensearch", "managed-node-group/?"),
    (Delete, "helm-release/istiod", "helm-release/istio-base"),
    (Delete, "helm-release/opensearch", "add-on/aws-ebs-csi-driver"),
    (
        Delete,
        "helm-release/aws-load-balancer-controller",
        "pod-identity-association/kube-system.aws-load-balancer-controller",
    ),
    (Delete, "helm-release/aws-load-balancer-controller", "add-on/eks-pod-identity-agent"),
    (
        Delete,
        "helm-release/aws-load-balancer-controller",
        "iam-role-policy/workload.aws-load-balancer-controller.?",
    ),
    (Delete, "helm-release/cluster-autoscaler", "service-account/kube-system.cluster-autoscaler"),
    (Delete, "helm-release/cluster-autoscaler", "vpc-endpoint/autoscaling"),
    (Delete, "helm-release/istiod", "add-on/coredns"),
    (Delete, "helm-release/istiod", "managed-node-group/?"),
    (Delete, "helm-release/batch", "namespace/batch"),
    (Delete, "flux/flux-system", "managed-node-group/?"),
    (Delete, "flux-resources/flux-system", "flux/flux-system"),
    (Delete, "add-on/aws-ebs-csi-driver", "add-on/eks-pod-identity-agent"),
    (Delete, "add-on/aws-ebs-csi-driver", "vpc-endpoint/ec2"),
    (Delete, "managed-node-group/?", "cluster/?"),
    (Delete, "self-managed-node-group/?", "cluster/?"),
    (Delete, "fargate-profile/?", "cluster/?"),
    (Delete, "cluster/?", "iam-role/cluster"),
    (Delete, "cluster/?", "iam-role-policy/cluster.?"),
    (Delete, "cluster/?", "kms-key/?secrets"),
    (Delete, "cluster/?", "log-group/?"),
    (Delete, "cluster/?", "subnet/private-?"),
    (Delete, "cluster/rich", "subnet/public-?"),
    (Delete, "cluster/?", "security-group/control-plane"),
    (Delete, "managed-node-group/*", "iam-role/node-group.="),
    (Delete, "managed-node-group/*", "iam-role-policy/node-group.=.?"),
    (Delete, "managed-node-group/?", "add-on/vpc-cni"),
    (Delete, "managed-node-group/?", "pod-enis/main"),
    (Delete, "managed-node-group/managed", "nat-gateway/?"),
    (Delete, "managed-node-group/managed", "route-table-association/private-?"),
    (Delete, "managed-node-group/?", "vpc-endpoint/?"),
    (Delete, "managed-node-group/*", "launch-template/="),
    (Delete, "self-managed-node-group/*", "access-entry/node-group.="),
    (Delete, "access-entry/node-group.*", "iam-role/node-group.="),
    (Delete, "self-managed-node-group/mapped", "aws-auth/main"),
    (Delete, "self-managed-node-group/*", "security-group-rule/node-group.=.?"),
    (Delete, "launch-template/own", "key-pair/?"),
    (Delete, "launch-template/own", "placement-group/near"),
    (Delete, "device-plugin/nvidia", "cluster/?"),
    (Delete, "windows-ipam/main", "cluster/?"),
    (Delete, "self-managed-node-group/own", "placement-group/near"),
    (Delete, "launch-template/*", "security-group/node-group.="),
    (Delete, "launch-template/*", "iam-instance-profile/node-group.="),
    (Delete, "iam-instance-profile/*", "iam-role/="),
    (Delete, "pod-enis/main", "subnet/public-?"),
    (Delete, "pod-enis/main", "security-group/node-group.?"),
    (Delete, "fargate-profile/?", "iam-role/fargate-pod-execution"),
    (Delete, "fargate-profile/?", "subnet/private-?"),
    (Delete, "add-on/coredns", "managed-node-group/managed"),
    (Delete, "add-on/adot", "add-on/cert-manager"),
    (Delete, "add-on/vpc-cni", "iam-role/add-on.vpc-cni"),
    (Delete, "add-on/vpc-cni", "iam-role-policy/add-on.vpc-cni.?"),
    (Delete, "iam-role/irsa.?", "iam-oidc-provider/main"),
    (Delete, "iam-role-policy/=.?", "iam-role/*"),
    (Delete, "pod-identity-association/*", "iam-role/pod-identity.="),
    (Delete, "access-policy-association/*.?", "access-entry/="),
    (Delete, "service-account/?", "access-policy-association/admin.AmazonEKSClusterAdminPolicy"),
    (Delete, "service-account/*.?", "namespace/="),
    (Delete, "add-on/?", "cluster/?"),
    (Delete, "auto-mode-nodes/main", "iam-role/auto-mode-node"),
    (Delete, "cluster/auto", "iam-role/auto-mode-node"),
    (Delete, "auto-mode-nodes/main", "iam-role-policy/auto-mode-node.?"),
    (Delete, "auto-mode-nodes/main", "subnet/private-?"),
    (Delete, "auto-mode-nodes/main", "vpc-endpoint/?"),
    (Delete, "auto-mode-load-balancers/main", "subnet/public-?"),
    (Delete, "auto-mode-load-balancers/main", "internet-gateway-attachment/main"),
    (Delete, "capability/?", "cluster/?"),
    (Delete, "capability/*", "iam-role/capability.="),
    (Delete, "capability/*", "iam-role-policy/capability.=.?"),
    (Delete, "capability/argo", "access-entry/git"),
    (Delete, "capability-resources/=", "capability/*"),
    (Delete, "capability-resources/=", "access-policy-association/capability.*.?"),
    (Delete, "access-policy-association/capability.?", "cluster/?"),
    (Delete, "cluster/local", "vpc-endpoint/secretsmanager"),
    (Delete, "cluster/local", "security-group-rule/private-subnet-?"),
    (Delete, "cluster/open-local", "nat-gateway/?"),
    (Delete, "cluster/open-local", "subnet/private-?"),
    (Delete, "hybrid-nodes/main", "cluster/?"),
    (Delete, "hybrid-nodes/main", "access-entry/hybrid-nodes"),
    (Delete, "hybrid-nodes/main", "iam-role-policy/hybrid-nodes.?"),
    (Delete, "hybrid-nodes/main", "roles-anywhere-profile/hybrid-nodes"),
    (Delete, "hybrid-nodes/main", "route/private-?-10.80.0.0-16"),
    (Delete, "hybrid-nodes/main", "security-group-rule/control-plane-remote-?"),
    (Delete, "roles-anywhere-profile/hybrid-nodes", "iam-role/hybrid-nodes"),
    (Delete, "iam-role/hybrid-nodes", "trust-anchor/hybrid-nodes"),
    (Delete, "route/private-?-10.80.0.0-16", "transit-gateway-attachment/main"),
    (Delete, "transit-gateway-attachment/main", "subnet/private-?"),
    (Delete, "transit-gateway-attachment/main", "vpc/main"),
    (Delete, "nat-gateway/*", "elastic-ip/="),
    (Delete, "nat-gateway/?", "internet-gateway-attachment/main"),
    (Delete, "nat-gateway/*", "subnet/public-="),
    (Delete, "internet-gateway-attachment/main", "internet-gateway/main"),
    (Delete, "route/public-default", "internet-gateway-attachment/main"),
    (Delete, "route/private-*-default", "nat-gateway/="),
    (Delete, "route/*-default", "route-table/="),
    (Delete, "route-table-association/*", "subnet/="),
    (Delete, "vpc-endpoint/sts", "subnet/private-?"),
    (Delete, "vpc-endpoint/s3", "route-table/private-?"),
    (Delete, "vpc-endpoint/sts", "security-group/shared-node"),
    (Delete, "security-group-rule/node-group.*.?", "security-group/node-group.="),
    (Delete, "subnet/?", "vpc-cidr-block/ipv6"),
    (Delete, "route/private-?-default-ipv6", "egress-only-internet-gateway/main"),
    (Delete, "vpc-cidr-block/ipv6", "vpc/main"),
    (Delete, "egress-only-internet-gateway/main", "vpc/main"),
    (Delete, "subnet/p?", "vpc/main"),
    (Delete, "security-group/node-group.?", "vpc/main"),
    (Delete, "internet-gateway-attachment/main", "vpc/main"),
    (Delete, "managed-node-group/user-second", "internet-gateway-attachment/main"),
    (Delete, "self-managed-node-group/sharing", "managed-node-group/shared"),
    (Create, "add-on/snapshot-controller", "add-on/aws-ebs-csi-driver"),
];

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
- {name: own, desiredCapacity: 1, ssh: {allow: true, publicKeyPath: key.pub}, volumeEncrypted: true, volumeKmsKeyID: 'arn:aws:kms:us-west-2:111122223333:key/volumes', placement: {groupName: near}, additionalVolumes: [{volumeName: /dev/sdb, volumeKmsKeyID: 'arn:aws:kms:us-west-2:111122223333:key/cache'}]}
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

fn plans() -> Vec<Value> {
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
        assert_eq!(plan["summary"]["errors"], 0, "{:?}", plan["diagnostics"]);
    }
    plans
}

/// True if a name has this form; `*` and `=` were replaced before.
fn fits(form: &str, name: &str) -> bool {
    let parts: Vec<&str> = form.split('?').collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    if parts.len() == 1 {
        return form == name;
    }
    let mut rest = match name.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) {
        Some(rest) => rest,
        None => return false,
    };
    for part in &parts[1..parts.len() - 1] {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// Names that fit, each with what `*` stands for in it.
fn matches<'n>(form: &str, names: &[&'n str]) -> Vec<(&'n str, String)> {
    let Some((before, after)) = form.split_once('*') else {
        return names.iter().filter(|name| fits(form, name)).map(|&name| (name, String::new())).collect();
    };
    let mut found = Vec::new();
    for &name in names {
        let Some(rest) = name.strip_prefix(before) else { continue };
        // The shortest that fits.
        let ends = (1..=rest.len()).filter(|&end| rest.is_char_boundary(end));
        if let Some(end) = ends.into_iter().find(|&end| fits(after, &rest[end..])) {
            found.push((name, rest[..end].to_owned()));
        }
    }
    found
}

/// Pairs of resources that a row names in a plan.
fn pairs<'p>(plan: &'p Value, first: &str, second: &str) -> Vec<(&'p str, &'p str)> {
    let names: Vec<&str> = list(plan, "resources").iter().map(|resource| text(resource, "id")).collect();
    let (form, other, swapped) =
        if second.contains('*') { (second, first, true) } else { (first, second, false) };
    let mut pairs = Vec::new();
    for (name, captured) in matches(form, &names) {
        let form = other.replace('=', &captured);
        let others = names.iter().copied().filter(|other| *other != name && fits(&form, other));
        pairs.extend(others.map(|other| if swapped { (other, name) } else { (name, other) }));
    }
    pairs
}

/// What AWS makes by itself, and with what.
fn makers(plan: &Value) -> BTreeMap<&str, &str> {
    let made = |resource| Some((text(resource, "id"), resource["madeBy"].as_str()?));
    list(plan, "resources").iter().filter_map(made).collect()
}

/// The rows that hold in a plan.
fn rows(plan: &Value) -> &'static [(Order, &'static str, &'static str)] {
    if plan["cluster"]["name"] == "standing" { standing::MUST_PRECEDE } else { MUST_PRECEDE }
}

/// The first pair of each row that is not in order, edges with one reason code left out.
fn broken(plan: &Value, without: Option<&str>) -> Vec<String> {
    unordered(plan, &[Create, Delete].map(|order| Network::of_resources(plan, order, without)))
}

/// The same over hard edges alone: what must be must not hang on what need not.
fn broken_if_soft_edges_go(plan: &Value, without: Option<&str>) -> Vec<String> {
    unordered(plan, &[Create, Delete].map(|order| Network::of_hard_edges(plan, order, without)))
}

fn unordered(plan: &Value, networks: &[Network; 2]) -> Vec<String> {
    let makers = makers(plan);
    let maker = |id| makers.get(id).copied().unwrap_or(id);
    let mut found = Vec::new();
    for &(order, first, second) in rows(plan) {
        let network = &networks[usize::from(order == Delete)];
        let wrong = pairs(plan, first, second).into_iter().find(|&(first, second)| match order {
            Create => {
                maker(first) != maker(second) && !network.ancestors(maker(second)).contains(maker(first))
            }
            Delete => !network.ancestors(second).contains(first),
        });
        found.extend(wrong.map(|(first, second)| format!("{order:?}: {first} before {second}")));
    }
    found
}

#[test]
fn what_must_precede_does() {
    for plan in plans() {
        let broken = broken(&plan, None);
        assert!(broken.is_empty(), "{}: {broken:#?}", plan["cluster"]["name"]);
    }
}

#[test]
fn nodes_wait_for_the_way_into_their_endpoints() {
    let plan = &plans()[1];
    let network = Network::of_resources(plan, Create, None);
    assert!(
        network
            .ancestors("managed-node-group/inside")
            .contains("security-group-rule/default-cluster-to-node")
    );
}

#[test]
fn every_row_is_about_something() {
    let plans = plans();
    let of = |plan: &&Value, row| rows(plan).contains(row);
    let idle: Vec<_> = MUST_PRECEDE
        .iter()
        .chain(standing::MUST_PRECEDE)
        .filter(|row| {
            plans.iter().filter(|plan| of(plan, row)).all(|plan| pairs(plan, row.1, row.2).is_empty())
        })
        .collect();
    assert!(idle.is_empty(), "{idle:#?}");
}

/// True if each pair that this reason joins is in order without it: then its going cannot be seen in any order.
fn is_implied(plan: &Value, code: &str) -> bool {
    let networks = [Create, Delete].map(|order| Network::of_resources(plan, order, Some(code)));
    let makers = makers(plan);
    let end = |edge, key| -> &str {
        let id = text(edge, key);
        let maker = makers.get(id).copied().filter(|_| text(edge, "relation") == "create");
        maker.unwrap_or(id)
    };
    list(plan, "edges").iter().filter(|edge| text(edge, "reasonCode") == code).all(|edge| {
        let network = &networks[usize::from(text(edge, "relation") == "delete")];
        let (from, to) = (end(edge, "from"), end(edge, "to"));
        from == to || network.ancestors(to).contains(from)
    })
}

/// How a reason that is gone is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Noticed {
    /// What must precede does not.
    ByOrder,
    /// It does, by soft edges alone.
    ByHardOrder,
    /// The plan no longer says why.
    BySaying,
    /// Other reasons order every pair that it orders, in all plans.
    Implied,
    /// Not at all.
    No,
}

fn noticed(plans: &[Value], code: &str) -> Noticed {
    let is_new = |found: Vec<String>, known: Vec<String>| found.iter().any(|row| !known.contains(row));
    if plans.iter().any(|plan| !broken(plan, Some(code)).is_empty()) {
        Noticed::ByOrder
    } else if plans
        .iter()
        .any(|plan| is_new(broken_if_soft_edges_go(plan, Some(code)), broken_if_soft_edges_go(plan, None)))
    {
        Noticed::ByHardOrder
    } else if plans.iter().any(|plan| !says::unsaid(plan, Some(code)).is_empty()) {
        Noticed::BySaying
    } else if plans.iter().all(|plan| is_implied(plan, code)) {
        Noticed::Implied
    } else {
        Noticed::No
    }
}

/// Takes each reason away in turn. Neither goldens nor lists of edges count.
#[test]
fn a_reason_that_is_gone_is_noticed() {
    let plans = plans();
    assert!(plans.iter().all(|plan| broken(plan, None).is_empty()), "the table does not hold as it is");
    let shown: BTreeSet<&str> =
        plans.iter().flat_map(|plan| list(plan, "edges")).map(|edge| text(edge, "reasonCode")).collect();
    let found: BTreeMap<&str, Noticed> = shown.iter().map(|&code| (code, noticed(&plans, code))).collect();
    let catalogue = eks_plan::catalog::reason::ALL;
    let hard: BTreeSet<&str> =
        catalogue.iter().filter(|reason| reason.hard).map(|reason| reason.code).collect();
    let names = |of: Noticed| -> Vec<&str> {
        found
            .iter()
            .filter(|(code, how)| **how == of && hard.contains(*code))
            .map(|(code, _)| *code)
            .collect()
    };
    let unseen: Vec<_> = hard.difference(&shown).collect();
    let (order, hard_order, saying) =
        (names(Noticed::ByOrder).len(), names(Noticed::ByHardOrder).len(), names(Noticed::BySaying).len());
    let total = order + hard_order + saying;
    println!(
        "{} hard reasons: {total} are noticed when they are gone ({order} by the order, {hard_order} by the order over hard edges, {saying} by what is said); implied by others: {:?}; in no spec: {unseen:?}",
        hard.len(),
        names(Noticed::Implied),
    );
    let soft = found.iter().filter(|(code, _)| !hard.contains(*code));
    let (told, silent): (Vec<_>, Vec<_>) =
        soft.partition(|(_, how)| !matches!(how, Noticed::Implied | Noticed::No));
    println!("{} soft reasons are noticed, {} are not", told.len(), silent.len());
    let holes: Vec<_> = found.iter().filter(|(_, how)| **how == Noticed::No).collect();
    assert!(holes.is_empty(), "nobody notices that these are gone: {holes:#?}");
    assert!(total * 100 >= hard.len() * 95, "{total} of {} hard reasons are noticed", hard.len());
    assert!(
        shown.len() * 10 >= catalogue.len() * 9,
        "the specs show {} of {} reasons",
        shown.len(),
        catalogue.len()
    );
}
