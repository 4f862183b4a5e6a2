// Wrong use of the interface.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as eksPlan from 'eks-plan';

import { argumentsOf, text, verbs } from './given.js';

const { EksPlanError, check, explain, plan, planAsync, render, schema, source, why } = eksPlan;

const code = (code, message) => (error) => {
  assert.ok(error instanceof EksPlanError, String(error));
  assert.equal(error.name, 'EksPlanError');
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

for (const { name, readsSpec } of verbs) {
  test(`${name} refuses an option that there is not`, async () => {
    const args = [...argumentsOf[name], { asOff: '2026-06-01' }];
    const refused = code(readsSpec ? 'EP0104' : 'wrong-argument', /asOff/);
    assert.throws(() => eksPlan[name](...args), refused);
    await assert.rejects(eksPlan[`${name}Async`](...args), refused);
  });
}

test('options are a plain object', async () => {
  for (const options of ['asOf', 7, [], new Date(0), () => 1]) {
    assert.throws(() => plan(text, options), code('wrong-argument', /^options are a plain object, not /));
    await assert.rejects(planAsync(text, options), code('wrong-argument', /^options are a plain object, not /));
  }
  assert.throws(() => plan(text, { asOf: new Date(0) }), code('wrong-argument', /^`asOf`: an object of the class Date/));
  const ring = { durations: {} };
  ring.durations.a = ring;
  assert.throws(() => plan(text, ring), code('wrong-argument', /^`durations.a`: it contains itself$/));
});

test('arguments are checked by the library', () => {
  assert.throws(() => why(text), code('wrong-argument', /missing field `step`/));
  assert.throws(() => why(text, 'nope'), code('no-such-id', /`nope`/));
  assert.throws(() => why(text, 1), code('wrong-argument', /invalid type/));
  assert.throws(() => render(text, 'html'), code('wrong-argument', /`html`/));
  assert.throws(() => explain('EP9999'), code('no-such-code', /EP9999/));
  assert.throws(() => explain(1n), code('wrong-argument', /invalid type/));
  assert.throws(() => schema('nope'), code('no-such-schema', /plan-config/));
  assert.throws(() => check(text, { baseline: 'x' }), code('wrong-baseline', /./));
  assert.throws(() => source(text), code('wrong-input', /^the name of a source is a string, not undefined$/));
});

test('what a getter throws is thrown as it is', () => {
  const fault = new Error('mine');
  const spec = { get kind() { throw fault; } };
  assert.throws(() => plan(spec), (error) => error === fault);
});
