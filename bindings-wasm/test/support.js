// What several tests use.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const read = (path) => readFileSync(join(root, path), 'utf8');

/** A spec of a usual size. */
export const production = read('examples/specs/production.yaml');

/** A spec as an object. */
export const small = {
  apiVersion: 'eksctl.io/v1alpha5',
  kind: 'ClusterConfig',
  metadata: { name: 'small', region: 'eu-west-1' },
  managedNodeGroups: [{ name: 'ng-1' }],
};

/** An empty folder outside of the project, gone after the tests. */
export function folder() {
  const made = mkdtempSync(join(tmpdir(), 'eks-plan-wasm-'));
  after(() => rmSync(made, { recursive: true, force: true, maxRetries: 5 }));
  return made;
}

/** A program's folder with the package in it as npm would install it. */
export function installed() {
  const into = folder();
  const said = execFileSync('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', into], { cwd: join(root, 'bindings-wasm') });
  const packages = join(into, 'node_modules/eks-plan-wasm');
  mkdirSync(packages, { recursive: true });
  const [{ filename }] = JSON.parse(said);
  execFileSync('tar', ['-xzf', join(into, filename), '--strip-components=1', '-C', packages]);
  return into;
}

/** A program that the tests bring, of the workspace's packages. */
export const program = (name) => join(root, 'node_modules/.bin', name);
