// Names the functions of a module in an order in which those that are alike follow each other: gzip sees the last 32 KB alone.
// `node order.js MODULE` after `wasm-opt --reorder-functions`, which puts those that are called most first; then
// `wasm-opt --reorder-functions-by-name`, which needs no name of before.

import { readFileSync, writeFileSync } from 'node:fs';
import { functions, imports, named } from './module.js';

/** Two functions are alike by the runs of so many bytes that both have. */
const RUN = 6;

/** How far back likeness counts, in bytes. */
const WINDOW = 12000;

/** What is compared: the runs that are in the window (0), their share of the function (1), or between. */
const SHARE = 0.75;

/** The numbers of so many functions take one byte in a call. */
const SHORT = 128;

const [module] = process.argv.slice(2);
const bytes = readFileSync(module);
const bodies = functions(bytes).map(({ body }) => body);
writeFileSync(module, named(bytes, ranks(bodies, SHORT - imports(bytes))));

/** The place of each function: the one after the last few is that of which most is in them. The first few stay the first. */
function ranks(bodies, first) {
  const runs = shared(bodies.map(runsOf));
  const holders = [];
  runs.forEach((all, index) => all.forEach((run) => (holders[run] ??= []).push(index)));
  // A run that many functions have is near wherever a function stands.
  const weight = holders.map(({ length }) => Math.log(bodies.length / length));
  const seen = new Uint32Array(holders.length);
  const score = new Float64Array(bodies.length);
  const rank = new Array(bodies.length);
  const window = [];
  let inside = 0;
  const count = (index, step, from) => {
    inside += step * bodies[index].length;
    for (const run of runs[index]) {
      if (seen[run] === from) for (const holder of holders[run]) score[holder] += step * weight[run];
      seen[run] += step;
    }
  };
  for (let place = 0; place < bodies.length; place++) {
    const next = best(score, bodies, rank, place < first ? first : bodies.length);
    rank[next] = place;
    window.push(next);
    count(next, 1, 0);
    while (inside > WINDOW && window.length > 1) count(window.shift(), -1, 1);
  }
  return rank;
}

/** The function before `end` without a place of which most is in the window; the first of several. */
function best(score, bodies, rank, end) {
  let found;
  let most = -Infinity;
  for (let index = 0; index < end; index++) {
    if (rank[index] !== undefined) continue;
    const share = score[index] / bodies[index].length ** SHARE;
    if (share > most) [found, most] = [index, share];
  }
  return found;
}

/** The runs of bytes of a function, each once, as numbers. */
function runsOf(body) {
  const all = new Set();
  for (let at = 0; at + RUN <= body.length; at++) {
    let run = 0;
    for (let index = 0; index < RUN; index++) run = run * 256 + body[at + index];
    all.add(run);
  }
  return all;
}

/** The same with small numbers, without runs that only one function has. */
function shared(all) {
  const times = new Map();
  for (const runs of all) for (const run of runs) times.set(run, (times.get(run) ?? 0) + 1);
  const numbers = new Map();
  for (const [run, count] of times) if (count > 1) numbers.set(run, numbers.size);
  return all.map((runs) => Array.from(runs, (run) => numbers.get(run)).filter((number) => number !== undefined));
}
