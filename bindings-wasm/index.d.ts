/**
 * Where the module comes from: a URL, a `Request`, a `Response`, bytes, a `WebAssembly.Module`, or a promise of one of these. It is
 * written down so that programs without the types of browsers can use it.
 */
export type ModuleSource = string | object;

/**
 * Loads the module; to be awaited once before the first call. Further calls wait for the same module and change nothing. In Node the
 * package is ready at import, and this does nothing.
 *
 * @param from where the module comes from; by default the file that the package brings.
 */
export declare function init(from?: ModuleSource): Promise<void>;

export * from './lib/index.js';
