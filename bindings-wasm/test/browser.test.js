// In Chromium: a page without a bundler, a worker, and what Vite makes of both.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { planJson } from 'eks-plan-wasm';
import { build, createServer } from 'vite';
import { browser, result, serve } from './browser.js';
import { installed, production, root } from './support.js';

const expected = planJson(production);

/** No code from text but WebAssembly. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; img-src data:";

/** A folder with the package, the page and the spec. */
function site() {
  const made = installed();
  cpSync(join(root, 'bindings-wasm/test/web'), made, { recursive: true });
  for (const copy of ['spec.yaml', 'public/spec.yaml']) cpSync(join(root, 'examples/specs/production.yaml'), join(made, copy));
  return made;
}

/** Names the file as a page without a bundler has to: workers know no import maps. */
function withoutBundler(folder) {
  for (const name of ['page.js', 'worker.js']) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replace("'eks-plan-wasm'", "'./node_modules/eks-plan-wasm/index.js'"));
  }
}

function hold({ page, worker, said }) {
  assert.deepEqual(said, []);
  for (const { plan, refused } of [page, worker]) {
    assert.equal(plan, expected);
    assert.deepEqual(refused, { name: 'EksPlanError', code: 'EP0101', findings: 1 });
  }
}

const shown = ({ load, first }) => `load ${load.toFixed(0)} ms, first plan ${first.toFixed(0)} ms`;

test('a page and a worker without a bundler, under a strict policy', async (context) => {
  const folder = site();
  withoutBundler(folder);
  const address = await serve(folder, { 'content-security-policy': POLICY });
  const chromium = await browser();
  for (const visit of ['first', 'second', 'third']) {
    const { tab, ...found } = await result(chromium, address);
    hold(found);
    context.diagnostic(`${visit} visit: page ${shown(found.page)}; worker ${shown(found.worker)}`);
    await tab.close();
  }
});

test('a page whose instance is lost gets another', async () => {
  const folder = site();
  withoutBundler(folder);
  const { tab } = await result(await browser(), await serve(folder));
  const again = await tab.evaluate(async () => {
    const { EksPlanError, planJson } = await import('./node_modules/eks-plan-wasm/index.js');
    const { initSync } = await import('./node_modules/eks-plan-wasm/dist/eks_plan_wasm.js');
    const spec = await (await fetch('./spec.yaml')).text();
    new Uint8Array(initSync().memory.buffer).fill(0xff);
    try {
      planJson(spec);
    } catch (error) {
      return { code: error instanceof EksPlanError && error.code, plan: planJson(spec) };
    }
    return {};
  });
  assert.deepEqual(again, { code: 'fault', plan: expected });
});

test('built by Vite', async () => {
  const folder = site();
  await build({ ...vite(folder), build: { target: 'es2022' } });
  hold(await result(await browser(), await serve(join(folder, 'dist'))));
});

test('served by Vite', async () => {
  const server = await createServer({ ...vite(site()), optimizeDeps: { exclude: ['eks-plan-wasm'] }, server: { port: 0, host: '127.0.0.1' } });
  await server.listen();
  try {
    const { said, ...found } = await result(await browser(), server.resolvedUrls.local[0]);
    hold({ ...found, said: said.filter((line) => !line.startsWith('[vite]')) });
  } finally {
    await server.close();
  }
});

/** What Vite needs to be told. */
function vite(folder) {
  return { root: folder, configFile: false, logLevel: 'error', worker: { format: 'es' } };
}
