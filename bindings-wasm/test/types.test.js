// A user's program under TypeScript's strictest settings, against the package as npm installs it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { installed, program, root } from './support.js';

for (const resolution of ['nodenext', 'bundler']) {
  test(`types hold: ${resolution}`, () => {
    const folder = installed();
    cpSync(join(root, 'bindings-wasm/test/types'), folder, { recursive: true });
    for (const used of ['@types', 'undici-types']) {
      cpSync(join(root, 'node_modules', used), join(folder, 'node_modules', used), { recursive: true });
    }
    const arguments_ = ['--project', `tsconfig.${resolution}.json`];
    const { status, stdout } = spawnSync(program('tsc'), arguments_, { cwd: folder, encoding: 'utf8' });
    assert.equal(stdout, '');
    assert.equal(status, 0);
  });
}
