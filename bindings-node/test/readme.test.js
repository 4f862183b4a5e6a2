// The programs of README.md run as they stand.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { file, verbs } from './given.js';

const readme = readFileSync(file('bindings-node/README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```(js|cjs)\n(.*?)^```$/gms)].map(([, kind, program]) => ({ kind, program }));

const said = [
  /^demo: \d+ steps, about \d+ minutes\n0 create:.*late here.* > /s,
  /^error EP0302 metadata\.version .*\nfalse EksPlanError EP0302 1\n$/ms,
  /^true\n$/,
  /^\S.* 0\.1\.0\n$/,
];

/** The package: as it was built, or as it was installed. */
const place = process.env.EKS_PLAN_PACKAGE ?? fileURLToPath(file('bindings-node'));

let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'eks-plan-readme-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(place, join(folder, 'node_modules', 'eks-plan'), 'junction');
  writeFileSync(join(folder, 'cluster.yaml'), readFileSync(file('examples/specs/first-cluster.yaml')));
});

after(() => rmSync(folder, { recursive: true }));

test('there is a program for each thing to show', () => assert.equal(blocks.length, said.length));

blocks.forEach(({ kind, program }, index) => {
  test(`program ${index + 1} says what it should, and no warning`, () => {
    const path = join(folder, `${index}.${kind === 'js' ? 'mjs' : 'cjs'}`);
    writeFileSync(path, program);
    const { status, stdout, stderr } = spawnSync(process.execPath, [path], { cwd: folder, encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, said[index]);
  });
});

test('the table names every verb', () => {
  for (const { name } of verbs) assert.ok(readme.includes(`\`${name}(`), name);
});
