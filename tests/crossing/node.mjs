// usage: node node.mjs RUNTIME PACKAGE CALLS [BROWSER]   (prints a line of JSON for each call; in a page if a browser is named)

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inPage } from '../conformance/javascript/page.mjs';
import { measure } from './javascript.mjs';

const [runtime, folder, file, browser] = process.argv.slice(2);
const calls = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'))
  .map(([verb, spec]) => ({ verb, spec: readFileSync(spec, 'utf8') }));

async function here() {
  const entry = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).exports['.'];
  return measure(runtime, await import(pathToFileURL(resolve(folder, entry.node ?? entry.default))), calls);
}

const there = (page) =>
  page.evaluate(
    async ([runtime, calls]) => {
      const [eksPlan, { measure }] = await Promise.all([import('/package/index.js'), import('/runner/javascript.mjs')]);
      await eksPlan.init();
      return measure(runtime, eksPlan, calls);
    },
    [runtime, calls],
  );

const served = { package: folder, runner: import.meta.dirname };
console.log((await (browser ? inPage(browser, served, there) : here())).join('\n'));
