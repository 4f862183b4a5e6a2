// The deepest and the largest inputs: the stack and the memory of the instance hold.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { check, planJson, version } from 'eks-plan-wasm';
import { read, small } from './support.js';

const nested = (depth, make, inner) => Array.from({ length: depth }).reduce(make, inner);

const codes = (spec) => check(spec).diagnostics.map(({ code }) => code);

/** The code for what is nested too deep. */
const DEEP = 'EP0004';

const deep = {
  'flow text': (depth) => `${'['.repeat(depth)}1${']'.repeat(depth)}`,
  'block text': (depth) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
  'list text': (depth) => `${'- '.repeat(depth)}1`,
  'mappings': (depth) => nested(depth, (inner) => ({ a: inner }), 1),
  'an object\'s lists': (depth) => ({ ...small, iam: nested(depth, (inner) => [inner], 1) }),
};

for (const [kind, make] of Object.entries(deep)) {
  test(`${kind}: the deepest are read, deeper ones are a finding`, () => {
    assert.ok(!codes(make(60)).includes(DEEP));
    for (const depth of [70, 300, 5_000]) assert.ok(codes(make(depth)).includes(DEEP), `${depth}`);
    assert.ok(version().version);
  });
}

test('the largest text of one line is read', () => {
  assert.equal(check(`a: ${'x'.repeat(15 << 20)}`).ok, false);
});

test('a text as large as is read has as many nodes as are kept', () => {
  assert.equal(check(`[${'1,'.repeat(49_000)}]`).ok, false);
  assert.equal(check(`a: [${'1,'.repeat(60_000)}]`).ok, false);
});

test('every spec of the corpus is planned, and nobody\'s stack ends', () => {
  const folders = ['examples/specs', 'tests/corpus/eksctl/examples', 'tests/corpus/broken'];
  let count = 0;
  for (const folder of folders) {
    for (const name of names(folder)) {
      JSON.parse(planJson(read(`${folder}/${name}`)));
      count += 1;
    }
  }
  assert.ok(count > 100, `${count}`);
});

function names(folder) {
  return readdirSync(new URL(`../../${folder}`, import.meta.url)).filter((name) => /\.(ya?ml|json)$/.test(name));
}
