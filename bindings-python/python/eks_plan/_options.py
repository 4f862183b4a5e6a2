"""What a call is made with, by the names that a `PlanConfig` has in JSON.

Made by `cargo xtask codegen` from `schema/api.schema.json`.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

__all__ = [
    "Options",
    "OptionsDependency",
    "OptionsDurationEstimate",
    "OptionsExpectedPods",
    "OptionsObserved",
    "OptionsObservedOutpost",
    "OptionsObservedSubnet",
    "OptionsObservedVpc",
    "OptionsSuppression",
    "OptionsWorkload",
    "OptionsWorkloadCapacity",
    "OptionsWorkloadIdentity",
    "OptionsWorkloadLoadBalancer",
    "OptionsWorkloadNeeds",
    "OptionsWorkloadToleration",
    "OptionsWorkloadVolume",
]


class Options(TypedDict, total=False):
    """What a call is made with: the fields of a `PlanConfig`. An unknown one is an error."""

    account: str
    """The AWS account."""

    apiVersion: Literal["eks-plan/v1alpha1"]
    """The version of the document; needed in a stream of documents alone."""

    asOf: str
    """The date to plan for; it moves the support calendar and windows. Default: the date of the catalog."""

    dependencies: list[OptionsDependency]
    """What has to wait for what, beyond what AWS asks for."""

    durations: dict[str, OptionsDurationEstimate]
    """How long steps take, by their names in the catalog."""

    gates: Any
    """Not supported yet (this version does not plan with it). Approvals, bake times, windows and freezes."""

    kind: Literal["PlanConfig"]
    """The kind of the document; needed in a stream of documents alone."""

    maxParallel: dict[str, int]
    """How many steps of a lane run at the same time."""

    minSeverity: Literal["error", "warning", "note"]
    """The least grave findings to list. Default: `note`, which is all."""

    observed: OptionsObserved
    """What exists."""

    partition: str
    """The AWS partition, such as `aws`."""

    pins: Any
    """Not supported yet (this version does not plan with it). Facts that the user asserts."""

    pods: dict[str, OptionsExpectedPods]
    """Expected number and size of pods by the node group or the Fargate profile that takes them."""

    prices: Any
    """Not supported yet (this version does not plan with it). Prices of the account."""

    quotas: dict[str, int]
    """Limits of the account, or what is left of them, by their names in the catalog."""

    sections: list[Literal["topology", "resources", "edges", "steps", "waves", "criticalPath"]]
    """The parts of the plan to return. Default: all."""

    severity: dict[str, Literal["error", "warning", "note"]]
    """How bad findings are, by their codes."""

    skew: Any
    """Not supported yet (this version does not plan with it). How strictly the skew of versions is judged."""

    sourceName: str
    """What the text is called in findings. Default: `-`."""

    suppress: list[OptionsSuppression]
    """Findings that are accepted."""

    workloads: list[OptionsWorkload]
    """Applications that the cluster is for."""

    zoneIds: dict[str, str]
    """Zone ids by zone name, which differ from account to account."""

    zones: list[str]
    """Ids of the zones to use."""


class _OptionsDependencyRequired(TypedDict):
    before: str
    """The id of the resource that comes first."""

    after: str
    """The id of the resource that waits."""


class OptionsDependency(_OptionsDependencyRequired, total=False):
    reason: str
    """Why."""


class _OptionsDurationEstimateRequired(TypedDict):
    p50Seconds: int
    """Half of all runs take no longer."""


class OptionsDurationEstimate(_OptionsDurationEstimateRequired, total=False):
    p90Seconds: int
    """Nine of ten runs take no longer. Default: `p50Seconds`."""

    source: str
    """Who measured it."""


class _OptionsExpectedPodsRequired(TypedDict):
    count: int
    """How many there are."""


class OptionsExpectedPods(_OptionsExpectedPodsRequired, total=False):
    cpuMillis: int
    """What each of them asks for, in thousandths of a CPU."""

    memoryMib: int
    """What each of them asks for, in MiB of memory."""


class OptionsObserved(TypedDict, total=False):
    outposts: dict[str, OptionsObservedOutpost]
    """Outposts by their ARNs."""

    vpc: OptionsObservedVpc
    """The VPC that the cluster goes into."""


class OptionsObservedOutpost(TypedDict, total=False):
    instanceTypes: list[str]
    """The instance types that it has."""

    zone: str
    """The id or the name of its zone."""


class OptionsObservedSubnet(TypedDict, total=False):
    cidr: str
    """Its addresses."""

    freeAddresses: int
    """How many addresses are free."""

    mapPublicIp: bool
    """True if an instance in it gets a public address."""

    public: bool
    """True if it has a route to an internet gateway."""

    zone: str
    """The id or the name of its zone."""


class OptionsObservedVpc(TypedDict, total=False):
    cidr: str
    """Its addresses."""

    dnsHostnames: bool
    """True if its hosts get names."""

    dnsSupport: bool
    """True if names are resolved in it."""

    id: str
    """Its id."""

    subnets: dict[str, OptionsObservedSubnet]
    """Its subnets by id."""


class _OptionsSuppressionRequired(TypedDict):
    code: str
    """Their code."""


class OptionsSuppression(_OptionsSuppressionRequired, total=False):
    path: str
    """The value that they are about, and all below it; `*` stands for any key or index. Default: everywhere."""

    reason: str
    """Why they are accepted."""


class _OptionsWorkloadRequired(TypedDict):
    name: str
    """A name of the catalogue, or the release's own."""


class OptionsWorkload(_OptionsWorkloadRequired, total=False):
    chart: str
    """The chart."""

    manifests: list[dict[str, Any]]
    """Kubernetes objects to apply, in this order, instead of a chart."""

    namespace: str
    """The namespace. Default: that of the catalogue, else `default`."""

    needs: OptionsWorkloadNeeds
    """What has to be there for it."""

    repository: str
    """Where the chart comes from: an address, or `oci://` and a registry."""

    values: dict[str, Any]
    """What the chart is told; it wins over what the plan says."""

    version: str
    """The chart's version."""


class OptionsWorkloadCapacity(TypedDict, total=False):
    architectures: list[Literal["arm64", "x86_64"]]
    """Processors that the images are made for. Default: all."""

    computeKinds: list[Literal["ec2", "fargate", "auto", "hybrid"]]
    """What they can run on. Default: that of the catalogue, else all."""

    daemonSet: bool
    """True if it has nothing but DaemonSets."""

    labels: dict[str, str]
    """Labels of the pods, by which Fargate profiles select them."""

    nodeSelector: dict[str, str]
    """Labels that their nodes must carry."""

    tolerations: list[OptionsWorkloadToleration]
    """Taints that the pods tolerate."""


class _OptionsWorkloadIdentityRequired(TypedDict):
    serviceAccount: str
    """The service account of the pods."""


class OptionsWorkloadIdentity(_OptionsWorkloadIdentityRequired, total=False):
    by: Literal["podIdentity", "irsa"]
    """How they get it. Default: Pod Identity if its agent is there, else the OIDC issuer."""

    policyARNs: list[str]
    """Policies of their role, by ARN."""

    roleARN: str
    """A role that stands already, by ARN."""


class _OptionsWorkloadLoadBalancerRequired(TypedDict):
    name: str
    """The name of the Service or Ingress."""


class OptionsWorkloadLoadBalancer(_OptionsWorkloadLoadBalancerRequired, total=False):
    internal: bool
    """True if it stands in private subnets."""


class OptionsWorkloadNeeds(TypedDict, total=False):
    after: list[str]
    """Workloads and add-ons that must be healthy first."""

    capacity: OptionsWorkloadCapacity
    """Where its pods can run."""

    endpoints: list[str]
    """AWS services that it calls, by the keys that endpoints have: `elasticloadbalancing`, `sqs`."""

    identity: OptionsWorkloadIdentity
    """The rights of its pods in AWS."""

    loadBalancers: list[OptionsWorkloadLoadBalancer]
    """Load balancers that it makes by Services and Ingresses."""

    ports: list[int]
    """TCP ports on which the control plane calls its pods: webhooks, aggregated APIs."""

    volumes: list[OptionsWorkloadVolume]
    """Volumes that it claims."""


class OptionsWorkloadToleration(TypedDict, total=False):
    effect: str
    """The taint's effect."""

    key: str
    """The taint's key."""

    value: str
    """The taint's value."""


class _OptionsWorkloadVolumeRequired(TypedDict):
    name: str
    """The name of the claim."""


class OptionsWorkloadVolume(_OptionsWorkloadVolumeRequired, total=False):
    storageClass: str
    """The storage class. Default: one for gp3 volumes that the plan makes."""
