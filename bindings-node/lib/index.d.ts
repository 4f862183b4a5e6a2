export type { ClusterConfig } from './cluster-config.js';
/** The parts of eksctl's `ClusterConfig`: `eksctl.ManagedNodeGroup` and others. */
export type * as eksctl from './cluster-config.js';
export { EksPlanError } from './error.js';
export { type Content, type Document, type Source, type Spec, source } from './sources.js';
export type * from './types.js';
export * from './verbs.js';
