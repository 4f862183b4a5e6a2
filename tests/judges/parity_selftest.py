"""The comparison with eksctl judged: counts that eksctl's own tests have, and faults that it must see. Run by `selftest.py`."""

from collections import Counter

import yaml

from judges import parity, stacks

# A spec whose faithful plan has just what eksctl makes and what we mean to differ in.
SPEC = """
metadata: {name: demo, region: us-west-2, version: '1.34'}
iam: {withOIDC: true}
cloudWatch: {clusterLogging: {enableTypes: [audit], logRetentionInDays: 7}}
addons: [{name: vpc-cni}, {name: eks-pod-identity-agent}]
managedNodeGroups: [{name: one, ssh: {allow: true, publicKeyName: keys}}]
nodeGroups: [{name: two, iam: {withAddonPolicies: {certManager: true, externalDNS: true}}}]
"""
# Counted in eksctl 99984ad, pkg/cfn/builder/testdata: (file, spec, the functions that stand for it, types).
GROUP = {"AWS::EC2::SecurityGroupEgress": 2, "AWS::EC2::SecurityGroupIngress": 1, "AWS::AutoScaling::AutoScalingGroup": 1, "AWS::EC2::LaunchTemplate": 1}
GROUP |= {"AWS::IAM::InstanceProfile": 1, "AWS::IAM::Role": 1, "AWS::EC2::SecurityGroup": 1, stacks.MANAGED: 4, stacks.INLINE_RULE: 2}
FOUR = "metadata: {region: us-west-2}\navailabilityZones: [a, b, c, d]\n"
PRIVATE = {"AWS::EC2::RouteTable": 4, "AWS::EC2::SubnetRouteTableAssociation": 4, "AWS::EC2::Subnet": 4, "AWS::EC2::VPC": 1, "AWS::EC2::VPCEndpoint": 5}
PUBLIC = {"AWS::EC2::InternetGateway": 1, "AWS::EC2::NatGateway": 1, "AWS::EC2::EIP": 1, "AWS::EC2::Route": 5, "AWS::EC2::RouteTable": 5}
PUBLIC |= {"AWS::EC2::SubnetRouteTableAssociation": 8, "AWS::EC2::Subnet": 8, "AWS::EC2::VPC": 1, "AWS::EC2::VPCGatewayAttachment": 1}
ONE = {"AWS::EC2::RouteTable": 1, "AWS::EC2::SubnetRouteTableAssociation": 1, "AWS::EC2::Subnet": 1, "AWS::EC2::VPC": 1, "AWS::EC2::VPCEndpoint": 9}
GOLDEN = [
    ("vpc_public.json", FOUR, PUBLIC),
    ("vpc_private.json", FOUR + "privateCluster: {enabled: true}", PRIVATE),
    ("custom_vpc_private_endpoint.json", FOUR + "privateCluster: {enabled: true}\nvpc: {id: vpc-custom}", {"AWS::EC2::VPCEndpoint": 5}),
    ("vpc_private_outposts.json", "metadata: {region: us-west-2}\noutpost: {controlPlaneInstanceType: m5.xlarge}\nprivateCluster: {enabled: true}", ONE),
]
GROUPS = [
    ("nodegroup_access_entry/1.json", "{}", GROUP | {"AWS::EKS::AccessEntry": 1}),
    ("nodegroup_access_entry/2.json", "accessConfig: {authenticationMode: CONFIG_MAP}", GROUP),
]
MANAGED_GROUPS = [
    ("launch_template/standard.json", "{name: lt}", {"AWS::EC2::LaunchTemplate": 1}),
    ("launch_template/ssh_enabled.json", "{name: lt, ssh: {allow: true, publicKeyName: test-keypair}}", {"AWS::EC2::LaunchTemplate": 1, "AWS::EC2::SecurityGroup": 1}),
]


def config(text):
    """A ClusterConfig as the parity judge reads it."""
    return stacks.Config(yaml.safe_load(text))


def faithful(text):
    """A plan of nothing but calls, as many as are expected."""
    wanted = parity.expected(config(text))[0]
    calls = {kind: name for name, kind in reversed(parity.TYPES.items())}
    steps = [calls[kind].split(":") for kind, count in sorted(wanted.items()) for _ in range(count)]
    return {"resources": [], "steps": [{"resource": "-", "operation": {"service": service, "api": api}} for service, api in steps]}


def test_what_agrees_with_eksctl_passes():
    assert parity.compare(config(SPEC), faithful(SPEC))[0] == []


def test_every_resource_left_out_or_doubled_is_caught():
    for at in range(len(faithful(SPEC)["steps"])):
        short, long = faithful(SPEC), faithful(SPEC)
        gone = short["steps"].pop(at)
        long["steps"].append(gone)
        for plan in (short, long):
            assert len(parity.compare(config(SPEC), plan)[0]) == 1, gone


def test_a_call_of_no_row_is_caught():
    plan = faithful(SPEC)
    plan["steps"].append({"resource": "-", "operation": {"service": "ec2", "api": "CreateDhcpOptions"}})
    assert "no row says" in parity.compare(config(SPEC), plan)[0][0]


def test_a_difference_is_shown_only_where_it_is():
    assert {"rules-of-groups", "egress-of-control-plane", "log-group-first", "same-document"} == parity.expected(config(SPEC))[1]
    assert parity.stale({"rules-of-groups"}) and not parity.stale({row.name for row in parity.DIFFERENCES})


def test_eksctl_is_counted_as_its_own_tests_have_it():
    for name, text, wanted in GOLDEN:
        assert stacks.network(config(text)) + stacks.endpoints(config(text)) == Counter(wanted), name
    for name, text, wanted in GROUPS:
        assert stacks.own_group(config(text), {"name": "one"}) == Counter(wanted), name
    for name, text, wanted in MANAGED_GROUPS:
        made = stacks.managed_group(config("iam: {}"), yaml.safe_load(text) | {"iam": {"instanceRoleARN": "role"}})
        wanted = Counter(wanted) + Counter({"AWS::EKS::Nodegroup": 1})
        assert {kind: count for kind, count in made.items() if "." not in kind} == wanted, name
