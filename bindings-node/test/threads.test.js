// Off the main thread: promises, signals, workers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import { EksPlanError, planAsync, planJson, planJsonAsync } from 'eks-plan';

import { large, text } from './given.js';

test('the event loop goes on while a plan is made', async () => {
  const json = JSON.stringify(large());
  let turns = 0;
  let open = true;
  const turn = () => {
    turns += 1;
    if (open) setImmediate(turn);
  };
  setImmediate(turn);
  const answer = await planJsonAsync(json);
  open = false;
  assert.ok(turns > 10, `${turns} turns`);
  assert.equal(answer, planJson(json));
});

test('an aborted call is rejected with the reason of its signal', async () => {
  const reason = new Error('enough');
  await assert.rejects(planAsync(text, { signal: AbortSignal.abort(reason) }), (error) => error === reason);
  const controller = new AbortController();
  const json = JSON.stringify(large());
  const calls = Array.from({ length: 20 }, () => planAsync(json, { asOf: '2026-06-01', signal: controller.signal }));
  controller.abort(reason);
  for (const { reason: why } of await Promise.allSettled(calls)) assert.equal(why, reason);
  await assert.rejects(planAsync(text, { signal: controller.signal }), (error) => error === reason);
});

test('a signal that is not aborted changes nothing, and keeps its own handler', async () => {
  const { signal } = new AbortController();
  const own = () => {};
  signal.onabort = own;
  assert.deepEqual(await planAsync(text, { signal }), JSON.parse(planJson(text)));
  assert.equal(signal.onabort, own);
  const wrong = planAsync(text, { signal: 'now' });
  await assert.rejects(wrong, (error) => error instanceof EksPlanError && error.code === 'wrong-argument');
});

test('many calls with one signal raise no warning', async () => {
  const warnings = [];
  const listen = (warning) => warnings.push(warning);
  process.on('warning', listen);
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 50 }, () => planJsonAsync(text, { signal })));
  await new Promise(setImmediate);
  process.off('warning', listen);
  assert.deepEqual(warnings, []);
});

test('workers plan side by side', async () => {
  const program = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { planJson, planJsonAsync } = await import(workerData.module);
    for (let turn = 0; turn < 20; turn++) planJson(workerData.text);
    parentPort.postMessage([planJson(workerData.text), await planJsonAsync(workerData.text)]);`;
  const answer = () =>
    new Promise((resolve, reject) => {
      const workerData = { text, module: import.meta.resolve('eks-plan') };
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`), { workerData });
      worker.once('message', resolve).once('error', reject);
    });
  const expected = planJson(text);
  for (const both of await Promise.all(Array.from({ length: 4 }, answer))) {
    assert.deepEqual(both, [expected, expected]);
  }
});
