import * as eks from 'eks-plan-wasm';
import { ask } from './ask.js';

const spec = await (await fetch('./spec.yaml')).text();
const page = await ask(eks, spec);
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => {
  globalThis.result = { page, worker: data };
};
worker.onerror = ({ message }) => {
  globalThis.result = { page, worker: message };
};
worker.postMessage(spec);

/** Times of further calls, in milliseconds. */
globalThis.times = (count, verb = 'planJson') => {
  const all = Array.from({ length: count }, () => {
    const begun = performance.now();
    eks[verb](spec);
    return performance.now() - begun;
  });
  return all.sort((a, b) => a - b);
};
