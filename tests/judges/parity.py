"""The plan's resources against eksctl's: counts of CloudFormation types and of calls, and each difference with its reason.

`python tests/judges/parity.py DIR_OF_PLANS` compares all specs of the repository; `--page FILE` writes or, with `--check`, compares
the page. What eksctl makes is counted by `stacks.py` from the spec alone. Here stands what our calls correspond to, and what differs.
"""

import argparse
import json
import pathlib
import sys
from collections import Counter

import yaml

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent.parent)]

from judges.differences import DIFFERENCES  # noqa: E402
from judges.stacks import ENTRY_POLICY, MANAGED, Config, calls, stacks  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPECS = {"eksctl": ROOT / "tests/corpus/eksctl/examples", "specs": ROOT / "examples/specs"}
PART = "part of another"
# What each call is to CloudFormation: a type of its own, a call that eksctl makes too (its own name), or a part of what is counted already.
TYPES = {
    "ec2:AllocateAddress": "AWS::EC2::EIP",
    "ec2:AssociateRouteTable": "AWS::EC2::SubnetRouteTableAssociation",
    "ec2:AssociateSubnetCidrBlock": "AWS::EC2::SubnetCidrBlock",
    "ec2:AssociateVpcCidrBlock": "AWS::EC2::VPCCidrBlock",
    "ec2:AttachInternetGateway": "AWS::EC2::VPCGatewayAttachment",
    "ec2:AttachVpnGateway": "AWS::EC2::VPCGatewayAttachment",
    "ec2:AuthorizeSecurityGroupEgress": "AWS::EC2::SecurityGroupEgress",
    "ec2:AuthorizeSecurityGroupIngress": "AWS::EC2::SecurityGroupIngress",
    "ec2:CreateEgressOnlyInternetGateway": "AWS::EC2::EgressOnlyInternetGateway",
    "ec2:CreateInternetGateway": "AWS::EC2::InternetGateway",
    "ec2:CreateLaunchTemplate": "AWS::EC2::LaunchTemplate",
    "ec2:CreateNatGateway": "AWS::EC2::NatGateway",
    "ec2:CreatePlacementGroup": "AWS::EC2::PlacementGroup",
    "ec2:CreateRoute": "AWS::EC2::Route",
    "ec2:CreateRouteTable": "AWS::EC2::RouteTable",
    "ec2:CreateSecurityGroup": "AWS::EC2::SecurityGroup",
    "ec2:CreateSubnet": "AWS::EC2::Subnet",
    "ec2:CreateTags": PART,
    "ec2:CreateTransitGatewayVpcAttachment": "AWS::EC2::TransitGatewayAttachment",
    "ec2:CreateVpc": "AWS::EC2::VPC",
    "ec2:CreateVpcEndpoint": "AWS::EC2::VPCEndpoint",
    "ec2:ImportKeyPair": "ec2:ImportKeyPair",
    "ec2:ModifySubnetAttribute": PART,
    "ec2:ModifyVpcAttribute": PART,
    "autoscaling:CreateAutoScalingGroup": "AWS::AutoScaling::AutoScalingGroup",
    "autoscaling:AttachLoadBalancerTargetGroups": PART,
    "autoscaling:AttachLoadBalancers": PART,
    "autoscaling:AttachTrafficSources": PART,
    "autoscaling:CreateOrUpdateTags": "autoscaling:CreateOrUpdateTags",
    "autoscaling:EnableMetricsCollection": PART,
    "autoscaling:SuspendProcesses": "autoscaling:SuspendProcesses",
    "eks:AssociateAccessPolicy": ENTRY_POLICY,
    "eks:AssociateIdentityProviderConfig": "eks:AssociateIdentityProviderConfig",
    "eks:CreateAccessEntry": "AWS::EKS::AccessEntry",
    "eks:CreateAddon": "eks:CreateAddon",
    "eks:CreateCapability": "AWS::EKS::Capability",
    "eks:CreateCluster": "AWS::EKS::Cluster",
    "eks:CreateFargateProfile": "eks:CreateFargateProfile",
    "eks:CreateNodegroup": "AWS::EKS::Nodegroup",
    "eks:CreatePodIdentityAssociation": "eks:CreatePodIdentityAssociation",
    "eks:UpdateClusterConfig": "eks:UpdateClusterConfig",
    "events:PutRule": "AWS::Events::Rule",
    "events:PutTargets": PART,
    "iam:AddRoleToInstanceProfile": PART,
    "iam:AttachRolePolicy": MANAGED,
    "iam:CreateInstanceProfile": "AWS::IAM::InstanceProfile",
    "iam:CreateOpenIDConnectProvider": "iam:CreateOpenIDConnectProvider",
    "iam:CreatePolicy": "AWS::IAM::ManagedPolicy",
    "iam:CreateRole": "AWS::IAM::Role",
    "iam:PutRolePolicy": "AWS::IAM::Policy",
    "logs:CreateLogGroup": "logs:CreateLogGroup",
    "logs:PutRetentionPolicy": "logs:PutRetentionPolicy",
    "rolesanywhere:CreateProfile": "AWS::RolesAnywhere::Profile",
    "rolesanywhere:CreateTrustAnchor": "AWS::RolesAnywhere::TrustAnchor",
    "sqs:CreateQueue": "AWS::SQS::Queue",
    "sqs:SetQueueAttributes": "AWS::SQS::QueuePolicy",
}
# eksctl speaks to these by their own protocols; what it tells them is in its assets, and no stack counts it.
ELSEWHERE = {"kubernetes", "helm", "command"}


def ours(plan):
    """What the plan makes, by type; and the calls that no row of the table knows. Workloads of a PlanConfig are not eksctl's matter."""
    made, unknown = Counter(), set()
    asked = {resource["id"]: resource["origin"].get("path", "") for resource in plan["resources"]}
    for step in plan["steps"]:
        operation = step.get("operation")
        if not operation or operation["service"] in ELSEWHERE or asked.get(step["resource"], "").startswith("workloads"):
            continue
        name = f"{operation['service']}:{operation['api']}"
        if name not in TYPES:
            unknown.add(name)
        elif TYPES[name] != PART:
            made[TYPES[name]] += 1
    return made, unknown


def expected(config):
    """What eksctl makes and what we mean to differ in, by type; and the names of the differences that show."""
    wanted, shown = stacks(config) + calls(config), set()
    for difference in DIFFERENCES:
        change = difference.change(config)
        if any(change.values()):
            shown.add(difference.name)
        wanted.update(change)
    return wanted, shown


def compare(config, plan):
    """What is wrong with one plan, and the names of the differences that it shows."""
    made, unknown = ours(plan)
    wrong = [f"no row says what `{name}` is to CloudFormation" for name in sorted(unknown)]
    wanted, shown = expected(config)
    for kind in sorted(set(made) | set(wanted)):
        if made[kind] != wanted[kind]:
            wrong.append(f"{made[kind]} of {kind}, expected {wanted[kind]}")
    return wrong, shown


def stale(shown):
    """The differences that show nowhere."""
    return sorted({row.name for row in DIFFERENCES} - shown)


def cluster_config(path):
    """The ClusterConfig among the documents of a spec."""
    documents = yaml.safe_load_all(path.read_text(encoding="utf-8"))
    return Config(next(document for document in documents if document and document.get("kind") == "ClusterConfig"))


def pairs(folder):
    """Each plan with the path of its spec."""
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        prefix, stem = path.stem.split("-", 1)
        yield json.loads(path.read_text(encoding="utf-8")), SPECS[prefix] / f"{stem}.yaml"


def is_whole(plan):
    """True unless the plan itself says that it leaves out what it does not model, or that something is wrong with the spec."""
    left_out = any(finding["code"] == "EP0203" for finding in plan["diagnostics"])
    return plan["totals"] is not None and not plan["summary"]["errors"] and not left_out


def page():
    """The differences as a page."""
    rows = [f"| {row.what} | {', '.join(f'`{kind}`' for kind in row.types)} | {row.reason} |" for row in DIFFERENCES]
    return "\n".join([
        "<!-- Written by `tests/judges/parity.py` from the table in tests/judges/differences.py. Do not edit. -->",
        "",
        "# What differs from eksctl",
        "",
        "The plan makes what eksctl's CloudFormation stacks and its own calls make. `tests/judges/stacks.py` counts from a spec alone, by the",
        "rules of eksctl 99984ad, how many resources of each CloudFormation type and how many calls eksctl makes, and",
        "`tests/judges/parity.py` compares that with the plan of every example: the policies that a role names and the rules of a security",
        "group one by one too. Everything agrees but for what is listed here; the comparison fails if a difference is not in this table, and",
        "also if one in this table shows in no example. Not compared are objects inside the cluster, which no stack has; workloads of a",
        "`PlanConfig`, which eksctl does not read; and specs that are refused.",
        "",
        "| What | Types | Why |",
        "|---|---|---|",
        *rows,
        "",
    ])


def main(arguments):
    """The command: 0 when everything agrees but for the differences listed."""
    parser = argparse.ArgumentParser(prog="parity", description="Compare plans with what eksctl makes.")
    parser.add_argument("plans", nargs="?", help="a folder of plans, named as `cargo xtask test` names them")
    parser.add_argument("--page", help="the page of differences")
    parser.add_argument("--check", action="store_true", help="compare the page instead of writing it")
    options = parser.parse_args(arguments)
    failed = False
    if options.page:
        path = pathlib.Path(options.page)
        if not options.check:
            path.write_text(page(), encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != page():
            print(f"{path} is stale: run `python tests/judges/parity.py --page {path}`")
            failed = True
    if options.plans:
        failed |= compare_all(options.plans)
    return 1 if failed else 0


def compare_all(folder):
    """Compares every plan of a folder; true if something is wrong."""
    failed, count, shown, left = False, 0, set(), []
    for plan, spec in pairs(folder):
        if not is_whole(plan):
            left.append(spec.stem)
            continue
        wrong, here = compare(cluster_config(spec), plan)
        shown |= here
        count += 1
        for line in wrong:
            print(f"parity: {spec.stem}: {line}")
        failed |= bool(wrong)
    for name in stale(shown):
        print(f"parity: the difference `{name}` shows in no example")
        failed = True
    print(f"parity     {count:>4} plans compared with eksctl, {len(shown)} kinds of difference, {len(left)} left out: {', '.join(left) or '-'}")
    return failed or count < 10


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
