// What the types refuse. A line that is not refused is an error: `@ts-expect-error` says so.
import type { ClusterConfig, ManagedNodeGroup, NodeGroup, NodeGroupInstancesDistribution } from './cluster-config.js';

const metadata = { name: 'demo', region: 'eu-west-1' };
export const right: ClusterConfig = { apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', metadata };

// @ts-expect-error: no metadata
export const incomplete: ClusterConfig = { apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig' };

// @ts-expect-error: another version of the interface
export const version: ClusterConfig = { ...right, apiVersion: 'eksctl.io/v1alpha4' };

// @ts-expect-error: a misspelt member
export const misspelt: ClusterConfig = { ...right, managedNodegroups: [] };

// @ts-expect-error: a Kubernetes version is text
export const number: ClusterConfig = { ...right, metadata: { ...metadata, version: 1.34 } };

// @ts-expect-error: a node group without a name
export const nameless: ManagedNodeGroup = { desiredCapacity: 1 };

// @ts-expect-error: an image of no family
export const family: ManagedNodeGroup = { name: 'a', amiFamily: 'Debian' };

// @ts-expect-error: a taint is a record or a text
export const taints: NodeGroup = { name: 'a', taints: [{ name: 'a' }] };

// An instance selector takes the place of the list, and taints may be a mapping.
export const distribution: NodeGroupInstancesDistribution = { maxPrice: 0.5 };
export const mapped: NodeGroup = { name: 'a', taints: { dedicated: 'web:NoSchedule' } };
