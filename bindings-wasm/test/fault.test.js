// What happens if the module fails all the same: a clear error, and the next call works.

import assert from 'node:assert/strict';
import test from 'node:test';
import { EksPlanError, planJson } from 'eks-plan-wasm';
import { initSync } from '../dist/eks_plan_wasm.js';
import { call } from '../raw.js';
import { production } from './support.js';

const expected = planJson(production);

/** The exports of the instance that there is. */
const exports = () => initSync();

function fails(act, message) {
  const before = exports();
  assert.throws(act, (error) => {
    assert.ok(error instanceof EksPlanError && error.code === 'fault', String(error));
    assert.match(error.message, message);
    assert.deepEqual(error.diagnostics, []);
    return true;
  });
  assert.equal(planJson(production), expected);
  assert.notEqual(exports(), before);
}

test('a panic is a fault', () => {
  // A text that claims a length which no memory has: the copy of it is too large to ask for.
  const text = { length: 2 ** 32 - 1 };
  fails(() => call(text, [], '{}'), /^a fault of eks-plan, please report it: RuntimeError: unreachable;/);
});

test('memory that is destroyed is a fault', () => {
  new Uint8Array(exports().memory.buffer).fill(0xff);
  fails(() => planJson(production), /^a fault of eks-plan, please report it: /);
});

test('a stack at its end is a fault', () => {
  let outcome;
  const descend = () => {
    try {
      descend();
    } catch {
      outcome ??= attempt();
    }
  };
  const attempt = () => {
    try {
      return planJson(production);
    } catch (error) {
      return error;
    }
  };
  descend();
  assert.ok(outcome === expected || outcome instanceof Error);
  assert.equal(planJson(production), expected);
});

test('wrong use makes no new instance', () => {
  const before = exports();
  assert.throws(() => call('nothing', [], '{}'), { code: 'no-such-verb' });
  assert.equal(exports(), before);
});
