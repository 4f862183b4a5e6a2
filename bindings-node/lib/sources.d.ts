import type { ClusterConfig } from './cluster-config.js';
import type { Options } from './types.js';

/** A text or an object with a name of its own; made by {@link source}. */
export interface Source {
  /** By what findings call it. */
  readonly name: string;
  /** What it holds. */
  readonly content: Content;
}

/**
 * What one source holds: YAML or JSON as text or as UTF-8 bytes, or an object. In an object, members that are `undefined` count
 * as absent, and a `Map` counts as a mapping.
 */
export type Content = string | Uint8Array | ArrayBuffer | Document;

/** A document as an object: eksctl's `ClusterConfig`, or a `PlanConfig`. */
export type Document = ClusterConfig | { readonly [key: string]: unknown } | ReadonlyMap<string, unknown> | Options;

/** What a verb reads: one source, or a list of sources that are read as one stream of documents. */
export type Spec = Content | Source | readonly (Content | Source)[];

/**
 * Gives a text or an object the name by which findings call it.
 *
 * @throws {@link EksPlanError} `wrong-input` if the name is no string.
 */
export declare function source(content: Content, name: string): Source;
