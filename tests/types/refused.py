"""What the types refuse. A line that is not refused is an error: an ignored error that is none is reported."""

# pyright: strict, reportUnnecessaryTypeIgnoreComment=true
from cluster_config import ClusterConfig, ClusterMeta, ManagedNodeGroup, NodeGroup, NodeGroupInstancesDistribution

metadata: ClusterMeta = {"name": "demo", "region": "eu-west-1"}
right: ClusterConfig = {"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig", "metadata": metadata}

# No metadata.
incomplete: ClusterConfig = {"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig"}  # type: ignore

# Another version of the interface.
version: ClusterConfig = {"apiVersion": "eksctl.io/v1alpha4", "kind": "ClusterConfig", "metadata": metadata}  # type: ignore

# A misspelt member.
right["managedNodegroups"] = []  # type: ignore

# A Kubernetes version is text.
number: ClusterMeta = {"name": "demo", "region": "eu-west-1", "version": 1.34}  # type: ignore

# A node group without a name.
nameless: ManagedNodeGroup = {"desiredCapacity": 1}  # type: ignore

# An image of no family.
family: ManagedNodeGroup = {"name": "a", "amiFamily": "Debian"}  # type: ignore

# A taint is a record or a text.
taints: NodeGroup = {"name": "a", "taints": [{"name": "a"}]}  # type: ignore

# An instance selector takes the place of the list, and taints may be a mapping.
distribution: NodeGroupInstancesDistribution = {"maxPrice": 0.5}
mapped: NodeGroup = {"name": "a", "taints": {"dedicated": "web:NoSchedule"}}
