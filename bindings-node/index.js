export * from './lib/index.js';
export * from './verbs-async.js';
