# mypy: no-warn-return-any
"""Classes of the documents, and the texts that their fields can hold.

Made by `cargo xtask codegen` from `schema/api.schema.json`.
"""

from __future__ import annotations

from typing import Any, Literal, Optional, Union

from ._record import Record
from ._records import Records

__all__ = [
    "AcceptedBy",
    "Action",
    "AddOn",
    "AnyOf",
    "AppliedFix",
    "Assumption",
    "AutoMode",
    "AwsOperation",
    "BaselineEntry",
    "Billed",
    "Capability",
    "CatalogRevision",
    "Check",
    "ClusterHeader",
    "CommandOperation",
    "Compared",
    "Compute",
    "ControlPlane",
    "CriticalPath",
    "CrossAccountEnis",
    "DataPlane",
    "Dependency",
    "Diagnostic",
    "Edge",
    "EdgeKind",
    "Edit",
    "Endpoint",
    "EniConfig",
    "Estimate",
    "EtcdOnOutpost",
    "Evidence",
    "Explanation",
    "Failure",
    "Fix",
    "Form",
    "Generator",
    "Goal",
    "HelmOperation",
    "HiddenZone",
    "Identity",
    "Impact",
    "Integration",
    "KubernetesOperation",
    "Label",
    "Managed",
    "NatGateway",
    "Operation",
    "Origin",
    "OriginType",
    "OutpostControlPlane",
    "Owner",
    "Part",
    "Phase",
    "Plan",
    "PodNetwork",
    "Position",
    "Premises",
    "Readiness",
    "Ready",
    "Reason",
    "Relation",
    "Repaired",
    "RepairedText",
    "RequestedAt",
    "Resource",
    "ResourceKind",
    "Reversibility",
    "Role",
    "RunsFrom",
    "SecurityGroup",
    "Severity",
    "Sizes",
    "Span",
    "Step",
    "Subnet",
    "Summary",
    "Support",
    "Suppressed",
    "Topology",
    "Totals",
    "Undo",
    "Unknown",
    "Version",
    "Vpc",
    "VpcEndpoint",
    "Wave",
    "Why",
    "Workload",
    "Zone",
]

AcceptedBy = Literal[
    "comment",
    "config",
    "baseline",
]
"""Who accepted a finding.

- `comment`: A comment in the text: `# eks-plan: allow CODE reason`.
- `config`: `suppress` of a PlanConfig.
- `baseline`: The baseline: it was there before.
"""

Action = Literal[
    "create",
    "update",
    "replace",
    "delete",
    "wait",
    "gate",
    "noop",
]
"""What a step does to its resource.

- `create`: Makes it.
- `update`: Changes it in place.
- `replace`: Makes a new one and removes the old.
- `delete`: Removes it.
- `wait`: Waits for it.
- `gate`: Waits for a person or a time.
- `noop`: Does nothing: joins others.
"""

Billed = Literal[
    "no",
    "hourly",
    "usage",
]
"""How a resource is billed.

- `no`: It is not.
- `hourly`: By the hour that it exists.
- `usage`: By what goes through it.
"""

EdgeKind = Literal[
    "reference",
    "permission",
    "settle",
    "readiness",
    "any-of",
    "auth",
    "network-path",
    "exclusive",
    "version",
    "out-of-band",
    "gate",
]
"""What an edge means. Create and delete are two relations; what an edge of one kind does on teardown is in
`docs/planning.md`.

- `reference`: Needs the other's id or ARN.
- `permission`: Needs the right granted, and settled.
- `settle`: Needs time, or a retry on a known error text.
- `readiness`: Needs the other at a level of readiness.
- `any-of`: Needs at least one of a set.
- `auth`: Needs an access entry before any Kubernetes call.
- `network-path`: Needs egress, DNS or an endpoint to work.
- `exclusive`: Never at the same time as the other.
- `version`: Skew and ordering of versions.
- `out-of-band`: Something that a controller made.
- `gate`: A person, a bake time, a window.
"""

Form = Literal[
    "markdown",
    "sarif",
    "github",
    "junit",
]
"""A form of the findings.

- `markdown`: A list with a heading, for a comment on a pull request.
- `sarif`: SARIF 2.1.0.
- `github`: Commands of a GitHub workflow, which annotate the lines of a pull request.
- `junit`: A test report.
"""

Goal = Literal[
    "create",
    "change",
    "upgrade",
    "destroy",
]
"""What a plan is for.

- `create`: Bring up what the spec says.
- `change`: Lead from one state to another.
- `upgrade`: Lead to a later Kubernetes version.
- `destroy`: Take it away.
"""

OriginType = Literal[
    "field",
    "default",
    "aws",
]
"""Where a resource comes from.

- `field`: A field of the spec asked for it.
- `default`: A default: nobody asked for it.
- `aws`: AWS makes it by itself.
"""

Owner = Literal[
    "customer",
    "aws",
    "kubernetes",
]
"""Who makes and may change a resource.

- `customer`: The customer, by a step of the plan.
- `aws`: AWS, as a consequence of such a step.
- `kubernetes`: An object inside the cluster.
"""

Phase = Literal[
    "parse",
    "validate",
    "read",
    "call",
    "run",
]
"""When AWS or the tool would have raised it.

- `parse`: While the text is read.
- `validate`: Before any call.
- `read`: After calls that only read.
- `call`: While a call is made.
- `run`: After the call was accepted.
"""

Readiness = Literal[
    "accepted",
    "active",
    "degraded-ok",
    "healthy",
]
"""How far the other has to be before an edge is satisfied.

- `accepted`: The call was accepted.
- `active`: The service says that it is there.
- `degraded-ok`: There, or degraded only for want of what comes later.
- `healthy`: There and working.
"""

Relation = Literal[
    "create",
    "delete",
]
"""The order that an edge belongs to. In `create` its `from` comes first; in `delete` its `from` goes first.

- `create`: Coming up.
- `delete`: Going away.
"""

ResourceKind = Literal[
    "access-entry",
    "access-policy-association",
    "add-on",
    "api-servers",
    "auto-mode-load-balancers",
    "auto-mode-nodes",
    "auto-scaling-group",
    "aws-auth",
    "capability",
    "capability-resources",
    "cluster",
    "cluster-setting",
    "control-plane-auto-scaling",
    "control-plane-instances",
    "control-plane-load-balancer",
    "controller-manager",
    "creator-admin",
    "cross-account-enis",
    "egress-only-internet-gateway",
    "device-plugin",
    "elastic-ip",
    "eni-config",
    "etcd",
    "etcd-instances",
    "event-rule",
    "fargate-profile",
    "hybrid-nodes",
    "flux",
    "flux-resources",
    "helm-release",
    "iam-instance-profile",
    "iam-oidc-provider",
    "iam-role",
    "iam-role-policy",
    "identity-provider",
    "internet-gateway",
    "internet-gateway-attachment",
    "karpenter-nodes",
    "key-pair",
    "kms-key",
    "kubernetes-role",
    "kubernetes-role-binding",
    "kubernetes-object",
    "launch-template",
    "load-balancer",
    "log-group",
    "managed-node-group",
    "namespace",
    "nat-gateway",
    "node-class",
    "node-pool",
    "placement-group",
    "pod-enis",
    "pod-identity-association",
    "queue",
    "route",
    "route-table",
    "route-table-association",
    "roles-anywhere-profile",
    "scheduler",
    "security-group",
    "security-group-rule",
    "self-managed-node-group",
    "service-account",
    "service-linked-role",
    "subnet",
    "transit-gateway",
    "transit-gateway-attachment",
    "trust-anchor",
    "tag",
    "volume",
    "vpc",
    "vpc-cidr-block",
    "vpc-endpoint",
    "vpn-gateway",
    "vpn-gateway-attachment",
    "windows-ipam",
]
"""A kind of resource: the first half of a resource id.

- `access-entry`: An IAM principal's entry into the cluster.
- `access-policy-association`: An access policy on an access entry.
- `add-on`: An EKS add-on.
- `api-servers`: The API servers.
- `auto-mode-load-balancers`: The load balancers that Auto Mode makes for Services and Ingresses.
- `auto-mode-nodes`: The instances that Auto Mode starts.
- `auto-scaling-group`: An Auto Scaling group that EKS makes for a managed node group.
- `aws-auth`: The ConfigMap `aws-auth`.
- `capability`: An EKS capability.
- `capability-resources`: What the controllers of a capability make and look after.
- `cluster`: The EKS cluster.
- `cluster-setting`: A setting of the cluster that is changed after its creation.
- `control-plane-auto-scaling`: What lets the control plane grow.
- `control-plane-instances`: The instances of a control plane on an Outpost.
- `control-plane-load-balancer`: The load balancer in front of the API servers.
- `controller-manager`: The controller manager.
- `creator-admin`: The admin right of whoever creates the cluster.
- `cross-account-enis`: The network interfaces by which the control plane reaches the VPC.
- `egress-only-internet-gateway`: A way out for IPv6 that lets nobody in.
- `device-plugin`: What tells Kubernetes of accelerators on nodes.
- `elastic-ip`: A public IPv4 address.
- `eni-config`: The subnet and the security groups of pods, as the VPC CNI is told them.
- `etcd`: The etcd members.
- `etcd-instances`: The instances of etcd on an Outpost.
- `event-rule`: A rule that leads events of AWS somewhere.
- `fargate-profile`: A Fargate profile.
- `hybrid-nodes`: Nodes on the customer's premises.
- `flux`: GitOps by Flux, put into the cluster by its own program.
- `flux-resources`: What Flux brings into the cluster from git.
- `helm-release`: A Helm release.
- `iam-instance-profile`: An instance profile: the role in the form that EC2 takes.
- `iam-oidc-provider`: The IAM OIDC provider of the cluster's issuer.
- `iam-role`: An IAM role.
- `iam-role-policy`: A policy on a role.
- `identity-provider`: An external OIDC identity provider for logins.
- `internet-gateway`: An internet gateway.
- `internet-gateway-attachment`: An internet gateway's attachment to the VPC.
- `karpenter-nodes`: Instances that Karpenter starts for a node pool.
- `key-pair`: An EC2 key pair.
- `kms-key`: A KMS key.
- `kubernetes-role`: A Kubernetes role: rights in one namespace.
- `kubernetes-role-binding`: A Kubernetes role binding: who has the rights of a role.
- `kubernetes-object`: An object of the user's own in the Kubernetes API.
- `launch-template`: An EC2 launch template.
- `load-balancer`: A load balancer that a controller makes.
- `log-group`: A CloudWatch log group.
- `managed-node-group`: A managed node group.
- `namespace`: A Kubernetes namespace.
- `nat-gateway`: A NAT gateway.
- `node-class`: A node class of Auto Mode: how its nodes are started.
- `node-pool`: A node pool of Auto Mode: which nodes it starts.
- `placement-group`: An EC2 placement group.
- `pod-enis`: The network interfaces that the VPC CNI attaches to nodes.
- `pod-identity-association`: An EKS Pod Identity association.
- `queue`: An SQS queue.
- `route`: A route.
- `route-table`: A route table.
- `route-table-association`: A route table's association with a subnet.
- `roles-anywhere-profile`: A profile of IAM Roles Anywhere: which role hosts take.
- `scheduler`: The scheduler.
- `security-group`: A security group.
- `security-group-rule`: A rule of a security group.
- `self-managed-node-group`: A self-managed node group: an Auto Scaling group of the customer's.
- `service-account`: A Kubernetes service account.
- `service-linked-role`: A role that an AWS service makes for itself.
- `subnet`: A subnet.
- `transit-gateway`: A transit gateway.
- `transit-gateway-attachment`: A transit gateway's attachment to the VPC.
- `trust-anchor`: A trust anchor of IAM Roles Anywhere.
- `tag`: A tag on a resource that AWS makes.
- `volume`: An EBS volume that a controller makes.
- `vpc`: A VPC.
- `vpc-cidr-block`: A further block of addresses of a VPC.
- `vpc-endpoint`: A VPC endpoint.
- `vpn-gateway`: A virtual private gateway.
- `vpn-gateway-attachment`: A virtual private gateway's attachment to the VPC.
- `windows-ipam`: What gives pods on Windows nodes their addresses.
"""

Reversibility = Literal[
    "reversible",
    "costly",
    "irreversible",
]
"""Whether a step can be taken back.

- `reversible`: By one call.
- `costly`: At the cost of time, or of what stands on it.
- `irreversible`: Not at all.
"""

RunsFrom = Literal[
    "anywhere",
    "vpc",
    "on-premises",
]
"""Where a step must be run from.

- `anywhere`: Any place with credentials.
- `vpc`: A place inside the VPC, or connected to it.
- `on-premises`: A place in the customer's own network.
"""

Severity = Literal[
    "error",
    "warning",
    "note",
]
"""How bad a finding is.

- `error`: AWS or the chosen tool will refuse it, or the goal cannot be reached.
- `warning`: Likely to fail, depends on the account, or a risk that people regret.
- `note`: Information.
"""


class AddOn(Record):
    """An EKS add-on."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Its name."""
        return self._value("name")

    @property
    def before_nodes(self) -> bool:
        """True if nodes need it first."""
        return self._value("beforeNodes")

    @property
    def identity(self) -> str:
        """How it gets its rights: `none`, `node role`, `irsa` or `pod identity`."""
        return self._value("identity")

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return self._one("origin", Origin)

    @property
    def version(self) -> Optional[str]:
        """Its version; absent when EKS chooses its default."""
        return self._value("version")


class AnyOf(Record):
    """A set of steps of which one is enough."""

    __slots__ = ()

    @property
    def group(self) -> str:
        """The set's name."""
        return self._value("group")

    @property
    def steps(self) -> list[str]:
        """All its members."""
        return self._list("steps")


class AppliedFix(Record):
    """A remedy that was carried out."""

    __slots__ = ()

    @property
    def code(self) -> str:
        """What was found."""
        return self._value("code")

    @property
    def title(self) -> str:
        """What was done."""
        return self._value("title")

    @property
    def file(self) -> str:
        """In which text."""
        return self._value("file")

    @property
    def at(self) -> Position:
        """Where, before anything was changed in this turn."""
        return self._one("at", Position)


class Assumption(Record):
    """What was chosen for want of input."""

    __slots__ = ()

    @property
    def subject(self) -> str:
        """What it is about."""
        return self._value("subject")

    @property
    def value(self) -> str:
        """What was chosen."""
        return self._value("value")

    @property
    def why(self) -> str:
        """Why."""
        return self._value("why")

    @property
    def source(self) -> str:
        """Where the choice comes from."""
        return self._value("source")


class AutoMode(Record):
    """What AWS runs for Auto Mode."""

    __slots__ = ()

    @property
    def owner(self) -> Owner:
        """`aws`."""
        return self._value("owner")

    @property
    def compute(self) -> Part:
        """What starts and ends nodes."""
        return self._one("compute", Part)

    @property
    def networking(self) -> Part:
        """What gives pods their addresses."""
        return self._one("networking", Part)

    @property
    def load_balancing(self) -> Part:
        """What makes load balancers."""
        return self._one("loadBalancing", Part)

    @property
    def block_storage(self) -> Part:
        """What makes volumes."""
        return self._one("blockStorage", Part)

    @property
    def node_pools(self) -> list[str]:
        """Ids of its built-in node pools."""
        return self._list("nodePools")

    @property
    def node_role(self) -> Optional[str]:
        """The id of the role of its nodes; absent without node pools."""
        return self._value("nodeRole")


class AwsOperation(Record):
    """Of an AWS API, by botocore's names and shapes."""

    __slots__ = ()

    _required = frozenset({"service", "api", "parameters"})

    @property
    def service(self) -> str:
        """As `eks`."""
        return self._value("service")

    @property
    def api(self) -> str:
        """As `CreateCluster`."""
        return self._value("api")

    @property
    def parameters(self) -> dict[str, Any]:
        """Its parameters; what is not known before a step has run is a token."""
        return self._map("parameters")


class BaselineEntry(Record):
    """A finding of a baseline."""

    __slots__ = ()

    @property
    def code(self) -> str:
        """Its code."""
        return self._value("code")

    @property
    def path(self) -> str:
        """The value that it was about."""
        return self._value("path")

    @property
    def id(self) -> str:
        """The finding's `id`."""
        return self._value("id")

    @property
    def message(self) -> str:
        """What was wrong, for people."""
        return self._value("message")


class Capability(Record):
    """An EKS capability: controllers that AWS runs outside the cluster."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The resource's id."""
        return self._value("id")

    @property
    def name(self) -> str:
        """Its name."""
        return self._value("name")

    @property
    def type(self) -> str:
        """`ACK`, `ARGOCD` or `KRO`."""
        return self._value("type")

    @property
    def role(self) -> str:
        """The id of the role that its controllers take."""
        return self._value("role")

    @property
    def access_policies(self) -> list[str]:
        """Names of its access policies beside those that EKS gives it."""
        return self._list("accessPolicies")

    @property
    def owner(self) -> Owner:
        """Where its controllers run: `aws`."""
        return self._value("owner")

    @property
    def delete_propagation_policy(self) -> str:
        """What becomes of what it manages when it goes."""
        return self._value("deletePropagationPolicy")

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return self._one("origin", Origin)


class CatalogRevision(Record):
    """The dated facts that a plan rests on."""

    __slots__ = ()

    @property
    def revision(self) -> str:
        """A hash of the facts."""
        return self._value("revision")

    @property
    def date(self) -> str:
        """When they were gathered, `YYYY-MM-DD`."""
        return self._value("date")


class Check(Record):
    """Findings without a plan."""

    __slots__ = ()

    @property
    def ok(self) -> bool:
        """True if there is no error-level finding."""
        return self._value("ok")

    @property
    def diagnostics(self) -> Records[Diagnostic]:
        """All findings that stand."""
        return self._many("diagnostics", Diagnostic)

    @property
    def assumptions(self) -> Records[Assumption]:
        """What was chosen for want of input."""
        return self._many("assumptions", Assumption)

    @property
    def unknowns(self) -> Records[Unknown]:
        """What cannot be known offline."""
        return self._many("unknowns", Unknown)

    @property
    def baseline(self) -> Optional[Compared]:
        """How the findings compare with those of the baseline."""
        return self._one("baseline", Compared)

    @property
    def hidden(self) -> Optional[int]:
        """How many findings are less grave than `minSeverity`, and left out."""
        return self._value("hidden")

    @property
    def suppressed(self) -> Records[Suppressed]:
        """Findings that were accepted."""
        return self._many("suppressed", Suppressed)


class ClusterHeader(Record):
    """The cluster in one line."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Its name."""
        return self._value("name")

    @property
    def region(self) -> str:
        """Its region."""
        return self._value("region")

    @property
    def version(self) -> str:
        """Its Kubernetes version."""
        return self._value("version")

    @property
    def partition(self) -> str:
        """The partition, as `aws`."""
        return self._value("partition")

    @property
    def account(self) -> Optional[str]:
        """The account, where it is known."""
        return self._value("account")


class CommandOperation(Record):
    """A program that must run."""

    __slots__ = ()

    _required = frozenset({"service", "program", "arguments"})

    @property
    def service(self) -> str:
        """`command`."""
        return self._value("service")

    @property
    def program(self) -> str:
        """The program."""
        return self._value("program")

    @property
    def arguments(self) -> list[str]:
        """Its arguments."""
        return self._list("arguments")


class Compared(Record):
    """A comparison with a baseline."""

    __slots__ = ()

    @property
    def known(self) -> int:
        """How many findings are in it."""
        return self._value("known")

    @property
    def gone(self) -> Records[BaselineEntry]:
        """What is in it and was not found any more."""
        return self._many("gone", BaselineEntry)


class Compute(Record):
    """Where pods run."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The resource's id."""
        return self._value("id")

    @property
    def kind(self) -> str:
        """`managed-node-group`, `self-managed-node-group`, `fargate-profile`, `hybrid` or `auto-mode-node-pool`."""
        return self._value("kind")

    @property
    def name(self) -> str:
        """Its name."""
        return self._value("name")

    @property
    def zones(self) -> list[str]:
        """Zones it may use."""
        return self._list("zones")

    @property
    def subnets(self) -> list[str]:
        """Subnets it may use."""
        return self._list("subnets")

    @property
    def instance_types(self) -> list[str]:
        """Instance types; empty for Fargate and Auto Mode."""
        return self._list("instanceTypes")

    @property
    def taints(self) -> list[str]:
        """Taints that keep pods away, as `key=value:Effect`."""
        return self._list("taints")

    @property
    def managed(self) -> Managed:
        """Who manages what."""
        return self._one("managed", Managed)

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return self._one("origin", Origin)

    @property
    def ami_family(self) -> Optional[str]:
        """The AMI family; absent for Fargate."""
        return self._value("amiFamily")

    @property
    def architectures(self) -> list[str]:
        """Processors of its nodes, where AWS chooses the instance types."""
        return self._list("architectures")

    @property
    def capacity(self) -> Optional[str]:
        """`on-demand`, `spot` or `mixed`; absent for Fargate."""
        return self._value("capacity")

    @property
    def max_pods(self) -> Optional[int]:
        """Pods on a node of the type that takes the fewest: as chosen, else as many as get addresses; absent for
        Fargate.
        """
        return self._value("maxPods")

    @property
    def outpost(self) -> Optional[str]:
        """The ARN of the Outpost that its nodes stand on."""
        return self._value("outpost")

    @property
    def premises(self) -> Optional[Premises]:
        """Where they are, for nodes on the customer's premises."""
        return self._one("premises", Premises)

    @property
    def selectors(self) -> list[str]:
        """Namespaces and labels that a Fargate profile takes."""
        return self._list("selectors")

    @property
    def sizes(self) -> Optional[Sizes]:
        """How many nodes; absent for Fargate and Auto Mode."""
        return self._one("sizes", Sizes)


class ControlPlane(Record):
    """AWS's side."""

    __slots__ = ()

    @property
    def owner(self) -> Owner:
        """`aws`, but for a local cluster on an Outpost."""
        return self._value("owner")

    @property
    def zones(self) -> Records[HiddenZone]:
        """Three zones of AWS's choice, which the customer neither sees nor chooses; none on an Outpost."""
        return self._many("zones", HiddenZone)

    @property
    def api_servers(self) -> Part:
        """How many API servers, as text since only the least is promised."""
        return self._one("apiServers", Part)

    @property
    def etcd_members(self) -> Part:
        """The etcd members."""
        return self._one("etcdMembers", Part)

    @property
    def scheduler(self) -> Part:
        """The scheduler."""
        return self._one("scheduler", Part)

    @property
    def controller_manager(self) -> Part:
        """The controller manager."""
        return self._one("controllerManager", Part)

    @property
    def load_balancer(self) -> Part:
        """In front of the API servers."""
        return self._one("loadBalancer", Part)

    @property
    def auto_scaling(self) -> Part:
        """How it grows."""
        return self._one("autoScaling", Part)

    @property
    def tier(self) -> str:
        """`standard`, or the provisioned tier."""
        return self._value("tier")

    @property
    def endpoint(self) -> Endpoint:
        """Who may reach it from where."""
        return self._one("endpoint", Endpoint)

    @property
    def ip_family(self) -> str:
        """`ipv4` or `ipv6`: the addresses of pods and services."""
        return self._value("ipFamily")

    @property
    def version(self) -> str:
        """The Kubernetes version."""
        return self._value("version")

    @property
    def support(self) -> Support:
        """Its place in the support calendar."""
        return self._one("support", Support)

    @property
    def auto_mode(self) -> Optional[AutoMode]:
        """What AWS runs for Auto Mode, where that is on."""
        return self._one("autoMode", AutoMode)

    @property
    def outpost(self) -> Optional[OutpostControlPlane]:
        """Where a local cluster's control plane stands; absent for a control plane in the region."""
        return self._one("outpost", OutpostControlPlane)


class CriticalPath(Record):
    """The chain of steps that the duration hangs on."""

    __slots__ = ()

    @property
    def seconds(self) -> int:
        """Its length."""
        return self._value("seconds")

    @property
    def steps(self) -> list[str]:
        """Its steps."""
        return self._list("steps")

    @property
    def edges(self) -> list[str]:
        """The edges between them."""
        return self._list("edges")


class CrossAccountEnis(Record):
    """The network interfaces by which the control plane reaches the VPC."""

    __slots__ = ()

    @property
    def min(self) -> int:
        """At least so many."""
        return self._value("min")

    @property
    def max(self) -> int:
        """At most so many."""
        return self._value("max")

    @property
    def subnets(self) -> list[str]:
        """Ids of the subnets they may stand in."""
        return self._list("subnets")

    @property
    def security_groups(self) -> list[str]:
        """Ids of the security groups they carry."""
        return self._list("securityGroups")

    @property
    def free_addresses_per_subnet(self) -> int:
        """Free addresses that each subnet must have."""
        return self._value("freeAddressesPerSubnet")

    @property
    def free_addresses_recommended(self) -> int:
        """Free addresses that each subnet should have."""
        return self._value("freeAddressesRecommended")

    @property
    def carries(self) -> list[str]:
        """What they carry."""
        return self._list("carries")


class DataPlane(Record):
    """The customer's side."""

    __slots__ = ()

    @property
    def owner(self) -> Owner:
        """`customer`."""
        return self._value("owner")

    @property
    def vpc(self) -> Vpc:
        """The VPC."""
        return self._one("vpc", Vpc)

    @property
    def zones(self) -> Records[Zone]:
        """Zones of its subnets, by id where it is known."""
        return self._many("zones", Zone)

    @property
    def subnets(self) -> Records[Subnet]:
        """Its subnets, by id."""
        return self._many("subnets", Subnet)

    @property
    def nat_gateways(self) -> Records[NatGateway]:
        """Its NAT gateways."""
        return self._many("natGateways", NatGateway)

    @property
    def endpoints(self) -> Records[VpcEndpoint]:
        """Its VPC endpoints."""
        return self._many("endpoints", VpcEndpoint)

    @property
    def security_groups(self) -> Records[SecurityGroup]:
        """Its security groups."""
        return self._many("securityGroups", SecurityGroup)

    @property
    def pods(self) -> PodNetwork:
        """How pods get their addresses."""
        return self._one("pods", PodNetwork)


class Dependency(Record):
    """A step that has to be done before, and why."""

    __slots__ = ()

    @property
    def step(self) -> str:
        """Its id."""
        return self._value("step")

    @property
    def edge(self) -> Optional[str]:
        """The edge it comes from; absent between two steps of one resource."""
        return self._value("edge")


class Diagnostic(Record):
    """One finding."""

    __slots__ = ()

    @property
    def code(self) -> str:
        """Which finding; stable."""
        return self._value("code")

    @property
    def severity(self) -> Severity:
        """How bad."""
        return self._value("severity")

    @property
    def message(self) -> str:
        """What is wrong, in one line."""
        return self._value("message")

    @property
    def args(self) -> dict[str, str]:
        """The arguments of the message by name."""
        return self._map("args")

    @property
    def path(self) -> str:
        """The value that it is about."""
        return self._value("path")

    @property
    def pointer(self) -> str:
        """The same as a JSON Pointer."""
        return self._value("pointer")

    @property
    def span(self) -> Optional[Span]:
        """The place in the text; null when the input was an object."""
        return self._one("span", Span)

    @property
    def evidence(self) -> Optional[Evidence]:
        """Where the rule was learned."""
        return self._one("evidence", Evidence)

    @property
    def fixes(self) -> Records[Fix]:
        """Remedies for a machine."""
        return self._many("fixes", Fix)

    @property
    def help(self) -> Optional[str]:
        """What to do."""
        return self._value("help")

    @property
    def id(self) -> Optional[str]:
        """What it is called from run to run: the same while lines move. Findings of two runs are compared by it."""
        return self._value("id")

    @property
    def labels(self) -> Records[Label]:
        """Further places."""
        return self._many("labels", Label)

    @property
    def phase(self) -> Optional[Phase]:
        """When AWS or the tool would have raised it."""
        return self._value("phase")

    @property
    def refused_by(self) -> list[str]:
        """Who alone refuses it."""
        return self._list("refusedBy")

    @property
    def resources(self) -> list[str]:
        """Ids of the resources concerned."""
        return self._list("resources")

    @property
    def steps(self) -> list[str]:
        """Ids of the steps concerned."""
        return self._list("steps")


class Edge(Record):
    """A reason for an order, between two resources."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """Stable."""
        return self._value("id")

    @property
    def from_(self) -> str:
        """What comes first (create) or goes first (delete)."""
        return self._value("from")

    @property
    def to(self) -> str:
        """What comes after."""
        return self._value("to")

    @property
    def relation(self) -> Relation:
        """Which of the two orders."""
        return self._value("relation")

    @property
    def kind(self) -> EdgeKind:
        """What it means."""
        return self._value("kind")

    @property
    def hard(self) -> bool:
        """False if breaking it costs time or safety, not success."""
        return self._value("hard")

    @property
    def reason_code(self) -> str:
        """Why, for programs."""
        return self._value("reasonCode")

    @property
    def reason(self) -> str:
        """Why, for people."""
        return self._value("reason")

    @property
    def evidence(self) -> Evidence:
        """How we know."""
        return self._one("evidence", Evidence)

    @property
    def delay_seconds(self) -> Optional[int]:
        """Seconds to wait after that."""
        return self._value("delaySeconds")

    @property
    def group(self) -> Optional[str]:
        """The set of which one is enough."""
        return self._value("group")

    @property
    def retry_on(self) -> list[str]:
        """Texts of errors with which the call is refused until then, and made again."""
        return self._list("retryOn")

    @property
    def until(self) -> Optional[Readiness]:
        """How far `from` has to be."""
        return self._value("until")


class Edit(Record):
    """A change of the text."""

    __slots__ = ()

    @property
    def span(self) -> Span:
        """What goes."""
        return self._one("span", Span)

    @property
    def text(self) -> str:
        """What comes instead."""
        return self._value("text")


class Endpoint(Record):
    """Access to the API server."""

    __slots__ = ()

    @property
    def public(self) -> bool:
        """From the internet."""
        return self._value("public")

    @property
    def private(self) -> bool:
        """From the VPC, by the cross-account ENIs."""
        return self._value("private")

    @property
    def cidrs(self) -> list[str]:
        """From where in the internet."""
        return self._list("cidrs")

    @property
    def public_until_last(self) -> Optional[bool]:
        """True if the public side is closed as the plan's last act."""
        return self._value("publicUntilLast")


class EniConfig(Record):
    """The subnet and the security groups of pods."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The resource's id."""
        return self._value("id")

    @property
    def name(self) -> str:
        """Its name."""
        return self._value("name")

    @property
    def subnet(self) -> str:
        """The subnet's id."""
        return self._value("subnet")

    @property
    def security_groups(self) -> list[str]:
        """Ids of the security groups; empty for those of the node."""
        return self._list("securityGroups")


class Estimate(Record):
    """How long something takes."""

    __slots__ = ()

    @property
    def p50_seconds(self) -> int:
        """Half of the time it takes no longer."""
        return self._value("p50Seconds")

    @property
    def p90_seconds(self) -> int:
        """Nine times of ten it takes no longer."""
        return self._value("p90Seconds")

    @property
    def source(self) -> str:
        """Begins with `measured`, `limit` or `assumed`."""
        return self._value("source")

    @property
    def n(self) -> Optional[int]:
        """How many were measured."""
        return self._value("n")


class EtcdOnOutpost(Record):
    """Instances of etcd alone."""

    __slots__ = ()

    @property
    def instance_type(self) -> str:
        """Their type."""
        return self._value("instanceType")

    @property
    def spread_level(self) -> Optional[str]:
        """How far they are spread: `host` or `rack`."""
        return self._value("spreadLevel")


class Evidence(Record):
    """Where a fact was learned."""

    __slots__ = ()

    @property
    def source(self) -> str:
        """The document or source."""
        return self._value("source")

    @property
    def locator(self) -> str:
        """The place in it."""
        return self._value("locator")

    @property
    def date(self) -> str:
        """When it was read, `YYYY-MM-DD`."""
        return self._value("date")


class Explanation(Record):
    """A code explained."""

    __slots__ = ()

    @property
    def code(self) -> str:
        """Which one."""
        return self._value("code")

    @property
    def title(self) -> str:
        """What the finding is about."""
        return self._value("title")

    @property
    def severity(self) -> Severity:
        """The severity that it has unless a user overrides it."""
        return self._value("severity")

    @property
    def why(self) -> str:
        """What AWS or the tool does then, and why."""
        return self._value("why")

    @property
    def remedy(self) -> str:
        """What to do."""
        return self._value("remedy")

    @property
    def bad(self) -> Optional[str]:
        """An input in which it is found, and nothing else; empty where no example is short enough."""
        return self._value("bad")

    @property
    def evidence(self) -> Optional[Evidence]:
        """Where the rule was learned."""
        return self._one("evidence", Evidence)

    @property
    def good(self) -> Optional[str]:
        """The same input, repaired."""
        return self._value("good")

    @property
    def made_by(self) -> Optional[str]:
        """What makes the finding, where no example is short enough."""
        return self._value("madeBy")

    @property
    def phase(self) -> Optional[Phase]:
        """When AWS or the tool would have raised it."""
        return self._value("phase")

    @property
    def refused_by(self) -> list[str]:
        """Who alone refuses it."""
        return self._list("refusedBy")


class Failure(Record):
    """Why a call cannot be answered. What is wrong with a spec is part of the answer and no failure."""

    __slots__ = ()

    @property
    def code(self) -> str:
        """A name of [`Misuse`], or the code of the first of the findings."""
        return self._value("code")

    @property
    def message(self) -> str:
        """What is wrong, and what to do."""
        return self._value("message")

    @property
    def diagnostics(self) -> Records[Diagnostic]:
        """The findings behind it."""
        return self._many("diagnostics", Diagnostic)


class Fix(Record):
    """A remedy that a machine can apply."""

    __slots__ = ()

    @property
    def title(self) -> str:
        """What it does."""
        return self._value("title")

    @property
    def edits(self) -> Records[Edit]:
        """The changes, in the order of the text."""
        return self._many("edits", Edit)

    @property
    def certain(self) -> bool:
        """True if it is surely what was meant."""
        return self._value("certain")


class Generator(Record):
    """The program that made a document."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Its name."""
        return self._value("name")

    @property
    def version(self) -> str:
        """Its version."""
        return self._value("version")


class HelmOperation(Record):
    """Of Helm."""

    __slots__ = ()

    _required = frozenset({"service", "api", "release", "namespace", "chart", "repository", "values"})

    @property
    def service(self) -> str:
        """`helm`."""
        return self._value("service")

    @property
    def api(self) -> str:
        """As `upgrade`."""
        return self._value("api")

    @property
    def release(self) -> str:
        """The release."""
        return self._value("release")

    @property
    def namespace(self) -> str:
        """The namespace that it goes into; a step before makes it."""
        return self._value("namespace")

    @property
    def chart(self) -> str:
        """The chart."""
        return self._value("chart")

    @property
    def repository(self) -> str:
        """Where it comes from."""
        return self._value("repository")

    @property
    def values(self) -> dict[str, Any]:
        """What it is told."""
        return self._map("values")

    @property
    def version(self) -> Optional[str]:
        """Which one."""
        return self._value("version")


class HiddenZone(Record):
    """A zone of AWS's choice."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """What it is called here: `A`, `B`, `C`."""
        return self._value("name")

    @property
    def chosen_by(self) -> Owner:
        """Who chooses it."""
        return self._value("chosenBy")

    @property
    def hidden(self) -> bool:
        """True: the API does not tell which it is."""
        return self._value("hidden")

    @property
    def holds(self) -> list[str]:
        """What stands in it."""
        return self._list("holds")


class Identity(Record):
    """Who may do what."""

    __slots__ = ()

    @property
    def authentication_mode(self) -> str:
        """How the cluster authenticates IAM principals."""
        return self._value("authenticationMode")

    @property
    def creator_is_admin(self) -> bool:
        """True if whoever creates the cluster becomes its admin."""
        return self._value("creatorIsAdmin")

    @property
    def oidc_provider(self) -> bool:
        """True if there is an IAM OIDC provider."""
        return self._value("oidcProvider")

    @property
    def roles(self) -> Records[Role]:
        """Roles that the plan makes or uses."""
        return self._many("roles", Role)

    @property
    def access_entries(self) -> list[str]:
        """Principals with an access entry of their own."""
        return self._list("accessEntries")

    @property
    def service_accounts(self) -> list[str]:
        """Service accounts with a role by OIDC, as `namespace/name`."""
        return self._list("serviceAccounts")

    @property
    def pod_identities(self) -> list[str]:
        """Service accounts with a role by Pod Identity, as `namespace/name`."""
        return self._list("podIdentities")

    @property
    def aws_auth_entries(self) -> int:
        """Entries of `aws-auth`."""
        return self._value("awsAuthEntries")

    @property
    def identity_providers(self) -> list[str]:
        """External OIDC providers for logins."""
        return self._list("identityProviders")


class Impact(Record):
    """What hangs on a step."""

    __slots__ = ()

    @property
    def step(self) -> str:
        """The step."""
        return self._value("step")

    @property
    def waits(self) -> list[str]:
        """Steps that wait for it, directly or not, in the plan's order."""
        return self._list("waits")

    @property
    def fails(self) -> list[str]:
        """Steps that cannot succeed without it: those reached by hard edges alone."""
        return self._list("fails")


class Integration(Record):
    """Another AWS service that takes part."""

    __slots__ = ()

    @property
    def service(self) -> str:
        """As `KMS`."""
        return self._value("service")

    @property
    def purpose(self) -> str:
        """For what."""
        return self._value("purpose")

    @property
    def endpoints(self) -> list[str]:
        """Ids of the endpoints of the plan by which the VPC reaches it."""
        return self._list("endpoints")


class KubernetesOperation(Record):
    """Of the Kubernetes API."""

    __slots__ = ()

    _required = frozenset({"service", "api", "manifest"})

    @property
    def service(self) -> str:
        """`kubernetes`."""
        return self._value("service")

    @property
    def api(self) -> str:
        """As `apply`."""
        return self._value("api")

    @property
    def manifest(self) -> Any:
        """The object."""
        return self._any("manifest")


class Label(Record):
    """A second place that takes part in a finding."""

    __slots__ = ()

    @property
    def path(self) -> str:
        """The place in the document."""
        return self._value("path")

    @property
    def span(self) -> Optional[Span]:
        """The place in the text."""
        return self._one("span", Span)

    @property
    def text(self) -> str:
        """What is there."""
        return self._value("text")


class Managed(Record):
    """Who looks after what."""

    __slots__ = ()

    @property
    def nodes(self) -> Owner:
        """The machines and their updates."""
        return self._value("nodes")

    @property
    def scaling_group(self) -> Owner:
        """The Auto Scaling group."""
        return self._value("scalingGroup")

    @property
    def access(self) -> Owner:
        """The entry of its role into the cluster."""
        return self._value("access")


class NatGateway(Record):
    """A NAT gateway."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The resource's id."""
        return self._value("id")

    @property
    def subnet(self) -> str:
        """The subnet it stands in."""
        return self._value("subnet")

    @property
    def serves(self) -> list[str]:
        """Zones whose private subnets leave by it."""
        return self._list("serves")


class Origin(Record):
    """Where something comes from."""

    __slots__ = ()

    @property
    def type(self) -> OriginType:
        """Which of the three."""
        return self._value("type")

    @property
    def path(self) -> Optional[str]:
        """The field that asked for it."""
        return self._value("path")

    @property
    def span(self) -> Optional[Span]:
        """Its place in the text."""
        return self._one("span", Span)


class OutpostControlPlane(Record):
    """The control plane of a local cluster: instances in the customer's account."""

    __slots__ = ()

    @property
    def arn(self) -> str:
        """The Outpost's ARN."""
        return self._value("arn")

    @property
    def instances(self) -> int:
        """How many instances."""
        return self._value("instances")

    @property
    def etcd(self) -> Optional[EtcdOnOutpost]:
        """Instances of etcd's own; absent if etcd stands beside the API servers."""
        return self._one("etcd", EtcdOnOutpost)

    @property
    def instance_type(self) -> Optional[str]:
        """Their type; absent if only the Outpost knows which it has."""
        return self._value("instanceType")

    @property
    def placement_group(self) -> Optional[str]:
        """The placement group that they stand in."""
        return self._value("placementGroup")

    @property
    def spread_level(self) -> Optional[str]:
        """How far they are spread: `host` or `rack`."""
        return self._value("spreadLevel")


class Part(Record):
    """A part of the control plane."""

    __slots__ = ()

    @property
    def hidden(self) -> bool:
        """True: the API does not show it."""
        return self._value("hidden")

    @property
    def note(self) -> str:
        """What it is."""
        return self._value("note")

    @property
    def at_least(self) -> Optional[int]:
        """The least number that AWS promises."""
        return self._value("atLeast")

    @property
    def exactly(self) -> Optional[int]:
        """The exact number, where AWS says it."""
        return self._value("exactly")


class Plan(Record):
    """A plan."""

    __slots__ = ()

    @property
    def format_version(self) -> str:
        """`1.0`; a minor step only adds."""
        return self._value("formatVersion")

    @property
    def generator(self) -> Generator:
        """Who made it."""
        return self._one("generator", Generator)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what is planned; comments, key order and layout of the input do not change it."""
        return self._value("fingerprint")

    @property
    def input_fingerprint(self) -> str:
        """SHA-256 of the input's bytes."""
        return self._value("inputFingerprint")

    @property
    def goal(self) -> Goal:
        """What it is for."""
        return self._value("goal")

    @property
    def as_of(self) -> str:
        """The day for which calendar facts were looked up, `YYYY-MM-DD`."""
        return self._value("asOf")

    @property
    def catalog(self) -> CatalogRevision:
        """The facts it rests on."""
        return self._one("catalog", CatalogRevision)

    @property
    def executable(self) -> bool:
        """False when an error-level finding stands or an unknown blocks."""
        return self._value("executable")

    @property
    def summary(self) -> Summary:
        """What a bot needs."""
        return self._one("summary", Summary)

    @property
    def cluster(self) -> Optional[ClusterHeader]:
        """Which cluster; null when the input could not be lowered."""
        return self._one("cluster", ClusterHeader)

    @property
    def topology(self) -> Optional[Topology]:
        """What it will be; null when the input could not be lowered."""
        return self._one("topology", Topology)

    @property
    def resources(self) -> Records[Resource]:
        """Its parts, by id."""
        return self._many("resources", Resource)

    @property
    def edges(self) -> Records[Edge]:
        """What joins them, both relations, by id."""
        return self._many("edges", Edge)

    @property
    def steps(self) -> Records[Step]:
        """What is done, in one topological order: by wave, longest remaining time first, then id."""
        return self._many("steps", Step)

    @property
    def waves(self) -> Records[Wave]:
        """Steps of one depth."""
        return self._many("waves", Wave)

    @property
    def critical_path(self) -> Optional[CriticalPath]:
        """What the duration hangs on; null without steps."""
        return self._one("criticalPath", CriticalPath)

    @property
    def totals(self) -> Optional[Totals]:
        """Sums; null without steps."""
        return self._one("totals", Totals)

    @property
    def assumptions(self) -> Records[Assumption]:
        """What was chosen for want of input."""
        return self._many("assumptions", Assumption)

    @property
    def unknowns(self) -> Records[Unknown]:
        """What cannot be known offline."""
        return self._many("unknowns", Unknown)

    @property
    def diagnostics(self) -> Records[Diagnostic]:
        """All findings that stand."""
        return self._many("diagnostics", Diagnostic)

    @property
    def suppressed(self) -> Records[Suppressed]:
        """Findings that were accepted."""
        return self._many("suppressed", Suppressed)


class PodNetwork(Record):
    """How pods get their addresses, as the configuration of the VPC CNI says."""

    __slots__ = ()

    @property
    def custom_networking(self) -> bool:
        """True if they stand in subnets of their own."""
        return self._value("customNetworking")

    @property
    def prefix_delegation(self) -> bool:
        """True if nodes take blocks of /28 in place of single addresses."""
        return self._value("prefixDelegation")

    @property
    def eni_configs(self) -> Records[EniConfig]:
        """The subnets of pods by the name of the ENIConfig, which is the zone as a rule."""
        return self._many("eniConfigs", EniConfig)


class Position(Record):
    """A place in a text. Lines and columns count from 1, columns in UTF-16 units, the offset in bytes."""

    __slots__ = ()

    @property
    def line(self) -> int:
        """Line, from 1."""
        return self._value("line")

    @property
    def column(self) -> int:
        """Column in UTF-16 units, from 1."""
        return self._value("column")

    @property
    def offset(self) -> int:
        """Bytes from the start of the file."""
        return self._value("offset")


class Premises(Record):
    """The customer's premises: networks beyond the VPC."""

    __slots__ = ()

    @property
    def node_networks(self) -> list[str]:
        """Addresses of the nodes."""
        return self._list("nodeNetworks")

    @property
    def pod_networks(self) -> list[str]:
        """Addresses of their pods."""
        return self._list("podNetworks")

    @property
    def credentials(self) -> str:
        """Who hands the nodes credentials: `ssm` or `iam-ra`."""
        return self._value("credentials")

    @property
    def gateway(self) -> Optional[str]:
        """The gateway by which the VPC reaches them; absent if the plan joins none."""
        return self._value("gateway")


class Ready(Record):
    """When a step is done."""

    __slots__ = ()

    @property
    def condition(self) -> str:
        """What has to hold, for people."""
        return self._value("condition")

    @property
    def timeout_seconds(self) -> int:
        """After which one gives up."""
        return self._value("timeoutSeconds")

    @property
    def waiter(self) -> Optional[str]:
        """The AWS waiter that tells, by botocore's name."""
        return self._value("waiter")


class Reason(Record):
    """A branch of the tree: an edge, and the reasons of what it comes from."""

    __slots__ = ()

    @property
    def edge(self) -> str:
        """The edge's id."""
        return self._value("edge")

    @property
    def kind(self) -> EdgeKind:
        """What it means."""
        return self._value("kind")

    @property
    def reason_code(self) -> str:
        """Why, for programs."""
        return self._value("reasonCode")

    @property
    def reason(self) -> str:
        """Why, for people."""
        return self._value("reason")

    @property
    def evidence(self) -> Evidence:
        """How we know."""
        return self._one("evidence", Evidence)

    @property
    def from_(self) -> str:
        """What comes first."""
        return self._value("from")

    @property
    def to(self) -> str:
        """What comes after."""
        return self._value("to")

    @property
    def binding(self) -> bool:
        """True if this is what the step waits for longest."""
        return self._value("binding")

    @property
    def reasons(self) -> Records[Reason]:
        """Why `from` in turn has to wait."""
        return self._many("reasons", Reason)

    @property
    def any_of(self) -> list[str]:
        """The other members of the set of which one was enough."""
        return self._list("anyOf")

    @property
    def delay_seconds(self) -> Optional[int]:
        """Seconds waited after that."""
        return self._value("delaySeconds")

    @property
    def requested_at(self) -> Optional[RequestedAt]:
        """The field of the spec that asked for `from`."""
        return self._one("requestedAt", RequestedAt)

    @property
    def satisfied_seconds(self) -> Optional[int]:
        """When `from` is ready, in the plan's time."""
        return self._value("satisfiedSeconds")


class Repaired(Record):
    """Texts with their certain remedies carried out."""

    __slots__ = ()

    @property
    def texts(self) -> Records[RepairedText]:
        """The texts in their order, changed or not; objects are left out."""
        return self._many("texts", RepairedText)

    @property
    def applied(self) -> Records[AppliedFix]:
        """What was done, in the order in which it was done."""
        return self._many("applied", AppliedFix)

    @property
    def check(self) -> Check:
        """What is found in the new texts."""
        return self._one("check", Check)


class RepairedText(Record):
    """A text after its repair."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """What it is called in findings."""
        return self._value("name")

    @property
    def text(self) -> str:
        """What it holds now."""
        return self._value("text")

    @property
    def changed(self) -> bool:
        """True if something of it was changed."""
        return self._value("changed")


class RequestedAt(Record):
    """The field that asked for a resource."""

    __slots__ = ()

    @property
    def path(self) -> str:
        """Its path."""
        return self._value("path")

    @property
    def span(self) -> Optional[Span]:
        """Its place in the text."""
        return self._one("span", Span)


class Resource(Record):
    """A resource or an operation: a node of the graph."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """`kind/name`."""
        return self._value("id")

    @property
    def kind(self) -> ResourceKind:
        """Its kind."""
        return self._value("kind")

    @property
    def name(self) -> str:
        """Its name, as people say it."""
        return self._value("name")

    @property
    def owner(self) -> Owner:
        """Who makes and may change it."""
        return self._value("owner")

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return self._one("origin", Origin)

    @property
    def existing(self) -> bool:
        """True if it stands already."""
        return self._value("existing")

    @property
    def billed(self) -> Billed:
        """How it is billed."""
        return self._value("billed")

    @property
    def properties(self) -> dict[str, Any]:
        """What is known of it."""
        return self._map("properties")

    @property
    def steps(self) -> list[str]:
        """Ids of its steps."""
        return self._list("steps")

    @property
    def made_by(self) -> Optional[str]:
        """The resource whose making makes it, for what AWS makes by itself."""
        return self._value("madeBy")


class Role(Record):
    """An IAM role."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The resource's id."""
        return self._value("id")

    @property
    def purpose(self) -> str:
        """What it is for."""
        return self._value("purpose")

    @property
    def policies(self) -> list[str]:
        """Names or ARNs of its policies."""
        return self._list("policies")

    @property
    def existing(self) -> bool:
        """True if it stands already."""
        return self._value("existing")


class SecurityGroup(Record):
    """A security group."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The resource's id."""
        return self._value("id")

    @property
    def purpose(self) -> str:
        """What it is for."""
        return self._value("purpose")

    @property
    def owner(self) -> Owner:
        """Who makes it."""
        return self._value("owner")

    @property
    def existing(self) -> bool:
        """True if it stands already."""
        return self._value("existing")


class Sizes(Record):
    """Numbers of nodes."""

    __slots__ = ()

    @property
    def min(self) -> int:
        """Never less."""
        return self._value("min")

    @property
    def desired(self) -> int:
        """At first."""
        return self._value("desired")

    @property
    def max(self) -> int:
        """Never more."""
        return self._value("max")


class Span(Record):
    """A stretch of a text, its end excluded."""

    __slots__ = ()

    @property
    def file(self) -> str:
        """The name that the caller gave the text."""
        return self._value("file")

    @property
    def start(self) -> Position:
        """Where it begins."""
        return self._one("start", Position)

    @property
    def end(self) -> Position:
        """Where it ends."""
        return self._one("end", Position)


class Step(Record):
    """A call and its waiting until ready."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """`action:resource-id`, with `#2`, `#3` where one resource has several."""
        return self._value("id")

    @property
    def title(self) -> str:
        """What it does, for people."""
        return self._value("title")

    @property
    def action(self) -> Action:
        """What it does."""
        return self._value("action")

    @property
    def resource(self) -> str:
        """To what."""
        return self._value("resource")

    @property
    def operation(self) -> Optional[Operation]:
        """The call; null for gates."""
        return self._one("operation", AwsOperation, KubernetesOperation, HelmOperation, CommandOperation)

    @property
    def depends_on(self) -> Records[Dependency]:
        """What it waits for, and by which edge."""
        return self._many("dependsOn", Dependency)

    @property
    def wave(self) -> int:
        """Its depth, from 0."""
        return self._value("wave")

    @property
    def ready(self) -> Ready:
        """When it is done."""
        return self._one("ready", Ready)

    @property
    def yields(self) -> list[str]:
        """Outputs that other steps use."""
        return self._list("yields")

    @property
    def estimate(self) -> Estimate:
        """How long it takes."""
        return self._one("estimate", Estimate)

    @property
    def start_seconds(self) -> int:
        """Earliest start."""
        return self._value("startSeconds")

    @property
    def finish_seconds(self) -> int:
        """Earliest finish."""
        return self._value("finishSeconds")

    @property
    def slack_seconds(self) -> int:
        """By how much it may be late."""
        return self._value("slackSeconds")

    @property
    def critical(self) -> bool:
        """True if it may not be late."""
        return self._value("critical")

    @property
    def permissions(self) -> list[str]:
        """Rights that the call needs, as far as they follow from it; never claimed complete."""
        return self._list("permissions")

    @property
    def runs_from(self) -> RunsFrom:
        """Where it must be run from."""
        return self._value("runsFrom")

    @property
    def reversibility(self) -> Reversibility:
        """Whether it can be taken back."""
        return self._value("reversibility")

    @property
    def disruption(self) -> str:
        """What stops meanwhile."""
        return self._value("disruption")

    @property
    def reason(self) -> str:
        """Why it is there."""
        return self._value("reason")

    @property
    def accepted_seconds(self) -> Optional[int]:
        """When its call is accepted."""
        return self._value("acceptedSeconds")

    @property
    def after(self) -> Any:
        """The state after."""
        return self._any("after")

    @property
    def any_of(self) -> Records[AnyOf]:
        """Sets of which one was enough; the chosen one stands in `dependsOn`."""
        return self._many("anyOf", AnyOf)

    @property
    def before(self) -> Any:
        """The state before."""
        return self._any("before")

    @property
    def lane(self) -> Optional[str]:
        """What it must not overlap with."""
        return self._value("lane")

    @property
    def replaces(self) -> Optional[str]:
        """The step that removes what this one replaces."""
        return self._value("replaces")

    @property
    def undo(self) -> Optional[Undo]:
        """The call that takes it back."""
        return self._one("undo", Undo)


class Subnet(Record):
    """A subnet."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The resource's id."""
        return self._value("id")

    @property
    def dual_stack(self) -> bool:
        """True if the plan gives it IPv6 addresses."""
        return self._value("dualStack")

    @property
    def visibility(self) -> str:
        """`public` if its default route leads to an internet gateway."""
        return self._value("visibility")

    @property
    def cluster_subnet(self) -> bool:
        """True if cross-account ENIs may stand in it."""
        return self._value("clusterSubnet")

    @property
    def existing(self) -> bool:
        """True if it stands already."""
        return self._value("existing")

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return self._one("origin", Origin)

    @property
    def cidr(self) -> Optional[str]:
        """Its IPv4 block."""
        return self._value("cidr")

    @property
    def ipv6_cidr(self) -> Optional[str]:
        """Its IPv6 block; absent where the plan gives it none, or Amazon chooses the VPC's."""
        return self._value("ipv6Cidr")

    @property
    def outpost(self) -> Optional[str]:
        """The ARN of the Outpost that it stands on."""
        return self._value("outpost")

    @property
    def usable_addresses(self) -> Optional[int]:
        """Addresses that AWS leaves for use."""
        return self._value("usableAddresses")

    @property
    def zone(self) -> Optional[str]:
        """Its zone's id, or its name where the id is not known."""
        return self._value("zone")


class Summary(Record):
    """Counts."""

    __slots__ = ()

    @property
    def create(self) -> int:
        """Resources that are created."""
        return self._value("create")

    @property
    def update(self) -> int:
        """Resources that are changed in place."""
        return self._value("update")

    @property
    def replace(self) -> int:
        """Resources that are replaced."""
        return self._value("replace")

    @property
    def delete(self) -> int:
        """Resources that are removed."""
        return self._value("delete")

    @property
    def irreversible(self) -> int:
        """Steps that cannot be taken back."""
        return self._value("irreversible")

    @property
    def gates(self) -> int:
        """Steps that wait for a person or a time."""
        return self._value("gates")

    @property
    def errors(self) -> int:
        """Findings of level error."""
        return self._value("errors")

    @property
    def warnings(self) -> int:
        """Findings of level warning."""
        return self._value("warnings")


class Support(Record):
    """A Kubernetes version's place in the support calendar."""

    __slots__ = ()

    @property
    def status(self) -> str:
        """`standard`, `extended`, `unsupported`, `unreleased` or `unknown`."""
        return self._value("status")

    @property
    def policy(self) -> str:
        """What EKS is told to do at the end of standard support."""
        return self._value("policy")

    @property
    def extended_ends(self) -> Optional[str]:
        """The last day of extended support, `YYYY-MM-DD`."""
        return self._value("extendedEnds")

    @property
    def standard_ends(self) -> Optional[str]:
        """The last day of standard support, `YYYY-MM-DD`."""
        return self._value("standardEnds")


class Suppressed(Record):
    """A finding that was accepted."""

    __slots__ = ()

    @property
    def by(self) -> AcceptedBy:
        """Who accepted it."""
        return self._value("by")

    @property
    def finding(self) -> Diagnostic:
        """What was found."""
        return self._one("finding", Diagnostic)

    @property
    def reason(self) -> Optional[str]:
        """Why."""
        return self._value("reason")

    @property
    def span(self) -> Optional[Span]:
        """Where that stands."""
        return self._one("span", Span)


class Topology(Record):
    """What the cluster will be: AWS's side, the customer's side, and what links them."""

    __slots__ = ()

    @property
    def control_plane(self) -> ControlPlane:
        """AWS's side: neither visible nor changeable."""
        return self._one("controlPlane", ControlPlane)

    @property
    def cross_account_enis(self) -> CrossAccountEnis:
        """The only link between the two."""
        return self._one("crossAccountEnis", CrossAccountEnis)

    @property
    def data_plane(self) -> DataPlane:
        """The customer's side."""
        return self._one("dataPlane", DataPlane)

    @property
    def compute(self) -> Records[Compute]:
        """Where pods run."""
        return self._many("compute", Compute)

    @property
    def identity(self) -> Identity:
        """Who may do what."""
        return self._one("identity", Identity)

    @property
    def add_ons(self) -> Records[AddOn]:
        """EKS add-ons, by name."""
        return self._many("addOns", AddOn)

    @property
    def capabilities(self) -> Records[Capability]:
        """EKS capabilities, by name."""
        return self._many("capabilities", Capability)

    @property
    def workloads(self) -> Records[Workload]:
        """What runs on top, by name."""
        return self._many("workloads", Workload)

    @property
    def integrations(self) -> Records[Integration]:
        """Other AWS services that take part."""
        return self._many("integrations", Integration)


class Totals(Record):
    """Sums."""

    __slots__ = ()

    @property
    def steps(self) -> int:
        """How many steps."""
        return self._value("steps")

    @property
    def waves(self) -> int:
        """How many waves."""
        return self._value("waves")

    @property
    def p50_seconds(self) -> int:
        """The last finish."""
        return self._value("p50Seconds")

    @property
    def p90_seconds(self) -> int:
        """The last finish if everything takes its p90."""
        return self._value("p90Seconds")

    @property
    def sequential_seconds(self) -> int:
        """What one after another would take."""
        return self._value("sequentialSeconds")

    @property
    def assumed_seconds(self) -> int:
        """The part of the critical path whose estimate nobody measured."""
        return self._value("assumedSeconds")


class Undo(Record):
    """The call that takes a step back."""

    __slots__ = ()

    @property
    def service(self) -> str:
        """Its service."""
        return self._value("service")

    @property
    def api(self) -> str:
        """Its name."""
        return self._value("api")


class Unknown(Record):
    """What cannot be known offline."""

    __slots__ = ()

    @property
    def subject(self) -> str:
        """What it is about; the SUBJECT of `${unknown:SUBJECT}`."""
        return self._value("subject")

    @property
    def why(self) -> str:
        """Why it is not known."""
        return self._value("why")

    @property
    def blocks(self) -> bool:
        """True if the plan cannot be carried out before it is known."""
        return self._value("blocks")

    @property
    def command(self) -> Optional[str]:
        """The read-only command that would tell."""
        return self._value("command")


class Version(Record):
    """The version of the library and of the facts that it rests on."""

    __slots__ = ()

    @property
    def version(self) -> str:
        """The library's."""
        return self._value("version")

    @property
    def catalog(self) -> CatalogRevision:
        """The catalogue's."""
        return self._one("catalog", CatalogRevision)


class Vpc(Record):
    """The VPC."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The resource's id."""
        return self._value("id")

    @property
    def existing(self) -> bool:
        """True if it stands already."""
        return self._value("existing")

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return self._one("origin", Origin)

    @property
    def cidr(self) -> Optional[str]:
        """Its IPv4 block, where it is known."""
        return self._value("cidr")

    @property
    def ipv6_cidr(self) -> Optional[str]:
        """The IPv6 block that the plan gives it: `amazon` where Amazon chooses it."""
        return self._value("ipv6Cidr")


class VpcEndpoint(Record):
    """A VPC endpoint."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The resource's id."""
        return self._value("id")

    @property
    def service(self) -> str:
        """The service, as `com.amazonaws.eu-west-1.s3`."""
        return self._value("service")

    @property
    def kind(self) -> str:
        """`Interface` or `Gateway`."""
        return self._value("kind")

    @property
    def why(self) -> str:
        """What needs it."""
        return self._value("why")


class Wave(Record):
    """All steps of one depth."""

    __slots__ = ()

    @property
    def index(self) -> int:
        """From 0."""
        return self._value("index")

    @property
    def start_seconds(self) -> int:
        """The earliest start."""
        return self._value("startSeconds")

    @property
    def finish_seconds(self) -> int:
        """The last finish."""
        return self._value("finishSeconds")

    @property
    def steps(self) -> list[str]:
        """Their ids."""
        return self._list("steps")


class Why(Record):
    """Why a step is there, or why it comes after another."""

    __slots__ = ()

    @property
    def step(self) -> str:
        """The step, or the resource where no step does it."""
        return self._value("step")

    @property
    def relation(self) -> Relation:
        """Which order was asked for."""
        return self._value("relation")

    @property
    def summary(self) -> str:
        """In one line."""
        return self._value("summary")

    @property
    def reasons(self) -> Records[Reason]:
        """What it waits for, each with its own reasons."""
        return self._many("reasons", Reason)

    @property
    def before(self) -> Optional[str]:
        """What it was asked to come after."""
        return self._value("before")


class Workload(Record):
    """Something that runs on top."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Its name."""
        return self._value("name")

    @property
    def kind(self) -> str:
        """`helm-release`, `objects` or `flux`."""
        return self._value("kind")

    @property
    def namespace(self) -> str:
        """The namespace that it goes into."""
        return self._value("namespace")

    @property
    def identity(self) -> str:
        """How its pods get rights in AWS: `none`, `pod identity` or `irsa`."""
        return self._value("identity")

    @property
    def after(self) -> list[str]:
        """Names of the workloads and add-ons that must be healthy first."""
        return self._list("after")

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return self._one("origin", Origin)

    @property
    def chart(self) -> Optional[str]:
        """The chart of a release."""
        return self._value("chart")

    @property
    def load_balancers(self) -> list[str]:
        """Load balancers that a controller makes for it."""
        return self._list("loadBalancers")

    @property
    def repository(self) -> Optional[str]:
        """Where the chart comes from."""
        return self._value("repository")

    @property
    def version(self) -> Optional[str]:
        """The chart's version; absent if nobody said it."""
        return self._value("version")

    @property
    def volumes(self) -> list[str]:
        """Volumes that a controller makes for it."""
        return self._list("volumes")


class Zone(Record):
    """A zone of the customer's subnets."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The zone's id, where it is known; otherwise its name."""
        return self._value("id")

    @property
    def kind(self) -> Optional[str]:
        """`local-zone` or `wavelength-zone`; absent for an availability zone."""
        return self._value("kind")

    @property
    def name(self) -> Optional[str]:
        """Its name in this account, where the input says it."""
        return self._value("name")


Operation = Union[AwsOperation, KubernetesOperation, HelmOperation, CommandOperation]
"""A call."""
