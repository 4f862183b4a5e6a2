/** What the module is made of: where it lies, what fetching it gives, its bytes, or the compiled module. */
export type ModuleSource =
  | string
  | URL
  | Request
  | Response
  | Promise<Response>
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | WebAssembly.Module;

/**
 * Loads the module; to be awaited once before the first call. Further calls wait for the same module and change nothing. In Node the
 * package is ready at import, and this does nothing.
 *
 * @param from where the module comes from; by default the file that the package brings.
 */
export declare function init(from?: ModuleSource): Promise<void>;

export { EksPlanError } from './lib/error.js';
export { source } from './lib/sources.js';
export type * from './lib/sources.js';
export type * from './lib/types.js';
export * from './lib/verbs.js';
