"""A small world for the judge of worlds: calls that each wait for no more than they must, so that whatever is left out is a fault."""

import json

EKS, EC2, IAM = "eks", "ec2", "iam"
VPC, CLUSTER = "create:vpc/main", "create:cluster/demo"
PRIVATE, PUBLIC, OTHER = "create:subnet/private", "create:subnet/public", "create:subnet/other"
NODES, OWN, CNI, AGENT = "create:managed-node-group/nodes", "create:self-managed-node-group/own", "create:add-on/vpc-cni", "create:add-on/eks-pod-identity-agent"
ROLE, RIGHT = "create:iam-role/cluster", "create:iam-role-policy/cluster.Right"
ADMIN = {"clusterName": "demo", "principalArn": "arn:aws:iam::111122223333:role/admin"}


def out(step, name):
    """The token of an output."""
    return f"${{{step}.{name}}}"


def role(name, before=()):
    """A role with one policy."""
    return [
        (f"create:iam-role/{name}", IAM, "CreateRole", {"RoleName": f"demo-{name}"}, list(before)),
        (f"create:iam-role-policy/{name}.Right", IAM, "AttachRolePolicy", {"RoleName": f"demo-{name}", "PolicyArn": "arn:aws:iam::aws:policy/Right"}, [f"create:iam-role/{name}"]),
    ]


def arn(name):
    """The ARN of a role of the sample."""
    return out(f"create:iam-role/{name}", "RoleArn")


def subnet(name, zone):
    return (f"create:subnet/{name}", EC2, "CreateSubnet", {"VpcId": out(VPC, "VpcId"), "AvailabilityZoneId": zone}, ["update:vpc/main"])


def group(name):
    return (f"create:security-group/{name}", EC2, "CreateSecurityGroup", {"VpcId": out(VPC, "VpcId"), "GroupName": name}, ["update:vpc/main"])


def rule(name, own, peer):
    return (f"create:security-group-rule/{name}", EC2, "AuthorizeSecurityGroupIngress", {"GroupId": own[0], "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": peer[0]}]}]}, [own[1], peer[1]])


def add_on(name, before, **more):
    return (f"create:add-on/{name}", EKS, "CreateAddon", {"clusterName": "demo", "addonName": name, **more}, before)


def release(chart, values, before):
    """A Helm release, in the namespace that the sample makes."""
    return (f"create:helm-release/{chart}", "helm", "upgrade", {"chart": chart, "namespace": "jobs", "values": values}, before)


def associated(name, table):
    return (f"create:route-table-association/{name}", EC2, "AssociateRouteTable", {"SubnetId": out(f"create:subnet/{name}", "SubnetId"), "RouteTableId": out(f"create:route-table/{table}", "RouteTableId")}, [f"create:subnet/{name}", f"create:route-table/{table}"])


GROUP = (out("create:security-group/own", "GroupId"), "create:security-group/own")
EKS_GROUP = (out(CLUSTER, "ClusterSecurityGroupId"), CLUSTER)
SUBNETS = [out(PRIVATE, "SubnetId"), out(OTHER, "SubnetId")]
STEPS = [
    (VPC, EC2, "CreateVpc", {}, []),
    ("update:vpc/main", EC2, "ModifyVpcAttribute", {"VpcId": out(VPC, "VpcId"), "EnableDnsHostnames": {"Value": True}}, [VPC]),
    subnet("private", "use1-az1"),
    subnet("public", "use1-az1"),
    subnet("other", "use1-az2"),
    ("update:subnet/public", EC2, "ModifySubnetAttribute", {"SubnetId": out(PUBLIC, "SubnetId"), "MapPublicIpOnLaunch": {"Value": True}}, [PUBLIC]),
    ("create:internet-gateway/main", EC2, "CreateInternetGateway", {}, []),
    ("create:internet-gateway-attachment/main", EC2, "AttachInternetGateway", {"InternetGatewayId": out("create:internet-gateway/main", "InternetGatewayId"), "VpcId": out(VPC, "VpcId")}, ["create:internet-gateway/main", VPC]),
    ("create:elastic-ip/nat", EC2, "AllocateAddress", {}, []),
    ("create:nat-gateway/nat", EC2, "CreateNatGateway", {"SubnetId": out(PUBLIC, "SubnetId"), "AllocationId": out("create:elastic-ip/nat", "AllocationId")}, [PUBLIC, "create:elastic-ip/nat", "create:internet-gateway-attachment/main"]),
    ("create:route-table/public", EC2, "CreateRouteTable", {"VpcId": out(VPC, "VpcId")}, [VPC]),
    ("create:route-table/private", EC2, "CreateRouteTable", {"VpcId": out(VPC, "VpcId")}, [VPC]),
    ("create:route/public", EC2, "CreateRoute", {"RouteTableId": out("create:route-table/public", "RouteTableId"), "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": out("create:internet-gateway/main", "InternetGatewayId")}, ["create:route-table/public", "create:internet-gateway-attachment/main"]),
    ("create:route/private", EC2, "CreateRoute", {"RouteTableId": out("create:route-table/private", "RouteTableId"), "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": out("create:nat-gateway/nat", "NatGatewayId")}, ["create:route-table/private", "create:nat-gateway/nat"]),
    associated("private", "private"),
    associated("public", "public"),
    group("own"),
    group("endpoints"),
    ("create:vpc-endpoint/sts", EC2, "CreateVpcEndpoint", {"VpcId": out(VPC, "VpcId"), "PrivateDnsEnabled": True, "SecurityGroupIds": [out("create:security-group/endpoints", "GroupId")]}, ["create:security-group/endpoints"]),
    *role("cluster"),
    ("create:log-group/demo", "logs", "CreateLogGroup", {"logGroupName": "/aws/eks/demo/cluster"}, []),
    (
        CLUSTER,
        EKS,
        "CreateCluster",
        {
            "name": "demo",
            "roleArn": arn("cluster"),
            "resourcesVpcConfig": {"subnetIds": SUBNETS},
            "logging": {"clusterLogging": []},
            "accessConfig": {"authenticationMode": "API", "bootstrapClusterCreatorAdminPermissions": False},
        },
        [PRIVATE, OTHER, RIGHT, "create:log-group/demo"],
    ),
    ("create:iam-oidc-provider/main", IAM, "CreateOpenIDConnectProvider", {"Url": out(CLUSTER, "OpenIdConnectIssuerUrl")}, [CLUSTER]),
    *role("cni"),
    add_on("vpc-cni", ["create:iam-role-policy/cni.Right", "create:iam-oidc-provider/main"], serviceAccountRoleArn=arn("cni")),
    add_on("kube-proxy", [CLUSTER]),
    add_on("eks-pod-identity-agent", [CLUSTER]),
    *role("driver"),
    add_on("aws-ebs-csi-driver", [AGENT, "create:iam-role-policy/driver.Right"], podIdentityAssociations=[{"roleArn": arn("driver"), "serviceAccount": "s"}]),
    *role("nodes"),
    (
        NODES,
        EKS,
        "CreateNodegroup",
        {"clusterName": "demo", "nodeRole": arn("nodes"), "subnets": [out(PRIVATE, "SubnetId")]},
        [CNI, "create:add-on/kube-proxy", "create:iam-role-policy/nodes.Right", "create:route-table-association/private", "create:route/private", "create:vpc-endpoint/sts"],
    ),
    *role("own"),
    ("create:iam-instance-profile/own", IAM, "CreateInstanceProfile", {"InstanceProfileName": "own"}, []),
    ("update:iam-instance-profile/own", IAM, "AddRoleToInstanceProfile", {"InstanceProfileName": "own", "RoleName": "demo-own"}, ["create:iam-instance-profile/own", "create:iam-role/own"]),
    (
        "create:launch-template/own",
        EC2,
        "CreateLaunchTemplate",
        {"LaunchTemplateData": {"SecurityGroupIds": [GROUP[0]], "IamInstanceProfile": {"Arn": out("create:iam-instance-profile/own", "InstanceProfileArn")}}},
        ["update:iam-instance-profile/own", "create:security-group/own"],
    ),
    rule("api", EKS_GROUP, GROUP),
    ("create:access-entry/own", EKS, "CreateAccessEntry", {"clusterName": "demo", "principalArn": arn("own")}, [CLUSTER, "create:iam-role/own"]),
    (
        OWN,
        "autoscaling",
        "CreateAutoScalingGroup",
        {"DesiredCapacity": 1, "LaunchTemplate": {"LaunchTemplateId": out("create:launch-template/own", "LaunchTemplateId")}, "VPCZoneIdentifier": out(PUBLIC, "SubnetId")},
        [
            CNI,
            "create:add-on/kube-proxy",
            "create:iam-role-policy/own.Right",
            "create:launch-template/own",
            "create:security-group-rule/api",
            "create:access-entry/own",
            "update:subnet/public",
            "create:route-table-association/public",
            "create:route/public",
            "create:vpc-endpoint/sts",
        ],
    ),
    *role("pods"),
    ("create:fargate-profile/one", EKS, "CreateFargateProfile", {"podExecutionRoleArn": arn("pods"), "subnets": [out(PRIVATE, "SubnetId")]}, [CLUSTER, "create:iam-role-policy/pods.Right", "create:route-table-association/private", "create:route/private", "create:vpc-endpoint/sts"]),
    ("create:access-entry/admin", EKS, "CreateAccessEntry", ADMIN, [CLUSTER]),
    ("create:access-policy-association/admin", EKS, "AssociateAccessPolicy", {**ADMIN, "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "accessScope": {"type": "cluster"}}, ["create:access-entry/admin"]),
    *role("ack"),
    ("create:capability/ack", EKS, "CreateCapability", {"clusterName": "demo", "roleArn": arn("ack")}, [CLUSTER, "create:iam-role-policy/ack.Right"]),
    *role("reader"),
    ("create:pod-identity-association/reader", EKS, "CreatePodIdentityAssociation", {"roleArn": arn("reader")}, [CLUSTER, "create:iam-role/reader"]),
    ("create:namespace/jobs", "kubernetes", "apply", {"kind": "Namespace", "metadata": {"name": "jobs"}}, ["create:access-policy-association/admin"]),
    ("create:service-account/jobs", "kubernetes", "apply", {"kind": "ServiceAccount", "metadata": {"name": "s", "namespace": "jobs"}}, ["create:namespace/jobs"]),
    *role("mesh"),
    ("create:pod-identity-association/mesh", EKS, "CreatePodIdentityAssociation", {"roleArn": arn("mesh"), "namespace": "jobs", "serviceAccount": "mesh"}, [CLUSTER, "create:iam-role/mesh"]),
    *role("controller"),
    *role("KarpenterNodeRole"),
    ("create:iam-instance-profile/karpenter", IAM, "CreateInstanceProfile", {"InstanceProfileName": "karpenter"}, []),
    ("update:iam-instance-profile/karpenter", IAM, "AddRoleToInstanceProfile", {"InstanceProfileName": "karpenter", "RoleName": "demo-KarpenterNodeRole"}, ["create:iam-instance-profile/karpenter", "create:iam-role/KarpenterNodeRole"]),
    ("create:access-entry/karpenter", EKS, "CreateAccessEntry", {"clusterName": "demo", "principalArn": arn("KarpenterNodeRole")}, [CLUSTER, "create:iam-role/KarpenterNodeRole"]),
    ("create:queue/demo", "sqs", "CreateQueue", {"QueueName": "demo"}, []),
    ("create:event-rule/spot", "events", "PutRule", {"Name": "spot"}, []),
    ("update:event-rule/spot", "events", "PutTargets", {"Rule": "spot", "Targets": [{"Arn": "arn:aws:sqs:us-east-1:111122223333:demo"}]}, ["create:queue/demo", "create:event-rule/spot"]),
    ("create:tag/group", EC2, "CreateTags", {"Resources": [EKS_GROUP[0]], "Tags": [{"Key": "karpenter.sh/discovery", "Value": "demo"}]}, [CLUSTER]),
    release(
        "karpenter",
        {"settings": {"interruptionQueue": "demo"}, "serviceAccount": {"name": "karpenter", "annotations": {"role": arn("controller")}}},
        ["create:namespace/jobs", NODES, "create:iam-role-policy/controller.Right", "create:iam-role-policy/KarpenterNodeRole.Right", "update:iam-instance-profile/karpenter", "create:access-entry/karpenter", "create:queue/demo", "create:tag/group"],
    ),
    ("create:kubernetes-object/pool", "kubernetes", "apply", {"apiVersion": "karpenter.sh/v1", "kind": "NodePool", "metadata": {"name": "pool"}}, ["create:helm-release/karpenter"]),
    release("base", {}, ["create:namespace/jobs"]),
    release("istiod", {"serviceAccount": {"name": "mesh"}}, ["create:helm-release/base", NODES, "create:iam-role-policy/mesh.Right", "create:pod-identity-association/mesh", AGENT]),
    release("gateway", {}, ["create:helm-release/istiod"]),
    ("create:flux/main", "command", None, {}, [NODES]),
    add_on("coredns", [NODES]),
    add_on("cert-manager", [NODES]),
    add_on("adot", ["create:add-on/cert-manager"]),
    ("create:identity-provider/login", EKS, "AssociateIdentityProviderConfig", {"clusterName": "demo"}, [CLUSTER]),
    ("create:cluster-setting/endpoint", EKS, "UpdateClusterConfig", {"name": "demo", "resourcesVpcConfig": {"endpointPublicAccess": False}}, ["create:service-account/jobs", "create:kubernetes-object/pool", "create:helm-release/gateway"]),
]

# Who goes before whom, each because something holds the other.
GOING = """
route-table-association/private < route-table/private subnet/private
route-table-association/public < route-table/public subnet/public
internet-gateway-attachment/main < internet-gateway/main vpc/main
security-group-rule/api < security-group/own
route/public < route-table/public
route/private < route-table/private
route-table/public route-table/private security-group/own security-group/endpoints subnet/private subnet/public subnet/other < vpc/main
vpc-endpoint/sts < security-group/endpoints
nat-gateway/nat < elastic-ip/nat subnet/public internet-gateway-attachment/main
cluster/demo < subnet/private subnet/other iam-role-policy/cluster.Right log-group/demo
managed-node-group/nodes < cluster/demo add-on/vpc-cni iam-role-policy/nodes.Right
self-managed-node-group/own < cluster/demo add-on/vpc-cni launch-template/own access-entry/own subnet/public
fargate-profile/one < cluster/demo iam-role/pods
capability/ack < cluster/demo iam-role/ack
launch-template/own < security-group/own
iam-instance-profile/own < iam-role/own
iam-role-policy/cluster.Right < iam-role/cluster
iam-role-policy/cni.Right < iam-role/cni
iam-role-policy/driver.Right < iam-role/driver
iam-role-policy/nodes.Right < iam-role/nodes
iam-role-policy/own.Right < iam-role/own
iam-role-policy/pods.Right < iam-role/pods
iam-role-policy/ack.Right < iam-role/ack
iam-role-policy/reader.Right < iam-role/reader
add-on/aws-ebs-csi-driver < add-on/eks-pod-identity-agent
namespace/jobs service-account/jobs < access-policy-association/admin
helm-release/karpenter helm-release/base < access-policy-association/admin
kubernetes-object/pool < helm-release/karpenter
helm-release/karpenter < access-entry/karpenter iam-role-policy/KarpenterNodeRole.Right iam-role-policy/controller.Right queue/demo
helm-release/gateway < helm-release/istiod
helm-release/istiod < helm-release/base pod-identity-association/mesh add-on/eks-pod-identity-agent iam-role-policy/mesh.Right
iam-instance-profile/karpenter < iam-role/KarpenterNodeRole
iam-role-policy/KarpenterNodeRole.Right < iam-role/KarpenterNodeRole
iam-role-policy/mesh.Right < iam-role/mesh
iam-role-policy/controller.Right < iam-role/controller
access-policy-association/admin < access-entry/admin
"""


def going():
    """The pairs of `GOING`."""
    lines = [line.split(" < ") for line in GOING.strip().splitlines()]
    return [(first, second) for before, after in lines for first in before.split() for second in after.split()]


def shaped(service, parameters):
    """What an operation of a service holds beside its name."""
    if service == "command":
        return {"program": "flux", "arguments": []}
    return parameters if service == "helm" else {"manifest" if service == "kubernetes" else "parameters": parameters}


def plan(without=None, kept=None, changed=None):
    """The plan of this world: without one dependency `(step, before)`, without one pair of `going`, or with parameters of a step changed.
    Every step starts a while after what it waits for."""
    steps, finish = [], {}
    for name, service, api, parameters, before in STEPS:
        before = [other for other in before if (name, other) != without]
        start = max([finish[other] for other in before], default=0) + 20
        finish[name] = start + 10
        parameters = {**parameters, **(changed or {}).get(name, {})}
        operation = {"service": service, "api": api} | shaped(service, parameters)
        step = {"id": name, "resource": name.partition(":")[2], "operation": operation, "dependsOn": [{"step": other} for other in before], "runsFrom": "anywhere"}
        steps.append(step | {"startSeconds": start, "finishSeconds": finish[name], "ready": {"waiter": "AddonActive"} if api == "CreateAddon" else {}})
    edges = [{"relation": "delete", "from": first, "to": second} for first, second in going() if (first, second) != kept]
    return json.loads(json.dumps({"goal": "create", "steps": steps, "edges": edges}))
