// How long calls take, in Node and in Chromium: `node time.js [SPEC] [COUNT]`, after `cargo xtask wasm`. Beside it, if it is built, the
// package for Node, whose calls take hardly longer than the library itself.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { launch, serve } from './serve.js';

/** New profiles in which Chromium visits. */
const ROUNDS = 3;

/** Milliseconds in which nothing is asked of it: after three seconds it still works on its own start. */
const IDLE = 6000;

const [spec = 'examples/specs/production.yaml', count = '200'] = process.argv.slice(2);
const root = new URL('../..', import.meta.url).pathname;
const text = readFileSync(join(root, spec), 'utf8');

const begun = performance.now();
const wasm = await import('../node.js');
const loaded = performance.now();
const json = wasm.planJson(text);
console.log(`Node: load ${shown(loaded - begun)}, first plan ${shown(performance.now() - loaded)}; ${text.length} characters, ${json.length} of the plan`);
const packages = { wasm, native: await import('../../bindings-node/index.js').catch(() => undefined) };
for (const round of [1, 2]) {
  for (const [name, one] of Object.entries(packages)) {
    if (one === undefined) continue;
    console.log(`Node ${name}, round ${round}: planJson ${median(() => one.planJson(text))}, plan ${median(() => one.plan(text))}`);
  }
}
console.log(`Node: JSON.parse ${median(() => JSON.parse(json))}`);

const folder = mkdtempSync(join(tmpdir(), 'eks-plan-time-'));
cpSync(join(root, 'bindings-wasm'), join(folder, 'eks-plan-wasm'), { recursive: true });
writeFileSync(join(folder, 'empty.html'), '<!doctype html>');
const { address, close } = await serve(folder);
// Chromium keeps optimised code two seconds after it made the last of it, or from a megabyte on. The former was not seen in half a
// minute (version 156); the code for one plan is less than the latter.
const caching = '--js-flags=--wasm-caching-hard-threshold=300000';
const visits = { first: [], warm: [] };
for (let round = 0; round < ROUNDS; round++) {
  const profile = mkdtempSync(join(tmpdir(), 'eks-plan-profile-'));
  for (const visit of ['first', 'second', 'warm', 'warm']) {
    // A new process each time: what is faster then comes from the cache on disk.
    const context = await chromium.launchPersistentContext(profile, { ...launch, args: [...launch.args, caching] });
    const page = await context.newPage();
    await page.goto(`${address}empty.html`);
    // A browser that just started is busy with itself.
    await page.waitForTimeout(IDLE);
    const times = await page.evaluate(visited, [text, Number(count)]);
    visits[visit]?.push(times);
    console.log(`Chromium, ${visit} visit: ${Object.entries(times).map(([name, time]) => `${name} ${shown(time)}`).join(', ')}`);
    await page.waitForTimeout(IDLE);
    await context.close();
  }
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
for (const [name, all] of Object.entries(visits)) {
  const both = all.map((times) => times.instantiate + times['first plan']);
  console.log(`Chromium, instantiate and first plan, ${name} visits: median ${shown(middle(both))} of ${both.length}`);
}
close();
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** In the page. */
async function visited([text, count]) {
  const begun = performance.now();
  const eks = await import('/eks-plan-wasm/index.js');
  const imported = performance.now();
  await eks.init();
  const loaded = performance.now();
  const json = eks.planJson(text);
  const first = performance.now();
  const median = (act) => {
    const all = Array.from({ length: count }, () => {
      const begun = performance.now();
      act();
      return performance.now() - begun;
    });
    return all.sort((a, b) => a - b)[Math.floor(count / 2)];
  };
  return {
    import: imported - begun,
    instantiate: loaded - imported,
    'first plan': first - loaded,
    planJson: median(() => eks.planJson(text)),
    plan: median(() => eks.plan(text)),
    'JSON.parse': median(() => JSON.parse(json)),
  };
}

function median(act) {
  const all = Array.from({ length: Number(count) }, () => {
    const begun = performance.now();
    act();
    return performance.now() - begun;
  });
  return shown(middle(all));
}

function middle(all) {
  return all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
}

function shown(time) {
  return `${time.toFixed(2)} ms`;
}
