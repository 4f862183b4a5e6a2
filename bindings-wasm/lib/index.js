export { EksPlanError } from './error.js';
export { source } from './sources.js';
export * from './verbs.js';
