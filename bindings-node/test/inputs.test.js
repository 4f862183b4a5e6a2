// Every kind of spec, and what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

import { EksPlanError, check, plan, planAsync, planJson, source } from 'eks-plan';

import { bytes, cluster, text } from './given.js';

const refused = (code, message) => (error) => {
  assert.ok(error instanceof EksPlanError, String(error));
  assert.equal(error.code, code);
  assert.equal(error.message, message);
  assert.deepEqual(error.diagnostics, []);
  return true;
};

test('text and its bytes give the same plan', () => {
  const expected = planJson(text);
  assert.equal(planJson(bytes), expected);
  assert.equal(planJson(new Uint8Array(bytes)), expected);
  assert.equal(planJson(new Uint8Array(bytes).buffer), expected);
  assert.equal(planJson([text]), expected);
});

test('an object, a Map and an object of another realm give the same plan', () => {
  const expected = planJson(cluster());
  assert.equal(JSON.parse(expected).executable, true);
  const { metadata, ...rest } = cluster();
  assert.equal(planJson(new Map([...Object.entries(rest), ['metadata', new Map(Object.entries(metadata))]])), expected);
  assert.equal(planJson(runInNewContext(`JSON.parse(${JSON.stringify(JSON.stringify(cluster()))})`)), expected);
  assert.equal(planJson(Object.assign(Object.create(null), cluster())), expected);
  assert.equal(planJson(cluster({ vpc: undefined, tags: undefined })), expected);
});

test('sources have the names that they are given', () => {
  const file = (spec, options) => check(spec, options).diagnostics[0].span.file;
  assert.equal(file(source('a: [', 'infra/a.yaml')), 'infra/a.yaml');
  assert.equal(file('a: ['), '-');
  assert.equal(file('a: [', { sourceName: 'b.yaml' }), 'b.yaml');
  assert.equal(file([source(Buffer.from('a: ['), 'x'), source(cluster(), 'y')]), 'x');
});

test('several sources are one stream of documents', () => {
  const config = { apiVersion: 'eks-plan/v1alpha1', kind: 'PlanConfig', asOf: '2026-06-01' };
  assert.equal(plan([cluster(), config]).asOf, '2026-06-01');
  assert.equal(plan([text, source(config, 'config')]).asOf, '2026-06-01');
});

test('a byte order mark is kept, and other bytes than UTF-8 are refused', () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('a: [')]);
  assert.equal(check(marked).diagnostics[0].span.start.offset, check('\ufeffa: [').diagnostics[0].span.start.offset);
  assert.throws(() => plan(Buffer.from([0x61, 0xff])), refused('wrong-input', 'the bytes are not UTF-8'));
  assert.throws(() => plan(source(Buffer.from([0xff]), 'x')), refused('wrong-input', 'x: the bytes are not UTF-8'));
  assert.throws(() => plan('\ud800'), refused('wrong-input', 'half of a surrogate pair is no text'));
});

const kinds = 'a spec is a string, UTF-8 bytes or a plain object, or a list of these, not';

for (const [value, said] of [
  [undefined, 'undefined'],
  [null, 'null'],
  [7, 'a number'],
  [true, 'a boolean'],
  [() => text, 'a function'],
  [new Date(0), 'an object of the class Date'],
  [new Set([text]), 'an object of the class Set'],
  [new (class Cluster {})(), 'an object of the class Cluster'],
  [new Uint16Array(2), 'an object of the class Uint16Array'],
  [[[text]], 'a list'],
]) {
  test(`${said} is no spec`, async () => {
    const wrong = refused('wrong-input', `${kinds} ${said}`);
    assert.throws(() => plan(value), wrong);
    assert.throws(() => plan([value]), Array.isArray(value) ? refused('wrong-input', `${kinds} a list`) : wrong);
    await assert.rejects(planAsync(value), wrong);
  });
}

for (const [what, value, message] of [
  ['a Date', new Date(0), '`vpc.x`: an object of the class Date is not plain data'],
  ['a function', () => 1, '`vpc.x`: a function is not plain data'],
  ['a symbol', Symbol('x'), '`vpc.x`: a symbol is not plain data'],
  ['a Set', [new Set()], '`vpc.x[0]`: an object of the class Set is not plain data'],
  ['undefined in a list', [1, undefined], '`vpc.x[1]`: undefined is not plain data'],
  ['a hole in a list', new Array(1), '`vpc.x[0]`: undefined is not plain data'],
  ['NaN', NaN, '`vpc.x`: NaN is no number that JSON has'],
  ['an integer too large', 2 ** 53, '`vpc.x`: the integer 9007199254740992 cannot be kept exactly'],
  ['a BigInt too large', 2n ** 64n, '`vpc.x`: the integer 18446744073709551616 cannot be kept exactly'],
  ['half a pair', { 'a.b': '\udc00' }, '`vpc.x["a.b"]`: half of a surrogate pair is no text'],
  ['a key that is no text', new Map([[1, 2]]), '`vpc.x`: a number is no key'],
  ['a key that is a symbol', { [Symbol('x')]: 1 }, '`vpc.x`: a symbol is no key'],
]) {
  test(`${what} in an object is refused with its path`, () => {
    assert.throws(() => plan(cluster({ vpc: { x: value } })), refused('wrong-input', message));
  });
}

test('what JSON has arrives as it is', () => {
  const odd = JSON.parse('{"__proto__": 1, "a\\u0000b": [null, true, -1.5, ""], "constructor": {}}');
  const message = (spec) => check(spec).diagnostics.map((finding) => finding.path);
  const paths = message(cluster({ vpc: odd }));
  assert.deepEqual(paths, message(cluster({ vpc: new Map(Object.entries(odd)) })));
  for (const key of Object.keys(odd)) assert.ok(paths.some((path) => path.includes(key.slice(0, 1))), key);
  assert.equal(planJson(cluster({ vpc: { cidr: 7n } })), planJson(cluster({ vpc: { cidr: 7 } })));
});

test('an object that contains itself is refused, and one that is used twice is not', () => {
  const ring = cluster();
  ring.vpc = { nat: [ring] };
  assert.throws(() => plan(ring), refused('wrong-input', '`vpc.nat[0]`: it contains itself'));
  const tags = { team: 'a' };
  const twice = (one, other) => cluster({ metadata: { ...cluster().metadata, tags: one }, managedNodeGroups: [{ name: 'a', tags: other }] });
  assert.equal(planJson(twice(tags, tags)), planJson(twice({ ...tags }, { ...tags })));
});

test('an object of 100,000 levels is a finding, and one that grows without end is refused', async () => {
  let deep = {};
  let wide = { text: 'x' };
  for (let level = 0; level < 100_000; level++) deep = { deep };
  for (let level = 0; level < 60; level++) wide = { a: wide, b: wide };
  assert.deepEqual(check(deep).diagnostics.map((finding) => finding.severity), ['error']);
  assert.equal((await planAsync(deep)).executable, false);
  assert.throws(() => plan(wide), refused('wrong-input', 'an object of more than 16777216 characters is too large'));
});
