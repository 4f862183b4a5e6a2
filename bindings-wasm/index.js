// For browsers and workers: ready after `init()`.

export { EksPlanError } from './lib/error.js';
export { source } from './lib/sources.js';
export * from './lib/verbs.js';
export { init } from './raw.js';
