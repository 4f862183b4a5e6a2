"""Where the plan differs from eksctl on purpose: how the counts change, and why."""

import dataclasses
from collections import Counter
from collections.abc import Callable

from judges.stacks import INLINE_RULE, MANAGED, WRITTEN, Config, get, on, stacks


@dataclasses.dataclass(frozen=True)
class Difference:
    """One kind of difference."""

    name: str
    what: str
    reason: str
    types: tuple
    # From a ClusterConfig: what the plan has more (or, below zero, less) than eksctl.
    change: Callable


def moved(config, source, to):
    """What eksctl writes into a resource and the plan makes by a call."""
    count = stacks(config)[source]
    return Counter({source: -count, to: count})


def rules(config):
    return moved(config, INLINE_RULE, "AWS::EC2::SecurityGroupIngress")


def policies(config):
    return moved(config, WRITTEN, "AWS::IAM::Policy")


def egress(config):
    groups = [group for group in config.own if get(group, "securityGroups", "withLocal") is not False]
    return Counter({"AWS::EC2::SecurityGroupEgress": -2 * len(groups)})


def log_group(config):
    logged = bool(get(config.cloudWatch, "clusterLogging", "logRetentionInDays"))
    return Counter({"logs:CreateLogGroup": int(logged)})


def same_document(config):
    """Roles that are given the same document under two names."""
    roles = [get(group, "iam", "withAddonPolicies") for group in config.own + config.managed if not get(group, "iam", "instanceRoleARN")]
    roles += [account.get("wellKnownPolicies") for account in get(config.iam, "serviceAccounts") or []]
    roles += [association.get("wellKnownPolicies") for association in get(config.iam, "podIdentityAssociations") or []]
    return Counter({"AWS::IAM::Policy": -sum({"certManager", "externalDNS"} <= set(on(switches)) for switches in roles)})


def zones(config):
    """The zones that node groups name, where the cluster names none: more or fewer than eksctl draws."""
    named = {zone for group in config.own + config.managed for zone in group.get("availabilityZones") or []}
    if config.own_vpc or config.availabilityZones or len(named) < 2 or len(named) == config.zones:
        return Counter()
    there, here = stacks(config), stacks(Config({**config.config, "availabilityZones": sorted(named)}))
    return Counter({kind: here[kind] - there[kind] for kind in {*there, *here}})


def addresses(config):
    """Addresses of IPv6 that the call for a subnet takes."""
    return Counter({"AWS::EC2::SubnetCidrBlock": -stacks(config)["AWS::EC2::SubnetCidrBlock"]})


def endpoints(config):
    agent = any(add_on.get("name") == "eks-pod-identity-agent" for add_on in config.addons or [])
    made = config.private and get(config.privateCluster, "skipEndpointCreation") is not True
    return Counter({"AWS::EC2::VPCEndpoint": int(agent and made)})


def local_logs(config):
    """The endpoint for logs of a local cluster without a way to the internet."""
    made = config.outpost and config.private and get(config.privateCluster, "skipEndpointCreation") is not True
    asked = "logs" in (get(config.privateCluster, "additionalEndpointServices") or []) or get(config.cloudWatch, "clusterLogging", "enableTypes")
    return Counter({"AWS::EC2::VPCEndpoint": int(bool(made and not asked))})


def karpenter_policy(config):
    queue = get(config.karpenter, "withSpotInterruptionQueue") is True
    there = int(bool(config.karpenter))
    return Counter({"AWS::IAM::ManagedPolicy": -there, MANAGED: -there, "AWS::IAM::Policy": there * (1 + queue)})


def karpenter_entry(config):
    return Counter({"AWS::EKS::AccessEntry": int(bool(config.karpenter) and not config.config_map)})


def karpenter_queue(config):
    return Counter({"AWS::SQS::QueuePolicy": -int(get(config.karpenter, "withSpotInterruptionQueue") is True)})


DIFFERENCES = [
    Difference(
        "rules-of-groups",
        "Rules that eksctl writes into a security group are calls of their own",
        "a call that makes a security group takes no rules; the same rules follow one by one",
        (INLINE_RULE, "AWS::EC2::SecurityGroupIngress"),
        rules,
    ),
    Difference(
        "policies-of-roles",
        "Policies that eksctl writes into a role are calls of their own",
        "a call that makes a role takes no policies; the same documents follow by `PutRolePolicy`",
        (WRITTEN, "AWS::IAM::Policy"),
        policies,
    ),
    Difference(
        "egress-of-control-plane",
        "Two egress rules of the control plane's security group for each self-managed node group are not made",
        "the group keeps the rule that EC2 gives every new one, which lets everything out: the two add nothing",
        ("AWS::EC2::SecurityGroupEgress",),
        egress,
    ),
    Difference(
        "same-document",
        "A role with `certManager` and `externalDNS` gets their common document once",
        "eksctl attaches the right to change record sets under two names; the second adds nothing",
        ("AWS::IAM::Policy",),
        same_document,
    ),
    Difference(
        "zones-of-node-groups",
        "Where a spec names no zones, those of its node groups are taken",
        "eksctl draws zones by lot, and fails later if a node group names one that was not drawn",
        ("AWS::EC2::Subnet", "AWS::EC2::RouteTable", "AWS::EC2::SubnetRouteTableAssociation", "AWS::EC2::Route"),
        zones,
    ),
    Difference(
        "endpoint-of-pod-identity",
        "A private cluster with the Pod Identity agent has an endpoint for `eks-auth`",
        "the agent fetches credentials there, and has no other way out",
        ("AWS::EC2::VPCEndpoint",),
        endpoints,
    ),
    Difference(
        "endpoint-of-local-cluster",
        "A local cluster without a way to the internet has an endpoint for `logs`",
        "the EKS user guide counts it among those that the instances of the control plane need",
        ("AWS::EC2::VPCEndpoint",),
        local_logs,
    ),
    Difference(
        "addresses-of-subnets",
        "A subnet has its IPv6 addresses from the start",
        "the call that makes a subnet takes them; eksctl adds them to subnets that stand",
        ("AWS::EC2::SubnetCidrBlock",),
        addresses,
    ),
    Difference(
        "policy-of-karpenter",
        "The rights of Karpenter's controller are written into its role",
        "one role alone uses them, and nothing is left when it goes; eksctl makes a managed policy and names it in the role",
        ("AWS::IAM::ManagedPolicy", MANAGED, "AWS::IAM::Policy"),
        karpenter_policy,
    ),
    Difference(
        "entry-of-karpenter",
        "Karpenter's nodes are let in by an access entry",
        "eksctl writes their role into `aws-auth`, which EKS has deprecated; with `CONFIG_MAP` the plan does so too",
        ("AWS::EKS::AccessEntry",),
        karpenter_entry,
    ),
    Difference(
        "policy-of-queue",
        "The queue of Spot interruptions has its policy from the start",
        "the call that makes a queue takes it; eksctl's stack adds it to a queue that stands",
        ("AWS::SQS::QueuePolicy",),
        karpenter_queue,
    ),
    Difference(
        "log-group-first",
        "The log group is made before the cluster",
        "left to EKS it would keep everything until eksctl has set its retention; made first, it never does",
        ("logs:CreateLogGroup",),
        log_group,
    ),
]
