"""What eksctl makes of a ClusterConfig: CloudFormation types by its stacks, and what it calls itself. It knows no plan.

Read in eksctl 99984ad (2026-08-21): `pkg/cfn/builder` for the stacks, `pkg/actions` and `pkg/eks/tasks.go` for the calls.
Each function says the file that it was read in. What CloudFormation keeps in a list within a resource is counted as
`TYPE.Property`: the policies that a role names, the rules within a security group, the policies of an access entry.
"""

from collections import Counter

MANAGED, WRITTEN, INLINE_RULE = "AWS::IAM::Role.ManagedPolicyArns", "AWS::IAM::Role.Policies", "AWS::EC2::SecurityGroup.SecurityGroupIngress"
ENTRY_POLICY = "AWS::EKS::AccessEntry.AccessPolicies"
# iam_helper.go: names of policies that AWS keeps, and how many documents the other names stand for.
NODE_MANAGED = {"imageBuilder": "AmazonEC2ContainerRegistryPowerUser", "cloudWatch": "CloudWatchAgentServerPolicy", "ebs": "AmazonEBSCSIDriverPolicy"}
NODE_DOCUMENTS = {"autoScaler": 1, "certManager": 3, "externalDNS": 2, "appMesh": 1, "appMeshPreview": 1, "fsx": 2, "efs": 2, "xRay": 1}
KNOWN_MANAGED = ("imageBuilder", "ebsCSIController")
KNOWN_DOCUMENTS = {"autoScaler": 1, "awsLoadBalancerController": 1, "externalDNS": 2, "certManager": 3, "efsCSIController": 1}
# v1alpha5/addon.go and known_addons.go: what is installed unasked, and who gets a role by OIDC unasked.
DEFAULT_ADD_ONS = ("vpc-cni", "kube-proxy", "coredns", "metrics-server")
RECOMMENDED = {"vpc-cni": (1, 0), "aws-ebs-csi-driver": (1, 0), "aws-efs-csi-driver": (0, 1)}
# DescribeAddonVersions says which add-ons need rights; of those in the examples, these do not.
NEEDS_NO_RIGHTS = ("coredns", "kube-proxy", "metrics-server", "eks-pod-identity-agent", "snapshot-controller", "cert-manager")


def get(value, *path):
    """A member of nested mappings, or nothing."""
    for key in path:
        value = (value or {}).get(key) if isinstance(value or {}, dict) else None
    return value


def on(mapping):
    """The names of the switches that are on."""
    return [key for key, value in (mapping or {}).items() if value is True]


class Config:
    """A ClusterConfig with the questions that several rules ask."""

    def __init__(self, config):
        self.config = config
        self.name = get(config, "metadata", "name")
        vpc = config.get("vpc") or {}
        self.vpc = vpc
        self.own_vpc = bool(vpc.get("id") or get(vpc, "subnets", "private") or get(vpc, "subnets", "public"))
        self.outpost = bool(config.get("outpost"))
        self.private = get(config, "privateCluster", "enabled") is True
        self.ipv6 = str(get(config, "kubernetesNetworkConfig", "ipFamily") or "").lower() == "ipv6"
        self.auto_mode = get(config, "autoModeConfig", "enabled") is True
        self.oidc = get(config, "iam", "withOIDC") is True
        self.config_map = get(config, "accessConfig", "authenticationMode") == "CONFIG_MAP" or (
            self.outpost and not get(config, "outpost", "etcdInstanceType") and not get(config, "accessConfig", "authenticationMode")
        )
        given = list(dict.fromkeys(config.get("availabilityZones") or []))
        # az.go: three zones, two in us-east-1, one on an Outpost; an account sees two in us-west-1.
        self.zones = len(given) or (1 if self.outpost else 2 if get(config, "metadata", "region") in ("us-east-1", "us-west-1") else 3)
        self.local_zones = len(config.get("localZones") or [])
        remote = config.get("remoteNetworkConfig") or {}
        self.remote = [cidr for key in ("remoteNodeNetworks", "remotePodNetworks") for part in remote.get(key) or [] for cidr in part.get("cidrs") or []]
        self.hybrid = bool(remote.get("remoteNodeNetworks"))
        self.managed = config.get("managedNodeGroups") or []
        self.own = config.get("nodeGroups") or []
        self.profiles = config.get("fargateProfiles") or []

    def __getattr__(self, key):
        return self.config.get(key)

    def version(self):
        """The minor version; 1.34 where none is given."""
        written = str(get(self.config, "metadata", "version") or "1.34")
        return int(written.split(".")[1]) if "." in written else 34


def network(config):
    """vpc_ipv4.go, vpc_ipv6.go: the network of the cluster's stack."""
    made = Counter()
    if config.own_vpc:
        return made
    zones, local = config.zones, config.local_zones
    private = zones + local
    made["AWS::EC2::VPC"] += 1
    made["AWS::EC2::RouteTable"] += private
    made["AWS::EC2::Subnet"] += private
    made["AWS::EC2::SubnetRouteTableAssociation"] += private
    if config.ipv6:
        made["AWS::EC2::VPCCidrBlock"] += 1
    dual = config.vpc.get("autoAllocateIPv6") is True and not config.ipv6
    if dual:
        made["AWS::EC2::SubnetCidrBlock"] += private
    if config.private:
        return made
    made["AWS::EC2::InternetGateway"] += 1
    made["AWS::EC2::VPCGatewayAttachment"] += 1
    made["AWS::EC2::RouteTable"] += 1
    made["AWS::EC2::Route"] += 1
    made["AWS::EC2::Subnet"] += private
    made["AWS::EC2::SubnetRouteTableAssociation"] += private
    if config.ipv6:
        made += Counter({"AWS::EC2::NatGateway": 1, "AWS::EC2::EIP": 1, "AWS::EC2::EgressOnlyInternetGateway": 1})
        # The public way out by IPv6, and two for each private table.
        made["AWS::EC2::Route"] += 1 + 2 * zones
        return made
    if dual:
        made["AWS::EC2::VPCCidrBlock"] += 1
        made["AWS::EC2::Route"] += 1
        made["AWS::EC2::SubnetCidrBlock"] += private
    nat = get(config.vpc, "nat", "gateway") or "Single"
    gateways, routes = {"Single": (1, private), "HighlyAvailable": (zones, zones), "Disable": (0, 0)}[nat]
    made["AWS::EC2::EIP"] += gateways
    made["AWS::EC2::NatGateway"] += gateways
    made["AWS::EC2::Route"] += routes
    gateway = get(config.remoteNetworkConfig, "vpcGatewayID") or ""
    if config.hybrid and gateway:
        kind = "AWS::EC2::TransitGatewayAttachment" if gateway.startswith("tgw-") else "AWS::EC2::VPCGatewayAttachment"
        made[kind] += 1
        made["AWS::EC2::Route"] += private * len(config.remote)
    return made


def security_groups(config):
    """cluster.go, addResourcesForSecurityGroups."""
    made, vpc = Counter(), config.vpc
    if not vpc.get("securityGroup") and not vpc.get("controlPlaneSecurityGroupIDs"):
        made["AWS::EC2::SecurityGroup"] += 1
        rules = (len(config.remote) if config.hybrid else 0) + len(vpc.get("extraCIDRs") or []) + len(vpc.get("extraIPv6CIDRs") or [])
        made["AWS::EC2::SecurityGroupIngress"] += rules
    if not vpc.get("sharedNodeSecurityGroup"):
        made["AWS::EC2::SecurityGroup"] += 1
        made["AWS::EC2::SecurityGroupIngress"] += 1
    if vpc.get("manageSharedNodeSecurityGroupRules") is not False:
        made["AWS::EC2::SecurityGroupIngress"] += 2
        if config.outpost and config.private:
            made["AWS::EC2::SecurityGroupIngress"] += len(get(vpc, "subnets", "private") or {}) or config.zones
    return made


def endpoints(config):
    """vpc_endpoint.go and v1alpha5/endpoint_service.go."""
    if not config.private or get(config.privateCluster, "skipEndpointCreation") is True:
        return Counter()
    services = {"ec2", "ecr.api", "ecr.dkr", "s3", "sts"}
    if config.outpost:
        services |= {"ssm", "ssmmessages", "ec2messages", "secretsmanager"}
    services |= set(get(config.privateCluster, "additionalEndpointServices") or [])
    if get(config.cloudWatch, "clusterLogging", "enableTypes"):
        services.add("logs")
    return Counter({"AWS::EC2::VPCEndpoint": len(services)})


def control_plane(config):
    """cluster.go and iam.go: the cluster, its role, and the roles beside it."""
    made = Counter({"AWS::EKS::Cluster": 1})
    if not get(config.iam, "serviceRoleARN"):
        made["AWS::IAM::Role"] += 1
        if config.outpost:
            made[MANAGED] += 1
        else:
            made[MANAGED] += 1 + (get(config.iam, "vpcResourceControllerPolicy") is not False) + 4 * config.auto_mode
    auto = config.autoModeConfig or {}
    # auto_mode.go: a list that is written and empty asks for no pools; roles/auto-mode-node-role.yaml has two policies, and in the
    # partition aws a third one.
    if config.auto_mode and not auto.get("nodeRoleARN") and auto.get("nodePools") != []:
        made["AWS::IAM::Role"] += 1
        made[MANAGED] += 2 + (not get(config.metadata, "region").startswith(("cn-", "us-gov-", "us-iso", "eu-isoe-")))
    # fargate.go.
    if config.profiles and not get(config.iam, "fargatePodExecutionRoleARN"):
        made["AWS::IAM::Role"] += 1
        made[MANAGED] += 1
    if config.hybrid:
        made["AWS::EKS::AccessEntry"] += 1
        if not get(config.remoteNetworkConfig, "iam", "roleARN"):
            made["AWS::IAM::Role"] += 1
            made[MANAGED] += 2
            if str(get(config.remoteNetworkConfig, "iam", "provider") or "ssm").lower() == "ira":
                made += Counter({"AWS::RolesAnywhere::TrustAnchor": 1, "AWS::RolesAnywhere::Profile": 1, WRITTEN: 1})
            else:
                made[WRITTEN] += 2
    return made


def role(arns, document, known):
    """iam.go, IAMRoleResourceSet: a role for pods, or for what EKS runs."""
    names = on(known)
    documents = sum(KNOWN_DOCUMENTS.get(name, 0) for name in names) + bool(document)
    managed = len(arns or []) + sum(name in KNOWN_MANAGED for name in names)
    return Counter({"AWS::IAM::Role": 1, MANAGED: managed, "AWS::IAM::Policy": documents})


def node_role(config, group, managed):
    """iam_helper.go, createRole and makeManagedPolicies."""
    iam = group.get("iam") or {}
    names = set(on(iam.get("withAddonPolicies")))
    arns = iam.get("attachPolicyARNs") or []
    policies = set()
    if not arns:
        policies |= {"AmazonEKSWorkerNodePolicy", "AmazonSSMManagedInstanceCore"}
        policies |= {"AmazonEKS_CNI_Policy"} if not config.oidc else set()
        policies |= {"AmazonEC2ContainerRegistryPullOnly"} if managed else set()
    policies |= {policy for name, policy in NODE_MANAGED.items() if name in names}
    if not managed and "imageBuilder" not in names:
        policies.add("AmazonEC2ContainerRegistryPullOnly")
    policies -= {arn.split("/", 1)[-1] for arn in arns}
    documents = sum(NODE_DOCUMENTS.get(name, 0) for name in names) + bool(iam.get("attachPolicy"))
    documents += bool(names & {"awsLoadBalancerController", "albIngress"})
    return Counter({"AWS::IAM::Role": 1, MANAGED: len(policies) + len(arns), "AWS::IAM::Policy": documents})


def lets_ssh_in(group):
    """v1alpha5/defaults.go, setSSHDefaults: a key is asked for where one is named."""
    ssh = group.get("ssh") or {}
    if ssh.get("allow") is not None:
        return ssh["allow"]
    return any(ssh.get(key) for key in ("publicKey", "publicKeyName", "publicKeyPath"))


def ssh_rules(group):
    """managed_launch_template.go, makeSSHIngressRules."""
    if not lets_ssh_in(group):
        return 0
    groups = get(group, "ssh", "sourceSecurityGroupIds") or []
    return len(groups) or (1 if group.get("privateNetworking") else 2)


def efa_group():
    """vpc.go, addEFASecurityGroup."""
    return Counter({"AWS::EC2::SecurityGroup": 1, "AWS::EC2::SecurityGroupIngress": 1, "AWS::EC2::SecurityGroupEgress": 1})


def own_group(config, group):
    """nodegroup.go: nodes of one's own."""
    made, iam = Counter({"AWS::EC2::LaunchTemplate": 1, "AWS::AutoScaling::AutoScalingGroup": 1}), group.get("iam") or {}
    if not iam.get("instanceProfileARN"):
        made["AWS::IAM::InstanceProfile"] += 1
        if not iam.get("instanceRoleARN"):
            made += node_role(config, group, False)
    efa = group.get("efaEnabled") is True
    if get(group, "securityGroups", "withLocal") is not False:
        made += Counter({"AWS::EC2::SecurityGroup": 1, "AWS::EC2::SecurityGroupEgress": 2, "AWS::EC2::SecurityGroupIngress": 1})
        made[INLINE_RULE] += 2 + ssh_rules(group)
        made += efa_group() if efa else Counter()
    if efa and not group.get("placement"):
        made["AWS::EC2::PlacementGroup"] += 1
    # With a role that stands already the entry is made by a call of EKS: it is counted as the same.
    if not config.config_map:
        made["AWS::EKS::AccessEntry"] += 1
    return made


def managed_group(config, group):
    """managed_nodegroup.go, managed_launch_template.go."""
    made = Counter({"AWS::EKS::Nodegroup": 1})
    if not get(group, "iam", "instanceRoleARN"):
        made += node_role(config, group, True)
    if group.get("launchTemplate"):
        return made
    made["AWS::EC2::LaunchTemplate"] += 1
    if lets_ssh_in(group):
        made["AWS::EC2::SecurityGroup"] += 1
        made[INLINE_RULE] += ssh_rules(group)
    if group.get("efaEnabled") is True:
        made += efa_group() if config.version() < 33 else Counter()
        if not group.get("placement") and not group.get("capacityReservation"):
            made["AWS::EC2::PlacementGroup"] += 1
    return made


def add_ons(config):
    """Those that are written, then those that eksctl adds: v1alpha5/known_addons.go, actions/addon/tasks.go."""
    written = list(config.addons or [])
    names = {add_on.get("name") for add_on in written}
    default = () if config.outpost or get(config.addonsConfig, "disableDefaultAddons") is True else DEFAULT_ADD_ONS
    if config.auto_mode:
        default = [name for name in default if name == "metrics-server"]
    return written + [{"name": name} for name in default if name not in names]


def add_on_role(config, add_on):
    """actions/addon/create.go: which roles an add-on gets."""
    made, name = Counter(), add_on.get("name")
    if name in NEEDS_NO_RIGHTS:
        return made
    associations = add_on.get("podIdentityAssociations")
    if associations:
        for association in associations:
            made += association_role(association)
        return made
    known = on(add_on.get("wellKnownPolicies"))
    asked = add_on.get("serviceAccountRoleARN") or add_on.get("attachPolicyARNs") or add_on.get("attachPolicy") or known
    if asked:
        if config.oidc and not add_on.get("serviceAccountRoleARN"):
            # createRoleResourceSet takes the first of the three.
            if add_on.get("attachPolicyARNs"):
                made += role(add_on["attachPolicyARNs"], None, None)
            elif known:
                made += role(None, None, add_on.get("wellKnownPolicies"))
            else:
                made += role(None, add_on.get("attachPolicy"), None)
        return made
    by_identity = get(config.addonsConfig, "autoApplyPodIdentityAssociations") or add_on.get("useDefaultPodIdentityAssociations")
    if name in RECOMMENDED and (by_identity or config.oidc):
        managed, documents = RECOMMENDED[name]
        if by_identity and name == "aws-efs-csi-driver":
            # What EKS itself recommends for it is a policy that AWS keeps.
            managed, documents = 1, 0
        if name == "vpc-cni" and config.ipv6:
            managed, documents = 0, 1
        made += Counter({"AWS::IAM::Role": 1, MANAGED: managed, "AWS::IAM::Policy": documents})
    return made


def association_role(association):
    """The role of a Pod Identity association, unless it names one."""
    if association.get("roleARN"):
        return Counter()
    return role(association.get("permissionPolicyARNs"), association.get("permissionPolicy"), association.get("wellKnownPolicies"))


def access(config):
    """access_entry.go, iam.go: entries, and roles of workloads."""
    made = Counter()
    for entry in get(config.accessConfig, "accessEntries") or []:
        made["AWS::EKS::AccessEntry"] += 1
        made[ENTRY_POLICY] += len(entry.get("accessPolicies") or [])
    for account in get(config.iam, "serviceAccounts") or []:
        if not account.get("attachRoleARN"):
            made += role(account.get("attachPolicyARNs"), account.get("attachPolicy"), account.get("wellKnownPolicies"))
    for association in get(config.iam, "podIdentityAssociations") or []:
        made += association_role(association)
    return made


def on_top(config):
    """capability.go, karpenter.go."""
    made = Counter()
    for capability in config.capabilities or []:
        made["AWS::EKS::Capability"] += 1
        # actions/capability: EKS makes the entry, and calls add the policies: they are counted as those of an entry.
        made[ENTRY_POLICY] += len(capability.get("accessPolicies") or [])
        if not capability.get("roleArn"):
            made += role(capability.get("attachPolicyARNs"), capability.get("attachPolicy"), None)
    if config.karpenter:
        made += Counter({"AWS::IAM::Role": 1, MANAGED: 4, "AWS::IAM::InstanceProfile": 1, "AWS::IAM::ManagedPolicy": 1})
        # eks/tasks.go: the controller's role by OIDC names the policy above.
        made += Counter({"AWS::IAM::Role": 1, MANAGED: 1})
        if get(config.karpenter, "withSpotInterruptionQueue") is True:
            made += Counter({"AWS::SQS::Queue": 1, "AWS::SQS::QueuePolicy": 1, "AWS::Events::Rule": 4})
    return made


def stacks(config):
    """Everything that eksctl leaves to CloudFormation, by type."""
    made = network(config) + security_groups(config) + endpoints(config) + control_plane(config) + access(config) + on_top(config)
    for group in config.own:
        made += own_group(config, group)
    for group in config.managed:
        made += managed_group(config, group)
    for add_on in add_ons(config):
        made += add_on_role(config, add_on)
    return made


def calls(config):
    """What eksctl makes by calls of its own, by the call: pkg/eks/tasks.go, actions/addon, actions/podidentityassociation, actions/fargate."""
    made = Counter({"eks:CreateAddon": len(add_ons(config))})
    made["eks:CreateFargateProfile"] += len(config.profiles)
    made["eks:CreatePodIdentityAssociation"] += len(get(config.iam, "podIdentityAssociations") or [])
    made["eks:AssociateIdentityProviderConfig"] += len(config.identityProviders or [])
    made["iam:CreateOpenIDConnectProvider"] += config.oidc
    logging = config.cloudWatch and get(config.cloudWatch, "clusterLogging", "logRetentionInDays")
    made["logs:PutRetentionPolicy"] += bool(logging)
    keys = set()
    for group in config.own + config.managed:
        if lets_ssh_in(group) and not get(group, "ssh", "publicKeyName") and not group.get("launchTemplate"):
            keys.add(group.get("name"))
    made["ec2:ImportKeyPair"] += len(keys)
    # eks/tasks.go and cfn/manager: processes are suspended, and tags of a managed group's nodes are copied, when the group stands.
    made["autoscaling:SuspendProcesses"] += sum(bool(group.get("asgSuspendProcesses")) for group in config.own + config.managed)
    tagged = [group for group in config.managed if group.get("propagateASGTags") and (group.get("labels") or group.get("taints"))]
    made["autoscaling:CreateOrUpdateTags"] += len(tagged)
    # The last step of a private cluster.
    made["eks:UpdateClusterConfig"] += config.private and not config.outpost
    return +made
