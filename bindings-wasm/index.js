// For browsers and workers: ready after `init()`.

export * from './lib/index.js';
export { init } from './raw.js';
