//! A cluster in which everything that can stand already does. The nodes have neither the control plane's subnets nor a CNI of the
//! plan's, and come up one group after the other.

use eks_plan::api::Options;
use eks_plan_tests::{Order, plan_with};
use serde_json::Value;

use Order::{Create, Delete};

/// What stands already has no steps, and its place in both orders.
pub(crate) const MUST_PRECEDE: &[(Order, &str, &str)] = &[
    (Create, "iam-role/?role%2Fcluster", "cluster/standing"),
    (Create, "iam-role/?role%2Fnodes", "managed-node-group/apart"),
    (Create, "iam-role/?role%2Fpods", "fargate-profile/one"),
    (Create, "iam-role/?role%2Fdriver", "add-on/aws-ebs-csi-driver"),
    (Create, "iam-oidc-provider/main", "add-on/aws-ebs-csi-driver"),
    (Create, "subnet/subnet-c", "managed-node-group/apart"),
    (Create, "subnet/subnet-d", "fargate-profile/one"),
    (Create, "pod-identity-association/kube-system.efs-csi-controller-sa", "add-on/aws-efs-csi-driver"),
    (Create, "managed-node-group/apart", "managed-node-group/beside"),
    (Delete, "cluster/standing", "iam-role/?role%2Fcluster"),
    (Delete, "managed-node-group/apart", "iam-role/?role%2Fnodes"),
    (Delete, "fargate-profile/one", "iam-role/?role%2Fpods"),
    (Delete, "managed-node-group/apart", "subnet/subnet-c"),
    (Delete, "fargate-profile/one", "subnet/subnet-d"),
    (Delete, "add-on/aws-ebs-csi-driver", "iam-oidc-provider/main"),
    (Delete, "add-on/aws-ebs-csi-driver", "iam-role/?role%2Fdriver"),
    (Delete, "add-on/aws-efs-csi-driver", "pod-identity-association/kube-system.efs-csi-controller-sa"),
];

const SPEC: &str = "
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: standing, region: us-west-2, version: '1.34'}
vpc:
  id: vpc-1
  controlPlaneSubnetIDs: [subnet-a, subnet-b]
  subnets:
    private:
      api-a: {id: subnet-a, az: us-west-2a}
      api-b: {id: subnet-b, az: us-west-2b}
      nodes-a: {id: subnet-c, az: us-west-2a}
      nodes-b: {id: subnet-d, az: us-west-2b}
iam:
  withOIDC: true
  serviceRoleARN: arn:aws:iam::111122223333:role/cluster
  fargatePodExecutionRoleARN: arn:aws:iam::111122223333:role/pods
  podIdentityAssociations:
  - {namespace: kube-system, serviceAccountName: efs-csi-controller-sa, permissionPolicyARNs: ['arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy']}
addonsConfig: {disableDefaultAddons: true}
addons:
- {name: aws-ebs-csi-driver, serviceAccountRoleARN: 'arn:aws:iam::111122223333:role/driver'}
- {name: aws-efs-csi-driver}
- {name: eks-pod-identity-agent}
managedNodeGroups:
- {name: apart, privateNetworking: true, subnets: [nodes-a, nodes-b], iam: {instanceRoleARN: 'arn:aws:iam::111122223333:role/nodes'}}
- {name: beside, privateNetworking: true, subnets: [nodes-a, nodes-b], iam: {instanceRoleARN: 'arn:aws:iam::111122223333:role/nodes'}}
fargateProfiles:
- {name: one, selectors: [{namespace: default}], subnets: [nodes-a, nodes-b]}
";

pub(crate) fn plan() -> Value {
    let options = r#"{"asOf": "2026-11-22", "maxParallel": {"managed-node-group": 1}}"#;
    plan_with(SPEC, &Options::from_json(options).unwrap())
}
