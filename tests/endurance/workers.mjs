// Workers that plan for a while: throughput against one worker, and whether memory stays.
// usage: node workers.mjs PACKAGE SECONDS SPEC...

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const WORKERS = 8;
const SETTLED = 10;

async function library(folder) {
  const entry = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).exports['.'];
  return import(pathToFileURL(resolve(folder, entry.node ?? entry.default)));
}

if (isMainThread) process.exitCode = await main(...process.argv.slice(2));
else await work(workerData);

async function main(folder, seconds, ...specs) {
  const texts = specs.map((spec) => readFileSync(spec, 'utf8'));
  const one = await planFor(folder, Math.min(10, Number(seconds)), 1, texts);
  const many = await planFor(folder, Number(seconds), WORKERS, texts);
  const [first, last] = many.memory;
  const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);
  const times = (many.rate / one.rate).toFixed(2);
  console.log(`    1 worker: ${one.rate.toFixed(0)} plans a second; ${WORKERS} workers: ${many.rate.toFixed(0)} (${times} times)`);
  console.log(`    memory after ${SETTLED} s, first half: ${mib(first)} MiB; second half: ${mib(last)} MiB`);
  // What is kept of each of so many plans would be far more.
  if (last <= first * 1.1 + 2 ** 24) return 0;
  console.log('    memory grows');
  return 1;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

/** Plans a second, and the resident bytes in both halves of the time: medians, since plans come and go at once. */
async function planFor(folder, seconds, count, texts) {
  const workers = Array.from({ length: count }, () => new Worker(import.meta.filename, { workerData: { folder, seconds, texts } }));
  const counts = workers.map(
    (worker) => new Promise((done, failed) => worker.once('message', done).once('error', failed)),
  );
  const all = Promise.all(counts);
  const memory = (async () => {
    const settled = Math.min(SETTLED, seconds / 2);
    await sleep(settled * 1000);
    const samples = [];
    for (let left = (seconds - settled) * 2 - 1; left > 0; left -= 1) {
      samples.push(process.memoryUsage().rss);
      await sleep(500);
    }
    const half = samples.length >> 1;
    return [median(samples.slice(0, half)), median(samples.slice(half))];
  })();
  const plans = (await all).reduce((sum, count) => sum + count, 0);
  return { rate: plans / seconds, memory: await memory };
}

async function work({ folder, seconds, texts }) {
  const { planJson } = await library(folder);
  const wanted = texts.map((text) => planJson(text));
  const end = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < end; count += 1) {
    const at = count % texts.length;
    if (planJson(texts[at]) !== wanted[at]) throw new Error('a plan is not what it was');
  }
  parentPort.postMessage(count);
}
