// Every verb and every kind of input, in Node.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import * as eks from 'eks-plan-wasm';
import { production, read, small } from './support.js';

/** The arguments that verbs need beside a spec. */
const positional = {
  render: ['sarif'],
  why: ['cluster/small'],
  impact: ['cluster/small'],
  explain: ['EP0104'],
  schema: ['plan'],
};

for (const { name, readsSpec, answersDocument } of JSON.parse(read('schema/api.schema.json')).verbs) {
  test(`${name} answers`, () => {
    const args = [...(readsSpec ? [small] : []), ...(positional[name] ?? [])];
    const answer = eks[name](...args);
    if (answersDocument) assert.deepEqual(answer, JSON.parse(eks[`${name}Json`](...args)));
    else assert.ok(typeof answer === 'string' && answer !== '');
  });
}

test('CommonJS sees the same package', () => {
  const required = createRequire(import.meta.url)('eks-plan-wasm');
  assert.equal(required.planJson, eks.planJson);
});

test('a second `init` changes nothing', async () => {
  await eks.init();
  assert.equal(await eks.init('/nowhere.wasm'), undefined);
  assert.ok(eks.version().version);
});

test('text, bytes and lists of them are one spec', () => {
  const expected = eks.planJson(production);
  const bytes = new TextEncoder().encode(production);
  for (const spec of [bytes, bytes.buffer, Buffer.from(production), [production]]) {
    assert.equal(eks.planJson(spec), expected);
  }
});

test('an object is the spec that it says', () => {
  const { steps } = eks.plan(JSON.stringify(small));
  assert.deepEqual(eks.plan(small).steps, steps);
  assert.deepEqual(eks.plan(new Map(Object.entries(small))).steps, steps);
});

test('no key of an object is lost', () => {
  const odd = { ...small, zeta: 1, 'a b': { '': 2 }, metadata: { ...small.metadata, extra: [{ deep: true }] } };
  assert.equal(eks.checkJson(odd), eks.checkJson([eks.source(odd, '')]));
  const unknown = eks.check(odd).diagnostics.map(({ path }) => path).sort();
  assert.deepEqual(unknown.filter((path) => /zeta|a b|extra/.test(path)), ['["a b"]', 'metadata.extra', 'zeta']);
});

test('a source has its own name', () => {
  const { diagnostics } = eks.check([eks.source('a: 1', 'one.yaml'), eks.source('b: 1', 'two.yaml')]);
  const files = new Set(diagnostics.map(({ span }) => span?.file));
  assert.ok(files.has('one.yaml') && files.has('two.yaml'), [...files].join());
});

test('an error has plain findings', () => {
  const error = raised(() => eks.planOrThrow('a: 1'));
  assert.match(error.code, /^EP\d{4}$/);
  assert.deepEqual(error.diagnostics, JSON.parse(JSON.stringify(error.diagnostics)));
  const { diagnostics } = eks.plan('a: 1');
  assert.deepEqual(error.diagnostics, diagnostics.filter(({ severity }) => severity === 'error'));
});

test('an option that there is not is refused by the core', () => {
  const { name, message } = raised(() => eks.plan(small, { asof: '2026-01-01' }));
  assert.equal(name, 'EksPlanError');
  assert.match(message, /`asof` is not a known field/);
});

test('what is no spec is refused', () => {
  const itself = { ...small };
  itself.itself = itself;
  for (const spec of [undefined, null, 1, NaN, true, Symbol('a'), () => small, new Date(0), new Set(), itself, { a: NaN }]) {
    assert.equal(raised(() => eks.plan(spec)).code, 'wrong-input');
  }
});

function raised(act) {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof eks.EksPlanError && error instanceof Error, String(error));
    return error;
  }
  return assert.fail('it was not refused');
}
