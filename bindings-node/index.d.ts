export type { Abortable } from './async.js';
export * from './lib/index.js';
export * from './verbs-async.js';
