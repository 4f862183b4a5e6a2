// The programs of README.md run as they stand.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { browser, serve } from './browser.js';
import { folder, production, read, root } from './support.js';

const readme = read('bindings-wasm/README.md');
const block = (kind) => new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'ms').exec(readme)[1];

/** A folder with the package and a spec in it. */
function place() {
  const made = folder();
  mkdirSync(join(made, 'node_modules'));
  cpSync(join(root, 'examples/specs/first-cluster.yaml'), join(made, 'cluster.yaml'));
  return made;
}

function run(kind, name) {
  const made = place();
  symlinkSync(join(root, 'bindings-wasm'), join(made, 'node_modules/eks-plan-wasm'), 'junction');
  writeFileSync(join(made, name), block(kind));
  const { stdout, stderr } = spawnSync(process.execPath, [name], { cwd: made, encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout;
}

test('the module of Node', () => assert.match(run('js', 'a.mjs'), /^\S+: \d+ steps, about \d+ minutes\n0 create:/));

test('the script of Node', () => assert.match(run('cjs', 'a.cjs'), /^error EP0302 .*\nEksPlanError EP0302 1\n$/ms));

test('the page', async () => {
  const made = place();
  cpSync(join(root, 'bindings-wasm'), join(made, 'node_modules/eks-plan-wasm'), { recursive: true });
  writeFileSync(join(made, 'index.html'), block('html'));
  const page = await (await browser()).newPage();
  await page.goto(await serve(made), { waitUntil: 'networkidle' });
  await page.locator('#spec').fill(production);
  await page.locator('#plan').filter({ hasText: /^0 create:/ }).waitFor({ timeout: 30_000 });
});

test('what Vite is told is a module', async () => {
  const made = folder();
  writeFileSync(join(made, 'vite.config.mjs'), block('js vite.config.js'));
  const { default: config } = await import(join(made, 'vite.config.mjs'));
  assert.deepEqual(config.optimizeDeps.exclude, ['eks-plan-wasm']);
});

test('the table names every verb', () => {
  for (const { name } of JSON.parse(read('schema/api.schema.json')).verbs) assert.ok(readme.includes(`\`${name}(`), name);
});
