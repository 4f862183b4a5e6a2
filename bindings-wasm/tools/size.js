// How large the package is, and by what. `node size.js MODULE COMPILER [--update]`: MODULE is what wasm-bindgen makes with all names
// kept, of the same code as `dist`. Compares with `size.json`, or writes it.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { functions, sections } from './module.js';

const at = (path) => new URL(`../${path}`, import.meta.url);
// By the program: Node's own zlib is made for speed, and its best is a hundredth larger.
const gzip = (bytes) => execFileSync('gzip', ['-9nc'], { input: bytes, maxBuffer: bytes.length + 1000 }).length;
const brotli = (bytes) => brotliCompressSync(bytes).length;

const [module, compiler, update] = process.argv.slice(2);
const kept = JSON.parse(readFileSync(at('size.json')));
const shipped = readFileSync(at('dist/eks_plan_wasm_bg.wasm'));
const glue = readFileSync(at('dist/eks_plan_wasm.js'));

const bytes = {
  module: shipped.length,
  moduleGzip: gzip(shipped),
  moduleBrotli: brotli(shipped),
  glue: glue.length,
  glueGzip: gzip(glue),
};
const parts = Object.fromEntries(
  sections(shipped).filter(({ size }) => size > 1000).map(({ name, size, body }) => [name, { bytes: size, gzip: gzip(body) }]),
);

console.log(`eks-plan-wasm (${compiler})`);
for (const [name, size] of Object.entries(bytes)) {
  const drift = (((size - kept.bytes[name]) / kept.bytes[name]) * 100).toFixed(1);
  console.log(`  ${name.padEnd(14)} ${String(size).padStart(9)} bytes, ${drift} % against those kept, made with ${kept.compiler}`);
}
for (const [name, part] of Object.entries(parts)) console.log(`  section ${name}: ${part.bytes} bytes, ${part.gzip} in gzip`);

if (update === '--update') {
  const all = { budget: kept.budget, compiler, bytes, sections: parts, code: largest(functions(readFileSync(module))) };
  writeFileSync(at('size.json'), `${JSON.stringify(all, null, 2)}\n`);
}
const over = bytes.moduleGzip - kept.budget.aim;
if (over > 0) console.log(`  the aim of ${kept.budget.aim} bytes in gzip is missed by ${over}`);
if (bytes.moduleGzip > kept.budget.gzip) {
  console.error(`the module has ${bytes.moduleGzip} bytes in gzip, more than the ${kept.budget.gzip} of size.json`);
  process.exitCode = 1;
}

/** Bytes of code by what it is part of, the larger ones: a stage of the core, another crate, or what the standard library makes for each type. */
function largest(all) {
  const sums = {};
  for (const { name, size } of all) {
    const part = partOf(name.replaceAll(/\[\w+\]/g, ''));
    sums[part] = (sums[part] ?? 0) + size;
  }
  const rows = Object.entries(sums).sort(([, a], [, b]) => b - a);
  return Object.fromEntries(rows.slice(0, 20));
}

function partOf(name) {
  if (name.includes('core::slice::sort::')) return 'sorting';
  if (name.includes('alloc::collections::btree::')) return 'BTreeMap and BTreeSet';
  if (/serde(_core|_json)?::/.test(name)) return 'serde';
  return /eks_plan::\w+/.exec(name)?.[0] ?? /\w+/.exec(name)?.[0] ?? 'other';
}
